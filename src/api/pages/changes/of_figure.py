"""What moved a figure between two moments: key by key, with the entry that made it known."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from api.pages.changes.comparison import Between
from api.pages.changes.entries import MakerText, maker_of
from api.routers.drill_downs import cursor_after
from projections.comparing.figures import moves
from projections.figures.figure import Counted

if TYPE_CHECKING:
    from api.pages.changes.comparison import Comparison, Pair
    from projections.comparing.figures import Move
    from projections.figures.figure import Question
    from projections.figures.queries import Page

MOVES_A_PAGE_MAX = 1_000


class MoveText(BaseModel):
    """One key more (+) or less (-); `by` is the entry that made it so."""

    person: UUID
    rest: str
    occurred_on: date
    change: int
    by: MakerText | None


class FigureChanges(Between):
    """A figure as known then and now, and what moved it: all moves together are the difference.

    Of a rate, `value` is the numerator and `of` the denominator, and the moves are those of the
    numerator; of a mean, `value` is the sum. `next` asks for the page after this one.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "position": 1240,
                    "open": False,
                    "then": {"position": 1100, "open": False},
                    "measure": "M04",
                    "first": "2022-04-01",
                    "last": "2022-04-30",
                    "area": None,
                    "value_then": 12,
                    "of_then": None,
                    "value_now": 11,
                    "of_now": None,
                    "difference": -1,
                    "moves": [],
                    "next": None,
                }
            ]
        }
    )

    measure: str
    first: date
    last: date
    area: str | None
    value_then: int
    of_then: int | None
    value_now: int
    of_now: int | None
    difference: int
    moves: list[MoveText]
    next: str | None


def figure_changes(
    comparison: Comparison,
    pair: Pair,
    question: Question,
    *,
    after: Page = None,
    limit: int = 100,
) -> FigureChanges:
    """Compare a figure as known then and now."""
    now, then = pair.now.figures, pair.now.figures.at(pair.then)
    figure, before = now.figure(question), then.figure(question)
    page = moves(now, pair.then, question, after=after, limit=min(limit, MOVES_A_PAGE_MAX))
    said: dict[str, Any] = pair.between
    return FigureChanges(
        **said,
        measure=question.measure,
        first=question.first,
        last=question.last,
        area=question.area,
        value_then=before.value,
        of_then=before.of,
        value_now=figure.value,
        of_now=figure.of,
        difference=figure.value - before.value,
        moves=_told(page, comparison),
        next=_cursor(page[-1]) if len(page) == min(limit, MOVES_A_PAGE_MAX) else None,
    )


def _told(page: list[Move], comparison: Comparison) -> list[MoveText]:
    log = comparison.reads.services.office.log
    positions = {move.position for move in page if move.position is not None}
    makers = {
        position: maker_of(recorded, comparison.reads)
        for position, recorded in log.events_at(sorted(positions)).items()
    }
    return [
        MoveText(
            person=move.person,
            rest=move.rest,
            occurred_on=move.occurred_on,
            change=move.change,
            by=None if move.position is None else makers.get(move.position),
        )
        for move in page
    ]


def _cursor(last: Move) -> str:
    return cursor_after(Counted(last.person, last.rest, "", last.occurred_on, ()))
