"""What may be entered about a resident's certificate 残疾人证 (`domain.md` 1.3, 1.4, 1.8).

The number is checked where its plain text is, at the desk, and comes here as `number_agrees`: it
begins with the person's ID number, and its two digits are the card's category and grade. What the
national base tells is taken over; the rules of procedure (the year's bar, the last year for a
renewal, overdue moves, the case named) bind what is entered here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.calendar import months_later, refuse_future
from domain.limits import (
    CERT_MOVE_CANCEL_MONTHS,
    CERT_MOVE_FREEZE_MONTHS,
    CERT_REAPPLY_BAR_YEARS,
)
from domain.resident import certificate_rules as rules
from domain.resident.certificate import CERT_RENEW_LAST_MONTHS, ten_years_from
from domain.resident.certificate_events import (
    CertificateCancelled,
    CertificateExpired,
    CertificateExpiryReminderRaised,
    CertificateFrozen,
    CertificateGradeChanged,
    CertificateIssued,
    CertificateMovedIn,
    CertificateMovedOut,
    CertificateReissuedAfterLoss,
    CertificateRenewed,
    CertificateReversed,
    CertificateUnfrozen,
)
from domain.resident.rules import ResidentAlive
from domain.resident.state import ResidentState
from domain.words import (
    CertificateCancelReason,
    CertificateNumberForm,
    CertificateOrigin,
    CertificateState,
    FreezeReason,
)

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from domain.history import Sealed
    from domain.resident.certificate_events import Assessed, Card, Source


class Certifying(ResidentState):
    """The certificate, from the first card to the last; `on` is the business date."""

    __slots__ = ()

    def issue_certificate(
        self,
        *,
        card: Card,
        number_agrees: bool,
        source: Source,
        on: date,
        assessment: Assessed | None = None,
    ) -> CertificateIssued:
        """Enter a certificate where there is none 核发; a case of ours names its assessment."""
        self.refuse_unless_registered_here()
        if self.certificate.is_held:
            raise rules.CertificateHeld(state=self.certificate.state)
        self._refuse_while_barred(card, source)
        if source.origin is CertificateOrigin.CASE and assessment is None:
            raise rules.AssessmentNotNamed
        self._refuse_unlike_a_card(card, source, number_agrees=number_agrees, on=on)
        if source.origin is CertificateOrigin.CASE:
            self._refuse_loss_not_on_file(card)
        return CertificateIssued(card=card, source=source, assessment=assessment)

    def renew_certificate(
        self,
        *,
        card: Card,
        number_agrees: bool,
        source: Source,
        on: date,
        assessment: Assessed | None = None,
    ) -> CertificateRenewed:
        """Enter a renewal 期满换领: in the last year, or after the last day."""
        self.refuse_unless_registered_here()
        self._refuse_unless(CertificateState.VALID, CertificateState.EXPIRED)
        if source.origin is not CertificateOrigin.NATIONAL_IMPORT:
            self._refuse_before_the_last_year(on)
        self._refuse_unlike_a_card(card, source, number_agrees=number_agrees, on=on)
        self._refuse_loss_not_on_file(card)
        return CertificateRenewed(card=card, source=source, assessment=assessment)

    def reissue_certificate(
        self, *, card: Card, number_agrees: bool, declared_void_on: date, source: Source, on: date
    ) -> CertificateReissuedAfterLoss:
        """Enter a re-issue after a loss 遗失补发: the n-th loss gives the suffix Bn."""
        self.refuse_unless_registered_here()
        self._refuse_unless(CertificateState.VALID)
        self._refuse_unlike_a_card(card, source, number_agrees=number_agrees, on=on)
        refuse_future(declared_void_on, on=on)
        losses = self.certificate.losses + 1
        if card.losses != losses:
            raise rules.CertificateLossUnexpected(expected=f"B{losses}")
        return CertificateReissuedAfterLoss(
            card=card, source=source, declared_void_on=declared_void_on
        )

    def change_certificate_grade(
        self,
        *,
        card: Card,
        number_agrees: bool,
        differs: bool,
        source: Source,
        on: date,
        assessment: Assessed | None = None,
    ) -> CertificateGradeChanged:
        """Enter a change of category or grade 等级变更; `differs` says that one of them did."""
        self.refuse_unless_registered_here()
        self._refuse_unless(CertificateState.VALID, CertificateState.EXPIRED)
        if not differs:
            raise rules.CategoryAndGradeUnchanged
        if source.origin is CertificateOrigin.CASE and assessment is None:
            raise rules.AssessmentNotNamed
        self._refuse_unlike_a_card(card, source, number_agrees=number_agrees, on=on)
        self._refuse_loss_not_on_file(card)
        return CertificateGradeChanged(card=card, source=source, assessment=assessment)

    def move_certificate_in(
        self,
        *,
        card: Card,
        number_agrees: bool,
        other_organisation: str,
        source: Source,
        on: date,
        assessment: Assessed | None = None,
    ) -> CertificateMovedIn:
        """Take a certificate over from another federation 迁入."""
        self.refuse_unless_registered_here()
        if self.certificate.is_held:
            raise rules.CertificateHeld(state=self.certificate.state)
        self._refuse_while_barred(card, source)
        self._refuse_unlike_a_card(card, source, number_agrees=number_agrees, on=on)
        return CertificateMovedIn(
            card=card, source=source, other_organisation=other_organisation, assessment=assessment
        )

    def move_certificate_out(
        self, *, other_organisation: str, moved_on: date, source: Source, on: date
    ) -> CertificateMovedOut:
        """Hand the certificate over to another federation 迁出."""
        self.refuse_unless_open()
        self._refuse_unless(CertificateState.VALID)
        refuse_future(moved_on, source.as_of, on=on)
        return CertificateMovedOut(
            moved_on=moved_on, other_organisation=other_organisation, source=source
        )

    def freeze_certificate(
        self, *, reason: FreezeReason, frozen_on: date, source: Source, on: date
    ) -> CertificateFrozen:
        """Freeze 冻结: for an overdue move only when six months have passed."""
        self.refuse_unless_open()
        self._refuse_unless(CertificateState.VALID)
        refuse_future(frozen_on, source.as_of, on=on)
        if reason is FreezeReason.MOVE_OVERDUE:
            self._refuse_move_within(CERT_MOVE_FREEZE_MONTHS, frozen_on, source)
        return CertificateFrozen(reason=reason, frozen_on=frozen_on, source=source)

    def unfreeze_certificate(
        self, *, unfrozen_on: date, source: Source, on: date
    ) -> CertificateUnfrozen:
        """Take a freeze back 解冻."""
        self.refuse_unless_open()
        if self.certificate.state is not CertificateState.FROZEN:
            raise rules.CertificateNotFrozen
        refuse_future(unfrozen_on, source.as_of, on=on)
        return CertificateUnfrozen(unfrozen_on=unfrozen_on, source=source)

    def expire_certificate(self, *, on: date) -> CertificateExpired:
        """Note that the last day has passed 过期."""
        self.refuse_unless_open()
        last_day = self._refuse_unless(CertificateState.VALID)
        if on <= last_day:
            raise rules.NotYetExpired(valid_to=last_day)
        return CertificateExpired(valid_to=last_day)

    def cancel_certificate(
        self, *, reason: CertificateCancelReason, cancelled_on: date, source: Source, on: date
    ) -> CertificateCancelled:
        """Cancel 注销: for a year no new application; for an overdue move when a year has passed."""
        self.refuse_unless_open()
        if not self.certificate.is_held:
            raise rules.NoCertificateHeld
        refuse_future(cancelled_on, source.as_of, on=on)
        if reason is CertificateCancelReason.DECEASED and self.died_on is None:
            raise ResidentAlive
        if reason is CertificateCancelReason.MOVED:
            self._refuse_move_within(CERT_MOVE_CANCEL_MONTHS, cancelled_on, source)
        return CertificateCancelled(
            reason=reason,
            cancelled_on=cancelled_on,
            reapply_not_before=months_later(cancelled_on, 12 * CERT_REAPPLY_BAR_YEARS),
            source=source,
        )

    def reverse_certificate(
        self,
        *,
        reason: Sealed,
        reversed_on: date,
        actor: UUID,
        approver: UUID,
        source: Source,
        on: date,
    ) -> CertificateReversed:
        """Take a misprinted one back 冲销, by two persons; then issue another, without a B."""
        self.refuse_unless_open()
        self._refuse_unless(CertificateState.VALID)
        refuse_future(reversed_on, source.as_of, on=on)
        if actor == approver:
            raise rules.ReversalByOnePerson
        return CertificateReversed(
            reversed_on=reversed_on, reason=reason, approver=approver, source=source
        )

    def remind_of_expiry(self, *, on: date) -> CertificateExpiryReminderRaised:
        """Raise the reminder due 提醒到期: at six months, and again at one month."""
        self.refuse_unless_here()
        months, last_day = self.certificate.reminder_due(on), self.certificate.valid_to
        if months is None or last_day is None:
            raise rules.NoReminderDue
        return CertificateExpiryReminderRaised(months=months, valid_to=last_day)

    def _refuse_unless(self, *states: CertificateState) -> date:
        """Refuse unless the certificate is in one of `states`; give its last day."""
        if self.certificate.state not in states or self.certificate.valid_to is None:
            raise rules.CertificateNotValid(state=self.certificate.state)
        return self.certificate.valid_to

    def _refuse_while_barred(self, card: Card, source: Source) -> None:
        not_before = self.certificate.reapply_not_before
        if source.origin is CertificateOrigin.NATIONAL_IMPORT or not_before is None:
            return
        if card.valid_from < not_before:
            raise rules.CertificateBarred(not_before=not_before)

    def _refuse_before_the_last_year(self, on: date) -> None:
        last_day = self._refuse_unless(CertificateState.VALID, CertificateState.EXPIRED)
        not_before = months_later(last_day, -CERT_RENEW_LAST_MONTHS)
        if on < not_before:
            raise rules.RenewalTooEarly(not_before=not_before)

    def _refuse_unlike_a_card(
        self, card: Card, source: Source, *, number_agrees: bool, on: date
    ) -> None:
        refuse_future(source.as_of, on=on)
        if card.form is CertificateNumberForm.STANDARD and not number_agrees:
            raise rules.CertificateNumberDisagrees
        if card.valid_to != ten_years_from(card.valid_from):
            raise rules.ValidityNotTenYears(valid_to=ten_years_from(card.valid_from))

    def _refuse_loss_not_on_file(self, card: Card) -> None:
        """Refuse a B that no loss on file explains; an old B may stay or go on a new card."""
        losses = self.certificate.losses
        if card.losses not in (0, losses):
            raise rules.CertificateLossUnexpected(expected=f"B{losses}" if losses else "")

    def _refuse_move_within(self, months: int, day: date, source: Source) -> None:
        """Refuse on `day` what waits until `months` have passed since the move out."""
        if source.origin is CertificateOrigin.NATIONAL_IMPORT:
            return
        if self.moved_out_on is None or day <= months_later(self.moved_out_on, months):
            raise rules.MoveNotOverdue(moved_on=self.moved_out_on, months=months)
