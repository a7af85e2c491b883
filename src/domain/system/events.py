"""What is said of the log itself, and what holds for all cases (Appendix E)."""

from __future__ import annotations

from datetime import date, datetime

from domain.appeal.promises import Promise
from domain.calendar import CalendarDay
from domain.history import Corrected, Event, Voided, VoidReverted
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


class CalendarYearLoaded(Event, topic="system.calendar_year_loaded"):
    """日历已载入: the notice `document_number` of a year, every day not as its weekday would have it.

    The calendar is called `calendar_version` from here on; a changed notice is loaded again.
    """

    year: int
    document_number: str
    days: tuple[CalendarDay, ...]
    calendar_version: str


class SlaTableChanged(Event, topic="system.sla_table_changed"):
    """时限表已变更: what each track promises to appeals accepted from `valid_from` on."""

    sla_version: str
    valid_from: date
    rows: tuple[Promise, ...]
    reason: str


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


class EpochOpened(Event, topic="system.epoch_opened"):
    """新纪元已开启: the log goes on although it is not what was published of it; this names what was lost.

    `published_size` rows were published under `published_root`; `found_size` were found, and where
    those are no fewer, `found_root` over the first `published_size` of them. Roots are in hex.
    """

    epoch: int
    published_size: int
    published_root: str
    found_size: int
    found_root: str | None
    reason: str


class SystemCorrected(Corrected, topic="system.corrected"):
    """已更正."""


class SystemVoided(Voided, topic="system.voided"):
    """已作废."""


class SystemVoidReverted(VoidReverted, topic="system.void_reverted"):
    """已撤销作废."""


SystemEvent = (
    LogOpened
    | AreaImported
    | CalendarYearLoaded
    | SlaTableChanged
    | ImportBatchAccepted
    | ImportBatchRejected
    | EpochOpened
)
