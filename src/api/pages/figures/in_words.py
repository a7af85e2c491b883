"""A figure in words: the number as written, its trend, and what naive counting would have said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from api.pages.figures import charts
from api.pages.rendering import month_name, number
from api.pages.words.zh import NAIVE_NAMES, REPEATED, WORDS
from projections.figures.fact import Kind
from projections.figures.figure import Figure

if TYPE_CHECKING:
    from api.pages.asking import Asked
    from projections.figures.explanation import Explanation
    from projections.figures.fact import Measure


@dataclass(frozen=True, slots=True)
class Naive:
    """How counting lines would have gone wrong: the steps that lead from `lines` to `figure`."""

    lines: int
    figure: int
    steps: tuple[Step, ...]

    @property
    def sentence(self) -> str:
        """The line under a tile."""
        if not self.steps:
            return WORDS["naive_same"].format(lines=number(self.lines))
        parts = ", ".join(f"{step.name} {number(step.lines)}" for step in self.steps)
        return WORDS["naive"].format(
            lines=number(self.lines), figure=number(self.figure), parts=parts
        )


@dataclass(frozen=True, slots=True)
class Step:
    """What one part of the rule leaves out."""

    name: str
    lines: int


@dataclass(frozen=True, slots=True)
class Trend:
    """A measure month by month: the chart and its table."""

    measure: Measure
    chart: charts.Columns
    lines: tuple[PartLine, ...]


@dataclass(frozen=True, slots=True)
class PartLine:
    """One line of a breakdown: its name, its number as written, its bar, and where it leads."""

    name: str
    text: str
    share: float
    link: str


def text_of(measure: Measure, value: int, of: int | None) -> str:
    """Write a number; of a rate, the per cent, and of a mean the quotient."""
    if measure.kind is Kind.MEAN:
        return f"{value / of:.1f}" if of else "—"
    if measure.kind is not Kind.RATE:
        return number(value)
    return f"{value * 100 / of:.1f}" if of else "—"


def naive_of(measure: Measure, explained: Explanation) -> Naive:
    """Say what counting lines would have given, and what the rule leaves out."""
    steps = (
        *(
            Step(NAIVE_NAMES.get(other.id, other.chinese), lines)
            for other, lines in explained.elsewhere
        ),
        Step(REPEATED.get(measure.id, WORDS["repeated"]), explained.repeated),
        Step(WORDS["voided"], explained.voided),
        Step(WORDS["undone"], explained.undone),
        Step(WORDS["merged"], explained.merged),
    )
    left_out = tuple(step for step in steps if step.lines)
    return Naive(explained.lines, explained.figure, left_out)


def trend_of(figure: Figure, asked: Asked) -> Trend:
    """Draw a figure's months."""
    points = [
        charts.Point(
            f"{int(part.key[5:])}月",
            _size(figure, part.value, part.of),
            text_of(figure.measure, part.value, part.of),
        )
        for part in figure.parts
    ]
    whole = 100.0 if figure.measure.kind is Kind.RATE else None
    title = WORDS["trend"].format(name=figure.measure.chinese)
    return Trend(
        figure.measure, charts.columns(title, points, whole=whole), month_lines(figure, asked)
    )


def month_lines(figure: Figure, asked: Asked) -> tuple[PartLine, ...]:
    """Give the months as lines of a table, each leading to itself, cut to the period."""
    lines = part_lines(figure)
    return tuple(
        PartLine(
            month_name(part.key),
            line.text,
            line.share,
            asked.link(f"/figures/{figure.measure.id}", **_month(part.key, asked)),
        )
        for part, line in zip(figure.parts, lines, strict=True)
    )


def part_lines(figure: Figure) -> list[PartLine]:
    """Give the parts as lines of a table, still without names."""
    sizes = [_size(figure, part.value, part.of) for part in figure.parts]
    largest = 100.0 if figure.measure.kind is Kind.RATE else max(sizes, default=0)
    return [
        PartLine(part.key, part_text(figure, part.value, part.of), charts.share(size, largest), "")
        for part, size in zip(figure.parts, sizes, strict=True)
    ]


def part_text(figure: Figure, value: int, of: int | None) -> str:
    """Write a number with what it is made of."""
    text = text_of(figure.measure, value, of)
    if of is None:
        return text
    sign = "%" if figure.measure.kind is Kind.RATE else ""
    return f"{text}{sign} ({number(value)}/{number(of)})"


def _size(figure: Figure, value: int, of: int | None) -> float:
    if figure.measure.kind is Kind.RATE:
        return value * 100 / of if of else 0.0
    if figure.measure.kind is Kind.MEAN:
        return value / of if of else 0.0
    return float(value)


def _month(key: str, asked: Asked) -> dict[str, date]:
    year, month = int(key[:4]), int(key[5:])
    first = date(year, month, 1)
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return {"from": max(first, asked.first), "to": min(last, asked.last)}
