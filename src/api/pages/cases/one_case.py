"""One case: where it stands, what is due, and everything that happened to it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from fastapi import APIRouter, Path
from fastapi.responses import HTMLResponse

from api.pages.asking import KnownAt, MinPosition, address, moment_notice
from api.pages.cases.campaign import coverage_of
from api.pages.cases.deadlines import KIND_OF, due_of
from api.pages.cases.documents import papers_of
from api.pages.cases.statuses import category_word, status_word
from api.pages.cases.story import known_ids, story_of
from api.pages.places import Places
from api.pages.rendering import Calling, page
from api.pages.words.labels_zh import label_of
from application.refusals import CaseUnknown
from domain.calendar import Deadline
from domain.history import Aggregate, fold
from projections.lists.summary import VOIDED, summarise

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Any

    from api.pages.cases.deadlines import Due
    from api.readings import Entry, Readings
    from projections.lists.reader import CaseRow

router = APIRouter(include_in_schema=False)

CaseId = Annotated[UUID, Path()]


@dataclass(frozen=True, slots=True)
class NextDeadline:
    """The deadline that comes first: what it is for, and how near it is."""

    name: str
    due: Due


@router.get("/cases/{id}", response_class=HTMLResponse)
def one_case(
    id: CaseId,  # noqa: A002  (the name in the path)
    calling: Calling,
    known_at: KnownAt = None,
    min_position: MinPosition = None,
) -> HTMLResponse:
    """Show one case of any kind, as known now or at a past moment."""
    reads = calling.reads(known_at=known_at, min_position=min_position)
    with reads.open() as opened:
        row = opened.lists.case(id)
        if row is None:
            raise CaseUnknown
        entries = reads.history(id)
        places = Places(opened.lists.places())
        known = known_ids(entries, reads, opened, places, known_at)
        names = reads.names(opened, [each for each in (row.person, row.handler) if each])
        return page(
            "cases/one_case.html",
            calling,
            places=places,
            row=row,
            kind=KIND_OF[row.kind],
            status=status_word(row.kind, row.status),
            is_void=row.status == VOIDED,
            category=category_word(row.kind, row.category),
            where=places.full_name(row.code),
            names=names,
            title=_title(row, names, places),
            deadline=_next_deadline(row, entries, reads, reads.day),
            papers=papers_of(id, calling, opened),
            coverage=coverage_of(row, opened, reads, known_at),
            story=story_of(entries, known, reads.calendar),
            reading=opened.reading,
            notice=moment_notice(known_at, opened.reading),
            of_person=address("/cases", {"person": row.person, "area": calling.actor.area}),
            now=f"/cases/{id}",
            known_at=known_at,
        )


def _title(row: CaseRow, names: dict[UUID, str], places: Places) -> str:
    """Name a case by its number, its person, or its place."""
    place = places.of_association(row.id)
    if row.number:
        return row.number
    if row.id in names:
        return names[row.id]
    return place.name if place else ""


def _next_deadline(
    row: CaseRow, entries: Sequence[Entry], reads: Readings, on: date
) -> NextDeadline | None:
    due = due_of(row, reads, on)
    if due is None:
        return None
    aggregate = fold(KIND_OF[row.kind].aggregate, row.id, [each.recorded for each in entries])
    return NextDeadline(_name_of(summarise(aggregate).due, aggregate), due)


def _name_of(deadline: Deadline | None, aggregate: Aggregate[Any]) -> str:
    """Name a deadline by the field that holds it."""
    for each in fields(aggregate):
        if deadline is not None and getattr(aggregate, each.name) == deadline:
            return label_of("", each.name)
    return label_of("", "due")
