"""Clocks and the deadlines they give: 自然日, 工作日, 月, 当日 (`domain.md` 9.2).

民法典 arts 200-204: the day it starts is not counted, and when the last day of a period of days or
months is a day of rest, the period ends on the next workday. A deadline is computed once, by the
command that starts the clock, and kept in the event: folding never computes a date.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, assert_never

from domain.history import Rejected
from domain.words import Word

if TYPE_CHECKING:
    from domain.calendar.work_calendar import WorkCalendar

# 临期: at two workdays, or at a tenth of the whole period, whichever comes first (10.0).
APPROACHING_WD: Final = 2
APPROACHING_PART: Final = 10

# No clock of the field is longer than ten years, the life of a certificate.
LONGEST_CLOCK: Final = 3_660


class SuspensionEndsBeforeItBegins(Rejected):
    """恢复日期早于中止日期, 请核对日期。
    | The clock resumes before it was suspended; check the dates.
    """


class ClockNotUnderstood(Rejected):
    """时限应为1至3660, 当日为0。 | A clock counts 1 to 3,660 units, and 当日 counts 0."""


class ClockKind(Word):
    """The unit a clock counts in."""

    CD = "CD", "日"
    WD = "WD", "工作日"
    MD = "MD", "月"
    AT = "AT", "当日"


@dataclass(frozen=True, slots=True)
class Clock:
    """How long something may take: `n` calendar days, workdays or months; or the same day."""

    kind: ClockKind
    n: int

    def __post_init__(self) -> None:
        """Hold that a clock counts at least one unit, and AT none. Raises `ClockNotUnderstood`."""
        if not 0 <= self.n <= LONGEST_CLOCK or (self.n == 0) is not (self.kind is ClockKind.AT):
            raise ClockNotUnderstood(kind=self.kind, n=self.n)

    @classmethod
    def cd(cls, n: int) -> Clock:
        """Count `n` calendar days 日."""
        return cls(ClockKind.CD, n)

    @classmethod
    def wd(cls, n: int) -> Clock:
        """Count `n` workdays 工作日."""
        return cls(ClockKind.WD, n)

    @classmethod
    def md(cls, n: int) -> Clock:
        """Count `n` months 月, to the same day or the month's end."""
        return cls(ClockKind.MD, n)

    @classmethod
    def at(cls) -> Clock:
        """Demand it on the same day 当日, a day of rest or not."""
        return cls(ClockKind.AT, 0)

    def deadline(
        self,
        *,
        start_on: date,
        calendar: WorkCalendar,
        sla_version: str | None = None,
        suspended_days: int = 0,
    ) -> Deadline:
        """Start on the business date `start_on` and give the deadline.

        `suspended_days` are in the clock's own unit (months: calendar days). Past the calendar's
        horizon the deadline is provisional. A year beyond the statute's table is refused.
        """
        return _counted(
            self,
            start_on=start_on,
            calendar=calendar,
            sla_version=sla_version,
            suspended_days=suspended_days,
        )

    def last_day(self, start_on: date, calendar: WorkCalendar, *, suspended_days: int = 0) -> date:
        """Give the last day of the period, not yet rolled over a day of rest."""
        match self.kind:
            case ClockKind.CD | ClockKind.AT:
                return start_on + timedelta(self.n + suspended_days)
            case ClockKind.WD:
                return calendar.nth_workday(self.n + suspended_days, after=start_on)
            case ClockKind.MD:
                return months_later(start_on, self.n) + timedelta(suspended_days)
            case _:
                assert_never(self.kind)

    def rolled(self, last_day: date, calendar: WorkCalendar) -> date:
        """Give the due date for `last_day`: the next workday, unless the clock is AT."""
        return last_day if self.kind is ClockKind.AT else calendar.first_workday_from(last_day)

    def span(self, after: date, through: date, calendar: WorkCalendar) -> int:
        """Count the days from `after` to `through` in the clock's own unit (months: days)."""
        calendar.require(after)
        calendar.require(through)
        if self.kind is ClockKind.WD:
            return calendar.workdays_between(after, through)
        return (through - after).days

    def __str__(self) -> str:
        """Give the short form used on sheets: WD5, CD60, MD1, AT."""
        return f"{self.kind}{self.n or ''}"


