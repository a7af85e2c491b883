"""Reports of months: the draft with what is missing and what changed, and the sheet to send."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel

from api.months.report import adjustments_of, figures_now, not_reported, report_at
from api.months.sheet import sheet_of
from api.readings import ReadAt, Reads
from api.responses import PROBLEMS
from sheets.writing import CONTENT_TYPE

if TYPE_CHECKING:
    from domain.report_month import ReportedFigure
    from projections.figures.figure import Figure

router = APIRouter(prefix="/api/v1", tags=["months"], responses=PROBLEMS)

Month = Annotated[
    str,
    Path(description="月份", pattern=r"^(19|20)\d{2}-(0[1-9]|1[0-2])$", examples=["2022-05"]),
]
ReportArea = Annotated[
    str,
    Query(
        description="区划代码: 6 位 (区)、9 位 (镇街) 或 12 位 (村居)",
        pattern=r"^(\d{6}|\d{9}|\d{12})$",
        examples=["320371005"],
    ),
]


class NumberText(BaseModel):
    """One number: `of` is the base of a rate."""

    measure: str
    value: int
    of: int | None


class ReportText(ReadAt):
    """A month's report.

    `first_reported` are the numbers as first submitted, `reported` as they stand (restated or not),
    `now` what the same question gives at `position`. `adjustments` counts, by measure, what changed
    of earlier months since the report before.
    """

    id: UUID
    area: str
    month: str
    status: str
    version: int
    reported_position: int | None
    digest: str | None
    submitted_at: datetime | None
    submitted_by: UUID | None
    missing: list[str]
    reason: str | None
    first_reported: list[NumberText]
    reported: list[NumberText]
    now: list[NumberText]
    adjustments: dict[str, int]


class AdjustmentText(BaseModel):
    """One key more (+1) or less (-1) in an earlier month, and the last event that touched it."""

    measure: str
    key: UUID
    rest: str
    month: str
    change: int
    position: int


class AdjustmentsText(ReadAt):
    """What changed of earlier months, case by case; two thousand at most."""

    items: list[AdjustmentText]


@router.get("/months/{month}", summary="月报: 草稿、已上报与现在所知")
def month_report(reads: Reads, month: Month, area: ReportArea) -> ReportText:
    """Give a month's report, with who is missing and what late entries would change."""
    report = report_at(reads, area, _day(month))
    with reads.open() as opened:
        now = figures_now(opened, report)
        changed: dict[str, int] = {}
        for each in adjustments_of(reads, opened, report):
            changed[each.measure] = changed.get(each.measure, 0) + each.change
        return ReportText(
            id=report.id,
            area=area,
            month=month,
            status=report.status,
            version=report.version,
            position=opened.reading.position,
            open=opened.reading.open,
            reported_position=report.position,
            digest=report.digest,
            submitted_at=report.submitted_at,
            submitted_by=report.submitted_by,
            missing=list(not_reported(opened, report)),
            reason=report.reason,
            first_reported=[_number(each) for each in report.first_figures],
            reported=[_number(each) for each in report.figures],
            now=[_read(each) for each in now],
            adjustments=changed,
        )


@router.get("/months/{month}/adjustments", summary="更正以前月份: 逐件")
def month_adjustments(reads: Reads, month: Month, area: ReportArea) -> AdjustmentsText:
    """List what changed of earlier months since the report before, case by case."""
    report = report_at(reads, area, _day(month))
    with reads.open() as opened:
        return AdjustmentsText(
            position=opened.reading.position,
            open=opened.reading.open,
            items=[
                AdjustmentText(
                    measure=each.measure,
                    key=each.key,
                    rest=each.rest,
                    month=each.month,
                    change=each.change,
                    position=each.position,
                )
                for each in adjustments_of(reads, opened, report)
            ],
        )


@router.get(
    "/months/{month}/sheet.xlsx",
    summary="月报表 (xlsx)",
    response_class=Response,
    responses={200: {"content": {CONTENT_TYPE: {}}}},
)
def month_sheet(reads: Reads, month: Month, area: ReportArea) -> Response:
    """Give the sheet in the order of the paper form, with the signature line."""
    content = sheet_of(reads, report_at(reads, area, _day(month)))
    headers = {"Content-Disposition": f'attachment; filename="report-{area}-{month}.xlsx"'}
    return Response(content, media_type=CONTENT_TYPE, headers=headers)


def _day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _number(figure: ReportedFigure) -> NumberText:
    return NumberText(measure=figure.measure, value=figure.value, of=figure.of)


def _read(figure: Figure) -> NumberText:
    return NumberText(measure=figure.measure.id, value=figure.value, of=figure.of)
