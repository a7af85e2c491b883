"""The tables of one figure by category, grade, age and sex, for whoever may see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.breakdowns import BY, by_attribute
from api.pages.figures import charts
from api.pages.rendering import number
from api.pages.words.zh import BY_ATTRIBUTE, WORDS
from api.problems import NotBrokenDownByPerson
from application.refusals import NotYours

if TYPE_CHECKING:
    from api.pages.asking import Asked
    from api.readings import Opened
    from application.breakdowns import Cell
    from projections.figures.figure import Figure


@dataclass(frozen=True, slots=True)
class Group:
    """One group of people: its name, its number as written, and its bar."""

    name: str
    text: str
    share: float


@dataclass(frozen=True, slots=True)
class AttributeTable:
    """A figure by one attribute."""

    title: str
    head: str
    groups: tuple[Group, ...]
    note: str | None


def attribute_tables(figure: Figure, opened: Opened, asked: Asked) -> list[AttributeTable]:
    """Give a table an attribute; none where the figure has none, or who looks may not see them."""
    try:
        found = {by: by_attribute(asked.reads, opened, figure.question, by) for by in BY}
    except (NotBrokenDownByPerson, NotYours):
        return []
    return [
        AttributeTable(
            *BY_ATTRIBUTE[by],
            _groups(breakdown.cells),
            None if breakdown.exact else WORDS["small_cells"],
        )
        for by, breakdown in found.items()
        if figure.value
    ]


def _groups(cells: tuple[Cell, ...]) -> tuple[Group, ...]:
    largest = max((cell.value or 0 for cell in cells), default=0)
    return tuple(
        Group(
            cell.key,
            cell.hidden or number(cell.value or 0),
            charts.share(cell.value or 0, largest),
        )
        for cell in cells
    )
