"""The facts behind a figure as they stand at its position, a page at a time.

What is added and taken back is netted: a line is what one entry says of one subject on one day.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, LiteralString
from uuid import UUID

from projections.figures.fact import Kind
from projections.figures.presence import PresenceRate
from projections.figures.queries import IN_AREA, IN_PERIOD, KNOWN, FactsReader
from projections.measures import MEASURES, RATES
from projections.measures.duty import CONTACTS
from projections.measures.pairings import M17B

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from eventstore.log import Log
    from projections.figures.fact import Measure
    from projections.figures.figure import Question

SOURCES_PER_PAGE: Final = 2_000

_UNTIL: Final = """
select source from (
  select distinct source from {schema}.facts
  where measure = %(reads)s and position <= %(position)s and source > %(after)s
  order by source limit %(sources)s
) s order by source desc limit 1
"""
_PAGE: Final = f"""
select person, rest, subject, code, occurred_on, source, source_version, sum(amount)::bigint
from {{schema}}.facts
where measure = %(reads)s and {KNOWN} and source > %(after)s and source <= %(until)s and {{scope}}
group by 1, 2, 3, 4, 5, 6, 7 having sum(amount) <> 0
"""
_PERSONS: Final = f"""
select distinct person from (
  select person, rest, subject, code, occurred_on, source, source_version
  from {{schema}}.facts where measure = %(reads)s and {KNOWN} and {{scope}}
  group by 1, 2, 3, 4, 5, 6, 7 having sum(amount) <> 0
) lines
"""
_PLACES: Final = """
select originator_id, originator_version, position from {schema}.events
where (originator_id, originator_version) in (select * from unnest(%s::uuid[], %s::int[]))
"""

_UNTIL_DAY: Final = "occurred_on <= %(last)s"
_BEFORE_ALL: Final = UUID(int=0)


@dataclass(frozen=True, slots=True)
class StandingFact:
    """One line that a figure counts; `position` is where the log has the entry it is about."""

    measure: str
    person: UUID
    rest: str
    subject: UUID
    area: str
    occurred_on: date
    amount: int
    source: UUID
    version: int
    position: int

    @property
    def line(self) -> bytes:
        """The fact as a bundle tells it; its words and their order are for ever."""
        return (
            f'{{"measure":"{self.measure}","person":"{self.person}","rest":{_quoted(self.rest)},'
            f'"subject":"{self.subject}","area":{_quoted(self.area)},'
            f'"occurred_on":"{self.occurred_on}","amount":{self.amount},'
            f'"source":"{self.source}","version":{self.version},"position":{self.position}}}'
        ).encode()


class StandingFacts:
    """Everything a figure counts, measure by measure and source by source."""

    def __init__(self, facts: FactsReader, log: Log, question: Question) -> None:
        """Read for `question` as of the position of `facts`."""
        self._facts = facts
        self._log = log
        self._question = question
        self._measure = MEASURES[question.measure]
        rate = RATES.get(question.measure)
        self._stock = rate.reads[0] if isinstance(rate, PresenceRate) else None
        self._is_by_helper = isinstance(rate, PresenceRate) and rate.is_by_helper
        reads = set(rate.reads if rate else (question.measure,))
        self._reads = sorted(reads if self._is_by_helper else reads - {M17B.id} or reads)

    def __iter__(self) -> Iterator[StandingFact]:
        """Give them in the order of the bundle."""
        persons = self._persons(self._stock) if self._stock else None
        for reads in self._reads:
            only = persons if reads == CONTACTS.id else None
            for fact in self._of_measure(reads):
                if only is None or fact.person in only:
                    yield fact

    def _of_measure(self, reads: str) -> Iterator[StandingFact]:
        after = _BEFORE_ALL
        query = _PAGE.replace("{scope}", self._scope(reads))
        while True:
            until = self._rows(_UNTIL, reads, after=after, sources=SOURCES_PER_PAGE)
            if not until:
                return
            rows = self._rows(query, reads, after=after, until=until[0][0])
            yield from sorted(self._placed(reads, rows), key=_order)
            after = until[0][0]

    def _placed(self, reads: str, rows: list[Any]) -> Iterator[StandingFact]:
        """Find where the log has the entries behind some lines."""
        entries = sorted({(row[5], row[6]) for row in rows})
        columns = [[stream for stream, _ in entries], [version for _, version in entries]]
        places = {
            (stream, version): position
            for stream, version, position in self._log.select(_PLACES, columns)
        }
        for person, rest, subject, code, day, source, version, amount in rows:
            yield StandingFact(
                reads,
                person,
                rest,
                subject,
                code,
                day,
                amount,
                source,
                version,
                places[source, version],
            )

    def _persons(self, stock: str) -> frozenset[UUID]:
        """Give whose contacts a rate over presences looks for."""
        query = _PERSONS.replace("{scope}", self._scope(stock))
        return frozenset(person for (person,) in self._rows(query, stock))

    def _scope(self, reads: str) -> LiteralString:
        """Tell which days and places of a measure the question is about."""
        if self._stock:
            if reads == M17B.id:
                return "true"
            if reads == CONTACTS.id:
                return IN_PERIOD
            return _UNTIL_DAY if self._is_by_helper else f"{_UNTIL_DAY} and {IN_AREA}"
        if self._measure.kind is Kind.STOCK:
            return f"{_UNTIL_DAY} and {IN_AREA}"
        return f"{IN_PERIOD} and {IN_AREA}"

    def _rows(self, query: LiteralString, reads: str, **more: object) -> list[Any]:
        return self._facts.rows(query, self._measure, self._question, reads=reads, **more)


def survivors(facts: FactsReader, measure: Measure, question: Question) -> dict[UUID, UUID]:
    """Give which file each merged one points to, as of the position."""
    query: LiteralString = (
        "select person, into_person from {schema}.survivors"
        " where from_position <= %(position)s and to_position > %(position)s"
    )
    return dict(facts.rows(query, measure, question))


def _order(fact: StandingFact) -> tuple[str | int, ...]:
    return (
        str(fact.source),
        str(fact.person),
        fact.rest,
        fact.position,
        str(fact.subject),
        fact.area,
        fact.occurred_on.isoformat(),
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
