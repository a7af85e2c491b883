"""System 系统: what is said of the log itself, beginning with its first event (Appendix E).

A log is opened once, as production 正式 or demonstration 演示, and that stays visible on every page,
answer and proof; so the opening can be neither corrected nor voided. Here too is what holds for all
cases and changes over the years: the work calendar and the table of promises.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import product
from typing import Final, assert_never

from domain.appeal.promises import SHIPPED_SLA, Edition, Promise, SlaTable
from domain.calendar import PUBLISHED, CalendarDay, Clock, ClockKind, WorkCalendar
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
from domain.limits import PETITION_CLOSE_CD, PETITION_EXTEND_MAX_CD
from domain.words import AppealCategory, LogMode, Regime, Track

PETITION_CLOSE: Final = Clock.cd(PETITION_CLOSE_CD)
PETITION_EXTENSION: Final = Clock.cd(PETITION_EXTEND_MAX_CD)


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


class SystemCorrected(Corrected, topic="system.corrected"):
    """已更正."""


class SystemVoided(Voided, topic="system.voided"):
    """已作废."""


class SystemVoidReverted(VoidReverted, topic="system.void_reverted"):
    """已撤销作废."""


SystemEvent = LogOpened | AreaImported | CalendarYearLoaded | SlaTableChanged


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


class VersionTaken(Rejected):
    """该版本号已用过, 请换一个。 | That version was used before; choose another."""


class SlaTableIncomplete(Rejected):
    """时限表不完整: 有的办理方式没有时限。 | The table is incomplete: some track has no promise."""


class SlaTableInThePast(Rejected):
    """时限表只能从今天或以后起用, 且不早于上一版。
    | A table holds from today or later, and not before the one it follows.
    """


class PetitionPromiseTooLong(Rejected):
    """信访事项应在60日内办结, 延期不超过30日(《信访工作条例》第三十四条)。
    | A petition is closed within 60 days, and extended by no more than 30 (art 34).
    """


@dataclass  # no slots: `super()` needs the class as it was first made
class System(Aggregate[SystemEvent]):
    """The log's own record; there is one in a log."""

    mode: LogMode | None = None
    divisions_digest: str | None = None
    notices: tuple[CalendarYearLoaded, ...] = ()
    sla: SlaTable = SHIPPED_SLA

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
        rows: tuple[Promise, ...],
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
