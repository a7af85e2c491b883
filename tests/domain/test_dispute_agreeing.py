"""An agreement: reached, amended, kept or broken, confirmed by the court (`domain.md` 4.1, 10.6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.calendar import Clock
from domain.dispute import (
    Agreement,
    AgreementAmended,
    AgreementConfirmed,
    AgreementNotYetEffective,
    AgreementReached,
    ConfirmationAlreadyApplied,
    ConfirmationApplied,
    ConfirmationDenied,
    ConfirmationNotApplied,
    ConfirmationTooLate,
    Dispute,
    DisputeStatus,
    MediationNotBegun,
    MediatorOrSealMissing,
    NoAgreementInForce,
    NotAppliedJointly,
    NothingToFollowUp,
    PerformanceChecked,
    SignatureMissing,
)
from domain.words import Performance
from support.calendars import CALENDAR_2022
from support.disputes import (
    ACCEPTED,
    AGREED,
    APPLICANT,
    BOTH,
    CONSENTED,
    EFFECTIVE_ON,
    MEDIATING,
    ORAL,
    REACHED,
    RESPONDENT,
    WRITTEN,
    due,
)
from support.histories import SEALED, given, running

APPLIED = ConfirmationApplied(court="徐州经济技术开发区人民法院", applied_on=date(2022, 5, 20))
CONFIRMED = AgreementConfirmed(court_number=SEALED)
LATER = date(2022, 5, 25)


# Reaching it


def reach(dispute: Dispute, agreement: Agreement, on: date = EFFECTIVE_ON) -> AgreementReached:
    return dispute.reach_agreement(agreement=agreement, on=on, calendar=CALENDAR_2022)


def test_a_written_agreement_may_be_confirmed_for_thirty_days_and_is_followed_up() -> None:
    """MEDIATION_CONFIRM_CD = 30 and follow CD15 from effectiveness (4.1 art 33, 10.6, 14).

    Effective 2022-05-10: confirm by 06-09, follow up by 05-25.
    """
    reached = reach(given(Dispute, *MEDIATING), WRITTEN)
    assert reached == REACHED
    assert reached.confirm_by.due_on == date(2022, 6, 9)
    assert reached.follow_by.due_on == date(2022, 5, 25)
    dispute = given(Dispute, *AGREED)
    assert (dispute.status, dispute.agreed) == (DisputeStatus.AGREED, True)
    assert running(dispute) == (REACHED.follow_by, REACHED.confirm_by)


def test_an_agreement_is_reached_in_mediation() -> None:
    with pytest.raises(MediationNotBegun):
        reach(given(Dispute, *CONSENTED, ACCEPTED), WRITTEN)


def test_a_written_agreement_bears_every_signature_and_the_seal() -> None:
    """人民调解法 art 29."""
    dispute = given(Dispute, *MEDIATING)
    with pytest.raises(SignatureMissing) as refusal:
        reach(dispute, replace(WRITTEN, signed_by=(APPLICANT.id,)))
    assert refusal.value.details["parties"] == (RESPONDENT.id,)
    with pytest.raises(MediatorOrSealMissing):
        reach(dispute, replace(WRITTEN, mediator_signed=False))
    with pytest.raises(MediatorOrSealMissing):
        reach(dispute, replace(WRITTEN, committee_sealed=False))


def test_an_oral_agreement_is_recorded_and_needs_no_signature() -> None:
    """人民调解法 art 30."""
    assert reach(given(Dispute, *MEDIATING), ORAL).agreement == ORAL


def test_an_agreement_written_down_later_counts_from_its_effective_date() -> None:
    reached = reach(given(Dispute, *MEDIATING), WRITTEN, on=LATER)
    assert reached.confirm_by.start_on == EFFECTIVE_ON


def test_an_agreement_does_not_take_effect_in_the_future() -> None:
    with pytest.raises(AgreementNotYetEffective):
        reach(given(Dispute, *MEDIATING), WRITTEN, on=date(2022, 5, 9))


def test_an_amended_agreement_is_signed_again_and_has_a_new_thirty_days() -> None:
    """10.6, corrections: effective anew on 2022-05-25, confirm by 06-24."""
    amended = replace(WRITTEN, effective_on=LATER)
    dispute = given(Dispute, *AGREED, APPLIED)
    event = dispute.amend_agreement(
        agreement=amended, reason=SEALED, on=LATER, calendar=CALENDAR_2022
    )
    assert event == AgreementAmended(
        agreement=amended,
        reason=SEALED,
        confirm_by=due(Clock.cd(30), LATER),
        follow_by=due(Clock.cd(15), LATER),
    )
    assert event.confirm_by.due_on == date(2022, 6, 24)
    assert given(Dispute, *AGREED, APPLIED, event).confirmation_applied is False
    with pytest.raises(SignatureMissing):
        dispute.amend_agreement(
            agreement=replace(amended, signed_by=()),
            reason=SEALED,
            on=LATER,
            calendar=CALENDAR_2022,
        )


def test_there_is_nothing_to_amend_before_an_agreement() -> None:
    with pytest.raises(NoAgreementInForce):
        given(Dispute, *MEDIATING).amend_agreement(
            agreement=WRITTEN, reason=SEALED, on=LATER, calendar=CALENDAR_2022
        )


# Keeping it


def check(dispute: Dispute, performance: Performance) -> PerformanceChecked:
    return dispute.check_performance(performance=performance, on=LATER, calendar=CALENDAR_2022)


@pytest.mark.parametrize(
    ("performance", "status"),
    [
        (Performance.PERFORMED, DisputeStatus.PERFORMED),
        (Performance.BREACHED, DisputeStatus.BREACHED),
    ],
)
def test_an_agreement_kept_or_broken_ends_the_follow_up(
    performance: Performance, status: DisputeStatus
) -> None:
    checked = check(given(Dispute, *AGREED), performance)
    assert checked == PerformanceChecked(performance=performance)
    dispute = given(Dispute, *AGREED, checked)
    assert (dispute.status, running(dispute)) == (status, ())


def test_an_agreement_kept_in_part_is_asked_about_again() -> None:
    """Follow CD15 (10.6): 2022-05-25 gives 06-09."""
    checked = check(given(Dispute, *AGREED), Performance.PARTLY)
    assert checked.follow_by == due(Clock.cd(15), LATER)
    dispute = given(Dispute, *AGREED, checked)
    assert (dispute.status, dispute.follow_by) == (DisputeStatus.AGREED, checked.follow_by)


def test_a_confirmed_agreement_is_followed_up_too() -> None:
    dispute = given(Dispute, *AGREED, APPLIED, CONFIRMED)
    checked = check(dispute, Performance.BREACHED)
    after = given(Dispute, *AGREED, APPLIED, CONFIRMED, checked)
    assert after.status is DisputeStatus.BREACHED


def test_without_an_agreement_nothing_is_kept_or_broken() -> None:
    with pytest.raises(NothingToFollowUp):
        check(given(Dispute, *MEDIATING), Performance.PERFORMED)


# The court


def apply(
    dispute: Dispute, on: date = date(2022, 5, 20), *, alone: bool = False
) -> ConfirmationApplied:
    return dispute.apply_confirmation(
        court="徐州经济技术开发区人民法院",
        applied_by=(APPLICANT.id,) if alone else BOTH,
        on=on,
    )


def test_the_parties_ask_the_court_together_within_thirty_days() -> None:
    """MEDIATION_CONFIRM_CD = 30 (4.1 art 33): effective 2022-05-10, until 06-09."""
    dispute = given(Dispute, *AGREED)
    assert apply(dispute) == APPLIED
    assert apply(dispute, on=date(2022, 6, 9)).applied_on == date(2022, 6, 9)
    with pytest.raises(ConfirmationTooLate):
        apply(dispute, on=date(2022, 6, 10))
    with pytest.raises(NotAppliedJointly):
        apply(dispute, alone=True)


def test_an_agreement_goes_to_court_once() -> None:
    with pytest.raises(NoAgreementInForce):
        apply(given(Dispute, *MEDIATING))
    with pytest.raises(ConfirmationAlreadyApplied):
        apply(given(Dispute, *AGREED, APPLIED))
    denied = ConfirmationDenied(court_number=SEALED, reason=SEALED)
    with pytest.raises(ConfirmationAlreadyApplied):
        apply(given(Dispute, *AGREED, APPLIED, denied))


def test_an_application_stops_the_thirty_days() -> None:
    dispute = given(Dispute, *AGREED, APPLIED)
    assert (dispute.status, running(dispute)) == (DisputeStatus.AGREED, (REACHED.follow_by,))


def test_the_court_confirms_what_it_was_asked() -> None:
    dispute = given(Dispute, *AGREED, APPLIED)
    assert dispute.confirm(court_number=SEALED) == CONFIRMED
    assert given(Dispute, *AGREED, APPLIED, CONFIRMED).status is DisputeStatus.CONFIRMED


def test_an_agreement_the_court_does_not_confirm_still_binds() -> None:
    denied = given(Dispute, *AGREED, APPLIED).deny_confirmation(court_number=SEALED, reason=SEALED)
    assert denied == ConfirmationDenied(court_number=SEALED, reason=SEALED)
    assert given(Dispute, *AGREED, APPLIED, denied).status is DisputeStatus.AGREED


def test_the_court_decides_nothing_it_was_not_asked() -> None:
    with pytest.raises(ConfirmationNotApplied):
        given(Dispute, *AGREED).confirm(court_number=SEALED)
    with pytest.raises(ConfirmationNotApplied):
        given(Dispute, *AGREED).deny_confirmation(court_number=SEALED, reason=SEALED)
