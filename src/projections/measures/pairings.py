"""M17: residents paired, and the persons who are helper of one (`domain.md` 10.4, 11.2).

One id has two lines: M17 counts residents and M17b helpers. Their facts are also the intervals from
which the monthly duty is read (`duty`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from domain.pairing import (
    Pairing,
    PairingEvent,
    PairingStartCorrected,
    PairingStarted,
    PairingStatus,
)
from projections.figures.fact import About, Fact, Family, Kind, Measure, Unit
from projections.figures.held import Held

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from uuid import UUID

    from domain.history import Event, Recorded

M17 = Measure(
    "M17",
    "结对残疾人",
    "residents paired",
    Unit.PERSONS,
    Kind.STOCK,
    "当日结对中的不同残疾人, 暂停的不计",
    "distinct residents with an ACTIVE pairing on the day",
    about=About.RESIDENTS,
)
M17B = Measure(
    "M17b",
    "结对人",
    "helpers",
    Unit.PERSONS,
    Kind.STOCK,
    "当日至少有一名结对中残疾人的不同结对人",
    "distinct persons who are helper in an ACTIVE pairing on the day",
)


class PairingsCount:
    """One pairing: active from its start, not while suspended, and not on the day of its end."""

    def __init__(self) -> None:
        """Start before it is proposed."""
        self._pairing: Pairing | None = None
        self._held = Held()
        self._started: tuple[UUID, UUID, date] | None = None

    def count(self, recorded: Recorded[Event]) -> Iterator[Fact]:
        """Count what begins, what rests or ends, and what began on another day."""
        pairing = self._pairing = self._pairing or Pairing(recorded.stream)
        event = recorded.event
        pairing.take(event)
        if isinstance(event, PairingStartCorrected):
            yield from self._start_again(event.start_on)
        elif pairing.status is not PairingStatus.ACTIVE:
            yield from self._held.fall_all(on=recorded.occurred_on)
        elif self._held.is_empty and pairing.resident is not None and pairing.helper is not None:
            day = recorded.occurred_on
            if isinstance(event, PairingStarted):
                day = event.start_on
                self._started = pairing.resident, pairing.helper, day
            yield from self._held.rise(Fact("M17", pairing.resident, occurred_on=day), recorded)
            yield from self._held.rise(Fact("M17b", pairing.helper, occurred_on=day), recorded)

    def _start_again(self, start_on: date) -> Iterator[Fact]:
        """Let what started begin on the right day; the times after a rest stay as they are."""
        if self._started is None:
            return
        resident, helper, began = self._started
        self._started = resident, helper, start_on
        for measure, person in (("M17", resident), ("M17b", helper)):
            yield from self._held.correct(measure, person, began=began, since=start_on)


PAIRINGS = Family(
    "pairings",
    (M17, M17B),
    frozenset(event.topic for event in get_args(PairingEvent)),
    PairingsCount,
)
