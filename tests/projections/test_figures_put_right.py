"""Corrections, voids, merges and their reverts, in every order: handled once, for all measures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from domain.appeal import AppealCorrected, AppealVoided, AppealVoidReverted
from domain.history import Whole
from domain.resident import MergeReverted, ResidentVoided, ResidentVoidReverted
from domain.visit import VisitCorrected, VisitVoided, VisitVoidReverted
from domain.words import Met, Outcome
from support import appeals
from support.counted import (
    ANSWERED,
    APRIL,
    ELSEWHERE,
    MAY,
    OTHER_TOWN,
    REOPENED,
    SPRING,
    merged_into,
    seen,
    visit,
)
from support.histories import ASSOCIATION, SEALED, TOWN, id_of
from support.visits import A, B, C, X, Y

if TYPE_CHECKING:
    from uuid import UUID

    from domain.history import Event, Organisation
    from support.figures import Book

MORNING, EVENING = id_of("morning"), id_of("evening")
ONE = id_of("one")
ODD = (date(2022, 4, 2), date(2022, 4, 30))
APRIL_5, APRIL_6 = date(2022, 4, 5), date(2022, 4, 6)

VOIDED = VisitVoided(reason="误录")
VOID_OF_2_REVERTED = VisitVoidReverted(version=2, reason="误作废")


def corrected(
    whole: Event,
    *,
    version: int = 1,
    on: date | None = None,
    organisation: Organisation | None = None,
) -> VisitCorrected:
    """Give a correction of the entry at `version`."""
    return VisitCorrected(
        version=version,
        field="…",
        old=None,
        new=None,
        reason="录入有误",
        whole=Whole(whole),
        occurred_on=on,
        organisation=organisation,
    )


# --- voids and corrections


def test_a_void_taken_back_brings_everything_back(book: Book) -> None:
    recorded = book.record(MORNING, visit(seen(A), by=X), on=APRIL_5)
    voided = book.record(MORNING, VOIDED)
    book.record(MORNING, VOID_OF_2_REVERTED)

    assert book.value("M04", APRIL, at=recorded) == 1
    assert book.value("M04", APRIL, at=voided) == 0
    assert book.value("M04", APRIL) == 1


def test_one_entry_can_be_voided_and_the_void_taken_back(book: Book) -> None:
    """Voiding the first counted closing lets a later one count; taken back, the first counts."""
    book.record(ONE, *ANSWERED, appeals.CLOSED, on=date(2022, 4, 20))
    book.record(ONE, REOPENED, replace(appeals.CLOSED, round=2), on=date(2022, 5, 9))
    book.record(ONE, AppealVoided(version=8, reason="误办结"))
    assert [book.value("M07", month) for month in (APRIL, MAY)] == [0, 1]

    book.record(ONE, AppealVoidReverted(version=11, reason="误作废"))

    assert [book.value("M07", month) for month in (APRIL, MAY)] == [1, 0]


def test_a_figure_is_asked_before_and_after_a_correction(book: Book) -> None:
    before = book.record(MORNING, visit(seen(A), by=X), on=APRIL_5)
    book.record(MORNING, corrected(visit(seen(A, Met.NO), by=X)))

    assert book.value("M04", APRIL, at=before) == 1
    assert book.value("M04", APRIL) == 0
    assert book.value("M04c", APRIL) == 1


def test_a_corrected_date_moves_what_is_counted_to_its_month(book: Book) -> None:
    reported = book.record(MORNING, visit(seen(A), by=X), on=APRIL_5)
    book.record(MORNING, corrected(visit(seen(A), by=X), on=date(2022, 5, 5)))

    assert [book.value("M04", month, at=reported) for month in (APRIL, MAY)] == [1, 0]
    assert [book.value("M04", month) for month in (APRIL, MAY)] == [0, 1]
    assert book.value("M04", SPRING) == 1


def test_a_corrected_place_moves_what_is_counted_to_its_town(book: Book) -> None:
    book.record(MORNING, visit(seen(A), by=X), on=APRIL_5)
    book.record(MORNING, corrected(visit(seen(A), by=X), organisation=ELSEWHERE))

    assert book.value("M04", APRIL, area=TOWN) == 0
    assert book.value("M04", APRIL, area=ELSEWHERE.town) == 1


def test_a_correction_of_a_correction_wins_and_its_void_gives_way(book: Book) -> None:
    book.record(MORNING, visit(seen(A), by=X), on=APRIL_5)
    book.record(MORNING, corrected(visit(seen(A, Met.NO), by=X)))
    book.record(MORNING, corrected(visit(seen(A), seen(B), by=X)))
    assert (book.value("M04", APRIL), book.value("M04c", APRIL)) == (2, 0)

    book.record(MORNING, VisitVoided(version=3, reason="误更正"))

    assert (book.value("M04", APRIL), book.value("M04c", APRIL)) == (0, 1)


def test_a_void_after_a_correction_takes_the_corrected_lines_back(book: Book) -> None:
    book.record(MORNING, visit(seen(A), by=X), on=APRIL_5)
    book.record(EVENING, visit(seen(A), by=X), on=APRIL_6)
    book.record(MORNING, corrected(visit(seen(A), seen(B), by=X), on=APRIL_6))
    assert book.value("M04", APRIL) == 2

    book.record(MORNING, VOIDED)

    assert book.value("M04", APRIL) == 1
    assert book.value("M04b", APRIL) == 1


# --- merges


def _met_each(book: Book, *residents: UUID) -> None:
    for day, resident in enumerate(residents, start=1):
        stream = id_of(f"visit {day}")
        book.record(stream, visit(seen(resident), by=X), on=date(2022, 4, day))


def test_a_merge_taken_back_makes_two_people_again(book: Book) -> None:
    _met_each(book, A, B)
    merged = book.record(B, merged_into(A))
    book.record(B, MergeReverted(into=A, reason=SEALED))

    assert book.value("M04b", APRIL, at=merged) == 1
    assert book.value("M04b", APRIL) == 2


def test_a_void_of_a_merge_does_as_much(book: Book) -> None:
    _met_each(book, A, B)
    book.record(B, merged_into(A))
    book.record(B, ResidentVoided(version=1, reason="误合并"))
    assert book.value("M04b", APRIL) == 2

    book.record(B, ResidentVoidReverted(version=2, reason="误作废"))

    assert book.value("M04b", APRIL) == 1


def test_a_void_after_a_merge_finds_what_was_moved(book: Book) -> None:
    """Taking back just the facts of the one event would leave 2 here (`architecture.md`)."""
    _met_each(book, A, B)
    book.record(B, merged_into(A))
    book.record(id_of("visit 2"), VOIDED)

    assert book.value("M04b", APRIL) == 1
    assert book.value("M04", APRIL) == 1


def test_the_same_visitor_on_the_same_day_met_one_person_under_two_files(book: Book) -> None:
    book.record(MORNING, visit(seen(A), by=X), on=APRIL_5)
    book.record(EVENING, visit(seen(B), by=X), on=APRIL_5)
    assert book.value("M04", APRIL) == 2

    book.record(B, merged_into(A))

    assert book.value("M04", APRIL) == 1


def test_a_chain_of_merges_leads_to_the_file_that_goes_on(book: Book) -> None:
    _met_each(book, A, B, C)
    book.record(C, merged_into(B))
    book.record(B, merged_into(A))
    assert book.value("M04b", APRIL) == 1

    book.record(B, MergeReverted(into=A, reason=SEALED))

    assert book.value("M04b", APRIL) == 2


def test_a_file_merged_into_one_that_was_merged_before_counts_with_the_survivor(
    book: Book,
) -> None:
    _met_each(book, A, B, C)
    book.record(B, merged_into(A))
    book.record(C, merged_into(B))

    assert book.value("M04b", APRIL) == 1


def test_who_is_named_by_a_merged_file_later_counts_with_the_survivor(book: Book) -> None:
    _met_each(book, A, B)
    book.record(B, merged_into(A))
    book.record(EVENING, visit(seen(B), by=Y), on=date(2022, 4, 20))

    assert book.value("M04b", APRIL) == 1
    assert book.value("M04", APRIL) == 3

    book.record(B, MergeReverted(into=A, reason=SEALED))
    book.record(id_of("visit 2"), VOIDED)

    assert book.value("M04b", APRIL) == 2


def test_someone_met_in_two_towns_is_one_person_in_the_district(book: Book) -> None:
    book.record(MORNING, visit(seen(A), by=X), on=APRIL_5, organisation=ASSOCIATION)
    book.record(EVENING, visit(seen(A), by=X), on=APRIL_6, organisation=ELSEWHERE)

    for period in (APRIL, ODD):
        figure = book.figure("M04b", period, by="town")
        assert figure.value == 1
        assert [(part.key, part.value) for part in figure.parts] == [(TOWN, 1), (OTHER_TOWN, 1)]


def test_what_is_kept_at_no_organisation_is_counted_and_shown_as_a_part(book: Book) -> None:
    book.record(MORNING, visit(seen(A), by=X), on=APRIL_5, organisation=None)
    book.record(EVENING, visit(seen(A), by=X), on=APRIL_5)

    for period in (APRIL, ODD):
        figure = book.figure("M04", period, by="association")
        assert figure.value == 1
        assert [(part.key, part.value) for part in figure.parts] == [("", 1), (ASSOCIATION.code, 1)]


def test_an_outcome_typed_wrong_is_counted_as_corrected(book: Book) -> None:
    wrong = replace(appeals.CLOSED, outcome=Outcome.REFERRED)
    book.record(ONE, *ANSWERED, wrong, on=date(2022, 4, 20))
    assert book.value("M07", APRIL) == 0

    right = AppealCorrected(
        version=8,
        field="outcome",
        old="referred",
        new="resolved",
        reason="录入有误",
        whole=Whole(appeals.CLOSED),
    )
    book.record(ONE, right)

    assert book.value("M07", APRIL) == 1
