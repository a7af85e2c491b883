"""Cases of every kind: the list, one case, its history."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel

from api.problems import CursorNotUnderstood
from api.readings import Reads
from api.responses import PROBLEMS
from api.routers.figures import Area
from application.refusals import CaseUnknown
from projections.lists.reader import CaseFilter
from projections.lists.summary import KINDS

if TYPE_CHECKING:
    from api.readings import Entry
    from projections.lists.reader import CaseRow

router = APIRouter(prefix="/api/v1", tags=["cases"], responses=PROBLEMS)

CaseId = Annotated[UUID, Path(description="记录的 id")]
_KIND_PATTERN = "^(" + "|".join(kind.code for kind in KINDS) + ")$"


class CaseText(BaseModel):
    """Where a case stands. `watch_on` is the day for colours; `provisional` 暂定.

    `corrected` 已更正: something in it stands corrected; its history tells who, when and why.
    """

    id: UUID
    kind: str
    number: str | None
    opened_on: date
    area: str
    status: str
    open: bool
    handler: UUID | None
    person: UUID | None
    category: str | None
    due_on: date | None
    watch_on: date | None
    provisional: bool
    corrected: bool


class CasePage(BaseModel):
    """A page of cases, the newest first; `next` asks for the page after it."""

    position: int
    items: list[CaseText]
    next: str | None


class EntryText(BaseModel):
    """One entry of a case's history, its texts opened; `<已删除>` where the key is gone."""

    version: int
    position: int
    recorded_at: datetime
    occurred_on: date
    topic: str
    chinese: str
    actor: UUID
    role: str
    area: str
    channel: str
    command: UUID | None
    caused_by: str | None
    facts: dict[str, Any]


class History(BaseModel):
    """A case's whole story, oldest first."""

    id: UUID
    version: int
    entries: list[EntryText]


@router.get("/cases", summary="事项列表")
def cases(
    *,
    reads: Reads,
    kind: Annotated[str | None, Query(pattern=_KIND_PATTERN, examples=["appeals"])] = None,
    state: Annotated[str | None, Query(max_length=40, pattern=r"^[a-z_]+$")] = None,
    area: Area = None,
    handler: UUID | None = None,
    person: UUID | None = None,
    number: Annotated[
        str | None, Query(max_length=40, examples=["SQ-320371005-2022-0001"], pattern=r"^[\w-]+$")
    ] = None,
    open: bool | None = None,  # noqa: A002
    due_by: date | None = None,
    overdue: Annotated[bool | None, Query(description="只列已超期的在办事项")] = None,
    after: Annotated[str | None, Query(description="上一页的 next", max_length=80)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> CasePage:
    """List cases of every kind by what is asked, now or as known at a past moment."""
    wanted = CaseFilter(
        kind=kind,
        status=state,
        area=area,
        handler=handler,
        person=person,
        number=number,
        open=open,
        due_by=due_by,
        overdue_on=reads.day if overdue else None,
    )
    with reads.open() as opened:
        rows = opened.lists.cases(wanted, after=cursor_of(after), limit=limit)
        last = rows[-1] if len(rows) == limit else None
        return CasePage(
            position=opened.reading.position,
            items=[case_text(row) for row in rows],
            next=f"{last.opened_position}.{last.id}" if last else None,
        )


@router.get("/cases/{id}", summary="一件事项")
def case(id: CaseId, reads: Reads, response: Response) -> CaseText:  # noqa: A002
    """Give where one case stands; its version is in the ETag, for If-Match."""
    entries = reads.history(id)
    response.headers["ETag"] = f'"{entries[-1].recorded.version}"'
    with reads.open() as opened:
        row = opened.lists.case(id)
    if row is None:
        raise CaseUnknown
    return case_text(row)


@router.get("/cases/{id}/history", summary="一件事项的全部经过")
def history(id: CaseId, reads: Reads, response: Response) -> History:  # noqa: A002
    """Give everything that happened to a case: who, in which role, when, and what."""
    entries = reads.history(id)
    version = entries[-1].recorded.version
    response.headers["ETag"] = f'"{version}"'
    return History(id=id, version=version, entries=[entry_text(entry) for entry in entries])


def case_text(row: CaseRow) -> CaseText:
    """Give a row of the list as it is sent."""
    values = {
        each.name: getattr(row, each.name)
        for each in dataclasses.fields(row)
        if each.name in CaseText.model_fields
    }
    return CaseText(area=row.code, **values)


def entry_text(entry: Entry) -> EntryText:
    """Give one entry as it is sent."""
    recorded = entry.recorded
    envelope = recorded.envelope
    cause = envelope.causation
    return EntryText(
        version=recorded.version,
        position=recorded.position,
        recorded_at=recorded.recorded_at,
        occurred_on=envelope.occurred_on,
        topic=recorded.event.topic,
        chinese=chinese_of(type(recorded.event)),
        actor=envelope.actor,
        role=str(envelope.role),
        area=envelope.area,
        channel=str(envelope.channel),
        command=envelope.command,
        caused_by=f"{cause.stream}:{cause.version}" if cause else None,
        facts=entry.facts,
    )


def chinese_of(event: type) -> str:
    """Give an event's word on the screens: the beginning of its docstring."""
    return (event.__doc__ or "").partition(":")[0].partition("\n")[0].strip(" 。.")


def cursor_of(after: str | None) -> tuple[int, UUID] | None:
    """Read where the page before ended. Raises `CursorNotUnderstood`."""
    if after is None:
        return None
    position, _, case_id = after.partition(".")
    try:
        return int(position), UUID(case_id)
    except ValueError as error:
        raise CursorNotUnderstood from error
