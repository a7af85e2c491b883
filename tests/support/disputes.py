"""The events of one dispute, told in 2022, for the tests to begin from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.calendar import Clock, Deadline
from domain.dispute import (
    Agreement,
    AgreementReached,
    Confirmation,
    DisputeCalmClosed,
    DisputeCalmed,
    DisputeRegistered,
    MediationAccepted,
    MediationConsentAsked,
    MediationConsentGiven,
    MediationSessionHeld,
    Party,
)
from domain.words import AgreementForm, DisputeKind, DisputeSource, EscalationRisk, PartyRole
from support.calendars import CALENDAR_2022
from support.histories import SEALED, id_of

APPLICANT = Party(
    id=id_of("applicant"),
    role=PartyRole.APPLICANT,
    resident=id_of("resident"),
    disabled=True,
    representative=SEALED,
)
RESPONDENT = Party(id=id_of("respondent"), role=PartyRole.RESPONDENT, name=SEALED)
BOTH = (APPLICANT.id, RESPONDENT.id)
MEDIATOR = id_of("mediator")

ON = date(2022, 4, 28)
EFFECTIVE_ON = date(2022, 5, 10)


def due(clock: Clock, on: date = ON) -> Deadline:
    """Give the deadline of `clock` started on `on`."""
    return clock.deadline(start_on=on, calendar=CALENDAR_2022)


REGISTERED = DisputeRegistered(
    source=DisputeSource.VISIT,
    kind=DisputeKind.NEIGHBOUR,
    parties=(APPLICANT, RESPONDENT),
    facts=SEALED,
    claims=SEALED,
    risk=EscalationRisk.LOW,
    contact_by=due(Clock.wd(1)),
)
CALMED = DisputeCalmed(said=SEALED, by=SEALED)
CONFIRMATIONS = tuple(Confirmation(party=party, statement=SEALED) for party in BOTH)
CALM_CLOSED = DisputeCalmClosed(confirmations=CONFIRMATIONS, follow_by=due(Clock.cd(15)))
ASKED = MediationConsentAsked()
APPLICANT_CONSENTS = MediationConsentGiven(party=APPLICANT.id, through_representative=False)
RESPONDENT_CONSENTS = MediationConsentGiven(party=RESPONDENT.id, through_representative=False)
ACCEPTED = MediationAccepted(
    committee="某社区人民调解委员会", mediators=(MEDIATOR,), norm_by=due(Clock.md(1))
)
SESSION = MediationSessionHeld(place=SEALED, present=SEALED, in_public=False, summary=SEALED)
WRITTEN = Agreement(
    form=AgreementForm.WRITTEN,
    content=SEALED,
    performance=SEALED,
    effective_on=EFFECTIVE_ON,
    signed_by=BOTH,
    mediator_signed=True,
    committee_sealed=True,
)
ORAL = replace(
    WRITTEN,
    form=AgreementForm.ORAL,
    signed_by=(),
    mediator_signed=False,
    committee_sealed=False,
)
REACHED = AgreementReached(
    agreement=WRITTEN,
    confirm_by=due(Clock.cd(30), EFFECTIVE_ON),
    follow_by=due(Clock.cd(15), EFFECTIVE_ON),
)

CONSENTED = (REGISTERED, ASKED, APPLICANT_CONSENTS, RESPONDENT_CONSENTS)
MEDIATING = (*CONSENTED, ACCEPTED, SESSION)
AGREED = (*MEDIATING, REACHED)
