"""The small-cell rule: a table of people in which nobody can be found (`domain.md` 3.7, 11.4).

A cell of fewer than five people is shown as `<5`. That alone hides nothing where the total is
known: a single hidden cell is what is left over. So further cells, the smallest first, are hidden as
well, shown as `≥5`, until every small one may be anything from one to four for somebody who knows
the total and the cells shown. Where that cannot be reached, no cell is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

PEOPLE_MIN: Final = 5

SMALL: Final = "<5"
WITHHELD: Final = "≥5"


@dataclass(frozen=True, slots=True)
class Cell:
    """One group: how much is counted in it, and of how many people.

    `hidden` is what is shown instead of the value, which then is absent.
    """

    key: str
    value: int | None
    people: int
    hidden: str | None = None


def masked(cells: Sequence[Cell]) -> list[Cell]:
    """Hide what would let somebody be found; empty when all would have to be hidden."""
    small = [cell for cell in cells if cell.people < PEOPLE_MIN]
    large = sorted(
        (cell for cell in cells if cell.people >= PEOPLE_MIN), key=lambda cell: cell.people
    )
    if not small:
        return list(cells)
    for count in range(len(large) + 1):
        withheld, shown = large[:count], large[count:]
        if _is_open(small, withheld, shown):
            break
    else:
        return []
    instead = {cell.key: SMALL for cell in small} | {cell.key: WITHHELD for cell in withheld}
    return [
        Cell(cell.key, None, 0, instead[cell.key]) if cell.key in instead else cell
        for cell in cells
    ]


def _is_open(small: Sequence[Cell], withheld: Sequence[Cell], shown: Sequence[Cell]) -> bool:
    """Tell whether each small cell may still be any number, from what is known of the sum.

    Withheld cells are at least `PEOPLE_MIN` and at most the smallest one shown.
    """
    total = sum(cell.people for cell in (*small, *withheld))
    others = len(small) - 1
    withheld_max = total if not shown else min(cell.people for cell in shown)
    least = max(1, total - others * (PEOPLE_MIN - 1) - len(withheld) * withheld_max)
    most = min(PEOPLE_MIN - 1, total - others - len(withheld) * PEOPLE_MIN)
    return (least, most) == (1, PEOPLE_MIN - 1)
