"""What happens to the report of a month: submitted, locked, restated (`domain.md` 11.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.history import Corrected, Event, Voided, VoidReverted


@dataclass(frozen=True, slots=True)
class ReportedFigure:
    """One number as it was reported: by which measure and version of its rule; `of` a rate's base."""

    measure: str
    rule_version: int
    value: int
    of: int | None = None


@dataclass(frozen=True, slots=True)
class ReportedGroup:
    """One line of a figure broken down by a sealed attribute, kept as a number for ever."""

    measure: str
    by: str
    group: str
    value: int


@dataclass(frozen=True, slots=True)
class ReportedChange:
    """What a restatement changed: a number before and after."""

    measure: str
    before: int
    after: int
    before_of: int | None = None
    after_of: int | None = None


class ReportMonthSubmitted(Event, topic="report_month.submitted"):
    """月报已上报: the figures of the `month` of that first day in `area`, as known at `position`.

    Asked again at that position, every figure comes out the same. `digest` is the SHA-256 of them
    all. `nothing_happened` says 零报告. `missing` are the areas below that had not reported yet.
    """

    area: str
    month: date
    position: int
    figures: tuple[ReportedFigure, ...]
    groups: tuple[ReportedGroup, ...] = ()
    digest: str
    nothing_happened: bool = False
    missing: tuple[str, ...] = ()
    missing_reason: str | None = None


class ReportMonthLocked(Event, topic="report_month.locked"):
    """月报已锁定: what is dated in the month or before is the district's from now on."""

    month: date


class ReportMonthRestated(Event, topic="report_month.restated"):
    """月报已更正: the figures as known at `position` take the place of those before, and why."""

    reason: str
    position: int
    figures: tuple[ReportedFigure, ...]
    groups: tuple[ReportedGroup, ...] = ()
    digest: str
    changes: tuple[ReportedChange, ...]


class ReportMonthCorrected(Corrected, topic="report_month.corrected"):
    """已更正."""


class ReportMonthVoided(Voided, topic="report_month.voided"):
    """已作废."""


class ReportMonthVoidReverted(VoidReverted, topic="report_month.void_reverted"):
    """已撤销作废."""


ReportMonthEvent = ReportMonthSubmitted | ReportMonthLocked | ReportMonthRestated
