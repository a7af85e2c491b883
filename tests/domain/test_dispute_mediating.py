"""The committee's part of a dispute: consent, sessions, an end without agreement (4.1, 10.6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from domain.calendar import Clock
from domain.dispute import (
    ConsentAlreadyGiven,
    ConsentMissing,
    ConsentNotAsked,
    Dispute,
    DisputeNotRegistered,
    DisputeStatus,
    ExtensionNotAgreed,
    MediationConsentGiven,
    MediationExtended,
    MediationFailed,
    MediationNotBegun,
    MediationNotOpen,
    MediationRefused,
    MediatorAlreadyAssigned,
    MediatorAssigned,
    MediatorIsRelated,
    MediatorMissing,
    PartyUnknown,
    RefusalTooLate,
    RepresentativeNeeded,
    RoutesNotTold,
)
from support.calendars import CALENDAR_2022
from support.disputes import (
    ACCEPTED,
    AGREED,
    APPLICANT,
    APPLICANT_CONSENTS,
    ASKED,
    CONSENTED,
    MEDIATING,
    MEDIATOR,
    ON,
    REGISTERED,
    RESPONDENT,
    RESPONDENT_CONSENTS,
    SESSION,
    due,
)
from support.histories import SEALED, given, id_of, running

if TYPE_CHECKING:
    from uuid import UUID

    from domain.dispute import MediationAccepted, MediationSessionHeld
    from domain.history import Event

STRANGER = id_of("stranger")


# Consent


def test_the_parties_are_asked_before_anybody_mediates() -> None:
    asked = given(Dispute, REGISTERED).ask_consent()
    assert asked == ASKED
    dispute = given(Dispute, REGISTERED, asked)
    assert (dispute.status, running(dispute)) == (DisputeStatus.CONSENT_PENDING, ())
    with pytest.raises(DisputeNotRegistered):
        dispute.ask_consent()


def test_each_party_consents_once() -> None:
    dispute = given(Dispute, REGISTERED, ASKED)
    assert dispute.give_consent(party=APPLICANT.id) == APPLICANT_CONSENTS
    assert dispute.give_consent(party=RESPONDENT.id) == RESPONDENT_CONSENTS
    with pytest.raises(ConsentAlreadyGiven):
        given(Dispute, *CONSENTED).give_consent(party=APPLICANT.id)


def test_consent_is_asked_before_it_is_given_and_by_a_party() -> None:
    with pytest.raises(ConsentNotAsked):
        given(Dispute, REGISTERED).give_consent(party=APPLICANT.id)
    with pytest.raises(PartyUnknown):
        given(Dispute, REGISTERED, ASKED).give_consent(party=STRANGER)


def test_who_cannot_decide_alone_consents_through_a_representative() -> None:
    dispute = given(Dispute, REGISTERED, ASKED)
    consent = dispute.give_consent(party=APPLICANT.id, lacks_capacity=True)
    assert consent == MediationConsentGiven(party=APPLICANT.id, through_representative=True)
    with pytest.raises(RepresentativeNeeded):
        dispute.give_consent(party=RESPONDENT.id, lacks_capacity=True)


@pytest.mark.parametrize("events", [(REGISTERED,), CONSENTED, (*CONSENTED, ACCEPTED)])
def test_who_refuses_is_not_mediated(events: tuple[Event, ...]) -> None:
    """人民调解法 arts 3 and 17."""
    refused = given(Dispute, *events).refuse(party=RESPONDENT.id, reason=SEALED)
    assert refused == MediationRefused(party=RESPONDENT.id, reason=SEALED)
    dispute = given(Dispute, *events, refused)
    assert (dispute.status, running(dispute)) == (DisputeStatus.REFUSED, ())


def test_once_mediation_has_begun_it_fails_instead_of_being_refused() -> None:
    with pytest.raises(RefusalTooLate):
        given(Dispute, *MEDIATING).refuse(party=RESPONDENT.id)
    with pytest.raises(PartyUnknown):
        given(Dispute, REGISTERED).refuse(party=STRANGER)


# Acceptance


def accept(
    dispute: Dispute, *, mediators: tuple[UUID, ...] = (MEDIATOR,), related: bool = False
) -> MediationAccepted:
    return dispute.accept(
        committee="某社区人民调解委员会",
        mediators=mediators,
        related=related,
        on=ON,
        calendar=CALENDAR_2022,
    )


def test_the_committee_has_a_month_as_its_norm() -> None:
    """MEDIATION_NORM_MONTHS = 1 (4.1, 14): 2022-04-28; Saturday 05-28 rolls to Monday 05-30."""
    accepted = accept(given(Dispute, *CONSENTED))
    assert accepted == ACCEPTED
    assert accepted.norm_by == due(Clock.md(1))
    assert accepted.norm_by.due_on == date(2022, 5, 30)


def test_every_party_has_consented_before_the_committee_accepts() -> None:
    with pytest.raises(ConsentMissing) as refusal:
        accept(given(Dispute, REGISTERED, ASKED, APPLICANT_CONSENTS))
    assert refusal.value.details["parties"] == (RESPONDENT.id,)
    with pytest.raises(ConsentNotAsked):
        accept(given(Dispute, REGISTERED))


def test_mediation_has_a_mediator_who_is_not_related() -> None:
    with pytest.raises(MediatorMissing):
        accept(given(Dispute, *CONSENTED), mediators=())
    with pytest.raises(MediatorIsRelated):
        accept(given(Dispute, *CONSENTED), related=True)


def test_a_second_mediator_joins() -> None:
    dispute = given(Dispute, *CONSENTED, ACCEPTED)
    second = id_of("second mediator")
    assert dispute.assign_mediator(mediator=second, related=False) == MediatorAssigned(
        mediator=second
    )
    with pytest.raises(MediatorAlreadyAssigned):
        dispute.assign_mediator(mediator=MEDIATOR, related=False)
    with pytest.raises(MediatorIsRelated):
        dispute.assign_mediator(mediator=second, related=True)


# Sessions


def hold_session(dispute: Dispute) -> MediationSessionHeld:
    return dispute.hold_session(place=SEALED, present=SEALED, in_public=False, summary=SEALED)


def test_the_first_session_begins_the_mediation() -> None:
    session = hold_session(given(Dispute, *CONSENTED, ACCEPTED))
    assert session == SESSION
    dispute = given(Dispute, *CONSENTED, ACCEPTED, session)
    assert dispute.status is DisputeStatus.MEDIATING
    assert hold_session(dispute) == SESSION


@pytest.mark.parametrize("events", [CONSENTED, AGREED])
def test_there_are_sessions_between_acceptance_and_agreement(events: tuple[Event, ...]) -> None:
    with pytest.raises(MediationNotOpen):
        hold_session(given(Dispute, *events))
    with pytest.raises(MediationNotOpen):
        given(Dispute, *events).assign_mediator(mediator=STRANGER, related=False)


def test_both_sides_may_want_another_month() -> None:
    """From the last day before it was rolled: 2022-05-28 and a month is Tuesday 06-28."""
    dispute = given(Dispute, *MEDIATING)
    extended = dispute.extend_mediation(months=1, both_agree=True, calendar=CALENDAR_2022)
    assert extended == MediationExtended(
        norm_by=ACCEPTED.norm_by.extend(Clock.md(1), CALENDAR_2022)
    )
    assert extended.norm_by.due_on == date(2022, 6, 28)
    with pytest.raises(ExtensionNotAgreed):
        dispute.extend_mediation(months=1, both_agree=False, calendar=CALENDAR_2022)


def test_mediation_that_has_not_begun_is_neither_extended_nor_failed() -> None:
    dispute = given(Dispute, *CONSENTED, ACCEPTED)
    with pytest.raises(MediationNotBegun):
        dispute.extend_mediation(months=1, both_agree=True, calendar=CALENDAR_2022)
    with pytest.raises(MediationNotBegun):
        dispute.fail(routes_told=True, reason=SEALED)


def test_when_it_fails_the_parties_are_told_where_else_to_go() -> None:
    """人民调解法 art 26."""
    dispute = given(Dispute, *MEDIATING)
    with pytest.raises(RoutesNotTold):
        dispute.fail(routes_told=False, reason=SEALED)
    failed = dispute.fail(routes_told=True, reason=SEALED)
    assert failed == MediationFailed(routes_told=True, reason=SEALED)
    assert given(Dispute, *MEDIATING, failed).status is DisputeStatus.FAILED


def test_three_parties_all_consent() -> None:
    third = replace(RESPONDENT, id=id_of("third"))
    registered = replace(REGISTERED, parties=(APPLICANT, RESPONDENT, third))
    with pytest.raises(ConsentMissing):
        accept(given(Dispute, registered, ASKED, APPLICANT_CONSENTS, RESPONDENT_CONSENTS))
