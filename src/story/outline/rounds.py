"""Whom the commissioners meet in each part of the campaign, so that M04 and M05 come out.

Each month's number less its second visitors is divided among residents, one meeting each a month:
first whom the duty demands, then who was met least. June has two parts, since a round ends in it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from story import numbers
from story.chance import shuffled
from story.days import month_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random
    from uuid import UUID

    from story.outline.duty import MonthOfDuty
    from story.outline.targets import Target

JUNE: Final = 6


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the campaign, within one month and one round; how many are to be met in it."""

    month: int
    round: int
    first: date
    last: date
    meetings: int


def parts() -> tuple[Part, ...]:
    """Give the parts in order of time."""
    found = []
    for month, surveyed, second in zip(
        numbers.MONTHS, numbers.SURVEYED, numbers.SECOND_VISITOR, strict=True
    ):
        spans = list(_spans(month))
        meetings = [surveyed - second]
        if len(spans) > 1:
            early = numbers.JUNE_BEFORE_ROUND_THREE
            meetings = [early, meetings[0] - early]
        found += [
            Part(month, number, first, last, many)
            for (number, first, last), many in zip(spans, meetings, strict=True)
        ]
    return tuple(found)


def _spans(month: int) -> Iterator[tuple[int, date, date]]:
    """Give round, first and last day of each round's days in a month."""
    begin, end = month_of(month)
    for number, (_, first, last, _, _) in enumerate(numbers.ROUNDS, start=1):
        if first <= end and begin <= last:
            yield number, max(first, begin), min(last, end)


def met_in_parts(
    targets: tuple[Target, ...], duty: tuple[MonthOfDuty, ...], random: Random
) -> list[tuple[Part, list[Target]]]:
    """Give, for each part, the residents to be met in it."""
    tally = _Tally()
    found = []
    for part in parts():
        demanded = _demanded(part, duty)
        later = _demanded_later(part, duty, demanded)
        waiting = [
            target
            for target in shuffled(targets, random)
            if target.is_met
            and part.round in target.rounds
            and target.resident.id not in later
            and not tally.is_met(target, part)
        ]
        waiting.sort(key=partial(tally.rank, part=part, demanded=demanded))
        chosen = waiting[: part.meetings]
        assert len(chosen) == part.meetings, part
        for target in chosen:
            tally.note(target, part)
        found.append((part, chosen))
    assert tally.met == numbers.MET_ONCE, tally.met
    return found


class _Tally:
    """Who was met how often: in all, in a round, in a month."""

    def __init__(self) -> None:
        self._times: Counter[UUID] = Counter()
        self._in_round: Counter[tuple[UUID, int]] = Counter()
        self._in_month: set[tuple[UUID, int]] = set()

    @property
    def met(self) -> int:
        return len(self._times)

    def is_met(self, target: Target, part: Part) -> bool:
        """Tell whether the resident was met in the month of this part."""
        return (target.resident.id, part.month) in self._in_month

    def rank(
        self, target: Target, *, part: Part, demanded: frozenset[UUID]
    ) -> tuple[bool, int, int, int]:
        """Rank by need, the most needed first: those demanded, then those least met."""
        person = target.resident.id
        in_round = self._in_round[person, part.round]
        return person not in demanded, in_round, self._times[person], len(target.rounds)

    def note(self, target: Target, part: Part) -> None:
        person = target.resident.id
        self._times[person] += 1
        self._in_round[person, part.round] += 1
        self._in_month.add((person, part.month))


def _demanded(part: Part, duty: tuple[MonthOfDuty, ...]) -> frozenset[UUID]:
    """Give who has to be met in this part; June's are divided between its two parts."""
    (month,) = (each for each in duty if each.month == part.month)
    if part.month != JUNE:
        return month.met_in_campaign
    early = part.round < len(numbers.ROUNDS)
    return frozenset(who for who in month.met_in_campaign if (who.int % 3 == 0) is early)


def _demanded_later(
    part: Part, duty: tuple[MonthOfDuty, ...], demanded: frozenset[UUID]
) -> frozenset[UUID]:
    """Give who must not be met yet, because this month's second part has to meet them."""
    if part.month != JUNE:
        return frozenset()
    (month,) = (each for each in duty if each.month == part.month)
    return month.met_in_campaign - demanded
