"""A sheet as it is sent: one file of a form, held in memory and never on a disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from api.problems import Preparing, Unavailable
from api.services import Services
from domain.words import ImportKind
from importing.batch import Batch
from importing.kinds.kind import Said
from importing.refusals import SheetMissing
from projections.lists.reader import ListReader
from projections.running.builds import NothingToRead, ReadModelsUnavailable
from sheets.limits import FILE_BYTES_MAX

if TYPE_CHECKING:
    from application.actor import Actor

FIELDS_MAX: Final = 10
VERSION_CHARACTERS_MAX: Final = 100


@dataclass(frozen=True, slots=True)
class SentSheet:
    """What was sent: the file and its kind, and what was said beside them."""

    kind: ImportKind
    content: bytes
    notice_version: str | None
    confirm: str | None

    def batch(self, services: Services, actor: Actor) -> Batch:
        """Open the file as an import of `actor`. Raises a `Rejected`."""
        return Batch(
            services.office,
            actor,
            places_of(services),
            kind=self.kind,
            content=self.content,
            said=Said(self.notice_version),
        )


class _InMemory(MultiPartParser):
    """Keeps a file in memory where the library would put it on a disk."""

    spool_max_size = FILE_BYTES_MAX + 1


async def sent_sheet(request: Request) -> SentSheet:
    """Read the form. Raises `SheetMissing`."""
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise SheetMissing
    try:
        form = await _InMemory(
            request.headers, request.stream(), max_files=1, max_fields=FIELDS_MAX
        ).parse()
    except MultiPartException as error:
        raise SheetMissing from error
    try:
        return await _read(form)
    finally:
        await form.close()


async def _read(form: FormData) -> SentSheet:
    file = form.get("file")
    try:
        kind = ImportKind.of(_text(form.get("kind")) or "")
    except ValueError as error:
        raise SheetMissing from error
    if not isinstance(file, UploadFile) or not file.size:
        raise SheetMissing
    version = _text(form.get("notice_version"))
    return SentSheet(
        kind,
        await file.read(),
        notice_version=version[:VERSION_CHARACTERS_MAX] if version else None,
        confirm=_text(form.get("confirm")),
    )


Sent = Annotated[SentSheet, Depends(sent_sheet)]


def places_of(services: Services) -> list[Any]:
    """Give the associations of the district, as they are now. Raises `Preparing`."""
    models = services.read_models
    try:
        with models.connection() as connection:
            reading = models.reading(connection)
            return list(ListReader(connection, reading).places())
    except ReadModelsUnavailable as error:
        raise Unavailable from error
    except NothingToRead as error:
        raise Preparing from error


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
