"""M08: disputes resolved, with or without mediation (`domain.md` 10.6, 11.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.dispute import (
    AgreementAmended,
    AgreementConfirmed,
    AgreementReached,
    DisputeCalmClosed,
    PerformanceChecked,
)
from domain.words import Performance
from projections.figures.fact import Fact, Family, Kind, Measure, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from domain.history import Event, Recorded

M08 = Measure(
    "M08",
    "化解矛盾",
    "disputes resolved",
    Unit.CASES,
    Kind.FLOW,
    "首次达成协议、履行、司法确认或疏导化解的矛盾纠纷, 计在该日; 其后未履行的扣除",
    "disputes first agreed, performed, confirmed or calmed, on that date; taken out when breached",
)


class DisputesCount:
    """One dispute: its first outcome, which a breach takes back and a later outcome restores."""

    def __init__(self) -> None:
        """Start without an outcome."""
        self._outcome: Fact | None = None
        self._stands = False

    def count(self, recorded: Recorded[Event]) -> Iterator[Fact]:
        """Count the first outcome."""
        match recorded.event:
            case PerformanceChecked(performance=Performance.BREACHED):
                if self._outcome is not None and self._stands:
                    self._stands = False
                    yield self._outcome.taken_back()
            case PerformanceChecked(performance=Performance.PARTLY):
                pass
            case _ if not self._stands:
                self._stands = True
                self._outcome = self._outcome or Fact("M08", recorded.stream).made_by(recorded)
                yield self._outcome


DISPUTES = Family(
    "disputes",
    (M08,),
    frozenset(
        event.topic
        for event in (
            DisputeCalmClosed,
            AgreementReached,
            AgreementAmended,
            PerformanceChecked,
            AgreementConfirmed,
        )
    ),
    DisputesCount,
)
