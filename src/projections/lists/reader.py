"""Reads the lists at a reading: cases by filter, keyset pages, names of people and places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, LiteralString
from uuid import UUID

from psycopg import sql

from domain.appeal import AppealStatus
from domain.history import Sealed
from domain.limits import SMALL_CELL

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import psycopg

    from projections.figures.figure import Reading

    Connection = psycopg.Connection[tuple[Any, ...]]

PAGE_MAX: Final = 500
DISTRICT_DIGITS: Final = 6

AREA_COLUMN: Final[dict[int, LiteralString]] = {9: "town", 12: "code"}
"""By the length of a division code: the column that holds it; a district's is everywhere."""

_COLUMNS: Final = (
    "id, kind, number, opened_position, opened_on, code, town, status, open, handler, person,"
    " category, due_on, watch_on, provisional, corrected"
)


# As `CaseRow.is_waited_for` says.
WAITED_FOR: Final = "(open or kind = 'appeals' and status = 'closed')"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of the list of cases."""

    id: UUID
    kind: str
    number: str | None
    opened_position: int
    opened_on: date
    code: str
    town: str
    status: str
    open: bool
    handler: UUID | None
    person: UUID | None
    category: str | None
    due_on: date | None
    watch_on: date | None
    provisional: bool
    corrected: bool

    @property
    def is_waited_for(self) -> bool:
        """Tell whether its deadline counts: it is open, or closed and still to be published (3.4)."""
        return self.open or (self.kind == "appeals" and self.status == AppealStatus.CLOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """Which cases: each part that is given must hold.

    `area` is a division code of 6, 9 or 12 digits; `overdue_on` asks for open cases whose deadline
    was before that day; `due_by` for open cases due on that day at the latest. An appeal that is
    closed and still to be published counts as open there.
    """

    kind: str | None = None
    status: str | None = None
    area: str | None = None
    handler: UUID | None = None
    person: UUID | None = None
    open: bool | None = None
    number: str | None = None
    due_by: date | None = None
    overdue_on: date | None = None
    opened_from: date | None = None
    opened_to: date | None = None


@dataclass(frozen=True, slots=True)
class SealedName:
    """A name as kept: closed, with the place it was sealed for."""

    name: Sealed
    place: str


@dataclass(frozen=True, slots=True)
class Place:
    """An association: its id, 12-digit code, town of 9 digits, and name."""

    association: UUID
    code: str
    town: str
    name: str


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document of a case; what is withdrawn or void is not attached any more."""

    id: UUID
    kind: str
    media_type: str
    size_bytes: int
    dated_on: date
    is_attached: bool


@dataclass(frozen=True, slots=True)
class PublicItem:
    """One published result. `area` is the town; the district where the town's cell is too small."""

    position: int
    area: str
    month: str
    category: str
    outcome: str
    days: int
    satisfaction: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFilter:
    """Which public items, by what they show: so a town never finds what shows its district."""

    area: str | None = None
    month: str | None = None
    category: str | None = None


_PUBLIC: Final = """
with cells as (
    select published_position, town, month, category, outcome, days, satisfaction, summary,
           count(*) over (partition by town, month, category) as cell
    from {schema}.published where from_position <= %s and to_position > %s
), items as (
    select published_position, case when cell < %s then left(town, %s) else town end as area,
           month, category, outcome, days, satisfaction, summary
    from cells
)
select * from items
where (%s::text is null or area = %s) and (%s::text is null or month = %s)
    and (%s::text is null or category = %s) and (%s::bigint is null or published_position < %s)
order by published_position desc limit %s
"""


