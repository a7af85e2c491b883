"""The mirrored certificate lost, changed and misprinted (`domain.md` 1.3, 10.2)."""

from __future__ import annotations

from datetime import date

import pytest

from domain.calendar import DayNotYetCome
from domain.history import Event
from domain.resident import (
    AssessmentNotNamed,
    Card,
    CategoryAndGradeUnchanged,
    CertificateGradeChanged,
    CertificateIssued,
    CertificateLossUnexpected,
    CertificateReissuedAfterLoss,
    CertificateReversed,
    Resident,
    ReversalByOnePerson,
    Source,
)
from domain.words import (
    CertificateState,
    ResidentStatus,
)
from support.histories import given, id_of, sealed
from support.residents import (
    ASSESSED,
    CARD,
    CASE,
    ENTRY,
    ISSUED,
    NATIONAL,
    REGISTERED,
    card,
    change_grade,
    lose,
    reverse,
)

TODAY = date(2022, 6, 20)
APPROVER = id_of("approver")
REASON = sealed("reason")
REVERSED = CertificateReversed(reversed_on=TODAY, reason=REASON, approver=APPROVER, source=ENTRY)


def holder(*events: Event) -> Resident:
    return given(Resident, REGISTERED, *events)


def issue(
    resident: Resident, card_: Card = CARD, origin: Source = ENTRY, *, number_agrees: bool = True
) -> CertificateIssued:
    return resident.issue_certificate(
        card=card_, number_agrees=number_agrees, source=origin, on=TODAY
    )


# ---- Lost, changed, misprinted ----


def test_a_certificate_lost_twice_ends_in_b2() -> None:
    """Appendix B 4."""
    first = lose(holder(ISSUED), 1)
    assert first == CertificateReissuedAfterLoss(
        card=card(losses=1), source=ENTRY, declared_void_on=TODAY
    )
    once = holder(ISSUED, first)
    with pytest.raises(CertificateLossUnexpected) as refusal:
        lose(once, 1)
    assert refusal.value.details == {"expected": "B2"}
    twice = holder(ISSUED, first, lose(once, 2))
    assert twice.certificate.losses == 2
    assert twice.certificate.state is CertificateState.VALID


def test_a_loss_known_from_elsewhere_is_counted_on() -> None:
    told = issue(holder(), card(losses=1), NATIONAL)
    assert lose(holder(told), 2).card.losses == 2


def test_a_certificate_is_declared_void_not_after_today() -> None:
    with pytest.raises(DayNotYetCome):
        holder(ISSUED).reissue_certificate(
            card=card(losses=1),
            number_agrees=True,
            declared_void_on=date(2022, 6, 21),
            source=ENTRY,
            on=TODAY,
        )


def test_a_change_of_grade_changes_the_number_in_the_same_file() -> None:
    """Appendix B 3: `...42` becomes `...43`, the stream stays."""
    new = card(number="certificate number 43")
    event = change_grade(holder(ISSUED), card_=new)
    assert event == CertificateGradeChanged(card=new, source=CASE, assessment=ASSESSED)
    assert holder(ISSUED, event).certificate.state is CertificateState.VALID
    with pytest.raises(CategoryAndGradeUnchanged):
        change_grade(holder(ISSUED), differs=False)


def test_a_change_of_grade_by_a_case_of_ours_names_its_assessment() -> None:
    with pytest.raises(AssessmentNotNamed):
        holder(ISSUED).change_certificate_grade(
            card=CARD, number_agrees=True, differs=True, source=CASE, on=TODAY
        )


def test_a_b_on_the_number_is_explained_by_losses_on_file() -> None:
    """`domain.md` 1.3, 10.2: B is only for loss."""
    with pytest.raises(CertificateLossUnexpected):
        change_grade(holder(ISSUED), card_=card(losses=1))
    with pytest.raises(CertificateLossUnexpected):
        holder().issue_certificate(
            card=card(losses=1), number_agrees=True, source=CASE, on=TODAY, assessment=ASSESSED
        )
    lost = lose(holder(ISSUED), 1)
    changed = change_grade(holder(ISSUED, lost), card_=card(losses=1))
    assert changed.card.losses == 1
    assert holder(ISSUED, lost, change_grade(holder(ISSUED, lost))).certificate.losses == 1


def test_a_misprint_is_reversed_by_two_people_and_issued_again_without_a_b() -> None:
    """`domain.md` 10.0, 10.2."""
    with pytest.raises(ReversalByOnePerson):
        reverse(holder(ISSUED), approver="actor")
    assert reverse(holder(ISSUED)) == REVERSED
    resident = holder(ISSUED, REVERSED)
    assert resident.certificate.state is CertificateState.NONE
    assert resident.status is ResidentStatus.REGISTERED
    again = resident.issue_certificate(
        card=CARD, number_agrees=True, source=CASE, on=TODAY, assessment=ASSESSED
    )
    assert again == ISSUED
    with pytest.raises(CertificateLossUnexpected):
        resident.issue_certificate(
            card=card(losses=1), number_agrees=True, source=CASE, on=TODAY, assessment=ASSESSED
        )
