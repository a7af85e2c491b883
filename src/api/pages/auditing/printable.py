"""A page that can be printed and kept: one file, without style sheets or scripts of its own server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path
from fastapi.responses import HTMLResponse

from api.pages.asking import KnownAt, MinPosition, address
from api.pages.auditing.case_story import audited_case, line_text
from api.pages.rendering import Calling, drawn, filled, mode_of

if TYPE_CHECKING:
    from api.pages.auditing.case_story import AuditedCase
    from domain.words import LogMode

router = APIRouter(include_in_schema=False)

_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"
}
"""The page carries its own style, so that it can be kept as one file; nothing else may be in it."""


@router.get("/cases/{id}/story", response_class=HTMLResponse)
def story(
    id: Annotated[UUID, Path()],  # noqa: A002  (the name in the path)
    calling: Calling,
    known_at: KnownAt = None,
    min_position: MinPosition = None,
) -> HTMLResponse:
    """Show the whole story of a record, to be printed."""
    case = audited_case(id, calling.reads(known_at=known_at, min_position=min_position))
    values = _values(case, mode_of(calling.services))
    return drawn("auditing/case_story.html", values, headers=_HEADERS)


def story_page(case: AuditedCase, mode: LogMode | None) -> str:
    """Give the same page as the text of a file."""
    return filled("auditing/case_story.html", _values(case, mode))


def _values(case: AuditedCase, mode: LogMode | None) -> dict[str, object]:
    known_now = address(f"/cases/{case.story.id}/story", {})
    return {"case": case, "mode": mode, "line_text": line_text, "known_now": known_now}
