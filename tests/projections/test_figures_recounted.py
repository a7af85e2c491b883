"""Random districts: every figure, at any position, is what two slow and plain recounts give.

One adds up the facts, whatever the reader took its answer from; the other starts from the log.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from projections.figures.fact import Kind
from projections.figures.figure import Question
from projections.figures.queries import months
from projections.figures.reader import BREAKDOWNS, FigureReader
from projections.measures import MEASURES
from support.counted import ELSEWHERE, OTHER_TOWN, SAME_TOWN
from support.district import District
from support.figures import drilled, reading_of
from support.histories import TOWN, VILLAGE
from support.periods import AREAS, any_period
from support.plain_facts import PlainFacts
from support.recount import Recount
from support.recount_campaigns import coverage
from support.recount_duty import duty, nobody_left_out
from support.recount_stocks import gaps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.figures import Book

ENTRIES = 350
POSITIONS = 4
QUESTIONS = 120

RATES_OF_DUTY = tuple(
    sorted(measure for measure in MEASURES if measure.startswith("M05") and measure != "M05x")
)

RATES_OF_CAMPAIGNS = tuple(
    sorted(
        measure.id
        for measure in MEASURES.values()
        if measure.id.startswith("M21") and measure.kind is Kind.RATE
    )
)

SHARES = {"M06d": ("M06d1", "M06d2"), "M13": ("M13d", "M13c"), "M13b": ("M13f", "M13e")} | {
    "M20": ("M20c", "M20b")
}


@pytest.mark.parametrize("seed", range(6))
def test_every_figure_is_what_recounts_of_facts_and_log_give(book: Book, seed: int) -> None:
    random = Random(seed)
    district = District(random)
    district.grow(ENTRIES)
    book.append(district.entries)
    with book.reader() as now, book.read_models.connection() as connection:
        for position in [*random.sample(range(1, ENTRIES + 1), POSITIONS - 1), ENTRIES]:
            reading = reading_of(now.reading.schema, position)
            reader = FigureReader(connection, reading)
            recount = Recount(district.entries, position)
            facts = PlainFacts(connection, reading.schema)
            for _ in range(QUESTIONS):
                measure = random.choice(list(MEASURES))
                question = Question(measure, *any_period(random), random.choice(AREAS))
                compare(reader, recount, question, random)
                if not MEASURES[measure].kind.is_derived:
                    assert len(facts.keys(question, position)) == reader.figure(question).value


def compare(reader: FigureReader, recount: Recount, question: Question, random: Random) -> None:
    """Hold number, drill-down and parts against the recount."""
    expected, of = recounted(recount, question)
    figure = reader.figure(question)
    keys = drilled(reader, question, page=random.choice((2, 1000)))

    assert (figure.value, figure.of) == (_amount(question, expected), of), question
    assert {(key.person, key.rest) for key in keys} == expected, question
    assert len(keys) == figure.keys, question
    by = random.choice(BREAKDOWNS)
    parts = {part.key: (part.value, part.of) for part in reader.figure(question, by=by).parts}
    for key, cut in cuts(question, by):
        expected, of = recounted(recount, cut)
        assert parts.pop(key, (0, of and 0)) == (_amount(cut, expected), of), (by, key, question)
    assert all(key == "" or value == (0, 0) for key, value in parts.items()), (by, question, parts)


def _amount(question: Question, expected: set[tuple[Any, str]]) -> int:
    """Give how many there are; of a mean, what their rests add up to."""
    if MEASURES[question.measure].kind is Kind.MEAN:
        return sum(int(rest) for _, rest in expected)
    return len(expected)


def recounted(recount: Recount, question: Question) -> tuple[set[tuple[Any, str]], int | None]:
    """Give the keys of a figure, and the denominator of a rate."""
    if question.measure in RATES_OF_CAMPAIGNS:
        targets = coverage(recount, question.last, question.area or "")
        of = targets["of M21j" if question.measure == "M21j" else "of"]
        return targets[question.measure], len(of)
    if question.measure == "M02b":
        areas = gaps(recount, question.last, question.area or "")
        return areas["M02b"], len(areas["of"])
    return _recounted_elsewhere(recount, question)


def _recounted_elsewhere(
    recount: Recount, question: Question
) -> tuple[set[tuple[Any, str]], int | None]:
    period, area = (question.first, question.last), question.area or ""
    if question.measure in RATES_OF_DUTY:
        person_months = duty(recount, *period, area)
        of = person_months["of M05j" if question.measure == "M05j" else "of"]
        return person_months[question.measure], len(of)
    if question.measure in {"M19a", "M19b", "M19c"}:
        lines = nobody_left_out(recount, *period, area)
        return lines[question.measure], len(lines["of"])
    if question.measure in SHARES:
        part, whole = (recount.keys(each, *period, area) for each in SHARES[question.measure])
        return part, len(whole)
    if question.measure == "M14":
        whole = recount.keys("M14b", *period, area)
        return whole - recount.keys("M14c", *period, area), len(whole)
    if question.measure == "M15":
        timed = recount.keys("M15b", *period, area)
        return timed, len(timed)
    return recount.keys(question.measure, *period, area), None


def cuts(question: Question, by: str) -> Iterator[tuple[str, Question]]:
    """Cut a question into its months, towns or associations."""
    area = question.area or ""
    if by == "month":
        for first, last in months(question.first, question.last):
            yield f"{first:%Y-%m}", Question(question.measure, first, last, question.area)
        return
    codes = (VILLAGE, SAME_TOWN.code, ELSEWHERE.code) if by == "association" else (TOWN, OTHER_TOWN)
    for code in codes:
        if code.startswith(area):
            yield code, Question(question.measure, question.first, question.last, code)
        elif area.startswith(code):
            yield code, question
