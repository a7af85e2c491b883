"""Which days people work (`domain.md` 9.3, 9.4)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import chinese_calendar
import holidays
import pytest

from domain.calendar import (
    FALLBACK_YEARS,
    PUBLISHED,
    CalendarDay,
    CalendarHasNoSuchYear,
    CalendarNoticeContradictsItself,
    CalendarNoticeLeavesGap,
    DayKind,
    WorkCalendar,
    statutory_days_off,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
NEW_YEAR_2027 = CalendarDay(date(2027, 1, 1), DayKind.DAY_OFF)
WORKED_SATURDAY = CalendarDay(date(2027, 1, 9), DayKind.WORKDAY)


def days_of(first_year: int, last_year: int) -> list[date]:
    first = date(first_year, 1, 1)
    return [first + timedelta(n) for n in range((date(last_year + 1, 1, 1) - first).days)]


def make_up_days(year: int) -> str:
    return " ".join(f"{d:%m-%d}" for d in sorted(PUBLISHED.make_up_workdays) if d.year == year)


@pytest.mark.parametrize(
    ("year", "workdays"),
    [(2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)],
)
def test_a_year_has_the_workdays_of_section_9_3(year: int, workdays: int) -> None:
    assert PUBLISHED.workdays_between(date(year - 1, 12, 31), date(year, 12, 31)) == workdays


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2022, "01-29 01-30 04-02 04-24 05-07 10-08 10-09"),
        (2023, "01-28 01-29 04-23 05-06 06-25 10-07 10-08"),
        (2024, "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12"),
        (2025, "01-26 02-08 04-27 09-28 10-11"),
        (2026, "01-04 02-14 02-28 05-09 09-20 10-10"),
    ],
)
def test_a_year_has_the_make_up_days_of_section_9_3(year: int, days: str) -> None:
    assert make_up_days(year) == days


def test_every_shipped_day_is_as_chinesecalendar_has_it() -> None:
    differing = [
        day
        for day in days_of(2004, 2026)
        if PUBLISHED.is_workday(day) != chinese_calendar.is_workday(day)
    ]

    assert differing == []


def test_every_day_of_2019_to_2026_is_as_holidays_has_it() -> None:
    china = holidays.country_holidays("CN", years=range(2019, 2027))

    assert [
        d for d in days_of(2019, 2026) if PUBLISHED.is_workday(d) != china.is_working_day(d)
    ] == []


def test_past_the_horizon_every_day_is_as_holidays_has_it() -> None:
    china = holidays.country_holidays("CN", years=range(2027, 2042))

    assert [
        d for d in days_of(2027, 2040) if PUBLISHED.is_workday(d) != china.is_working_day(d)
    ] == []


def test_the_days_of_the_statute_are_days_off_in_the_notices_since_it_is_in_force() -> None:
    assert [
        d for year in (2025, 2026) for d in statutory_days_off(year) if PUBLISHED.is_workday(d)
    ] == []


def test_two_holidays_on_one_sunday_give_two_days_in_lieu() -> None:
    """2039-10-02 is Mid-Autumn and National Day; 10-01 is a Saturday: 04, 05 and 06 are in lieu."""
    october = sorted(day.day for day in statutory_days_off(2039) if day.month == 10)

    assert october == [1, 2, 3, 4, 5, 6]


def test_the_horizon_is_the_last_day_of_the_last_notice() -> None:
    assert PUBLISHED.horizon == date(2026, 12, 31)
    assert PUBLISHED.knows(date(2026, 12, 31))
    assert not PUBLISHED.knows(date(2027, 1, 1))
    assert PUBLISHED.knows(date(2004, 1, 1))
    assert not PUBLISHED.knows(date(2003, 12, 31))


def test_a_deadline_started_in_the_next_120_days_can_be_counted() -> None:
    """9.4 item 6: the shipped data reaches there, or the statute's table does."""
    ahead = datetime.now(tz=SHANGHAI).date() + timedelta(120)

    assert PUBLISHED.horizon >= ahead or ahead.year in FALLBACK_YEARS
    assert PUBLISHED.next_workday(ahead) > ahead


@pytest.mark.parametrize("day", [date(2003, 12, 31), date(2041, 1, 1), date.max, date.min])
def test_a_year_without_notice_or_statute_is_refused(day: date) -> None:
    with pytest.raises(CalendarHasNoSuchYear) as refusal:
        PUBLISHED.is_workday(day)
    assert refusal.value.details == {"year": day.year}


def test_the_last_workday_of_the_table_has_none_after_it() -> None:
    with pytest.raises(CalendarHasNoSuchYear) as refusal:
        PUBLISHED.next_workday(date(2040, 12, 31))
    assert refusal.value.details == {"year": 2041}


def test_the_next_workday_is_after_the_day_and_the_first_workday_may_be_the_day() -> None:
    friday, saturday, monday = date(2022, 3, 4), date(2022, 3, 5), date(2022, 3, 7)

    assert PUBLISHED.next_workday(friday) == monday
    assert PUBLISHED.next_workday(saturday) == monday
    assert PUBLISHED.first_workday_from(friday) == friday
    assert PUBLISHED.first_workday_from(saturday) == monday


