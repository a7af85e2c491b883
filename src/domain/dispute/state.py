"""What a dispute's history adds up to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from domain.deadlines import Running
from domain.dispute.events import (
    AgreementAmended,
    AgreementConfirmed,
    AgreementReached,
    ConfirmationApplied,
    ConfirmationDenied,
    DisputeArchived,
    DisputeCalmClosed,
    DisputeCalmed,
    DisputeEscalated,
    DisputeEvent,
    DisputeRegistered,
    DisputeWithdrawn,
    MediationAccepted,
    MediationConsentAsked,
    MediationConsentGiven,
    MediationExtended,
    MediationFailed,
    MediationRefused,
    MediationSessionHeld,
    MediatorAssigned,
    PerformanceChecked,
)
from domain.dispute.rules import PartyUnknown, RegistrationIsVoid
from domain.history import Aggregate
from domain.words import EscalationRisk, Performance, Word

if TYPE_CHECKING:
    from uuid import UUID

    from domain.calendar import Deadline
    from domain.dispute.events import Party


class DisputeStatus(Word):
    """Where a dispute stands, with the words of the screens (`domain.md` 10.6)."""

    REGISTERED = "registered", "已登记"
    CONSENT_PENDING = "consent_pending", "待双方同意"
    ACCEPTED = "accepted", "已受理"
    MEDIATING = "mediating", "调解中"
    CALMED = "calmed", "疏导化解"
    AGREED = "agreed", "达成协议"
    PERFORMED = "performed", "已履行"
    BREACHED = "breached", "未履行"
    FAILED = "failed", "调解不成"
    REFUSED = "refused", "一方拒绝"
    ESCALATED = "escalated", "已报告(公安等)"
    CONFIRMED = "confirmed", "司法确认"
    ARCHIVED = "archived", "已归档"
    WITHDRAWN = "withdrawn", "已撤回"
    VOIDED = "voided", "作废"


@dataclass(slots=True)
class DisputeState(Aggregate[DisputeEvent]):
    """The state of a dispute. Rules and commands are in the classes that derive from it.

    `status` is absent until it is registered; a deadline is absent while its clock does not run.
    `agreed` tells that an agreement was reached, whatever became of it.
    """

    status: DisputeStatus | None = None
    parties: tuple[Party, ...] = ()
    risk: EscalationRisk = EscalationRisk.LOW
    safeguarding: bool = False
    calmed: bool = False
    consented: tuple[UUID, ...] = ()
    mediators: tuple[UUID, ...] = ()
    agreed: bool = False
    confirmation_applied: bool = False
    contact_by: Deadline | None = None
    norm_by: Deadline | None = None
    confirm_by: Deadline | None = None
    follow_by: Deadline | None = None

    @property
    def clocks(self) -> tuple[Running, ...]:
        """The clocks that run; the court may be asked to confirm for so long."""
        return tuple(
            Running(name, deadline, is_right)
            for name, deadline, is_right in (
                ("contact_by", self.contact_by, False),
                ("norm_by", self.norm_by, False),
                ("confirm_by", self.confirm_by, True),
                ("follow_by", self.follow_by, False),
            )
            if deadline is not None
        )

    def party(self, party: UUID) -> Party:
        """Give the party of that id."""
        for known in self.parties:
            if known.id == party:
                return known
        raise PartyUnknown(party=party)

    def absent_from(self, parties: tuple[UUID, ...]) -> tuple[UUID, ...]:
        """Give the parties of this dispute that are not among `parties`."""
        if not self.parties:
            raise RegistrationIsVoid
        return tuple(party.id for party in self.parties if party.id not in parties)

    def evolve(self, event: DisputeEvent) -> None:  # noqa: C901, PLR0912, PLR0915  (a case an event)
        """Take over what `event` says."""
        match event:
            case DisputeRegistered():
                self.status, self.parties = DisputeStatus.REGISTERED, event.parties
                self.risk, self.safeguarding = event.risk, event.safeguarding
                self.contact_by = event.contact_by
            case DisputeCalmed():
                self.calmed, self.contact_by = True, None
            case DisputeCalmClosed():
                self._end(DisputeStatus.CALMED)
                self.follow_by = event.follow_by
            case DisputeEscalated():
                self._end(DisputeStatus.ESCALATED)
            case MediationConsentAsked():
                self.status, self.contact_by = DisputeStatus.CONSENT_PENDING, None
            case MediationConsentGiven():
                self.consented = (*self.consented, event.party)
            case MediationRefused():
                self._end(DisputeStatus.REFUSED)
            case MediationAccepted():
                self.status, self.norm_by = DisputeStatus.ACCEPTED, event.norm_by
                self.mediators = event.mediators
            case MediatorAssigned():
                self.mediators = (*self.mediators, event.mediator)
            case MediationSessionHeld():
                self.status = DisputeStatus.MEDIATING
            case MediationExtended():
                self.norm_by = event.norm_by
            case AgreementReached() | AgreementAmended():
                self.status, self.agreed, self.norm_by = DisputeStatus.AGREED, True, None
                self.confirm_by, self.follow_by = event.confirm_by, event.follow_by
                self.confirmation_applied = False
            case MediationFailed():
                self._end(DisputeStatus.FAILED)
            case PerformanceChecked(performance=Performance.PERFORMED):
                is_calmed = self.status is DisputeStatus.CALMED
                self._end(DisputeStatus.CALMED if is_calmed else DisputeStatus.PERFORMED)
            case PerformanceChecked(performance=Performance.BREACHED):
                self._end(DisputeStatus.BREACHED)
            case PerformanceChecked():
                self.follow_by = event.follow_by
            case ConfirmationApplied():
                self.confirmation_applied, self.confirm_by = True, None
            case AgreementConfirmed():
                self.status, self.confirmation_applied = DisputeStatus.CONFIRMED, False
            case ConfirmationDenied():
                self.confirmation_applied = False
            case DisputeWithdrawn():
                self._end(DisputeStatus.WITHDRAWN)
            case DisputeArchived():
                self._end(DisputeStatus.ARCHIVED)
            case _:
                assert_never(event)

    def _end(self, status: DisputeStatus) -> None:
        """Stop all clocks."""
        self.status = status
        self.contact_by = self.norm_by = self.confirm_by = self.follow_by = None
