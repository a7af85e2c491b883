"""What happens to a sample that is drawn to be checked: drawn, results recorded, closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.history import Corrected, Event, Sealed, Voided, VoidReverted
from domain.words import Word


class Finding(Word):
    """What the check of one item found."""

    CONFIRMED = "confirmed", "属实"
    NOT_CONFIRMED = "not_confirmed", "不属实"
    UNREACHABLE = "unreachable", "联系不上"


@dataclass(frozen=True, slots=True)
class SampledEntry:
    """An entry behind an item: its stream and its version there."""

    stream: UUID
    version: int


@dataclass(frozen=True, slots=True)
class SampledItem:
    """One thing the figure counts: its number on the list, its key, its day, place and entries."""

    number: int
    person: UUID
    rest: str
    area: str
    occurred_on: date
    entries: tuple[SampledEntry, ...]


class AuditSampleDrawn(Event, topic="audit_sample.drawn"):
    """已抽取样本: of what a figure counts, by a seed that nobody could know beforehand.

    The seed is the first checkpoint whose last row was recorded after the period; the figure is
    read as known there. `note_digest` is the SHA-256 of the text that was signed, and the seed;
    `keys_digest` that of all keys, of which there are `counted`. `drawing` tells how.
    """

    measure: str
    rule_version: int
    first: date
    last: date
    area: str | None
    size: int
    counted: int
    checkpoint_size: int
    checkpoint_root: str
    note_digest: str
    keys_digest: str
    items: tuple[SampledItem, ...]


class AuditResultRecorded(Event, topic="audit_sample.result_recorded"):
    """已登记抽查结果: what was found of one item; `person` is whom it is about."""

    item: int
    person: UUID
    finding: Finding
    note: Sealed | None = None


class AuditSampleClosed(Event, topic="audit_sample.closed"):
    """抽查已结束: every item has its result; the counts as they stood."""

    confirmed: int
    not_confirmed: int
    unreachable: int


class AuditSampleCorrected(Corrected, topic="audit_sample.corrected"):
    """已更正."""


class AuditSampleVoided(Voided, topic="audit_sample.voided"):
    """已作废."""


class AuditSampleVoidReverted(VoidReverted, topic="audit_sample.void_reverted"):
    """已撤销作废."""


AuditSampleEvent = AuditSampleDrawn | AuditResultRecorded | AuditSampleClosed
