"""Workdays, clocks and the deadlines they give (`domain.md` 9)."""

from domain.calendar.clock import (
    Clock,
    ClockKind,
    ClockNotUnderstood,
    Deadline,
    SuspensionEndsBeforeItBegins,
    months_later,
)
from domain.calendar.fallback import FALLBACK_YEARS, statutory_days_off
from domain.calendar.past import DayNotYetCome, is_late, refuse_future
from domain.calendar.published_days import PUBLISHED
from domain.calendar.work_calendar import (
    CalendarDay,
    CalendarHasNoSuchYear,
    CalendarNoticeContradictsItself,
    CalendarNoticeLeavesGap,
    DayKind,
    WorkCalendar,
)

__all__ = [
    "FALLBACK_YEARS",
    "PUBLISHED",
    "CalendarDay",
    "CalendarHasNoSuchYear",
    "CalendarNoticeContradictsItself",
    "CalendarNoticeLeavesGap",
    "Clock",
    "ClockKind",
    "ClockNotUnderstood",
    "DayKind",
    "DayNotYetCome",
    "Deadline",
    "SuspensionEndsBeforeItBegins",
    "WorkCalendar",
    "is_late",
    "months_later",
    "refuse_future",
    "statutory_days_off",
]
