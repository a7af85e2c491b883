"""System 系统: what is said of the log itself, beginning with its first event (Appendix E).

A log is opened once, as production 正式 or demonstration 演示, and that stays visible on every page,
answer and proof; so the opening can be neither corrected nor voided.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, assert_never

from domain.history import (
    Aggregate,
    Corrected,
    Event,
    Organisation,
    Recorded,
    Rejected,
    Sealed,
    Voided,
    VoidReverted,
)
from domain.words import ImportKind, LogMode


class LogOpened(Event, topic="system.log_opened"):
    """账本已启用: the first event of a log says what the log is for.

    A demonstration may have a clock of its own: the story reached `story_ends_at` when the real
    time was `begun_at`, and goes on from there.
    """

    mode: LogMode
    story_ends_at: datetime | None = None
    begun_at: datetime | None = None


class AreaImported(Event, topic="system.area_imported"):
    """区划已导入: a list of `count` division codes, from `source`, whose file has this `digest`."""

    count: int
    source: str
    digest: str


class ImportBatchAccepted(Event, topic="system.import_batch_accepted"):
    """导入已确认: a sheet was written, row by row; `digest` is the SHA-256 of its file.

    Of its `rows`, `accepted` are in the log through this file, `duplicates` were said before, and
    `rejected` were refused. Neither the file's name nor anything in it is kept here.
    """

    kind: ImportKind
    digest: str
    rows: int
    accepted: int
    rejected: int
    duplicates: int


class ImportBatchRejected(Event, topic="system.import_batch_rejected"):
    """导入已退回: an officer turned a sheet down, and nothing of it was written."""

    digest: str
    reason: str


class SystemCorrected(Corrected, topic="system.corrected"):
    """已更正."""


class SystemVoided(Voided, topic="system.voided"):
    """已作废."""


class SystemVoidReverted(VoidReverted, topic="system.void_reverted"):
    """已撤销作废."""


SystemEvent = LogOpened | AreaImported | ImportBatchAccepted | ImportBatchRejected

_DIGEST: Final = re.compile("[0-9a-f]{64}")


class LogAlreadyOpened(Rejected):
    """账本已启用, 其性质(正式或演示)不能更改。 | The log is open, and what it is for never changes."""


class ProductionHasNoStory(Rejected):
    """正式账本只用真实时间。 | A production log knows no time but the real one."""


class StoryClockIncomplete(Rejected):
    """演示时钟应同时给出故事结束时间和启用时间。
    | A story's clock needs both: when the story ends, and the real time at which it did.
    """


class LogNotOpened(Rejected):
    """账本尚未启用, 请先启用。 | The log is not open yet; open it first."""


class DivisionListEmpty(Rejected):
    """区划表为空。 | The list of division codes is empty."""


class DivisionListAlreadyImported(Rejected):
    """该区划表已导入, 无需重复导入。 | This list of division codes was imported already."""


class ImportDigestMalformed(Rejected):
    """文件摘要须为64位十六进制的 SHA-256。 | The digest of a file is a SHA-256 in 64 hex digits."""


class ImportCountsDisagree(Rejected):
    """导入的行数与写入、退回、重复之和不符。
    | The rows of the import are not those accepted, rejected and repeated together.
    """


class ImportAlreadyAccepted(Rejected):
    """这份文件已确认导入, 不能再退回; 有误的请逐条更正或作废。
    | This file was imported already and cannot be turned down; correct or void what is wrong.
    """


@dataclass  # no slots: `super()` needs the class as it was first made
class System(Aggregate[SystemEvent]):
    """The log's own record; there is one in a log."""

    mode: LogMode | None = None
    divisions_digest: str | None = None
    imported: frozenset[str] = frozenset()

    corrected = SystemCorrected
    voided = SystemVoided
    void_reverted = SystemVoidReverted

    def open(
        self,
        *,
        mode: LogMode,
        story_ends_at: datetime | None = None,
        begun_at: datetime | None = None,
    ) -> LogOpened:
        """Open the log 启用, a demonstration with a story's clock or without."""
        if self.version:
            raise LogAlreadyOpened(mode=self.mode)
        if mode is LogMode.PRODUCTION and (story_ends_at or begun_at):
            raise ProductionHasNoStory
        if (story_ends_at is None) is not (begun_at is None):
            raise StoryClockIncomplete
        return LogOpened(mode=mode, story_ends_at=story_ends_at, begun_at=begun_at)

    def import_areas(self, *, count: int, source: str, digest: str) -> AreaImported:
        """Import the list of division codes 区划; a later list takes its place."""
        if self.mode is None:
            raise LogNotOpened
        if count <= 0:
            raise DivisionListEmpty
        if digest == self.divisions_digest:
            raise DivisionListAlreadyImported(digest=digest)
        return AreaImported(count=count, source=source, digest=digest)

    def accept_import(
        self,
        *,
        kind: ImportKind,
        digest: str,
        rows: int,
        accepted: int,
        rejected: int,
        duplicates: int,
    ) -> ImportBatchAccepted:
        """Say what came of a sheet that was imported 导入确认, as often as it was (12.2)."""
        self._demand_import(digest)
        counts = (accepted, rejected, duplicates)
        if min(counts) < 0 or sum(counts) != rows:
            raise ImportCountsDisagree(rows=rows)
        return ImportBatchAccepted(
            kind=kind,
            digest=digest,
            rows=rows,
            accepted=accepted,
            rejected=rejected,
            duplicates=duplicates,
        )

    def reject_import(self, *, digest: str, reason: str) -> ImportBatchRejected:
        """Turn a sheet down 导入退回, before anything of it is written."""
        self._demand_import(digest)
        if digest in self.imported:
            raise ImportAlreadyAccepted
        return ImportBatchRejected(digest=digest, reason=reason)

    def correct(
        self,
        *,
        original: Recorded[Event],
        whole: Event,
        field: str,
        old: str | Sealed | None,
        new: str | Sealed | None,
        reason: str,
        occurred_on: date | None = None,
        organisation: Organisation | None = None,
    ) -> Corrected:
        """Correct an entry, but never the opening."""
        if isinstance(original.event, LogOpened):
            raise LogAlreadyOpened(mode=self.mode)
        return super().correct(
            original=original,
            whole=whole,
            field=field,
            old=old,
            new=new,
            reason=reason,
            occurred_on=occurred_on,
            organisation=organisation,
        )

    def void(self, *, reason: str, version: int | None = None) -> Voided:
        """Void an entry, but neither the opening, which is the first, nor the whole."""
        if version is None or version == 1:
            raise LogAlreadyOpened(mode=self.mode)
        return super().void(reason=reason, version=version)

    def _demand_import(self, digest: str) -> None:
        if self.mode is None:
            raise LogNotOpened
        if not _DIGEST.fullmatch(digest):
            raise ImportDigestMalformed

    def evolve(self, event: SystemEvent) -> None:
        """Take over what `event` says."""
        match event:
            case LogOpened(mode=mode):
                self.mode = mode
            case AreaImported(digest=digest):
                self.divisions_digest = digest
            case ImportBatchAccepted(digest=digest):
                self.imported |= {digest}
            case ImportBatchRejected():
                pass
            case _:
                assert_never(event)
