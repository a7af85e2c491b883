"""An appeal waits for material, gets more time, is replied to (`domain.md` 10.1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from domain.appeal import (
    AlreadyExtended,
    Appeal,
    AppealAccepted,
    AppealExtended,
    AppealNotInProgress,
    AppealNotSuspended,
    AppealReplied,
    AppealStatus,
    ExtensionNotApproved,
    ExtensionTooLate,
    ExtensionTooLong,
    MaterialAlreadyRequested,
    MaterialReceived,
    NotTheHandler,
    OpinionIncomplete,
    PersonNotTold,
)
from domain.calendar import Clock, SuspensionEndsBeforeItBegins
from domain.words import Outcome, ReplyMeans, Role
from support.appeals import (
    ACCEPTED,
    ACCEPTED_PETITION,
    ASSIGNED,
    CALLER,
    HANDLER,
    IN_PROGRESS,
    IN_PROGRESS_COORDINATED,
    IN_PROGRESS_PETITION,
    ON,
    PETITION,
    REGISTERED,
    REPLIED,
    REPLIED_ON,
    STARTED_COORDINATED,
    SUSPENDED,
    TRIAGED,
    due,
)
from support.calendars import CALENDAR_2022
from support.histories import SEALED, given, running

if TYPE_CHECKING:
    from uuid import UUID

    from domain.history import Event, Sealed

ASSIGNED_STATE = (REGISTERED, TRIAGED, ACCEPTED, ASSIGNED)
LATER = date(2022, 5, 6)


# Waiting for material


def test_asking_for_material_stops_the_close_clock() -> None:
    requested = given(Appeal, *IN_PROGRESS).request_material(
        actor=HANDLER, items=SEALED, on=date(2022, 4, 29)
    )
    assert requested == SUSPENDED
    appeal = given(Appeal, *IN_PROGRESS, requested)
    assert (appeal.status, running(appeal)) == (AppealStatus.SUSPENDED, ())


def test_material_received_moves_the_due_date_by_the_workdays_it_stood_still() -> None:
    """In the clock's own unit (9.2): 04-29 to 05-06 has 2 workdays, so WD5 becomes WD7."""
    received = given(Appeal, *IN_PROGRESS, SUSPENDED).receive_material(
        on=LATER, calendar=CALENDAR_2022
    )
    assert received == MaterialReceived(
        resumed_on=LATER,
        close_by=ACCEPTED.close_by.suspended(
            since=date(2022, 4, 29), until=LATER, calendar=CALENDAR_2022
        ),
    )
    assert received.close_by.due_on == date(2022, 5, 11)


def test_material_received_moves_a_petition_by_calendar_days() -> None:
    """CD60 from 04-28 is 06-27; the 7 days from 04-29 to 05-06 make it 07-04 (9.2)."""
    received = given(Appeal, *IN_PROGRESS_PETITION, SUSPENDED).receive_material(
        on=LATER, calendar=CALENDAR_2022
    )
    assert received.close_by.due_on == date(2022, 7, 4)
    assert received.progress_by == due(Clock.cd(15), LATER)


def test_material_is_asked_for_once_and_completely() -> None:
    received = given(Appeal, *IN_PROGRESS, SUSPENDED).receive_material(
        on=LATER, calendar=CALENDAR_2022
    )
    with pytest.raises(MaterialAlreadyRequested):
        given(Appeal, *IN_PROGRESS, SUSPENDED, received).request_material(
            actor=HANDLER, items=SEALED, on=LATER
        )


def test_material_is_received_when_it_was_asked_for_and_not_before() -> None:
    with pytest.raises(AppealNotSuspended):
        given(Appeal, *IN_PROGRESS).receive_material(on=LATER, calendar=CALENDAR_2022)
    with pytest.raises(SuspensionEndsBeforeItBegins):
        given(Appeal, *IN_PROGRESS, SUSPENDED).receive_material(
            on=date(2022, 4, 28), calendar=CALENDAR_2022
        )


# Extending


def extend(
    appeal: Appeal,
    *,
    days: int = 3,
    person_told: bool = True,
    role: Role = Role.TOWN,
    on: date = date(2022, 5, 9),
) -> AppealExtended:
    return appeal.extend(
        days=days,
        reason=SEALED,
        person_told=person_told,
        role=role,
        on=on,
        calendar=CALENDAR_2022,
    )