def test_workdays_are_counted_without_the_first_day_and_with_the_last() -> None:
    monday, friday = date(2022, 3, 7), date(2022, 3, 11)

    assert PUBLISHED.workdays_between(monday, friday) == 4
    assert PUBLISHED.workdays_between(monday, monday) == 0
    assert PUBLISHED.workdays_between(friday, monday) == 0


def test_past_the_horizon_the_cautious_twin_knows_no_holidays() -> None:
    new_year = date(2027, 1, 1)  # a Friday

    assert not PUBLISHED.is_workday(new_year)
    assert PUBLISHED.cautious.is_workday(new_year)
    assert not PUBLISHED.cautious.is_workday(date(2027, 1, 2))
    assert not PUBLISHED.cautious.is_workday(date(2026, 10, 1))


def test_a_notice_makes_its_year_known_under_a_new_version() -> None:
    calendar = PUBLISHED.with_notice(2027, [NEW_YEAR_2027, WORKED_SATURDAY], version="2026-11-25")

    assert calendar.version == "2026-11-25"
    assert calendar.horizon == date(2027, 12, 31)
    assert calendar.is_workday(WORKED_SATURDAY.day)
    assert not calendar.is_workday(NEW_YEAR_2027.day)
    assert calendar.is_workday(date(2027, 10, 1))  # the notice alone speaks for its year
    assert PUBLISHED.horizon == date(2026, 12, 31)


def test_a_notice_changed_in_mid_year_takes_the_place_of_the_first() -> None:
    first = PUBLISHED.with_notice(2027, [NEW_YEAR_2027, WORKED_SATURDAY], version="2026-11-25")
    changed = first.with_notice(2027, [NEW_YEAR_2027], version="2027-02-01")

    assert not changed.is_workday(WORKED_SATURDAY.day)
    assert not changed.is_workday(NEW_YEAR_2027.day)
    assert [day for day in days_of(2004, 2026) if changed.is_workday(day)] == [
        day for day in days_of(2004, 2026) if PUBLISHED.is_workday(day)
    ]


def test_a_notice_may_move_days_of_the_december_before() -> None:
    """As that for 2012 did: 2011-12-31, a Saturday, was worked."""
    off = CalendarDay(date(2026, 12, 31), DayKind.DAY_OFF)
    worked = CalendarDay(date(2026, 12, 27), DayKind.WORKDAY)
    calendar = PUBLISHED.with_notice(2027, (off, worked), version="2026-11-25")

    assert not calendar.is_workday(off.day)
    assert calendar.is_workday(worked.day)
    assert not calendar.is_workday(date(2026, 10, 1))


def test_a_later_notice_overrides_what_an_earlier_one_said_of_december() -> None:
    worked = CalendarDay(date(2026, 12, 27), DayKind.WORKDAY)
    calendar = PUBLISHED.with_notice(2026, [worked], version="2026-11-01")
    rested = CalendarDay(worked.day, DayKind.DAY_OFF)

    assert calendar.is_workday(worked.day)
    assert not calendar.with_notice(2027, [rested], version="2026-11-25").is_workday(worked.day)


@pytest.mark.parametrize(
    "days",
    [
        [NEW_YEAR_2027, CalendarDay(NEW_YEAR_2027.day, DayKind.WORKDAY)],
        [CalendarDay(date(2028, 1, 1), DayKind.DAY_OFF)],
        [CalendarDay(date(2026, 11, 30), DayKind.DAY_OFF)],
    ],
)
def test_a_notice_that_contradicts_itself_or_names_another_year_is_refused(
    days: list[CalendarDay],
) -> None:
    with pytest.raises(CalendarNoticeContradictsItself):
        PUBLISHED.with_notice(2027, days, version="2026-11-25")


def test_a_day_that_stands_twice_in_a_notice_is_taken_once() -> None:
    calendar = PUBLISHED.with_notice(2027, iter([NEW_YEAR_2027] * 2), version="2026-11-25")

    assert not calendar.is_workday(NEW_YEAR_2027.day)


@pytest.mark.parametrize("year", [1990, 2002, 2042])
def test_a_notice_that_leaves_a_gap_is_refused(year: int) -> None:
    with pytest.raises(CalendarNoticeLeavesGap):
        PUBLISHED.with_notice(year, [], version="2026-11-25")


@pytest.mark.parametrize("year", [2003, 2030, 2041])
def test_a_notice_beside_the_years_answered_is_taken(year: int) -> None:
    assert PUBLISHED.with_notice(year, [], version="2026-11-25").knows(date(year, 6, 1))


def test_a_calendar_whose_years_do_not_hang_together_is_our_mistake() -> None:
    with pytest.raises(AssertionError):
        WorkCalendar("x", frozenset({2010, 2020}), frozenset(), frozenset())
