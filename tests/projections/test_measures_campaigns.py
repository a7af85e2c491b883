"""M21: the coverage of a campaign, printed with both denominators (`domain.md` 10.5, 11.3)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from domain.campaign import TargetAdded, TargetRemoved
from domain.history import Whole
from domain.visit import VisitCorrected
from domain.words import AdditionReason, Met, RemovalReason, VisitMode
from projections.figures.figure import Question
from projections.measures.campaigns.coverage import COVERAGE_LINES, EXCLUSION_LINES
from support.counted import YEAR, merged_into, seen, visit
from support.figures import drilled
from support.histories import id_of
from support.visits import X, Y

if TYPE_CHECKING:
    from uuid import UUID

    from support.figures import Book

ONE, OTHER = id_of("first campaign"), id_of("second campaign")
A, B, C, D, E, F, G = (id_of(f"target {name}") for name in "ABCDEFG")
LISTED_ON, LATER, LAST = date(2022, 4, 1), date(2022, 4, 20), date(2022, 4, 30)
DISJOINT = ("M21d", "M21e", "M21f", "M21g", "M21i", *EXCLUSION_LINES)


def listed(book: Book, *residents: UUID, campaign: UUID = ONE, on: date = LISTED_ON) -> None:
    added = TargetAdded(round=1, residents=residents, reason=AdditionReason.LISTED)
    book.record(campaign, added, on=on, organisation=None)


def removed(book: Book, resident: UUID, reason: RemovalReason, on: date = LATER) -> None:
    left = TargetRemoved(round=1, resident=resident, reason=reason)
    book.record(ONE, left, on=on, organisation=None)


def went(
    book: Book,
    resident: UUID,
    met: Met = Met.YES,
    mode: VisitMode = VisitMode.HOME,
    *,
    campaign: UUID | None = ONE,
    by: UUID = X,
    on: date = date(2022, 4, 12),
) -> UUID:
    stream = id_of(f"visit {len(book.versions)}")
    book.record(stream, visit(seen(resident, met), by=by, mode=mode, campaign=campaign), on=on)
    return stream


def read(
    book: Book, measure: str, *, campaign: UUID = ONE, last: date = LAST, at: int | None = None
) -> tuple[int, int | None]:
    """Give a figure of one campaign, having seen that it is as long as its drill-down."""
    question = Question(measure, YEAR[0], last, campaign=campaign)
    with book.reader(at=at) as reader:
        figure = reader.figure(question)
        keys = drilled(reader, question, page=2)
    assert len(keys) == figure.value
    assert {key.rest for key in keys} <= {str(campaign)}
    return figure.value, figure.of


def a_campaign(book: Book) -> None:
    """Seven targets: home, elsewhere, family, telephone, nobody, dead, gone though met."""
    listed(book, A, B, C, D, E, F, G)
    went(book, A)
    went(book, B, mode=VisitMode.FACE)
    went(book, C, Met.FAMILY)
    went(book, D, mode=VisitMode.PHONE)
    went(book, E, Met.NO)
    went(book, G)
    removed(book, F, RemovalReason.DIED)
    removed(book, G, RemovalReason.MOVED)


def test_a_campaign_prints_its_list_its_exclusions_and_both_denominators(book: Book) -> None:
    """11.3: target, excluded by reason, met at home, elsewhere, by telephone, not met; both rates."""
    a_campaign(book)

    assert {measure: read(book, measure) for measure in COVERAGE_LINES} == {
        "M21a": (7, None),
        "M21h1": (1, 7),
        "M21h2": (0, 7),
        "M21h3": (0, 7),
        "M21h4": (0, 7),
        "M21h5": (0, 7),
        "M21h6": (0, 7),
        "M21d": (2, 7),
        "M21e": (1, 7),
        "M21f": (1, 7),
        "M21g": (1, 7),
        "M21i": (1, 7),
        "M21": (3, 7),
        "M21j": (3, 6),
    }


def test_every_target_is_in_exactly_one_line(book: Book) -> None:
    a_campaign(book)

    with book.reader() as reader:
        questions = [Question(measure, *YEAR, campaign=ONE) for measure in DISJOINT]
        people = [key.person for each in questions for key in drilled(reader, each, page=2)]

    assert sorted(people) == sorted((A, B, C, D, E, F, G))


@pytest.mark.parametrize(("measure", "reason"), EXCLUSION_LINES.items())
def test_each_reason_to_leave_the_list_is_a_line(
    book: Book, measure: str, reason: RemovalReason
) -> None:
    listed(book, A, B)
    removed(book, A, reason)

    assert read(book, measure) == (1, 2)
    assert read(book, "M21j") == (0, 1)


def test_whoever_comes_back_onto_the_list_is_excluded_no_more(book: Book) -> None:
    listed(book, A)
    removed(book, A, RemovalReason.NOT_FOUND, on=date(2022, 4, 10))
    listed(book, A, on=LATER)

    assert read(book, "M21h3", last=date(2022, 4, 15)) == (1, 1)
    assert (read(book, "M21h3"), read(book, "M21i")) == ((0, 1), (1, 1))
    assert read(book, "M21a") == (1, None)


def test_a_campaign_counts_only_its_own_visits_and_its_own_list(book: Book) -> None:
    listed(book, A, B)
    listed(book, A, campaign=OTHER)
    went(book, A, campaign=OTHER)
    went(book, B, campaign=None)
    went(book, C)

    assert (read(book, "M21"), read(book, "M21", campaign=OTHER)) == ((0, 2), (1, 1))
    with book.reader() as reader:
        figure = reader.figure(Question("M21", *YEAR))
    assert (figure.value, figure.of) == (1, 3)


def test_the_coverage_is_read_as_of_a_day(book: Book) -> None:
    listed(book, A)
    listed(book, B, on=LATER)
    went(book, A, on=LATER)

    days = (date(2022, 3, 31), LISTED_ON, LATER)
    assert [read(book, "M21", last=day) for day in days] == [(0, 0), (0, 1), (1, 2)]
    with book.reader() as reader:
        months = Question("M21", date(2022, 3, 1), LAST, campaign=ONE)
        parts = reader.figure(months, by="month").parts
    assert [(part.key, part.value, part.of) for part in parts] == [("2022-04", 1, 2)]


def test_two_files_of_one_person_are_one_target(book: Book) -> None:
    """The file taken off as a duplicate leaves the person on the list by the other one."""
    listed(book, A, B)
    removed(book, B, RemovalReason.DUPLICATE)
    assert read(book, "M21h5") == (1, 2)

    book.record(B, merged_into(A))

    assert (read(book, "M21a"), read(book, "M21h5")) == ((1, None), (0, 1))
    assert read(book, "M21i") == (1, 1)


def test_a_correction_changes_what_is_known_since_and_nothing_before(book: Book) -> None:
    listed(book, A)
    stream = went(book, A, by=Y)
    before = book.log.last_position()
    by_telephone = visit(seen(A), by=Y, mode=VisitMode.PHONE, campaign=ONE)
    book.record(
        stream,
        VisitCorrected(
            version=1,
            field="mode",
            old="home",
            new="phone",
            reason="电话联系, 不是入户",
            whole=Whole(by_telephone),
        ),
    )

    assert (read(book, "M21"), read(book, "M21g")) == ((0, 1), (1, 1))
    assert read(book, "M21", at=before) == (1, 1)