@pytest.mark.parametrize(("days", "due_on"), [(1, date(2022, 5, 10)), (2, date(2022, 5, 11))])
def test_an_extension_may_be_shorter_than_it_may_be(days: int, due_on: date) -> None:
    assert extend(given(Appeal, *IN_PROGRESS), days=days).close_by.due_on == due_on


def test_a_prompt_appeal_is_extended_by_three_workdays() -> None:
    """Once, +3 WD, the town approves (3.4): 2022-05-09 becomes 05-12."""
    extended = extend(given(Appeal, *IN_PROGRESS))
    assert extended == AppealExtended(
        reason=SEALED, close_by=ACCEPTED.close_by.extend(Clock.wd(3), CALENDAR_2022)
    )
    assert extended.close_by.due_on == date(2022, 5, 12)


@pytest.mark.parametrize(
    ("events", "role", "days_max"),
    [
        (IN_PROGRESS, Role.TOWN, 3),
        (IN_PROGRESS_COORDINATED, Role.LEADER, 15),
        (IN_PROGRESS_PETITION, Role.LEADER, 30),
    ],
)
def test_an_extension_has_its_longest(events: tuple[Event, ...], role: Role, days_max: int) -> None:
    """+3 WD, +15 WD, petition +30 CD (3.4, PETITION_EXTEND_MAX_CD)."""
    appeal = given(Appeal, *events)
    assert extend(appeal, role=role, days=days_max)
    for days in (0, days_max + 1):
        with pytest.raises(ExtensionTooLong) as refusal:
            extend(appeal, role=role, days=days)
        assert refusal.value.details["days_max"] == days_max


def test_a_petition_is_extended_from_its_last_day_before_it_was_rolled() -> None:
    """Accepted 2026-08-03: last day 10-02, due 10-08, extended to 11-02 at the latest (App. B 5)."""
    accepted = AppealAccepted(
        close_by=Clock.cd(60).deadline(
            start_on=date(2026, 8, 3), calendar=CALENDAR_2022, sla_version="2022-03-01"
        )
    )
    assert accepted.close_by.due_on == date(2026, 10, 8)
    appeal = given(Appeal, REGISTERED, PETITION, accepted, ASSIGNED, STARTED_COORDINATED)
    on = date(2026, 10, 8)
    extended = extend(appeal, role=Role.LEADER, days=30, on=on)
    assert extended.close_by.due_on == date(2026, 11, 2)
    with pytest.raises(ExtensionTooLong):
        extend(appeal, role=Role.LEADER, days=31, on=on)


def test_an_extension_after_the_due_date_is_refused() -> None:
    """App. B 6."""
    with pytest.raises(ExtensionTooLate):
        extend(given(Appeal, *IN_PROGRESS), on=date(2022, 5, 10))


def test_a_clock_is_extended_once() -> None:
    appeal = given(Appeal, *IN_PROGRESS)
    with pytest.raises(AlreadyExtended):
        extend(given(Appeal, *IN_PROGRESS, extend(appeal)))


def test_the_town_extends_prompt_appeals_only() -> None:
    assert extend(given(Appeal, *IN_PROGRESS), role=Role.LEADER)
    with pytest.raises(ExtensionNotApproved):
        extend(given(Appeal, *IN_PROGRESS), role=Role.COMMISSIONER)
    with pytest.raises(ExtensionNotApproved):
        extend(given(Appeal, *IN_PROGRESS_COORDINATED), role=Role.TOWN)
    with pytest.raises(ExtensionNotApproved):
        extend(given(Appeal, *IN_PROGRESS_PETITION), role=Role.TOWN)


def test_the_person_is_told_before_the_time_is_extended() -> None:
    with pytest.raises(PersonNotTold):
        extend(given(Appeal, *IN_PROGRESS), person_told=False)


# Replying


def reply(
    appeal: Appeal,
    *,
    actor: UUID = HANDLER,
    opinion_number: str | None = None,
    basis: Sealed | None = None,
    on: date = REPLIED_ON,
) -> AppealReplied:
    return appeal.reply(
        actor=actor,
        outcome=Outcome.RESOLVED,
        reply=SEALED,
        means=ReplyMeans.IN_PERSON,
        opinion_number=opinion_number,
        basis=basis,
        on=on,
        calendar=CALENDAR_2022,
    )


