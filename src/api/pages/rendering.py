"""How every page is drawn: the words, who looks, and what is said on each of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.acting import persona, persona_chosen
from api.pages.places import Places
from api.pages.words.zh import WORDS
from api.problems import NobodyActing
from api.readings import Readings
from api.services import Services, services_of
from application.refusals import LogUnavailable
from domain.words import LogMode, Role

if TYPE_CHECKING:
    from datetime import date, datetime

    from application.actor import Actor

FOLDER: Final = Path(__file__).parent
STATIC: Final = FOLDER / "static"

HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
        " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""What goes with every page: nothing from elsewhere, nothing kept, since names are on it."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who looks at a page. Nobody chosen yet: reads as the district's leader, and cannot write."""

    services: Services
    actor: Actor
    chosen: bool
    path: str

    def reads(self, *, known_at: str | None = None, min_position: int | None = None) -> Readings:
        """Give what this caller may read, as of one moment."""
        return Readings(self.services, self.actor, known_at=known_at, min_position=min_position)

    @property
    def today(self) -> date:
        """The business date."""
        return self.services.office.today()


def caller(request: Request) -> Caller:
    """Tell who looks. Raises `NobodyActing` where personas are not allowed."""
    services = services_of(request)
    if not services.development:
        raise NobodyActing
    chosen = persona_chosen(request.cookies)
    actor = chosen or persona(Role.LEADER, "")
    return Caller(services, actor, chosen is not None, request.url.path)


Calling = Annotated[Caller, Depends(caller)]


def page(
    template: str,
    calling: Caller,
    *,
    places: Places | None = None,
    answer: int = HTTPStatus.OK,
    **values: Any,  # noqa: ANN401  (what a template shows)
) -> HTMLResponse:
    """Draw a page."""
    shell = {
        "here": calling.path,
        "chosen": calling.chosen,
        "me": me(calling.actor, places or Places(())),
        "mode": mode_of(calling.services),
        "today": calling.today,
    }
    return drawn(template, shell | values, answer=answer)


def drawn(
    template: str,
    values: dict[str, Any],
    *,
    answer: int = HTTPStatus.OK,
    headers: dict[str, str] | None = None,
) -> HTMLResponse:
    """Fill in a template, and answer with it."""
    return HTMLResponse(filled(template, values), answer, HEADERS | (headers or {}))


def filled(template: str, values: dict[str, Any]) -> str:
    """Fill in a template."""
    return _ENVIRONMENT.get_template(template).render(values)


def me(actor: Actor, places: Places) -> str:
    """Say who looks: the role, and where."""
    return f"{actor.role.chinese} {WORDS['at']} {places.name(actor.area)}"


def mode_of(services: Services) -> LogMode | None:
    """Tell what the log is for; None while it is not opened or cannot be asked."""
    try:
        return services.clock.mode
    except LogUnavailable:
        return None


# --- how values are written


def number(value: int) -> str:
    """Write a number with its thousands."""
    return f"{value:,}"


def long_day(day: date) -> str:
    """Write a date as on forms."""
    return f"{day.year}年{day.month}月{day.day}日"


def moment(instant: datetime) -> str:
    """Write an instant as in lists, in Shanghai."""
    from application.office import SHANGHAI  # noqa: PLC0415

    return f"{instant.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def month_name(key: str) -> str:
    """Write a month such as 2022-04."""
    year, _, month = key.partition("-")
    return f"{year}年{int(month)}月"


def asset(name: str) -> str:
    """Give the address of a static file, which changes when the file does."""
    return f"/static/{name}?v={_FINGERPRINTS[name]}"


_FINGERPRINTS: Final = {
    path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:12] for path in STATIC.iterdir()
}


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"w": WORDS, "asset": asset, "demonstration": LogMode.DEMONSTRATION}
    environment.filters |= {
        "number": number,
        "long_day": long_day,
        "moment": moment,
        "month_name": month_name,
    }
    return environment


_ENVIRONMENT: Final = _environment()
