"""A resident's story in fixed pieces, for every test that needs one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from domain.resident import (
    Assessed,
    Card,
    CertificateCancelled,
    CertificateGradeChanged,
    CertificateIssued,
    CertificateReissuedAfterLoss,
    CertificateReversed,
    GuardianSet,
    Notice,
    NoticeGiven,
    Resident,
    ResidentDied,
    ResidentMovedOut,
    ResidentRegistered,
    ResidentsMerged,
    ResidentSuspected,
    Source,
)
from domain.words import (
    CertificateCancelReason,
    CertificateOrigin,
    DeathEvidence,
    DuplicateGround,
    GuardianBasis,
    NoticeForm,
)
from support.histories import ACTOR, id_of, sealed

if TYPE_CHECKING:
    from uuid import UUID

VILLAGE_ID = id_of("association")
OTHER_VILLAGE_ID = id_of("other association")
HOUSEHOLD = id_of("household")
MOTHER = id_of("mother")
WINNER = id_of("the file that stays")
DOCUMENT = id_of("document")
REQUEST = id_of("assessment request")

NAME = sealed("name")
ADDRESS = sealed("address")
PHONE = sealed("phone")

NOTICE = Notice(text_version="2022-03", form=NoticeForm.PAPER, signed=True)

SUSPECTED = ResidentSuspected(
    association=VILLAGE_ID,
    household=HOUSEHOLD,
    name=NAME,
    address=ADDRESS,
    suspected_categories=sealed("categories"),
)
REGISTERED = ResidentRegistered(
    association=VILLAGE_ID,
    household=HOUSEHOLD,
    name=NAME,
    identity_number=sealed("identity number"),
    birth_date=sealed("birth date"),
    sex=sealed("sex"),
    address=ADDRESS,
)
NOTICE_GIVEN = NoticeGiven(notice=NOTICE)
MOTHER_SET = GuardianSet(
    guardian=MOTHER,
    name=sealed("mother"),
    relation=sealed("relation"),
    basis=GuardianBasis.STATUTORY,
    from_on=date(2015, 6, 1),
    evidence=DOCUMENT,
)
MOVED_OUT = ResidentMovedOut(moved_on=date(2022, 1, 10), place=sealed("place"))
DIED = ResidentDied(died_on=date(2022, 5, 31), evidence=DeathEvidence.HOUSEHOLD)
MERGED = ResidentsMerged(into=WINNER, grounds=(DuplicateGround.IDENTITY_NUMBER,))

ASSESSED = Assessed(request=REQUEST, at_home=True)


def card(
    *,
    valid_from: date = date(2022, 5, 20),
    valid_to: date = date(2032, 5, 20),
    losses: int = 0,
    number: str = "certificate number",
) -> Card:
    """Give a card valid for ten years, unless told otherwise."""
    return Card(
        number=sealed(number),
        losses=losses,
        category=sealed("category"),
        grade=sealed("grade"),
        issuing_organisation="320371",
        valid_from=valid_from,
        valid_to=valid_to,
        generation=3,
    )


def source(
    origin: CertificateOrigin = CertificateOrigin.DISTRICT_ENTRY, as_of: date = date(2022, 5, 20)
) -> Source:
    """Give an entry of the district's own, unless told otherwise."""
    return Source(origin=origin, as_of=as_of)


CASE = source(CertificateOrigin.CASE)
ENTRY = source()
NATIONAL = source(CertificateOrigin.NATIONAL_IMPORT)

CARD = card()
ISSUED = CertificateIssued(card=CARD, source=CASE, assessment=ASSESSED)
CANCELLED = CertificateCancelled(
    reason=CertificateCancelReason.NOT_MEETING,
    cancelled_on=date(2022, 6, 15),
    reapply_not_before=date(2023, 6, 15),
    source=ENTRY,
)


def approvers() -> tuple[UUID, UUID]:
    """Give two people."""
    return id_of("first approver"), id_of("second approver")


# ---- Commands on a certificate, told in a word ----

TODAY = date(2022, 6, 20)
REASON = sealed("reason")


def lose(resident: Resident, losses: int) -> CertificateReissuedAfterLoss:
    return resident.reissue_certificate(
        card=card(losses=losses),
        number_agrees=True,
        declared_void_on=TODAY,
        source=ENTRY,
        on=TODAY,
    )


def change_grade(
    resident: Resident, *, differs: bool = True, card_: Card = CARD
) -> CertificateGradeChanged:
    return resident.change_certificate_grade(
        card=card_,
        number_agrees=True,
        differs=differs,
        source=CASE,
        on=TODAY,
        assessment=ASSESSED,
    )


def reverse(resident: Resident, approver: str = "approver") -> CertificateReversed:
    return resident.reverse_certificate(
        reason=REASON,
        reversed_on=TODAY,
        actor=ACTOR,
        approver=id_of(approver),
        source=ENTRY,
        on=TODAY,
    )
