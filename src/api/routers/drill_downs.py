"""What is behind a figure: as many lines as it says, each with the events that made it count."""

from __future__ import annotations

import base64
import json
from datetime import date
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.problems import CursorNotUnderstood
from api.readings import Reads
from api.responses import PROBLEMS
from api.routers.figures import Area, Campaign, Known, Period, question_of

if TYPE_CHECKING:
    from projections.figures.figure import Counted

router = APIRouter(prefix="/api/v1", tags=["figures"], responses=PROBLEMS)


class SourceText(BaseModel):
    """An event behind a figure: its stream and its version there."""

    stream: UUID
    version: int


class CountedText(BaseModel):
    """One of what a figure counts, and the events that made it count."""

    person: UUID
    rest: str
    area: str
    occurred_on: date
    sources: list[SourceText]


class CountedPage(BaseModel):
    """A page of what a figure counts; `next` asks for the page after it."""

    measure: str
    position: int
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
            items=[_counted(each) for each in items],
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


def _counted(counted: Counted) -> CountedText:
    return CountedText(
        person=counted.person,
        rest=counted.rest,
        area=counted.code,
        occurred_on=counted.occurred_on,
        sources=[SourceText(stream=stream, version=version) for stream, version in counted.sources],
    )
