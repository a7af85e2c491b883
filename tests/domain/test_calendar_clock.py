"""Clocks and deadlines (`domain.md` 9.2, 9.4, 9.5, 10.0; Appendix B 1, 5, 7 and 14)."""

from datetime import date, timedelta

import msgspec
import pytest

from domain.calendar import (
    PUBLISHED,
    CalendarDay,
    CalendarHasNoSuchYear,
    Clock,
    ClockKind,
    ClockNotUnderstood,
    DayKind,
    Deadline,
    SuspensionEndsBeforeItBegins,
)
from domain.limits import (
    CERT_PUBLICITY_WD,
    PETITION_CLOSE_CD,
    PETITION_EXTEND_MAX_CD,
    PROGRESS_NOTE_CD,
)
from support.calendars import CALENDAR_2022

PETITION = Clock.cd(PETITION_CLOSE_CD)


def due(clock: Clock, start_on: date) -> date:
    return clock.deadline(start_on=start_on, calendar=PUBLISHED).due_on


@pytest.mark.parametrize(
    ("start_on", "clock", "due_on"),
    [
        # make-up Sat 04-02 counts, Qingming 04-03..05 does not
        (date(2022, 4, 1), Clock.wd(5), date(2022, 4, 11)),
        # Labour Day 04-30..05-04, make-up Sat 05-07 counts
        (date(2022, 4, 28), Clock.wd(5), date(2022, 5, 9)),
        # National Day; make-ups 10-08, 10-09
        (date(2022, 9, 29), Clock.wd(5), date(2022, 10, 11)),
        (date(2022, 9, 30), Clock.wd(10), date(2022, 10, 19)),
        # no roll
        (date(2022, 3, 7), Clock.cd(15), date(2022, 3, 22)),
        (date(2022, 3, 7), Clock.cd(60), date(2022, 5, 6)),
        # raw 2022-10-02 rolls to a make-up Saturday
        (date(2022, 8, 3), Clock.cd(60), date(2022, 10, 8)),
        # raw 2026-02-15: nine-day Spring Festival
        (date(2026, 1, 31), Clock.cd(15), date(2026, 2, 24)),
        # 02-14 Sat is a workday
        (date(2026, 2, 12), Clock.wd(5), date(2026, 2, 26)),
        # raw 2026-10-01
        (date(2026, 9, 16), Clock.cd(15), date(2026, 10, 8)),
        # 09-20 Sun is a workday
        (date(2026, 9, 18), Clock.wd(5), date(2026, 9, 24)),
        # 10-10 Sat counts
        (date(2026, 9, 29), Clock.wd(5), date(2026, 10, 12)),
    ],
)
def test_a_deadline_is_that_of_the_vectors_of_section_9_5(
    start_on: date, clock: Clock, due_on: date
) -> None:
    deadline = clock.deadline(start_on=start_on, calendar=PUBLISHED, sla_version="2022-03")

    assert deadline == Deadline(
        due_on=due_on,
        clock=clock,
        start_on=start_on,
        calendar_version=PUBLISHED.version,
        provisional=False,
        sla_version="2022-03",
    )
    assert deadline.watch_on == due_on


def test_the_first_start_date_past_the_horizon_is_that_of_section_9_5() -> None:
    deadline = PETITION.deadline(start_on=date(2026, 11, 2), calendar=PUBLISHED)

    assert deadline.last_day(PUBLISHED) == date(2027, 1, 1)
    assert deadline.provisional


@pytest.mark.parametrize(
    ("clock", "last_safe_start"),
    [
        (Clock.cd(15), date(2026, 12, 16)),
        (Clock.cd(30), date(2026, 12, 1)),
        (Clock.cd(60), date(2026, 11, 1)),
        (Clock.cd(90), date(2026, 10, 2)),
        (Clock.wd(5), date(2026, 12, 24)),
        (Clock.wd(10), date(2026, 12, 17)),
        (Clock.wd(15), date(2026, 12, 10)),
        (Clock.wd(20), date(2026, 12, 3)),
    ],
)
def test_the_last_safe_start_date_is_that_of_section_9_3(
    clock: Clock, last_safe_start: date
) -> None:
    next_day = last_safe_start + timedelta(1)

    assert not clock.deadline(start_on=last_safe_start, calendar=PUBLISHED).provisional
    assert clock.deadline(start_on=next_day, calendar=PUBLISHED).provisional


