"""What is noted of running clocks, and when (`domain.md` 10.0, 9.4, Appendix B 7 and 14)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from domain.appeal import (
    Appeal,
    AppealAccepted,
    AppealReplied,
    AppealStatus,
    AppealVoided,
    AppealWorkStarted,
)
from domain.assessment import AssessmentRequest
from domain.calendar import PUBLISHED, CalendarDay, Clock, DayKind
from domain.deadlines import (
    DeadlineApproaching,
    DeadlineMissed,
    DeadlineRecalculated,
    due_notes,
)
from domain.dispute import Dispute
from domain.history import Aggregate, Event
from domain.visit import Visit
from support.appeals import (
    ACCEPTED,
    ASSIGNED,
    ON,
    REGISTERED,
    REPLIED,
    REVIEW_REQUESTED,
    STARTED_COORDINATED,
    TRIAGED,
    due,
)
from support.assessments import QUALIFIED_STORY
from support.disputes import AGREED
from support.histories import given, id_of, sealed
from support.visits import FLAGGED, RISK

IN_REVIEW = ("notify_by", "close_by", "revisit_by", "review_by")
NOTICE_2027 = PUBLISHED.with_notice(
    2027,
    [CalendarDay(date(2027, 1, day), DayKind.DAY_OFF) for day in (1, 4)]
    + [CalendarDay(date(2027, 1, 9), DayKind.WORKDAY)],
    version="2026-11-30",
)

LIVES: tuple[tuple[type[Aggregate[Any]], Sequence[Event], set[str]], ...] = (
    (
        Appeal,
        (REGISTERED, TRIAGED, ACCEPTED, ASSIGNED, STARTED_COORDINATED, REPLIED),
        {"notify_by", "close_by", "object_by", "progress_by", "revisit_by"},
    ),
    (Appeal, (REGISTERED, TRIAGED, ACCEPTED, REPLIED, REVIEW_REQUESTED), {*IN_REVIEW}),
    (AssessmentRequest, QUALIFIED_STORY, {"due", "object_by"}),
    (Dispute, AGREED, {"contact_by", "norm_by", "confirm_by", "follow_by"}),
    (Visit, (FLAGGED,), {str(RISK)}),
)


def an_appeal_accepted(on: date, clock: Clock) -> Appeal:
    accepted = AppealAccepted(close_by=clock.deadline(start_on=on, calendar=PUBLISHED))
    return given(Appeal, REGISTERED, TRIAGED, accepted)


def notes(appeal: Appeal, on: date) -> list[str]:
    return [type(each).__name__ for each in due_notes(appeal, on=on, calendar=PUBLISHED)]


def test_a_progress_note_is_announced_at_day_13_and_missed_after_day_15() -> None:
    """Appendix B 7; the last note was on Wednesday 2022-03-09, CD15 ends on Thursday 03-24."""
    last_note_on = date(2022, 3, 9)
    progress_by = Clock.cd(15).deadline(start_on=last_note_on, calendar=PUBLISHED)
    accepted = AppealAccepted(close_by=due(Clock.cd(60), last_note_on))
    started = AppealWorkStarted(progress_by=progress_by)
    history = (REGISTERED, TRIAGED, accepted, ASSIGNED, started)
    appeal = given(Appeal, *history)

    assert notes(appeal, last_note_on + timedelta(12)) == []
    (approaching,) = due_notes(appeal, on=last_note_on + timedelta(13), calendar=PUBLISHED)
    assert approaching == DeadlineApproaching(clock="progress_by", due_on=date(2022, 3, 24))

    appeal = given(Appeal, *history, approaching)
    assert notes(appeal, date(2022, 3, 24)) == []
    (missed,) = due_notes(appeal, on=date(2022, 3, 25), calendar=PUBLISHED)
    assert missed == DeadlineMissed(clock="progress_by", due_on=date(2022, 3, 24))

    appeal = given(Appeal, *history, approaching, missed)
    assert appeal.status is AppealStatus.IN_PROGRESS
    assert notes(appeal, date(2022, 4, 1)) == []


def test_what_was_noted_of_one_date_is_noted_again_of_another() -> None:
    missed = DeadlineMissed(clock="close_by", due_on=date(2022, 4, 1))
    appeal = an_appeal_accepted(ON, Clock.wd(5))
    appeal.take(missed)

    assert notes(appeal, date(2022, 5, 10)) == ["DeadlineMissed"]


def test_a_clock_as_short_as_the_reminder_needs_none() -> None:
    assert notes(given(Appeal, REGISTERED), REGISTERED.notify_by.start_on) == []


def test_a_stopped_clock_is_not_watched() -> None:
    replied_on = REPLIED.revisit_by.start_on
    appeal = given(Appeal, REGISTERED, TRIAGED, AppealAccepted(close_by=due(Clock.wd(5))), REPLIED)

    names = {running.clock for running in appeal.clocks}

    assert names == {"revisit_by"}
    assert notes(appeal, replied_on + timedelta(30)) == ["DeadlineMissed"]


def test_the_time_of_a_right_is_reminded_of_and_never_missed() -> None:
    assigned = given(
        Appeal, REGISTERED, TRIAGED, AppealAccepted(close_by=due(Clock.wd(5))), ASSIGNED
    )
    (right,) = [running for running in assigned.clocks if running.is_right]

    said = due_notes(assigned, on=right.deadline.due_on + timedelta(1), calendar=PUBLISHED)

    assert right.clock == "object_by"
    assert DeadlineMissed(clock="object_by", due_on=right.deadline.due_on) not in said


def test_a_void_record_has_nothing_to_note() -> None:
    appeal = given(Appeal, REGISTERED, TRIAGED, AppealVoided(reason="录错"))

    assert due_notes(appeal, on=date(2023, 1, 1), calendar=PUBLISHED) == ()


def test_a_provisional_date_is_counted_again_when_the_notice_is_there() -> None:
    """Appendix B 14: a petition accepted on 2026-11-23; 2027 has no notice yet."""
    appeal = an_appeal_accepted(date(2026, 11, 23), Clock.cd(60))
    (before,) = [running.deadline for running in appeal.clocks]
    assert before.provisional

    (noted,) = due_notes(appeal, on=date(2026, 12, 1), calendar=NOTICE_2027)

    assert isinstance(noted, DeadlineRecalculated)
    assert (noted.clock, noted.old) == ("close_by", before)
    assert not noted.new.provisional
    assert noted.new.calendar_version == "2026-11-30"
    appeal.take(noted)
    assert [running.deadline for running in appeal.clocks] == [noted.new]
    assert due_notes(appeal, on=date(2026, 12, 1), calendar=NOTICE_2027) == ()


def test_a_date_that_comes_out_the_same_is_left_alone() -> None:
    appeal = an_appeal_accepted(ON, Clock.wd(5))

    assert due_notes(appeal, on=ON, calendar=NOTICE_2027) == ()


def test_a_date_that_has_passed_is_judged_as_it_stood() -> None:
    """9.4: timeliness is judged by the date in force at the moment of the act."""
    appeal = an_appeal_accepted(date(2026, 11, 23), Clock.cd(60))
    (before,) = [running.deadline for running in appeal.clocks]

    noted = due_notes(appeal, on=before.due_on + timedelta(1), calendar=NOTICE_2027)

    assert noted == (DeadlineMissed(clock="close_by", due_on=before.due_on),)


def test_a_clock_that_was_started_anew_keeps_its_own_date() -> None:
    appeal = an_appeal_accepted(date(2026, 11, 23), Clock.cd(60))
    other = due(Clock.wd(5))

    appeal.take(DeadlineRecalculated(clock="close_by", old=other, new=due(Clock.wd(3))))

    (running,) = appeal.clocks
    assert running.deadline.clock == Clock.cd(60)


@pytest.mark.parametrize(
    ("kind", "life", "clocks"), LIVES, ids=["appeal", "in review", "assessment", "dispute", "visit"]
)
def test_every_clock_can_be_set_anew_by_its_name(
    kind: type[Aggregate[Any]], life: Sequence[Event], clocks: set[str]
) -> None:
    seen = set()
    for end in range(1, len(life) + 1):
        record = given(kind, *life[:end])
        for running in record.clocks:
            seen.add(running.clock)
            moved = due(Clock.wd(9), date(2022, 8, 1))
            record.take(DeadlineRecalculated(clock=running.clock, old=running.deadline, new=moved))
            assert moved in [each.deadline for each in record.clocks]
    assert seen == clocks


def test_a_reply_in_time_leaves_nothing_to_note() -> None:
    replied = AppealReplied(
        outcome=REPLIED.outcome, reply=sealed(), means=REPLIED.means, revisit_by=due(Clock.wd(3))
    )
    appeal = given(Appeal, REGISTERED, TRIAGED, AppealAccepted(close_by=due(Clock.wd(5))), replied)

    assert "close_by" not in {running.clock for running in appeal.clocks}
    assert id_of("case") == appeal.id
