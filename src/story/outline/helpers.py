"""Who helps whom: 520 helpers for 647 pairings, 105 of them twice and 11 three times.

Strict one-to-one is impossible: there are more people to be helped than helpers (`domain.md` 10.4).
A commissioner who leaves hands two residents to the successor; three residents more get another
helper of the same association.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

from story import numbers
from story.chance import shuffled
from story.days import workday

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from story.cast.cast import Cast
    from story.cast.places import Place

HANDED_OVER_EACH: Final = 2
CHANGED_ON: Final = (date(2022, 4, 20), date(2022, 5, 24), date(2022, 6, 21))


@dataclass(frozen=True, slots=True)
class Help:
    """Who helps one resident, and who does `then`, from `changes_on`.

    `away_from` is the first day on which the first helper is no longer there.
    """

    helper: UUID
    then: UUID | None = None
    away_from: date | None = None
    changes_on: date | None = None


@dataclass(slots=True)
class _Place:
    """One place: how many times help is given there, by whom it may be, how much of it doubled."""

    times: int
    free: list[UUID]
    extra: int = 0
    thrice: int = 0


def helpers_by_place(
    cast: Cast, wanted: Mapping[Place, int], random: Random
) -> dict[Place, list[Help]]:
    """Give as many helpers in each place as wanted, those who change first."""
    handed_over = {
        place: [
            Help(
                leaver.worker.id,
                successor.worker.id,
                leaver.last_day,
                workday(1, after=successor.start_on),
            )
        ]
        * HANDED_OVER_EACH
        for place, leaver, successor in cast.team.changed_posts(cast.places)
    }
    roomy = [place for place in cast.places if wanted[place] > place.seats]
    replaced = random.sample(
        [place for place in roomy if place not in handed_over], len(CHANGED_ON)
    )
    rest = {
        place: _Place(
            wanted[place] - len(handed_over.get(place, ())) + (place in replaced),
            _free_helpers(cast, place, handed_over.get(place, [])),
        )
        for place in cast.places
    }
    _double(rest, 2 * len(handed_over), random)  # who leaves and who follows have two each
    found: dict[Place, list[Help]] = {}
    for place, here in rest.items():
        helpers = _turns(here, random)
        found[place] = list(handed_over.get(place, ()))
        if place in replaced:
            found[place].append(_replaced(helpers, CHANGED_ON[replaced.index(place)]))
        found[place] += map(Help, helpers)
    return found


def _free_helpers(cast: Cast, place: Place, handed_over: list[Help]) -> list[UUID]:
    """Give members and commissioners of a place, but for those who hand over."""
    busy = {person for help_ in handed_over for person in (help_.helper, help_.then)}
    people = [worker.id for worker in cast.team.members[place.association]]
    people += [post[0].worker.id for post in cast.team.posts[place.association]]
    return [person for person in dict.fromkeys(people) if person not in busy]


def _double(rest: dict[Place, _Place], doubled_already: int, random: Random) -> None:
    """Spread the second and third turns, first where there are too few people for one each."""
    twice = numbers.HELPERS_WITH_TWO - doubled_already
    extra = twice + 2 * numbers.HELPERS_WITH_THREE
    for here in rest.values():
        here.extra = max(0, here.times - len(here.free))
    missing = extra - sum(here.extra for here in rest.values())
    assert missing >= 0, missing
    while missing:
        here = random.choice([here for here in rest.values() if here.extra < here.times // 2])
        here.extra += 1
        missing -= 1
    for _ in range(numbers.HELPERS_WITH_THREE):
        here = max(rest.values(), key=lambda here: here.extra - 3 * here.thrice)
        here.thrice += 1
        assert 2 * here.thrice <= here.extra


def _turns(here: _Place, random: Random) -> list[UUID]:
    """Give who helps in each turn: some three times, some twice, the others once."""
    twice = here.extra - 2 * here.thrice
    helpers = random.sample(here.free, here.times - here.extra)
    again = helpers[: here.thrice] * 2 + helpers[here.thrice : here.thrice + twice]
    turns = shuffled([*helpers, *again], random)
    assert len(turns) == here.times
    return turns


def _replaced(helpers: list[UUID], on: date) -> Help:
    """Take two different helpers out of the turns: one follows the other."""
    first = helpers.pop()
    then = next(helper for helper in helpers if helper != first)
    helpers.remove(then)
    return Help(first, then, on, on)
