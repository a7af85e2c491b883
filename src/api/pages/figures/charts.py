"""Charts as our own SVG: where each bar stands. The macros in `charts.html` draw them.

Places are per cent of the width and heights are pixels, so nothing is scaled: the letters are as
large on a telephone as on paper. A chart always stands above a table of the same numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

HEIGHT: Final = 204
TOP: Final = 30
BASE: Final = 172
BAR_SHARE: Final = 0.6
LABELS_MAX: Final = 12
VALUES_MAX: Final = 8
HUNDRED: Final = 100.0


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to draw: its name, its size, and the size in words."""

    label: str
    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """An upright bar: `x`, `middle` and `width` in per cent, `y` and `height` in pixels."""

    label: str
    text: str
    x: float
    middle: float
    width: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Columns:
    """A chart of upright bars. When it is crowded, narrow screens leave the values out."""

    title: str
    columns: tuple[Column, ...]
    is_crowded: bool
    height: int = HEIGHT
    base: int = BASE


def columns(name: str, points: Sequence[Point], *, whole: float | None = None) -> Columns:
    """Place upright bars, as for months; `whole` is a full column, else the largest is."""
    largest = whole or max((point.value for point in points), default=0) or 1
    slot = HUNDRED / max(len(points), 1)
    every = -(-len(points) // LABELS_MAX) or 1
    read_out = ", ".join(f"{point.label} {point.text}" for point in points)
    return Columns(
        f"{name}: {read_out}",
        tuple(
            _column(point, nth * slot, slot, point.value / largest, labelled=nth % every == 0)
            for nth, point in enumerate(points)
        ),
        is_crowded=len(points) > VALUES_MAX,
    )


def share(value: float, largest: float) -> float:
    """Give the length of a lying bar in per cent of the largest of its table."""
    return round(HUNDRED * value / largest, 2) if largest > 0 else 0.0


def _column(point: Point, left: float, slot: float, part: float, *, labelled: bool) -> Column:
    height = round((BASE - TOP) * min(part, 1.0), 1)
    middle = left + slot / 2
    width = slot * BAR_SHARE
    return Column(
        label=point.label if labelled else "",
        text=point.text,
        x=round(middle - width / 2, 2),
        middle=round(middle, 2),
        width=round(width, 2),
        y=round(BASE - height, 1),
        height=height,
    )
