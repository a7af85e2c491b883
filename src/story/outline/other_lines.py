"""The lines of the campaign that do not count, or count for a reason of their own.

A second visitor on the same day counts; the same visitor again does not. People are not found, or
telephoned; visits are entered by mistake and voided; two files of one person are visited at once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from domain.words import Met, NotMetReason, RemovalReason, VisitMode
from story import numbers
from story.cast.residents import SecondFile
from story.cast.villagers import drawn
from story.chance import shuffled
from story.days import workday
from story.outline.rounds import Part, parts
from story.outline.survey import entered
from story.outline.visiting import Seen, Visit

if TYPE_CHECKING:
    from random import Random
    from uuid import UUID

    from story.cast.cast import Cast
    from story.cast.villagers import Villagers
    from story.outline.duty import MonthOfDuty
    from story.outline.targets import Target
    from story.outline.visiting import Visitors

# By part of the campaign: six of them, April's telephones for the epidemic.
NOT_MET: Final = (150, 120, 95, 50, 75, 98)
SPOKEN: Final = (12, 70, 24, 12, 18, 28)
VOIDED: Final = (9, 5, 9, 4, 5, 5)
REASONS: Final = (
    (NotMetReason.AWAY, 62),
    (NotMetReason.HOSPITAL, 14),
    (NotMetReason.MOVED, 14),
    (NotMetReason.REFUSED, 6),
    (NotMetReason.WRONG_ADDRESS, 4),
)
REASON_OF_REMOVAL: Final = {
    RemovalReason.MOVED: NotMetReason.MOVED,
    RemovalReason.NOT_FOUND: NotMetReason.WRONG_ADDRESS,
    RemovalReason.REFUSED: NotMetReason.REFUSED,
}
MISSED_BY_DUTY_IN_100: Final = 60
REGISTERED_BY_THEN: Final = 14  # the day of the month from which second files are on record


def second_visitors(
    meetings: list[Visit], cast: Cast, visitors: Visitors, random: Random
) -> list[Visit]:
    """Let a town's officer visit somebody on the same day as the commissioner."""
    found = []
    for month, many in zip(numbers.MONTHS, numbers.SECOND_VISITOR, strict=True):
        missing = many
        for first in _of_month(meetings, month, random):
            seen = first.seen[0]
            other = cast.team.officer(seen.resident.place)
            if missing and visitors.has_time(other.id, first.day):
                visitors.note(other.id, first.day, (seen.resident,))
                found.append(replace(first, visitor=other, seen=(seen,)))
                missing -= 1
        assert not missing
    return found


def entered_twice(meetings: list[Visit], random: Random) -> list[Visit]:
    """Let some visitors come back on the same day and write it down again."""
    single = [visit for visit in meetings if len(visit.seen) == 1]
    return [replace(visit) for visit in random.sample(single, numbers.SAME_VISITOR_TWICE)]


def two_files_at_once(
    meetings: list[Visit],
    steady: frozenset[UUID],
    villagers: Villagers,
    visitors: Visitors,
    random: Random,
) -> tuple[list[Visit], list[SecondFile]]:
    """Visit some of `steady` under a second file too: four before July, and the last in July."""
    found, files = [], []
    months = [*numbers.MONTHS[: numbers.MERGED_LINES - 1], numbers.MONTHS[-1]]
    for month in months:
        first = next(
            visit
            for visit in _of_month(meetings, month, random)
            if len(visit.seen) == 1
            and visit.seen[0].resident.id in steady
            and visit.day.day >= REGISTERED_BY_THEN
            and visitors.has_time(visit.visitor.id, visit.day)
        )
        (seen,) = first.seen
        loser = villagers.write_again(seen.resident)
        second = SecondFile(loser, seen.resident, visited_on=first.day)
        visitors.note(first.visitor.id, first.day, (loser,))
        found.append(replace(first, seen=(replace(seen, resident=loser),)))
        files.append(second)
    return found, files


def mistakes(
    targets: tuple[Target, ...], paired: frozenset[UUID], visitors: Visitors, random: Random
) -> list[Visit]:
    """Give visits that never were: entered for somebody else, and voided within days.

    The last one of all is voided only after the end of July.
    """
    found = []
    for part, many in zip(parts(), VOIDED, strict=True):
        here = [each for each in _listed(targets, part) if each.resident.id not in paired]
        for target in random.sample(here, many):
            visitor, day = visitors.appointment((target.resident,), part.first, part.last)
            visit = Visit(visitor, day, VisitMode.HOME, (Seen(target.resident, Met.YES),), day)
            visit.voided_on = workday(random.randint(1, 3), after=day)
            found.append(visit)
    for late in found[-VOIDED[-1] :]:
        late.voided_on = min(late.voided_on or late.day, numbers.LAST_BUSINESS_DAY)
    found[-1].voided_on = workday(2, after=numbers.LAST_BUSINESS_DAY)
    return found


def not_found_at_home(
    targets: tuple[Target, ...],
    duty: tuple[MonthOfDuty, ...],
    visitors: Visitors,
    random: Random,
) -> list[Visit]:
    """Give the visits on which nobody was met, and the calls."""
    attempts = _Attempts(visitors, random)
    missed = {month.month: month.not_met for month in duty}
    for part, not_met, spoken in zip(parts(), NOT_MET, SPOKEN, strict=True):
        lost = [each for each in targets if part.round in each.rounds and not each.is_met]
        here = shuffled(_listed(targets, part), random)
        here.sort(
            key=lambda target: (
                target.resident.id not in missed[part.month]
                or target.resident.id.int % 100 >= MISSED_BY_DUTY_IN_100
            )
        )
        for target in [*lost, *here][:not_met]:
            attempts.make(target, part, VisitMode.HOME, _reason(target, random))
        for target in shuffled(here, random)[:spoken]:
            mode = random.choice((VisitMode.PHONE, VisitMode.PHONE, VisitMode.PROXY))
            attempts.make(target, part, mode)
    return attempts.visits


class _Attempts:
    """Visits on which nobody was met for a `reason`, and calls, which need none."""

    def __init__(self, visitors: Visitors, random: Random) -> None:
        self.visits: list[Visit] = []
        self._visitors = visitors
        self._random = random

    def make(
        self, target: Target, part: Part, mode: VisitMode, reason: NotMetReason | None = None
    ) -> None:
        party = (target.resident,)
        visitor, day = self._visitors.appointment(party, part.first, part.last)
        seen = Seen(target.resident, Met.FAMILY if reason is None else Met.NO, reason)
        self.visits.append(Visit(visitor, day, mode, (seen,), entered(day, self._random)))


def _reason(target: Target, random: Random) -> NotMetReason:
    if target.removed_for in REASON_OF_REMOVAL:
        return REASON_OF_REMOVAL[target.removed_for]
    return drawn(REASONS, random)


def _listed(targets: tuple[Target, ...], part: Part) -> list[Target]:
    return [each for each in targets if part.round in each.rounds and each.is_met]


def _of_month(visits: list[Visit], month: int, random: Random) -> list[Visit]:
    return shuffled((visit for visit in visits if visit.day.month == month), random)
