"""Reads figures, their breakdowns, their drill-down and their explanation, at a position."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from projections.figures import explanation
from projections.figures.adjustments import Adjustment, adjustments
from projections.figures.fact import Kind
from projections.figures.facts import MERGING_TOPICS
from projections.figures.figure import Counted, Figure, Part, Question, Reading
from projections.figures.persons import persons
from projections.figures.queries import (
    ASSOCIATION_DIGITS,
    FACTS,
    GROUPS,
    TOWN_DIGITS,
    FactsReader,
    Page,
    months,
)
from projections.measures import MEASURES, RATES, topics_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from uuid import UUID

    from projections.figures.explanation import Explanation
    from projections.figures.fact import Measure
    from projections.figures.queries import Connection
    from projections.figures.rate import Rate

ADJUSTMENTS_MAX: Final = 2_000
KEYS_A_PAGE: Final = 1_000
BREAKDOWNS: Final = ("town", "association", "month")


class UnknownMeasure(KeyError):
    """没有这个指标。 | There is no such measure."""


def measure_of(measure_id: str) -> Measure:
    """Give a measure by its id. Raises `UnknownMeasure`."""
    try:
        return MEASURES[measure_id]
    except KeyError:
        raise UnknownMeasure(measure_id) from None


class FigureReader:
    """Answers questions at one reading, over one connection."""

    def __init__(
        self, connection: Connection, reading: Reading, *, rates: Mapping[str, Rate] = RATES
    ) -> None:
        """Read the build and position of `reading`, and no other; `rates` say how rates are read."""
        self.reading = reading
        self.facts = FactsReader(connection, reading)
        self._rates = rates

    def at(self, reading: Reading) -> FigureReader:
        """Read at another reading, over the same connection."""
        return FigureReader(self.facts.connection, reading, rates=self._rates)

    def figure(self, question: Question, *, by: str | None = None) -> Figure:
        """Give the figure, with its parts by town, association or month when asked."""
        measure = measure_of(question.measure)
        whole = self._whole(measure, question)
        return Figure(
            measure=measure,
            question=question,
            value=whole.value,
            of=whole.of,
            position=self.reading.position,
            open=self.reading.open,
            complete=self._complete(measure, question),
            parts=tuple(self._parts(measure, question, by)) if by else (),
        )

    def drill_down(
        self, question: Question, *, after: Page = None, limit: int = 100
    ) -> list[Counted]:
        """Give the keys counted in a figure, in order of date, a page at a time.

        `after` is the date, person and rest of the last key of the page before. Of a rate, the
        numerator is given.
        """
        measure = measure_of(question.measure)
        if measure.kind.is_derived:
            return self._rates[measure.id].drill_down(
                self.facts, question, after=after, limit=limit
            )
        return self.facts.page_of_keys(measure, question, after=after, limit=limit)

    def every_key(self, question: Question) -> Iterator[Counted]:
        """Give every key counted in a figure, page after page."""
        after: Page = None
        while page := self.drill_down(question, after=after, limit=KEYS_A_PAGE):
            yield from page
            last = page[-1]
            after = last.occurred_on, str(last.person), last.rest

    def persons(self, question: Question) -> dict[UUID | None, int]:
        """Give the people a figure counts, each with the number of their keys; None: not on file.

        Raises `NotAboutResidents`.
        """
        return persons(self.facts, question, measure_of(question.measure))

    def adjustments(
        self, *, since: int, before: date, area: str | None, limit: int = ADJUSTMENTS_MAX
    ) -> list[Adjustment]:
        """Give what changed of the months before a day since an earlier position, case by case."""
        return adjustments(self.facts, since=since, before=before, area=area, limit=limit)

    def explain(self, question: Question) -> Explanation:
        """Tell what counting recorded lines would give, and what the rule leaves out."""
        measure = measure_of(question.measure)
        naive = [measure_of(naive_id) for naive_id in measure.naive]
        return explanation.explain(self.facts, question, measure, naive)

    # --- how

    def _whole(self, measure: Measure, question: Question) -> Part:
        nothing = Part("", 0, 0 if measure.kind.is_derived else None)
        return next(self._read(measure, question, None), nothing)

    def _parts(self, measure: Measure, question: Question, by: str) -> Iterator[Part]:
        """Give the parts; a stock by month is read on the last day of each."""
        if by != "month" or measure.kind is not Kind.STOCK:
            yield from self._read(measure, question, by)
            return
        for first, last in months(question.first, question.last):
            on_last_day = replace(question, first=first, last=last)
            yield Part(f"{first:%Y-%m}", self._whole(measure, on_last_day).value)

    def _read(self, measure: Measure, question: Question, by: str | None) -> Iterator[Part]:
        """Read a rate from what it is made of, whole months from the roll-ups, else the facts."""
        if measure.kind.is_derived:
            yield from self._rates[measure.id].parts(self.facts, question, by)
        elif measure.kind is Kind.STOCK or not _whole_months(question):
            yield from self._from_facts(measure, question, by)
        elif measure.kind is Kind.FLOW:
            yield from self._from_steps(measure, question, by)
        else:
            yield from self._from_presences(measure, question, by)

    def _from_facts(self, measure: Measure, question: Question, by: str | None) -> Iterator[Part]:
        query = (
            f"select part, count(*) from (select {GROUPS[by]} as part, person, rest"
            + FACTS
            + "group by 1, 2, 3 having sum(amount) > 0) k group by part order by part"
        )
        for key, value in self.facts.rows(query, measure, question):
            yield Part(key, value)

    def _from_steps(self, measure: Measure, question: Question, by: str | None) -> Iterator[Part]:
        """Add the steps up; rows shorter than an area hold the overlap of what lies within it."""
        group, digits = {
            None: ("''", 0),
            "town": (f"left(area, {TOWN_DIGITS})", TOWN_DIGITS),
            "association": ("area", ASSOCIATION_DIGITS),
            "month": ("period", 0),
        }[by]
        query = (
            f"select {group}, sum(total)::bigint from {{schema}}.steps"
            " where measure = %(measure)s and period = any(%(periods)s)"
            " and from_position <= %(position)s and to_position > %(position)s"
            " and (%(area)s::text is null or starts_with(area, %(area)s))"
            f" and (length(area) >= {digits} or area = '')"
            " group by 1 having sum(total) <> 0 order by 1"
        )
        periods = [f"{first:%Y-%m}" for first, _ in months(question.first, question.last)]
        for key, value in self.facts.rows(query, measure, question, periods=periods):
            yield Part(key, value)

    def _from_presences(
        self, measure: Measure, question: Question, by: str | None
    ) -> Iterator[Part]:
        """Count who is present in the months, or in the years when there are only whole ones."""
        periods = [f"{first:%Y-%m}" for first, _ in months(question.first, question.last)]
        if len(periods) % 12 == 0 and question.first.month == 1 and by != "month":
            periods = sorted({period[:4] for period in periods})
        group = {None: "''", "town": "town", "association": "area", "month": "period"}[by]
        query = (
            f"select {group}, count(distinct (person, rest)) from {{schema}}.presences"
            " where measure = %(measure)s and period = any(%(periods)s)"
            " and from_position <= %(position)s and to_position > %(position)s"
            " and (%(area)s::text is null or starts_with(area, %(area)s))"
            " group by 1 order by 1"
        )
        for key, value in self.facts.rows(query, measure, question, periods=periods):
            yield Part(key, value)

    def _complete(self, measure: Measure, question: Question) -> bool:
        """Tell whether no event this figure may depend on is parked."""
        query = (
            "select not exists (select from {schema}.parked"
            " where position <= %(position)s and (topic = any(%(topics)s) or verb))"
        )
        topics = sorted(topics_of(measure.id) | MERGING_TOPICS)
        return bool(self.facts.rows(query, measure, question, topics=topics)[0][0])


def _whole_months(question: Question) -> bool:
    after = question.last + timedelta(days=1)
    return question.first.day == 1 and after.day == 1
