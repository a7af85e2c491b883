"""A month's report as it is read: what was reported, what is known now, who is missing, the sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from application.casework.months import report_of
from application.refusals import CaseUnknown
from domain.calendar import months_later
from domain.report_month import ReportMonthLocked, ReportMonthRestated, ReportMonthSubmitted
from projections.figures.figure import Question
from projections.lists.lookups import areas_below
from projections.lists.summary import VOIDED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from api.readings import Opened, Readings
    from domain.report_month import ReportedFigure
    from projections.figures.adjustments import Adjustment
    from projections.figures.figure import Figure

COLUMNS: Final = (
    *("M04", "M04b", "M05", "M06", "M07b", "M07", "M07c"),
    *("M08", "M13", "M14", "M17", "M18", "M18b"),
)
"""The figures of the monthly sheet, in the order of the paper form (11.6)."""

BY: Final = {6: "town", 9: "association"}
"""By the length of an area's code: what its sheet has a line for."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it stood at one moment: `status` draft while it was never submitted.

    `position` is where its figures were read, and `first_position` where those first reported were.
    """

    id: UUID
    area: str
    month: date
    status: str = "draft"
    version: int = 0
    position: int | None = None
    first_position: int | None = None
    figures: tuple[ReportedFigure, ...] = ()
    first_figures: tuple[ReportedFigure, ...] = ()
    digest: str | None = None
    submitted_at: datetime | None = None
    submitted_by: UUID | None = None
    missing: tuple[str, ...] = ()
    reason: str | None = None

    @property
    def last(self) -> date:
        """The last day of the month."""
        return months_later(self.month, 1) - timedelta(1)


def report_at(reads: Readings, area: str, month: date) -> Report:
    """Read a report as it stood at the moment asked."""
    first = month.replace(day=1)
    report = Report(report_of(area, first), area, first)
    try:
        entries = reads.history(report.id)
    except CaseUnknown:
        return report
    for entry in entries:
        event, version = entry.recorded.event, entry.recorded.version
        match event:
            case ReportMonthSubmitted():
                report = Report(
                    report.id,
                    area,
                    first,
                    "submitted",
                    version,
                    event.position,
                    event.position,
                    event.figures,
                    event.figures,
                    event.digest,
                    entry.recorded.recorded_at,
                    entry.recorded.envelope.actor,
                    event.missing,
                )
            case ReportMonthLocked():
                report = replace(report, status="locked", version=version)
            case ReportMonthRestated():
                report = replace(
                    report,
                    status="restated",
                    version=version,
                    position=event.position,
                    figures=event.figures,
                    digest=event.digest,
                    reason=event.reason,
                )
    return report


def figures_now(opened: Opened, report: Report) -> list[Figure]:
    """Read the figures of the sheet for a report's month, as known at the reading."""
    return [
        opened.figures.figure(Question(measure, report.month, report.last, report.area))
        for measure in COLUMNS
    ]


def lines(opened: Opened, report: Report) -> list[tuple[str, list[Figure]]]:
    """Read the sheet line by line: each area below, then the area itself.

    Persons are distinct at each level, so the last line is no sum of those before it.
    """
    below = _codes_below(opened, report.area)
    return [
        (code, figures_now(opened, replace(report, area=code))) for code in (*below, report.area)
    ]


def not_reported(opened: Opened, report: Report) -> Sequence[str]:
    """Name the areas below whose month was not reported, as known at the reading."""
    below = areas_below(opened.lists, report.area, report.month)
    return without_report(opened, below, report.month)


def without_report(opened: Opened, areas: Sequence[str], month: date) -> list[str]:
    """Name those of some areas whose month was not reported, as known at the reading."""
    reports = opened.lists.cases_of([report_of(area, month) for area in areas])
    standing = {report for report, row in reports.items() if row.status != VOIDED}
    return [area for area in areas if report_of(area, month) not in standing]


def adjustments_of(reads: Readings, opened: Opened, report: Report) -> list[Adjustment]:
    """Give what changed of earlier months since the area's last report before this one.

    Nothing, while there was no report before it.
    """
    before = report_at(reads, report.area, report.month - timedelta(1))
    if before.first_position is None:
        return []
    return opened.figures.adjustments(
        since=before.first_position, before=report.month, area=report.area
    )


def _codes_below(opened: Opened, area: str) -> list[str]:
    codes = [place.code for place in opened.lists.places() if place.code.startswith(area)]
    match BY.get(len(area)):
        case "association":
            return codes
        case "town":
            return sorted({code[:9] for code in codes})
        case _:
            return []
