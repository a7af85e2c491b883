"""A file and what is said of it, read from a form with parts, in memory and within limits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, Final

from fastapi import Depends, Request
from pydantic import create_model
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from api.bodies import CommandBody, body_of, values_of
from api.documents.media import FILE_BYTES_MAX, checked
from api.documents.refusals import FileMissing
from api.services import services_of
from application.casework.documents import ATTACH
from application.desk import Desk
from application.idempotency import command_id
from application.papers.attaching import Paper, attach

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from application.actor import Actor
    from application.desk import Receipt

FILE: Final = "file"
FIELDS_MAX: Final = 20
FIELD_BYTES_MAX: Final = 20_000

_READ_FROM_THE_FILE: Final = ("digest", "size_bytes", "media_type")
_BODY: Final = body_of(ATTACH)


AttachBody: Final = create_model(
    "AttachBody",
    __base__=CommandBody,
    **{
        name: (each.annotation, each)
        for name, each in _BODY.model_fields.items()
        if name not in _READ_FROM_THE_FILE and name != "occurred_on"
    },
)  # type: ignore[call-overload]


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What came: the fields of the form, and the file as it was sent."""

    fields: Mapping[str, str]
    content: bytes
    media_type: str

    def of_case(self, case: UUID) -> Uploaded:
        """Give the same for the case whose page it was sent from; no other field is a fact of it."""
        asked = {
            name: value for name, value in self.fields.items() if name in AttachBody.model_fields
        }
        return replace(self, fields=asked | {"case": str(case)})

    def said(self) -> tuple[CommandBody, dict[str, Any]]:
        """Give what is said of the file, checked, as the command takes it.

        Raises `ValidationError`.
        """
        body = AttachBody.model_validate(dict(self.fields))
        return body, values_of(body)

    @property
    def paper(self) -> Paper:
        """The file, looked into. Raises `FileRefused`."""
        file = checked(self.content, said=self.media_type)
        return Paper(file.content, file.media_type)


class _InMemory(MultiPartParser):
    """Keeps the file in memory: nothing of it is ever on disk in the clear."""

    spool_max_size = FILE_BYTES_MAX + FIELD_BYTES_MAX

    def close(self) -> None:
        """Let go of what was read, also of what was broken off."""
        for each in self._files_to_close_on_error:
            each.close()


async def uploaded(request: Request) -> Uploaded:
    """Read the form. Raises `FileMissing`, also where the form cannot be understood."""
    parser = _InMemory(
        request.headers,
        request.stream(),
        max_files=1,
        max_fields=FIELDS_MAX,
        max_part_size=FIELD_BYTES_MAX,
    )
    try:
        form = await parser.parse()
        file = form.get(FILE)
        fields = {name: value for name, value in form.items() if isinstance(value, str) and value}
        if not isinstance(file, UploadFile):
            return Uploaded(fields, b"", "")
        return Uploaded(fields, await file.read(), file.content_type or "")
    except (MultiPartException, KeyError) as error:
        raise FileMissing from error
    finally:
        parser.close()


Upload = Annotated[Uploaded, Depends(uploaded)]


def attach_uploaded(request: Request, actor: Actor, upload: Uploaded, *, key: UUID) -> Receipt:
    """Attach what was uploaded. Raises `ValidationError`, `Rejected` or `LogUnavailable`."""
    services = services_of(request)
    body, said = upload.said()

    def desk_for(values: Mapping[str, Any]) -> Desk:
        content = f"{body.model_dump_json(exclude_unset=True)} {values['digest']}"
        return Desk(
            services.office,
            actor,
            command=command_id(actor, key, route=request.url.path, content=content),
            occurred_on=body.occurred_on,
            at=services.clock.recording_time,
        )

    return attach(desk_for, services.office, actor, said, upload.paper)
