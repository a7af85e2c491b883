"""What can happen to a dispute 矛盾纠纷, in the order in which it usually does (`domain.md` App. E)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.calendar import Deadline
from domain.history import Corrected, Event, Sealed, Voided, VoidReverted
from domain.words import (
    AgreementForm,
    DisputeKind,
    DisputeSource,
    EscalationGround,
    EscalationRisk,
    PartyRole,
    Performance,
    ReportedTo,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One party 当事人, sealed under their own key: a resident on file, or somebody with a name.

    `disabled` and `household` tell whether the party is a disabled resident or lives in the
    household of one; `representative` speaks for a party who cannot.
    """

    id: UUID
    role: PartyRole
    resident: UUID | None = None
    name: Sealed | None = None
    disabled: bool = False
    household: bool = False
    representative: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """What one side said when asked whether it is settled, recorded apart from the other."""

    party: UUID
    statement: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """An agreement 调解协议: written and signed, or oral and recorded (人民调解法 arts 28-30)."""

    form: AgreementForm
    content: Sealed
    performance: Sealed
    effective_on: date
    perform_by: date | None = None
    signed_by: tuple[UUID, ...] = ()
    mediator_signed: bool = False
    committee_sealed: bool = False


class DisputeRegistered(Event, topic="dispute.registered"):
    """纠纷已登记: a quarrel that touches a disabled resident is known."""

    source: DisputeSource
    kind: DisputeKind
    parties: tuple[Party, ...]
    facts: Sealed
    claims: Sealed
    risk: EscalationRisk
    safeguarding: bool = False
    contact_by: Deadline


class DisputeCalmed(Event, topic="dispute.calmed"):
    """已疏导: somebody talked with them; what was said, and by whom."""

    said: Sealed
    by: Sealed


class DisputeCalmClosed(Event, topic="dispute.calm_closed"):
    """已疏导化解: settled without mediation, each side saying so for itself."""

    confirmations: tuple[Confirmation, ...]
    follow_by: Deadline


class DisputeEscalated(Event, topic="dispute.escalated"):
    """已报告有关部门: too dangerous to mediate, and reported at once."""

    to: ReportedTo
    ground: EscalationGround
    report: Sealed
    report_by: Deadline


class MediationConsentAsked(Event, topic="dispute.consent_asked"):
    """已征求意愿: the parties were asked whether they want mediation."""


class MediationConsentGiven(Event, topic="dispute.consent_given"):
    """当事人已同意: one party wants it."""

    party: UUID
    through_representative: bool


class MediationRefused(Event, topic="dispute.mediation_refused"):
    """当事人已拒绝: one party does not, and must not be mediated."""

    party: UUID
    reason: Sealed | None = None


class MediationAccepted(Event, topic="dispute.mediation_accepted"):
    """调解已受理: the people's mediation committee takes it; one month is the norm."""

    committee: str
    mediators: tuple[UUID, ...]
    norm_by: Deadline


class MediatorAssigned(Event, topic="dispute.mediator_assigned"):
    """调解员已指定: one more mediator, appointed or chosen."""

    mediator: UUID


class MediationSessionHeld(Event, topic="dispute.session_held"):
    """已调解: where, who was there, in public or not, and what was said."""

    place: Sealed
    present: Sealed
    in_public: bool
    summary: Sealed


class MediationExtended(Event, topic="dispute.mediation_extended"):
    """调解已延长: both sides want more time."""

    norm_by: Deadline


class AgreementReached(Event, topic="dispute.agreement_reached"):
    """已达成协议: binding, and for 30 days open to confirmation by the court."""

    agreement: Agreement
    confirm_by: Deadline
    follow_by: Deadline


class AgreementAmended(Event, topic="dispute.agreement_amended"):
    """协议已变更: signed again, effective anew, with its own 30 days."""

    agreement: Agreement
    reason: Sealed
    confirm_by: Deadline
    follow_by: Deadline


class MediationFailed(Event, topic="dispute.mediation_failed"):
    """调解不成: ended, and the parties told of court, arbitration and the other routes."""

    routes_told: bool
    reason: Sealed


class PerformanceChecked(Event, topic="dispute.performance_checked"):
    """已回访履行: kept, kept in part (then asked about again), or broken."""

    performance: Performance
    note: Sealed | None = None
    follow_by: Deadline | None = None


class ConfirmationApplied(Event, topic="dispute.confirmation_applied"):
    """已申请司法确认: all parties asked the court together."""

    court: str
    applied_on: date


class AgreementConfirmed(Event, topic="dispute.agreement_confirmed"):
    """协议已司法确认: the court confirmed it."""

    court_number: Sealed


class ConfirmationDenied(Event, topic="dispute.confirmation_denied"):
    """未予司法确认: the court did not; the agreement still binds."""

    court_number: Sealed
    reason: Sealed


class DisputeWithdrawn(Event, topic="dispute.withdrawn"):
    """已撤回: a party took it back before an outcome."""

    party: UUID
    reason: Sealed


class DisputeArchived(Event, topic="dispute.archived"):
    """已立卷归档: register, work records and agreement are in the file (人民调解法 art 27)."""

    archive_number: str
    register_present: bool
    records_present: bool
    agreement_present: bool


class DisputeCorrected(Corrected, topic="dispute.corrected"):
    """已更正."""


class DisputeVoided(Voided, topic="dispute.voided"):
    """已作废."""


class DisputeVoidReverted(VoidReverted, topic="dispute.void_reverted"):
    """已撤销作废."""


DisputeEvent = (
    DisputeRegistered
    | DisputeCalmed
    | DisputeCalmClosed
    | DisputeEscalated
    | MediationConsentAsked
    | MediationConsentGiven
    | MediationRefused
    | MediationAccepted
    | MediatorAssigned
    | MediationSessionHeld
    | MediationExtended
    | AgreementReached
    | AgreementAmended
    | MediationFailed
    | PerformanceChecked
    | ConfirmationApplied
    | AgreementConfirmed
    | ConfirmationDenied
    | DisputeWithdrawn
    | DisputeArchived
)
