"""The mirrored certificate issued, cancelled and moved: 1.3 checks, ten years, bars (1.4, 1.8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.calendar import DayNotYetCome
from domain.history import Event
from domain.resident import (
    AssessmentNotNamed,
    Card,
    CertificateBarred,
    CertificateCancelled,
    CertificateExpired,
    CertificateFrozen,
    CertificateHeld,
    CertificateIssued,
    CertificateMovedIn,
    CertificateMovedOut,
    CertificateNumberDisagrees,
    MoveNotOverdue,
    NoCertificateHeld,
    Resident,
    ResidentAlive,
    ResidentDead,
    ResidentMovedAway,
    ResidentOnlySuspected,
    Source,
    ValidityNotTenYears,
)
from domain.words import (
    CertificateCancelReason,
    CertificateNumberForm,
    CertificateState,
    FreezeReason,
    ResidentStatus,
)
from support.histories import given
from support.residents import (
    ASSESSED,
    CANCELLED,
    CARD,
    CASE,
    DIED,
    ENTRY,
    ISSUED,
    MOVED_OUT,
    NATIONAL,
    REGISTERED,
    SUSPECTED,
    card,
    source,
)

TODAY = date(2022, 6, 20)
LAST_DAY = date(2032, 5, 20)
FROZEN = CertificateFrozen(reason=FreezeReason.DATA_CHECK, frozen_on=date(2022, 6, 1), source=ENTRY)
EXPIRED = CertificateExpired(valid_to=LAST_DAY)
TRANSFERRED = CertificateMovedOut(moved_on=TODAY, other_organisation="320312", source=ENTRY)


def holder(*events: Event) -> Resident:
    return given(Resident, REGISTERED, *events)


def issue(
    resident: Resident, card_: Card = CARD, origin: Source = ENTRY, *, number_agrees: bool = True
) -> CertificateIssued:
    return resident.issue_certificate(
        card=card_, number_agrees=number_agrees, source=origin, on=TODAY
    )


# ---- Issued ----


def test_a_certificate_is_issued_by_a_case_that_is_named() -> None:
    event = holder().issue_certificate(
        card=CARD, number_agrees=True, source=CASE, on=TODAY, assessment=ASSESSED
    )
    assert event == ISSUED
    resident = holder(event)
    assert resident.status is ResidentStatus.CERTIFIED
    assert resident.certificate.state is CertificateState.VALID
    assert resident.certificate.valid_to == LAST_DAY
    with pytest.raises(AssessmentNotNamed):
        issue(holder(), origin=CASE)


@pytest.mark.parametrize("origin", [ENTRY, NATIONAL])
def test_a_certificate_told_from_elsewhere_names_no_case(origin: Source) -> None:
    assert issue(holder(), origin=origin) == CertificateIssued(card=CARD, source=origin)


def test_the_number_agrees_with_id_number_category_and_grade() -> None:
    """`domain.md` 1.3."""
    with pytest.raises(CertificateNumberDisagrees):
        issue(holder(), number_agrees=False)


def test_a_number_of_another_form_is_not_compared() -> None:
    """`domain.md` 1.3: people without an 18-digit number."""
    other = replace(CARD, form=CertificateNumberForm.OTHER)
    event = issue(holder(), other, number_agrees=False)
    assert event == CertificateIssued(card=other, source=ENTRY)


@pytest.mark.parametrize(
    ("valid_from", "valid_to"),
    [
        (date(2022, 5, 20), date(2032, 5, 20)),
        (date(2024, 2, 29), date(2034, 2, 28)),
    ],
)
def test_a_certificate_is_valid_for_10_years(valid_from: date, valid_to: date) -> None:
    """`domain.md` 1.4 art 19, 1.8: valid_to = +10 y."""
    right = card(valid_from=valid_from, valid_to=valid_to)
    assert issue(holder(), right) == CertificateIssued(card=right, source=ENTRY)
    wrong = card(valid_from=valid_from, valid_to=valid_to.replace(year=valid_to.year - 1))
    with pytest.raises(ValidityNotTenYears) as refusal:
        issue(holder(), wrong)
    assert refusal.value.details == {"valid_to": valid_to}


def test_content_is_not_from_tomorrow() -> None:
    with pytest.raises(DayNotYetCome):
        issue(holder(), origin=source(as_of=date(2022, 6, 21)))


def test_who_holds_a_certificate_is_not_issued_another() -> None:
    for events in ((ISSUED,), (ISSUED, FROZEN), (ISSUED, EXPIRED)):
        with pytest.raises(CertificateHeld):
            issue(holder(*events))


def test_only_who_is_registered_alive_and_here_is_issued_one() -> None:
    """`domain.md` 10.13a: suspected people have no certificate."""
    with pytest.raises(ResidentOnlySuspected):
        issue(given(Resident, SUSPECTED))
    with pytest.raises(ResidentDead):
        issue(holder(DIED))
    with pytest.raises(ResidentMovedAway):
        issue(holder(MOVED_OUT))


# ---- Cancelled, and applied for again ----


def test_a_cancellation_bars_for_1_year() -> None:
    """`domain.md` 1.4 art 24, 14 CERT_REAPPLY_BAR_YEARS = 1."""
    event = holder(ISSUED).cancel_certificate(
        reason=CertificateCancelReason.NOT_MEETING,
        cancelled_on=date(2022, 6, 15),
        source=ENTRY,
        on=TODAY,
    )
    assert event == CANCELLED
    assert event.reapply_not_before == date(2023, 6, 15)
    resident = holder(ISSUED, event)
    assert resident.status is ResidentStatus.REGISTERED
    assert resident.certificate.state is CertificateState.CANCELLED
    assert resident.certificate.cancelled_on == date(2022, 6, 15)
    early = card(valid_from=date(2023, 6, 14), valid_to=date(2033, 6, 14))
    with pytest.raises(CertificateBarred):
        issue(resident, early)
    in_time = card(valid_from=date(2023, 6, 15), valid_to=date(2033, 6, 15))
    assert issue(resident, in_time) == CertificateIssued(card=in_time, source=ENTRY)


def test_what_the_national_base_tells_is_taken_over_despite_the_bar() -> None:
    early = card(valid_from=date(2023, 6, 14), valid_to=date(2033, 6, 14))
    event = issue(holder(ISSUED, CANCELLED), early, NATIONAL)
    assert event == CertificateIssued(card=early, source=NATIONAL)


@pytest.mark.parametrize("events", [(), (ISSUED, CANCELLED), (ISSUED, TRANSFERRED)])
def test_only_a_certificate_held_is_cancelled(events: tuple[Event, ...]) -> None:
    with pytest.raises(NoCertificateHeld):
        holder(*events).cancel_certificate(
            reason=CertificateCancelReason.VOLUNTARY, cancelled_on=TODAY, source=ENTRY, on=TODAY
        )


def test_cancelled_as_deceased_is_the_certificate_of_somebody_dead() -> None:
    with pytest.raises(ResidentAlive):
        holder(ISSUED).cancel_certificate(
            reason=CertificateCancelReason.DECEASED, cancelled_on=TODAY, source=ENTRY, on=TODAY
        )
    event = holder(ISSUED, DIED).cancel_certificate(
        reason=CertificateCancelReason.DECEASED, cancelled_on=TODAY, source=ENTRY, on=TODAY
    )
    assert event == CertificateCancelled(
        reason=CertificateCancelReason.DECEASED,
        cancelled_on=TODAY,
        reapply_not_before=date(2023, 6, 20),
        source=ENTRY,
    )


# ---- Moves ----


@pytest.mark.parametrize(
    ("day", "is_overdue"),
    [(date(2022, 6, 10), False), (date(2022, 7, 10), False), (date(2022, 7, 11), True)],
)
def test_an_overdue_move_freezes_after_6_months(day: date, *, is_overdue: bool) -> None:
    """`domain.md` 1.4 (move), 14 CERT_MOVE_FREEZE_MONTHS = 6: moved out on 2022-01-10."""
    resident = holder(ISSUED, MOVED_OUT)
    if is_overdue:
        event = resident.freeze_certificate(
            reason=FreezeReason.MOVE_OVERDUE, frozen_on=day, source=ENTRY, on=day
        )
        assert event == CertificateFrozen(
            reason=FreezeReason.MOVE_OVERDUE, frozen_on=day, source=ENTRY
        )
    else:
        with pytest.raises(MoveNotOverdue):
            resident.freeze_certificate(
                reason=FreezeReason.MOVE_OVERDUE, frozen_on=day, source=ENTRY, on=day
            )


@pytest.mark.parametrize(
    ("day", "is_overdue"), [(date(2023, 1, 10), False), (date(2023, 1, 11), True)]
)
def test_an_overdue_move_cancels_after_12_months(day: date, *, is_overdue: bool) -> None:
    """`domain.md` 1.4 (move), 14 CERT_MOVE_CANCEL_MONTHS = 12: moved out on 2022-01-10."""
    resident = holder(ISSUED, FROZEN, MOVED_OUT)
    if is_overdue:
        event = resident.cancel_certificate(
            reason=CertificateCancelReason.MOVED, cancelled_on=day, source=ENTRY, on=day
        )
        assert event.reapply_not_before == date(2024, 1, 11)
    else:
        with pytest.raises(MoveNotOverdue):
            resident.cancel_certificate(
                reason=CertificateCancelReason.MOVED, cancelled_on=day, source=ENTRY, on=day
            )


def test_who_has_not_moved_is_not_overdue_unless_the_national_base_says_so() -> None:
    resident = holder(ISSUED)
    with pytest.raises(MoveNotOverdue):
        resident.freeze_certificate(
            reason=FreezeReason.MOVE_OVERDUE, frozen_on=TODAY, source=ENTRY, on=TODAY
        )
    event = resident.freeze_certificate(
        reason=FreezeReason.MOVE_OVERDUE, frozen_on=TODAY, source=NATIONAL, on=TODAY
    )
    assert event.source == NATIONAL


def test_a_certificate_moves_out_with_its_holder_and_another_may_move_in() -> None:
    gone = holder(ISSUED, MOVED_OUT)
    event = gone.move_certificate_out(
        other_organisation="320312", moved_on=TODAY, source=ENTRY, on=TODAY
    )
    assert event == TRANSFERRED
    assert holder(ISSUED, event).certificate.state is CertificateState.MOVED_OUT
    moved_in = holder(ISSUED, event).move_certificate_in(
        card=CARD, number_agrees=True, other_organisation="320312", source=ENTRY, on=TODAY
    )
    assert moved_in == CertificateMovedIn(card=CARD, source=ENTRY, other_organisation="320312")
    with pytest.raises(CertificateHeld):
        holder(moved_in).move_certificate_in(
            card=CARD, number_agrees=True, other_organisation="320312", source=ENTRY, on=TODAY
        )
