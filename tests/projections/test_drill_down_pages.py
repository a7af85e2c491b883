"""The pages of a drill-down, found by looking at a few days at a time, are those of one long list."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import TYPE_CHECKING

import pytest

from projections.figures.fact import Kind
from projections.figures.figure import Question
from projections.figures.queries import KEYS, SOURCES
from projections.figures.reader import FigureReader
from projections.measures import MEASURES
from support.district import District
from support.figures import drilled, reading_of
from support.periods import AREAS, any_period

if TYPE_CHECKING:
    from support.figures import Book

ENTRIES = 350
QUESTIONS = 100
FOUND_MIN = 50
ALL_MAX = 10_000
COUNTED = sorted(
    measure.id for measure in MEASURES.values() if measure.kind in {Kind.FLOW, Kind.DISTINCT}
)


@pytest.mark.parametrize("seed", range(2))
def test_every_page_is_cut_from_the_whole_list(book: Book, seed: int) -> None:
    random = Random(seed)
    district = District(random)
    district.grow(ENTRIES)
    book.append(district.entries)
    found = 0
    with book.reader() as now, book.read_models.connection() as connection:
        for _ in range(QUESTIONS):
            position = random.choice((ENTRIES, random.randint(1, ENTRIES)))
            reader = FigureReader(connection, reading_of(now.reading.schema, position))
            span = random.choice((any_period(random), (date.min, date.max)))
            question = Question(random.choice(COUNTED), *span, random.choice(AREAS))
            measure = MEASURES[question.measure]
            whole = reader.facts.page(KEYS, SOURCES, measure, question, after=None, limit=ALL_MAX)
            assert drilled(reader, question, page=random.choice((1, 3, 1000))) == whole, question
            if whole:
                key = random.choice(whole)
                place = key.occurred_on, str(key.person), key.rest
                rest = reader.drill_down(question, after=place, limit=ALL_MAX)
                assert rest == whole[whole.index(key) + 1 :]
            found += len(whole)
    assert found > FOUND_MIN
