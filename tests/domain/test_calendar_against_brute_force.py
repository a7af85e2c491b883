"""R7: a million deadlines against a clock that walks day by day, and the laws of the calendar."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice, takewhile

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar import PUBLISHED, Clock
from support.calendars import brute_calendar_days, brute_workdays

BruteForce = Callable[[date, Callable[[date], bool]], Iterator[date]]

LAST_DAY = date(2026, 12, 31)
LONGEST = 100
STARTS = [date(2009, 1, 1) + timedelta(n) for n in range(6_000)]
WORKDAYS = frozenset(
    day
    for n in range((LAST_DAY - date(2004, 1, 1)).days + 1)
    if chinese_calendar.is_workday(day := date(2004, 1, 1) + timedelta(n))
)

starts = st.dates(date(2004, 1, 1), date(2036, 12, 31))
clocks = st.one_of(
    st.builds(Clock.cd, st.integers(1, 400)),
    st.builds(Clock.wd, st.integers(1, 250)),
    st.builds(Clock.md, st.integers(1, 12)),
    st.just(Clock.at()),
)


@pytest.mark.parametrize(
    ("clock", "brute"), [(Clock.wd, brute_workdays), (Clock.cd, brute_calendar_days)]
)
def test_six_hundred_thousand_deadlines_of_each_clock_are_those_of_brute_force(
    clock: Callable[[int], Clock], brute: BruteForce
) -> None:
    """6,000 start days of 2009 to 2025, and periods of 1 to 100 days."""
    lengths = [clock(n) for n in range(1, LONGEST + 1)]
    mismatches = [
        (start_on, length)
        for start_on in STARTS
        for length, due_on in zip(
            lengths, islice(brute(start_on, WORKDAYS.__contains__), LONGEST), strict=True
        )
        if length.rolled(length.last_day(start_on, PUBLISHED), PUBLISHED) != due_on
    ]

    assert mismatches == []


@given(start_on=starts, clock=clocks)
def test_a_deadline_is_a_workday_in_time_and_watched_no_later(start_on: date, clock: Clock) -> None:
    deadline = clock.deadline(start_on=start_on, calendar=PUBLISHED)

    assert PUBLISHED.is_workday(deadline.due_on) or clock == Clock.at()
    assert start_on <= deadline.watch_on <= deadline.due_on
    assert deadline.provisional is (deadline.due_on > LAST_DAY)
    assert (deadline.cautious_due_on is None) is (not deadline.provisional)
    assert deadline.recalculated(PUBLISHED) == deadline


@given(start_on=starts, clock=clocks, longer=st.integers(1, 30))
def test_more_time_is_never_due_sooner(start_on: date, clock: Clock, longer: int) -> None:
    deadline = clock.deadline(start_on=start_on, calendar=PUBLISHED)
    until = start_on + timedelta(longer)

    assert deadline.extend(Clock.cd(longer), PUBLISHED).due_on >= deadline.due_on
    assert (
        deadline.suspended(since=start_on, until=until, calendar=PUBLISHED).due_on
        >= deadline.due_on
    )


@given(start_on=starts, clock=clocks)
def test_a_deadline_is_approaching_before_it_is_overdue_and_never_both(
    start_on: date, clock: Clock
) -> None:
    deadline = clock.deadline(start_on=start_on, calendar=PUBLISHED)
    days = [deadline.due_on + timedelta(n) for n in range(-80, 3)]
    colours = [
        (deadline.is_approaching(day, PUBLISHED), deadline.is_overdue(day))
        for day in days
        if day >= start_on
    ]

    assert colours == sorted(colours, key=[(False, False), (True, False), (False, True)].index)
    assert (True, False) in colours


@given(start_on=starts, n=st.integers(1, 250))
def test_counting_workdays_undoes_stepping_over_them(start_on: date, n: int) -> None:
    assert PUBLISHED.workdays_between(start_on, PUBLISHED.nth_workday(n, after=start_on)) == n


@settings(max_examples=30)
@given(start_on=st.dates(date(2004, 1, 1), date(2025, 12, 31)))
def test_workdays_between_are_those_that_brute_force_meets(start_on: date) -> None:
    through = start_on + timedelta(200)
    walked = takewhile(lambda day: day <= through, brute_workdays(start_on, WORKDAYS.__contains__))

    assert PUBLISHED.workdays_between(start_on, through) == sum(1 for _ in walked)
