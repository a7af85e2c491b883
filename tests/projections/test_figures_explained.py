"""Why counting lines gives another number: every line is accounted for, none twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from typing import TYPE_CHECKING

import pytest

from domain.history import Whole
from domain.visit import VisitCorrected, VisitVoided
from domain.words import Met, Outcome, VisitMode
from projections.figures.explanation import RateHasNoLines
from projections.figures.figure import Question
from projections.measures import MEASURES
from support import appeals
from support.counted import ANSWERED, APRIL, MAY, REOPENED, SPRING, YEAR, merged_into, seen, visit
from support.district import District
from support.histories import id_of
from support.lives import MERGED
from support.visits import A, B, C, X, Y

if TYPE_CHECKING:
    from projections.figures.explanation import Explanation
    from support.figures import Book

APRIL_5 = date(2022, 4, 5)


def left_over(explained: Explanation) -> int:
    """Give what is left of the lines when everything told is taken off; it should be nothing."""
    elsewhere = sum(lines for _, lines in explained.elsewhere)
    told = explained.voided + explained.undone + elsewhere + explained.repeated + explained.merged
    return explained.lines - told - explained.figure


def test_a_naive_count_of_survey_lines_is_told_apart_line_by_line(book: Book) -> None:
    """In small, the story's 4,170 lines that are 3,335 person-times."""
    book.record(id_of("met"), visit(seen(A), seen(B), by=X), on=APRIL_5)
    book.record(id_of("again"), visit(seen(A), by=X), on=APRIL_5)
    book.record(id_of("not met"), visit(seen(C, Met.NO), by=X), on=APRIL_5)
    book.record(id_of("call"), visit(seen(C, Met.FAMILY), by=X, mode=VisitMode.PHONE), on=APRIL_5)
    book.record(id_of("void"), visit(seen(A), by=Y), on=APRIL_5)
    book.record(id_of("void"), VisitVoided(reason="误录"))
    book.record(id_of("duplicate"), visit(seen(id_of("A'")), by=X), on=APRIL_5)
    book.record(id_of("A'"), merged_into(A))

    explained = book.explanation("M04", APRIL)

    assert explained.lines == 7
    assert (explained.voided, explained.repeated, explained.merged) == (1, 1, 1)
    assert [(measure.id, lines) for measure, lines in explained.elsewhere] == [
        ("M04c", 1),
        ("M04d", 1),
    ]
    assert explained.figure == book.value("M04", APRIL) == 2


def test_closings_are_told_apart_from_appeals_resolved(book: Book) -> None:
    """In small, the story's 67 closings: 58 counted, 6 of other outcomes, 3 closed again."""
    referred = replace(appeals.CLOSED, outcome=Outcome.REFERRED)
    book.record(id_of("resolved"), *ANSWERED, appeals.CLOSED, on=APRIL_5)
    book.record(id_of("resolved"), REOPENED, replace(appeals.CLOSED, round=2), on=date(2022, 5, 9))
    book.record(id_of("referred"), *ANSWERED, referred, on=APRIL_5)

    explained = book.explanation("M07", SPRING)

    assert explained.lines == book.value("M07d", SPRING) == 3
    assert [(measure.id, lines) for measure, lines in explained.elsewhere] == [
        ("M07d1", 1),
        ("M07d2", 1),
    ]
    assert explained.figure == 1


def test_merged_appeals_are_lines_that_a_later_event_took_back(book: Book) -> None:
    book.record(id_of("one"), appeals.REGISTERED, on=APRIL_5)
    book.record(id_of("other"), appeals.REGISTERED, MERGED, on=APRIL_5)

    explained = book.explanation("M07b2", APRIL)

    assert (explained.lines, explained.undone, explained.voided, explained.figure) == (2, 1, 0, 1)


def test_a_line_corrected_into_another_month_is_a_line_of_both_and_stands_in_one(
    book: Book,
) -> None:
    stream = id_of("visit")
    book.record(stream, visit(seen(A), by=X), on=APRIL_5)
    corrected = VisitCorrected(
        version=1,
        field="occurred_on",
        old="2022-04-05",
        new="2022-05-05",
        reason="录入有误",
        whole=Whole(visit(seen(A), by=X)),
        occurred_on=date(2022, 5, 5),
    )
    book.record(stream, corrected)

    told = [book.explanation("M04", month) for month in (APRIL, MAY, SPRING)]

    assert [(each.lines, each.voided, each.figure) for each in told] == [
        (1, 1, 0),
        (1, 0, 1),
        (1, 0, 1),
    ]


def test_a_rate_has_no_lines(book: Book) -> None:
    with pytest.raises(RateHasNoLines):
        book.explanation("M05", APRIL)


@pytest.mark.parametrize("seed", range(3))
def test_every_line_of_a_random_district_is_accounted_for(book: Book, seed: int) -> None:
    district = District(Random(seed))
    district.grow(400)
    book.append(district.entries)
    measures = [measure for measure in MEASURES.values() if not measure.kind.is_derived]
    with book.reader() as reader:
        for measure in measures:
            for period in (APRIL, MAY, YEAR, (date(2022, 4, 9), date(2022, 6, 20))):
                question = Question(measure.id, *period)
                explained = reader.explain(question)

                assert left_over(explained) == 0, question
                assert explained.figure == reader.figure(question).value, question
                told = (explained.voided, explained.undone, explained.repeated, explained.merged)
                assert min(told) >= 0, question
