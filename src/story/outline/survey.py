"""The campaign's visits: who is met, by whom and when, household by household (M04)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from domain.words import Met, VisitMode
from story.cast.villagers import drawn
from story.days import workday
from story.outline.rounds import met_in_parts
from story.outline.visiting import Seen, Visit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random
    from uuid import UUID

    from story.cast.villagers import Resident
    from story.outline.duty import MonthOfDuty
    from story.outline.rounds import Part
    from story.outline.targets import Target
    from story.outline.visiting import Visitors

MODES: Final = ((VisitMode.HOME, 88), (VisitMode.FACE, 9), (VisitMode.VIDEO, 3))
MODES_IN_APRIL: Final = ((VisitMode.HOME, 60), (VisitMode.FACE, 15), (VisitMode.VIDEO, 25))
APRIL: Final = 4
FAMILY_IN_100: Final = 11
NEXT_DAY_IN_100: Final = 15
LAST_ENTRY: Final = date(2022, 7, 29)


def meetings_of(
    targets: tuple[Target, ...],
    duty: tuple[MonthOfDuty, ...],
    visitors: Visitors,
    random: Random,
) -> list[Visit]:
    """Give the visits at which each resident is met, those of one household together."""
    visits = []
    not_met = {month.month: month.not_met for month in duty}
    demanded = {month.month: month.met_in_campaign for month in duty}
    for part, met in met_in_parts(targets, duty, random):
        for party in _parties(target.resident for target in met):
            visitor, day = visitors.appointment(party, part.first, part.last)
            seen = tuple(
                Seen(resident, _met(resident, part, demanded, not_met, random))
                for resident in party
            )
            mode = drawn(MODES_IN_APRIL if part.month == APRIL else MODES, random)
            visits.append(Visit(visitor, day, mode, seen, entered(day, random)))
    return visits


def entered(day: date, random: Random) -> date:
    """Give the day on which a visit is written down: the same, or the next workday."""
    if random.randrange(100) < NEXT_DAY_IN_100:
        return max(day, min(workday(1, after=day), LAST_ENTRY))
    return day


def _parties(residents: Iterable[Resident]) -> list[tuple[Resident, ...]]:
    """Put those of one household together, in an order that does not depend on it."""
    parties: dict[UUID, list[Resident]] = {}
    for resident in residents:
        parties.setdefault(resident.household or resident.id, []).append(resident)
    return [tuple(party) for party in parties.values()]


def _met(
    resident: Resident,
    part: Part,
    demanded: dict[int, frozenset[UUID]],
    not_met: dict[int, frozenset[UUID]],
    random: Random,
) -> Met:
    """Tell who was met: whom the duty demands in person, whom it misses never."""
    if resident.id in demanded[part.month]:
        return Met.YES
    if resident.id in not_met[part.month]:
        return Met.FAMILY
    return Met.FAMILY if random.randrange(100) < FAMILY_IN_100 else Met.YES
