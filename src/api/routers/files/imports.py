"""Imports: preview a sheet, confirm it by its digest, look how far it is, fetch what was refused.

The file is held in memory for an hour at most. Whoever confirms may also send it again, with its
digest: nothing depends on what was kept.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any, Final

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel, ConfigDict

from api.acting import Acting
from api.bodies import Name
from api.responses import PROBLEMS
from api.services import services_of
from api.sheets_sent import Sent
from application.refusals import CaseUnknown
from domain.words import ImportKind
from importing.batch import turn_down
from importing.kinds import kind_of
from importing.preview import preview_of
from importing.refusals import NothingToConfirm
from importing.waiting import Stage
from sheets.writing import CONTENT_TYPE, template

if TYPE_CHECKING:
    from importing.waiting import Waiting

router = APIRouter(prefix="/api/v1/imports", tags=["imports"], responses=PROBLEMS)

WAIT_SECONDS: Final = 2.0

Digest = Annotated[str, Path(pattern="^[0-9a-f]{64}$", description="文件的 SHA-256")]

_FORM: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["kind", "file"],
                    "properties": {
                        "kind": {"type": "string", "enum": [word.value for word in ImportKind]},
                        "file": {"type": "string", "format": "binary"},
                        "notice_version": {
                            "type": "string",
                            "description": "名册中的人都已收到的告知书版本",
                        },
                        "confirm": {
                            "type": "string",
                            "description": "确认导入: 预览得到的 digest; 不填只预览",
                        },
                    },
                }
            }
        },
    }
}
_SHEET: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {CONTENT_TYPE: {"schema": {"type": "string", "format": "binary"}}}}
}


class ReasonText(BaseModel):
    """Why one row is not taken."""

    row: int
    column: str | None
    rule: str
    chinese: str
    duplicate: bool


class OutcomeText(BaseModel):
    """What an import came to; `position` is that of its entry in the log."""

    rows: int
    accepted: int
    rejected: int
    duplicates: int
    position: int


class ImportText(BaseModel):
    """An import: what its preview found, how far it is, and what it came to."""

    kind: ImportKind
    digest: str
    stage: Stage
    columns: list[str]
    unknown: list[str]
    hidden: list[str]
    rows: int
    ready: int
    repeated: int
    refused: int
    duplicates: int
    first: list[list[str]]
    reasons: list[ReasonText]
    done: int
    outcome: OutcomeText | None
    has_error_sheet: bool


class TurnDown(BaseModel):
    """Why a file is turned down."""

    model_config = ConfigDict(extra="forbid")

    kind: ImportKind
    reason: Name


class TurnedDown(BaseModel):
    """Where that is written."""

    position: int


@router.post("", summary="预览或确认导入", openapi_extra=_FORM)
def send(request: Request, actor: Acting, sent: Sent) -> ImportText:
    """Preview a sheet; with `confirm`, the digest of the preview, write it.

    An import that takes longer than two seconds goes on by itself; ask for it by its digest.
    """
    services = services_of(request)
    batch = sent.batch(services, actor)
    if sent.confirm is not None and sent.confirm != batch.digest:
        raise NothingToConfirm
    waiting = services.imports.keep(actor, batch, preview_of(batch))
    if sent.confirm is not None:
        services.imports.start(
            waiting, at=lambda: services.clock.recording_time, wait_seconds=WAIT_SECONDS
        )
    return _told(waiting)


@router.get("/{digest}", summary="导入进度与结果")
def look(request: Request, actor: Acting, digest: Digest) -> ImportText:
    """Tell how far an import is."""
    return _told(services_of(request).imports.find(actor, digest))


@router.get("/{digest}/errors", response_class=Response, summary="错误表", responses=_SHEET)
def errors(request: Request, actor: Acting, digest: Digest) -> Response:
    """Give the rows that were refused, in the file's own layout with a column 错误说明."""
    content = services_of(request).imports.find(actor, digest).error_sheet
    if content is None:
        raise CaseUnknown
    return sheet_answer(content, f"errors-{digest[:8]}")


@router.post("/{digest}/turn-down", summary="退回导入")
def turn_a_file_down(request: Request, actor: Acting, digest: Digest, body: TurnDown) -> TurnedDown:
    """Turn a file down: the log says so, and the file is forgotten."""
    services = services_of(request)
    services.imports.demand_idle(actor, digest)
    position = turn_down(
        services.office,
        actor,
        kind=body.kind,
        digest=digest,
        reason=body.reason,
        at=services.clock.recording_time,
    )
    services.imports.drop(actor, digest)
    return TurnedDown(position=position)


@router.get("/templates/{kind}", response_class=Response, summary="空白模板", responses=_SHEET)
def empty(actor: Acting, kind: ImportKind) -> Response:
    """Give an empty sheet with the header of a kind."""
    del actor
    return template_answer(kind)


def template_answer(kind: ImportKind) -> Response:
    """Give the template of a kind as a file."""
    names = [column.chinese for column in kind_of(kind).columns]
    return sheet_answer(template(names), f"template-{kind}")


def sheet_answer(content: bytes, name: str) -> Response:
    """Give a sheet as a file, to be kept by nobody on the way."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.xlsx"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, HTTPStatus.OK, headers, media_type=CONTENT_TYPE)


def _told(waiting: Waiting) -> ImportText:
    preview, outcome = waiting.preview, waiting.outcome
    if waiting.refusal is not None:
        raise waiting.refusal
    return ImportText(
        kind=preview.kind,
        digest=preview.digest,
        stage=waiting.stage,
        columns=list(preview.columns),
        unknown=list(preview.unknown),
        hidden=list(preview.hidden),
        rows=preview.rows,
        ready=preview.ready,
        repeated=preview.repeated,
        refused=preview.refused,
        duplicates=preview.duplicates,
        first=[list(row) for row in preview.first],
        reasons=[
            ReasonText(
                row=each.row,
                column=each.column,
                rule=each.rule,
                chinese=each.chinese,
                duplicate=each.duplicate,
            )
            for each in preview.reasons
        ],
        done=waiting.done,
        outcome=None
        if outcome is None
        else OutcomeText(
            rows=outcome.rows,
            accepted=outcome.accepted,
            rejected=outcome.rejected,
            duplicates=outcome.duplicates,
            position=outcome.position,
        ),
        has_error_sheet=waiting.error_sheet is not None,
    )
