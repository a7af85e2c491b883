"""The differences between two moments, of a case and of a figure, for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query
from fastapi.responses import HTMLResponse

from api.pages.asking import Asked, Asking, Blank, Short, address
from api.pages.cases.facts import Known, Shown
from api.pages.changes.comparison import Comparison
from api.pages.changes.of_case import compared_case
from api.pages.changes.of_figure import figure_changes
from api.pages.places import Places
from api.pages.rendering import Caller, Calling, page
from api.routers.drill_downs import cursor_of
from api.routers.figures import Known as KnownMeasure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from api.pages.changes.comparison import Pair
    from api.pages.changes.entries import MakerText
    from api.pages.changes.of_figure import MoveText

router = APIRouter(include_in_schema=False)

PAGE = 100

Then = Annotated[Short, Query()]
Now = Annotated[Short | None, Blank, Query()]


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One key that came to be counted, or is not counted any more, and by which entry."""

    what: Shown
    move: MoveText
    who: str | None


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry between the two moments, and who wrote it."""

    entry: MakerText
    who: str


@router.get("/cases/{id}/changes", response_class=HTMLResponse)
def of_case(
    id: Annotated[UUID, Path()],  # noqa: A002  (the name in the path)
    calling: Calling,
    then: Then,
    now: Now = None,
) -> HTMLResponse:
    """Show what changed of a case between two moments."""
    comparison = _compare(calling, then, now)
    with comparison.open() as pair:
        compared = compared_case(id, comparison, pair)
        known = _known(comparison, pair, (), compared.entries)
        row = pair.now.lists.case(id)
        return page(
            "changes/of_case.html",
            calling,
            places=known.places,
            compared=compared,
            pair=pair,
            said_then=then,
            said_now=now,
            kind=compared.kind,
            title=row.number if row and row.number else "",
            entries=[EntryLine(each, _who(each, known)) for each in compared.entries],
            back=address(f"/cases/{id}", {"known_at": now}),
        )


@router.get("/figures/{measure}/changes", response_class=HTMLResponse)
def of_figure(
    *,
    measure: KnownMeasure,
    calling: Calling,
    asked: Asking,
    then: Then,
    now: Now = None,
    after: Annotated[str | None, Query(max_length=400)] = None,
) -> HTMLResponse:
    """Show what moved a figure between two moments."""
    comparison = _compare(calling, then, now)
    with comparison.open() as pair:
        changes = figure_changes(
            comparison, pair, asked.question(measure.id), after=cursor_of(after), limit=PAGE
        )
        makers = [each.by for each in changes.moves if each.by]
        known = _known(comparison, pair, (each.person for each in changes.moves), makers)
        return page(
            "changes/of_figure.html",
            calling,
            places=known.places,
            areas=known.places,
            changes=changes,
            measure=measure,
            asked=asked,
            said_then=then,
            said_now=now,
            lines=[_line(each, known) for each in changes.moves],
            next=_next(changes.next, asked, measure.id, then, now),
            back=asked.link(f"/figures/{measure.id}", known_at=now),
        )


def _compare(calling: Caller, then: str, now: str | None) -> Comparison:
    return Comparison(calling.services, calling.actor, then=then, now=now)


def _known(
    comparison: Comparison, pair: Pair, keys: Iterable[UUID], makers: Iterable[MakerText]
) -> Known:
    """Find out at once what the ids of a page mean."""
    ids = list(keys)
    for maker in makers:
        ids += [maker.actor, maker.stream]
    return Known(
        comparison.reads.names(pair.now, ids),
        pair.now.lists.cases_of(ids),
        Places(pair.now.lists.places()),
    )


def _who(entry: MakerText, known: Known) -> str:
    return " ".join(filter(None, (entry.role_word, known.name(entry.actor))))


def _line(move: MoveText, known: Known) -> MoveLine:
    return MoveLine(known.shown(move.person), move, _who(move.by, known) if move.by else None)


def _next(cursor: str | None, asked: Asked, measure: str, then: str, now: str | None) -> str | None:
    """Give the address of the next page."""
    if cursor is None:
        return None
    return asked.link(f"/figures/{measure}/changes", then=then, now=now, after=cursor)
