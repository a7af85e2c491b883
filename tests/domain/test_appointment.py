"""Commissioners' appointments: nominated, approved twice, in post, on leave, ended (10.8)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from domain.appointment import (
    AppointmentAlreadyNominated,
    AppointmentDaysOutOfOrder,
    AppointmentDocumentMissing,
    AppointmentNotApproved,
    AppointmentNotNominated,
    AppointmentStatus,
    CommissionerAppointment,
    CommissionerNotInPost,
    CommissionerNotOnLeave,
    ConfidentialityPledgeMissing,
    DutyAssessed,
    HandOverMissing,
    LeaveEnded,
    NomineeNotAdult,
    RelationToChairNotDescribed,
    SubstituteIsSelf,
    SuccessorMissing,
    TownHasApproved,
    TownHasNotApproved,
    TrainingHoursNotPositive,
    TrainingRecorded,
)
from domain.words import (
    ApprovalLevel,
    DutyResult,
    HandOver,
    TrainingResult,
)
from support.appointments import (
    DISTRICT,
    ENDED,
    IN_POST,
    NOMINATED,
    ON_LEAVE,
    PERSON,
    STARTED,
    TOWN,
    approve,
    end,
    leave,
    nominate,
)
from support.histories import SEALED, given

if TYPE_CHECKING:
    from domain.history import Event


def test_an_adult_is_nominated() -> None:
    assert nominate(given(CommissionerAppointment)) == NOMINATED


def test_the_states_are_shown_in_the_words_of_section_10_8() -> None:
    words = [status.chinese for status in AppointmentStatus]

    assert words == ["推荐", "批准", "在岗", "请假", "离任"]


def test_an_appointment_is_not_nominated_twice() -> None:
    with pytest.raises(AppointmentAlreadyNominated):
        nominate(given(CommissionerAppointment, NOMINATED))


def test_a_minor_is_not_nominated() -> None:
    with pytest.raises(NomineeNotAdult):
        nominate(given(CommissionerAppointment), is_adult=False)


def test_a_relation_to_the_chair_is_declared_and_described() -> None:
    with pytest.raises(RelationToChairNotDescribed):
        nominate(given(CommissionerAppointment), related_to_chair=True)

    event = nominate(given(CommissionerAppointment), related_to_chair=True, relation=SEALED)

    assert event.relation == SEALED


def test_the_town_approves_and_then_the_district() -> None:
    nominated = given(CommissionerAppointment, NOMINATED)
    by_town = given(CommissionerAppointment, NOMINATED, TOWN)

    assert approve(nominated, ApprovalLevel.TOWN, "镇发〔2022〕3号") == TOWN
    assert by_town.status is AppointmentStatus.NOMINATED
    assert approve(by_town, ApprovalLevel.DISTRICT) == DISTRICT
    approved = given(CommissionerAppointment, NOMINATED, TOWN, DISTRICT)
    assert approved.status is AppointmentStatus.APPROVED


def test_the_district_does_not_approve_before_the_town() -> None:
    with pytest.raises(TownHasNotApproved):
        approve(given(CommissionerAppointment, NOMINATED), ApprovalLevel.DISTRICT)


def test_the_town_approves_once() -> None:
    with pytest.raises(TownHasApproved):
        approve(given(CommissionerAppointment, NOMINATED, TOWN), ApprovalLevel.TOWN)


def test_an_approval_names_its_document() -> None:
    with pytest.raises(AppointmentDocumentMissing):
        approve(given(CommissionerAppointment, NOMINATED), ApprovalLevel.TOWN, " ")


def test_what_is_approved_is_not_approved_again() -> None:
    with pytest.raises(AppointmentNotNominated):
        approve(given(CommissionerAppointment, NOMINATED, TOWN, DISTRICT), ApprovalLevel.DISTRICT)


def test_a_commissioner_starts_once_the_confidentiality_pledge_is_signed() -> None:
    approved = given(CommissionerAppointment, NOMINATED, TOWN, DISTRICT)

    event = approved.start(start_on=date(2022, 3, 1), pledge_signed_on=date(2022, 2, 28))

    assert event == STARTED


@pytest.mark.parametrize("signed_on", [None, date(2022, 3, 2)])
def test_nobody_starts_without_the_pledge_or_before_it(signed_on: date | None) -> None:
    approved = given(CommissionerAppointment, NOMINATED, TOWN, DISTRICT)

    with pytest.raises(ConfidentialityPledgeMissing):
        approved.start(start_on=date(2022, 3, 1), pledge_signed_on=signed_on)


@pytest.mark.parametrize("earlier", [(NOMINATED, TOWN), IN_POST])
def test_only_an_approved_commissioner_starts(earlier: tuple[Event, ...]) -> None:
    with pytest.raises(AppointmentNotApproved):
        given(CommissionerAppointment, *earlier).start(
            start_on=date(2022, 3, 1), pledge_signed_on=date(2022, 2, 28)
        )


def test_a_commissioner_goes_on_leave_and_comes_back() -> None:
    assert leave(given(CommissionerAppointment, *IN_POST)) == ON_LEAVE

    away = given(CommissionerAppointment, *IN_POST, ON_LEAVE)

    assert away.status is AppointmentStatus.ON_LEAVE
    back = away.end_leave(last_day=date(2022, 3, 18))
    assert back == LeaveEnded(last_day=date(2022, 3, 18))
    active = given(CommissionerAppointment, *IN_POST, ON_LEAVE, back)
    assert active.status is AppointmentStatus.ACTIVE


@pytest.mark.parametrize(
    ("first", "last"),
    [(date(2022, 3, 14), date(2022, 3, 13)), (date(2022, 2, 28), date(2022, 3, 25))],
)
def test_a_leave_lies_within_the_post_and_does_not_end_before_it_begins(
    first: date, last: date
) -> None:
    with pytest.raises(AppointmentDaysOutOfOrder):
        leave(given(CommissionerAppointment, *IN_POST), start_on=first, expected_last_day=last)


def test_a_leave_does_not_end_before_it_began() -> None:
    with pytest.raises(AppointmentDaysOutOfOrder):
        given(CommissionerAppointment, *IN_POST, ON_LEAVE).end_leave(last_day=date(2022, 3, 13))


def test_nobody_stands_in_for_themselves() -> None:
    with pytest.raises(SubstituteIsSelf):
        leave(given(CommissionerAppointment, *IN_POST), substitute=PERSON)


def test_who_is_not_on_leave_does_not_come_back_from_it() -> None:
    with pytest.raises(CommissionerNotOnLeave):
        given(CommissionerAppointment, *IN_POST).end_leave(last_day=date(2022, 3, 18))


@pytest.mark.parametrize("earlier", [(NOMINATED, TOWN, DISTRICT), (*IN_POST, ON_LEAVE)])
def test_who_is_not_at_work_goes_on_no_leave_or_training_and_is_not_assessed(
    earlier: tuple[Event, ...],
) -> None:
    appointment = given(CommissionerAppointment, *earlier)

    with pytest.raises(CommissionerNotInPost):
        leave(appointment)
    with pytest.raises(CommissionerNotInPost):
        appointment.record_training(title="走访方法", hours=8, result=TrainingResult.PASSED)
    with pytest.raises(CommissionerNotInPost):
        appointment.assess_duty(
            first_day=date(2022, 3, 1), last_day=date(2022, 3, 31), result=DutyResult.BASIC
        )


def test_a_training_is_recorded_with_its_hours() -> None:
    appointment = given(CommissionerAppointment, *IN_POST)

    event = appointment.record_training(title="走访方法", hours=8, result=TrainingResult.PASSED)

    assert event == TrainingRecorded(title="走访方法", hours=8, result=TrainingResult.PASSED)
    with pytest.raises(TrainingHoursNotPositive):
        appointment.record_training(title="走访方法", hours=0, result=TrainingResult.PASSED)


def test_the_duty_of_a_year_is_assessed_even_when_the_post_began_in_it() -> None:
    appointment = given(CommissionerAppointment, *IN_POST)

    event = appointment.assess_duty(
        first_day=date(2022, 1, 1), last_day=date(2022, 12, 31), result=DutyResult.QUALIFIED
    )

    assert event == DutyAssessed(
        first_day=date(2022, 1, 1), last_day=date(2022, 12, 31), result=DutyResult.QUALIFIED
    )
    with pytest.raises(AppointmentDaysOutOfOrder):
        appointment.assess_duty(
            first_day=date(2022, 12, 31), last_day=date(2022, 1, 1), result=DutyResult.QUALIFIED
        )


def test_a_commissioner_leaves_and_a_successor_has_the_pairings() -> None:
    assert end(given(CommissionerAppointment, *IN_POST)) == ENDED
    ended = given(CommissionerAppointment, *IN_POST, ENDED)
    assert ended.status is AppointmentStatus.ENDED


def test_a_commissioner_may_leave_from_a_leave() -> None:
    assert end(given(CommissionerAppointment, *IN_POST, ON_LEAVE)) == ENDED


def test_nobody_leaves_pairings_behind() -> None:
    appointment = given(CommissionerAppointment, *IN_POST)

    with pytest.raises(HandOverMissing):
        end(appointment, pairings_left=7, hand_over=HandOver.NONE, successor=None)
    with pytest.raises(SuccessorMissing):
        end(appointment, successor=None)
    with pytest.raises(SubstituteIsSelf):
        end(appointment, successor=PERSON)


@pytest.mark.parametrize(
    ("pairings_left", "hand_over"), [(7, HandOver.ESCALATED), (0, HandOver.NONE)]
)
def test_pairings_are_escalated_to_the_town_or_there_are_none(
    pairings_left: int, hand_over: HandOver
) -> None:
    event = end(
        given(CommissionerAppointment, *IN_POST),
        pairings_left=pairings_left,
        hand_over=hand_over,
        successor=None,
    )

    assert event.hand_over is hand_over


def test_the_first_day_may_see_everything_at_once() -> None:
    first = date(2022, 3, 1)
    approved = given(CommissionerAppointment, NOMINATED, TOWN, DISTRICT)

    started = approved.start(start_on=first, pledge_signed_on=first)
    appointment = given(CommissionerAppointment, NOMINATED, TOWN, DISTRICT, started)
    away = leave(appointment, start_on=first, expected_last_day=first)
    on_leave = given(CommissionerAppointment, NOMINATED, TOWN, DISTRICT, started, away)

    assert on_leave.end_leave(last_day=first).last_day == first
    assert end(appointment, last_day=first).last_day == first
    assessed = appointment.assess_duty(first_day=first, last_day=first, result=DutyResult.EXCELLENT)
    assert assessed.first_day == assessed.last_day


def test_nobody_leaves_before_the_first_day() -> None:
    with pytest.raises(AppointmentDaysOutOfOrder):
        end(given(CommissionerAppointment, *IN_POST), last_day=date(2022, 2, 28))


def test_who_has_left_does_not_leave_again() -> None:
    with pytest.raises(CommissionerNotInPost):
        end(given(CommissionerAppointment, *IN_POST, ENDED))
