"""我是…: one invented person a role, to look and act as, where the service is for development."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.acting import COOKIE
from api.pages.places import Places
from api.pages.rendering import Caller, Calling, page
from api.pages.words.zh import WHAT_ROLES_DO
from api.problems import ActingNotUnderstood, NobodyActing
from domain.words import Role

if TYPE_CHECKING:
    from projections.lists.reader import Place

router = APIRouter(include_in_schema=False)

AT_AN_ASSOCIATION: Final = (Role.COMMISSIONER, Role.ASSOCIATION)
IN_A_TOWN: Final = (Role.TOWN,)
ROLES: Final = (
    *AT_AN_ASSOCIATION,
    *IN_A_TOWN,
    Role.DISTRICT,
    Role.LEADER,
    Role.DOCTOR,
    Role.MEDIATOR,
    Role.AUDITOR,
)
DISTRICT_DIGITS: Final = 6
YEAR_SECONDS: Final = 31_536_000


@dataclass(frozen=True, slots=True)
class Choice:
    """A role to choose, with the areas to choose from; one area is no choice."""

    role: Role
    does: str
    label: str | None
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@router.get("/persona", response_class=HTMLResponse)
def choose(
    calling: Calling,
    next: Annotated[str, Query(max_length=200)] = "/",  # noqa: A002  (the name in the address)
) -> HTMLResponse:
    """Show the personas to choose from."""
    with calling.reads().open() as opened:
        places = Places(opened.lists.places())
    return page(
        "persona.html",
        calling,
        places=places,
        choices=[_choice(role, places) for role in ROLES],
        has_places=bool(places.associations),
        actor=calling.actor,
        next=local(next),
        needed=local(next) != "/",
    )


@router.post("/persona")
def chosen(
    request: Request,
    calling: Calling,
    role: Annotated[str, Form(max_length=3)],
    area: Annotated[str, Form(max_length=12)] = "",
    next: Annotated[str, Form(max_length=200)] = "/",  # noqa: A002
) -> Response:
    """Keep who was chosen in a cookie, and go where they wanted to go; a commissioner, to work."""
    if role not in set(ROLES) or (area and not _is_known(area, calling)):
        raise ActingNotUnderstood
    start = "/worklist" if role == Role.COMMISSIONER and local(next) == "/" else local(next)
    response = RedirectResponse(start, HTTPStatus.SEE_OTHER)
    response.set_cookie(
        COOKIE,
        f"{role}-{area}",
        max_age=YEAR_SECONDS,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return response


def local(address: str) -> str:
    """Give an address of our own, never one that leads elsewhere."""
    is_ours = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_ours else "/"


def demand_chosen(calling: Caller) -> None:
    """Demand that somebody was chosen, since something is to be written in their name."""
    if not calling.chosen:
        raise NobodyActing


def _is_known(area: str, calling: Caller) -> bool:
    with calling.reads().open() as opened:
        return any(place.code.startswith(area) for place in opened.lists.places())


def _choice(role: Role, places: Places) -> Choice:
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    if role in AT_AN_ASSOCIATION:
        label = "persona_association"
        groups = tuple(
            (name, tuple((place.code, place.name) for place in places.within(code)))
            for code, name in places.towns
        )
    elif role in IN_A_TOWN:
        label, groups = "persona_town", (("", tuple(places.towns)),)
    else:
        district = _district(places.associations)
        label, groups = None, (("", ((district, places.name(district)),)),)
    return Choice(role, WHAT_ROLES_DO[role.value], label, groups)


def _district(associations: tuple[Place, ...]) -> str:
    return associations[0].code[:DISTRICT_DIGITS] if associations else ""
