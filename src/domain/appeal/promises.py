"""What each track promises: the SLA table of `domain.md` 3.4, as named, versioned rows.

Numbers of a law bind; our own promises may be changed freely. A change is a new `Edition` with the
day from which it holds, and never an edit of an old one: a deadline keeps the version it was given
by, and an appeal stays under the promise in force on the day it was accepted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from domain.calendar import Clock, Deadline
from domain.limits import (
    GOV_INFO_PROACTIVE_WD,
    ORDINARY_COORDINATED_WD,
    ORDINARY_PROMPT_WD,
    PETITION_CLOSE_CD,
    PETITION_EXTEND_MAX_CD,
    PETITION_NOTIFY_CD,
    PETITION_REVIEW_ANSWER_CD,
    PETITION_REVIEW_ASK_CD,
    PETITION_TRANSFER_OBJECT_WD,
    PROGRESS_NOTE_CD,
    REOPEN_CD,
    REVISIT_WD,
)
from domain.words import AppealCategory, Regime, Track

if TYPE_CHECKING:
    from domain.calendar import WorkCalendar

FIRST_CONTACT: Final = Clock.wd(1)  # 首次联系: the next workday at the latest, on every track (3.4)
PETITION_NOTICE: Final = Clock.cd(PETITION_NOTIFY_CD)  # told in writing: 信访工作条例 art 23
OBJECTION: Final = Clock.wd(PETITION_TRANSFER_OBJECT_WD)  # 退单: art 23, kept for every regime
PROGRESS: Final = Clock.cd(PROGRESS_NOTE_CD)
REVISIT: Final = Clock.wd(REVISIT_WD)
REOPENING: Final = Clock.cd(REOPEN_CD)
PUBLICATION: Final = Clock.wd(GOV_INFO_PROACTIVE_WD)  # 政府信息公开条例 art 26, by analogy (3.4)

# 复查 and 复核 alike: asked for within 30 days of receipt, answered within 30 (arts 35, 36).
REVIEW_ASKING: Final = Clock.cd(PETITION_REVIEW_ASK_CD)
REVIEW_ANSWER: Final = Clock.cd(PETITION_REVIEW_ANSWER_CD)
PETITION_CLOSE: Final = Clock.cd(PETITION_CLOSE_CD)  # art 34

# A prompt extension and that of the other tracks (3.4, design).
PROMPT_EXTENSION_WD: Final = 3
COORDINATED_EXTENSION_WD: Final = 15

# 12345 and 12385 orders: consultation and help, and what takes longer (3.3 and 13.9).
HOTLINE_HELP_WD: Final = 5
HOTLINE_COMPLAINT_WD: Final = 15


@dataclass(frozen=True, slots=True)
class Promise:
    """One row: within `close` of acceptance, and `extension` once, at most.

    A row without regime or category holds for all that no row above it names.
    """

    track: Track
    close: Clock
    extension: Clock
    regime: Regime | None = None
    category: AppealCategory | None = None

    def covers(self, track: Track, regime: Regime, category: AppealCategory) -> bool:
        """Tell whether the row speaks of such an appeal."""
        return (
            self.track is track
            and self.regime in {None, regime}
            and self.category in {None, category}
        )


@dataclass(frozen=True, slots=True)
class Edition:
    """The whole table as it held from a day on; special rows stand above general ones."""

    version: str
    valid_from: date
    rows: tuple[Promise, ...]


def _petition(track: Track) -> Promise:
    """Give 信访工作条例 art 34: 60 days, and 30 more once."""
    return Promise(
        track=track,
        regime=Regime.PETITION,
        close=Clock.cd(PETITION_CLOSE_CD),
        extension=Clock.cd(PETITION_EXTEND_MAX_CD),
    )


def _complaint(regime: Regime) -> Promise:
    """Give a hotline complaint against staff the longer time, even on the prompt track."""
    return Promise(
        track=Track.PROMPT,
        regime=regime,
        category=AppealCategory.STAFF,
        close=Clock.wd(HOTLINE_COMPLAINT_WD),
        extension=Clock.wd(COORDINATED_EXTENSION_WD),
    )


def _help(regime: Regime) -> Promise:
    """Give a hotline order for consultation or help the older Xuzhou notice's time (3.3)."""
    return Promise(
        track=Track.PROMPT,
        regime=regime,
        close=Clock.wd(HOTLINE_HELP_WD),
        extension=Clock.wd(PROMPT_EXTENSION_WD),
    )


