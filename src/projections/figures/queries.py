"""How the facts of one question are found: the pieces of SQL that every reader of figures shares."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, LiteralString
from uuid import UUID

from psycopg import sql

from projections.figures.fact import Kind
from projections.figures.figure import Counted, Question, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

    from projections.figures.fact import Measure

    Connection = psycopg.Connection[tuple[Any, ...]]

Page = tuple[date, str, str] | None
"""The date, person and rest of the last key of the page before; None for the first page."""

TOWN_DIGITS: Final = 9
ASSOCIATION_DIGITS: Final = 12

KNOWN: Final = "position <= %(position)s"
IN_AREA: Final = """
  (%(town)s::text is null or town = %(town)s)
  and (%(code)s::text is null or code = %(code)s)
  and (%(district)s::text is null or starts_with(code, %(district)s))
"""
OF_CAMPAIGN: Final = "(%(campaign)s::text is null or starts_with(rest, %(campaign)s))"
"""For measures whose keys begin with the id of a campaign."""

IN_PERIOD: Final = "occurred_on >= %(first)s and occurred_on <= %(last)s"

FACTS: Final = f"""
from {{schema}}.facts
where measure = %(measure)s and {KNOWN} and {IN_PERIOD} and {IN_AREA} and {OF_CAMPAIGN}
"""

# A line is what one event said of one subject. The changes of one day are netted first, so that
# what was corrected away does not lend the line its date.
_LINES_OF: Final = (
    "select person, rest, subject, source, source_version,"
    " min(code) filter (where net > 0) as code,"
    " min(occurred_on) filter (where net > 0) as day from ("
    "select person, rest, subject, source, source_version, code, occurred_on, sum(amount) as net"
    "{facts} group by 1, 2, 3, 4, 5, 6, 7) n group by 1, 2, 3, 4, 5 having sum(net) > 0"
)
ON_PAGE: Final = "and person = any(%(persons)s)"
LINES: Final = _LINES_OF.replace("{facts}", FACTS)

# What is counted, and, for the keys of one page, where it was and the lines behind it: a key is
# counted when one of its lines stands.
KEYS: Final = "select person, rest, min(day) as day from (" + LINES + ") l group by person, rest"
LINES_OF_KEYS: Final = _LINES_OF.replace(
    "{facts}",
    " from unnest(%(persons)s::uuid[], %(rests)s::text[]) as k(person, rest)"
    " join {schema}.facts using (person, rest)"
    f" where measure = %(measure)s and {KNOWN} and {IN_PERIOD} and {IN_AREA} and {OF_CAMPAIGN}",
)
SOURCES: Final = (
    "select person, rest, min(code), array_agg(distinct source::text || ' ' || source_version)"
    " from (" + LINES_OF_KEYS + ") l group by person, rest"
)

# The keys whose day lies in some days: a key's day is one on which it gained, so those that gained
# then are all there can be; the whole period tells on which day each of them began.
GAINED: Final = f"""
select distinct person, rest from {{schema}}.facts
where measure = %(measure)s and {KNOWN} and {IN_AREA} and {OF_CAMPAIGN} and amount > 0
  and occurred_on >= %(from_day)s and occurred_on <= %(to_day)s
