"""What forms have in common: what was typed is kept, faults stand beside their fields, once is once.

A form carries a hidden UUID, which is the command's idempotency key: sending it twice makes one
record, and both get the first receipt.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any, Final
from urllib.parse import urlencode
from uuid import UUID, uuid4

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from api.bodies import values_of
from api.pages.words.zh import WORDS
from api.problems import fields_at_fault
from application.desk import Desk
from application.idempotency import command_id
from application.refusals import CommandIdReused
from domain.history import Rejected

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from api.bodies import CommandBody
    from api.pages.rendering import Caller
    from application.command import Command
    from application.desk import Receipt

ITEMS_MAX: Final = 200


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into a form; nothing on its first showing."""

    values: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """Give the one value of a field, without the blanks around it."""
        return next(iter(self.values.get(name, ())), "").strip()

    def many(self, name: str) -> list[str]:
        """Give every value of a field that may be ticked several times."""
        return [value for value in self.values.get(name, ()) if value]

    def ticked(self, name: str) -> bool:
        """Tell whether a box was ticked."""
        return bool(self.one(name))

    def said(self, *names: str) -> dict[str, Any]:
        """Give the fields of these names that were filled in, as a command is told them."""
        return {name: self.one(name) for name in names if self.one(name)}

    @property
    def key(self) -> UUID:
        """The form's own id; a new one where it is missing or damaged."""
        try:
            return UUID(self.one("key"))
        except ValueError:
            return uuid4()


@dataclass(frozen=True, slots=True)
class Faults:
    """Why a form was not taken: by field, and what belongs to no field."""

    fields: Mapping[str, str] = field(default_factory=dict)
    general: str | None = None
    status: HTTPStatus = HTTPStatus.OK
    uses_new_key: bool = False

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.fields) + (self.general is not None)


class NotTaken(Exception):
    """The form has faults; it is shown again with them."""

    def __init__(self, faults: Faults) -> None:
        """Keep the faults."""
        super().__init__(faults.count)
        self.faults = faults


async def typed(request: Request) -> Typed:
    """Read what was typed."""
    sent = await request.form(max_files=0, max_fields=ITEMS_MAX)
    return Typed({name: [str(each) for each in sent.getlist(name)] for name in sent})


Sent = Annotated[Typed, Depends(typed)]


def give(
    command: Command,
    body_type: type[CommandBody],
    said: dict[str, Any],
    *,
    calling: Caller,
    key: UUID,
    field_of: Mapping[str, str],
    record: UUID | None = None,
) -> Receipt:
    """Give a command in the words of a form. Raises `NotTaken`, or `LogUnavailable`.

    `field_of` names, by rule, the field that a refusal is about; `record` is what the command is
    given on, absent where it makes the record.
    """
    try:
        body = body_type.model_validate(said)
    except ValidationError as error:
        raise NotTaken(_misfilled(error)) from None
    services = calling.services
    content = body.model_dump_json(exclude_unset=True)
    desk = Desk(
        services.office,
        calling.actor,
        command=command_id(calling.actor, key, route=calling.path, content=content),
        occurred_on=body.occurred_on,
        at=services.clock.recording_time,
    )
    try:
        return command.give(desk, record or desk.new_id(), values_of(body))
    except CommandIdReused:
        used = Faults(
            general=WORDS["form_used_before"], status=HTTPStatus.CONFLICT, uses_new_key=True
        )
        raise NotTaken(used) from None
    except Rejected as refusal:
        raise NotTaken(_refused(refusal, field_of)) from None


def to_receipt(receipt: Receipt) -> RedirectResponse:
    """Lead to the receipt; reloading it sends nothing again."""
    said: list[tuple[str, object]] = [("position", receipt.position)]
    said += [("also", other) for other in receipt.others]
    said += [("repeated", "true")] if receipt.repeated else []
    return RedirectResponse(f"/receipts/{receipt.id}?{urlencode(said)}", HTTPStatus.SEE_OTHER)


def _misfilled(error: ValidationError) -> Faults:
    """Put each fault beside its field: the last name on its path."""
    found = {}
    for fault in fields_at_fault(RequestValidationError(error.errors(include_url=False))):
        names = [part for part in fault["field"].split(".") if not part.isdecimal()]
        words = {"missing": WORDS["fault_missing"], "enum": WORDS["fault_choice"]}
        found[names[-1]] = words.get(fault["why"], fault["chinese"])
    return Faults(found, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _refused(refusal: Rejected, field_of: Mapping[str, str]) -> Faults:
    name = field_of.get(refusal.rule)
    if name is None:
        return Faults(general=refusal.chinese, status=HTTPStatus.CONFLICT)
    return Faults({name: refusal.chinese}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
