"""The papers of a case: which there are, and the form by which one more is attached."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Final
from uuid import UUID, uuid4

from fastapi import APIRouter, Path, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from api.documents.upload import Upload, attach_uploaded
from api.pages.persona import demand_chosen
from api.pages.rendering import Calling
from api.pages.words.zh import WORDS
from application.casework.documents import ATTACH
from domain.document import DocumentKind

if TYPE_CHECKING:
    from datetime import date

    from api.pages.rendering import Caller
    from api.readings import Opened
    from projections.lists.reader import DocumentRow

router = APIRouter(include_in_schema=False)

KEY: Final = "key"
THOUSAND: Final = 1_000

_FORMATS: Final = {"application/pdf": "PDF", "image/jpeg": "JPEG", "image/png": "PNG"}


@dataclass(frozen=True, slots=True)
class Line:
    """One paper in words; without a link when it was withdrawn."""

    kind: str
    dated_on: date
    format: str
    size: str
    link: str | None


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers of a case; `key` is the form's own id, None for who may not attach."""

    lines: tuple[Line, ...]
    kinds: type[DocumentKind]
    key: UUID | None


@router.post("/cases/{id}/documents")
def attached(
    id: Annotated[UUID, Path()],  # noqa: A002  (the name in the path)
    request: Request,
    calling: Calling,
    upload: Upload,
) -> RedirectResponse:
    """Attach a file to a case, and show the case again."""
    demand_chosen(calling)
    try:
        key = UUID(upload.fields.get(KEY, ""))
    except ValueError:
        key = uuid4()
    try:
        receipt = attach_uploaded(request, calling.actor, upload.of_case(id), key=key)
    except ValidationError as error:
        raise RequestValidationError(error.errors(include_url=False)) from None
    place = f"/cases/{id}?min_position={receipt.position}#documents"
    return RedirectResponse(place, HTTPStatus.SEE_OTHER)


def papers_of(case: UUID, calling: Caller, opened: Opened) -> Papers:
    """Give the papers of a case, as the reading knows them."""
    may = calling.chosen and calling.actor.role in ATTACH.roles
    lines = tuple(_line(row) for row in opened.lists.documents(case))
    return Papers(lines, DocumentKind, uuid4() if may else None)


def _line(row: DocumentRow) -> Line:
    return Line(
        kind=DocumentKind.of(row.kind).chinese,
        dated_on=row.dated_on,
        format=_FORMATS.get(row.media_type, row.media_type),
        size=WORDS["document_size"].format(size=f"{-(-row.size_bytes // THOUSAND):,}"),
        link=f"/api/v1/documents/{row.id}/content" if row.is_attached else None,
    )
