"""The registered residents: certificates, hardship, households; and those who have a second file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from domain.words import DisabilityCategory, DisabilityGrade
from story import numbers
from story.cast.villagers import drawn
from story.chance import shares, shuffled

if TYPE_CHECKING:
    from uuid import UUID

    from story.cast.places import Place
    from story.cast.villagers import Resident, Villagers

CATEGORIES: Final = (
    (DisabilityCategory.PHYSICAL, 54),
    (DisabilityCategory.VISUAL, 11),
    (DisabilityCategory.HEARING, 11),
    (DisabilityCategory.SPEECH, 2),
    (DisabilityCategory.INTELLECTUAL, 9),
    (DisabilityCategory.MENTAL, 9),
    (DisabilityCategory.MULTIPLE, 4),
)
GRADES: Final = (
    (DisabilityGrade.FIRST, 18),
    (DisabilityGrade.SECOND, 27),
    (DisabilityGrade.THIRD, 27),
    (DisabilityGrade.FOURTH, 28),
)
HOLDERS_IN_100: Final = 88
HOUSEHOLDS_IN_HARDSHIP: Final = 90
HOUSEHOLDS_OF_THREE_EVERY: Final = 5
ROOM_OF_A_HOUSEHOLD: Final = 6
"""One household is looked for among so many residents of a place, so that none runs out."""

SECOND_FILES: Final = numbers.FILES_MERGED - numbers.ASSESSED_MERGED  # of registered people
REGISTERED: Final = numbers.FILES - numbers.SUSPECTED - SECOND_FILES


@dataclass(frozen=True, slots=True)
class SecondFile:
    """Two files of one person: one gives way to the other, which stays.

    `visited_on` is the day on which a visitor was at both, where one was.
    """

    loser: Resident
    winner: Resident
    visited_on: date | None = None


def registered_residents(villagers: Villagers, places: tuple[Place, ...]) -> tuple[Resident, ...]:
    """Give the people registered at the beginning, place by place, a quarter of them in hardship."""
    here = shares(REGISTERED, [place.population for place in places])
    poor = shares(numbers.HARDSHIP, here)
    everybody = [
        _with_papers(
            replace(villagers.invent(place, place.code, n), in_hardship=n < in_hardship), villagers
        )
        for place, how_many, in_hardship in zip(places, here, poor, strict=True)
        for n in range(how_many)
    ]
    together = _households(villagers, everybody)
    return tuple(together.get(resident.id, resident) for resident in everybody)


def second_files(villagers: Villagers, registered: tuple[Resident, ...]) -> list[SecondFile]:
    """Give second files of registered people; those found on visits are made where they are found."""
    others = [resident for resident in registered if not resident.in_hardship]
    originals = villagers.random.sample(others, SECOND_FILES - numbers.MERGED_LINES)
    return [SecondFile(villagers.write_again(each), each) for each in originals]


def _with_papers(resident: Resident, villagers: Villagers) -> Resident:
    if villagers.random.randrange(100) >= HOLDERS_IN_100:
        return resident
    return replace(
        resident,
        holds_certificate=True,
        category=drawn(CATEGORIES, villagers.random),
        grade=drawn(GRADES, villagers.random),
    )


def _households(villagers: Villagers, everybody: list[Resident]) -> dict[UUID, Resident]:
    """Let some live together in twos and threes, most of them in hardship 一户多残."""
    together: dict[UUID, Resident] = {}
    pools: dict[tuple[bool, str], list[Resident]] = {}
    for resident in shuffled(everybody, villagers.random):
        pools.setdefault((resident.in_hardship, resident.place.code), []).append(resident)
    in_hardship = HOUSEHOLDS_IN_HARDSHIP
    for poor, many in ((True, in_hardship), (False, numbers.HOUSEHOLDS - in_hardship)):
        room = [
            key
            for key, pool in sorted(pools.items())
            if key[0] is poor
            for _ in range(len(pool) // ROOM_OF_A_HOUSEHOLD)
        ]
        for n, key in enumerate(villagers.random.sample(room, many)):
            size = 3 if n % HOUSEHOLDS_OF_THREE_EVERY == 0 else 2
            family = [pools[key].pop() for _ in range(size)]
            household = villagers.chance.id("household", poor, n)
            for each in family:
                at_home = replace(each, household=household, address=family[0].address)
                together[each.id] = at_home
    return together