@dataclass(frozen=True, slots=True)
class Deadline:
    """When something is due and how that was found, as kept in the event.

    `due_on` lasts to 24:00 for a person's rights and to 17:30 for our own duties; reports compare
    by date. A provisional deadline also keeps `cautious_due_on`, counted as if the unpublished
    years had no holidays; colours and reminders go by `watch_on`, the earlier of the two.
    """

    due_on: date
    clock: Clock
    start_on: date
    calendar_version: str
    provisional: bool
    sla_version: str | None = None
    suspended_days: int = 0
    extensions: tuple[Clock, ...] = ()
    cautious_due_on: date | None = None

    @property
    def watch_on(self) -> date:
        """The date that colours and reminders go by."""
        if self.cautious_due_on is None:
            return self.due_on
        return min(self.due_on, self.cautious_due_on)

    def is_overdue(self, on: date) -> bool:
        """Tell whether the due date has passed on `on`; the due date itself is in time."""
        return on > self.due_on

    def is_approaching(self, on: date, calendar: WorkCalendar) -> bool:
        """Tell whether on `on` two workdays or a tenth of the period are left, or less."""
        if self.is_overdue(on):
            return False
        if calendar.workdays_between(on, self.watch_on) <= APPROACHING_WD:
            return True
        left = self.clock.span(on, self.watch_on, calendar)
        whole = self.clock.span(self.start_on, self.watch_on, calendar)
        return left * APPROACHING_PART <= whole

    def extend(self, by: Clock, calendar: WorkCalendar) -> Deadline:
        """Add `by`, which runs from the last day before it was rolled: the stricter reading."""
        return self._recounted(calendar, extensions=(*self.extensions, by))

    def suspended(self, *, since: date, until: date, calendar: WorkCalendar) -> Deadline:
        """Move by the time the clock stood still 中止, in the clock's own unit."""
        if until < since:
            raise SuspensionEndsBeforeItBegins(since=since, until=until)
        days = self.clock.span(since, until, calendar)
        return self._recounted(calendar, suspended_days=self.suspended_days + days)

    def recalculated(self, calendar: WorkCalendar) -> Deadline:
        """Count anew by `calendar`, say when the notice of a provisional year has come."""
        return self._recounted(calendar)

    def last_day(self, calendar: WorkCalendar) -> date:
        """Give the last day before it is rolled over days of rest, extensions included."""
        clocks = self.clock, *self.extensions
        return _last_day(clocks, self.start_on, calendar, self.suspended_days)

    def _recounted(
        self,
        calendar: WorkCalendar,
        *,
        suspended_days: int | None = None,
        extensions: tuple[Clock, ...] | None = None,
    ) -> Deadline:
        return _counted(
            self.clock,
            start_on=self.start_on,
            calendar=calendar,
            sla_version=self.sla_version,
            suspended_days=self.suspended_days if suspended_days is None else suspended_days,
            extensions=self.extensions if extensions is None else extensions,
        )


def _counted(
    clock: Clock,
    *,
    start_on: date,
    calendar: WorkCalendar,
    sla_version: str | None,
    suspended_days: int,
    extensions: tuple[Clock, ...] = (),
) -> Deadline:
    calendar.require(start_on)
    clocks = clock, *extensions

    def due_on(days: WorkCalendar) -> date:
        return clocks[-1].rolled(_last_day(clocks, start_on, days, suspended_days), days)

    due = due_on(calendar)
    provisional = not calendar.knows_all(start_on, due)
    return Deadline(
        due_on=due,
        clock=clock,
        start_on=start_on,
        calendar_version=calendar.version,
        provisional=provisional,
        sla_version=sla_version,
        suspended_days=suspended_days,
        extensions=extensions,
        cautious_due_on=due_on(calendar.cautious) if provisional else None,
    )


def _last_day(
    clocks: tuple[Clock, ...], start_on: date, calendar: WorkCalendar, suspended_days: int
) -> date:
    day = clocks[0].last_day(start_on, calendar, suspended_days=suspended_days)
    for extension in clocks[1:]:
        day = extension.last_day(day, calendar)
    return day


def months_later(day: date, months: int) -> date:
    """Give the same day `months` later, or the month's end where there is none (民法典 art 202)."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
