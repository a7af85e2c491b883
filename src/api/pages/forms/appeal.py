"""The form 登记诉求."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.bodies import body_of
from api.intake import similar_appeals
from api.pages.asking import Area, Resident
from api.pages.cases.statuses import status_word
from api.pages.forms.form import Faults, NotTaken, Sent, Typed, give, to_receipt
from api.pages.forms.people import people_for
from api.pages.persona import demand_chosen
from api.pages.places import Places
from api.pages.rendering import Caller, Calling, page
from application.catalogue import command
from domain.words import AppealCategory, AppealChannel, Appellant, Role, Urgency

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projections.lists.reader import CaseRow

router = APIRouter(include_in_schema=False)

PATH: Final = "/appeals/new"

COMMAND: Final = command("appeals", "")
BODY: Final = body_of(COMMAND)

FIELD_OF: Final = {
    "ResidentMissing": "resident",
    "InstitutionUnnamed": "name",
    "OtherAppellantUnexplained": "reason",
    "RepresentativeMissing": "representative",
    "AppealNotReadBack": "read_back",
    "FutureDate": "occurred_on",
    "DateTooOld": "occurred_on",
    "CaseUnknown": "resident",
    "FileGivesWay": "resident",
    "ResidentNotOnFile": "resident",
    "AssociationMissing": "association",
    "AreaUnknown": "association",
}

TEXTS: Final = (
    "appellant",
    "channel",
    "summary",
    "order_number",
    "category",
    "urgency",
    "representative",
    "occurred_on",
)


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
    """Register the appeal, or show the form again with its faults."""
    demand_chosen(calling)
    similar = _similar(calling, typed)
    if similar and not typed.ticked("despite"):
        return _shown(calling, typed, Faults(), similar=similar)
    try:
        receipt = give(
            COMMAND, BODY, _said(typed), calling=calling, key=typed.key, field_of=FIELD_OF
        )
    except NotTaken as error:
        return _shown(calling, typed, error.faults)
    return to_receipt(receipt)


def _similar(calling: Caller, typed: Typed) -> list[CaseRow]:
    """Give the open appeals of the same person and category, to go on with instead of a new one."""
    said = typed.said("resident", "category")
    if typed.one("appellant") != Appellant.RESIDENT or len(said) < len(("resident", "category")):
        return []
    try:
        resident, category = UUID(said["resident"]), AppealCategory.of(said["category"])
    except ValueError:
        return []
    with calling.reads().open() as opened:
        return similar_appeals(opened, calling.actor, resident, category)


def _said(typed: Typed) -> dict[str, Any]:
    """Say to the command what was typed: of a resident, or of somebody who is not on file."""
    said = typed.said(*TEXTS, "association") | {"read_back": typed.ticked("read_back")}
    if typed.one("appellant") == Appellant.RESIDENT:
        return said | typed.said("resident")
    return said | typed.said("name", "reason")


def _shown(
    calling: Caller, typed: Typed, faults: Faults, *, similar: Sequence[CaseRow] = ()
) -> HTMLResponse:
    reads = calling.reads()
    with reads.open() as opened:
        places = Places(opened.lists.places())
        people = people_for(calling, reads, opened, places, typed.one("at"))
    visits = {Role.COMMISSIONER, Role.ASSOCIATION}
    return page(
        "forms/appeal.html",
        calling,
        places=places,
        answer=faults.status,
        typed=typed,
        faults=faults,
        key=Typed().key if faults.uses_new_key else typed.key,
        people=people,
        similar=[(row, status_word(row.kind, row.status)) for row in similar],
        may=calling.actor.role in COMMAND.roles,
        appellants=Appellant,
        channels=AppealChannel,
        channel=AppealChannel.VISIT if calling.actor.role in visits else AppealChannel.WALK_IN,
        categories=AppealCategory,
        urgencies=Urgency,
    )
