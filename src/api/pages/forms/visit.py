"""The form 记一次走访: the visit, its needs, a danger seen and an appeal heard, in one go."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.bodies import body_of
from api.pages.asking import Area, Resident
from api.pages.forms.form import Faults, NotTaken, Sent, Typed, give, to_receipt
from api.pages.forms.people import people_for
from api.pages.persona import demand_chosen
from api.pages.places import Places
from api.pages.rendering import Caller, Calling, page
from application.catalogue import command
from domain.words import (
    AppealCategory,
    Met,
    Need,
    NotMetReason,
    RiskKind,
    Urgency,
    VisitMode,
    VisitPurpose,
)

router = APIRouter(include_in_schema=False)

PATH: Final = "/visits/new"

COMMAND: Final = command("visits", "")
BODY: Final = body_of(COMMAND)

FIELD_OF: Final = {
    "NobodyVisited": "resident",
    "CaseUnknown": "resident",
    "FileGivesWay": "resident",
    "ResidentNotOnFile": "resident",
    "MetOnlyInPerson": "mode",
    "NotMetWithoutReason": "not_met_reason",
    "MetWithReasonNotMet": "not_met_reason",
    "StateNotChecked": "state_checked",
    "RiskAlreadyFlagged": "kind",
    "AppealNotReadBack": "read_back",
    "FutureDate": "occurred_on",
    "DateTooOld": "occurred_on",
}


@router.get(PATH, response_class=HTMLResponse)
def empty(
    calling: Calling,
    association: Area = None,
    resident: Resident = None,
) -> Response:
    """Show the form, for one association."""
    if not calling.chosen:
        return RedirectResponse(f"/persona?next={PATH}", 303)
    begun = Typed({"at": [association or ""], "resident": [str(resident or "")]})
    return _shown(calling, begun, Faults())


@router.post(PATH)
def sent(calling: Calling, typed: Sent) -> Response:
    """Record the visit, or show the form again with its faults."""
    demand_chosen(calling)
    said = _said(typed) | {"visitor": str(calling.actor.id)}
    try:
        receipt = give(COMMAND, BODY, said, calling=calling, key=typed.key, field_of=FIELD_OF)
    except NotTaken as error:
        return _shown(calling, typed, error.faults)
    return to_receipt(receipt)


def _said(typed: Typed) -> dict[str, Any]:
    """Say to the command what was typed."""
    said = typed.said("mode", "purpose", "next_step", "occurred_on")
    said["residents"] = [_seen(typed)]
    if typed.one("kind") or typed.one("note"):
        said["risks"] = [typed.said("resident", "kind", "note")]
    if typed.one("summary"):
        said["appeals"] = [_heard(typed)]
    return said


def _seen(typed: Typed) -> dict[str, Any]:
    """Say how it went; boxes that are hidden for how it went are not listened to."""
    seen: dict[str, Any] = typed.said("resident", "met", "changes", "heard")
    seen["state_checked"] = typed.ticked("state_checked")
    seen["needs"] = typed.many("needs")
    seen["referred_to_treatment"] = typed.ticked("referred_to_treatment")
    if typed.one("met") == Met.NO:
        return seen | typed.said("not_met_reason")
    return seen


def _heard(typed: Typed) -> dict[str, Any]:
    heard = typed.said("resident", "summary", "category", "urgency")
    return heard | {"read_back": typed.ticked("read_back")}


def _shown(calling: Caller, typed: Typed, faults: Faults) -> HTMLResponse:
    reads = calling.reads()
    with reads.open() as opened:
        places = Places(opened.lists.places())
        people = people_for(calling, reads, opened, places, typed.one("at"))
    return page(
        "forms/visit.html",
        calling,
        places=places,
        answer=faults.status,
        typed=typed,
        faults=faults,
        key=Typed().key if faults.uses_new_key else typed.key,
        people=people,
        may=calling.actor.role in COMMAND.roles,
        modes=VisitMode,
        purposes=VisitPurpose,
        mets=Met,
        reasons=NotMetReason,
        needs=Need,
        risks=RiskKind,
        categories=AppealCategory,
        urgencies=Urgency,
    )
