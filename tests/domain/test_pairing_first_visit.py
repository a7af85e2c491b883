"""The first visit of a pairing is a clock like any other (`domain.md` 10.4, 9.2, 10.0)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from domain.calendar import Clock
from domain.deadlines import DeadlineApproaching, DeadlineMissed, DeadlineRecalculated, due_notes
from domain.pairing import (
    FIRST_VISIT_WD,
    FirstVisitAlreadyMade,
    FirstVisitAnother,
    FirstVisitBeforeStart,
    FirstVisitMade,
    FirstVisitTakenBack,
    Pairing,
    PairingEnded,
    PairingNotStarted,
    PairingProposed,
    PairingResumed,
    PairingStartCorrected,
    PairingStarted,
    PairingSuspended,
)
from domain.words import (
    ConsentBy,
    HelperKind,
    NoticeForm,
    PairingEndReason,
    SuspensionReason,
)
from support.calendars import CALENDAR_2022
from support.histories import given, id_of

RESIDENT, HELPER, ASSOCIATION = id_of("resident"), id_of("helper"), id_of("association")
VISIT, OTHER_VISIT = id_of("visit"), id_of("other visit")
START = date(2022, 3, 17)
DUE = date(2022, 3, 31)  # 10 workdays after a Thursday: the weekends do not count

PROPOSED = PairingProposed(
    resident=RESIDENT,
    helper=HELPER,
    helper_as=HelperKind.COMMISSIONER,
    association=ASSOCIATION,
)


def started(start_on: date = START) -> PairingStarted:
    return PairingStarted(
        resident=RESIDENT,
        helper=HELPER,
        association=ASSOCIATION,
        start_on=start_on,
        consent_by=ConsentBy.RESIDENT,
        consent_form=NoticeForm.VOICE,
        first_visit=Clock.wd(FIRST_VISIT_WD).deadline(start_on=start_on, calendar=CALENDAR_2022),
    )


STARTED = started()
MADE = FirstVisitMade(visit=VISIT, visited_on=date(2022, 3, 21))


def noted(pairing: Pairing, on: date) -> tuple[object, ...]:
    return due_notes(pairing, on=on, calendar=CALENDAR_2022)


def clocks(pairing: Pairing) -> dict[str, date]:
    return {running.clock: running.deadline.due_on for running in pairing.clocks}


def test_the_first_visit_is_waited_for_until_10_workdays_after_the_start_of_10_4() -> None:
    assert FIRST_VISIT_WD == 10
    assert clocks(given(Pairing, PROPOSED)) == {}
    assert clocks(given(Pairing, PROPOSED, STARTED)) == {"first_visit": DUE}


def test_a_visit_that_is_late_is_announced_once_and_missed_once() -> None:
    """10.0: 临期 at two workdays left, 超期 once."""
    pairing = given(Pairing, PROPOSED, STARTED)
    near = DeadlineApproaching(clock="first_visit", due_on=DUE)
    missed = DeadlineMissed(clock="first_visit", due_on=DUE)

    assert noted(pairing, date(2022, 3, 28)) == ()
    assert noted(pairing, date(2022, 3, 29)) == (near,)
    assert noted(given(Pairing, PROPOSED, STARTED, near), DUE) == ()
    assert noted(pairing, DUE + timedelta(1)) == (missed,)
    assert noted(given(Pairing, PROPOSED, STARTED, missed), date(2022, 6, 1)) == ()


def test_the_first_visit_stops_the_clock() -> None:
    assert given(Pairing, PROPOSED, STARTED).note_first_visit(visit=VISIT, visited_on=START)
    assert clocks(given(Pairing, PROPOSED, STARTED, MADE)) == {}


def test_only_one_visit_is_the_first() -> None:
    with pytest.raises(FirstVisitAlreadyMade):
        given(Pairing, PROPOSED, STARTED, MADE).note_first_visit(
            visit=OTHER_VISIT, visited_on=date(2022, 3, 22)
        )


def test_a_visit_before_the_start_is_not_the_first_of_the_pairing() -> None:
    with pytest.raises(FirstVisitBeforeStart):
        given(Pairing, PROPOSED, STARTED).note_first_visit(
            visit=VISIT, visited_on=date(2022, 3, 16)
        )
    with pytest.raises(PairingNotStarted):
        given(Pairing, PROPOSED).note_first_visit(visit=VISIT, visited_on=START)


def test_a_visit_that_does_not_stand_is_taken_back_and_the_clock_runs_again() -> None:
    visited = given(Pairing, PROPOSED, STARTED, MADE)

    taken_back = visited.take_back_first_visit(visit=VISIT)

    assert taken_back == FirstVisitTakenBack(visit=VISIT)
    assert clocks(given(Pairing, PROPOSED, STARTED, MADE, taken_back)) == {"first_visit": DUE}
    with pytest.raises(FirstVisitAnother):
        visited.take_back_first_visit(visit=OTHER_VISIT)


def test_a_start_put_right_to_after_the_visit_lets_the_clock_run_again() -> None:
    later = started(date(2022, 3, 22))
    corrected = PairingStartCorrected(
        former_start_on=START,
        start_on=date(2022, 3, 22),
        first_visit=later.first_visit,
        reason="日期写错",
    )

    pairing = given(Pairing, PROPOSED, STARTED, MADE, corrected)

    assert clocks(pairing) == {
        "first_visit": date(2022, 4, 6)
    }  # 04-02 is a workday, 04-03..05 rest
    assert pairing.note_first_visit(visit=OTHER_VISIT, visited_on=date(2022, 3, 23))


def test_the_clock_stands_still_while_the_pairing_rests_as_9_2_says() -> None:
    """Suspended from 03-21 to 03-28, five workdays: due on 04-08, not 03-31."""
    pairing = given(Pairing, PROPOSED, STARTED)
    rests = pairing.suspend(
        reason=SuspensionReason.HOSPITAL,
        expected_last_day=date(2022, 4, 1),
        on=date(2022, 3, 21),
    )
    resting = given(Pairing, PROPOSED, STARTED, rests)
    goes_on = resting.resume(on=date(2022, 3, 28), calendar=CALENDAR_2022)

    assert clocks(resting) == {}
    assert clocks(given(Pairing, PROPOSED, STARTED, rests, goes_on)) == {
        "first_visit": CALENDAR_2022.nth_workday(FIRST_VISIT_WD + 5, after=START)
    }


def test_what_was_visited_or_suspended_before_days_were_noted_resumes_with_no_new_date() -> None:
    of_old = PairingSuspended(reason=SuspensionReason.HOSPITAL, expected_last_day=date(2022, 4, 1))
    now: dict[str, Any] = {"on": date(2022, 3, 28), "calendar": CALENDAR_2022}

    assert given(Pairing, PROPOSED, STARTED, of_old).resume(**now) == PairingResumed()
    assert clocks(given(Pairing, PROPOSED, STARTED, of_old, PairingResumed())) == {
        "first_visit": DUE
    }


def test_nobody_waits_for_the_first_visit_of_a_pairing_that_is_over() -> None:
    ended = PairingEnded(reason=PairingEndReason.MOVED)

    assert clocks(given(Pairing, PROPOSED, STARTED, ended)) == {}


def test_a_recalculated_date_is_taken_over() -> None:
    new = started(date(2022, 3, 18)).first_visit
    moved = DeadlineRecalculated(clock="first_visit", old=STARTED.first_visit, new=new)

    assert clocks(given(Pairing, PROPOSED, STARTED, moved)) == {"first_visit": new.due_on}
