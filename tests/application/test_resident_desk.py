"""Residents at the desk: what is read from the ID number, the birth date and the card's number."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from application.opening import plain
from application.refusals import AreaUnknown, CaseUnknown
from domain.identity import CertificateNumberOfAnotherPerson, IdentityNumberIsCertificateNumber
from domain.resident import (
    CaseStillOpen,
    CategoryAndGradeUnchanged,
    CertificateNumberDisagrees,
    GuardianMustConsent,
    IdentityDisagrees,
    IdentityNumberMissing,
    OpenMattersUndecided,
    Resident,
    ResidentRegistered,
    WinnerNotInUse,
)
from support.casework import (
    NOTICE,
    OTHER_TOWN,
    OTHER_VILLAGE,
    START,
    a_resident,
    an_association,
)
from support.histories import id_of
from support.office import OFFICER, TODAY, Front, Said, identity_number

if TYPE_CHECKING:
    from uuid import UUID

SOURCE: Said = {"origin": "district_entry", "as_of": TODAY}


@pytest.fixture
def association(front: Front) -> UUID:
    return an_association(front)


@pytest.fixture
def resident(front: Front, association: UUID) -> UUID:
    return a_resident(front, association)


def a_suspect(front: Front, association: UUID, **values: Any) -> UUID:
    return front.open(
        "residents/suspect",
        association=association,
        household=id_of("household"),
        name="疑似者",
        address="一组1号",
        suspected_categories="肢体",
        **values,
    )


def file_of(front: Front, resident: UUID) -> Said:
    return plain(front.log.history(resident)[0].event, front.vault)


def card(number: str, *, category: str = "4", grade: str = "2") -> Said:
    return {
        "number": number,
        "category": category,
        "grade": grade,
        "issuing_organisation": "320371",
        "valid_from": TODAY,
        "valid_to": date(2032, 6, 15),
        "generation": 3,
    }


# --- on file


def test_birth_date_and_sex_are_read_from_the_number(front: Front, association: UUID) -> None:
    woman = a_resident(front, association, number=identity_number(date(1980, 2, 29), sequence=12))
    opened = file_of(front, woman)
    assert (opened["birth_date"], opened["sex"]) == ("1980-02-29", "female")


def test_birth_date_and_sex_may_be_told_apart_from_the_number(
    front: Front, association: UUID
) -> None:
    resident = a_resident(front, association, birth_date="1970-05-02", sex="female")
    opened = file_of(front, resident)
    assert (opened["birth_date"], opened["sex"]) == ("1970-05-02", "female")


def test_a_number_is_kept_in_one_form(front: Front, association: UUID) -> None:
    number = identity_number()
    resident = a_resident(front, association, number=f"{number[:6]} {number[6:]}")
    assert file_of(front, resident)["identity_number"] == number


def test_what_is_no_id_number_is_refused_with_the_reason(front: Front, association: UUID) -> None:
    with pytest.raises(IdentityNumberIsCertificateNumber):
        a_resident(front, association, number=identity_number() + "42")


def test_somebody_suspected_needs_no_number(front: Front, association: UUID) -> None:
    suspect = a_suspect(front, association)
    assert file_of(front, suspect)["identity_number"] is None
    assert front.log.held_by(suspect) == []


def test_a_file_is_kept_at_an_association_that_is_there(front: Front) -> None:
    with pytest.raises(AreaUnknown):
        a_resident(front, uuid4())


def test_nothing_is_kept_at_a_void_association(front: Front, association: UUID) -> None:
    front.give("associations/void", association, reason="重复")
    with pytest.raises(AreaUnknown):
        a_resident(front, association)


def test_a_suspected_person_registered_elsewhere_is_kept_there(
    front: Front, association: UUID
) -> None:
    suspect = a_suspect(front, association)
    other = an_association(front, code=OTHER_VILLAGE, town=OTHER_TOWN)
    front.give(
        "residents/register",
        suspect,
        association=other,
        household=None,
        name="疑似者",
        identity_number=identity_number(),
        address="外镇",
        notice=NOTICE,
    )
    entries = front.log.history(suspect)
    assert isinstance(entries[1].event, ResidentRegistered)
    kept = [each.envelope.organisation for each in entries]
    assert [each and each.association for each in kept] == [association, other, other]


def test_a_person_is_found_by_number_and_by_phone(front: Front, association: UUID) -> None:
    resident = a_resident(front, association, phone="13900000001")
    front.give(
        "residents/change-contact", resident, told_by="self", told_on=TODAY, phone="13900000002"
    )
    for kind, value in (
        ("identity", identity_number()),
        ("phone", "13900000001"),
        ("phone", "13900000002"),
    ):
        with front.log.reading() as connection:
            found = connection.execute(
                "select person from lianxin.tokens where token = %s",
                [front.vault.token(kind, value)],
            ).fetchall()
        assert found == [(resident,)]


# --- identified, asked


def test_the_document_is_compared_with_the_file(front: Front, association: UUID) -> None:
    agreeing = a_resident(front, association)
    other = a_resident(
        front, association, number=identity_number(sequence=13), birth_date="1970-05-02"
    )
    front.give("residents/verify-identity", agreeing, document="identity_card")
    with pytest.raises(IdentityDisagrees):
        front.give("residents/verify-identity", other, document="identity_card")
    front.give(
        "residents/verify-identity", other, document="identity_card", acknowledgement="证件为准"
    )
    assert not plain(front.last(other).event, front.vault)["agrees"]


def test_without_a_number_there_is_nothing_to_compare(front: Front, association: UUID) -> None:
    with pytest.raises(IdentityNumberMissing):
        front.give("residents/verify-identity", a_suspect(front, association), document="passport")


@pytest.mark.parametrize(
    ("born", "needed"), [(date(2008, 6, 16), True), (date(2008, 6, 15), False)]
)
def test_below_fourteen_a_guardian_consents(
    front: Front, association: UUID, born: date, needed: bool
) -> None:
    """PIPL art 31."""
    child = a_resident(front, association, number=identity_number(born))
    said: Said = {"purpose": "photograph", "notice": NOTICE}
    if needed:
        with pytest.raises(GuardianMustConsent):
            front.give("residents/give-consent", child, **said)
    else:
        front.give("residents/give-consent", child, **said)
        assert front.topics(child)[-1] == "resident.consent_given"


# --- moved, restricted, merged


def test_nobody_moves_while_matters_are_open(front: Front, resident: UUID) -> None:
    front.lookups.open_matters[resident] = 1
    with pytest.raises(OpenMattersUndecided):
        front.give("residents/move-out", resident, moved_on=TODAY, place="外地")
    front.lookups.open_matters[resident] = 0
    front.give("residents/move-out", resident, moved_on=TODAY, place="外地")


def test_who_comes_back_is_kept_where_they_live_now(front: Front, resident: UUID) -> None:
    other = an_association(front, code=OTHER_VILLAGE, town=OTHER_TOWN)
    front.give("residents/move-out", resident, moved_on=START, place="外镇", to_association=other)
    front.give(
        "residents/move-in",
        resident,
        moved_on=START,
        association=other,
        household=None,
        address="外镇一组",
    )
    front.give("residents/give-notice", resident, notice=NOTICE)
    for entry in front.log.history(resident)[-2:]:
        assert entry.envelope.organisation is not None
        assert entry.envelope.organisation.code == OTHER_VILLAGE


def test_a_file_with_an_open_case_is_not_restricted(front: Front, resident: UUID) -> None:
    """`domain.md` Appendix B 12."""
    front.lookups.open_matters[resident] = 1
    with pytest.raises(CaseStillOpen):
        front.give("residents/restrict", resident, ground="retention")


def test_a_file_gives_way_to_one_in_use_only(
    front: Front, association: UUID, resident: UUID
) -> None:
    double = a_resident(front, association, number=identity_number(sequence=13))
    said: Said = {"grounds": ("name", "birth_date")}
    with pytest.raises(WinnerNotInUse):
        front.give("residents/merge", double, into=uuid4(), **said)
    front.give("residents/restrict", resident, ground="retention")
    with pytest.raises(WinnerNotInUse):
        front.give("residents/merge", double, into=resident, **said)
    front.give("residents/lift-restriction", resident, reason="已答复")
    front.give("residents/merge", double, into=resident, **said)
    assert front.fold(Resident, double).merged_into == resident


# --- the card


def test_the_cards_number_is_the_holders(front: Front, resident: UUID) -> None:
    with pytest.raises(CertificateNumberOfAnotherPerson):
        front.give(
            "residents/issue-certificate",
            resident,
            card=card(identity_number(sequence=13) + "42"),
            source=SOURCE,
        )


def test_the_cards_number_says_its_category_and_grade(front: Front, resident: UUID) -> None:
    with pytest.raises(CertificateNumberDisagrees):
        front.give(
            "residents/issue-certificate",
            resident,
            card=card(identity_number() + "42", grade="3"),
            source=SOURCE,
        )


def test_losses_are_read_from_the_number(front: Front, resident: UUID) -> None:
    number = identity_number() + "42"
    front.give("residents/issue-certificate", resident, card=card(number), source=SOURCE)
    front.give(
        "residents/reissue-certificate",
        resident,
        card=card(number + "B1"),
        declared_void_on=TODAY,
        source=SOURCE,
    )
    assert front.fold(Resident, resident).certificate.losses == 1


def test_a_change_of_grade_changes_the_number(front: Front, resident: UUID) -> None:
    """`domain.md` Appendix B 3."""
    number = identity_number()
    front.give("residents/issue-certificate", resident, card=card(number + "42"), source=SOURCE)
    with pytest.raises(CategoryAndGradeUnchanged):
        front.give(
            "residents/change-certificate-grade", resident, card=card(number + "42"), source=SOURCE
        )
    front.give(
        "residents/change-certificate-grade",
        resident,
        actor=OFFICER,
        card=card(number + "43", grade="3"),
        source=SOURCE,
    )
    assert plain(front.last(resident).event, front.vault)["card"]["number"] == number + "43"


def test_a_card_names_a_request_that_is_there(front: Front, resident: UUID) -> None:
    with pytest.raises(CaseUnknown):
        front.give(
            "residents/issue-certificate",
            resident,
            card=card(identity_number() + "42"),
            source=SOURCE | {"origin": "case"},
            assessment={"request": uuid4(), "at_home": False},
        )