EDITIONS: Final = (
    Edition(
        version="2022-03-01",
        valid_from=date(2022, 3, 1),
        rows=(
            # A prompt petition keeps our own 5 workdays: they end long before the law's 60 days.
            _petition(Track.COORDINATED),
            _petition(Track.OPEN),
            _complaint(Regime.HOTLINE),
            _complaint(Regime.HOTLINE_DISABLED),
            _help(Regime.HOTLINE),
            _help(Regime.HOTLINE_DISABLED),
            Promise(
                track=Track.PROMPT,
                close=Clock.wd(ORDINARY_PROMPT_WD),
                extension=Clock.wd(PROMPT_EXTENSION_WD),
            ),
            Promise(
                track=Track.COORDINATED,
                close=Clock.wd(ORDINARY_COORDINATED_WD),
                extension=Clock.wd(COORDINATED_EXTENSION_WD),
            ),
            Promise(
                track=Track.OPEN,
                close=Clock.wd(ORDINARY_COORDINATED_WD),
                extension=Clock.wd(COORDINATED_EXTENSION_WD),
            ),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class SlaTable:
    """Every edition there was 时限表, the newest last; what holds on a day is asked of it."""

    editions: tuple[Edition, ...]

    def on(self, day: date) -> Edition:
        """Give the edition in force on `day`; before the first, the first."""
        in_force = [edition for edition in self.editions if edition.valid_from <= day]
        return in_force[-1] if in_force else self.editions[0]

    def promise(
        self, track: Track, regime: Regime, category: AppealCategory, *, on: date
    ) -> Promise:
        """Give the promise to such an appeal, by the table in force `on` the day of acceptance."""
        return next(row for row in self.on(on).rows if row.covers(track, regime, category))

    def started(
        self,
        track: Track,
        regime: Regime,
        category: AppealCategory,
        *,
        on: date,
        calendar: WorkCalendar,
    ) -> Deadline:
        """Start the close clock of such an appeal, accepted `on` that day."""
        return self.promise(track, regime, category, on=on).close.deadline(
            start_on=on, calendar=calendar, sla_version=self.on(on).version
        )

    def with_edition(self, edition: Edition) -> SlaTable:
        """Let `edition` hold from its day on."""
        return SlaTable((*self.editions, edition))


SHIPPED_SLA: Final = SlaTable(EDITIONS)
"""The table that the service comes with; later editions are loaded by an event."""


def notice(regime: Regime) -> Clock:
    """Give the time to tell the person what becomes of the appeal (10.1)."""
    return PETITION_NOTICE if regime is Regime.PETITION else FIRST_CONTACT


def started(clock: Clock, *, on: date, calendar: WorkCalendar) -> Deadline:
    """Start one of the clocks above, which stand in this file and in no loaded table."""
    version = SHIPPED_SLA.on(on).version
    return clock.deadline(start_on=on, calendar=calendar, sla_version=version)


def publication(track: Track | None, *, on: date, calendar: WorkCalendar) -> Deadline | None:
    """Say by when the result must be public, counted from the reply; the open track only (3.4)."""
    if track is not Track.OPEN:
        return None
    return started(PUBLICATION, on=on, calendar=calendar)


def progress(track: Track | None, *, on: date, calendar: WorkCalendar) -> Deadline | None:
    """Say by when the next progress note is due; the prompt track needs none (3.4)."""
    if track is None or track is Track.PROMPT:
        return None
    return started(PROGRESS, on=on, calendar=calendar)
