"""Inventing residents: everybody gets an age, a name, a number and an address of their own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final, TypeVar
from uuid import UUID

from domain.words import DisabilityCategory, DisabilityGrade
from story import numbers
from story.cast.names import Registry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from story.cast.places import Place
    from story.chance import Chance

T = TypeVar("T")

# (youngest, oldest) and how many in a hundred
AGES: Final = (
    ((6, 17), 3),
    ((18, 39), 12),
    ((40, 59), 30),
    ((60, 69), 25),
    ((70, 79), 20),
    ((80, 94), 10),
)
MEN_IN_100: Final = 54


@dataclass(frozen=True, slots=True)
class Resident:
    """One resident's file. `number` is the ID number; category and grade are what is known."""

    id: UUID
    place: Place
    name: str
    is_man: bool
    born: date
    number: str
    telephone: str
    address: str
    household: UUID | None = None
    category: DisabilityCategory | None = None
    grade: DisabilityGrade | None = None
    holds_certificate: bool = False
    in_hardship: bool = False

    def years_on(self, day: date) -> int:
        """Give the full years on a day."""
        born = self.born
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class Villagers:
    """Invents residents, no two with the same ID number."""

    def __init__(self, chance: Chance) -> None:
        """Invent from `chance`."""
        self.chance = chance
        self.random = chance.of("villagers")
        self._registry = Registry(self.random)

    def invent(self, place: Place, *name: object, ages: tuple[int, int] | None = None) -> Resident:
        """Invent somebody who lives in a place; `name` makes the id."""
        random = self.random
        youngest, oldest = ages or drawn(AGES, random)
        born = self._registry.birthday(youngest, oldest, on=numbers.LAST_BUSINESS_DAY)
        is_man = random.randrange(100) < MEN_IN_100
        area = random.choice(place.areas)
        return Resident(
            id=self.chance.id("resident", *name),
            place=place,
            name=self._registry.name(man=is_man),
            is_man=is_man,
            born=born,
            number=self._registry.number(born, man=is_man),
            telephone=self._registry.telephone(),
            address=f"{place.town.name}{place.name}{area.name}{random.randint(1, 199)}号",
        )

    def write_again(self, resident: Resident) -> Resident:
        """Make a second file of the same person, whose ID number was typed wrong."""
        return replace(
            resident,
            id=self.chance.id("resident", "second file", resident.id),
            number=self._registry.number(resident.born, man=resident.is_man),
            household=None,
            holds_certificate=False,
            in_hardship=False,
        )

    def telephone(self) -> str:
        """Give a telephone number that nobody has yet."""
        return self._registry.telephone()

    def stranger(self) -> str:
        """Invent the name of somebody who is on no file."""
        return self._registry.name(man=self.random.randrange(2) == 0)

    def relative_of(self, resident: Resident) -> str:
        """Invent the name of a grown-up relative."""
        man = self.random.randrange(2) == 0
        return self._registry.name(man=man, surname=resident.name[0])


def drawn(weighted: Sequence[tuple[T, int]], random: Random) -> T:
    """Draw one of some things by their weights."""
    things = [thing for thing, _ in weighted]
    return random.choices(things, [weight for _, weight in weighted])[0]
