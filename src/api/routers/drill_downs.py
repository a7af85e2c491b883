"""What is behind a figure: as many lines as it says, each with the events that made it count."""

from __future__ import annotations

import base64
import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.problems import CursorNotUnderstood
from api.readings import ReadAt, Reads
from api.responses import PROBLEMS
from api.routers.figures import Area, Campaign, Known, Period, question_of

if TYPE_CHECKING:
    from api.readings import Opened, Readings
    from domain.history import Corrected, Recorded
    from projections.figures.figure import Counted

router = APIRouter(prefix="/api/v1", tags=["figures"], responses=PROBLEMS)


class SourceText(BaseModel):
    """An event behind a figure: its stream and its version there."""

    stream: UUID
    version: int


class CorrectionText(BaseModel):
    """已更正: entry `version` of `stream` corrected a field of entry `corrects`; who, when, why."""

    stream: UUID
    version: int
    corrects: int
    field: str
    by: UUID
    name: str | None
    role: str
    role_chinese: str
    recorded_at: datetime
    reason: str


class CountedText(BaseModel):
    """One of what a figure counts, and the events that made it count.

    `corrected` 已更正: the records behind it were corrected, as `corrections` tells.
    """

    person: UUID
    rest: str
    area: str
    occurred_on: date
    sources: list[SourceText]
    corrected: bool
    corrections: list[CorrectionText]


class CountedPage(ReadAt):
    """A page of what a figure counts; `next` asks for the page after it."""

    measure: str
    items: list[CountedText]
    next: str | None


@router.get("/figures/{measure}/facts", summary="指标背后的记录")
def facts(
    *,
    measure: Known,
    reads: Reads,
    span: Period,
    area: Area = None,
    campaign: Campaign = None,
    after: Annotated[str | None, Query(description="上一页的 next", max_length=400)] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> CountedPage:
    """Give what a figure counts, a page at a time: as many as the figure says."""
    question = question_of(measure, span, area, campaign)
    with reads.open() as opened:
        items = opened.figures.drill_down(question, after=cursor_of(after), limit=limit)
        return CountedPage(
            measure=question.measure,
            position=opened.reading.position,
            open=opened.reading.open,
            items=_counted(items, reads, opened),
            next=cursor_after(items[-1]) if len(items) == limit else None,
        )


def cursor_after(last: Counted) -> str:
    """Give what asks for the page after this line."""
    key = json.dumps([last.occurred_on.isoformat(), str(last.person), last.rest])
    return base64.urlsafe_b64encode(key.encode()).decode()


def cursor_of(after: str | None) -> tuple[date, str, str] | None:
    """Read where the page before ended. Raises `CursorNotUnderstood`."""
    if after is None:
        return None
    try:
        day, person, rest = json.loads(base64.urlsafe_b64decode(after.encode()))
        return date.fromisoformat(day), str(UUID(person)), str(rest)
    except (ValueError, TypeError, AttributeError) as error:
        raise CursorNotUnderstood from error


def _counted(items: list[Counted], reads: Readings, opened: Opened) -> list[CountedText]:
    behind = {stream for each in items for stream, _ in each.sources}
    corrections = reads.corrections(opened, behind)
    told = {stream: _corrections(entries, reads, opened) for stream, entries in corrections.items()}
    return [
        CountedText(
            person=each.person,
            rest=each.rest,
            area=each.code,
            occurred_on=each.occurred_on,
            sources=[
                SourceText(stream=stream, version=version) for stream, version in each.sources
            ],
            corrected=any(stream in told for stream, _ in each.sources),
            corrections=[
                correction for stream in dict(each.sources) for correction in told.get(stream, ())
            ],
        )
        for each in items
    ]


def _corrections(
    entries: list[Recorded[Corrected]], reads: Readings, opened: Opened
) -> list[CorrectionText]:
    names = reads.names(opened, [each.envelope.actor for each in entries])
    return [
        CorrectionText(
            stream=each.stream,
            version=each.version,
            corrects=each.event.version,
            field=each.event.field,
            by=each.envelope.actor,
            name=names.get(each.envelope.actor),
            role=str(each.envelope.role),
            role_chinese=each.envelope.role.chinese,
            recorded_at=each.recorded_at,
            reason=each.event.reason,
        )
        for each in entries
    ]
