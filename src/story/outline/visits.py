"""All visits of the story in outline: the campaign's, and the helpers' monthly ones."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from domain.words import Met, VisitMode
from story import numbers
from story.cast.villagers import drawn
from story.days import ONE_DAY, month_of, workday, workdays
from story.outline import other_lines
from story.outline.survey import LAST_ENTRY, entered, meetings_of
from story.outline.visiting import Seen, Visit, Visitors

if TYPE_CHECKING:
    from random import Random
    from uuid import UUID

    from story.cast.cast import Cast
    from story.cast.residents import SecondFile
    from story.outline.duty import MonthOfDuty
    from story.outline.pairings import Pairing
    from story.outline.targets import Target

MADE_UP_LATER: Final = 25  # 补录, four to nine days after the visit, all before the end
WRONG_DATES: Final = 12
LAST_WRONG_DAY: Final = 24  # of a month, so that it is put right within it
EARLY_THROUGH: Final = date(2022, 7, 15)
MODES_OF_HELP: Final = ((VisitMode.HOME, 9), (VisitMode.FACE, 1))
LATE_FROM: Final = date(2022, 7, 25)
LATE_DAYS: Final = (date(2022, 8, 1), date(2022, 8, 2), date(2022, 8, 4))


@dataclass(frozen=True, slots=True)
class Visits:
    """The visits of the campaign and of the pairings, and the second files found on them.

    The last of the second files is found in July.
    """

    campaign: tuple[Visit, ...]
    pairings: tuple[Visit, ...]
    second_files: tuple[SecondFile, ...]
    visitors: Visitors


def visits_of(
    cast: Cast,
    targets: tuple[Target, ...],
    pairings: tuple[Pairing, ...],
    duty: tuple[MonthOfDuty, ...],
) -> Visits:
    """Give every visit."""
    random = cast.chance.of("visits")
    visitors = Visitors(cast.team, random)
    paired = frozenset(each.resident.id for each in pairings)
    meetings = meetings_of(targets, duty, visitors, random)
    steady = frozenset(each.resident.id for each in targets if each.stays) - paired
    at_once, second_files = other_lines.two_files_at_once(
        meetings, steady, cast.villagers, visitors, random
    )
    others = [
        *at_once,
        *other_lines.second_visitors(meetings, cast, visitors, random),
        *other_lines.entered_twice(meetings, random),
        *other_lines.mistakes(targets, paired, visitors, random),
        *other_lines.not_found_at_home(targets, duty, visitors, random),
    ]
    helped = _by_helpers(cast, duty, visitors, random)
    touched = {(each.resident.id, visit.day) for visit in others for each in visit.seen}
    plain = [
        visit
        for visit in meetings
        if len(visit.seen) == 1 and (visit.seen[0].resident.id, visit.day) not in touched
    ]
    _enter_late(plain, random)
    _type_wrong_dates(plain, visitors, random)
    return Visits((*meetings, *others), tuple(helped), tuple(second_files), visitors)


def _by_helpers(
    cast: Cast, duty: tuple[MonthOfDuty, ...], visitors: Visitors, random: Random
) -> list[Visit]:
    """Let each helper visit the residents that the month's duty gives them (结对走访)."""
    found = []
    for month in duty:
        for pairing in month.visited:
            day, helper = random.choice(_days_of_help(pairing, month.month, visitors))
            resident = pairing.resident
            visitors.note(helper, day, (resident,))
            by = cast.team.helper(helper, resident.place)
            seen = (Seen(resident, Met.YES),)
            found.append(Visit(by, day, drawn(MODES_OF_HELP, random), seen, entered(day, random)))
    return found


def _days_of_help(pairing: Pairing, month: int, visitors: Visitors) -> list[tuple[date, UUID]]:
    """Give the workdays of a month on which a helper is there and free, and who it is."""
    first, last = month_of(month)
    found = []
    for day in workdays(first, min(last, LAST_ENTRY)):
        helper = pairing.helper_on(day)
        if helper is not None and visitors.is_free(helper, day, (pairing.resident,)):
            found.append((day, helper))
    return found


def _enter_late(plain: list[Visit], random: Random) -> None:
    """Write some visits down later: six of July's in August, others within the next days."""
    times = Counter(visit.seen[0].resident.id for visit in plain)
    july = [
        visit for visit in plain if visit.day >= LATE_FROM and times[visit.seen[0].resident.id] > 1
    ]
    for n, visit in enumerate(random.sample(july, numbers.LATE_LINES)):
        visit.recorded_on = LATE_DAYS[n % len(LATE_DAYS)]
    early = [visit for visit in plain if visit.day <= EARLY_THROUGH]
    for visit in random.sample(early, MADE_UP_LATER):
        visit.recorded_on = workday(random.randint(4, 6), after=visit.day)


def _type_wrong_dates(plain: list[Visit], visitors: Visitors, random: Random) -> None:
    """Let some visits be written down under the day before, in the same month and round."""
    fit = []
    for visit in plain:
        before = visit.day - ONE_DAY
        on_time = visit.recorded_on == visit.day and visit.day.day <= LAST_WRONG_DAY
        in_round = any(first <= before <= last for _, first, last, _, _ in numbers.ROUNDS)
        in_month = before.month == visit.day.month
        free = visitors.is_free(visit.visitor.id, before, (visit.seen[0].resident,))
        if on_time and in_round and in_month and free:
            fit.append(visit)
    for visit in random.sample(fit, WRONG_DATES):
        visit.typed_on = visit.day - ONE_DAY
