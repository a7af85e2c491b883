"""Hints at intake: what may be on record already. They decide nothing and write nothing."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict

from api.acting import Acting
from api.bodies import Name
from api.intake import similar_appeals
from api.readings import ReadAt, Reads
from api.responses import PROBLEMS
from api.routers.cases import CaseText, case_text
from api.services import services_of
from application.intake.duplicates import likely_duplicates
from domain.words import AppealCategory, DuplicateGround

router = APIRouter(prefix="/api/v1", tags=["hints"], responses=PROBLEMS)


class SimilarAppeals(ReadAt):
    """Open appeals of the same person and category: instead of a new one, go on with one of these.

    An appeal that is registered all the same is merged by `appeals/{id}/merge-into` 并案.
    """

    items: list[CaseText]


class SaidOfPerson(BaseModel):
    """What is known of somebody; it is sent in the body, since no address may hold it."""

    model_config = ConfigDict(extra="forbid")

    resident: UUID | None = None
    identity_number: Name | None = None
    name: Name | None = None
    birth_date: date | None = None
    certificate: Name | None = None
    phone: Name | None = None
    address: Name | None = None


class LikelyDuplicate(BaseModel):
    """A file that may be the same person's, and in what they agree."""

    resident: UUID
    grounds: list[DuplicateGround]
    chinese: str
    status: str
    area: str


class LikelyDuplicates(BaseModel):
    """Files that may be the same person's, those that agree in most first."""

    items: list[LikelyDuplicate]


@router.get("/hints/appeals", summary="同一人同类的在办诉求")
def appeals(
    reads: Reads, resident: Annotated[UUID, Query()], category: AppealCategory | None = None
) -> SimilarAppeals:
    """Give the open appeals of a person, of one category or of any."""
    with reads.open() as opened:
        rows = similar_appeals(opened, reads.actor, resident, category)
        items = [case_text(row) for row in rows]
        return SimilarAppeals(
            position=opened.reading.position, open=opened.reading.open, items=items
        )


@router.post("/hints/residents", summary="疑似重复的档案")
def residents(request: Request, actor: Acting, said: SaidOfPerson) -> LikelyDuplicates:
    """Give the files that may be the same person's; pairs confirmed not to be are left out."""
    values = {
        ground: str(getattr(said, ground.value))
        for ground in DuplicateGround
        if getattr(said, ground.value) is not None
    }
    likely = likely_duplicates(services_of(request).office, actor, values, resident=said.resident)
    return LikelyDuplicates(
        items=[
            LikelyDuplicate(
                resident=each.resident,
                grounds=list(each.grounds),
                chinese="、".join(ground.chinese for ground in each.grounds),
                status=each.status.value,
                area=each.code,
            )
            for each in likely
        ]
    )
