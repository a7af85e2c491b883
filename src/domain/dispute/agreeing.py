"""The agreement: reached, kept or broken, and confirmed by the court if both sides want that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain.calendar import Clock
from domain.dispute.events import (
    AgreementAmended,
    AgreementConfirmed,
    AgreementReached,
    ConfirmationApplied,
    ConfirmationDenied,
    PerformanceChecked,
)
from domain.dispute.rules import (
    AgreementNotYetEffective,
    ConfirmationAlreadyApplied,
    ConfirmationNotApplied,
    ConfirmationTooLate,
    MediationNotBegun,
    MediatorOrSealMissing,
    NoAgreementInForce,
    NotAppliedJointly,
    NothingToFollowUp,
    SignatureMissing,
)
from domain.dispute.state import DisputeState, DisputeStatus
from domain.limits import MEDIATION_CONFIRM_CD
from domain.words import AgreementForm, Performance

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from domain.calendar import WorkCalendar
    from domain.dispute.events import Agreement
    from domain.history import Sealed

CONFIRMATION: Final = Clock.cd(MEDIATION_CONFIRM_CD)  # 人民调解法 art 33, from effectiveness
FOLLOW_UP: Final = Clock.cd(15)  # 10.6, design

FOLLOWED_UP: Final = frozenset(
    {DisputeStatus.CALMED, DisputeStatus.AGREED, DisputeStatus.CONFIRMED}
)


class Agreeing(DisputeState):
    """The commands around an agreement."""

    __slots__ = ()

    def reach_agreement(
        self, *, agreement: Agreement, on: date, calendar: WorkCalendar
    ) -> AgreementReached:
        """达成协议: written and signed by all, or oral and recorded."""
        if self.status is not DisputeStatus.MEDIATING:
            raise MediationNotBegun(status=self.status)
        self._demand_binding(agreement, on)
        effective_on = agreement.effective_on
        return AgreementReached(
            agreement=agreement,
            confirm_by=CONFIRMATION.deadline(start_on=effective_on, calendar=calendar),
            follow_by=FOLLOW_UP.deadline(start_on=effective_on, calendar=calendar),
        )

    def amend_agreement(
        self, *, agreement: Agreement, reason: Sealed, on: date, calendar: WorkCalendar
    ) -> AgreementAmended:
        """变更协议: signed again, with a new effective date and a new 30 days."""
        if self.status is not DisputeStatus.AGREED:
            raise NoAgreementInForce(status=self.status)
        self._demand_binding(agreement, on)
        effective_on = agreement.effective_on
        return AgreementAmended(
            agreement=agreement,
            reason=reason,
            confirm_by=CONFIRMATION.deadline(start_on=effective_on, calendar=calendar),
            follow_by=FOLLOW_UP.deadline(start_on=effective_on, calendar=calendar),
        )

    def check_performance(
        self,
        *,
        performance: Performance,
        on: date,
        calendar: WorkCalendar,
        note: Sealed | None = None,
    ) -> PerformanceChecked:
        """回访履行, confirmed by the court or not; kept in part, it is asked about again.

        One that was calmed is followed up too (CD15): the peace holds, or the quarrel broke out again.
        """
        if self.status not in FOLLOWED_UP:
            raise NothingToFollowUp(status=self.status)
        partly = performance is Performance.PARTLY
        follow_by = FOLLOW_UP.deadline(start_on=on, calendar=calendar) if partly else None
        return PerformanceChecked(performance=performance, note=note, follow_by=follow_by)

    def apply_confirmation(
        self, *, court: str, applied_by: tuple[UUID, ...], on: date
    ) -> ConfirmationApplied:
        """申请司法确认, all parties together, within 30 days of effectiveness (art 33)."""
        if self.status is not DisputeStatus.AGREED:
            raise NoAgreementInForce(status=self.status)
        if self.confirm_by is None:
            raise ConfirmationAlreadyApplied
        if self.confirm_by.is_overdue(on):
            raise ConfirmationTooLate(due_on=self.confirm_by.due_on)
        missing = self.absent_from(applied_by)
        if missing:
            raise NotAppliedJointly(parties=missing)
        return ConfirmationApplied(court=court, applied_on=on)

    def confirm(self, *, court_number: Sealed) -> AgreementConfirmed:
        """司法确认: the court has confirmed the agreement."""
        self._demand_applied()
        return AgreementConfirmed(court_number=court_number)

    def deny_confirmation(self, *, court_number: Sealed, reason: Sealed) -> ConfirmationDenied:
        """未予确认: the court has not; the agreement stands as it was."""
        self._demand_applied()
        return ConfirmationDenied(court_number=court_number, reason=reason)

    def _demand_applied(self) -> None:
        if self.status is not DisputeStatus.AGREED or not self.confirmation_applied:
            raise ConfirmationNotApplied(status=self.status)

    def _demand_binding(self, agreement: Agreement, on: date) -> None:
        if agreement.effective_on > on:
            raise AgreementNotYetEffective(effective_on=agreement.effective_on)
        if agreement.form is AgreementForm.ORAL:
            return
        missing = self.absent_from(agreement.signed_by)
        if missing:
            raise SignatureMissing(parties=missing)
        if not (agreement.mediator_signed and agreement.committee_sealed):
            raise MediatorOrSealMissing
