"""What is to be done today, by whom? Read from the lists, at one reading.

Each record stands in one list only: the most pressing it belongs to.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, LiteralString

from psycopg import sql

from domain.calendar import months_later
from domain.resident.certificate import CERT_REMIND_MONTHS
from projections.measures.duty import CONTACTS, DUTY_DAYS_MIN, ELSEWHERE, HOME
from projections.measures.pairings import M17

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    import psycopg

    from projections.figures.figure import Reading

    Connection = psycopg.Connection[tuple[Any, ...]]

LIST_MAX: Final = 200
APPROACHING: Final = timedelta(days=7)

_HERE: Final = """
from {schema}.cases c where c.from_position <= %(position)s and c.to_position > %(position)s
  and starts_with(c.code, %(area)s)
"""
_CASE: Final = "select c.id, c.kind, c.number, c.status, c.person, c.code, c.due_on " + _HERE
_IN_HAND: Final = " and c.open and c.kind in ('appeals', 'assessments', 'disputes')"
_BY_DUE: Final = " order by c.due_on nulls last, c.opened_position limit %(limit)s"

_RISKS: Final = """
select c.id, 'risks', c.number, r.kind, r.resident, c.code, r.due_on
from {schema}.risks r join {schema}.cases c on c.id = r.visit
where r.from_position <= %(position)s and r.to_position > %(position)s
  and c.from_position <= %(position)s and c.to_position > %(position)s
  and starts_with(c.code, %(area)s)
order by r.due_on, r.risk limit %(limit)s
"""
_CERTIFICATES: Final = """
select c.id, c.kind, c.number, c.status, c.person, c.code, k.valid_to
from {schema}.certificates k join {schema}.cases c on c.id = k.resident
where k.from_position <= %(position)s and k.to_position > %(position)s
  and c.from_position <= %(position)s and c.to_position > %(position)s
  and c.open and starts_with(c.code, %(area)s) and k.valid_to <= %(remind_by)s
order by k.valid_to, c.opened_position limit %(limit)s
"""

_FIRST_VISITS: Final = (
    _CASE
    + """
  and c.kind = 'pairings' and c.due_on is not null
  and (%(helper)s::uuid is null or c.handler = %(helper)s)
"""
)
# On duty this month is whose pairing will have been active on enough of its days when it ends; met
# is who was seen in person by anybody, as M05 counts it.
_VISITS: Final = (
    "select c.id, c.kind, c.number, c.status, c.person, c.code, %(month_end)s::date "
    + _HERE
    + """
  and c.kind = 'pairings' and c.status = 'active'
  and (%(helper)s::uuid is null or c.handler = %(helper)s)
  and (
    select max(occurred_on) from {schema}.facts
    where measure = %(stock)s and person = c.person and position <= %(position)s and amount > 0
  ) <= %(on_duty_since)s
  and not exists (
    select from {schema}.facts
    where measure = %(contacts)s and person = c.person and position <= %(position)s
      and occurred_on between %(month_start)s and %(month_end)s
      and split_part(rest, '|', 3) = any(%(in_person)s)
    group by rest, source, source_version having sum(amount) > 0
  )
order by c.opened_position limit %(limit)s
"""
)


def _appeals(*states: LiteralString) -> LiteralString:
    return _CASE + " and c.kind = 'appeals' and c.status in ('" + "', '".join(states) + "')"


LISTS: Final[dict[str, LiteralString]] = {
    "risks": _RISKS,
    "overdue": _CASE + _IN_HAND + " and c.due_on < %(on)s" + _BY_DUE,
    "petitions": _appeals("under_review", "under_recheck") + _BY_DUE,
    "review": _CASE
    + " and c.kind = 'assessments' and c.status in ('publicity_done', 'in_review')"
    + _BY_DUE,
    "approaching": _CASE + _IN_HAND + " and c.due_on between %(on)s and %(soon)s" + _BY_DUE,
    "first_visits": _FIRST_VISITS + _BY_DUE,
    "visits": _VISITS,
    "unassigned": _appeals("registered", "triaged", "accepted", "reopened") + _BY_DUE,
    "unanswered": _appeals("assigned", "in_progress", "suspended") + _BY_DUE,
    "to_schedule": _CASE + " and c.kind = 'assessments' and c.status = 'accepted'" + _BY_DUE,
    "certificates": _CERTIFICATES,
}
"""Every list by name, the most pressing first."""


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One thing to do: the record it is about, whose it is, and by when."""

    id: UUID
    kind: str
    number: str | None
    status: str
    person: UUID | None
    code: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class WorkList:
    """One list; there may be more than is shown."""

    name: str
    items: tuple[WorkItem, ...]
    has_more: bool


class WorkReader:
    """Answers at one reading, over one connection."""

    def __init__(self, connection: Connection, reading: Reading) -> None:
        """Read the build and position of `reading`, and no other."""
        self._connection = connection
        self._reading = reading

    def lists(
        self, names: tuple[str, ...], *, area: str, on: date, helper: UUID | None = None
    ) -> Iterator[WorkList]:
        """Give some of the lists, for an area on a day; the visits of one helper, or everybody's."""
        last = date(on.year, on.month, monthrange(on.year, on.month)[1])
        parameters = {
            "position": self._reading.position,
            "area": area,
            "on": on,
            "soon": on + APPROACHING,
            "helper": helper,
            "remind_by": months_later(on, max(CERT_REMIND_MONTHS)),
            "month_start": on.replace(day=1),
            "month_end": last,
            "on_duty_since": last - timedelta(days=DUTY_DAYS_MIN - 1),
            "stock": M17.id,
            "contacts": CONTACTS.id,
            "in_person": [*HOME, *ELSEWHERE],
            "limit": LIST_MAX + 1,
        }
        seen: set[tuple[UUID, UUID | None, str]] = set()
        for name in (each for each in LISTS if each in names):
            composed = sql.SQL(LISTS[name]).format(schema=sql.Identifier(self._reading.schema))
            rows = [WorkItem(*row) for row in self._connection.execute(composed, parameters)]
            # Two people may be in danger in one visit; anything else is one thing to do a record.
            new = [each for each in rows if (each.id, each.person, each.kind) not in seen]
            seen.update((each.id, each.person, each.kind) for each in new)
            yield WorkList(name, tuple(new[:LIST_MAX]), len(rows) > LIST_MAX)
