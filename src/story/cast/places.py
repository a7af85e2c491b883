"""The 89 villages and communities with their towns: real codes and names, invented numbers."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Final
from uuid import UUID

from story import numbers
from story.chance import shares, shuffled

if TYPE_CHECKING:
    from random import Random

    from story.chance import Chance

DISTRICT: Final = "320371"
TOWN_DIGITS: Final = 9
_COMMITTEES: Final = (("社区居委会", "社区"), ("居委会", "社区"), ("村委会", "村"))
_ESTATES: Final = ("花园", "家园", "小区", "新苑", "里", "公寓")
_ESTATE_NAMES: Final = (
    "和顺",
    "安康",
    "春晖",
    "锦绣",
    "祥云",
    "康乐",
    "东苑",
    "西苑",
    "惠民",
    "书香",
)
_SIDES: Final = ("东", "西", "南", "北", "前", "后", "上", "下", "小", "新")
_HAMLETS: Final = ("庄", "圩", "坡", "桥头", "园", "洼", "场", "湾")


@dataclass(frozen=True, slots=True)
class Town:
    """A town or street office: its 9-digit code and its name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Area:
    """A natural village or an estate."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """A village or community and its association; `seats` are the members it will have."""

    association: UUID
    code: str
    name: str
    town: Town
    population: int
    areas: tuple[Area, ...]
    seats: int
    posts: int

    @property
    def title(self) -> str:
        """The name of its association."""
        return f"{self.name}残疾人协会"


def places_of(chance: Chance) -> tuple[Place, ...]:
    """Give every place, in the order of the codes."""
    random = chance.of("places")
    villages = _villages()
    populations = _populations([town for _, _, town in villages], random)
    areas = shares(numbers.AREAS, populations, least=1)
    seats = shuffled([seats for seats, many in numbers.SEATS for _ in range(many)], random)
    return tuple(
        Place(
            association=chance.id("association", code),
            code=code,
            name=name,
            town=town,
            population=population,
            areas=_areas(chance, code, name, how_many, random),
            seats=members,
            posts=2 if population in numbers.POPULATIONS_LARGE else 1,
        )
        for (code, name, town), population, how_many, members in zip(
            villages, populations, areas, seats, strict=True
        )
    )


def _villages() -> list[tuple[str, str, Town]]:
    """Read code, short name and town of every village from the list of divisions."""
    listed = resources.files("story.data").joinpath("xuzhou-edz-divisions.csv")
    rows = list(csv.DictReader(listed.read_text(encoding="utf-8").splitlines()))
    towns = {
        row["code"]: Town(row["code"][:TOWN_DIGITS], row["name"])
        for row in rows
        if row["level"] == "town"
    }
    return [
        (row["code"], _short(row["name"]), towns[row["parent"]])
        for row in rows
        if row["level"] == "village"
    ]


def _short(name: str) -> str:
    """Turn the name of a committee into that of its village or community."""
    for ending, kind in _COMMITTEES:
        if name.endswith(ending):
            return name.removesuffix(ending) + kind
    return name


def _populations(towns: list[Town], random: Random) -> list[int]:
    """Invent the populations: three large ones in three towns, the sum as it has to be."""
    smallest, largest = numbers.POPULATION_SMALL
    populations = [random.randint(smallest, largest) for _ in towns]
    large: dict[Town, int] = {}
    for n in shuffled(range(len(towns)), random):
        if len(large) < len(numbers.POPULATIONS_LARGE) and towns[n] not in large:
            populations[n] = large[towns[n]] = numbers.POPULATIONS_LARGE[len(large)]
    while missing := numbers.POPULATION - sum(populations):
        n = random.randrange(len(towns))
        step = max(-50, min(50, missing))
        if smallest <= populations[n] + step <= largest:
            populations[n] += step
    return populations


def _areas(chance: Chance, code: str, place: str, many: int, random: Random) -> tuple[Area, ...]:
    """Invent natural villages for a village, estates for a community."""
    first, second = (_ESTATE_NAMES, _ESTATES) if place.endswith("社区") else (_SIDES, _HAMLETS)
    names = random.sample([one + two for one in first for two in second], many)
    return tuple(Area(chance.id("area", code, name), name) for name in names)
