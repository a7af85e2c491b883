"""The places: associations with their codes, towns and names, and the areas that have none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.readings import ReadAt, Reads
from api.responses import PROBLEMS
from api.routers.figures import Area
from domain.association import AreaAssigned, AreaRemoved
from projections.figures.figure import Question

if TYPE_CHECKING:
    from api.readings import Readings
    from projections.figures.figure import Counted

router = APIRouter(prefix="/api/v1", tags=["places"], responses=PROBLEMS)


class PlaceText(BaseModel):
    """One association."""

    association: UUID
    code: str
    town: str
    name: str


class GapText(BaseModel):
    """A natural village or estate in no association at work on the day.

    `association` and `code` are those it was assigned to last; `reason` is why it was removed there,
    nothing where the association itself is not at work. It is a gap since `since`.
    """

    area: UUID
    name: str
    association: UUID
    code: str
    since: date
    reason: str | None


class GapsText(ReadAt):
    """How many areas are on record and covered on a day, and the gaps, each by name."""

    on: date
    known: int
    covered: int
    gaps: list[GapText]


class PlacesText(ReadAt):
    """Every association, in order of its code."""

    items: list[PlaceText]


@router.get("/places", summary="残协与区划")
def places(reads: Reads) -> PlacesText:
    """List every association in order of its code."""
    with reads.open() as opened:
        return PlacesText(
            position=opened.reading.position,
            open=opened.reading.open,
            items=[
                PlaceText(
                    association=place.association,
                    code=place.code,
                    town=place.town,
                    name=place.name,
                )
                for place in opened.lists.places()
            ],
        )


@router.get("/places/gaps", summary="未覆盖的自然村(小区)")
def gaps(
    reads: Reads,
    on: Annotated[date | None, Query(description="看哪一天; 不填为今天")] = None,
    area: Area = None,
) -> GapsText:
    """Name the areas that have no association at work on a day, as known then or now."""
    day = on or reads.day
    question = Question("M02b", day, day, area)
    with reads.open() as opened:
        figure = opened.figures.figure(question)
        known = figure.of or 0
        return GapsText(
            on=day,
            known=known,
            covered=known - figure.value,
            gaps=[_gap(each, day, reads) for each in opened.figures.every_key(question)],
            position=opened.reading.position,
            open=opened.reading.open,
        )


def _gap(gap: Counted, day: date, reads: Readings) -> GapText:
    """Name an area by the entries of its association: what it is called, why it was removed."""
    association, _ = gap.sources[-1]
    name, reason = "", None
    for entry in reads.history(association):
        event = entry.recorded.event
        if entry.recorded.occurred_on > day:
            continue
        match event:
            case AreaAssigned(area=area) if area == gap.person:
                name, reason = event.name, None
            case AreaRemoved(area=area) if area == gap.person:
                reason = event.reason
            case _:
                pass
    return GapText(
        area=gap.person,
        name=name,
        association=association,
        code=gap.code,
        since=gap.occurred_on,
        reason=reason,
    )
