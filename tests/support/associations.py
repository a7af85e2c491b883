"""The events of one association, and its commands with the usual arguments."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from domain.association import (
    AreaAssigned,
    Association,
    AssociationActivated,
    AssociationApproved,
    AssociationProposed,
    MemberAppointed,
)
from domain.words import MemberPost
from support.histories import TOWN, VILLAGE, id_of

if TYPE_CHECKING:
    from uuid import UUID

PAPER = "残发〔2022〕5号"
ON = date(2022, 3, 1)
CHAIR = id_of("chair")
AREA, OTHER_AREA = id_of("area"), id_of("other area")
OTHER_ASSOCIATION = id_of("other association")

PROPOSED = AssociationProposed(name="甲村残协", code=VILLAGE, town=TOWN)
AREA_ASSIGNED = AreaAssigned(area=AREA, name="一组")
APPROVED = AssociationApproved(document_number=PAPER)
ACTIVATED = AssociationActivated()


def member(name: str, *, post: MemberPost = MemberPost.MEMBER, on: date = ON) -> MemberAppointed:
    """Give the appointment of somebody called `name`; the chair is the Party secretary."""
    return MemberAppointed(
        person=id_of(name),
        post=post,
        start_on=on,
        document_number=PAPER,
        is_party_secretary=post is MemberPost.CHAIR,
    )


CHAIR_APPOINTED = member("chair", post=MemberPost.CHAIR)
BEFORE_ACTIVATION = (PROPOSED, AREA_ASSIGNED, APPROVED, CHAIR_APPOINTED)
ACTIVE = (*BEFORE_ACTIVATION, ACTIVATED)


def members(count: int) -> tuple[MemberAppointed, ...]:
    """Give the appointments of `count` members, none of them the chair."""
    return tuple(member(f"member {n}") for n in range(count))


def appoint(
    association: Association,
    person: UUID,
    *,
    post: MemberPost = MemberPost.MEMBER,
    start_on: date = ON,
) -> MemberAppointed:
    """Appoint `person`, by the usual paper."""
    return association.appoint_member(
        person=person,
        post=post,
        start_on=start_on,
        document_number=PAPER,
        is_party_secretary=post is MemberPost.CHAIR,
    )