def test_the_day_a_clock_starts_is_not_counted_even_when_it_is_a_day_of_rest() -> None:
    sunday = date(2022, 3, 6)

    assert due(Clock.wd(1), sunday) == date(2022, 3, 7)
    assert due(Clock.cd(1), sunday) == date(2022, 3, 7)
    assert due(Clock.wd(1), date(2022, 3, 7)) == date(2022, 3, 8)


@pytest.mark.parametrize(
    ("start_on", "months", "due_on"),
    [
        (date(2022, 3, 7), 1, date(2022, 4, 7)),
        (date(2022, 1, 31), 1, date(2022, 2, 28)),  # clipped to the month's end
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2022, 3, 30), 1, date(2022, 5, 5)),  # 04-30 rolls over Labour Day
        (date(2022, 8, 31), 6, date(2023, 2, 28)),
        (date(2022, 11, 15), 1, date(2022, 12, 15)),
        (date(2022, 12, 15), 1, date(2023, 1, 16)),  # 2023-01-15 is a Sunday
        (date(2022, 12, 15), 12, date(2023, 12, 15)),
    ],
)
def test_a_month_ends_on_its_day_or_at_its_end_and_rolls(
    start_on: date, months: int, due_on: date
) -> None:
    assert due(Clock.md(months), start_on) == due_on


def test_at_once_means_the_same_day_also_on_a_day_of_rest() -> None:
    new_year = date(2022, 1, 1)
    deadline = Clock.at().deadline(start_on=new_year, calendar=PUBLISHED)

    assert deadline.due_on == new_year
    assert not deadline.is_overdue(new_year)
    assert deadline.is_overdue(date(2022, 1, 2))


def test_publicity_of_2022_04_28_may_not_end_before_2022_05_09() -> None:
    """Appendix B 1."""
    assert due(Clock.wd(CERT_PUBLICITY_WD), date(2022, 4, 28)) == date(2022, 5, 9)


def test_a_petition_is_extended_from_its_last_day_before_it_was_rolled() -> None:
    """Appendix B 5: 2026-08-03 + 60 = 10-02, due 10-08; + 30 = 11-01, a Sunday, due 11-02."""
    deadline = PETITION.deadline(start_on=date(2026, 8, 3), calendar=PUBLISHED, sla_version="v1")
    extended = deadline.extend(Clock.cd(PETITION_EXTEND_MAX_CD), PUBLISHED)

    assert deadline.last_day(PUBLISHED) == date(2026, 10, 2)
    assert deadline.due_on == date(2026, 10, 8)
    assert extended.last_day(PUBLISHED) == date(2026, 11, 1)
    assert extended.due_on == date(2026, 11, 2)
    assert extended.extensions == (Clock.cd(30),)
    assert (extended.start_on, extended.clock, extended.sla_version) == (
        deadline.start_on,
        deadline.clock,
        "v1",
    )


def test_an_extension_of_workdays_is_counted_in_workdays() -> None:
    deadline = Clock.wd(5).deadline(start_on=date(2022, 4, 1), calendar=PUBLISHED)

    assert deadline.extend(Clock.wd(3), PUBLISHED).due_on == date(2022, 4, 14)


def test_extensions_run_one_after_the_other() -> None:
    deadline = Clock.cd(15).deadline(start_on=date(2022, 3, 7), calendar=PUBLISHED)
    extended = deadline.extend(Clock.wd(3), PUBLISHED).extend(Clock.cd(1), PUBLISHED)

    assert extended.due_on == date(2022, 3, 28)  # 03-22, 03-25 Fri, 03-26 Sat rolls to Mon


