"""Who is acting. Until sign-in comes: a development header, or the persona chosen on a page.

Both are taken only where the service listens on loopback.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final
from uuid import UUID, uuid5

from fastapi import Depends, Request

from api.problems import ActingNotUnderstood, NobodyActing
from api.services import services_of
from application.actor import Actor
from domain.words import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADER: Final = "x-lianxin-acting"
COOKIE: Final = "lianxin_persona"

_PERSONAS: Final = UUID("0190b1f0-0000-7000-8000-0000000000aa")


def persona(role: Role, area: str) -> Actor:
    """Give the invented person of a role in an area: always the same one."""
    return Actor(uuid5(_PERSONAS, f"{role}:{area}"), role, area)


def acting(request: Request) -> Actor:
    """Tell who acts in this request. Raises `NobodyActing` or `ActingNotUnderstood`.

    The header is `<uuid> <role> <area>`, for example
    `0190b1f0-7a5e-7c3a-9d2b-4f6e8a1c3d5f TWN 320371005`.
    """
    if not services_of(request).development:
        raise NobodyActing
    said = request.headers.get(HEADER)
    if said is None:
        chosen = persona_chosen(request.cookies)
        if chosen is None:
            raise NobodyActing
        return chosen
    parts = said.split()
    try:
        who, role, *area = parts
        return Actor(UUID(who), Role.of(role), area[0] if area else "")
    except (ValueError, IndexError) as error:
        raise ActingNotUnderstood from error


def persona_chosen(cookies: Mapping[str, str]) -> Actor | None:
    """Read the persona from a page's cookie: role and area."""
    role, _, area = cookies.get(COOKIE, "").partition("-")
    try:
        return persona(Role.of(role), area)
    except ValueError:
        return None


Acting = Annotated[Actor, Depends(acting)]
