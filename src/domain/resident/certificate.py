"""The certificate as far as some rule needs it: a part of the resident (`domain.md` 1.8)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final, assert_never

from domain.calendar import months_later
from domain.limits import CERT_VALID_YEARS
from domain.resident.certificate_events import (
    CardPrinted,
    CertificateCancelled,
    CertificateEvent,
    CertificateExpired,
    CertificateExpiryReminderRaised,
    CertificateFrozen,
    CertificateMovedOut,
    CertificateReversed,
    CertificateUnfrozen,
)
from domain.words import CertificateState

# Reminders 到期提醒, soonest first, and the earliest renewal 满九年后 (`domain.md` 1.4).
CERT_REMIND_MONTHS: Final = (1, 6)
CERT_RENEW_LAST_MONTHS: Final = 12

_HELD: Final = (CertificateState.VALID, CertificateState.FROZEN, CertificateState.EXPIRED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """The state of the certificate; what is printed on it stays sealed in the events.

    `losses` counts the re-issues after a loss, for the next Bn; `reminded` the months before
    the last day of which a reminder was raised.
    """

    state: CertificateState = CertificateState.NONE
    valid_from: date | None = None
    valid_to: date | None = None
    cancelled_on: date | None = None
    reapply_not_before: date | None = None
    losses: int = 0
    reminded: tuple[int, ...] = ()

    @property
    def is_held(self) -> bool:
        """Tell whether there is a certificate, in force or not: valid, frozen or expired."""
        return self.state in _HELD

    def reminder_due(self, on: date) -> int | None:
        """Give how many months before the last day a reminder is now due, if one is."""
        if self.valid_to is None or on > self.valid_to or self.state is not CertificateState.VALID:
            return None
        for months in CERT_REMIND_MONTHS:
            if any(earlier <= months for earlier in self.reminded):
                return None
            if on >= months_later(self.valid_to, -months):
                return months
        return None

    def after(self, event: CertificateEvent) -> Certificate:  # noqa: PLR0911  (one case an event)
        """Give the certificate as `event` leaves it."""
        match event:
            case CardPrinted(card=card):
                return Certificate(
                    state=CertificateState.VALID,
                    valid_from=card.valid_from,
                    valid_to=card.valid_to,
                    losses=max(self.losses, card.losses),
                )
            case CertificateFrozen():
                return replace(self, state=CertificateState.FROZEN)
            case CertificateUnfrozen():
                return replace(self, state=CertificateState.VALID)
            case CertificateExpired():
                return replace(self, state=CertificateState.EXPIRED)
            case CertificateCancelled(cancelled_on=cancelled_on, reapply_not_before=not_before):
                return Certificate(
                    state=CertificateState.CANCELLED,
                    cancelled_on=cancelled_on,
                    reapply_not_before=not_before,
                )
            case CertificateReversed():
                return Certificate(losses=self.losses)
            case CertificateMovedOut():
                return replace(self, state=CertificateState.MOVED_OUT)
            case CertificateExpiryReminderRaised(months=months):
                return replace(self, reminded=(*self.reminded, months))
            case _:
                assert_never(event)


def ten_years_from(valid_from: date) -> date:
    """Give the last day of a certificate valid from `valid_from`: ten years (1.4 art 19, 1.8)."""
    return months_later(valid_from, 12 * CERT_VALID_YEARS)
