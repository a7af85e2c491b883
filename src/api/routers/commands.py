"""Every command, as a POST of what it makes: `POST /appeals`, `POST /appeals/{id}/reply`."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID, uuid4

from fastapi import APIRouter, Header, Path, Request, Response
from pydantic import BaseModel

from api.acting import Acting
from api.bodies import CommandBody, body_of, values_of
from api.problems import IdempotencyKeyNotUnderstood, VersionNotUnderstood
from api.responses import PROBLEMS
from api.services import services_of
from application.casework.documents import ATTACH
from application.catalogue import COMMANDS
from application.desk import Desk
from application.desk import Receipt as DeskReceipt
from application.idempotency import command_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from application.command import Command

router = APIRouter(prefix="/api/v1")


class Receipt(BaseModel):
    """What a command came to; `position` is where reads can be sure to see it (`min_position`)."""

    id: UUID
    version: int
    position: int
    recorded_at: datetime
    repeated: bool


IdempotencyKey = Annotated[
    str | None,
    Header(
        description="UUID; 同一键重复提交只办理一次, 并得到第一次的回执",
        examples=["3f2b8c1e-5d7a-4e9f-8b6c-1a2d3e4f5a6b"],
    ),
]
IfMatch = Annotated[
    str | None,
    Header(description='您看到的版本, 如 "3"; 不一致时拒绝 (412)', examples=['"3"']),
]
CaseId = Annotated[UUID, Path(description="记录的 id")]


def desk_of(
    request: Request,
    actor: Acting,
    body: CommandBody,
    idempotency_key: str | None,
    if_match: str | None,
) -> Desk:
    """Sit down at the desk for this request."""
    services = services_of(request)
    said = body.model_dump_json(exclude_unset=True)
    key = key_of(idempotency_key)
    return Desk(
        services.office,
        actor,
        command=command_id(actor, key, route=request.url.path, content=said),
        expected_version=_version(if_match),
        occurred_on=body.occurred_on,
        at=services.clock.recording_time,
    )


def key_of(said: str | None) -> UUID:
    """Read an idempotency key; without one, nothing is a repetition."""
    if said is None:
        return uuid4()
    try:
        return UUID(said.strip('"'))
    except ValueError as error:
        raise IdempotencyKeyNotUnderstood from error


def _version(said: str | None) -> int | None:
    if said is None or said == "*":
        return None
    number = said.removeprefix("W/").strip('"')
    if not number.isascii() or not number.isdecimal() or len(number) > len(str(2**31)):
        raise VersionNotUnderstood
    return int(number)


def answer(receipt: DeskReceipt, response: Response, resource: str) -> Receipt:
    """Give a receipt as it is sent."""
    response.headers["ETag"] = f'"{receipt.version}"'
    response.headers["Location"] = f"/api/v1/{resource}/{receipt.id}"
    return Receipt(
        id=receipt.id,
        version=receipt.version,
        position=receipt.position,
        recorded_at=receipt.recorded_at,
        repeated=receipt.repeated,
    )


def _opening(command: Command, body_type: type[CommandBody]) -> Callable[..., Receipt]:
    def give(
        request: Request,
        response: Response,
        actor: Acting,
        body: Any,  # noqa: ANN401  (annotated below with the command's own body)
        idempotency_key: IdempotencyKey = None,
    ) -> Receipt:
        desk = desk_of(request, actor, body, idempotency_key, None)
        receipt = command.give(desk, desk.new_id(), values_of(body))
        return answer(receipt, response, command.resource)

    give.__annotations__["body"] = body_type
    return give


def _changing(command: Command, body_type: type[CommandBody]) -> Callable[..., Receipt]:
    def give(
        *,
        id: CaseId,  # noqa: A002  (the name in the path)
        request: Request,
        response: Response,
        actor: Acting,
        body: Any,  # noqa: ANN401
        idempotency_key: IdempotencyKey = None,
        if_match: IfMatch = None,
    ) -> Receipt:
        desk = desk_of(request, actor, body, idempotency_key, if_match)
        receipt = command.give(desk, id, values_of(body))
        return answer(receipt, response, command.resource)

    give.__annotations__["body"] = body_type
    return give


def _add(command: Command) -> None:
    body_type = body_of(command)
    parts = ["", command.resource]
    if not command.opens:
        parts.append("{id}")
    if command.name:
        parts.append(command.name)
    make = _opening if command.opens else _changing
    chinese, _, english = (command.decide.__doc__ or "").strip().partition("\n")
    router.add_api_route(
        "/".join(parts),
        make(command, body_type),
        methods=["POST"],
        response_model=Receipt,
        status_code=HTTPStatus.CREATED if command.opens else HTTPStatus.OK,
        summary=chinese,
        description=f"{english.strip()}\n\n角色: {'、'.join(sorted(r.chinese for r in command.roles))}",
        tags=[command.resource],
        operation_id=f"{command.resource}-{command.name or 'open'}",
        responses=PROBLEMS,
    )


for _command in COMMANDS:
    if _command is not ATTACH and not _command.inward:
        _add(_command)
