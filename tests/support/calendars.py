"""Calendars for tests, and a clock written a second time, by brute force, to hold ours against."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from domain.calendar import PUBLISHED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

CALENDAR_2022 = PUBLISHED


def brute_workdays(start_on: date, is_workday: Callable[[date], bool]) -> Iterator[date]:
    """Walk from the day after `start_on`, one at a time: the due dates of WD1, WD2 and so on."""
    day = start_on
    while True:
        day = day + timedelta(days=1)
        if is_workday(day):
            yield day


def brute_calendar_days(start_on: date, is_workday: Callable[[date], bool]) -> Iterator[date]:
    """Give the due dates of CD1, CD2 and so on: each time, wait until people work."""
    last_day = start_on
    while True:
        last_day = last_day + timedelta(days=1)
        due_on = last_day
        while not is_workday(due_on):
            due_on = due_on + timedelta(days=1)
        yield due_on
