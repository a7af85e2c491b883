"""A family of measures counted in memory: what stands of one stream, added up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.history import standing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from domain.history import Event, Recorded
    from projections.figures.fact import Family


@dataclass(frozen=True)
class Line:
    """A fact as it is kept: what it counts, where, when, and which entry made it."""

    measure: str
    subject: UUID
    rest: str
    code: str
    day: date
    version: int


Lines = Counter[Line]


def counted(family: Family, history: Sequence[Recorded[Event]]) -> Lines:
    """Count one stream as it stands; give the net amount of every line that has one."""
    lines: Lines = Counter()
    count = family.count()
    for recorded in standing(history):
        if recorded.event.topic in family.topics:
            for fact in count.count(recorded):
                made = fact.made_by(recorded)
                assert made.organisation is not None
                assert made.occurred_on is not None
                assert made.source_version is not None
                line = Line(
                    made.measure,
                    made.subject,
                    made.rest,
                    made.organisation.code,
                    made.occurred_on,
                    made.source_version,
                )
                lines[line] += made.amount
    return Counter({line: amount for line, amount in lines.items() if amount})


def flow(lines: Lines, measure: str, first: date, last: date, area: str = "") -> int:
    """Count the distinct keys of a period and area."""
    return _keys(lines, measure, first, last, area)


def stock(lines: Lines, measure: str, day: date, area: str = "") -> int:
    """Count the distinct keys held on a day."""
    return _keys(lines, measure, None, day, area)


def _keys(lines: Lines, measure: str, first: date | None, last: date, area: str) -> int:
    sums: Counter[tuple[UUID, str]] = Counter()
    for line, amount in lines.items():
        inside = (first is None or first <= line.day) and line.day <= last
        if line.measure == measure and inside and line.code.startswith(area):
            sums[line.subject, line.rest] += amount
    return sum(amount > 0 for amount in sums.values())
