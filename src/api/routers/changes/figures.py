"""What moved a figure between two moments."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from api.pages.changes import of_figure
from api.pages.changes.of_figure import MOVES_A_PAGE_MAX, FigureChanges
from api.problems import PeriodEndsBeforeItBegins
from api.responses import PROBLEMS
from api.routers.changes import Compared
from api.routers.drill_downs import cursor_of
from api.routers.figures import Area, First, Known, Last
from projections.figures.figure import Question

router = APIRouter(prefix="/api/v1", tags=["changes"], responses=PROBLEMS)


@router.get("/figures/{measure}/changes", summary="指标在两个时点之间的变化")
def figure_changes(
    *,
    measure: Known,
    compared: Compared,
    first: First = None,
    last: Last = None,
    area: Area = None,
    after: Annotated[str | None, Query(description="上一页的 next", max_length=400)] = None,
    limit: Annotated[int, Query(ge=1, le=MOVES_A_PAGE_MAX)] = 100,
) -> FigureChanges:
    """Give a figure as known then and now, and what moved it; the moves are the difference."""
    until = last or compared.reads.day
    since = first or date(until.year, 1, 1)
    if since > until:
        raise PeriodEndsBeforeItBegins(first=since, last=until)
    question = Question(measure.id, since, until, area)
    with compared.open() as pair:
        return of_figure.figure_changes(
            compared, pair, question, after=cursor_of(after), limit=limit
        )
