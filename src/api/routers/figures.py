"""Figures: what they are, what they come to, what is behind them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel

from api.breakdowns import BY as ATTRIBUTES
from api.breakdowns import by_attribute
from api.problems import (
    MeasureNotOfCampaigns,
    MeasureUnknown,
    PeriodEndsBeforeItBegins,
)
from api.readings import ReadAt, Reads
from api.responses import PROBLEMS
from projections.figures.fact import Measure
from projections.figures.figure import Question
from projections.measures import MEASURES
from projections.measures.campaigns.coverage import OF_ONE_CAMPAIGN

if TYPE_CHECKING:
    from projections.figures.explanation import Explanation
    from projections.figures.figure import Figure, Reading

NOT_ADDITIVE: Final = "合计按人去重, 不等于各行相加"

router = APIRouter(prefix="/api/v1", tags=["figures"], responses=PROBLEMS)

Area = Annotated[
    str | None,
    Query(
        description="区划代码: 6 位 (区)、9 位 (镇街) 或 12 位 (村居); 不填为全区",
        pattern=r"^(\d{6}|\d{9}|\d{12})$",
        examples=["320371005"],
    ),
]
By = Annotated[
    Literal["town", "association", "month", "category", "grade", "age", "sex"] | None,
    Query(
        description="分镇街、分残协或分月列出; 或按残疾类别、等级、年龄、性别列出,"
        " 经办以外的人看不到不足 5 人的格"
    ),
]
Campaign = Annotated[
    UUID | None, Query(description="只查这一个排查专项 (专项覆盖率 M21 各项); 不填为全部专项")
]
First = Annotated[
    date | None, Query(alias="from", description="起始日期, 含当日; 不填为当年 1 月 1 日")
]
Last = Annotated[
    date | None, Query(alias="to", description="截止日期, 含当日; 不填为今天, 或所问时点的当日")
]


class MeasureText(BaseModel):
    """What a figure means."""

    id: str
    chinese: str
    english: str
    unit: str
    unit_chinese: str
    kind: str
    rule: str
    rule_english: str
    rule_version: int


class PartText(BaseModel):
    """One line of a breakdown: a division code, a month, or the word for a group of people.

    `hidden` stands instead of a value that would let somebody be found: `<5`, or `≥5` where a
    larger one is withheld lest a small one be worked out from the total.
    """

    key: str
    value: int | None
    of: int | None
    hidden: str | None = None


class FigureText(BaseModel):
    """A figure, with all that is needed to ask for it again and get the same number.

    A rate has its numerator in `value`, its denominator in `of`, and `percent`. `open` tells that
    the moment asked for is not over; repeat it by `position`. A mean has the sum in `value`,
    the cases in `of`, and `average`. `note` tells when the parts do not add up to the whole.
    """

    measure: str
    chinese: str
    english: str
    value: int
    of: int | None
    percent: float | None
    average: float | None
    unit: str
    unit_chinese: str
    rule_version: int
    first: date
    last: date
    area: str | None
    campaign: UUID | None
    position: int
    open: bool
    complete: bool
    parts: list[PartText]
    note: str | None


class LeftOut(BaseModel):
    """Lines that a naive count adds and the rule counts elsewhere."""

    measure: str
    chinese: str
    lines: int


class ExplanationText(ReadAt):
    """How counting lines would have gone wrong: `lines` less everything else is the figure."""

    measure: str
    lines: int
    voided: int
    elsewhere: list[LeftOut]
    repeated: int
    merged: int
    figure: int


def measure_known(
    measure: Annotated[str, Path(description="指标编号", examples=["M04"])],
) -> Measure:
    """Give the measure named in the path. Raises `MeasureUnknown`."""
    if measure not in MEASURES:
        raise MeasureUnknown
    return MEASURES[measure]


Known = Annotated[Measure, Depends(measure_known)]


def period(reads: Reads, first: First = None, last: Last = None) -> tuple[date, date]:
    """Give the period asked for. Raises `PeriodEndsBeforeItBegins`."""
    until = last or reads.day
    since = first or date(until.year, 1, 1)
    if since > until:
        raise PeriodEndsBeforeItBegins(first=since, last=until)
    return since, until


Period = Annotated[tuple[date, date], Depends(period)]


@router.get("/measures", summary="指标目录")
def measures() -> list[MeasureText]:
    """List every measure with its unit, rule and version."""
    return [
        MeasureText(
            id=measure.id,
            chinese=measure.chinese,
            english=measure.english,
            unit=str(measure.unit),
            unit_chinese=measure.unit.chinese,
            kind=measure.kind.value,
            rule=measure.rule,
            rule_english=measure.rule_english,
            rule_version=measure.version,
        )
        for measure in MEASURES.values()
    ]


@router.get("/figures", summary="全部指标")
def all_figures(reads: Reads, span: Period, area: Area = None) -> list[FigureText]:
    """Give every figure of a period."""
    with reads.open() as opened:
        return [
            figure_text(opened.figures.figure(Question(measure, *span, area)))
            for measure in MEASURES
        ]


@router.get("/figures/{measure}", summary="一个指标")
def one_figure(
    *,
    measure: Known,
    reads: Reads,
    span: Period,
    area: Area = None,
    campaign: Campaign = None,
    by: By = None,
) -> FigureText:
    """Give one figure, with its parts by place, month or attribute of the person when asked."""
    question = question_of(measure, span, area, campaign)
    with reads.open() as opened:
        if by not in ATTRIBUTES:
            return figure_text(opened.figures.figure(question, by=by))
        cells = by_attribute(reads, opened, question, by).cells
        parts = [
            PartText(key=cell.key, value=cell.value, of=None, hidden=cell.hidden) for cell in cells
        ]
        return figure_text(opened.figures.figure(question)).model_copy(update={"parts": parts})


@router.get("/figures/{measure}/explanation", summary="解释这个数")
def explanation(
    *,
    measure: Known,
    reads: Reads,
    span: Period,
    area: Area = None,
    campaign: Campaign = None,
) -> ExplanationText:
    """Tell what counting recorded lines would give, and what the rule leaves out."""
    question = question_of(measure, span, area, campaign)
    with reads.open() as opened:
        return _explained(question.measure, opened.figures.explain(question), opened.reading)


def figure_text(figure: Figure) -> FigureText:
    """Give a figure as it is sent."""
    return FigureText(
        measure=figure.measure.id,
        chinese=figure.measure.chinese,
        english=figure.measure.english,
        value=figure.value,
        of=figure.of,
        percent=figure.percent,
        average=figure.average,
        unit=str(figure.measure.unit),
        unit_chinese=figure.measure.unit.chinese,
        rule_version=figure.measure.version,
        first=figure.question.first,
        last=figure.question.last,
        area=figure.question.area,
        campaign=figure.question.campaign,
        position=figure.position,
        open=figure.open,
        complete=figure.complete,
        parts=[PartText(key=part.key, value=part.value, of=part.of) for part in figure.parts],
        note=NOT_ADDITIVE if figure.is_more_in_parts else None,
    )


def question_of(
    measure: Measure, span: tuple[date, date], area: str | None, campaign: UUID | None
) -> Question:
    """Give the question asked. Raises `MeasureNotOfCampaigns`."""
    demand_of_campaigns(measure, campaign)
    return Question(measure.id, *span, area, campaign)


def demand_of_campaigns(measure: Measure, campaign: UUID | None) -> None:
    """Refuse to ask a measure of one campaign that knows none. Raises `MeasureNotOfCampaigns`."""
    if campaign is not None and measure.id not in OF_ONE_CAMPAIGN:
        raise MeasureNotOfCampaigns(measure=measure.id)


def _explained(measure: str, explained: Explanation, reading: Reading) -> ExplanationText:
    return ExplanationText(
        measure=measure,
        lines=explained.lines,
        voided=explained.voided,
        elsewhere=[
            LeftOut(measure=each.id, chinese=each.chinese, lines=lines)
            for each, lines in explained.elsewhere
        ],
        repeated=explained.repeated,
        merged=explained.merged,
        figure=explained.figure,
        position=reading.position,
        open=reading.open,
    )
