"""The receipt: what was registered, under which number, and where to see that the figures moved."""

from __future__ import annotations

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query
from fastapi.responses import HTMLResponse

from api.pages.cases.deadlines import KIND_OF, due_of
from api.pages.cases.statuses import status_word
from api.pages.places import Places
from api.pages.rendering import Calling, page
from application.refusals import CaseUnknown

router = APIRouter(include_in_schema=False)

ALSO_MAX: Final = 10


@router.get("/receipts/{id}", response_class=HTMLResponse)
def receipt(
    id: Annotated[UUID, Path()],  # noqa: A002  (the name in the path)
    calling: Calling,
    position: Annotated[int, Query(ge=1, le=10**18)],
    also: Annotated[list[UUID] | None, Query(max_length=ALSO_MAX)] = None,
    repeated: Annotated[bool, Query()] = False,  # noqa: FBT002
) -> HTMLResponse:
    """Show what came of a form."""
    reads = calling.reads(min_position=position)
    with reads.open() as opened:
        row = opened.lists.case(id)
        if row is None:
            raise CaseUnknown
        others = opened.lists.cases_of(also or [])
        places = Places(opened.lists.places())
    return page(
        "forms/receipt.html",
        calling,
        places=places,
        row=row,
        kind=KIND_OF[row.kind],
        kinds=KIND_OF,
        status_word=status_word(row.kind, row.status),
        due=due_of(row, reads, calling.today),
        others=[others[other] for other in also or [] if other in others],
        position=position,
        recorded_at=reads.history(id)[-1].recorded.recorded_at,
        repeated=repeated,
    )