"""
KEYS_OF_DAYS: Final = (
    "select person, rest, day from (select person, rest, min(day) as day from ("
    + LINES_OF_KEYS
    + ") l group by person, rest) keys where day >= %(from_day)s and day <= %(to_day)s"
    " and (%(after_day)s::date is null or (day, person::text, rest) >"
    " (%(after_day)s::date, %(after_person)s::text, %(after_rest)s::text))"
    " order by day, person::text, rest limit %(limit)s"
)
DAYS_AT_FIRST: Final = 1
DAYS_GROW: Final = 4

GROUPS: Final[dict[str | None, LiteralString]] = {
    None: "''",
    "town": "town",
    "association": "code",
    "month": "to_char(occurred_on, 'YYYY-MM')",
}


@dataclass(frozen=True, slots=True)
class FactsReader:
    """Asks the facts of one build, as known at one position, over one connection."""

    connection: Connection
    reading: Reading

    def rows(
        self, query: LiteralString, measure: Measure, question: Question, **more: object
    ) -> list[Any]:
        """Run a query: `{schema}` names the build, the question's parameters are given by name.

        It is planned for the values asked: a plan made once for all values took minutes.
        """
        area = question.area or ""
        parameters = {
            "measure": measure.id,
            "position": self.reading.position,
            "first": date.min if measure.kind is Kind.STOCK else question.first,
            "last": question.last,
            "campaign": str(question.campaign) if question.campaign else None,
            "area": question.area,
            "town": area if len(area) == TOWN_DIGITS else None,
            "code": area if len(area) == ASSOCIATION_DIGITS else None,
            "district": area if len(area) not in {0, TOWN_DIGITS, ASSOCIATION_DIGITS} else None,
            **more,
        }
        composed = sql.SQL(query).format(schema=sql.Identifier(self.reading.schema))
        return self.connection.execute(composed, parameters, prepare=False).fetchall()

    def page(
        self,
        keys: LiteralString,
        sources: LiteralString,
        measure: Measure,
        question: Question,
        *,
        after: Page,
        limit: int,
        **more: object,
    ) -> list[Counted]:
        """Give a page of `keys`, a query of person, rest and day, in the order of the day.

        `sources` then finds, for the keys of the page, the code and the entries behind each.
        """
        query = (
            "select person, rest, day from ("
            + keys
            + ") keys where %(after_day)s::date is null or (day, person::text, rest) >"
            " (%(after_day)s::date, %(after_person)s::text, %(after_rest)s::text)"
            " order by day, person::text, rest limit %(limit)s"
        )
        rows = self.rows(query, measure, question, **more, **_after(after), limit=limit)
        return self._with_sources(rows, sources, measure, question, **more)

    def page_of_keys(
        self, measure: Measure, question: Question, *, after: Page, limit: int
    ) -> list[Counted]:
        """Give a page of `KEYS`, with `SOURCES`: as `page` does, by looking at a few days at a time.

        Of what is held on a day, any day before it may be the first, so that is asked at once.
        """
        if measure.kind is Kind.STOCK:
            return self.page(KEYS, SOURCES, measure, question, after=after, limit=limit)
        rows: list[Any] = []
        day = question.first if after is None else max(question.first, after[0])
        days, left = DAYS_AT_FIRST, (question.last - day).days + 1
        while left > 0 and len(rows) < limit:
            days = min(days, left)
            end = day + timedelta(days=days - 1)
            span = {"from_day": day, "to_day": end}
            gained = self.rows(GAINED, measure, question, **span)
            rows += self.rows(
                KEYS_OF_DAYS,
                measure,
                question,
                **span,
                **_after(after),
                persons=[person for person, _ in gained],
                rests=[rest for _, rest in gained],
                limit=limit - len(rows),
            )
            left -= days
            if left:
                day, days = end + timedelta(days=1), days * DAYS_GROW
        return self._with_sources(rows, SOURCES, measure, question)

    def _with_sources(
        self,
        rows: list[Any],
        sources: LiteralString,
        measure: Measure,
        question: Question,
        **more: object,
    ) -> list[Counted]:
        more |= {"persons": [row[0] for row in rows], "rests": [row[1] for row in rows]}
        behind = {
            (person, rest): (code, _entries(entries))
            for person, rest, code, entries in self.rows(sources, measure, question, **more)
        }
        counted = []
        for person, rest, day in rows:
            code, entries = behind[person, rest]
            counted.append(Counted(person, rest, code, day, entries))
        return counted


def _after(after: Page) -> dict[str, object]:
    last_day, last_person, last_rest = after or (None, None, None)
    return {"after_day": last_day, "after_person": last_person, "after_rest": last_rest}


def months(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Give the calendar months of a period, the first and last cut to it."""
    start = first
    while start <= last:
        end = date(start.year, start.month, monthrange(start.year, start.month)[1])
        yield start, min(end, last)
        start = end + timedelta(days=1)


def _entries(sources: list[str]) -> tuple[tuple[UUID, int], ...]:
    entries = (source.split(" ") for source in sources)
    return tuple(sorted((UUID(stream), int(version)) for stream, version in entries))
