"""M13, M14 and M15: how replies were taken, whether in time, after how long (`domain.md` 11.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from domain.appeal import AppealExtended, AppealVoided
from domain.calendar import Clock
from domain.words import Satisfaction
from support import appeals
from support.appeals import ACCEPTED, REPLIED, REVISITED, STARTED, SUSPENDED, due
from support.calendars import CALENDAR_2022
from support.counted import APRIL, MAY, REOPENED, SPRING
from support.histories import SEALED, id_of
from support.lives import RECEIVED, REPLY_WITHDRAWN, WITHDRAWN

if TYPE_CHECKING:
    from uuid import UUID

    from support.figures import Book

ONE, OTHER = id_of("one"), id_of("other")
IN_TIME, LATE = date(2022, 5, 9), date(2022, 5, 10)


def rate(book: Book, measure: str, period: tuple[date, date]) -> tuple[int, int | None]:
    figure = book.figure(measure, period)
    return figure.value, figure.of


def accepted(book: Book, stream: UUID = ONE) -> None:
    """Accept an appeal on 04-28, due in five workdays, and start work on it."""
    book.record(
        stream,
        *(appeals.REGISTERED, appeals.TRIAGED, ACCEPTED, appeals.ASSIGNED, STARTED),
        on=appeals.ON,
    )


def revisited(rating: Satisfaction, on: date) -> object:
    return replace(REVISITED, satisfaction=rating, revisited_on=on)


# --- 11.7


def test_row_10_a_reply_on_the_due_date_is_timely(book: Book) -> None:
    """`appeal due 2022-05-09 (WD5 from 04-28) replied 05-09`: timely (11.7)."""
    accepted(book)
    assert ACCEPTED.close_by.due_on == date(2022, 5, 9)
    book.record(ONE, REPLIED, on=IN_TIME)

    assert rate(book, "M14", MAY) == (1, 1)
    assert book.value("M14c", MAY) == 0


def test_row_11_a_reply_on_the_day_after_is_late_by_one_workday(book: Book) -> None:
    """`same, replied 05-10`: late by 1 WD (11.7)."""
    accepted(book)
    book.record(ONE, REPLIED, on=LATE)

    assert rate(book, "M14", MAY) == (0, 1)
    assert book.value("M14c", MAY) == 1
    assert CALENDAR_2022.workdays_between(ACCEPTED.close_by.due_on, LATE) == 1


# --- M14


def test_a_case_counts_where_it_was_due_and_where_it_was_replied_to(book: Book) -> None:
    accepted(book)
    book.record(ONE, REPLIED, on=date(2022, 4, 29))

    assert rate(book, "M14", APRIL) == (1, 1)
    assert rate(book, "M14", MAY) == (1, 1)
    assert rate(book, "M14", SPRING) == (1, 1)


def test_what_is_due_and_not_replied_to_is_late(book: Book) -> None:
    accepted(book)

    assert rate(book, "M14", MAY) == (0, 1)
    assert rate(book, "M14", APRIL) == (0, 0)


def test_the_due_date_in_force_at_the_reply_counts(book: Book) -> None:
    accepted(book)
    longer = ACCEPTED.close_by.extend(Clock.wd(3), CALENDAR_2022)
    book.record(ONE, AppealExtended(reason=SEALED, close_by=longer), on=date(2022, 5, 6))
    book.record(ONE, REPLIED, on=LATE)

    assert rate(book, "M14", MAY) == (1, 1)


def test_while_suspended_a_case_is_in_neither(book: Book) -> None:
    accepted(book)
    book.record(ONE, SUSPENDED, on=date(2022, 5, 5))
    assert rate(book, "M14", MAY) == (0, 0)

    later = due(Clock.wd(8))
    book.record(ONE, replace(RECEIVED, close_by=later), on=date(2022, 5, 9))

    assert rate(book, "M14", MAY) == (0, 1)


def test_who_withdraws_before_the_reply_leaves_it(book: Book) -> None:
    accepted(book)
    book.record(ONE, WITHDRAWN, on=date(2022, 5, 5))

    assert rate(book, "M14", MAY) == (0, 0)


def test_a_withdrawn_reply_is_none(book: Book) -> None:
    accepted(book)
    book.record(ONE, REPLIED, on=IN_TIME)
    book.record(ONE, REPLY_WITHDRAWN, on=LATE)

    assert rate(book, "M14", MAY) == (0, 1)
    assert rate(book, "M15", MAY) == (0, 0)


def test_a_late_round_does_not_hide_behind_a_timely_one(book: Book) -> None:
    accepted(book)
    book.record(ONE, REPLIED, REVISITED, on=date(2022, 4, 29))
    again = replace(REOPENED, close_by=due(Clock.wd(1), date(2022, 5, 10)))
    book.record(ONE, again, on=date(2022, 5, 10))
    book.record(ONE, REPLIED, on=date(2022, 5, 20))

    assert rate(book, "M14", APRIL) == (1, 1)
    assert rate(book, "M14", MAY) == (0, 1)
    assert rate(book, "M14", SPRING) == (0, 1)


def test_a_voided_case_is_in_neither_rate(book: Book) -> None:
    accepted(book)
    book.record(ONE, REPLIED, REVISITED, on=IN_TIME)
    book.record(ONE, AppealVoided(reason="误录"), on=LATE)

    assert [rate(book, each, MAY) for each in ("M13", "M14", "M15")] == [(0, 0)] * 3


# --- M13


@pytest.mark.parametrize(
    ("rating", "expected"),
    [
        (Satisfaction.VERY, (1, 1)),
        (Satisfaction.SATISFIED, (1, 1)),
        (Satisfaction.BASIC, (1, 1)),
        (Satisfaction.UNSATISFIED, (0, 1)),
        (Satisfaction.UNRATED, (0, 0)),
        (Satisfaction.UNREACHED, (0, 0)),
        (None, (0, 0)),
    ],
)
def test_satisfied_of_those_who_said_something(
    book: Book, rating: Satisfaction, expected: tuple[int, int]
) -> None:
    accepted(book)
    book.record(ONE, REPLIED, replace(REVISITED, satisfaction=rating), on=IN_TIME)

    assert rate(book, "M13", MAY) == expected
    assert rate(book, "M13b", MAY) == (expected[1], 1)


def test_the_last_revisit_of_an_appeal_counts_on_its_own_date(book: Book) -> None:
    """11.2, M13: dedup key is the appeal (last revisit)."""
    accepted(book)
    first = replace(
        REVISITED, satisfaction=Satisfaction.UNSATISFIED, revisited_on=date(2022, 4, 30)
    )
    reported = book.record(ONE, REPLIED, first, on=date(2022, 4, 30))
    book.record(ONE, REOPENED, REPLIED, REVISITED, on=date(2022, 5, 10))

    assert rate(book, "M13", SPRING) == (1, 1)
    assert rate(book, "M13", APRIL) == (0, 0)
    with book.reader(at=reported):
        assert book.figure("M13", APRIL, at=reported).of == 1


# --- M15


def test_the_mean_is_over_cases(book: Book) -> None:
    accepted(book)
    accepted(book, OTHER)
    book.record(ONE, replace(REPLIED, handled_workdays=0), on=date(2022, 4, 28))
    book.record(OTHER, replace(REPLIED, handled_workdays=5), on=IN_TIME)

    figure = book.figure("M15", SPRING, by="month")

    assert (figure.value, figure.of, figure.average, figure.percent) == (5, 2, 2.5, None)
    assert [(part.key, part.value, part.of) for part in figure.parts] == [
        ("2022-04", 0, 1),
        ("2022-05", 5, 1),
    ]


def test_a_reply_from_before_the_days_were_kept_is_left_out(book: Book) -> None:
    accepted(book)
    book.record(ONE, replace(REPLIED, handled_workdays=None), on=IN_TIME)

    assert book.figure("M15", MAY).average is None
