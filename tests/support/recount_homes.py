"""What was found at homes, counted a second time: dangers and needs (M18, M20)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from domain.visit import NeedAnswered, RiskFlagged, RiskResolved, VisitRecorded
from support.recount_marks import Mark, code_of
from support.recount_stocks import EVER, Spell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from domain.history import Event, Recorded


def found_at_homes(stands: Sequence[Recorded[Event]]) -> Iterator[Mark]:
    """Mark dangers and needs when found, and when something was done."""
    needs: dict[tuple[UUID, str], Mark] = {}
    visited = False
    for entry in stands:
        event = entry.event
        if isinstance(event, VisitRecorded) and not visited:
            visited = True
            for seen in event.residents:
                for need in seen.needs:
                    rest = f"{entry.stream}|{need.value}"
                    mark = Mark("M20b", seen.resident, rest, code_of(entry), entry.occurred_on)
                    yield needs.setdefault((seen.resident, need.value), mark)
        elif isinstance(event, NeedAnswered):
            found = needs.get((event.resident, event.need.value))
            if found is not None:
                yield replace(found, measure="M20c")
    for spell in dangers(stands):
        mark = Mark("M18", spell.subject, spell.rest, spell.code, spell.since)
        yield mark
        if spell.until is not EVER:
            yield replace(mark, measure="M18b", day=spell.until)


def dangers(stands: Sequence[Recorded[Event]]) -> Iterator[Spell]:
    """Give each danger from the day it was found until the day it was cleared."""
    told = set()
    for entry in stands:
        event = entry.event
        if not isinstance(event, RiskFlagged) or event.risk in told:
            continue
        told.add(event.risk)
        cleared = [
            other.occurred_on
            for other in stands
            if other.version > entry.version
            and isinstance(other.event, RiskResolved)
            and other.event.risk == event.risk
        ]
        since = entry.occurred_on
        until = max(since, cleared[0]) if cleared else EVER
        yield Spell("M18c", event.resident, since, until, code_of(entry), rest=str(event.risk))
