"""Small questions about what is open, asked by commands before they decide."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, LiteralString

from psycopg import sql

from domain.calendar import months_later
from projections.figures.figure import Question
from projections.figures.reader import FigureReader
from projections.lists.clocks import ClockReader
from projections.lists.reader import ListReader
from projections.measures.duty import CONTACTS, ELSEWHERE, HOME, NOT_MET_LINES
from projections.running.builds import NothingToRead
from projections.running.tables import NOW

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from projections.lists.clocks import ClockRow
    from projections.running.builds import ReadModels

TOWN_DIGITS: Final = 9
VILLAGE_DIGITS: Final = 12

_OPEN: Final = f"select count(*) from {{schema}}.cases where open and to_position = {NOW}"
_OPEN_IDS: Final = f"select id from {{schema}}.cases where open and to_position = {NOW}"

_NAMES: Final = (
    "select distinct name from {schema}.places where left(code, %s) = %s"
    f" and to_position = {NOW} order by name"
)
# A visit counts as it does for the monthly duty M05: the resident was met in person, by anybody.
_FIRST_VISITS: Final = f"""
select c.id, met.source, met.occurred_on
from {{schema}}.clocks k join {{schema}}.cases c on c.id = k.id
cross join lateral (
    select source, occurred_on from {{schema}}.facts
    where measure = %s and person = c.person and occurred_on >= k.start_on
      and split_part(rest, '|', 3) = any(%s)
    group by rest, source, source_version, occurred_on having sum(amount) > 0
    order by occurred_on, source limit 1
) met
where k.clock = 'first_visit' and k.kind = 'pairings' and k.to_position = {NOW}
  and c.to_position = {NOW} and (c.person = any(%s) or c.id = any(%s))
order by c.id
"""
_MATTERS: Final = "('appeals', 'assessments', 'disputes', 'pairings')"


class ListLookups:
    """Counts of what is open now, as far as it has been folded."""

    def __init__(self, read_models: ReadModels) -> None:
        """Ask `read_models`."""
        self._read_models = read_models

    def open_cases_at(self, association: UUID) -> int:
        """Count the open cases kept at an association."""
        return self._count(
            _OPEN + f" and kind in {_MATTERS} and code = (select code from {{schema}}.places"
            f" where association = %s and to_position = {NOW})",
            [association],
        )

    def commissioners_at(self, association: UUID) -> int:
        """Count the commissioners in post at an association."""
        return self._count(
            _OPEN + " and kind = 'appointments' and code = (select code from {schema}.places"
            f" where association = %s and to_position = {NOW})",
            [association],
        )

    def open_pairings(self, *, helper: UUID) -> int:
        """Count the pairings that a helper carries."""
        return self._count(_OPEN + " and kind = 'pairings' and handler = %s", [helper])

    def open_matters(self, resident: UUID) -> int:
        """Count the open cases and pairings of a resident."""
        return self._count(_OPEN + f" and kind in {_MATTERS} and person = %s", [resident])

    def open_pairings_of(self, helper: UUID) -> list[UUID]:
        """Give the pairings that a helper carries."""
        return self._ids(_OPEN_IDS + " and kind = 'pairings' and handler = %s", [helper])

    def open_assessments_of(self, resident: UUID) -> list[UUID]:
        """Give a resident's open assessment requests."""
        return self._ids(_OPEN_IDS + " and kind = 'assessments' and person = %s", [resident])

    def areas_below(self, area: str, month: date) -> list[str]:
        """Name the villages at work in a town, or the towns of a district that have any.

        One that began its work after the month has nothing to report of it.
        """
        with self._read_models.connection() as connection:
            try:
                reading = self._read_models.reading(connection)
            except NothingToRead:
                return []
            return areas_below(ListReader(connection, reading), area, month)

    def pairings_not_visited(self, month: date) -> list[UUID]:
        """Give the pairings on duty in a month whose resident nobody met: M05's rule, no other.

        Where a resident had several, the one that runs, or else the last.
        """
        last = months_later(month, 1) - timedelta(1)
        with self._read_models.connection() as connection:
            try:
                reading = self._read_models.reading(connection)
            except NothingToRead:
                return []
            figures = FigureReader(connection, reading)
            people = {
                counted.person
                for line in NOT_MET_LINES
                for counted in figures.every_key(Question(line, month, last))
            }
        return self._ids(
            "select distinct on (person) id from {schema}.cases where kind = 'pairings'"
            f" and person = any(%s) and to_position = {NOW} and status <> 'proposed'"
            " order by person, open desc, opened_position desc",
            [list(people)],
        )

    def first_visits(
        self, residents: Sequence[UUID], pairings: Sequence[UUID]
    ) -> list[tuple[UUID, UUID, date]]:
        """Give pairing, visit and day of the first visits that the pairings do not know yet."""
        counted = [*HOME, *ELSEWHERE]
        return self._rows(_FIRST_VISITS, [CONTACTS.id, counted, list(residents), list(pairings)])

    def certificates_until(self, day: date) -> list[tuple[UUID, date]]:
        """Give the residents whose certificate's last day is that day or before, with the day."""
        return self._rows(
            "select resident, valid_to from {schema}.certificates"
            f" where valid_to <= %s and to_position = {NOW} order by valid_to, resident",
            [day],
        )

    def clocks_to_watch(self, on: date, calendar_version: str) -> list[ClockRow]:
        """Give the clocks of which something may have to be noted on a day, by a calendar."""
        with self._read_models.connection() as connection:
            try:
                reading = self._read_models.reading(connection)
            except NothingToRead:
                return []
            clocks = ClockReader(ListReader(connection, reading))
            return clocks.to_watch(on, calendar_version)

    def _ids(self, query: LiteralString, parameters: Sequence[Any]) -> list[UUID]:
        return [found for (found,) in self._rows(query, parameters)]

    def associations_in(self, district: str) -> tuple[str, ...]:
        """Name the associations whose code begins with that of a district."""
        return tuple(name for (name,) in self._rows(_NAMES, [len(district), district]))

    def _count(self, query: LiteralString, parameters: Sequence[Any]) -> int:
        rows = self._rows(query, parameters)
        return int(rows[0][0]) if rows else 0

    def _rows(self, query: LiteralString, parameters: Sequence[Any]) -> list[Any]:
        with self._read_models.connection() as connection:
            try:
                reading = self._read_models.reading(connection)
            except NothingToRead:
                return []
            composed = sql.SQL(query).format(schema=sql.Identifier(reading.schema))
            return connection.execute(composed, parameters).fetchall()


def areas_below(lists: ListReader, area: str, month: date) -> list[str]:
    """Name the villages at work in a town, or the towns of a district, as known at a reading."""
    if len(area) >= VILLAGE_DIGITS:
        return []
    last = months_later(month, 1) - timedelta(1)
    at = lists.reading.position
    rows = lists.rows(
        "select code from {schema}.cases where kind = 'associations' and status = 'active'"
        " and from_position <= %s and to_position > %s and opened_on <= %s"
        " and starts_with(code, %s) order by code",
        [at, at, last, area],
    )
    codes: list[str] = [code for (code,) in rows]
    if len(area) == TOWN_DIGITS:
        return codes
    return sorted({code[:TOWN_DIGITS] for code in codes})
