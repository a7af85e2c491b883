"""Which certificate entries are refused, whatever else is said (`domain.md` 1.3, 1.4, 1.8)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from domain.calendar import DayNotYetCome
from domain.history import Event
from domain.resident import (
    CertificateBarred,
    CertificateFrozen,
    CertificateLossUnexpected,
    CertificateMovedOut,
    CertificateNotValid,
    CertificateNumberDisagrees,
    FileMerged,
    Resident,
    ResidentDead,
    ResidentMovedAway,
    Source,
)
from domain.words import (
    CertificateCancelReason,
    CertificateOrigin,
    FreezeReason,
)
from support.histories import ACTOR, given, id_of, sealed
from support.residents import (
    ASSESSED,
    CANCELLED,
    CARD,
    CASE,
    DIED,
    ENTRY,
    ISSUED,
    MERGED,
    MOVED_OUT,
    NATIONAL,
    REGISTERED,
    card,
    change_grade,
    lose,
    reverse,
    source,
)

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = date(2022, 6, 20)
LAST_YEAR = date(2031, 5, 20)
LAST_DAY = date(2032, 5, 20)
APPROVER = id_of("approver")
REASON = sealed("reason")
NEXT_CARD = card(valid_from=date(2032, 5, 21), valid_to=date(2042, 5, 21))
FROZEN = CertificateFrozen(reason=FreezeReason.DATA_CHECK, frozen_on=date(2022, 6, 1), source=ENTRY)
TRANSFERRED = CertificateMovedOut(moved_on=TODAY, other_organisation="320312", source=ENTRY)
NOT_VALID: list[tuple[Event, ...]] = [
    (),
    (ISSUED, FROZEN),
    (ISSUED, CANCELLED),
    (ISSUED, TRANSFERRED),
]


def holder(*events: Event) -> Resident:
    return given(Resident, REGISTERED, *events)


@pytest.mark.parametrize("events", NOT_VALID)
def test_only_a_valid_certificate_is_lost_reversed_frozen_or_moved_out(
    events: tuple[Event, ...],
) -> None:
    resident = holder(*events)
    with pytest.raises(CertificateNotValid):
        lose(resident, 1)
    with pytest.raises(CertificateNotValid):
        reverse(resident)
    with pytest.raises(CertificateNotValid):
        change_grade(resident)
    with pytest.raises(CertificateNotValid):
        resident.expire_certificate(on=date(2040, 1, 1))
    with pytest.raises(CertificateNotValid):
        resident.renew_certificate(card=CARD, number_agrees=True, source=ENTRY, on=LAST_DAY)
    with pytest.raises(CertificateNotValid):
        resident.freeze_certificate(
            reason=FreezeReason.OTHER, frozen_on=TODAY, source=ENTRY, on=TODAY
        )
    with pytest.raises(CertificateNotValid):
        resident.move_certificate_out(
            other_organisation="320312", moved_on=TODAY, source=ENTRY, on=TODAY
        )


@pytest.mark.parametrize("origin", list(CertificateOrigin))
def test_every_entry_says_where_it_comes_from_and_how_fresh_it_is(
    origin: CertificateOrigin,
) -> None:
    """`domain.md` 1.8."""
    event = holder().issue_certificate(
        card=CARD, number_agrees=True, source=source(origin), on=TODAY, assessment=ASSESSED
    )
    assert event.source == Source(origin=origin, as_of=date(2022, 5, 20))


TOMORROW = date(2022, 6, 21)


def test_nothing_of_a_certificate_happened_tomorrow() -> None:
    resident, gone = holder(ISSUED), holder(ISSUED, FROZEN)
    with pytest.raises(DayNotYetCome):
        resident.freeze_certificate(
            reason=FreezeReason.OTHER, frozen_on=TOMORROW, source=ENTRY, on=TODAY
        )
    with pytest.raises(DayNotYetCome):
        gone.unfreeze_certificate(unfrozen_on=TOMORROW, source=ENTRY, on=TODAY)
    with pytest.raises(DayNotYetCome):
        resident.cancel_certificate(
            reason=CertificateCancelReason.FRAUD, cancelled_on=TOMORROW, source=ENTRY, on=TODAY
        )
    with pytest.raises(DayNotYetCome):
        resident.move_certificate_out(
            other_organisation="320312", moved_on=TOMORROW, source=ENTRY, on=TODAY
        )
    with pytest.raises(DayNotYetCome):
        resident.reverse_certificate(
            reason=REASON,
            reversed_on=TOMORROW,
            actor=ACTOR,
            approver=APPROVER,
            source=ENTRY,
            on=TODAY,
        )


def test_a_certificate_moving_in_is_barred_and_compared_as_well() -> None:
    cancelled = holder(ISSUED, CANCELLED)
    with pytest.raises(CertificateBarred):
        cancelled.move_certificate_in(
            card=CARD, number_agrees=True, other_organisation="320312", source=ENTRY, on=TODAY
        )
    with pytest.raises(CertificateNumberDisagrees):
        holder().move_certificate_in(
            card=CARD, number_agrees=False, other_organisation="320312", source=ENTRY, on=TODAY
        )


def test_a_number_is_compared_whenever_a_card_is_printed() -> None:
    resident = holder(ISSUED)
    with pytest.raises(CertificateNumberDisagrees):
        resident.renew_certificate(card=NEXT_CARD, number_agrees=False, source=ENTRY, on=LAST_YEAR)
    with pytest.raises(CertificateNumberDisagrees):
        resident.change_certificate_grade(
            card=CARD,
            number_agrees=False,
            differs=True,
            source=CASE,
            on=TODAY,
            assessment=ASSESSED,
        )
    with pytest.raises(CertificateNumberDisagrees):
        resident.reissue_certificate(
            card=card(losses=1),
            number_agrees=False,
            declared_void_on=TODAY,
            source=ENTRY,
            on=TODAY,
        )


def test_a_moved_or_dead_holder_gets_no_new_card() -> None:
    for events, refusal in (
        ((ISSUED, MOVED_OUT), ResidentMovedAway),
        ((ISSUED, DIED), ResidentDead),
    ):
        resident = holder(*events)
        with pytest.raises(refusal):
            lose(resident, 1)
        with pytest.raises(refusal):
            change_grade(resident)
        with pytest.raises(refusal):
            resident.renew_certificate(
                card=NEXT_CARD, number_agrees=True, source=ENTRY, on=LAST_YEAR
            )
        with pytest.raises(refusal):
            resident.move_certificate_in(
                card=CARD, number_agrees=True, other_organisation="320312", source=ENTRY, on=TODAY
            )


@pytest.mark.parametrize("events", NOT_VALID)
def test_the_national_base_renews_nothing_that_is_not_there(events: tuple[Event, ...]) -> None:
    with pytest.raises(CertificateNotValid):
        holder(*events).renew_certificate(card=CARD, number_agrees=True, source=NATIONAL, on=TODAY)


def test_a_renewal_adds_no_b() -> None:
    with pytest.raises(CertificateLossUnexpected):
        holder(ISSUED).renew_certificate(
            card=card(losses=1), number_agrees=True, source=NATIONAL, on=TODAY
        )


@pytest.mark.parametrize(
    "command",
    [
        lambda resident: resident.freeze_certificate(
            reason=FreezeReason.OTHER, frozen_on=TODAY, source=ENTRY, on=TODAY
        ),
        lambda resident: resident.unfreeze_certificate(unfrozen_on=TODAY, source=ENTRY, on=TODAY),
        lambda resident: resident.expire_certificate(on=date(2040, 1, 1)),
        lambda resident: resident.cancel_certificate(
            reason=CertificateCancelReason.FRAUD, cancelled_on=TODAY, source=ENTRY, on=TODAY
        ),
        lambda resident: resident.move_certificate_out(
            other_organisation="320312", moved_on=TODAY, source=ENTRY, on=TODAY
        ),
        reverse,
    ],
)
def test_the_certificate_of_a_merged_file_is_left_alone(
    command: Callable[[Resident], Event],
) -> None:
    with pytest.raises(FileMerged):
        command(holder(ISSUED, MERGED))
