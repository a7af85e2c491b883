"""M05: who was on duty in a month, and who of them was met (`domain.md` 10.4, 11.2, 11.3)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from domain.calendar import Clock
from domain.pairing import (
    PairingEnded,
    PairingResumed,
    PairingStartCorrected,
    PairingSuspended,
    PairingTransferred,
    PairingVoided,
)
from domain.resident import MergeReverted
from domain.visit import VisitVoided
from domain.words import (
    Met,
    NotMetReason,
    PairingEndReason,
    SuspensionReason,
    VisitMode,
    VisitPurpose,
)
from projections.figures.figure import Question
from support.appeals import due
from support.counted import (
    APRIL,
    ELSEWHERE,
    MARCH,
    MAY,
    SPRING,
    merged_into,
    paired,
    seen,
    visit,
)
from support.histories import SEALED, TOWN, VILLAGE, id_of
from support.visits import A, B, C, X, Y

if TYPE_CHECKING:
    from uuid import UUID

    from domain.visit import ResidentSeen
    from support.figures import Book

SUSPENDED = PairingSuspended(reason=SuspensionReason.AWAY, expected_last_day=date(2022, 5, 31))
ENDED = PairingEnded(reason=PairingEndReason.ASKED)
ON = date(2022, 4, 12)

LINES = ("M05d", "M05e", "M05f", "M05g", "M05h1", "M05h2", "M05h3", "M05h4", "M05i")


def pair(book: Book, resident: UUID, helper: UUID, *, start_on: date) -> UUID:
    """Record a pairing; give its stream."""
    stream = id_of(f"pairing of {resident} with {helper}")
    book.record(stream, *paired(resident, helper, start_on=start_on), on=start_on)
    return stream


def go(
    book: Book,
    *residents: ResidentSeen,
    by: UUID = X,
    on: date = ON,
    mode: VisitMode = VisitMode.HOME,
) -> UUID:
    """Record a visit made for a pairing; give its stream."""
    stream = id_of(f"visit {len(book.versions)}")
    event = visit(*residents, by=by, mode=mode, purpose=VisitPurpose.PAIRING)
    book.record(stream, event, on=on)
    return stream


def rate(book: Book, measure: str, period: tuple[date, date] = APRIL) -> tuple[int, int | None]:
    figure = book.figure(measure, period)
    return figure.value, figure.of


@pytest.mark.parametrize(("start_on", "of"), [(date(2022, 4, 16), 1), (date(2022, 4, 17), 0)])
def test_fifteen_days_of_a_month_are_a_duty_and_fourteen_are_none(
    book: Book, start_on: date, of: int
) -> None:
    pair(book, A, X, start_on=start_on)

    assert rate(book, "M05") == (0, of)


def test_suspended_days_are_no_days_of_duty(book: Book) -> None:
    """Suspended 04-04 to 04-27, as in the story: 7 days of April are left."""
    stream = pair(book, A, X, start_on=date(2022, 3, 10))
    book.record(stream, SUSPENDED, on=date(2022, 4, 4))
    book.record(stream, PairingResumed(), on=date(2022, 4, 28))

    assert [rate(book, "M05", month)[1] for month in (MARCH, APRIL, MAY)] == [1, 0, 1]


def test_on_the_day_of_its_end_a_pairing_is_over(book: Book) -> None:
    stream = pair(book, A, X, start_on=date(2022, 4, 1))
    book.record(stream, ENDED, on=date(2022, 4, 15))

    assert rate(book, "M05") == (0, 0)


def test_a_transfer_leaves_the_resident_on_duty_all_month(book: Book) -> None:
    first = pair(book, A, X, start_on=date(2022, 4, 1))
    book.record(first, PairingTransferred(to=id_of("second"), new_helper=Y), on=date(2022, 4, 15))
    pair(book, A, Y, start_on=date(2022, 4, 15))

    assert rate(book, "M05") == (0, 1)
    assert book.value("M17", APRIL) == 1


def test_whoever_meets_the_person_the_visit_counts_but_not_as_the_own_helpers(book: Book) -> None:
    pair(book, A, X, start_on=date(2022, 4, 1))
    go(book, seen(A), by=Y)

    assert rate(book, "M05") == (1, 1)
    assert rate(book, "M05b") == (0, 1)

    go(book, seen(A), by=X)

    assert rate(book, "M05b") == (1, 1)


def test_the_helper_of_another_day_is_not_the_own_helper(book: Book) -> None:
    stream = pair(book, A, X, start_on=date(2022, 3, 1))
    book.record(stream, PairingTransferred(to=id_of("second"), new_helper=Y), on=date(2022, 4, 10))
    pair(book, A, Y, start_on=date(2022, 4, 10))
    go(book, seen(A), by=X, on=date(2022, 4, 11))

    assert rate(book, "M05b") == (0, 1)


@pytest.mark.parametrize(
    ("met", "mode", "m05", "m05c", "line"),
    [
        (Met.YES, VisitMode.HOME, 1, 1, "M05d"),
        (Met.YES, VisitMode.FACE, 1, 1, "M05e"),
        (Met.YES, VisitMode.VIDEO, 1, 1, "M05e"),
        (Met.FAMILY, VisitMode.HOME, 0, 1, "M05f"),
        (Met.FAMILY, VisitMode.PHONE, 0, 0, "M05g"),
        (Met.FAMILY, VisitMode.PROXY, 0, 0, "M05g"),
    ],
)
def test_a_call_is_a_contact_and_no_visit(
    book: Book, met: Met, mode: VisitMode, m05: int, m05c: int, line: str
) -> None:
    pair(book, A, X, start_on=date(2022, 4, 1))
    go(book, seen(A, met), mode=mode)

    assert rate(book, "M05") == (m05, 1)
    assert rate(book, "M05c") == (m05c, 1)
    assert [rate(book, other)[0] for other in LINES] == [int(other == line) for other in LINES]


@pytest.mark.parametrize(
    ("reason", "line"),
    [
        (NotMetReason.DIED, "M05h1"),
        (NotMetReason.MOVED, "M05h2"),
        (NotMetReason.WRONG_ADDRESS, "M05h3"),
        (NotMetReason.REFUSED, "M05h4"),
        (NotMetReason.AWAY, "M05i"),
        (NotMetReason.HOSPITAL, "M05i"),
    ],
)
def test_who_was_not_met_is_in_one_line_by_reason(
    book: Book, reason: NotMetReason, line: str
) -> None:
    """11.3: the exclusions by reason are shown, and who is in none was not met."""
    pair(book, A, X, start_on=date(2022, 4, 1))
    go(book, seen(A, Met.NO, reason))

    assert [rate(book, other)[0] for other in LINES] == [int(other == line) for other in LINES]


def test_the_lines_add_up_to_the_denominator_and_the_best_contact_names_the_line(
    book: Book,
) -> None:
    for resident in (A, B, C):
        pair(book, resident, X, start_on=date(2022, 4, 1))
    go(book, seen(A, Met.NO, NotMetReason.REFUSED), on=date(2022, 4, 3))
    go(book, seen(A), on=date(2022, 4, 9), mode=VisitMode.FACE)
    go(book, seen(B, Met.FAMILY), mode=VisitMode.PHONE)

    values = {line: rate(book, line)[0] for line in LINES}

    assert sum(values.values()) == rate(book, "M05")[1] == 3
    assert {line for line, value in values.items() if value} == {"M05e", "M05g", "M05i"}


def test_a_visit_to_somebody_not_on_duty_is_in_neither(book: Book) -> None:
    pair(book, A, X, start_on=date(2022, 4, 1))
    go(book, seen(A), seen(B))

    assert rate(book, "M05") == (1, 1)


def test_several_months_add_up_person_months(book: Book) -> None:
    pair(book, A, X, start_on=date(2022, 4, 1))
    pair(book, B, X, start_on=date(2022, 5, 1))
    go(book, seen(A), on=date(2022, 4, 9))
    go(book, seen(A), on=date(2022, 4, 10))
    go(book, seen(A), on=date(2022, 5, 10))

    figure = book.figure("M05", SPRING, by="month")

    assert (figure.value, figure.of, figure.percent) == (2, 3, 66.7)
    assert [(part.key, part.value, part.of) for part in figure.parts] == [
        ("2022-04", 1, 1),
        ("2022-05", 1, 2),
    ]


def test_of_a_month_that_is_cut_only_the_days_within_count(book: Book) -> None:
    pair(book, A, X, start_on=date(2022, 4, 1))
    go(book, seen(A), on=date(2022, 4, 20))

    assert rate(book, "M05", (date(2022, 4, 1), date(2022, 4, 14))) == (0, 0)
    assert rate(book, "M05", (date(2022, 4, 1), date(2022, 4, 15))) == (0, 1)
    assert rate(book, "M05", (date(2022, 4, 10), date(2022, 4, 24))) == (1, 1)


def test_the_area_is_that_of_the_pairing_wherever_the_visit_was(book: Book) -> None:
    pair(book, A, X, start_on=date(2022, 4, 1))
    stream = id_of("visit elsewhere")
    book.record(stream, visit(seen(A), by=Y), on=ON, organisation=ELSEWHERE)

    figure = book.figure("M05", APRIL, area=TOWN, by="association")

    assert (figure.value, figure.of) == (1, 1)
    assert [(part.key, part.value, part.of) for part in figure.parts] == [(VILLAGE, 1, 1)]
    assert book.figure("M05", APRIL, area=ELSEWHERE.town).of == 0


def test_files_merged_into_one_are_one_person_on_duty_once_a_day(book: Book) -> None:
    """Ten days under each file are ten days of one person, not twenty."""
    for resident in (A, B):
        stream = pair(book, resident, X, start_on=date(2022, 4, 1))
        book.record(stream, ENDED, on=date(2022, 4, 11))
    book.record(B, merged_into(A))
    assert rate(book, "M05") == (0, 0)

    late = pair(book, B, Y, start_on=date(2022, 4, 11))
    book.record(late, ENDED, on=date(2022, 4, 16))

    assert rate(book, "M05") == (0, 1)

    book.record(B, MergeReverted(into=A, reason=SEALED))

    assert rate(book, "M05") == (0, 1)


def test_a_voided_visit_is_taken_out_of_the_numerator(book: Book) -> None:
    pair(book, A, X, start_on=date(2022, 4, 1))
    stream = go(book, seen(A))
    met = book.log.last_position()
    book.record(stream, VisitVoided(reason="误录"))

    assert rate(book, "M05") == (0, 1)
    assert book.value("M05", APRIL, at=met) == 1


def test_the_drill_down_names_the_pairing_and_the_visit_behind_each_person_month(
    book: Book,
) -> None:
    pairing = pair(book, A, X, start_on=date(2022, 4, 1))
    go(book, seen(A, Met.NO))
    met = go(book, seen(A))
    with book.reader() as reader:
        (key,) = reader.drill_down(Question("M05", *APRIL))

    assert (key.person, key.rest, key.code, key.occurred_on) == (A, "2022-04", VILLAGE, ON)
    assert set(key.sources) == {(pairing, 2), (met, 1)}


# --- a corrected start (10.4)


def start_corrected(was: date, start_on: date) -> PairingStartCorrected:
    return PairingStartCorrected(
        former_start_on=was,
        start_on=start_on,
        first_visit=due(Clock.wd(10), start_on),
        reason="日期录错",
    )


@pytest.mark.parametrize(("start_on", "of"), [(date(2022, 4, 16), 1), (date(2022, 4, 17), 0)])
def test_fifteen_days_from_the_right_start_are_a_duty_and_older_readings_stay(
    book: Book, start_on: date, of: int
) -> None:
    """M05 of 10.4: ACTIVE on at least 15 days, counted from the corrected start."""
    was = date(2022, 5, 2)
    stream = pair(book, A, X, start_on=was)
    told = book.versions[stream]
    corrected_at = book.record(stream, start_corrected(was, start_on), on=date(2022, 5, 20))

    assert told == 2
    assert [rate(book, "M05", month)[1] for month in (APRIL, MAY)] == [of, 1]
    assert book.figure("M05", APRIL, at=corrected_at - 1).of == 0
    assert book.value("M17", APRIL) == book.value("M17b", APRIL) == 1
    assert book.value("M17", APRIL, at=corrected_at - 1) == 0


def test_a_visit_before_the_wrong_start_is_found_to_be_the_own_helpers(book: Book) -> None:
    """10.4: visits are not invented; one that was made counts where it belongs."""
    was = date(2022, 4, 14)
    stream = pair(book, A, X, start_on=was)
    go(book, seen(A), by=X, on=ON)
    assert (rate(book, "M05"), rate(book, "M05b")) == ((1, 1), (0, 1))

    at = book.record(stream, start_corrected(was, date(2022, 4, 1)), on=date(2022, 4, 20))

    assert (rate(book, "M05"), rate(book, "M05b")) == ((1, 1), (1, 1))
    assert book.value("M05b", APRIL, at=at - 1) == 0


def test_only_the_time_before_the_first_rest_begins_on_another_day(book: Book) -> None:
    was = date(2022, 3, 10)
    stream = pair(book, A, X, start_on=was)
    book.record(stream, SUSPENDED, on=date(2022, 4, 4))
    book.record(stream, PairingResumed(), on=date(2022, 4, 28))
    book.record(stream, start_corrected(was, date(2022, 3, 20)), on=date(2022, 5, 9))

    assert [rate(book, "M05", month)[1] for month in (MARCH, APRIL, MAY)] == [0, 0, 1]
    book.record(stream, ENDED, on=date(2022, 5, 10))
    assert rate(book, "M05", MAY) == (0, 0)


def test_a_correction_that_is_voided_gives_the_first_start_back(book: Book) -> None:
    was = date(2022, 5, 2)
    stream = pair(book, A, X, start_on=was)
    book.record(stream, start_corrected(was, date(2022, 4, 1)), on=date(2022, 5, 20))
    assert rate(book, "M05") == (0, 1)

    book.record(stream, PairingVoided(version=3, reason="误录"), on=date(2022, 5, 21))

    assert rate(book, "M05") == (0, 0)
    assert rate(book, "M05", MAY) == (0, 1)