def test_a_reply_is_asked_about_within_three_workdays() -> None:
    """Revisit WD3 (10.1, REVISIT_WD): replied on Saturday 2022-05-07, due 05-11."""
    replied = reply(given(Appeal, *IN_PROGRESS))
    assert replied == REPLIED
    assert replied.revisit_by.due_on == date(2022, 5, 11)


def test_a_reply_stops_the_close_clock_and_starts_the_revisit() -> None:
    appeal = given(Appeal, *IN_PROGRESS_COORDINATED, REPLIED)
    assert (appeal.status, running(appeal)) == (AppealStatus.REPLIED, (REPLIED.revisit_by,))


def test_a_late_reply_is_a_reply() -> None:
    """Missing a deadline never changes the state (10.0)."""
    assert reply(given(Appeal, *IN_PROGRESS), on=date(2022, 6, 30))


def test_an_assigned_appeal_is_not_replied_before_work_starts() -> None:
    with pytest.raises(AppealNotInProgress):
        reply(given(Appeal, *ASSIGNED_STATE))


def test_a_petition_is_answered_by_a_numbered_opinion() -> None:
    appeal = given(Appeal, *IN_PROGRESS_PETITION)
    with pytest.raises(OpinionIncomplete):
        reply(appeal, opinion_number="徐经残信〔2022〕1号")
    with pytest.raises(OpinionIncomplete):
        reply(appeal, basis=SEALED)
    replied = reply(appeal, opinion_number="徐经残信〔2022〕1号", basis=SEALED)
    assert replied == replace(REPLIED, opinion_number="徐经残信〔2022〕1号", basis=SEALED)


def test_the_clocks_of_a_petition_run_as_the_law_says() -> None:
    """PETITION_CLOSE_CD = 60: accepted 2022-04-28, due 2022-06-27 (3.2 art 34)."""
    appeal = given(Appeal, *IN_PROGRESS_PETITION)
    assert running(appeal) == (STARTED_COORDINATED.progress_by, ACCEPTED_PETITION.close_by)
    assert ACCEPTED_PETITION.close_by.due_on == date(2022, 6, 27)


# Whose turn it is


def test_nothing_is_worked_on_before_it_has_begun() -> None:
    appeal = given(Appeal, *ASSIGNED_STATE)
    with pytest.raises(AppealNotInProgress):
        appeal.note_progress(actor=HANDLER, note=SEALED, on=ON, calendar=CALENDAR_2022)
    with pytest.raises(AppealNotInProgress):
        appeal.hold_coordination(attendees=SEALED, decisions=SEALED, minutes=SEALED)
    with pytest.raises(AppealNotInProgress):
        appeal.request_material(actor=HANDLER, items=SEALED, on=ON)
    with pytest.raises(AppealNotInProgress):
        extend(appeal)
    with pytest.raises(AppealNotInProgress):
        reply(appeal)


def test_only_the_handler_notes_asks_and_replies() -> None:
    appeal = given(Appeal, *IN_PROGRESS)
    with pytest.raises(NotTheHandler):
        appeal.note_progress(actor=CALLER, note=SEALED, on=ON, calendar=CALENDAR_2022)
    with pytest.raises(NotTheHandler):
        appeal.request_material(actor=CALLER, items=SEALED, on=ON)
    with pytest.raises(NotTheHandler):
        reply(appeal, actor=CALLER)


@pytest.mark.parametrize(("on", "days"), [(ON, 0), (date(2022, 5, 9), 5), (date(2022, 5, 10), 6)])
def test_a_reply_keeps_the_workdays_since_acceptance(on: date, days: int) -> None:
    """11.2, M15: WD(accept, reply)."""
    assert reply(given(Appeal, *IN_PROGRESS), on=on).handled_workdays == days


def test_suspended_workdays_are_none_of_them() -> None:
    """11.2, M15: minus suspended days: 05-05 to 05-09 are three workdays (05-07 is worked)."""
    received = MaterialReceived(resumed_on=date(2022, 5, 9), close_by=due(Clock.wd(8)))
    suspended = replace(SUSPENDED, suspended_on=date(2022, 5, 5))
    appeal = given(Appeal, *IN_PROGRESS, suspended, received)

    assert reply(appeal, on=date(2022, 5, 12)).handled_workdays == 5
