"""P4: ten shapes of question, each asked of now and of the past, in a district of many years."""

from __future__ import annotations

import random
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from bench import place
from bench.measured import Measured
from bench.world import FIRST_DAY, World
from projections.figures.figure import Question
from projections.figures.reader import FigureReader
from projections.lists.reader import CaseFilter, ListReader
from projections.lists.worklist import WorkReader

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from uuid import UUID

    import psycopg

    from bootstrap import House
    from projections.figures.figure import Reading

    Ask = Callable[["Asked"], object]

TIMES: Final = 40
PAST: Final = 0.6
PAGES_DEEP: Final = 20
LIST_BAR: Final = "p95 ≤ 50 ms"


class Asked:
    """One asking: where it reads, and what it asks of, by chance."""

    def __init__(
        self,
        connection: psycopg.Connection[tuple[object, ...]],
        reading: Reading,
        *,
        years: int,
        chance: random.Random,
        areas: list[str],
        helpers: list[UUID],
    ) -> None:
        """Ask at `reading` about some day of the first `years` years."""
        self.figures = FigureReader(connection, reading)
        self.lists = ListReader(connection, reading)
        self.work = WorkReader(connection, reading)
        self.year = FIRST_DAY.year + chance.randrange(years)
        self.month = chance.randint(1, 12)
        self.village = chance.choice(areas)
        self.helper = chance.choice(helpers)
        self.odd = date(self.year, 1, 1) + timedelta(days=chance.randint(3, 20))

    def span(self, months: int) -> tuple[date, date]:
        """Give whole months of the year, the first of them by chance."""
        first = min(self.month, 13 - months)
        after = date(self.year + (first + months > 12), (first + months - 1) % 12 + 1, 1)  # noqa: PLR2004
        return date(self.year, first, 1), after - timedelta(days=1)

    def count(self, months: int, *, by: str | None = None, area: str | None = None) -> object:
        """Ask for M04 of some months."""
        return self.figures.figure(Question("M04", *self.span(months), area), by=by)


def _odd(asked: Asked) -> object:
    return asked.figures.figure(Question("M04", asked.odd, asked.odd + timedelta(days=300), None))


def _stock(asked: Asked) -> object:
    day = asked.span(1)[1]
    return asked.figures.figure(Question("M17", day, day, None))


def _month_and_town(asked: Asked) -> object:
    return asked.count(12, by="month", area=asked.village[:9])


def _first_page(asked: Asked) -> object:
    return asked.figures.drill_down(Question("M04", *asked.span(1), None), after=None, limit=100)


def _deep_page(asked: Asked) -> object:
    first, last = asked.span(3)
    after = (first + (last - first) / 2, str(asked.helper), "")
    return asked.figures.drill_down(Question("M04", first, last, None), after=after, limit=100)


def _list(asked: Asked) -> object:
    return asked.lists.cases(CaseFilter(kind="appeals", area=asked.village[:9]))


def _overdue(asked: Asked) -> object:
    return asked.lists.cases(CaseFilter(area=asked.village[:9], overdue_on=asked.span(1)[1]))


def _caseload(asked: Asked) -> object:
    names = ("risks", "overdue", "approaching", "first_visits", "visits")
    return list(
        asked.work.lists(names, area=asked.village, on=asked.span(1)[1], helper=asked.helper)
    )


SHAPES: Final[dict[str, Ask]] = {
    "a month": lambda asked: asked.count(1),
    "a quarter": lambda asked: asked.count(3),
    "a year": lambda asked: asked.count(12),
    "an odd span of 300 days": _odd,
    "a stock on a day": _stock,
    "a year by town": lambda asked: asked.count(12, by="town"),
    "a year by association": lambda asked: asked.count(12, by="association"),
    "a year by month, of a town": _month_and_town,
    "drill-down, first page": _first_page,
    "drill-down, a page in the middle": _deep_page,
    "list of a town": _list,
    "overdue list of a town": _overdue,
    "caseload of a commissioner": _caseload,
}
"""The ten shapes of P4 in `bars.md`; the drill-down and the lists are told apart."""


def measure(divisions: Path, *, events: int, years: int) -> Measured:
    """P4: ask every shape many times, of now and as known when the log had 60 % of its events."""
    measured = Measured("P4", f"questions in a district of {years} years, {events:,} events")
    with place.house() as house:
        world = World(house.office, divisions=divisions, events=events, seed=2022, years=years)
        last = world.write()
        house.projector.catch_up()
        for shape, ask in SHAPES.items():
            now = _p95(house, ask, world=world, years=years, position=None)
            past = _p95(house, ask, world=world, years=years, position=int(last * PAST))
            bar = "p95 ≤ 200 ms" if ask is _odd else LIST_BAR
            measured.add(shape, f"p95 {now:.1f} ms now, {past:.1f} ms as of the past", bar)
    return measured


def _p95(house: House, ask: Ask, *, world: World, years: int, position: int | None) -> float:
    """Give what 95 of 100 askings take at most, in ms; the first is not counted."""
    chance = random.Random(2022)  # noqa: S311  (picks questions, guards nothing)
    taken = []
    areas = [village.organisation.code for village in world.villages]
    helpers = [each for village in world.villages for each in village.visitors]
    for _ in range(TIMES + 1):
        began = time.perf_counter()
        with house.read_models.connection() as connection:
            reading = house.read_models.reading(connection, position=position)
            asked = Asked(
                connection, reading, years=years, chance=chance, areas=areas, helpers=helpers
            )
            ask(asked)
        taken.append((time.perf_counter() - began) * 1000)
    return sorted(taken[1:])[int(TIMES * 0.95) - 1]
