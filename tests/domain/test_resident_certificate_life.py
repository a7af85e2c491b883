"""The mirrored certificate frozen, expired, reminded of and renewed (`domain.md` 1.4, 1.8)."""

from __future__ import annotations

from datetime import date

import pytest

from domain.history import Event
from domain.resident import (
    CertificateExpired,
    CertificateExpiryReminderRaised,
    CertificateFrozen,
    CertificateNotFrozen,
    CertificateRenewed,
    CertificateUnfrozen,
    NoReminderDue,
    NotYetExpired,
    RenewalTooEarly,
    Resident,
    ResidentDead,
)
from domain.words import (
    CertificateState,
    FreezeReason,
    ResidentStatus,
)
from support.histories import given
from support.residents import (
    ASSESSED,
    CARD,
    DIED,
    ENTRY,
    ISSUED,
    NATIONAL,
    REGISTERED,
    card,
)

TODAY = date(2022, 6, 20)
LAST_YEAR = date(2031, 5, 20)
LAST_DAY = date(2032, 5, 20)
NEXT_CARD = card(valid_from=date(2032, 5, 21), valid_to=date(2042, 5, 21))
FROZEN = CertificateFrozen(reason=FreezeReason.DATA_CHECK, frozen_on=date(2022, 6, 1), source=ENTRY)
EXPIRED = CertificateExpired(valid_to=LAST_DAY)


def holder(*events: Event) -> Resident:
    return given(Resident, REGISTERED, *events)


# ---- Frozen, expired, reminded, renewed ----


def test_a_frozen_certificate_is_still_held_and_can_be_unfrozen() -> None:
    event = holder(ISSUED).freeze_certificate(
        reason=FreezeReason.DATA_CHECK, frozen_on=date(2022, 6, 1), source=ENTRY, on=TODAY
    )
    assert event == FROZEN
    frozen = holder(ISSUED, FROZEN)
    assert frozen.status is ResidentStatus.CERTIFIED
    unfrozen = frozen.unfreeze_certificate(unfrozen_on=TODAY, source=ENTRY, on=TODAY)
    assert unfrozen == CertificateUnfrozen(unfrozen_on=TODAY, source=ENTRY)
    assert holder(ISSUED, FROZEN, unfrozen).certificate.state is CertificateState.VALID
    with pytest.raises(CertificateNotFrozen):
        holder(ISSUED).unfreeze_certificate(unfrozen_on=TODAY, source=ENTRY, on=TODAY)


def test_a_certificate_expires_on_the_day_after_its_last() -> None:
    resident = holder(ISSUED)
    with pytest.raises(NotYetExpired):
        resident.expire_certificate(on=LAST_DAY)
    assert resident.expire_certificate(on=date(2032, 5, 21)) == EXPIRED
    assert holder(ISSUED, EXPIRED).certificate.state is CertificateState.EXPIRED


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (date(2031, 11, 20), 6),
        (date(2032, 4, 19), 6),
        (date(2032, 4, 20), 1),
        (LAST_DAY, 1),
    ],
)
def test_reminders_are_due_6_months_and_1_month_before_the_last_day(day: date, months: int) -> None:
    """`domain.md` 1.4, 10.14."""
    event = holder(ISSUED).remind_of_expiry(on=day)
    assert event == CertificateExpiryReminderRaised(months=months, valid_to=LAST_DAY)


def test_each_reminder_is_raised_once() -> None:
    first = CertificateExpiryReminderRaised(months=6, valid_to=LAST_DAY)
    second = CertificateExpiryReminderRaised(months=1, valid_to=LAST_DAY)
    with pytest.raises(NoReminderDue):
        holder(ISSUED).remind_of_expiry(on=date(2031, 11, 19))
    with pytest.raises(NoReminderDue):
        holder(ISSUED, first).remind_of_expiry(on=date(2032, 4, 19))
    assert holder(ISSUED, first).remind_of_expiry(on=date(2032, 4, 20)) == second
    with pytest.raises(NoReminderDue):
        holder(ISSUED, second).remind_of_expiry(on=LAST_DAY)
    with pytest.raises(NoReminderDue):
        holder(ISSUED).remind_of_expiry(on=date(2032, 5, 21))
    renewed = CertificateRenewed(card=NEXT_CARD, source=ENTRY)
    assert (
        holder(ISSUED, first, second, renewed).remind_of_expiry(on=date(2041, 11, 21)).months == 6
    )


def test_nobody_is_reminded_of_a_frozen_certificate_or_after_death() -> None:
    with pytest.raises(NoReminderDue):
        holder(ISSUED, FROZEN).remind_of_expiry(on=LAST_DAY)
    with pytest.raises(ResidentDead):
        holder(ISSUED, DIED).remind_of_expiry(on=LAST_DAY)


def test_a_certificate_is_renewed_in_its_last_year_or_later() -> None:
    """`domain.md` 1.4: 满九年后."""
    resident = holder(ISSUED)
    with pytest.raises(RenewalTooEarly) as refusal:
        resident.renew_certificate(
            card=NEXT_CARD, number_agrees=True, source=ENTRY, on=date(2031, 5, 19)
        )
    assert refusal.value.details == {"not_before": LAST_YEAR}
    event = resident.renew_certificate(
        card=NEXT_CARD, number_agrees=True, source=ENTRY, on=LAST_YEAR, assessment=ASSESSED
    )
    assert event == CertificateRenewed(card=NEXT_CARD, source=ENTRY, assessment=ASSESSED)
    expired = holder(ISSUED, EXPIRED)
    assert expired.renew_certificate(
        card=NEXT_CARD, number_agrees=True, source=ENTRY, on=date(2033, 1, 1)
    ) == CertificateRenewed(card=NEXT_CARD, source=ENTRY)
    assert holder(ISSUED, EXPIRED, event).certificate.valid_to == date(2042, 5, 21)


def test_the_national_base_may_have_renewed_earlier() -> None:
    event = holder(ISSUED).renew_certificate(
        card=CARD, number_agrees=True, source=NATIONAL, on=TODAY
    )
    assert event == CertificateRenewed(card=CARD, source=NATIONAL)
