"""The days of the story: workdays of 2022 as they were published, and office hours."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from application.office import SHANGHAI
from domain.calendar import PUBLISHED

if TYPE_CHECKING:
    from random import Random

OFFICE_OPENS: Final = time(8, 40)
OFFICE_HOURS_SECONDS: Final = 9 * 3600 - 600
ONE_DAY: Final = timedelta(days=1)


@cache
def workdays(first: date, last: date) -> tuple[date, ...]:
    """Give the workdays from `first` to `last`, both included."""
    return tuple(day for day in days(first, last) if PUBLISHED.is_workday(day))


@cache
def days(first: date, last: date) -> tuple[date, ...]:
    """Give the days from `first` to `last`, both included."""
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))


def workday(n: int, after: date) -> date:
    """Give the n-th workday after a day; the day itself for 0, or the next workday if it is none."""
    if n == 0:
        return PUBLISHED.first_workday_from(after)
    return PUBLISHED.nth_workday(n, after=after)


def month_of(month: int) -> tuple[date, date]:
    """Give first and last day of a month of 2022."""
    return date(2022, month, 1), date(2022, month + 1, 1) - ONE_DAY


def office_time(day: date, random: Random) -> datetime:
    """Give a moment within the office hours of a day."""
    seconds = random.randrange(OFFICE_HOURS_SECONDS)
    return datetime.combine(day, OFFICE_OPENS, SHANGHAI) + timedelta(seconds=seconds)


def workday_before(n: int, day: date) -> date:
    """Give the n-th workday before a day, which itself is not counted; n from 1."""
    return workdays(day - timedelta(days=2 * n + 14), day - ONE_DAY)[-n]
