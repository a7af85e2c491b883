"""Today's work of the signed-in role."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from api.readings import Reads
from api.responses import PROBLEMS
from api.worklist import today_of

router = APIRouter(prefix="/api/v1", tags=["worklist"], responses=PROBLEMS)


class WorkItem(BaseModel):
    """One thing to do; `name` is opened for display, `link` leads to its page."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    kind: str
    what: str
    number: str | None
    person: UUID | None
    name: str | None
    area: str
    due_on: date | None
    days_late: int
    link: str
    next_step: str


class WorkList(BaseModel):
    """One list, the most pressing first."""

    model_config = ConfigDict(from_attributes=True)

    name: str
    chinese: str
    items: list[WorkItem]
    has_more: bool


class Worklist(BaseModel):
    """What is to be done on a day, as known at a position."""

    model_config = ConfigDict(from_attributes=True)

    position: int
    on: date
    count: int
    lists: list[WorkList]


@router.get("/worklist", summary="今日待办")
def worklist(reads: Reads) -> Worklist:
    """Give what the role that asks has to do today, or had to do as known at a past moment."""
    return Worklist.model_validate(today_of(reads))
