"""Commissioners' appointments: nominated, approved twice, in post, on leave, ended (10.8)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from domain.appointment import (
    AccountHolderNotPerson,
    AppointmentAlreadyNominated,
    AppointmentDaysOutOfOrder,
    AppointmentDocumentMissing,
    AppointmentEndsOtherwise,
    AppointmentNotApproved,
    AppointmentNotNominated,
    AppointmentPeriodCorrected,
    AppointmentPeriodUnchanged,
    AppointmentPeriodUnknown,
    AppointmentStatus,
    ApprovalNotOfTheTown,
    CommissionerAppointment,
    CommissionerNotInPost,
    CommissionerNotOnLeave,
    ConfidentialityPledgeMissing,
    DutyAssessed,
    HandOverMissing,
    LeaveEnded,
    NomineeEmployedElsewhere,
    NomineeNotAdult,
    PeriodCorrectedByOnePerson,
    RateBelowFloor,
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
    Role,
    TrainingResult,
)
from support.appointments import (
    ACCOUNT,
    DISTRICT,
    ENDED,
    IN_POST,
    NOMINATED,
    ON_LEAVE,
    PERIOD_CORRECTED,
    PERSON,
    RATE,
    STARTED,
    TOWN,
    approve,
    correct_period,
    end,
    leave,
    nominate,
    override_rate,
    set_account,
)
from support.histories import ACTOR, SEALED, given

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


def test_who_is_employed_in_another_association_is_not_nominated() -> None:
    with pytest.raises(NomineeEmployedElsewhere):
        nominate(given(CommissionerAppointment), is_employed_elsewhere=True)


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


def test_the_town_does_not_speak_for_the_district() -> None:
    by_town = given(CommissionerAppointment, NOMINATED, TOWN)

    with pytest.raises(ApprovalNotOfTheTown):
        approve(by_town, ApprovalLevel.DISTRICT, role=Role.TOWN)
    nominated = given(CommissionerAppointment, NOMINATED)
    assert approve(nominated, ApprovalLevel.TOWN, role=Role.TOWN).level is ApprovalLevel.TOWN


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
    for hours in (0, -8):
        with pytest.raises(TrainingHoursNotPositive):
            appointment.record_training(title="走访方法", hours=hours, result=TrainingResult.PASSED)


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


@pytest.mark.parametrize("successor", [UUID(int=1), UUID(int=(1 << 128) - 1)])
def test_anybody_else_may_succeed(successor: UUID) -> None:
    event = end(given(CommissionerAppointment, *IN_POST), successor=successor)
    assert event.successor == successor


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


# --- the bank account, the rate, the period


def test_a_bank_account_is_noted_sealed_and_in_the_name_on_the_id_card() -> None:
    appointment = given(CommissionerAppointment, *IN_POST)

    assert set_account(appointment) == ACCOUNT
    with pytest.raises(AccountHolderNotPerson):
        set_account(appointment, holder_is_person=False)
    after = given(CommissionerAppointment, *IN_POST, ACCOUNT, RATE)
    assert after.status is AppointmentStatus.ACTIVE


def test_a_rate_of_ones_own_is_at_least_20000_fen_a_month_as_section_14_says() -> None:
    appointment = given(CommissionerAppointment, *IN_POST)

    assert override_rate(appointment) == RATE
    assert override_rate(appointment, fen_per_month=20_000).fen_per_month == 20_000
    with pytest.raises(RateBelowFloor) as refusal:
        override_rate(appointment, fen_per_month=19_999)
    assert refusal.value.details == {"fen_per_month": 19_999, "floor": 20_000}


def test_a_rate_is_set_by_a_document_and_not_before_the_post_began() -> None:
    appointment = given(CommissionerAppointment, *IN_POST)

    with pytest.raises(AppointmentDocumentMissing):
        override_rate(appointment, document_number=" ")
    with pytest.raises(AppointmentDaysOutOfOrder):
        override_rate(appointment, valid_from=date(2022, 2, 28))
    assert override_rate(appointment, valid_from=date(2022, 3, 1)).valid_from == date(2022, 3, 1)


@pytest.mark.parametrize(
    "earlier", [(NOMINATED, TOWN, DISTRICT), (*IN_POST, ON_LEAVE), (*IN_POST, ENDED)]
)
def test_who_is_not_at_work_is_given_no_account_and_no_rate(earlier: tuple[Event, ...]) -> None:
    appointment = given(CommissionerAppointment, *earlier)

    with pytest.raises(CommissionerNotInPost):
        set_account(appointment)
    with pytest.raises(CommissionerNotInPost):
        override_rate(appointment)


@pytest.mark.parametrize("later", [(), (ON_LEAVE,)])
def test_the_period_of_a_running_post_is_corrected_at_its_start(later: tuple[Event, ...]) -> None:
    appointment = given(CommissionerAppointment, *IN_POST, *later)

    assert correct_period(appointment) == PERIOD_CORRECTED
    corrected = given(CommissionerAppointment, *IN_POST, *later, PERIOD_CORRECTED)
    assert corrected.start_on == date(2022, 3, 10)
    assert corrected.status is appointment.status
    with pytest.raises(AppointmentDaysOutOfOrder):
        end(corrected, last_day=date(2022, 3, 9))


def test_the_period_of_who_left_is_corrected_with_its_last_day() -> None:
    ended = given(CommissionerAppointment, *IN_POST, ENDED)

    event = correct_period(ended, last_day=date(2022, 3, 31))

    assert event == AppointmentPeriodCorrected(
        person=PERSON,
        former_start_on=date(2022, 3, 1),
        start_on=date(2022, 3, 10),
        document_number=PERIOD_CORRECTED.document_number,
        approver=PERIOD_CORRECTED.approver,
        former_last_day=date(2022, 4, 10),
        last_day=date(2022, 3, 31),
    )
    again = given(CommissionerAppointment, *IN_POST, ENDED, event)
    assert again.status is AppointmentStatus.ENDED
    assert correct_period(again, last_day=date(2022, 3, 10)).former_last_day == date(2022, 3, 31)
    with pytest.raises(AppointmentPeriodUnchanged):
        correct_period(again, last_day=date(2022, 3, 31))


def test_a_period_is_corrected_by_a_document_and_by_two_persons() -> None:
    appointment = given(CommissionerAppointment, *IN_POST)

    with pytest.raises(AppointmentDocumentMissing):
        correct_period(appointment, document_number="")
    with pytest.raises(PeriodCorrectedByOnePerson):
        correct_period(appointment, approver=ACTOR)


def test_a_corrected_period_is_another_one_and_in_order() -> None:
    away = given(CommissionerAppointment, *IN_POST, ON_LEAVE)
    ended = given(CommissionerAppointment, *IN_POST, ENDED)

    with pytest.raises(AppointmentPeriodUnchanged):
        correct_period(away, start_on=date(2022, 3, 1))
    with pytest.raises(AppointmentDaysOutOfOrder):
        correct_period(away, start_on=date(2022, 3, 15))
    assert correct_period(away, start_on=date(2022, 3, 14)).start_on == ON_LEAVE.start_on
    with pytest.raises(AppointmentDaysOutOfOrder):
        correct_period(ended, last_day=date(2022, 3, 9))


def test_a_corrected_period_neither_ends_a_post_nor_opens_an_ended_one() -> None:
    with pytest.raises(AppointmentEndsOtherwise):
        correct_period(given(CommissionerAppointment, *IN_POST), last_day=date(2022, 4, 10))
    with pytest.raises(AppointmentEndsOtherwise):
        correct_period(given(CommissionerAppointment, *IN_POST, ENDED))


def test_who_never_started_has_no_period() -> None:
    with pytest.raises(AppointmentPeriodUnknown):
        correct_period(given(CommissionerAppointment, NOMINATED, TOWN, DISTRICT))