@pytest.mark.parametrize(
    ("clock", "start_on", "since", "until", "due_on"),
    [
        # 04-06 Wed to 04-08 Fri: two workdays
        (Clock.wd(5), date(2022, 4, 1), date(2022, 4, 6), date(2022, 4, 8), date(2022, 4, 13)),
        # 04-30 to 05-04 is Labour Day: no workday lost
        (Clock.wd(5), date(2022, 4, 28), date(2022, 4, 29), date(2022, 5, 4), date(2022, 5, 9)),
        # ten calendar days: 03-22 becomes 04-01
        (Clock.cd(15), date(2022, 3, 7), date(2022, 3, 10), date(2022, 3, 20), date(2022, 4, 1)),
        # months are moved by calendar days
        (Clock.md(1), date(2022, 3, 7), date(2022, 3, 10), date(2022, 3, 11), date(2022, 4, 8)),
        (Clock.cd(15), date(2022, 3, 7), date(2022, 3, 10), date(2022, 3, 10), date(2022, 3, 22)),
    ],
)
def test_a_suspension_moves_the_due_date_by_its_span_in_the_clocks_own_unit(
    clock: Clock, start_on: date, since: date, until: date, due_on: date
) -> None:
    """9.2, suspension 中止计时."""
    deadline = clock.deadline(start_on=start_on, calendar=PUBLISHED)

    assert deadline.suspended(since=since, until=until, calendar=PUBLISHED).due_on == due_on


def test_two_suspensions_and_an_extension_add_up() -> None:
    deadline = Clock.cd(15).deadline(start_on=date(2022, 3, 7), calendar=PUBLISHED)
    first = deadline.suspended(since=date(2022, 3, 8), until=date(2022, 3, 10), calendar=PUBLISHED)
    both = first.suspended(since=date(2022, 3, 11), until=date(2022, 3, 14), calendar=PUBLISHED)

    assert both.suspended_days == 5
    assert both.last_day(PUBLISHED) == date(2022, 3, 27)
    assert both.extend(Clock.cd(15), PUBLISHED).due_on == date(2022, 4, 11)
    assert both == Clock.cd(15).deadline(
        start_on=date(2022, 3, 7), calendar=PUBLISHED, suspended_days=5
    )


def test_a_suspension_does_not_end_before_it_begins() -> None:
    deadline = Clock.cd(15).deadline(start_on=date(2022, 3, 7), calendar=PUBLISHED)

    with pytest.raises(SuspensionEndsBeforeItBegins):
        deadline.suspended(since=date(2022, 3, 10), until=date(2022, 3, 9), calendar=PUBLISHED)


def test_the_due_date_itself_is_in_time() -> None:
    deadline = Clock.cd(15).deadline(start_on=date(2022, 3, 7), calendar=PUBLISHED)

    assert not deadline.is_overdue(date(2022, 3, 22))
    assert deadline.is_overdue(date(2022, 3, 23))


def approaching_from(deadline: Deadline) -> date:
    """Give the first day on which the deadline is approaching."""
    day = deadline.start_on
    while not deadline.is_approaching(day, PUBLISHED):
        day += timedelta(1)
    return day


def test_a_progress_note_is_approaching_at_the_thirteenth_day() -> None:
    """Appendix B 7; 10.0: at two workdays left."""
    last_note = date(2022, 3, 9)
    deadline = Clock.cd(PROGRESS_NOTE_CD).deadline(start_on=last_note, calendar=CALENDAR_2022)

    assert approaching_from(deadline) == last_note + timedelta(13)


def test_a_petition_is_approaching_with_a_tenth_of_its_period_left() -> None:
    """10.0: of sixty days six, though four workdays are left."""
    deadline = PETITION.deadline(start_on=date(2022, 5, 5), calendar=PUBLISHED)

    assert deadline.due_on == date(2022, 7, 4)
    assert approaching_from(deadline) == date(2022, 6, 28)


def test_a_tenth_of_thirty_workdays_is_three_workdays() -> None:
    deadline = Clock.wd(30).deadline(start_on=date(2022, 5, 31), calendar=PUBLISHED)

    assert deadline.due_on == date(2022, 7, 13)
    assert approaching_from(deadline) == date(2022, 7, 8)


def test_five_workdays_are_approaching_with_two_left_and_until_overdue() -> None:
    deadline = Clock.wd(5).deadline(start_on=date(2022, 4, 1), calendar=PUBLISHED)

    assert approaching_from(deadline) == date(2022, 4, 7)
    assert deadline.is_approaching(date(2022, 4, 11), PUBLISHED)
    assert not deadline.is_approaching(date(2022, 4, 12), PUBLISHED)


