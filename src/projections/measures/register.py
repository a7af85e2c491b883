"""M19: nobody left out 一个不漏 (`domain.md` 11.2).

The register is who is registered and lives here on a day. Each of them is, in a month, in exactly
one of three: met in person by anybody; not met, but somebody went and wrote down why; not met. Read
on the last day of the month, the three add up to the register.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain.resident import (
    DeathReverted,
    Resident,
    ResidentDied,
    ResidentMovedIn,
    ResidentMovedOut,
    ResidentRegistered,
)
from domain.words import NotMetReason, ResidentStatus
from projections.figures.fact import About, Fact, Family, Kind, Measure, Unit
from projections.figures.held import Held
from projections.figures.presence import Counts, PresenceRate, Presences
from projections.measures.duty import CONTACTS, ELSEWHERE, HOME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from domain.history import Event, Recorded
    from projections.figures.rate import Rate

M19 = Measure(
    "M19",
    "在册残疾人",
    "residents on the register",
    Unit.PERSONS,
    Kind.STOCK,
    "当日已建档、健在且未迁出的残疾人, 合并的档案算一人",
    "residents registered, alive and not moved away on the day; merged files are one",
    about=About.RESIDENTS,
)


class RegisterCount:
    """One file: on the register while the person is registered and lives here."""

    def __init__(self) -> None:
        """Start before the person is registered."""
        self._resident: Resident | None = None
        self._held = Held()

    def count(self, recorded: Recorded[Event]) -> Iterator[Fact]:
        """Count who comes, and who moves away or dies."""
        resident = self._resident = self._resident or Resident(recorded.stream)
        died_on = resident.died_on
        resident.take(recorded.event)
        is_here = (
            resident.entered is ResidentStatus.REGISTERED
            and resident.died_on is None
            and resident.moved_out_on is None
        )
        day = _day(recorded, died_on)
        if is_here:
            here = Fact("M19", recorded.stream, occurred_on=day)
            yield from self._held.rise(here, recorded)
        else:
            yield from self._held.fall_all(on=day)


def _day(recorded: Recorded[Event], died_on: date | None) -> date:
    """Date a change; who turns out to be alive never left."""
    match recorded.event:
        case (
            ResidentMovedOut(moved_on=on) | ResidentMovedIn(moved_on=on) | ResidentDied(died_on=on)
        ):
            return on
        case DeathReverted() if died_on is not None:
            return died_on
        case _:
            return recorded.occurred_on


REGISTER = Family(
    "register",
    (M19,),
    frozenset(
        event.topic
        for event in (
            ResidentRegistered,
            ResidentMovedOut,
            ResidentMovedIn,
            ResidentDied,
            DeathReverted,
        )
    ),
    RegisterCount,
)

IN_PERSON: Final = (*HOME, *ELSEWHERE)
EXCUSED: Final = tuple(reason.value for reason in NotMetReason)

ON_REGISTER: Final = Presences(stock=M19, contacts=CONTACTS, best=(*IN_PERSON, *EXCUSED))


def _line(  # noqa: PLR0917  (one line of the table below)
    measure_id: str,
    chinese: str,
    english: str,
    rule: str,
    rule_english: str,
    counts: Counts,
    counted: tuple[str, ...] = (),
) -> PresenceRate:
    measure = Measure(
        measure_id,
        chinese,
        english,
        Unit.PERCENT,
        Kind.RATE,
        f"{rule}的人月, 占月末在册残疾人的比例",
        f"{rule_english}, of residents on the register on the last day of each month",
    )
    return PresenceRate(measure, ON_REGISTER, counts, counted)


NOBODY_LEFT_OUT: Final[tuple[Rate, ...]] = (
    _line(
        "M19a",
        "在册: 见到本人",
        "on the register: met",
        "当月任何人入户、见面或视频见到本人",
        "met in person at home, elsewhere or by video, by anybody",
        Counts.BEST,
        IN_PERSON,
    ),
    _line(
        "M19b",
        "在册: 未见, 有理由",
        "on the register: excused with a reason",
        "当月未见到本人, 走访记有未见原因",
        "not met in person, the reason noted at a visit",
        Counts.BEST,
        EXCUSED,
    ),
    _line(
        "M19c",
        "在册: 未见",
        "on the register: not met",
        "当月未见到本人, 也没有记录原因",
        "not met in person, no reason noted",
        Counts.NONE,
    ),
)
