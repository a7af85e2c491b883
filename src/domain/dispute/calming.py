"""The association's part: detect, register, calm, report what is dangerous, keep the file.

The association 残协 does not mediate; the people's mediation committee does (`domain.md` 4.2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain.calendar import Clock
from domain.dispute.events import (
    DisputeArchived,
    DisputeCalmClosed,
    DisputeCalmed,
    DisputeEscalated,
    DisputeRegistered,
    DisputeWithdrawn,
)
from domain.dispute.rules import (
    AdministrativeDispute,
    DisputeAlreadyRegistered,
    DisputeEndedOrReported,
    DisputeHasAnOutcome,
    DisputeNotEnded,
    DisputeNotRegistered,
    FileIncomplete,
    NoDisabledParty,
    NotCalmedYet,
    PartiesIncomplete,
    PartyListedTwice,
    PartyUnnamed,
    ReportFirst,
    SideNotConfirmed,
)
from domain.dispute.state import DisputeState, DisputeStatus

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from domain.calendar import WorkCalendar
    from domain.dispute.events import Confirmation, Party
    from domain.history import Sealed
    from domain.words import (
        DisputeKind,
        DisputeSource,
        EscalationGround,
        EscalationRisk,
        ReportedTo,
    )

FIRST_CONTACT: Final = Clock.wd(1)  # 10.6, design
CALM_FOLLOW_UP: Final = Clock.cd(15)  # 10.6, design
PARTIES_MIN: Final = 2

BEFORE_AN_OUTCOME: Final = frozenset(
    {
        DisputeStatus.REGISTERED,
        DisputeStatus.CONSENT_PENDING,
        DisputeStatus.ACCEPTED,
        DisputeStatus.MEDIATING,
    }
)
ENDED: Final = frozenset(
    {
        DisputeStatus.CALMED,
        DisputeStatus.PERFORMED,
        DisputeStatus.BREACHED,
        DisputeStatus.CONFIRMED,
        DisputeStatus.FAILED,
        DisputeStatus.REFUSED,
        DisputeStatus.ESCALATED,
        DisputeStatus.WITHDRAWN,
    }
)


class Calming(DisputeState):
    """The commands of the association."""

    __slots__ = ()

    def register(
        self,
        *,
        source: DisputeSource,
        kind: DisputeKind,
        parties: tuple[Party, ...],
        facts: Sealed,
        claims: Sealed,
        risk: EscalationRisk,
        administrative: bool,
        on: date,
        calendar: WorkCalendar,
        safeguarding: bool = False,
    ) -> DisputeRegistered:
        """登记. `administrative`: it is with a public body about its decision.

        `safeguarding` 保护性报告: abuse, abandonment or violence is suspected.
        """
        if self.version:
            raise DisputeAlreadyRegistered
        if administrative:
            raise AdministrativeDispute
        _demand_parties(parties)
        return DisputeRegistered(
            source=source,
            kind=kind,
            parties=parties,
            facts=facts,
            claims=claims,
            risk=risk,
            safeguarding=safeguarding,
            contact_by=FIRST_CONTACT.deadline(start_on=on, calendar=calendar),
        )

    def calm(self, *, said: Sealed, by: Sealed) -> DisputeCalmed:
        """稳控疏导: what was said, and by whom."""
        if self.status is not DisputeStatus.REGISTERED:
            raise DisputeNotRegistered(status=self.status)
        return DisputeCalmed(said=said, by=by)

    def close_as_calmed(
        self, *, confirmations: tuple[Confirmation, ...], on: date, calendar: WorkCalendar
    ) -> DisputeCalmClosed:
        """疏导化解结案, after calming, once every side has confirmed for itself."""
        if self.status is not DisputeStatus.REGISTERED:
            raise DisputeNotRegistered(status=self.status)
        if self.safeguarding:
            raise ReportFirst
        if not self.calmed:
            raise NotCalmedYet
        confirmed = tuple(self.party(confirmation.party).id for confirmation in confirmations)
        missing = self.absent_from(confirmed)
        if missing:
            raise SideNotConfirmed(parties=missing)
        follow_by = CALM_FOLLOW_UP.deadline(start_on=on, calendar=calendar)
        return DisputeCalmClosed(confirmations=confirmations, follow_by=follow_by)

    def escalate(
        self,
        *,
        to: ReportedTo,
        ground: EscalationGround,
        report: Sealed,
        on: date,
        calendar: WorkCalendar,
    ) -> DisputeEscalated:
        """报告 to the police or others, at once, from wherever the dispute stands."""
        if self.status in {None, DisputeStatus.ESCALATED, DisputeStatus.ARCHIVED}:
            raise DisputeEndedOrReported(status=self.status)
        report_by = Clock.at().deadline(start_on=on, calendar=calendar)
        return DisputeEscalated(to=to, ground=ground, report=report, report_by=report_by)

    def withdraw(self, *, party: UUID, reason: Sealed) -> DisputeWithdrawn:
        """撤回 by a party, before there is an outcome."""
        if self.status not in BEFORE_AN_OUTCOME:
            raise DisputeHasAnOutcome(status=self.status)
        return DisputeWithdrawn(party=self.party(party).id, reason=reason)

    def archive(
        self,
        *,
        archive_number: str,
        register_present: bool,
        records_present: bool,
        agreement_present: bool,
    ) -> DisputeArchived:
        """立卷归档 after the end: the register, the records, and the agreement if one was reached."""
        if self.status not in ENDED:
            raise DisputeNotEnded(status=self.status)
        if not register_present or not records_present or (self.agreed and not agreement_present):
            raise FileIncomplete
        return DisputeArchived(
            archive_number=archive_number,
            register_present=register_present,
            records_present=records_present,
            agreement_present=agreement_present,
        )


def _demand_parties(parties: tuple[Party, ...]) -> None:
    if len(parties) < PARTIES_MIN:
        raise PartiesIncomplete
    if any(party.resident is None and party.name is None for party in parties):
        raise PartyUnnamed
    residents = [party.resident for party in parties if party.resident is not None]
    if len({party.id for party in parties}) < len(parties) or len(set(residents)) < len(residents):
        raise PartyListedTwice
    if not any(party.disabled or party.household for party in parties):
        raise NoDisabledParty
