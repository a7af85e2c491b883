"""The report of one month of one area 月报: draft, submitted, locked, restated (`domain.md` 11.5).

A village's month is confirmed by its chair, also when nothing happened; a town's is submitted by the
town; the district's is submitted and locked by the district, and with it every month below. Nobody
ever types a figure: they are read from the facts at one position and frozen with it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, assert_never

from domain.calendar import months_later
from domain.history import Aggregate
from domain.report_month.events import (
    ReportedChange,
    ReportedFigure,
    ReportedGroup,
    ReportMonthCorrected,
    ReportMonthEvent,
    ReportMonthLocked,
    ReportMonthRestated,
    ReportMonthSubmitted,
    ReportMonthVoided,
    ReportMonthVoidReverted,
)
from domain.report_month.rules import (
    FiguresIncomplete,
    LowerReportsMissing,
    NotAZeroReport,
    NothingToRestate,
    NotYourLevel,
    OnlyTheDistrictIsLocked,
    ReportAlreadyLocked,
    ReportAlreadySubmitted,
    ReportAreaNotUnderstood,
    ReportedMonthNotOver,
    ReportIsRestatedInstead,
    ReportNotLocked,
    ReportNotSubmitted,
    ZeroReportNotConfirmed,
)
from domain.words import Role, Word

if TYPE_CHECKING:
    from domain.history import Corrected, Event, Organisation, Recorded, Sealed, Voided

__all__ = [
    "FiguresIncomplete",
    "LowerReportsMissing",
    "NotAZeroReport",
    "NotYourLevel",
    "NothingToRestate",
    "OnlyTheDistrictIsLocked",
    "ReportAlreadyLocked",
    "ReportAlreadySubmitted",
    "ReportAreaNotUnderstood",
    "ReportIsRestatedInstead",
    "ReportMonth",
    "ReportMonthCorrected",
    "ReportMonthEvent",
    "ReportMonthLocked",
    "ReportMonthRestated",
    "ReportMonthStatus",
    "ReportMonthSubmitted",
    "ReportMonthVoidReverted",
    "ReportMonthVoided",
    "ReportNotLocked",
    "ReportNotSubmitted",
    "ReportedChange",
    "ReportedFigure",
    "ReportedGroup",
    "ReportedMonthNotOver",
    "ZeroReportNotConfirmed",
]

DISTRICT_DIGITS: Final = 6
LEVELS: Final = {
    12: frozenset({Role.ASSOCIATION, Role.SYSTEM}),
    9: frozenset({Role.TOWN, Role.SYSTEM}),
    DISTRICT_DIGITS: frozenset({Role.DISTRICT, Role.LEADER, Role.SYSTEM}),
}
"""Who submits, by the length of the area's code."""


class ReportMonthStatus(Word):
    """Where the report of a month stands."""

    SUBMITTED = "submitted", "已上报"
    LOCKED = "locked", "已锁定"
    RESTATED = "restated", "已更正"


