"""Who may do what, and where: the one place that asks for role and area.

The groups of roles are written as the state tables of `domain.md` 10 write them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from application.refusals import NotYourOwnMatter, NotYours, OutOfYourArea
from domain.words import Role

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from application.actor import Actor
    from domain.history import Organisation

COM: Final = Role.COMMISSIONER
ASC: Final = Role.ASSOCIATION
TWN: Final = Role.TOWN
DST: Final = Role.DISTRICT
LDR: Final = Role.LEADER
DOC: Final = Role.DOCTOR
FIN: Final = Role.FINANCE
MED: Final = Role.MEDIATOR
RES: Final = Role.RESIDENT


def of(*roles: Role) -> frozenset[Role]:
    """Give the roles of one row; the system itself may do what anybody may."""
    return frozenset({*roles, Role.SYSTEM})


ANYBODY: Final = frozenset(Role) - {Role.AUDITOR}
EVERY_OFFICE: Final = of(COM, ASC, TWN, DST, LDR)


def demand_role(actor: Actor, roles: Collection[Role]) -> None:
    """Refuse who does not act in one of `roles`."""
    if actor.role not in roles:
        raise NotYours(role=actor.role)


def demand_area(actor: Actor, organisation: Organisation | None) -> None:
    """Refuse what lies outside the actor's area.

    An area is the beginning of a division code: a district's, a town's or a village's; an empty one
    is everywhere. What belongs to no association is the whole district's.
    """
    if organisation is None or actor.role is Role.SYSTEM:
        return
    if not organisation.code.startswith(actor.area):
        raise OutOfYourArea(area=actor.area)


def demand_own(actor: Actor, person: UUID | None, guardians: Collection[UUID]) -> None:
    """Refuse a resident or guardian 本人/监护人 who acts for anybody else than `person`."""
    if actor.role is Role.RESIDENT and actor.id != person and actor.id not in guardians:
        raise NotYourOwnMatter
