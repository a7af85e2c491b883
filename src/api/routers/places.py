"""The places: associations with their codes, towns and names."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from api.readings import Reads
from api.responses import PROBLEMS

router = APIRouter(prefix="/api/v1", tags=["places"], responses=PROBLEMS)


class PlaceText(BaseModel):
    """One association."""

    association: UUID
    code: str
    town: str
    name: str


@router.get("/places", summary="残协与区划")
def places(reads: Reads) -> list[PlaceText]:
    """List every association in order of its code."""
    with reads.open() as opened:
        return [
            PlaceText(
                association=place.association, code=place.code, town=place.town, name=place.name
            )
            for place in opened.lists.places()
        ]