def test_a_provisional_deadline_is_watched_from_the_safe_side() -> None:
    """9.4 item 3: 2027-01-01 is a holiday by the statute; without holidays it would be due."""
    deadline = PETITION.deadline(start_on=date(2026, 11, 2), calendar=PUBLISHED)

    assert deadline.provisional
    assert deadline.due_on == date(2027, 1, 4)
    assert deadline.cautious_due_on == date(2027, 1, 1)
    assert deadline.watch_on == date(2027, 1, 1)
    assert deadline.is_approaching(date(2027, 1, 4), PUBLISHED)
    assert not deadline.is_overdue(date(2027, 1, 4))


def test_a_provisional_deadline_is_recalculated_when_the_notice_is_loaded() -> None:
    """Appendix B 14; the old date stays in the old deadline, which stays in its event."""
    old = PETITION.deadline(start_on=date(2026, 11, 2), calendar=PUBLISHED, sla_version="v1")
    notice = [
        CalendarDay(date(2027, 1, 1), DayKind.DAY_OFF),
        CalendarDay(date(2027, 1, 2), DayKind.WORKDAY),
    ]
    loaded = PUBLISHED.with_notice(2027, notice, version="2026-11-25")
    new = old.recalculated(loaded)

    assert old.provisional
    assert new == Deadline(
        due_on=date(2027, 1, 2),
        clock=PETITION,
        start_on=date(2026, 11, 2),
        calendar_version="2026-11-25",
        provisional=False,
        sla_version="v1",
    )


def test_a_petition_of_2026_11_23_is_provisional() -> None:
    """Appendix B 14."""
    deadline = PETITION.deadline(start_on=date(2026, 11, 23), calendar=PUBLISHED)

    assert deadline.provisional
    assert deadline.due_on == date(2027, 1, 22)


def test_a_recalculated_deadline_keeps_its_suspension_and_extension() -> None:
    deadline = PETITION.deadline(start_on=date(2026, 8, 3), calendar=PUBLISHED)
    moved = deadline.suspended(
        since=date(2026, 8, 10), until=date(2026, 8, 12), calendar=PUBLISHED
    ).extend(Clock.cd(30), PUBLISHED)

    assert moved.recalculated(PUBLISHED) == moved
    assert moved.due_on == date(2026, 11, 3)


@pytest.mark.parametrize("start_on", [date(1999, 1, 4), date(2041, 1, 1), date.max])
def test_a_clock_does_not_start_in_a_year_the_calendar_lacks(start_on: date) -> None:
    for clock in (Clock.cd(15), Clock.wd(5), Clock.md(1), Clock.at()):
        with pytest.raises(CalendarHasNoSuchYear):
            clock.deadline(start_on=start_on, calendar=PUBLISHED)


def test_a_suspension_in_a_year_the_calendar_lacks_is_refused() -> None:
    deadline = Clock.cd(15).deadline(start_on=date(2022, 3, 7), calendar=PUBLISHED)

    with pytest.raises(CalendarHasNoSuchYear):
        deadline.suspended(since=date(2022, 3, 8), until=date.max, calendar=PUBLISHED)


@pytest.mark.parametrize(
    ("kind", "n"),
    [
        (ClockKind.CD, 0),
        (ClockKind.WD, 0),
        (ClockKind.MD, -1),
        (ClockKind.AT, 1),
        (ClockKind.CD, 3_661),
    ],
)
def test_a_clock_without_length_or_of_centuries_is_refused(kind: ClockKind, n: int) -> None:
    with pytest.raises(ClockNotUnderstood):
        Clock(kind, n)


def test_a_clock_may_be_as_long_as_a_certificate_is_valid() -> None:
    assert Clock.cd(3_660).n == 3_660


def test_a_clock_is_written_as_on_the_sheets() -> None:
    clocks = [Clock.wd(5), Clock.cd(60), Clock.md(1), Clock.at()]

    assert [str(clock) for clock in clocks] == ["WD5", "CD60", "MD1", "AT"]
    assert [clock.kind.chinese for clock in clocks] == ["工作日", "日", "月", "当日"]


def test_a_deadline_is_the_same_after_a_stay_in_the_log() -> None:
    deadline = PETITION.deadline(start_on=date(2026, 11, 2), calendar=PUBLISHED).extend(
        Clock.cd(30), PUBLISHED
    )

    assert msgspec.json.decode(msgspec.json.encode(deadline), type=Deadline) == deadline
