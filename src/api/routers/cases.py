"""Cases of every kind: the list, one case, its history."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import BaseModel

from api.problems import CursorNotUnderstood
from api.readings import On, ReadAt, Reads
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
OpenedFrom = Annotated[date | None, Query(alias="from", description="登记日期不早于; 不填不限")]
OpenedTo = Annotated[date | None, Query(alias="to", description="登记日期不晚于; 不填不限")]
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


class CaseAt(CaseText):
    """Where a case stands; `read` tells at which position, `open` is about the case."""

    read: ReadAt


class CasePage(ReadAt):
    """A page of cases, the newest first; `next` asks for the page after it."""

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


class History(ReadAt):
    """A case's story, oldest first; `version` is that of its last entry."""

    id: UUID
    version: int
    entries: list[EntryText]


class PaperText(BaseModel):
    """A paper of a case; what is withdrawn or void is not attached any more."""

    id: UUID
    kind: str
    media_type: str
    size_bytes: int
    dated_on: date
    is_attached: bool


class Papers(ReadAt):
    """The papers of a case or an organisation, oldest first."""

    items: list[PaperText]


def case_filter(
    *,
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
    first: OpenedFrom = None,
    last: OpenedTo = None,
) -> CaseFilter:
    """Give the filter of a list, but for what is overdue: that hangs on a day."""
    return CaseFilter(
        kind=kind,
        status=state,
        area=area,
        handler=handler,
        person=person,
        number=number,
        open=open,
        due_by=due_by,
        opened_from=first,
        opened_to=last,
    )


Wanted = Annotated[CaseFilter, Depends(case_filter)]
Overdue = Annotated[bool | None, Query(description="只列已超期的在办事项")]
After = Annotated[str | None, Query(description="上一页的 next", max_length=80)]
Limit = Annotated[int, Query(ge=1, le=500)]


@router.get("/cases", summary="事项列表")
def cases(
    *,
    reads: Reads,
    asked: Wanted,
    overdue: Overdue = None,
    on: On = None,
    after: After = None,
    limit: Limit = 50,
) -> CasePage:
    """List cases of every kind by what is asked, now or as known at a past moment."""
    wanted = dataclasses.replace(asked, overdue_on=(on or reads.day) if overdue else None)
    with reads.open() as opened:
        rows = opened.lists.cases(wanted, after=cursor_of(after), limit=limit)
        final = rows[-1] if len(rows) == limit else None
        return CasePage(
            position=opened.reading.position,
            open=opened.reading.open,
            items=[case_text(row) for row in rows],
            next=cursor_after(final) if final else None,
        )


@router.get("/cases/{id}", summary="一件事项")
def case(id: CaseId, reads: Reads, response: Response) -> CaseAt:  # noqa: A002
    """Give where one case stands; its version is in the ETag, for If-Match."""
    entries = reads.history(id)
    response.headers["ETag"] = f'"{entries[-1].recorded.version}"'
    with reads.open() as opened:
        row = opened.lists.case(id)
    if row is None:
        raise CaseUnknown
    read = ReadAt(position=opened.reading.position, open=opened.reading.open)
    return CaseAt(read=read, **dict(case_text(row)))


@router.get("/cases/{id}/history", summary="一件事项的全部经过")
def history(
    id: CaseId,  # noqa: A002
    reads: Reads,
    response: Response,
    first: Annotated[date | None, Query(alias="from", description="发生日期不早于")] = None,
    last: Annotated[date | None, Query(alias="to", description="发生日期不晚于")] = None,
) -> History:
    """Give everything that happened to a case: who, in which role, when, and what."""
    moment = reads.moment
    entries = reads.history(id)
    version = entries[-1].recorded.version
    response.headers["ETag"] = f'"{version}"'
    return History(
        id=id,
        version=version,
        position=max(moment.position, entries[-1].recorded.position),
        open=moment.open,
        entries=[
            entry_text(entry)
            for entry in entries
            if (first or date.min) <= entry.recorded.occurred_on <= (last or date.max)
        ],
    )


@router.get("/cases/{id}/documents", summary="一件事项的材料")
def documents(id: CaseId, reads: Reads) -> Papers:  # noqa: A002
    """List the papers of a case or an organisation, those withdrawn as well."""
    with reads.open() as opened:
        if opened.lists.case(id) is None:
            raise CaseUnknown
        return Papers(
            position=opened.reading.position,
            open=opened.reading.open,
            items=[PaperText(**dataclasses.asdict(each)) for each in opened.lists.documents(id)],
        )


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


def cursor_after(last: CaseRow) -> str:
    """Give what asks for the page after this row."""
    return f"{last.opened_position}.{last.id}"


def cursor_of(after: str | None) -> tuple[int, UUID] | None:
    """Read where the page before ended. Raises `CursorNotUnderstood`."""
    if after is None:
        return None
    position, _, case_id = after.partition(".")
    try:
        return int(position), UUID(case_id)
    except ValueError as error:
        raise CursorNotUnderstood from error
