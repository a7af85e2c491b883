"""M20: needs found at visits, and those of them that were answered 闭环 (`domain.md` 11.2).

A need is answered by the case or the service it went into, or by the reason told why nothing is
done. It counts on the day of the visit that found it, so that the answered ones lie among the found.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from domain.visit import NeedAnswered, VisitRecorded
from projections.figures.fact import About, Fact, Family, Kind, Measure, Unit
from projections.figures.rate import Share

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from domain.history import Event, Recorded
    from domain.words import Need

M20 = Measure(
    "M20",
    "需求回应率",
    "needs answered",
    Unit.PERCENT,
    Kind.RATE,
    "已转入办件、服务或已说明不办的需求, 占走访发现需求的比例, 计在走访日",
    "needs that went into a case or a service or were refused with a reason, of those found at"
    " visits, on the date of the visit",
)
M20B = Measure(
    "M20b",
    "走访发现需求",
    "needs found",
    Unit.NEEDS,
    Kind.FLOW,
    "走访中记录的需求, 每次走访每人每类一项, 计在走访日",
    "needs noted at visits, one a visit, resident and kind, on the date of the visit",
    about=About.RESIDENTS,
)
M20C = Measure(
    "M20c",
    "已回应需求",
    "needs found and answered",
    Unit.NEEDS,
    Kind.FLOW,
    "走访中记录、已转入办件、服务或已说明不办的需求, 计在走访日",
    "needs noted at visits that were answered since, on the date of the visit",
    about=About.RESIDENTS,
)

ANSWERED: Final = Share(M20, part=M20C, whole=M20B)


class NeedsCount:
    """One visit: what it found, and what became of it."""

    def __init__(self) -> None:
        """Start before the visit."""
        self._visited = False
        self._found: dict[tuple[UUID, Need], Fact] = {}
        self._answered: set[tuple[UUID, Need]] = set()

    def count(self, recorded: Recorded[Event]) -> Iterator[Fact]:
        """Count each need once, and its first answer."""
        match recorded.event:
            case VisitRecorded(residents=residents) if not self._visited:
                self._visited = True
                for seen in residents:
                    for need in dict.fromkeys(seen.needs):
                        rest = f"{recorded.stream}|{need.value}"
                        found = Fact("M20b", seen.resident, rest).made_by(recorded)
                        self._found[seen.resident, need] = found
                        yield found
            case NeedAnswered(resident=resident, need=need):
                need_found = self._found.get((resident, need))
                if need_found is not None and (resident, need) not in self._answered:
                    self._answered.add((resident, need))
                    yield replace(need_found, measure="M20c", source_version=recorded.version)
            case _:
                pass


NEEDS = Family(
    "needs",
    (M20B, M20C),
    frozenset({VisitRecorded.topic, NeedAnswered.topic}),
    NeedsCount,
)
