"""M18: dangers found at homes, cleared, and still open 问题隐患见底清仓 (`domain.md` 10.5, 11.2).

No danger is cleared before the day it was found. So this holds for every area and period:

    M18c(end) = M18c(start) + M18 − M18b
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from domain.visit import RiskFlagged, RiskResolved
from projections.figures.fact import About, Fact, Family, Kind, Measure, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from domain.history import Event, Recorded

M18 = Measure(
    "M18",
    "发现隐患",
    "hazards found",
    Unit.HAZARDS,
    Kind.FLOW,
    "走访中提示的风险, 计在提示日",
    "risks flagged on visits, on that date",
    about=About.RESIDENTS,
)
M18B = Measure(
    "M18b",
    "已处置隐患",
    "hazards cleared",
    Unit.HAZARDS,
    Kind.FLOW,
    "走访中提示、已处置的风险, 计在处置日",
    "risks flagged on visits and resolved, on the date they were",
    about=About.RESIDENTS,
)
M18C = Measure(
    "M18c",
    "未处置隐患",
    "hazards open",
    Unit.HAZARDS,
    Kind.STOCK,
    "当日已提示、未处置的风险",
    "risks flagged and not resolved on the day",
    about=About.RESIDENTS,
)


class HazardsCount:
    """One visit: each danger from the day it was found to the day it was cleared."""

    def __init__(self) -> None:
        """Start with none found."""
        self._open: dict[UUID, Fact] = {}
        self._known: set[UUID] = set()

    def count(self, recorded: Recorded[Event]) -> Iterator[Fact]:
        """Count a danger once when found and once when cleared."""
        match recorded.event:
            case RiskFlagged(risk=risk, resident=resident) if risk not in self._known:
                found = Fact("M18", resident, str(risk)).made_by(recorded)
                held = replace(found, measure="M18c")
                self._known.add(risk)
                self._open[risk] = held
                yield found
                yield held
            case RiskResolved(risk=risk) if risk in self._open:
                held = self._open.pop(risk)
                assert held.occurred_on is not None
                day = max(held.occurred_on, recorded.occurred_on)
                yield held.until(day)
                yield replace(
                    held, measure="M18b", occurred_on=day, source_version=recorded.version
                )
            case _:
                pass


HAZARDS = Family(
    "hazards",
    (M18, M18B, M18C),
    frozenset({RiskFlagged.topic, RiskResolved.topic}),
    HazardsCount,
)
