"""月报: the sheet of a month, who is missing, what changed of earlier months, and one button."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Final
from uuid import uuid4

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, RedirectResponse

from api.bodies import body_of
from api.months.report import adjustments_of, not_reported, report_at
from api.months.sheet import SIGNATURES, STATUS, month_sheet
from api.pages.asking import Area, Blank, KnownAt, address, moment_notice
from api.pages.forms.form import Faults, NotTaken, Sent, Typed, give
from api.pages.persona import demand_chosen
from api.pages.places import Places
from api.pages.rendering import Caller, Calling, page
from application.casework.months import report_of
from application.catalogue import command
from domain.report_month import LEVELS
from domain.words import Role

router = APIRouter(include_in_schema=False)

PATH: Final = "/months"
COMMANDS: Final = {name: command("months", name) for name in ("", "lock", "restate")}
BODIES: Final = {name: body_of(each) for name, each in COMMANDS.items()}
FIELD_OF: Final = {
    "ZeroReportNotConfirmed": "nothing_happened",
    "NotAZeroReport": "nothing_happened",
    "LowerReportsMissing": "missing_reason",
}
DISTRICT: Final = frozenset({Role.DISTRICT, Role.LEADER})
DISTRICT_DIGITS: Final = 6

Month = Annotated[
    Annotated[str, Query(pattern=r"^(19|20)\d{2}-(0[1-9]|1[0-2])$")] | None, Blank, Query()
]


@router.get(PATH, response_class=HTMLResponse)
def look(
    calling: Calling, area: Area = None, month: Month = None, known_at: KnownAt = None
) -> HTMLResponse:
    """Show a month's report, the last month's when none is named."""
    return _shown(calling, area, _first(calling, month), Typed(), Faults(), known_at)


@router.post(PATH, response_model=None)
def sent(calling: Calling, typed: Sent) -> RedirectResponse | HTMLResponse:
    """Submit, lock or restate, and show the report again."""
    demand_chosen(calling)
    area, first = typed.one("area"), _first(calling, typed.one("month"))
    name = typed.one("do") if typed.one("do") in COMMANDS else ""
    said = typed.said("reason") if name else typed.said("missing_reason")
    if name == "":
        said |= {"area": area, "month": first.isoformat()}
        said |= {"nothing_happened": typed.ticked("nothing_happened")}
    elif name == "lock":
        said = {}
    try:
        give(
            COMMANDS[name],
            BODIES[name],
            said,
            calling=calling,
            key=typed.key,
            field_of=FIELD_OF,
            record=report_of(area, first) if name else None,
        )
    except NotTaken as error:
        return _shown(calling, area, first, typed, error.faults, None)
    return RedirectResponse(f"{PATH}?area={area}&month={first:%Y-%m}", 303)


def _first(calling: Caller, month: str | None) -> date:
    """Give the first day of the month asked for, or of the last one that is over."""
    if month:
        return date.fromisoformat(f"{month}-01")
    today = calling.services.office.today()
    return (today.replace(day=1) - timedelta(1)).replace(day=1)


def _shown(  # noqa: PLR0917  (what a page is made of)
    calling: Caller,
    area: str | None,
    first: date,
    typed: Typed,
    faults: Faults,
    known_at: str | None,
) -> HTMLResponse:
    reads = calling.reads(known_at=known_at)
    area = area or calling.actor.area or "0" * DISTRICT_DIGITS
    report = report_at(reads, area, first)
    with reads.open() as opened:
        places = Places(opened.lists.places())
        changed = adjustments_of(reads, opened, report)
        missing = not_reported(opened, report)
        notice = moment_notice(known_at, opened.reading)
    role = calling.actor.role
    response = page(
        "months/month.html",
        calling,
        report=report,
        notice=notice,
        now=address(PATH, {"area": area, "month": f"{first:%Y-%m}"}),
        month=f"{first:%Y-%m}",
        before=f"{first - timedelta(1):%Y-%m}",
        sheet=month_sheet(reads, report),
        signatures=SIGNATURES,
        status=STATUS[report.status],
        missing=[(code, places.name(code)) for code in missing],
        changed=changed[:200],
        places=places,
        may_submit=report.status == "draft" and role in LEVELS.get(len(area), ()),
        may_lock=report.status == "submitted" and len(area) == DISTRICT_DIGITS and role in DISTRICT,
        may_restate=report.status in {"locked", "restated"} and role in DISTRICT,
        key=uuid4() if faults.uses_new_key else typed.key,
        typed=typed,
        faults=faults,
    )
    response.status_code = faults.status
    return response
