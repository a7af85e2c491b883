"""Moments of knowledge: a position of the log, an instant, or a date, which means its end here."""

from __future__ import annotations

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


def position_of(office: Office, moment: str) -> int:
    """Give the position that a moment names: the last one recorded at or before it.

    Raises `MomentNotUnderstood`, or `MomentNotYetThere` for a position past the log's end.
    """
    if moment.isascii() and moment.isdecimal() and len(moment) <= POSITION_DIGITS_MAX:
        position = int(moment)
        if position > office.log.last_position():
            raise MomentNotYetThere(position=position)
        return position
    return office.log.as_of(_instant(office, moment)).position


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
