"""System 系统: what is said of the log itself, beginning with its first event (Appendix E).

A log is opened once, as production 正式 or demonstration 演示, and that stays visible on every page,
answer and proof; so the opening can be neither corrected nor voided.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import assert_never

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
from domain.words import LogMode


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


class SystemCorrected(Corrected, topic="system.corrected"):
    """已更正."""


class SystemVoided(Voided, topic="system.voided"):
    """已作废."""


class SystemVoidReverted(VoidReverted, topic="system.void_reverted"):
    """已撤销作废."""


SystemEvent = LogOpened | AreaImported


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


@dataclass  # no slots: `super()` needs the class as it was first made
class System(Aggregate[SystemEvent]):
    """The log's own record; there is one in a log."""

    mode: LogMode | None = None
    divisions_digest: str | None = None

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
            case _:
                assert_never(event)
