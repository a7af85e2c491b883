"""导入: choose a sheet, look at its preview, confirm it or turn it down, see what came of it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.pages.persona import demand_chosen
from api.pages.places import Places
from api.pages.rendering import Caller, Calling, page
from api.problems import status_of
from api.routers.files.imports import Digest, sheet_answer, template_answer
from api.sheets_sent import SentSheet, places_of, sent_sheet
from application.refusals import CaseUnknown
from domain.history import Rejected
from domain.words import ImportKind
from importing.batch import turn_down
from importing.kinds import KINDS
from importing.preview import REASONS_MAX, preview_of
from importing.refusals import SheetMissing
from importing.waiting import Stage

if TYPE_CHECKING:
    from importing.waiting import Waiting

router = APIRouter(include_in_schema=False)

PATH: Final = "/imports"
WAIT_SECONDS: Final = 1.5
REASON_CHARACTERS_MAX: Final = 300


@router.get(PATH, response_class=HTMLResponse)
def choose(calling: Calling, turned_down: int = 0) -> Response:
    """Show what can be imported, and the form."""
    if not calling.chosen:
        return RedirectResponse(f"/persona?next={PATH}", HTTPStatus.SEE_OTHER)
    return _form(calling, turned_down=bool(turned_down))


@router.post(PATH)
async def sent(request: Request, calling: Calling) -> Response:
    """Read the form in memory; then preview the sheet."""
    from starlette.concurrency import run_in_threadpool  # noqa: PLC0415

    demand_chosen(calling)
    try:
        sheet = await sent_sheet(request)
    except SheetMissing as refusal:
        return await run_in_threadpool(_form, calling, refusal=refusal)
    return await run_in_threadpool(_previewed, calling, sheet)


@router.get("/imports/templates/{kind}")
def empty(kind: ImportKind) -> Response:
    """Give the template of a kind."""
    return template_answer(kind)


@router.get("/imports/{digest}", response_class=HTMLResponse)
def look(calling: Calling, digest: Digest) -> Response:
    """Show a preview, how far an import is, or what came of it."""
    return _shown(calling, calling.services.imports.find(calling.actor, digest))


@router.post("/imports/{digest}/confirm")
def confirm(calling: Calling, digest: Digest) -> Response:
    """Write the sheet, and show what came of it."""
    demand_chosen(calling)
    services = calling.services
    waiting = services.imports.find(calling.actor, digest)
    services.imports.start(
        waiting, at=lambda: services.clock.recording_time, wait_seconds=WAIT_SECONDS
    )
    return RedirectResponse(f"{PATH}/{digest}", HTTPStatus.SEE_OTHER)


@router.post("/imports/{digest}/turn-down")
def refuse(
    calling: Calling,
    digest: Digest,
    reason: Annotated[str, Form(min_length=1, max_length=REASON_CHARACTERS_MAX)],
) -> Response:
    """Turn the sheet down."""
    demand_chosen(calling)
    services = calling.services
    waiting = services.imports.find(calling.actor, digest)
    services.imports.demand_idle(calling.actor, digest)
    turn_down(
        services.office,
        calling.actor,
        kind=waiting.preview.kind,
        digest=digest,
        reason=reason,
        at=services.clock.recording_time,
    )
    services.imports.drop(calling.actor, digest)
    return RedirectResponse(f"{PATH}?turned_down=1", HTTPStatus.SEE_OTHER)


@router.get("/imports/{digest}/errors")
def errors(calling: Calling, digest: Digest) -> Response:
    """Give the error sheet."""
    content = calling.services.imports.find(calling.actor, digest).error_sheet
    if content is None:
        raise CaseUnknown
    return sheet_answer(content, f"errors-{digest[:8]}")


def _previewed(calling: Caller, sheet: SentSheet) -> Response:
    services = calling.services
    try:
        batch = sheet.batch(services, calling.actor)
        waiting = services.imports.keep(calling.actor, batch, preview_of(batch))
    except Rejected as refusal:
        return _form(calling, refusal=refusal, kind=sheet.kind)
    return _shown(calling, waiting)


def _form(
    calling: Caller,
    *,
    refusal: Rejected | None = None,
    kind: ImportKind | None = None,
    turned_down: bool = False,
) -> Response:
    kinds = [each.word for each in KINDS if calling.actor.role in each.roles]
    return page(
        "imports/choose.html",
        calling,
        places=Places(places_of(calling.services)),
        answer=HTTPStatus.OK if refusal is None else status_of(refusal),
        refusal=refusal,
        kind=kind or ImportKind.RESIDENTS,
        kinds=kinds,
        turned_down=turned_down,
    )


def _shown(calling: Caller, waiting: Waiting) -> Response:
    places = Places(places_of(calling.services))
    template = "preview" if waiting.stage is Stage.PREVIEWED else "outcome"
    return page(
        f"imports/{template}.html",
        calling,
        places=places,
        waiting=waiting,
        preview=waiting.preview,
        outcome=waiting.outcome,
        is_running=waiting.stage is Stage.RUNNING,
        reasons_max=REASONS_MAX,
    )
