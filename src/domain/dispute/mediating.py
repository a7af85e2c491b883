"""The committee's part: consent, sessions, and an end without agreement (`domain.md` 4.1).

Mediation is voluntary (人民调解法 art 3): nobody is mediated who has not said yes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain.calendar import Clock
from domain.dispute.events import (
    MediationAccepted,
    MediationConsentAsked,
    MediationConsentGiven,
    MediationExtended,
    MediationFailed,
    MediationRefused,
    MediationSessionHeld,
    MediatorAssigned,
)
from domain.dispute.rules import (
    ConsentAlreadyGiven,
    ConsentMissing,
    ConsentNotAsked,
    DisputeNotRegistered,
    ExtensionNotAgreed,
    MediationNotBegun,
    MediationNotOpen,
    MediatorAlreadyAssigned,
    MediatorIsRelated,
    MediatorMissing,
    RefusalTooLate,
    ReportFirst,
    RepresentativeNeeded,
    RoutesNotTold,
)
from domain.dispute.state import DisputeState, DisputeStatus
from domain.limits import MEDIATION_NORM_MONTHS

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from domain.calendar import WorkCalendar
    from domain.history import Sealed

# 一般在一个月内调结: a norm to be reminded of, not a bar (4.1).
NORM: Final = Clock.md(MEDIATION_NORM_MONTHS)

REFUSABLE: Final = frozenset(
    {DisputeStatus.REGISTERED, DisputeStatus.CONSENT_PENDING, DisputeStatus.ACCEPTED}
)
OPEN_MEDIATION: Final = frozenset({DisputeStatus.ACCEPTED, DisputeStatus.MEDIATING})


class Mediating(DisputeState):
    """The commands of the mediators until there is an agreement or none."""

    __slots__ = ()

    def ask_consent(self) -> MediationConsentAsked:
        """征求意愿 of every party; never where abuse is suspected and not yet reported (4.2)."""
        if self.status is not DisputeStatus.REGISTERED:
            raise DisputeNotRegistered(status=self.status)
        if self.safeguarding:
            raise ReportFirst
        return MediationConsentAsked()

    def give_consent(self, *, party: UUID, lacks_capacity: bool = False) -> MediationConsentGiven:
        """同意调解 by one party, through their representative if they lack the capacity."""
        if self.status is not DisputeStatus.CONSENT_PENDING:
            raise ConsentNotAsked(status=self.status)
        representative = self.party(party).representative
        if party in self.consented:
            raise ConsentAlreadyGiven(party=party)
        if lacks_capacity and representative is None:
            raise RepresentativeNeeded(party=party)
        return MediationConsentGiven(party=party, through_representative=lacks_capacity)

    def refuse(self, *, party: UUID, reason: Sealed | None = None) -> MediationRefused:
        """拒绝调解 by one party, until the first session; after it, mediation fails."""
        if self.status not in REFUSABLE:
            raise RefusalTooLate(status=self.status)
        return MediationRefused(party=self.party(party).id, reason=reason)

    def accept(
        self,
        *,
        committee: str,
        mediators: tuple[UUID, ...],
        related: bool,
        on: date,
        calendar: WorkCalendar,
    ) -> MediationAccepted:
        """受理 once all have consented. `related`: a mediator has to do with a party."""
        if self.status is not DisputeStatus.CONSENT_PENDING:
            raise ConsentNotAsked(status=self.status)
        missing = self.absent_from(self.consented)
        if missing:
            raise ConsentMissing(parties=missing)
        if not mediators:
            raise MediatorMissing
        if related:
            raise MediatorIsRelated
        norm_by = NORM.deadline(start_on=on, calendar=calendar)
        return MediationAccepted(committee=committee, mediators=mediators, norm_by=norm_by)

    def assign_mediator(self, *, mediator: UUID, related: bool) -> MediatorAssigned:
        """指定调解员, one more."""
        if self.status not in OPEN_MEDIATION:
            raise MediationNotOpen(status=self.status)
        if mediator in self.mediators:
            raise MediatorAlreadyAssigned
        if related:
            raise MediatorIsRelated
        return MediatorAssigned(mediator=mediator)

    def hold_session(
        self, *, place: Sealed, present: Sealed, in_public: bool, summary: Sealed
    ) -> MediationSessionHeld:
        """调解; the parties may ask for a closed session (art 23)."""
        if self.status not in OPEN_MEDIATION:
            raise MediationNotOpen(status=self.status)
        return MediationSessionHeld(
            place=place, present=present, in_public=in_public, summary=summary
        )

    def extend_mediation(
        self, *, months: int, both_agree: bool, calendar: WorkCalendar
    ) -> MediationExtended:
        """延长调解 by `months`, which both sides want."""
        if self.status is not DisputeStatus.MEDIATING or self.norm_by is None:
            raise MediationNotBegun(status=self.status)
        if not both_agree:
            raise ExtensionNotAgreed
        return MediationExtended(norm_by=self.norm_by.extend(Clock.md(months), calendar))

    def fail(self, *, routes_told: bool, reason: Sealed) -> MediationFailed:
        """调解不成: end it, having told the other routes (art 26)."""
        if self.status is not DisputeStatus.MEDIATING:
            raise MediationNotBegun(status=self.status)
        if not routes_told:
            raise RoutesNotTold
        return MediationFailed(routes_told=routes_told, reason=reason)
