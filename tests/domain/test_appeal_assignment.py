"""An appeal is assigned, returned, begun and worked on (`domain.md` 10.1)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from domain.appeal import (
    Appeal,
    AppealAssigned,
    AppealNotAssigned,
    AppealNotAwaitingAssignment,
    AppealStatus,
    AppealWorkStarted,
    AssignmentReturned,
    AssistingUnitMissing,
    CoordinationHeld,
    HandlerIsRelated,
    LeadAssistsItself,
    NotTheHandler,
    ObjectionTooLate,
    ProgressNoted,
    ReturnNotConfirmed,
)
from domain.calendar import Clock
from support.appeals import (
    ACCEPTED,
    ACCEPTED_COORDINATED,
    ASSIGNED,
    CALLER,
    COORDINATED,
    HANDLER,
    IN_PROGRESS,
    IN_PROGRESS_COORDINATED,
    ON,
    REGISTERED,
    STARTED,
    TRIAGED,
    due,
)
from support.calendars import CALENDAR_2022
from support.histories import SEALED, given

ASSIGNED_STATE = (REGISTERED, TRIAGED, ACCEPTED, ASSIGNED)
LATER = date(2022, 5, 6)


# Assigning


def assign(
    appeal: Appeal,
    *,
    lead: str = "金龙湖街道残联",
    assisting: tuple[str, ...] = ("民政办",),
    related: bool = False,
) -> AppealAssigned:
    return appeal.assign(
        lead=lead,
        assisting=assisting,
        handler=HANDLER,
        related=related,
        on=ON,
        calendar=CALENDAR_2022,
    )


def test_the_receiving_unit_may_object_for_five_workdays() -> None:
    """Object WD5 (`domain.md` 10.1, 3.2 art 23): 2022-04-28 gives 2022-05-09 (9.5)."""
    assigned = assign(given(Appeal, REGISTERED, TRIAGED, ACCEPTED))
    assert assigned == ASSIGNED
    assert assigned.object_by.due_on == date(2022, 5, 9)


def test_an_appeal_is_accepted_before_it_is_assigned() -> None:
    with pytest.raises(AppealNotAwaitingAssignment):
        assign(given(Appeal, REGISTERED, TRIAGED))


def test_an_appeal_has_one_handler_at_a_time() -> None:
    with pytest.raises(AppealNotAwaitingAssignment):
        assign(given(Appeal, *ASSIGNED_STATE))


def test_who_is_related_does_not_handle_it() -> None:
    with pytest.raises(HandlerIsRelated):
        assign(given(Appeal, REGISTERED, TRIAGED, ACCEPTED), related=True)


def test_the_coordinated_track_has_at_least_one_assisting_unit() -> None:
    """Assisting units >= 1 if COORDINATED (10.1)."""
    appeal = given(Appeal, REGISTERED, COORDINATED, ACCEPTED_COORDINATED)
    with pytest.raises(AssistingUnitMissing):
        assign(appeal, assisting=())
    assert assign(appeal).assisting == ("民政办",)
    assert assign(given(Appeal, REGISTERED, TRIAGED, ACCEPTED), assisting=()).assisting == ()


def test_the_leading_unit_does_not_assist_itself() -> None:
    with pytest.raises(LeadAssistsItself):
        assign(given(Appeal, REGISTERED, TRIAGED, ACCEPTED), lead="民政办")


def test_an_assignment_is_returned_until_the_fifth_workday() -> None:
    """Within WD5 (10.1 ObjectAssignment): 2022-05-09 still, 05-10 no more."""
    appeal = given(Appeal, *ASSIGNED_STATE)
    returned = appeal.return_assignment(reason=SEALED, confirmed_by=CALLER, on=date(2022, 5, 9))
    assert returned == AssignmentReturned(reason=SEALED, confirmed_by=CALLER)
    with pytest.raises(ObjectionTooLate):
        appeal.return_assignment(reason=SEALED, confirmed_by=CALLER, on=date(2022, 5, 10))


def test_a_returned_appeal_waits_to_be_assigned_again() -> None:
    returned = AssignmentReturned(reason=SEALED, confirmed_by=CALLER)
    appeal = given(Appeal, *ASSIGNED_STATE, returned)
    assert (appeal.status, appeal.handler) == (AppealStatus.ACCEPTED, None)
    assert assign(appeal) == ASSIGNED


def test_the_handler_does_not_confirm_the_return() -> None:
    with pytest.raises(ReturnNotConfirmed):
        given(Appeal, *ASSIGNED_STATE).return_assignment(reason=SEALED, confirmed_by=HANDLER, on=ON)


@pytest.mark.parametrize("anybody", [UUID(int=1), UUID(int=(1 << 128) - 1)])
def test_anybody_else_may_confirm_the_return(anybody: UUID) -> None:
    appeal = given(Appeal, *ASSIGNED_STATE)
    returned = appeal.return_assignment(reason=SEALED, confirmed_by=anybody, on=ON)
    assert returned.confirmed_by == anybody


def test_work_that_has_begun_is_not_returned() -> None:
    with pytest.raises(AppealNotAssigned):
        given(Appeal, *IN_PROGRESS).return_assignment(reason=SEALED, confirmed_by=CALLER, on=ON)


# Working


def test_the_handler_begins_and_the_objection_ends() -> None:
    started = given(Appeal, *ASSIGNED_STATE).start_work(
        actor=HANDLER, on=ON, calendar=CALENDAR_2022
    )
    assert started == STARTED
    appeal = given(Appeal, *ASSIGNED_STATE, started)
    assert (appeal.status, appeal.object_by) == (AppealStatus.IN_PROGRESS, None)


def test_only_the_handler_begins() -> None:
    with pytest.raises(NotTheHandler):
        given(Appeal, *ASSIGNED_STATE).start_work(actor=CALLER, on=ON, calendar=CALENDAR_2022)


def test_work_is_assigned_before_it_begins() -> None:
    with pytest.raises(AppealNotAssigned):
        given(Appeal, REGISTERED, TRIAGED, ACCEPTED).start_work(
            actor=HANDLER, on=ON, calendar=CALENDAR_2022
        )


def test_the_coordinated_track_owes_a_note_every_fifteen_days() -> None:
    """Progress CD15 (3.4, 10.1, PROGRESS_NOTE_CD): 2022-04-28 gives 05-13, 05-06 gives 05-23."""
    started = given(Appeal, REGISTERED, COORDINATED, ACCEPTED_COORDINATED, ASSIGNED).start_work(
        actor=HANDLER, on=ON, calendar=CALENDAR_2022
    )
    assert started == AppealWorkStarted(progress_by=due(Clock.cd(15)))
    noted = given(Appeal, *IN_PROGRESS_COORDINATED).note_progress(
        actor=HANDLER, note=SEALED, on=LATER, calendar=CALENDAR_2022
    )
    assert noted == ProgressNoted(note=SEALED, progress_by=due(Clock.cd(15), LATER))
    assert noted.progress_by is not None
    assert noted.progress_by.due_on == date(2022, 5, 23)


def test_the_prompt_track_owes_no_notes_but_may_keep_them() -> None:
    noted = given(Appeal, *IN_PROGRESS).note_progress(
        actor=HANDLER, note=SEALED, on=LATER, calendar=CALENDAR_2022
    )
    assert noted == ProgressNoted(note=SEALED)


def test_a_coordination_meeting_is_kept_with_its_minutes() -> None:
    held = given(Appeal, *IN_PROGRESS_COORDINATED).hold_coordination(
        attendees=SEALED, decisions=SEALED, minutes=SEALED
    )
    assert held == CoordinationHeld(attendees=SEALED, decisions=SEALED, minutes=SEALED)
