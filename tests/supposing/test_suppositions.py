"""One rule otherwise: promises and days retold, and nothing that people did."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from domain.appeal import Appeal, AppealCorrected, AppealExtended, MaterialReceived
from domain.appeal.promises import SHIPPED_SLA
from domain.calendar import Clock
from domain.deadlines import DeadlineRecalculated
from domain.history import Whole, fold
from domain.words import AppealCategory, Regime, Track
from support.appeals import (
    ACCEPTED,
    ASSIGNED,
    IN_PROGRESS,
    IN_PROGRESS_PETITION,
    REGISTERED,
    REPLIED,
    SUSPENDED,
    TRIAGED,
    due,
)
from support.calendars import CALENDAR_2022
from support.histories import CASE, SEALED, history
from supposing.calendar import DayIsSoAlready, OtherDays
from supposing.promises import NoSuchPromise, OtherPromise

if TYPE_CHECKING:
    from domain.calendar import Deadline
    from domain.history import Event
    from supposing.supposition import Supposition

TEN = OtherPromise(SHIPPED_SLA, CALENDAR_2022, Track.PROMPT, Clock.wd(10))


def retold(supposition: Supposition, *events: Event) -> list[Event]:
    return [each.event for each in supposition.retell(history(*events))]


def closing(supposition: Supposition, *events: Event) -> Deadline | None:
    return fold(Appeal, CASE, supposition.retell(history(*events))).close_by


def test_another_promise_moves_the_close_clock_and_nothing_else() -> None:
    events = retold(TEN, *IN_PROGRESS, REPLIED)

    assert closing(TEN, *IN_PROGRESS) == replace(due(Clock.wd(10)), sla_version="2022-03-01?")
    assert [event for event in events if event not in (*IN_PROGRESS, REPLIED)] == [events[2]]


def test_a_petition_keeps_the_time_the_law_gives() -> None:
    coordinated = OtherPromise(SHIPPED_SLA, CALENDAR_2022, Track.COORDINATED, Clock.wd(30))
    assert retold(coordinated, *IN_PROGRESS_PETITION) == list(IN_PROGRESS_PETITION)


def test_an_extension_that_was_granted_is_granted_still() -> None:
    extended = AppealExtended(
        reason=SEALED, close_by=ACCEPTED.close_by.extend(Clock.wd(3), CALENDAR_2022)
    )
    moved = closing(TEN, *IN_PROGRESS, extended)
    assert moved is not None
    assert moved.extensions == (Clock.wd(3),)
    assert moved.due_on == due(Clock.wd(10)).extend(Clock.wd(3), CALENDAR_2022).due_on


def test_a_clock_that_stood_still_stood_still_as_long() -> None:
    since, until = date(2022, 4, 29), date(2022, 5, 7)
    received = MaterialReceived(
        resumed_on=until,
        close_by=ACCEPTED.close_by.suspended(since=since, until=until, calendar=CALENDAR_2022),
    )
    moved = closing(TEN, *IN_PROGRESS, SUSPENDED, received)
    assert moved is not None
    assert moved.suspended_days == received.close_by.suspended_days > 0
    assert moved.clock == Clock.wd(10)


def test_the_event_inside_a_correction_is_retold_as_well() -> None:
    corrected = AppealCorrected(
        version=3,
        field="close_by",
        old=None,
        new=None,
        reason="受理日期录错",
        whole=Whole(replace(ACCEPTED, close_by=due(Clock.wd(5), date(2022, 4, 29)))),
    )
    moved = closing(TEN, REGISTERED, TRIAGED, ACCEPTED, ASSIGNED, corrected)
    assert moved is not None
    assert (moved.start_on, moved.clock) == (date(2022, 4, 29), Clock.wd(10))


def test_a_date_counted_again_by_a_new_notice_is_counted_for_the_other_promise() -> None:
    old = ACCEPTED.close_by
    new = replace(old, calendar_version="later")
    again = DeadlineRecalculated(clock="close_by", old=old, new=new)
    moved = closing(TEN, REGISTERED, TRIAGED, ACCEPTED, again)
    assert moved is not None
    assert moved.due_on == due(Clock.wd(10)).due_on


def test_a_row_that_is_in_no_table_is_refused() -> None:
    with pytest.raises(NoSuchPromise):
        OtherPromise(
            SHIPPED_SLA,
            CALENDAR_2022,
            Track.OPEN,
            Clock.wd(3),
            Regime.HOTLINE,
            AppealCategory.SUBSIDY,
        )


def test_what_an_entry_says_depends_on_no_later_one() -> None:
    events = (*IN_PROGRESS, REPLIED)
    whole = retold(TEN, *events)
    for length in range(len(events) + 1):
        assert retold(TEN, *events[:length]) == whole[:length]


def test_a_holiday_taken_away_brings_every_date_forward() -> None:
    """9.5: five workdays from 2022-04-28 end on 05-09, after Labour Day; worked on, on 05-06."""
    worked = tuple(date(2022, 5, day) for day in (2, 3, 4))
    without = OtherDays(CALENDAR_2022, worked=worked)
    moved = closing(without, *IN_PROGRESS)
    assert ACCEPTED.close_by.due_on == date(2022, 5, 9)
    assert moved is not None
    assert moved.due_on == date(2022, 5, 5)
    assert moved.calendar_version == f"{CALENDAR_2022.version}?"


def test_a_day_off_more_puts_every_date_back() -> None:
    moved = closing(OtherDays(CALENDAR_2022, off=(date(2022, 5, 9),)), *IN_PROGRESS)
    assert moved is not None
    assert moved.due_on == date(2022, 5, 10)


def test_a_weekend_may_be_supposed_to_be_worked() -> None:
    saturday = date(2022, 4, 30)
    assert OtherDays(CALENDAR_2022, worked=(saturday,)).supposed.is_workday(saturday)


@pytest.mark.parametrize(("worked", "off"), [((date(2022, 5, 9),), ()), ((), (date(2022, 5, 2),))])
def test_a_day_that_is_so_already_is_nothing_to_suppose(
    worked: tuple[date, ...], off: tuple[date, ...]
) -> None:
    with pytest.raises(DayIsSoAlready):
        OtherDays(CALENDAR_2022, worked=worked, off=off)
