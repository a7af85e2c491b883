"""Days off by the statute alone, for years whose notice is not published yet (`domain.md` 9.4).

全国年节及纪念日放假办法, decree of 2024-11-10, in force since 2025: art 2 lists the thirteen days,
art 6 gives a day off in lieu on the next workday for each that falls on a weekend. Nobody can know
the make-up workdays before the notice, so a deadline counted with these days is provisional 暂定.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Final

_SATURDAY: Final = 5

# Month and day: Qingming 清明 by the sun; Spring Festival 正月初一, Dragon Boat 端午 and Mid-Autumn
# 中秋 by the moon. A test compares every one with the `holidays` package.
_MOVABLE_DAYS: Final = {
    2025: ("04-04", "01-29", "05-31", "10-06"),
    2026: ("04-05", "02-17", "06-19", "09-25"),
    2027: ("04-05", "02-06", "06-09", "09-15"),
    2028: ("04-04", "01-26", "05-28", "10-03"),
    2029: ("04-04", "02-13", "06-16", "09-22"),
    2030: ("04-05", "02-03", "06-05", "09-12"),
    2031: ("04-05", "01-23", "06-24", "10-01"),
    2032: ("04-04", "02-11", "06-12", "09-19"),
    2033: ("04-04", "01-31", "06-01", "09-08"),
    2034: ("04-05", "02-19", "06-20", "09-27"),
    2035: ("04-05", "02-08", "06-10", "09-16"),
    2036: ("04-04", "01-28", "05-30", "10-04"),
    2037: ("04-04", "02-15", "06-18", "09-24"),
    2038: ("04-05", "02-04", "06-07", "09-13"),
    2039: ("04-05", "01-24", "05-27", "10-02"),
    2040: ("04-04", "02-12", "06-14", "09-20"),
}

FALLBACK_YEARS: Final = range(min(_MOVABLE_DAYS), max(_MOVABLE_DAYS) + 1)


def is_weekend(day: date) -> bool:
    """Tell whether `day` is a Saturday or a Sunday."""
    return day.weekday() >= _SATURDAY


@cache
def statutory_days_off(year: int) -> frozenset[date]:
    """Give the statutory days of a year of `FALLBACK_YEARS`, and the days in lieu of weekends.

    Two that fall on one weekend day (Mid-Autumn and National Day, 2039-10-02) give two in lieu.
    """
    statutory_days = _statutory_days(year)
    days_off = set(statutory_days)
    for day in filter(is_weekend, statutory_days):
        days_off.add(_next_free_day(day, days_off))
    return frozenset(days_off)


def _statutory_days(year: int) -> tuple[date, ...]:
    qingming, spring_festival, dragon_boat, mid_autumn = (
        date.fromisoformat(f"{year}-{day}") for day in _MOVABLE_DAYS[year]
    )
    return (
        date(year, 1, 1),
        *(spring_festival + timedelta(days) for days in (-1, 0, 1, 2)),
        qingming,
        *(date(year, 5, day) for day in (1, 2)),
        dragon_boat,
        mid_autumn,
        *(date(year, 10, day) for day in (1, 2, 3)),
    )


def _next_free_day(day: date, days_off: set[date]) -> date:
    while is_weekend(day) or day in days_off:
        day += timedelta(1)
    return day
