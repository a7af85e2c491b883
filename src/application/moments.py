"""Moments of knowledge: a position of the log, an instant, or a date, which means its end here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from typing import TYPE_CHECKING, Final

from domain.history import Rejected

if TYPE_CHECKING:
    from application.office import Office

POSITION_DIGITS_MAX: Final = 18


class MomentNotUnderstood(Rejected):
    """时点须为日期、时间或账本位置。 | A moment is a date, an instant or a position of the log."""


class MomentNotYetThere(Rejected):
    """账本还没有记到这个位置。 | The log has not reached that position."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment settled: the last position recorded at or before it.

    `open` marks an instant that the log may still record something at or before: ask again by the
    position to get the same answer. `day` is the business date by which things are due or late.
    """

    position: int
    open: bool
    day: date


def moment_of(office: Office, said: str | None) -> Moment:
    """Settle a moment; None is now, and open.

    Raises `MomentNotUnderstood`, or `MomentNotYetThere` for a position past the log's end.
    """
    if said is None:
        return Moment(office.log.last_position(), open=True, day=office.today())
    if said.isascii() and said.isdecimal() and len(said) <= POSITION_DIGITS_MAX:
        position = int(said)
        if position > office.log.last_position():
            raise MomentNotYetThere(position=position)
        recorded = office.log.event_at(position)
        at = recorded.recorded_at if recorded else None
        return Moment(
            position,
            open=False,
            day=at.astimezone(office.zone).date() if at else office.today(),
        )
    instant = _instant(office, said)
    known = office.log.as_of(instant)
    day = instant.astimezone(office.zone).date()
    return Moment(known.position, open=known.open, day=min(day, office.today()))


def position_of(office: Office, moment: str) -> int:
    """Give the position that a moment names: the last one recorded at or before it.

    Raises `MomentNotUnderstood`, or `MomentNotYetThere` for a position past the log's end.
    """
    return moment_of(office, moment).position


def _instant(office: Office, moment: str) -> datetime:
    try:
        if len(moment) == len("2022-07-31"):
            after = date.fromisoformat(moment) + timedelta(days=1)
            midnight = datetime.combine(after, time_of_day.min, office.zone)
            return midnight - timedelta(microseconds=1)
        instant = datetime.fromisoformat(moment.replace(" ", "+"))
        return instant if instant.tzinfo else instant.replace(tzinfo=office.zone)
    except (ValueError, OverflowError) as error:
        raise MomentNotUnderstood from error
