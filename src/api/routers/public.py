"""What is published of closed appeals: de-identified results, for whoever is signed in.

The public page of `domain.md` 13 is off; these are the items it would show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.problems import CursorNotUnderstood
from api.readings import ReadAt, Reads
from api.responses import PROBLEMS
from domain.words import AppealCategory, Outcome, SatisfactionBand
from projections.lists.reader import PublicFilter

if TYPE_CHECKING:
    from projections.lists.reader import PublicItem

router = APIRouter(prefix="/api/v1/public", tags=["public"], responses=PROBLEMS)

POSITION_DIGITS_MAX = 18


class PublicItemText(BaseModel):
    """A published result. `area` is a town's code, or the district's where a town has too few."""

    area: str
    month: str
    category: AppealCategory
    category_word: str
    outcome: Outcome
    outcome_word: str
    days: int
    satisfaction: SatisfactionBand
    satisfaction_word: str
    summary: str


class PublicPage(ReadAt):
    """A page of public items, the newest first; `next` asks for the page after it."""

    items: list[PublicItemText]
    next: str | None


@router.get("/appeals", summary="已公开的诉求结果")
def published_appeals(
    *,
    reads: Reads,
    area: Annotated[
        str | None,
        Query(pattern=r"^\d{6}(\d{3})?$", description="区或镇街代码, 与所显示的一致"),
    ] = None,
    month: Annotated[str | None, Query(pattern=r"^\d{4}-\d{2}$", examples=["2022-05"])] = None,
    category: AppealCategory | None = None,
    after: Annotated[str | None, Query(description="上一页的 next", max_length=80)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> PublicPage:
    """List what is public, now or as known at a past moment."""
    wanted = PublicFilter(area=area, month=month, category=category and str(category))
    with reads.open() as opened:
        items = opened.lists.published(wanted, after=_cursor(after), limit=limit)
        return PublicPage(
            position=opened.reading.position,
            open=opened.reading.open,
            items=[_text(item) for item in items],
            next=str(items[-1].position) if len(items) == limit else None,
        )


def _text(item: PublicItem) -> PublicItemText:
    """Give an item as it is sent, codes with their words; its place in the log stays here."""
    category = AppealCategory.of(item.category)
    outcome = Outcome.of(item.outcome)
    satisfaction = SatisfactionBand.of(item.satisfaction)
    return PublicItemText(
        area=item.area,
        month=item.month,
        category=category,
        category_word=category.chinese,
        outcome=outcome,
        outcome_word=outcome.chinese,
        days=item.days,
        satisfaction=satisfaction,
        satisfaction_word=satisfaction.chinese,
        summary=item.summary,
    )


def _cursor(after: str | None) -> int | None:
    """Read where the page before ended. Raises `CursorNotUnderstood`."""
    if after is None:
        return None
    if not (after.isascii() and after.isdecimal() and len(after) <= POSITION_DIGITS_MAX):
        raise CursorNotUnderstood
    return int(after)
