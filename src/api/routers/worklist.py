"""Today's work of the signed-in role."""

from __future__ import annotations

from fastapi import APIRouter

from api.readings import On, Reads
from api.responses import PROBLEMS
from api.worklist import Today, today_of

router = APIRouter(prefix="/api/v1", tags=["worklist"], responses=PROBLEMS)


@router.get("/worklist", summary="今日待办")
def worklist(reads: Reads, on: On = None) -> Today:
    """Give what the role that asks has to do today, or had to do as known at a past moment."""
    return today_of(reads, on)
