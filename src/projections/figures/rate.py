"""A rate: a figure inside another, derived from facts that other measures made."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from projections.figures.figure import Part
from projections.figures.queries import GROUPS, IN_AREA, IN_PERIOD, KEYS, KNOWN, SOURCES

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
        return facts.page(KEYS, SOURCES, self._part, question, after=after, limit=limit)