class ListReader:
    """Answers at one reading, over one connection."""

    def __init__(self, connection: Connection, reading: Reading) -> None:
        """Read the build and position of `reading`, and no other."""
        self.reading = reading
        self._connection = connection

    def at(self, reading: Reading) -> ListReader:
        """Read at another reading, over the same connection."""
        return ListReader(self._connection, reading)

    def cases(
        self, wanted: CaseFilter, *, after: tuple[int, UUID] | None = None, limit: int = 50
    ) -> list[CaseRow]:
        """Give cases, the newest first, a page at a time.

        `after` is the opening position and id of the last row of the page before.
        """
        conditions: list[LiteralString] = []
        parameters: list[object] = [self.reading.position, self.reading.position]
        for condition, value in conditions_of(wanted):
            conditions.append(condition)
            parameters.append(value)
        if after is not None:
            conditions.append("(opened_position, id) < (%s, %s)")
            parameters += after
        where = "".join(" and " + condition for condition in conditions)
        parameters.append(min(limit, PAGE_MAX))
        rows = self.rows(
            f"select {_COLUMNS} from {{schema}}.cases"
            " where from_position <= %s and to_position > %s"
            + where
            + " order by opened_position desc, id desc limit %s",
            parameters,
        )
        return [CaseRow(*row) for row in rows]

    def case(self, case_id: UUID) -> CaseRow | None:
        """Give one case's row."""
        rows = self.rows(
            f"select {_COLUMNS} from {{schema}}.cases where id = %s"
            " and from_position <= %s and to_position > %s",
            [case_id, self.reading.position, self.reading.position],
        )
        return CaseRow(*rows[0]) if rows else None

    def cases_of(self, ids: Sequence[UUID]) -> dict[UUID, CaseRow]:
        """Give the rows of several cases."""
        rows = self.rows(
            f"select {_COLUMNS} from {{schema}}.cases where id = any(%s)"
            " and from_position <= %s and to_position > %s",
            [list(ids), self.reading.position, self.reading.position],
        )
        return {row[0]: CaseRow(*row) for row in rows}

    def names(self, people: Sequence[UUID]) -> dict[UUID, SealedName]:
        """Give the sealed names of people; who has none is not in the answer."""
        rows = self.rows(
            "select person, kid, alg, box, place from {schema}.people where person = any(%s)"
            " and from_position <= %s and to_position > %s",
            [list(people), self.reading.position, self.reading.position],
        )
        return {row[0]: SealedName(Sealed(row[1], row[2], row[3]), row[4]) for row in rows}

    def attributes(self, people: Sequence[UUID], attribute: str) -> dict[UUID, tuple[Sealed, str]]:
        """Give a sealed attribute of people and its place; who has none is not in the answer."""
        rows = self.rows(
            "select person, kid, alg, box, place from {schema}.attributes"
            " where person = any(%s) and attribute = %s"
            " and from_position <= %s and to_position > %s",
            [list(people), attribute, self.reading.position, self.reading.position],
        )
        return {row[0]: (Sealed(row[1], row[2], row[3]), row[4]) for row in rows}

    def documents(self, case: UUID) -> list[DocumentRow]:
        """Give the documents of a case or an organisation, withdrawn ones too, oldest first."""
        rows = self.rows(
            "select id, kind, media_type, size_bytes, dated_on, is_attached"
            " from {schema}.documents where belongs_to = %s"
            " and from_position <= %s and to_position > %s order by attached_position",
            [case, self.reading.position, self.reading.position],
        )
        return [DocumentRow(*row) for row in rows]

    def places(self) -> list[Place]:
        """Give every association, in order of code."""
        rows = self.rows(
            "select association, code, town, name from {schema}.places"
            " where from_position <= %s and to_position > %s order by code",
            [self.reading.position, self.reading.position],
        )
        return [Place(*row) for row in rows]

    def published(
        self, wanted: PublicFilter, *, after: int | None = None, limit: int = 50
    ) -> list[PublicItem]:
        """Give public items, the newest first, a page at a time; cells below 5 show the district.

        `after` is the position of the last item of the page before.
        """
        at = self.reading.position
        asked = (wanted.area, wanted.month, wanted.category, after)
        twice = [each for value in asked for each in (value, value)]
        rows = self.rows(
            _PUBLIC, [at, at, SMALL_CELL, DISTRICT_DIGITS, *twice, min(limit, PAGE_MAX)]
        )
        return [PublicItem(*row) for row in rows]

    def rows(self, query: LiteralString, parameters: Sequence[object]) -> list[Any]:
        """Run one query of a list, `{schema}` being the build that is read."""
        composed = sql.SQL(query).format(schema=sql.Identifier(self.reading.schema))
        return self._connection.execute(composed, parameters).fetchall()


def conditions_of(wanted: CaseFilter) -> list[tuple[LiteralString, object]]:
    """Give what a row must fulfil: conditions with one parameter each."""
    column = AREA_COLUMN.get(len(wanted.area or ""))
    every: list[tuple[LiteralString, object]] = [
        ("kind = %s", wanted.kind),
        ("status = %s", wanted.status),
        ("handler = %s", wanted.handler),
        ("person = %s", wanted.person),
        ("open = %s", wanted.open),
        ("number = %s", wanted.number),
        (f"{WAITED_FOR} and due_on <= %s", wanted.due_by),
        (f"{WAITED_FOR} and due_on < %s", wanted.overdue_on),
        ("opened_on >= %s", wanted.opened_from),
        ("opened_on <= %s", wanted.opened_to),
    ]
    if column == "town":
        every.append(("town = %s", wanted.area))
    elif column == "code":
        every.append(("code = %s", wanted.area))
    return [(condition, value) for condition, value in every if value is not None]
