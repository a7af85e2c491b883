"""The fixture of `domain.md` 11.7, row by row: the usual mistakes, caught."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from domain.appeal import AppealMerged
from domain.assessment import CityReassessed
from domain.association import AssociationsMerged
from domain.visit import VisitVoided
from domain.words import AssessmentPlace, Conclusion, Met
from support import appeals, assessments, associations
from support.counted import (
    ANSWERED,
    APRIL,
    JUNE,
    MAY,
    REOPENED,
    SPRING,
    YEAR,
    merged_into,
    seen,
    visit,
)
from support.histories import TOWN, VILLAGE, id_of, sealed
from support.visits import A, B, X, Y

if TYPE_CHECKING:
    from support.figures import Book

APRIL_5 = date(2022, 4, 5)
ONE, OTHER = id_of("one"), id_of("other")


def test_row_1_the_same_visitor_twice_on_a_day_is_one_person_time(book: Book) -> None:
    """`resident A visited by X at home, met; again the same day by X`: M04 +1, M04b +1."""
    book.record(id_of("morning"), visit(seen(A), by=X), on=APRIL_5)
    book.record(id_of("evening"), visit(seen(A), by=X), on=APRIL_5)

    assert book.value("M04", APRIL) == 1
    assert book.value("M04b", APRIL) == 1


def test_row_2_another_visitor_on_that_day_is_another_person_time(book: Book) -> None:
    """`A is also visited on 2022-04-05 by Y`: M04 = 2, M04b = 1."""
    book.record(id_of("one visit"), visit(seen(A), by=X), on=APRIL_5)
    book.record(id_of("another"), visit(seen(A), by=Y), on=APRIL_5)

    assert book.value("M04", APRIL) == 2
    assert book.value("M04b", APRIL) == 1


def test_row_3_a_household_of_two_met_on_one_visit_is_two_person_times(book: Book) -> None:
    """`household with A and B, one visit 2022-05-10, both met`: M04 +2."""
    book.record(id_of("visit"), visit(seen(A), seen(B), by=X), on=date(2022, 5, 10))

    assert book.value("M04", MAY) == 2


def test_row_4_who_was_not_met_is_counted_apart(book: Book) -> None:
    """`B visited, not met`: M04 +0, M04c +1."""
    book.record(id_of("visit"), visit(seen(B, Met.NO), by=X), on=APRIL_5)

    assert book.value("M04", APRIL) == 0
    assert book.value("M04c", APRIL) == 1


def test_row_5_a_voided_visit_takes_everything_back(book: Book) -> None:
    """`visit voided`: all back."""
    stream = id_of("visit")
    book.record(stream, visit(seen(A), seen(B, Met.NO), by=X), on=APRIL_5)
    assert book.value("M04", APRIL) == book.value("M04c", APRIL) == 1

    book.record(stream, VisitVoided(reason="重复录入"), on=date(2022, 4, 6))

    assert [book.value(measure, APRIL) for measure in ("M04", "M04b", "M04c")] == [0, 0, 0]


def test_row_6_files_merged_later_are_one_person_as_known_and_two_as_reported(book: Book) -> None:
    """`A and A' merged after April locked`: as reported 2 persons, as known 1."""
    duplicate = id_of("A'")
    book.record(id_of("one visit"), visit(seen(A), by=X), on=APRIL_5)
    reported = book.record(id_of("another"), visit(seen(duplicate), by=X), on=date(2022, 4, 6))
    book.record(duplicate, merged_into(A), on=date(2022, 5, 16))

    assert book.value("M04b", APRIL, at=reported) == 2
    assert book.value("M04b", APRIL) == 1
    assert book.value("M04", APRIL) == 2


def test_row_7_an_appeal_closed_again_is_resolved_once(book: Book) -> None:
    """`closed April, reopened May, closed June`: M07 April 1; May 重办 1; June 0 new."""
    book.record(ONE, *ANSWERED, appeals.CLOSED, on=date(2022, 4, 20))
    book.record(ONE, REOPENED, on=date(2022, 5, 9))
    book.record(ONE, replace(appeals.CLOSED, round=2), on=date(2022, 6, 1))

    assert [book.value("M07", month) for month in (APRIL, MAY, JUNE)] == [1, 0, 0]
    assert [book.value("M07e", month) for month in (APRIL, MAY, JUNE)] == [0, 1, 0]
    assert [book.value("M07d", month) for month in (APRIL, MAY, JUNE)] == [1, 0, 1]
    assert [book.value("M07c", month) for month in (APRIL, MAY, JUNE)] == [0, 1, 0]


def test_row_8_two_appeals_merged_are_one_accepted_and_one_ended(book: Book) -> None:
    """`two appeals merged`: M07b 2, M07b′ 1, M07f 1."""
    book.record(ONE, appeals.REGISTERED, on=APRIL_5)
    book.record(OTHER, appeals.REGISTERED, on=APRIL_5)
    book.record(OTHER, AppealMerged(into=ONE), on=date(2022, 5, 9))

    assert book.value("M07b", APRIL) == 2
    assert book.value("M07b2", APRIL) == 1
    assert book.value("M07f2", MAY) == 1
    assert book.value("M07c", MAY) == 1


def test_row_9_a_person_assessed_again_by_the_city_is_one_person(book: Book) -> None:
    """`home assessment 04-20 not qualified, city 05-12 at home qualified`: M06 1, qualified 1."""
    reassessed = CityReassessed(
        resident=assessments.RESIDENT,
        place=AssessmentPlace.HOME,
        on=date(2022, 5, 12),
        conclusion=Conclusion.QUALIFIED,
        findings=sealed("findings"),
        category=sealed("category"),
        grade=sealed("grade"),
        document=id_of("document"),
        publicise_by=None,
    )
    book.record(ONE, assessments.APPLIED, assessments.NOT_QUALIFIED, on=date(2022, 4, 20))
    book.record(ONE, reassessed, on=date(2022, 5, 16))

    assert book.value("M06", SPRING) == 1
    assert [book.value("M06", month) for month in (APRIL, MAY)] == [1, 1]
    assert book.value("M06b1", SPRING) == 1
    assert book.value("M06b1", APRIL) == 0


def test_row_12_figures_by_association_outlive_its_merger(book: Book) -> None:
    """`association merged on 2022-06-01`: April figures by association unchanged."""
    stream = id_of("association")
    book.record(stream, *associations.ACTIVE, on=date(2022, 3, 1))
    book.record(id_of("visit"), visit(seen(A), seen(B), by=X), on=APRIL_5)
    before = [book.figure(measure, APRIL, by="association").parts for measure in ("M01", "M04")]

    merger = AssociationsMerged(into=OTHER, document_number=associations.PAPER)
    book.record(stream, merger, on=date(2022, 6, 1))

    after = [book.figure(measure, APRIL, by="association").parts for measure in ("M01", "M04")]
    assert after == before
    assert [(part.key, part.value) for parts in after for part in parts] == [
        (VILLAGE, 1),
        (VILLAGE, 2),
    ]
    assert book.value("M01", JUNE) == 0
    assert book.value("M04", YEAR, area=TOWN) == 2
