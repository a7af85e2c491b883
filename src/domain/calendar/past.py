"""Days of what has happened already: they may be any day but one that is still to come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain.calendar.work_calendar import CalendarHasNoSuchYear
from domain.history import Rejected

if TYPE_CHECKING:
    from datetime import date

    from domain.calendar.work_calendar import WorkCalendar

LATE_WORKDAYS: Final = 3


class DayNotYetCome(Rejected):
    """所填日期尚未到来, 请核对日期。 | That day has not come yet; check the date."""


def refuse_future(*days: date, on: date) -> None:
    """Refuse any of `days` that lies after the business date `on` (`domain.md` 10.0, rule 1)."""
    for day in days:
        if day > on:
            raise DayNotYetCome(day=day)


def is_late(occurred_on: date, written_on: date, calendar: WorkCalendar) -> bool:
    """Tell whether something was written down more than 3 workdays after it happened 补录 (10.0)."""
    try:
        return calendar.workdays_between(occurred_on, written_on) > LATE_WORKDAYS
    except CalendarHasNoSuchYear:
        return True
