"""The list of cases of every kind: filtered, the newest first, coloured by their deadlines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse
from pydantic import Field

from api.pages.asking import Area, Blank, KnownAt, MinPosition, address, moment_notice
from api.pages.cases.deadlines import KIND_OF, Due, due_of
from api.pages.cases.statuses import STATUSES, category_word, status_word
from api.pages.places import Places
from api.pages.rendering import Calling, page
from api.pages.words.zh import WORDS
from api.routers.cases import cursor_of
from projections.lists.reader import CaseFilter, CaseRow
from projections.lists.summary import KINDS

if TYPE_CHECKING:
    from api.readings import Readings

router = APIRouter(include_in_schema=False)

PAGE: Final = 50

_KIND_PATTERN = "^(" + "|".join(kind.code for kind in KINDS) + ")$"

_Kind = Annotated[str, Field(pattern=_KIND_PATTERN)]
_State = Annotated[str, Field(max_length=40, pattern=r"^[a-z_]+$")]
_Number = Annotated[str, Field(max_length=40, pattern=r"^[\w-]+$")]
_Cursor = Annotated[str, Field(max_length=80)]

Said = dict[str, str | UUID | date | bool | None]
"""The filters by name, as they stand in the address."""

Kind = Annotated[_Kind | None, Blank, Query()]
State = Annotated[_State | None, Blank, Query()]
Number = Annotated[_Number | None, Blank, Query()]
After = Annotated[_Cursor | None, Blank, Query()]
Person = Annotated[UUID | None, Blank, Query()]
Day = Annotated[date | None, Blank, Query()]
Ticked = Annotated[bool | None, Blank, Query()]


@dataclass(frozen=True, slots=True)
class Line:
    """One case in the list, in words."""

    row: CaseRow
    kind: str
    status: str
    category: str | None
    person: str | None
    handler: str | None
    where: str
    due: Due | None
    link: str


@dataclass(frozen=True, slots=True)
class KindLink:
    """The list of one kind, or of all."""

    code: str | None
    chinese: str
    link: str


@router.get("/cases", response_class=HTMLResponse)
def cases(
    *,
    calling: Calling,
    kind: Kind = None,
    state: State = None,
    area: Area = None,
    handler: Person = None,
    person: Person = None,
    number: Number = None,
    due: Day = None,
    overdue: Ticked = None,
    open: Ticked = None,  # noqa: A002  (the filter's name in the address)
    known_at: KnownAt = None,
    min_position: MinPosition = None,
    after: After = None,
) -> HTMLResponse:
    """List cases by what is asked, now or as known at a past moment."""
    reads = calling.reads(known_at=known_at, min_position=min_position)
    if kind is None or state not in {word.value for word in STATUSES[kind]}:
        state = None
    within = calling.actor.area if area is None else area
    on = reads.day
    wanted = CaseFilter(
        kind=kind,
        status=state,
        area=within or None,
        handler=handler,
        person=person,
        number=number,
        open=open or None,
        due_by=due,
        overdue_on=on if overdue else None,
    )
    said: Said = {
        "kind": kind,
        "state": state,
        "area": area,
        "handler": handler,
        "person": person,
        "number": number,
        "due": due,
        "overdue": overdue,
        "open": open,
        "known_at": known_at,
    }
    with reads.open() as opened:
        places = Places(opened.lists.places())
        rows = opened.lists.cases(wanted, after=cursor_of(after), limit=PAGE)
        people = [each for row in rows for each in (row.person, row.handler) if each]
        names = reads.names(opened, people)
        last = rows[-1] if len(rows) == PAGE else None
        return page(
            "cases/listing.html",
            calling,
            places=places,
            areas=places,
            reading=opened.reading,
            notice=moment_notice(known_at, opened.reading),
            every_kind=_kinds(said | {"state": None}),
            is_filtered=any((state, handler, person, number, due, overdue, open, known_at)),
            said_in_words=_in_words(said),
            states=STATUSES[kind] if kind else (),
            said=said | {"area": within},
            lines=[_line(row, names, places, reads, on) for row in rows],
            mine=calling.actor.id,
            is_first=after is None,
            first=address("/cases", said),
            next=address("/cases", said | {"after": f"{last.opened_position}.{last.id}"})
            if last
            else None,
        )


def _kinds(said: Said) -> list[KindLink]:
    """Give a link to each kind, keeping the other filters."""
    every = [(None, WORDS["all"]), *((kind.code, kind.chinese) for kind in KINDS)]
    return [
        KindLink(code, chinese, address("/cases", said | {"kind": code})) for code, chinese in every
    ]


def _in_words(said: Said) -> str:
    """Say which filters are on, those that are not to be seen otherwise."""
    words = {"open": "open_only", "overdue": "overdue_only", "handler": "mine"}
    found = [WORDS[word] for name, word in words.items() if said[name]]
    if said["state"]:
        found.insert(0, status_word(str(said["kind"]), str(said["state"])))
    return " · ".join(found)


def _line(row: CaseRow, names: dict[UUID, str], places: Places, reads: Readings, on: date) -> Line:
    return Line(
        row=row,
        kind=KIND_OF[row.kind].chinese,
        status=status_word(row.kind, row.status),
        category=category_word(row.kind, row.category),
        person=names.get(row.person) if row.person else None,
        handler=names.get(row.handler) if row.handler else None,
        where=places.full_name(row.code),
        due=due_of(row, reads, on),
        link=address(f"/cases/{row.id}", {"known_at": reads.position}),
    )
