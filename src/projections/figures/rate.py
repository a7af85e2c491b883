"""What is derived from facts that other measures made: a rate, a figure inside another; a mean."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from projections.figures.figure import Part
from projections.figures.queries import (
    FACTS,
    GROUPS,
    IN_AREA,
    IN_PERIOD,
    KEYS,
    KNOWN,
    SOURCES,
    months,
)

if TYPE_CHECKING:
    from projections.figures.fact import Measure
    from projections.figures.figure import Counted, Question
    from projections.figures.queries import FactsReader, Page


class Rate(ABC):
    """|A and B| of |B|: the numerator always lies inside the denominator.

    `reads` names the measures whose facts it is derived from.
    """

    measure: Measure
    reads: tuple[str, ...]

    @abstractmethod
    def parts(self, facts: FactsReader, question: Question, by: str | None) -> list[Part]:
        """Give numerator and denominator by town, association or month, or as the only part."""

    @abstractmethod
    def drill_down(
        self, facts: FactsReader, question: Question, *, after: Page, limit: int
    ) -> list[Counted]:
        """Give the keys of the numerator, a page at a time."""


class Share(Rate):
    """The share of one measure in another that counts every key of the first."""

    def __init__(self, measure: Measure, *, part: Measure, whole: Measure) -> None:
        """Give `part` in `whole`."""
        self.measure = measure
        self.reads = (part.id, whole.id)
        self._part = part

    def parts(self, facts: FactsReader, question: Question, by: str | None) -> list[Part]:
        """Count both among the same facts."""
        query = (
            "select part, count(*) filter (where measure = %(measure)s), count(*) filter"
            f" (where measure = %(whole)s) from (select measure, {GROUPS[by]} as part, person, rest"
            " from {schema}.facts where measure in (%(measure)s, %(whole)s)"
            f" and {KNOWN} and {IN_PERIOD} and {IN_AREA}"
            " group by 1, 2, 3, 4 having sum(amount) > 0) k group by part order by part"
        )
        rows = facts.rows(query, self._part, question, whole=self.reads[1])
        return [Part(key, value, of) for key, value, of in rows]

    def drill_down(
        self, facts: FactsReader, question: Question, *, after: Page, limit: int
    ) -> list[Counted]:
        """Give the keys of the part."""
        return facts.page_of_keys(self._part, question, after=after, limit=limit)


class ShareWithout(Rate):
    """The share, in one measure, of the keys of which another says nothing in the same period."""

    def __init__(self, measure: Measure, *, whole: Measure, without: Measure) -> None:
        """Give those of `whole` that are not in `without`."""
        self.measure = measure
        self.reads = (whole.id, without.id)
        self._whole = whole

    def parts(self, facts: FactsReader, question: Question, by: str | None) -> list[Part]:
        """Count both among the same facts."""
        query = (
            "select part, count(*) filter (where whole and not without), count(*) filter (where"
            " whole) from (select part, bool_or(measure = %(measure)s) as whole,"
            " bool_or(measure = %(without)s) as without"
            f" from (select measure, {GROUPS[by]} as part, person, rest"
            " from {schema}.facts where measure in (%(measure)s, %(without)s)"
            f" and {KNOWN} and {IN_PERIOD} and {IN_AREA}"
            " group by 1, 2, 3, 4 having sum(amount) > 0) n group by part, person, rest) k"
            " group by part order by part"
        )
        rows = facts.rows(query, self._whole, question, without=self.reads[1])
        return [Part(key, value, of) for key, value, of in rows]

    def drill_down(
        self, facts: FactsReader, question: Question, *, after: Page, limit: int
    ) -> list[Counted]:
        """Give the keys without."""
        keys = (
            "select * from (" + KEYS + ") w where (person, rest) not in (select person, rest"
            " from {schema}.facts where measure = %(without)s"
            f" and {KNOWN} and {IN_PERIOD} and {IN_AREA}"
            " group by person, rest having sum(amount) > 0)"
        )
        without = self.reads[1]
        return facts.page(
            keys, SOURCES, self._whole, question, after=after, limit=limit, without=without
        )


# Each key of the stock lies where it was last said to be; what holds it may lie anywhere.
_GAPS: Final = f"""
with whole as (
  select distinct on (person, rest) person, rest, code, town, occurred_on as day from (
    select person, rest, code, town, occurred_on from {{schema}}.facts
    where measure = %(measure)s and {KNOWN} and {IN_PERIOD}
    group by 1, 2, 3, 4, 5 having sum(amount) > 0
  ) n order by person, rest, occurred_on desc, code desc
),
held as (
  select person, rest from {{schema}}.facts where measure = %(without)s and {KNOWN} and {IN_PERIOD}
  group by 1, 2 having sum(amount) > 0
),
fallen as (
  select person, rest, max(occurred_on) as day from (
    select person, rest, occurred_on from {{schema}}.facts
    where measure = %(without)s and {KNOWN} and {IN_PERIOD}
    group by 1, 2, 3 having sum(amount) < 0
  ) n group by person, rest
),
gaps as (
  select w.*, h.person is null as is_gap, f.day as fallen_on
  from whole w left join held h using (person, rest) left join fallen f using (person, rest)
  where {IN_AREA}
)
"""


class Gaps(Rate):
    """The share, in a stock that only goes up, of the keys that another stock does not hold now."""

    def __init__(self, measure: Measure, *, whole: Measure, without: Measure) -> None:
        """Give those of `whole` that `without` does not hold on the last day, wherever it lies."""
        self.measure = measure
        self.reads = (whole.id, without.id)
        self._whole = whole

    def parts(self, facts: FactsReader, question: Question, by: str | None) -> list[Part]:
        """Count both; by month, on the last day of each."""
        if by == "month":
            return [
                replace(part, key=f"{first:%Y-%m}")
                for first, last in months(question.first, question.last)
                for part in self.parts(facts, replace(question, first=first, last=last), None)
            ]
        query = _GAPS + (
            f"select {GROUPS[by]} as part, count(*) filter (where is_gap), count(*)"
            " from gaps group by 1 order by 1"
        )
        rows = facts.rows(query, self._whole, question, without=self.reads[1])
        return [Part(key, value, of) for key, value, of in rows]

    def drill_down(
        self, facts: FactsReader, question: Question, *, after: Page, limit: int
    ) -> list[Counted]:
        """Give the gaps, each with the day since which it is one."""
        keys = _GAPS + "select person, rest, coalesce(fallen_on, day) as day from gaps where is_gap"
        without = self.reads[1]
        return facts.page(
            keys, SOURCES, self._whole, question, after=after, limit=limit, without=without
        )


class Mean(Rate):
    """The mean of a number that the rest of each key holds: their sum, and how many they are."""

    def __init__(self, measure: Measure, *, of: Measure) -> None:
        """Give the mean over the keys of `of`."""
        self.measure = measure
        self.reads = (of.id,)
        self._of = of

    def parts(self, facts: FactsReader, question: Question, by: str | None) -> list[Part]:
        """Add up, and count."""
        query = (
            "select part, sum(rest::int)::bigint, count(*) from ("
            f"select {GROUPS[by]} as part, person, rest" + FACTS + "group by 1, 2, 3"
            " having sum(amount) > 0) k group by part order by part"
        )
        rows = facts.rows(query, self._of, question)
        return [Part(key, value, of) for key, value, of in rows]

    def drill_down(
        self, facts: FactsReader, question: Question, *, after: Page, limit: int
    ) -> list[Counted]:
        """Give the keys, each with its number."""
        return facts.page_of_keys(self._of, question, after=after, limit=limit)
