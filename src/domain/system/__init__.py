"""System 系统: what is said of the log itself, beginning with its first event (Appendix E).

A log is opened once, as production 正式 or demonstration 演示, and that stays visible on every page,
answer and proof; so the opening can be neither corrected nor voided. Here too is what holds for all
cases and changes over the years: the work calendar and the table of promises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final, assert_never

from domain.appeal.promises import SHIPPED_SLA, Edition, Promise
from domain.calendar import PUBLISHED, Clock, ClockKind
from domain.history import Aggregate
from domain.limits import PETITION_CLOSE_CD, PETITION_EXTEND_MAX_CD
from domain.system.events import (
    AreaImported,
    CalendarYearLoaded,
    EpochOpened,
    ImportBatchAccepted,
    ImportBatchRejected,
    LogOpened,
    SlaTableChanged,
    SystemCorrected,
    SystemEvent,
    SystemVoided,
    SystemVoidReverted,
)
from domain.system.rules import (
    DivisionListAlreadyImported,
    DivisionListEmpty,
    EpochIsForEver,
    EpochReasonMissing,
    ImportAlreadyAccepted,
    ImportCountsDisagree,
    ImportDigestMalformed,
    LogAlreadyOpened,
    LogNotOpened,
    NothingWasLost,
    PetitionPromiseTooLong,
    ProductionHasNoStory,
    SlaTableIncomplete,
    SlaTableInThePast,
    StoryClockIncomplete,
    VersionTaken,
)
from domain.words import AppealCategory, LogMode, Regime, Track

if TYPE_CHECKING:
    from datetime import date, datetime

    from domain.appeal.promises import SlaTable
    from domain.calendar import CalendarDay, WorkCalendar
    from domain.history import Corrected, Event, Organisation, Recorded, Sealed, Voided
    from domain.words import ImportKind

__all__ = [
    "AreaImported",
    "CalendarYearLoaded",
    "DivisionListAlreadyImported",
    "DivisionListEmpty",
    "EpochIsForEver",
    "EpochOpened",
    "EpochReasonMissing",
    "ImportAlreadyAccepted",
    "ImportBatchAccepted",
    "ImportBatchRejected",
    "ImportCountsDisagree",
    "ImportDigestMalformed",
    "LogAlreadyOpened",
    "LogNotOpened",
    "LogOpened",
    "NothingWasLost",
    "PetitionPromiseTooLong",
    "ProductionHasNoStory",
    "SlaTableChanged",
    "SlaTableInThePast",
    "SlaTableIncomplete",
    "StoryClockIncomplete",
    "System",
    "SystemCorrected",
    "SystemEvent",
    "SystemVoidReverted",
    "SystemVoided",
    "VersionTaken",
]

Rows = tuple[Promise, ...]
"""The rows of a table of promises, special ones above general ones."""

PETITION_CLOSE: Final = Clock.cd(PETITION_CLOSE_CD)
PETITION_EXTENSION: Final = Clock.cd(PETITION_EXTEND_MAX_CD)

_DIGEST: Final = re.compile("[0-9a-f]{64}")


@dataclass  # no slots: `super()` needs the class as it was first made
class System(Aggregate[SystemEvent]):
    """The log's own record; there is one in a log."""

    mode: LogMode | None = None
    divisions_digest: str | None = None
    notices: tuple[CalendarYearLoaded, ...] = ()
    sla: SlaTable = SHIPPED_SLA
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

    def calendar(self, shipped: WorkCalendar = PUBLISHED) -> WorkCalendar:
        """Give the calendar in force: the one shipped, with every notice loaded since."""
        calendar = shipped
        for notice in self.notices:
            calendar = calendar.with_notice(
                notice.year, notice.days, version=notice.calendar_version
            )
        return calendar

    def load_calendar_year(
        self,
        *,
        year: int,
        document_number: str,
        days: tuple[CalendarDay, ...],
        calendar_version: str,
        calendar: WorkCalendar,
    ) -> CalendarYearLoaded:
        """Load the notice of a year 放假通知, the first or a changed one.

        Raises `CalendarNoticeContradictsItself`, `CalendarNoticeLeavesGap`, `VersionTaken`.
        """
        if self.mode is None:
            raise LogNotOpened
        if calendar_version in {
            calendar.version,
            *(each.calendar_version for each in self.notices),
        }:
            raise VersionTaken(version=calendar_version)
        calendar.with_notice(year, days, version=calendar_version)
        return CalendarYearLoaded(
            year=year,
            document_number=document_number,
            days=days,
            calendar_version=calendar_version,
        )

    def change_sla_table(
        self,
        *,
        sla_version: str,
        valid_from: date,
        rows: Rows,
        reason: str,
        on: date,
    ) -> SlaTableChanged:
        """Change what we promise 时限表, for appeals accepted from `valid_from` on.

        Raises `SlaTableIncomplete`, `SlaTableInThePast`, `PetitionPromiseTooLong`, `VersionTaken`.
        """
        if self.mode is None:
            raise LogNotOpened
        editions = self.sla.editions
        if sla_version in {edition.version for edition in editions}:
            raise VersionTaken(version=sla_version)
        if valid_from < max(on, editions[-1].valid_from):
            raise SlaTableInThePast(valid_from=valid_from, last=editions[-1].valid_from)
        _demand_lawful_promises(Edition(sla_version, valid_from, rows))
        return SlaTableChanged(
            sla_version=sla_version, valid_from=valid_from, rows=rows, reason=reason
        )

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

    def open_epoch(
        self,
        *,
        epoch: int,
        published_size: int,
        published_root: str,
        found_size: int,
        found_root: str | None,
        reason: str,
    ) -> EpochOpened:
        """Go on with a log that is not what was published of it 开启新纪元, and say what was lost."""
        if self.mode is None:
            raise LogNotOpened
        if not reason.strip():
            raise EpochReasonMissing
        if found_size >= published_size and found_root == published_root:
            raise NothingWasLost
        return EpochOpened(
            epoch=epoch,
            published_size=published_size,
            published_root=published_root,
            found_size=found_size,
            found_root=found_root,
            reason=reason,
        )

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
        """Correct an entry, but neither the opening nor an epoch's."""
        if isinstance(original.event, LogOpened):
            raise LogAlreadyOpened(mode=self.mode)
        if isinstance(original.event, EpochOpened):
            raise EpochIsForEver
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
            case CalendarYearLoaded():
                self.notices = (*self.notices, event)
            case SlaTableChanged():
                edition = Edition(event.sla_version, event.valid_from, event.rows)
                self.sla = self.sla.with_edition(edition)
            case ImportBatchAccepted(digest=digest):
                self.imported |= {digest}
            case ImportBatchRejected() | EpochOpened():
                pass
            case _:
                assert_never(event)


def _demand_lawful_promises(edition: Edition) -> None:
    """Hold that every appeal has a promise, and a petition none longer than the law's."""
    for track, regime, category in product(Track, Regime, AppealCategory):
        row = next((row for row in edition.rows if row.covers(track, regime, category)), None)
        if row is None:
            raise SlaTableIncomplete(track=track, regime=regime)
        if regime is Regime.PETITION and not (
            _within(row.close, PETITION_CLOSE) and _within(row.extension, PETITION_EXTENSION)
        ):
            raise PetitionPromiseTooLong(track=track)


def _within(clock: Clock, law: Clock) -> bool:
    """Tell whether a clock surely ends by the law's calendar days.

    Workdays are held to half as many: with the longest holidays in them, ten or more workdays never
    take twice as many days, and fewer are far from what the law allows.
    """
    match clock.kind:
        case ClockKind.AT:
            return True
        case ClockKind.CD:
            return clock.n <= law.n
        case ClockKind.WD:
            return clock.n * 2 <= law.n
        case ClockKind.MD:
            return clock.n * 31 <= law.n
        case _:
            assert_never(clock.kind)
