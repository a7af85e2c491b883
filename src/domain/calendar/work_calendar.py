"""Which days people work: ordinary weekdays, less the days off, plus the make-up workdays 调休上班.

The State Council office publishes each year's arrangement around the November before. A calendar
knows the years whose notice it holds; the years after are counted by the statute (`fallback`) and
every deadline that reaches into them is provisional. It never answers silently for a year it knows
nothing of: services that did stood still each 1 January (`domain.md` 9.3).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from domain.calendar.fallback import FALLBACK_YEARS, is_weekend, statutory_days_off
from domain.history import Rejected
from domain.words import Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class DayKind(Word):
    """What a notice says of a day that is not as its weekday would have it."""

    WORKDAY = "workday", "上班"
    DAY_OFF = "day_off", "放假"


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One row of a notice: a day off, or a weekend day that is worked."""

    day: date
    kind: DayKind


class CalendarHasNoSuchYear(Rejected):
    """工作日历没有这一年, 请先载入该年的放假通知。
    | The calendar lacks that year; load its notice first.
    """


class CalendarNoticeContradictsItself(Rejected):
    """放假通知中同一天既放假又上班, 或日期不属于该年, 请核对文件。
    | The notice calls a day both off and worked, or names a day outside its year; check the file.
    """


class CalendarNoticeLeavesGap(Rejected):
    """该年与已载入的年份不相连, 请先载入中间年份的放假通知。
    | The year does not follow on the years known; load the notices in between first.
    """


@dataclass(frozen=True)
class WorkCalendar:
    """The exceptional days of the `years` that are known, under a `version` kept in each deadline.

    `counts_holidays` is false only in the cautious twin, which past the horizon knows no holidays.
    """

    version: str
    years: frozenset[int]
    days_off: frozenset[date]
    make_up_workdays: frozenset[date]
    counts_holidays: bool = True

    def __post_init__(self) -> None:
        """Hold that the known years hang together, the statute's table filling what is between."""
        assert self.years.issubset(self._years_answered), sorted(self.years)

    def knows(self, day: date) -> bool:
        """Tell whether the notice of the day's year is in this calendar."""
        return day.year in self.years

    def knows_all(self, first: date, last: date) -> bool:
        """Tell whether every year from `first` to `last` is known."""
        return self.years.issuperset(range(first.year, last.year + 1))

    def require(self, day: date) -> None:
        """Refuse a day of a year that neither a notice nor the statute's table answers for."""
        if day.year not in self._years_answered:
            raise CalendarHasNoSuchYear(year=day.year)

    @property
    def horizon(self) -> date:
        """The last day known without a gap before it."""
        year = min(self.years)
        while year + 1 in self.years:
            year += 1
        return date(year, 12, 31)

    def is_workday(self, day: date) -> bool:
        """Tell whether people work on `day`, which may be a make-up Saturday."""
        self.require(day)
        return day in self._workdays_as_set

    def next_workday(self, day: date) -> date:
        """Give the first workday after `day`."""
        return self.nth_workday(1, after=day)

    def first_workday_from(self, day: date) -> date:
        """Give `day` itself when it is a workday, or else the first one after it."""
        self.require(day)
        return self._at(bisect_left(self._workdays, day))

    def nth_workday(self, n: int, *, after: date) -> date:
        """Give the n-th workday after `after`, which itself is not counted; n from 1."""
        self.require(after)
        return self._at(bisect_right(self._workdays, after) + n - 1)

    def workdays_between(self, after: date, through: date) -> int:
        """Count the workdays after `after` up to and including `through`; none if it is earlier."""
        self.require(after)
        self.require(through)
        count = bisect_right(self._workdays, through) - bisect_right(self._workdays, after)
        return max(count, 0)

    def with_notice(self, year: int, days: Iterable[CalendarDay], *, version: str) -> WorkCalendar:
        """Take in the notice of `year`, first or changed, under a new `version`.

        A notice may move days of the December before (2011-12-31 was worked for 2012), and those
        stand beside what the earlier year's notice said.
        """
        answered = self._years_answered
        if not answered.start - 1 <= year <= answered.stop:
            raise CalendarNoticeLeavesGap(year=year)
        entries = set(days)
        notice = {entry.day: entry.kind for entry in entries}
        if len(entries) != len(notice) or not all(_belongs(day, year) for day in notice):
            raise CalendarNoticeContradictsItself(year=year)
        off = {day for day, kind in notice.items() if kind is DayKind.DAY_OFF}
        worked = {day for day, kind in notice.items() if kind is DayKind.WORKDAY}
        return replace(
            self,
            version=version,
            years=self.years | {year},
            days_off=_outside(year, self.days_off - worked) | off,
            make_up_workdays=_outside(year, self.make_up_workdays - off) | worked,
        )

    @cached_property
    def cautious(self) -> WorkCalendar:
        """The twin that past the horizon knows weekends only: the safe side (`domain.md` 9.4)."""
        return replace(self, counts_holidays=False)

    @cached_property
    def _years_answered(self) -> range:
        first = last = min(self.years)
        while last + 1 in self.years or last + 1 in FALLBACK_YEARS:
            last += 1
        return range(first, last + 1)

    @cached_property
    def _workdays(self) -> tuple[date, ...]:
        return tuple(chain.from_iterable(map(self._workdays_of, self._years_answered)))

    @cached_property
    def _workdays_as_set(self) -> frozenset[date]:
        return frozenset(self._workdays)

    def _workdays_of(self, year: int) -> Iterator[date]:
        days_off = self.days_off
        if year not in self.years and self.counts_holidays:
            days_off |= statutory_days_off(year)
        day = date(year, 1, 1)
        while day.year == year:
            if day in self.make_up_workdays or not (is_weekend(day) or day in days_off):
                yield day
            day += timedelta(1)

    def _at(self, index: int) -> date:
        if index >= len(self._workdays):
            raise CalendarHasNoSuchYear(year=self._years_answered.stop)
        return self._workdays[index]


def _belongs(day: date, year: int) -> bool:
    return date(year - 1, 12, 1) <= day <= date(year, 12, 31)


def _outside(year: int, days: frozenset[date]) -> frozenset[date]:
    return frozenset(day for day in days if day.year != year)
