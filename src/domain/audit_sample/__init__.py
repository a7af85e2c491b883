"""AuditSample 抽查: some of what a figure counts, drawn by lot and asked about one by one.

The lot is a checkpoint of the log that was signed after the period had ended, and the figure is read
as known there: who writes a visit down cannot know whether it will be asked about, and who draws has
no choice. `domain.md` 13 gives the auditor the reading; the district draws, calls and writes down.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, assert_never

from domain.audit_sample.drawing import Candidate, Seed, drawn, keys_digest
from domain.audit_sample.events import (
    AuditResultRecorded,
    AuditSampleClosed,
    AuditSampleCorrected,
    AuditSampleDrawn,
    AuditSampleEvent,
    AuditSampleVoided,
    AuditSampleVoidReverted,
    Finding,
    SampledEntry,
    SampledItem,
)
from domain.audit_sample.rules import (
    NothingToSample,
    SampleAlreadyDrawn,
    SampleAreaNotUnderstood,
    SampleItemUnknown,
    SampleMeasureUnknown,
    SampleNotCountedYet,
    SampleNotOpen,
    SamplePeriodBackwards,
    SamplePeriodNotClosed,
    SampleResultsMissing,
    SampleResultThere,
    SampleSizeNotUnderstood,
)
from domain.history import Aggregate
from domain.words import Word

if TYPE_CHECKING:
    from uuid import UUID

    from domain.history import Sealed

__all__ = [
    "AuditResultRecorded",
    "AuditSample",
    "AuditSampleClosed",
    "AuditSampleCorrected",
    "AuditSampleDrawn",
    "AuditSampleStatus",
    "AuditSampleVoidReverted",
    "AuditSampleVoided",
    "Candidate",
    "Finding",
    "NothingToSample",
    "SampleAlreadyDrawn",
    "SampleAreaNotUnderstood",
    "SampleItemUnknown",
    "SampleMeasureUnknown",
    "SampleNotCountedYet",
    "SampleNotOpen",
    "SamplePeriodBackwards",
    "SamplePeriodNotClosed",
    "SampleResultThere",
    "SampleResultsMissing",
    "SampleSizeNotUnderstood",
    "SampledEntry",
    "SampledItem",
    "Seed",
]

SIZE_MAX: Final = 500
AREA_DIGITS: Final = (6, 9, 12)


class AuditSampleStatus(Word):
    """Where a sample stands."""

    DRAWN = "drawn", "核对中"
    CLOSED = "closed", "已结束"


@dataclass(slots=True)
class AuditSample(Aggregate[AuditSampleEvent]):
    """One sample: what was drawn, and what was found of each item."""

    status: AuditSampleStatus | None = None
    measure: str = ""
    sampled: tuple[SampledItem, ...] = ()
    results: tuple[tuple[int, Finding], ...] = ()

    corrected = AuditSampleCorrected
    voided = AuditSampleVoided
    void_reverted = AuditSampleVoidReverted

    def draw(
        self,
        *,
        measure: str,
        first: date,
        last: date,
        size: int,
        rule_version: int | None,
        seed: Seed | None,
        candidates: tuple[Candidate, ...],
        complete: bool,
        area: str | None = None,
    ) -> AuditSampleDrawn:
        """Draw 抽取 `size` of what the figure counted when the `seed` was signed."""
        if self.version > 0:
            raise SampleAlreadyDrawn
        if not 1 <= size <= SIZE_MAX:
            raise SampleSizeNotUnderstood(size=size)
        if first > last:
            raise SamplePeriodBackwards
        if area is not None and len(area) not in AREA_DIGITS:
            raise SampleAreaNotUnderstood(area=area)
        if rule_version is None:
            raise SampleMeasureUnknown(measure=measure)
        if seed is None:
            raise SamplePeriodNotClosed(last=last)
        if not complete:
            raise SampleNotCountedYet
        if not candidates:
            raise NothingToSample
        return AuditSampleDrawn(
            measure=measure,
            rule_version=rule_version,
            first=first,
            last=last,
            area=area,
            size=size,
            counted=len(candidates),
            checkpoint_size=seed.size,
            checkpoint_root=seed.root,
            note_digest=seed.note_digest,
            keys_digest=keys_digest(measure, candidates),
            items=tuple(
                SampledItem(
                    number, each.person, each.rest, each.area, each.occurred_on, each.entries
                )
                for number, each in enumerate(
                    drawn(measure, candidates, seed=seed, size=size), start=1
                )
            ),
        )

    def record_result(
        self, *, item: int, person: UUID, finding: Finding, note: Sealed | None = None
    ) -> AuditResultRecorded:
        """Record 登记结果 what was found of one item; `person` is whom it is about."""
        self._demand_open()
        if all((each.number, each.person) != (item, person) for each in self.sampled):
            raise SampleItemUnknown(item=item)
        if item in dict(self.results):
            raise SampleResultThere(item=item)
        return AuditResultRecorded(item=item, person=person, finding=finding, note=note)

    def close(self) -> AuditSampleClosed:
        """Close 结束 the sample, every item of it having its result."""
        self._demand_open()
        missing = len(self.sampled) - len(self.results)
        if missing:
            raise SampleResultsMissing(missing=missing)
        found = [finding for _, finding in self.results]
        return AuditSampleClosed(
            confirmed=found.count(Finding.CONFIRMED),
            not_confirmed=found.count(Finding.NOT_CONFIRMED),
            unreachable=found.count(Finding.UNREACHABLE),
        )

    def evolve(self, event: AuditSampleEvent) -> None:
        """Take over what `event` says."""
        match event:
            case AuditSampleDrawn(measure=measure, items=items):
                self.status, self.measure, self.sampled = AuditSampleStatus.DRAWN, measure, items
            case AuditResultRecorded(item=item, finding=finding):
                self.results = (*self.results, (item, finding))
            case AuditSampleClosed():
                self.status = AuditSampleStatus.CLOSED
            case _:
                assert_never(event)

    def _demand_open(self) -> None:
        if self.status is not AuditSampleStatus.DRAWN:
            raise SampleNotOpen