@dataclass(slots=True)
class ReportMonth(Aggregate[ReportMonthEvent]):
    """The report of one month of one area; there is one stream for each."""

    status: ReportMonthStatus | None = None
    area: str = ""
    month: date | None = None
    position: int = 0
    figures: tuple[ReportedFigure, ...] = ()

    corrected = ReportMonthCorrected
    voided = ReportMonthVoided
    void_reverted = ReportMonthVoidReverted

    def submit(
        self,
        *,
        area: str,
        month: date,
        position: int,
        figures: tuple[ReportedFigure, ...],
        groups: tuple[ReportedGroup, ...],
        complete: bool,
        anything_happened: bool,
        missing: tuple[str, ...],
        role: Role,
        on: date,
        nothing_happened: bool = False,
        missing_reason: str | None = None,
    ) -> ReportMonthSubmitted:
        """Submit 上报 what the facts say of the month, frozen with the position it was read at."""
        if self.status is not None:
            raise ReportAlreadySubmitted(month=self.month)
        if len(area) not in LEVELS:
            raise ReportAreaNotUnderstood(area=area)
        if role not in LEVELS[len(area)]:
            raise NotYourLevel(area=area)
        first = month.replace(day=1)
        if on < months_later(first, 1):
            raise ReportedMonthNotOver(month=first)
        if not complete:
            raise FiguresIncomplete
        if anything_happened and nothing_happened:
            raise NotAZeroReport
        if not anything_happened and not nothing_happened:
            raise ZeroReportNotConfirmed
        if missing and missing_reason is None:
            raise LowerReportsMissing(missing=len(missing))
        return ReportMonthSubmitted(
            area=area,
            month=first,
            position=position,
            figures=figures,
            groups=groups,
            digest=digest_of(figures, groups, area=area, month=first, position=position),
            nothing_happened=nothing_happened,
            missing=missing,
            missing_reason=missing_reason if missing else None,
        )

    def lock(self) -> ReportMonthLocked:
        """Lock 锁定 the district's month, and with it every month below."""
        month = self._demand_submitted()
        if len(self.area) != DISTRICT_DIGITS:
            raise OnlyTheDistrictIsLocked(area=self.area)
        if self.status is not ReportMonthStatus.SUBMITTED:
            raise ReportAlreadyLocked(month=month)
        return ReportMonthLocked(month=month)

    def restate(
        self,
        *,
        reason: str,
        position: int,
        figures: tuple[ReportedFigure, ...],
        groups: tuple[ReportedGroup, ...],
        complete: bool,
    ) -> ReportMonthRestated:
        """Restate 更正 a locked month by what is known now; the numbers before are kept."""
        month = self._demand_submitted()
        if self.status is ReportMonthStatus.SUBMITTED:
            raise ReportNotLocked(month=month)
        if not complete:
            raise FiguresIncomplete
        changes = changes_between(self.figures, figures)
        if not changes:
            raise NothingToRestate(month=month)
        return ReportMonthRestated(
            reason=reason,
            position=position,
            figures=figures,
            groups=groups,
            digest=digest_of(figures, groups, area=self.area, month=month, position=position),
            changes=changes,
        )

    def correct(
        self,
        *,
        original: Recorded[Event],  # noqa: ARG002  (what every record is asked)
        whole: Event,  # noqa: ARG002
        field: str,  # noqa: ARG002
        old: str | Sealed | None,  # noqa: ARG002
        new: str | Sealed | None,  # noqa: ARG002
        reason: str,  # noqa: ARG002
        occurred_on: date | None = None,  # noqa: ARG002
        organisation: Organisation | None = None,  # noqa: ARG002
    ) -> Corrected:
        """Never correct a figure that was reported."""
        raise ReportIsRestatedInstead

    def void(self, *, reason: str, version: int | None = None) -> Voided:  # noqa: ARG002
        """Never void what was reported."""
        raise ReportIsRestatedInstead

    def evolve(self, event: ReportMonthEvent) -> None:
        """Take over what `event` says."""
        match event:
            case ReportMonthSubmitted():
                self.status = ReportMonthStatus.SUBMITTED
                self.area, self.month = event.area, event.month
                self.position, self.figures = event.position, event.figures
            case ReportMonthLocked():
                self.status = ReportMonthStatus.LOCKED
            case ReportMonthRestated():
                self.status = ReportMonthStatus.RESTATED
                self.position, self.figures = event.position, event.figures
            case _:
                assert_never(event)

    def _demand_submitted(self) -> date:
        if self.status is None or self.month is None:
            raise ReportNotSubmitted
        return self.month


def changes_between(
    before: tuple[ReportedFigure, ...], after: tuple[ReportedFigure, ...]
) -> tuple[ReportedChange, ...]:
    """Give what differs, measure by measure; one that was not reported before counts from 0."""
    known = {figure.measure: figure for figure in before}
    changes = []
    for figure in after:
        was = known.get(figure.measure) or ReportedFigure(figure.measure, figure.rule_version, 0)
        if (was.value, was.of) != (figure.value, figure.of):
            changes.append(
                ReportedChange(figure.measure, was.value, figure.value, was.of, figure.of)
            )
    return tuple(changes)


def digest_of(
    figures: tuple[ReportedFigure, ...],
    groups: tuple[ReportedGroup, ...],
    *,
    area: str,
    month: date,
    position: int,
) -> str:
    """Give the SHA-256, in hex, of everything a report says, one line a number."""
    lines = [f"{area}|{month:%Y-%m}|{position}"]
    lines += [f"{each.measure}|{each.rule_version}|{each.value}|{each.of}" for each in figures]
    lines += [f"{each.measure}|{each.by}|{each.group}|{each.value}" for each in groups]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
