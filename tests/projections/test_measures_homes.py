"""M18, M19 and M20: dangers, the register, and needs (`domain.md` 11.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from typing import TYPE_CHECKING

import pytest

from domain.resident import DeathReverted, ResidentMovedIn
from domain.visit import NeedAnswered, RiskResolved, VisitVoided
from domain.words import LinkedKind, Met, Need, NotMetReason, VisitMode
from projections.figures.figure import Question
from support import residents, visits
from support.counted import APRIL, ELSEWHERE, MAY, SAME_TOWN, SPRING, merged_into, seen, visit
from support.district import District
from support.figures import drilled
from support.histories import SEALED, id_of
from support.visits import A, B, C, X

if TYPE_CHECKING:
    from support.figures import Book

VISIT = id_of("visit")
APRIL_5 = date(2022, 4, 5)


def rate(book: Book, measure: str, period: tuple[date, date] = APRIL) -> tuple[int, int | None]:
    figure = book.figure(measure, period)
    return figure.value, figure.of


# --- M18


def test_a_danger_is_found_open_and_cleared(book: Book) -> None:
    book.record(VISIT, visit(seen(A), by=X), visits.FLAGGED, on=APRIL_5)
    assert [book.value(each, APRIL) for each in ("M18", "M18b", "M18c")] == [1, 0, 1]

    book.record(VISIT, RiskResolved(risk=visits.RISK, measures=SEALED), on=date(2022, 5, 4))

    assert [book.value(each, APRIL) for each in ("M18", "M18b", "M18c")] == [1, 0, 1]
    assert [book.value(each, MAY) for each in ("M18", "M18b", "M18c")] == [0, 1, 0]


def test_two_dangers_of_one_person_are_two(book: Book) -> None:
    other = replace(visits.FLAGGED, risk=id_of("another risk"))
    book.record(VISIT, visit(seen(A), by=X), visits.FLAGGED, other, on=APRIL_5)

    assert book.value("M18c", APRIL) == 2


@pytest.mark.parametrize("seed", range(3))
def test_open_dangers_are_those_before_and_found_less_cleared(book: Book, seed: int) -> None:
    """M18c(end) = M18c(start) + M18 - M18b."""
    district = District(Random(seed))
    district.grow(300)
    book.append(district.entries)
    before = (date(2022, 3, 31), date(2022, 3, 31))

    for area in (None, SAME_TOWN.town, ELSEWHERE.code):
        found, cleared, left = (
            book.value(each, SPRING, area=area) for each in ("M18", "M18b", "M18c")
        )
        assert left == book.value("M18c", before, area=area) + found - cleared


# --- M19


def test_the_register_holds_who_is_registered_and_lives_here(book: Book) -> None:
    for resident in (A, B, C):
        book.record(resident, residents.REGISTERED, on=date(2022, 3, 1))
    book.record(id_of("D"), residents.SUSPECTED, on=date(2022, 3, 1))
    book.record(B, replace(residents.MOVED_OUT, moved_on=date(2022, 4, 20)), on=date(2022, 5, 2))
    book.record(C, replace(residents.DIED, died_on=date(2022, 5, 3)), on=date(2022, 5, 3))

    assert [book.value("M19", month) for month in (APRIL, MAY)] == [2, 1]

    book.record(C, DeathReverted(document=id_of("paper")), on=date(2022, 5, 9))
    moved_in = ResidentMovedIn(
        moved_on=date(2022, 5, 10), association=id_of("x"), household=None, address=SEALED
    )
    book.record(B, moved_in, on=date(2022, 5, 10), organisation=ELSEWHERE)

    assert book.value("M19", MAY) == 3
    assert book.value("M19", MAY, area=ELSEWHERE.code) == 1
    assert book.value("M19", (date(2022, 5, 4), date(2022, 5, 4))) == 2


def test_files_of_one_person_are_one_on_the_register(book: Book) -> None:
    book.record(A, residents.REGISTERED, on=date(2022, 3, 1))
    book.record(B, residents.REGISTERED, on=date(2022, 3, 1))
    book.record(B, merged_into(A), on=date(2022, 4, 1))

    assert book.value("M19", APRIL) == 1


@pytest.mark.parametrize(
    ("met", "mode", "reason", "line"),
    [
        (Met.YES, VisitMode.HOME, None, "M19a"),
        (Met.YES, VisitMode.VIDEO, None, "M19a"),
        (Met.NO, VisitMode.HOME, NotMetReason.HOSPITAL, "M19b"),
        (Met.NO, VisitMode.HOME, NotMetReason.REFUSED, "M19b"),
        (Met.FAMILY, VisitMode.HOME, None, "M19c"),
        (Met.FAMILY, VisitMode.PHONE, None, "M19c"),
    ],
)
def test_everybody_on_the_register_is_in_exactly_one_line(
    book: Book, met: Met, mode: VisitMode, reason: NotMetReason | None, line: str
) -> None:
    book.record(A, residents.REGISTERED, on=date(2022, 3, 1))
    how = seen(A, met, reason) if reason else seen(A, met)
    book.record(VISIT, visit(how, by=X, mode=mode), on=APRIL_5)

    assert [rate(book, each) for each in ("M19a", "M19b", "M19c")] == [
        (int(each == line), 1) for each in ("M19a", "M19b", "M19c")
    ]


@pytest.mark.parametrize("seed", range(3))
def test_met_excused_and_not_met_add_up_to_the_register(book: Book, seed: int) -> None:
    """11.2, M19: the three add up to the register, in any district, area and month."""
    district = District(Random(seed))
    district.grow(300)
    book.append(district.entries)

    for month in (APRIL, MAY):
        for area in (None, SAME_TOWN.town, ELSEWHERE.code):
            with book.reader() as reader:
                lines = [
                    {key.person for key in drilled(reader, Question(each, *month, area))}
                    for each in ("M19a", "M19b", "M19c")
                ]
                register = {key.person for key in drilled(reader, Question("M19", *month, area))}
            assert sum(map(len, lines)) == len(register)
            assert set().union(*lines) == register


# --- M20


def test_a_need_is_answered_by_a_case_or_by_a_reason(book: Book) -> None:
    """11.2, M20: needs noted at visits; of them, ended in a case, a service or a refusal."""
    needy = replace(seen(A), needs=(Need.DEVICE, Need.CARE))
    book.record(VISIT, visit(needy, replace(seen(B), needs=(Need.CARE,)), by=X), on=APRIL_5)
    assert rate(book, "M20") == (0, 3)

    into = NeedAnswered(resident=A, need=Need.DEVICE, kind=LinkedKind.APPEAL, case=id_of("appeal"))
    book.record(VISIT, into, on=date(2022, 5, 3))
    refused = NeedAnswered(resident=B, need=Need.CARE, reason=SEALED)
    book.record(VISIT, refused, on=date(2022, 5, 3))

    assert rate(book, "M20") == (2, 3)
    assert rate(book, "M20", MAY) == (0, 0)

    book.record(VISIT, VisitVoided(reason="误录"), on=date(2022, 5, 4))

    assert rate(book, "M20") == (0, 0)


def test_several_needs_of_one_visit_are_explained_as_several_lines(book: Book) -> None:
    needy = replace(seen(A), needs=(Need.DEVICE, Need.CARE))
    book.record(VISIT, visit(needy, by=X), on=APRIL_5)

    explained = book.explanation("M20b", APRIL)

    assert (explained.lines, explained.figure) == (2, 2)
