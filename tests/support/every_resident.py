"""The same district as in `every_command`: its people, put on file, certified, moved, mourned."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from support.casework import NOTICE, START, a_paper, a_resident
from support.histories import id_of
from support.office import COMMISSIONER, LEADER, SYSTEM, TODAY, Front, Said, identity_number

SOURCE: Said = {"origin": "district_entry", "as_of": TODAY}


def residents(front: Front, association: UUID) -> None:
    """Let people be suspected, registered, cared for, moved, merged and mourned."""
    suspected = front.open(
        "residents/suspect",
        actor=COMMISSIONER,
        association=association,
        household=id_of("household"),
        name="疑似者",
        address="一组1号",
        suspected_categories="肢体",
    )
    front.give(
        "residents/register",
        suspected,
        actor=COMMISSIONER,
        association=association,
        household=None,
        name="疑似者",
        identity_number=identity_number(sequence=21),
        address="一组1号",
        notice=NOTICE | {"signed": False, "witness": "见证人"},
        hardship="困难",
    )
    front.give(
        "residents/verify-identity", suspected, document="identity_card", acknowledgement="属实"
    )
    front.give(
        "residents/change-contact",
        suspected,
        told_by="self",
        told_on=TODAY,
        phone="13900000001",
        address="二组2号",
    )
    front.give("residents/give-notice", suspected, notice=NOTICE)
    front.give("residents/give-consent", suspected, purpose="photograph", notice=NOTICE)
    front.give("residents/withdraw-consent", suspected, purpose="photograph")
    _people_around(front, suspected)
    _two_files(front, suspected, association)
    _certificate(front, suspected)
    _life(front, suspected, association)


def _people_around(front: Front, resident: UUID) -> None:
    guardian, carer = id_of("a guardian"), id_of("a carer")
    front.give(
        "residents/set-guardian",
        resident,
        guardian=guardian,
        name="监护人某",
        relation="父亲",
        phone="13900000002",
        identity_number=identity_number(sequence=31),
        basis="statutory",
        from_on=START,
        evidence=a_paper(front, resident),
    )
    front.give("residents/end-guardian", resident, guardian=guardian, ended_on=TODAY)
    front.give(
        "residents/set-carer",
        resident,
        carer=carer,
        name="照料人某",
        relation="邻居",
        from_on=START,
        phone="13900000003",
    )
    front.give("residents/end-carer", resident, ended_on=TODAY)
    front.give("residents/join-household", resident, household=id_of("household"), joined_on=START)
    front.give("residents/leave-household", resident, left_on=TODAY)


def _two_files(front: Front, resident: UUID, association: UUID) -> None:
    double, stranger = (
        a_resident(front, association, number=identity_number(sequence=sequence))
        for sequence in (23, 25)
    )
    alike = ("name", "birth_date")
    front.give("residents/suspect-duplicate", stranger, other=resident, grounds=alike)
    front.give("residents/confirm-not-duplicate", stranger, other=resident)
    front.give("residents/merge", double, into=resident, grounds=alike)
    front.give("residents/revert-merge", double, reason="并错了人")


def _certificate(front: Front, resident: UUID) -> None:
    front.give("residents/issue-certificate", resident, card=a_card("43"), source=SOURCE)
    front.give(
        "residents/freeze-certificate",
        resident,
        reason="data_check",
        frozen_on=TODAY,
        source=SOURCE,
    )
    front.give("residents/unfreeze-certificate", resident, unfrozen_on=TODAY, source=SOURCE)
    front.give(
        "residents/reissue-certificate",
        resident,
        card=a_card("43B1"),
        declared_void_on=TODAY,
        source=SOURCE,
    )
    front.give(
        "residents/change-certificate-grade",
        resident,
        card=a_card("42B1", grade="2"),
        source=SOURCE,
    )
    front.give(
        "residents/reverse-certificate",
        resident,
        reason="印错了",
        reversed_on=TODAY,
        approver=LEADER.id,
        source=SOURCE,
    )
    old = a_card("42", grade="2", valid_from=date(2012, 6, 10), valid_to=date(2022, 6, 10))
    front.give(
        "residents/move-certificate-in",
        resident,
        card=old,
        other_organisation="320302",
        source=SOURCE,
    )
    front.give("residents/remind-of-expiry", resident, on=date(2022, 6, 1))
    front.give("residents/expire-certificate", resident)
    front.give("residents/renew-certificate", resident, card=a_card("42", grade="2"), source=SOURCE)
    away: Said = {"other_organisation": "320302", "source": SOURCE}
    front.give("residents/move-certificate-out", resident, moved_on=TODAY, **away)
    front.give("residents/move-certificate-in", resident, card=a_card("42", grade="2"), **away)
    front.give(
        "residents/cancel-certificate",
        resident,
        reason="voluntary",
        cancelled_on=TODAY,
        source=SOURCE,
    )


def a_card(
    ending: str,
    *,
    grade: str = "3",
    valid_from: date = date(2022, 6, 1),
    valid_to: date = date(2032, 6, 1),
) -> Said:
    return {
        "number": identity_number(sequence=21) + ending,
        "category": "4",
        "grade": grade,
        "issuing_organisation": "320371",
        "valid_from": valid_from,
        "valid_to": valid_to,
        "generation": 3,
    }


def _life(front: Front, resident: UUID, association: UUID) -> None:
    front.give("residents/restrict", resident, ground="retention")
    front.give("residents/lift-restriction", resident, reason="已答复")
    front.give("residents/move-out", resident, moved_on=START, place="外地")
    front.give(
        "residents/move-in",
        resident,
        moved_on=TODAY,
        association=association,
        household=None,
        address="三组3号",
        place="外地",
    )
    front.give("residents/record-death", resident, died_on=TODAY, evidence="death_certificate")
    front.give("residents/revert-death", resident, document=a_paper(front, resident))
    front.give(
        "residents/raise-subsidy-trigger",
        resident,
        actor=SYSTEM,
        trigger="re_check",
        from_month=TODAY,
    )
