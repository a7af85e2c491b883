"""Who is paired with whom, from when to when, so that M17 and the duty of each month come out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from domain.words import PairingEndReason
from story import numbers
from story.chance import shares, shuffled
from story.days import days, workday, workdays
from story.outline.helpers import Help, helpers_by_place

if TYPE_CHECKING:
    from random import Random

    from story.cast.cast import Cast
    from story.cast.places import Place
    from story.cast.villagers import Resident
    from story.outline.targets import Target

FIRST_PAIRING: Final = date(2022, 3, 4)
STARTED_EARLY: Final = date(2022, 3, 31)  # in time to be suspended in April, or handed over
STARTED_IN_TIME: Final = numbers.STARTED_BY[1][0]  # in time to be on duty in April
MISTAKES: Final = (date(2022, 3, 9), date(2022, 3, 16), date(2022, 3, 22))
DUTY_DAYS: Final = 15
END_REASONS: Final = (
    PairingEndReason.ASKED,
    PairingEndReason.NOT_TARGET,
    PairingEndReason.HELPER_LEFT,
    PairingEndReason.NOT_TARGET,
)


@dataclass(slots=True)
class Pairing:
    """One resident's pairing, with both helpers where the resident got another one."""

    resident: Resident
    help: Help
    start_on: date
    ended_on: date | None = None
    end_reason: PairingEndReason | None = None
    is_suspended: bool = False
    voided_on: date | None = None

    def is_active(self, day: date) -> bool:
        """Tell whether it runs on a day; on the day of its end it does not."""
        if self.voided_on is not None or day < self.start_on:
            return False
        if self.ended_on is not None and day >= self.ended_on:
            return False
        rests = numbers.SUSPENDED_FROM <= day <= numbers.SUSPENDED_THROUGH
        return not (self.is_suspended and rests)

    def is_on_duty(self, first: date, last: date) -> bool:
        """Tell whether it runs on at least fifteen of the days (M05)."""
        return sum(self.is_active(day) for day in days(first, last)) >= DUTY_DAYS

    def helper_on(self, day: date) -> UUID | None:
        """Give who helps on a day; nobody between one helper and the next."""
        by = self.help
        if by.changes_on is not None and day >= by.changes_on:
            return by.then
        is_away = by.away_from is not None and day > by.away_from
        return None if is_away or not self.is_active(day) else by.helper


def pairings_of(cast: Cast, targets: tuple[Target, ...]) -> tuple[Pairing, ...]:
    """Give every pairing."""
    random = cast.chance.of("pairings")
    pools: dict[Place, list[Resident]] = {place: [] for place in cast.places}
    for target in shuffled(targets, random):
        if target.stays:
            pools[target.resident.place].append(target.resident)
    here = shares(numbers.PAIRED, [len(pool) for pool in pools.values()])
    wanted = dict(zip(pools, here, strict=True))
    helpers = helpers_by_place(cast, wanted, random)
    found = [
        Pairing(resident, by, FIRST_PAIRING)
        for place, many in wanted.items()
        for resident, by in zip(pools[place][:many], helpers[place], strict=True)
    ]
    _begin(found, random)
    _rest_and_end(found, random)
    return tuple(found)


def _begin(pairings: list[Pairing], random: Random) -> None:
    """Give each its first day; three are mistakes, found out a few days later."""
    starts = _starts(random)
    steady = [each for each in pairings if each.help.then is None]
    for pairing, day in zip(random.sample(steady, len(MISTAKES)), MISTAKES, strict=True):
        pairing.start_on, pairing.voided_on = day, workday(4, after=day)
    changing = [each for each in pairings if each.help.then is not None]
    others = [each for each in steady if each.voided_on is None]
    for pairing, day in zip([*changing, *shuffled(others, random)], starts, strict=True):
        pairing.start_on = day


def _starts(random: Random) -> list[date]:
    """Give the first days, the earliest first, as many by each day that matters as there must be."""
    starts: list[date] = []
    after = FIRST_PAIRING
    for last, by_then in numbers.STARTED_BY:
        choice = workdays(after, last)
        starts += sorted(random.choice(choice) for _ in range(by_then - len(starts)))
        after = last + timedelta(days=1)
    return starts


def _rest_and_end(pairings: list[Pairing], random: Random) -> None:
    """Let some rest for the epidemic, and let others end at the times that the duty needs."""
    steady = [each for each in pairings if each.help.then is None and each.voided_on is None]
    early = [each for each in steady if each.start_on <= STARTED_EARLY]
    for pairing in random.sample(early, numbers.PAIRINGS_SUSPENDED):
        pairing.is_suspended = True
    in_time = [
        each for each in steady if each.start_on <= STARTED_IN_TIME and not each.is_suspended
    ]
    ending = iter(random.sample(in_time, numbers.PAIRINGS_ENDED))
    for first, last, how_many in numbers.ENDED_WITHIN:
        for _ in range(how_many):
            pairing = next(ending)
            pairing.ended_on = random.choice(workdays(first, last))
            pairing.end_reason = random.choice(END_REASONS)
