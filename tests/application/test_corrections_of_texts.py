"""Texts put right: closed anew, for the same place and under the same person's key."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from application.opening import plain
from application.refusals import AlreadyThere, ValueNotUnderstood
from domain.history import Corrected, Sealed, standing
from domain.identity import CertificateNumberOfAnotherPerson, IdentityNumberCheckDigitWrong
from support.casework import NOTICE, START, a_paper, a_resident, an_appeal, an_association
from support.histories import id_of
from support.office import COMMISSIONER, TODAY, Front, Said, identity_number

if TYPE_CHECKING:
    from uuid import UUID


@pytest.fixture
def association(front: Front) -> UUID:
    return an_association(front)


@pytest.fixture
def resident(front: Front, association: UUID) -> UUID:
    return a_resident(front, association)


def correct(
    front: Front, path: str, stream: UUID, field: str, new: object, *, version: int = 1
) -> Said:
    """Correct a field; give the correction as it is read."""
    front.give(
        f"{path}/correct", stream, version=version, field=field, new=new, reason="录入时看错"
    )
    return plain(front.last(stream).event, front.vault)


def opened(front: Front, stream: UUID, version: int = 1) -> Said:
    """Give an entry as it is to be understood now, opened."""
    entries = standing(front.log.history(stream))
    return plain(next(each.event for each in entries if each.version == version), front.vault)


def owner(front: Front, text: object) -> UUID | None:
    assert isinstance(text, Sealed)
    return front.vault.person_of(text)


def test_a_text_is_corrected_and_both_are_read(front: Front, resident: UUID) -> None:
    appeal = an_appeal(front, resident)
    correction = correct(front, "appeals", appeal, "summary", "拐杖坏了。")
    assert (correction["old"], correction["new"]) == ("轮椅坏了, 想换一台。", "拐杖坏了。")
    assert correction["whole"]["summary"] == "拐杖坏了。"
    assert opened(front, appeal)["summary"] == "拐杖坏了。"


def test_neither_text_is_in_the_log_in_clear(front: Front, resident: UUID) -> None:
    appeal = an_appeal(front, resident)
    correct(front, "appeals", appeal, "summary", "拐杖坏了。")
    stored = "".join(row[-1] for row in front.log.read_rows(after=0, limit=100))
    assert "拐杖" not in stored
    assert "轮椅" not in stored


def test_old_new_and_whole_are_closed_under_the_key_of_the_case(
    front: Front, resident: UUID
) -> None:
    appeal = an_appeal(front, resident)
    first = front.log.history(appeal)[0].event
    correct(front, "appeals", appeal, "summary", "拐杖坏了。")
    event = front.last(appeal).event
    assert isinstance(event, Corrected)
    before: Sealed = first.summary  # type: ignore[attr-defined]
    whole: Sealed = event.whole.event.summary  # type: ignore[attr-defined]
    kids = {each.kid for each in (before, event.old, event.new, whole) if isinstance(each, Sealed)}
    assert kids == {before.kid}


def test_a_text_that_was_missing_is_added_under_the_right_key(
    front: Front, association: UUID, resident: UUID
) -> None:
    other = a_resident(front, association, number=identity_number(sequence=13))
    met: Said = {"met": "yes", "state_checked": True}
    visit = front.open(
        "visits",
        actor=COMMISSIONER,
        visitor=COMMISSIONER.id,
        mode="home",
        purpose="survey",
        residents=tuple(met | {"resident": each} for each in (resident, other)),
    )
    correction = correct(front, "visits", visit, "residents.1.heard", "腿疼")
    assert (correction["field"], correction["old"]) == ("residents.1.heard", None)
    (_, seen) = opened(front, visit)["residents"]
    assert seen["heard"] == "腿疼"
    event = front.last(visit).event
    assert isinstance(event, Corrected)
    assert owner(front, event.new) == other


def test_a_guardians_name_stays_under_the_guardians_key(front: Front, resident: UUID) -> None:
    guardian = id_of("a guardian")
    entry = front.give(
        "residents/set-guardian",
        resident,
        guardian=guardian,
        name="监护人谋",
        relation="母亲",
        basis="statutory",
        from_on=START,
        evidence=a_paper(front, resident),
    )
    correct(front, "residents", resident, "name", "监护人某", version=entry.version)
    correct(front, "residents", resident, "phone", "13900000009", version=entry.version)
    event = front.last(resident).event
    assert isinstance(event, Corrected)
    assert owner(front, event.new) == guardian
    assert opened(front, resident, entry.version)["name"] == "监护人某"


def test_an_optional_text_may_be_taken_out(front: Front, association: UUID) -> None:
    resident = a_resident(front, association, phone="13900000001")
    correction = correct(front, "residents", resident, "phone", None)
    assert (correction["old"], correction["new"]) == ("13900000001", None)
    assert opened(front, resident)["phone"] is None


def test_a_text_in_a_part_of_an_entry_is_named_by_its_path(front: Front, resident: UUID) -> None:
    entry = front.give(
        "residents/give-notice", resident, notice=NOTICE | {"signed": False, "witness": "见正人"}
    )
    correct(front, "residents", resident, "notice.witness", "见证人", version=entry.version)
    assert opened(front, resident, entry.version)["notice"]["witness"] == "见证人"


# --- numbers


def test_a_wrong_id_number_is_free_again_and_the_right_one_held(
    front: Front, association: UUID, resident: UUID
) -> None:
    wrong, right = identity_number(), identity_number(sequence=13)
    correct(front, "residents", resident, "identity_number", f" {right.lower()} ")
    assert opened(front, resident)["identity_number"] == right
    with pytest.raises(AlreadyThere) as refused:
        a_resident(front, association, number=right)
    assert refused.value.details["held_by"] == resident
    a_resident(front, association, number=wrong)


def test_an_id_number_of_somebody_else_on_file_is_refused(
    front: Front, association: UUID, resident: UUID
) -> None:
    other = a_resident(front, association, number=identity_number(sequence=13))
    with pytest.raises(AlreadyThere) as refused:
        correct(front, "residents", resident, "identity_number", identity_number(sequence=13))
    assert refused.value.details["held_by"] == other


def test_a_correction_of_a_number_is_held_to_its_rules(front: Front, resident: UUID) -> None:
    number = identity_number()
    with pytest.raises(IdentityNumberCheckDigitWrong):
        correct(front, "residents", resident, "identity_number", number[:-1] + "0")
    with pytest.raises(ValueNotUnderstood):
        correct(front, "residents", resident, "birth_date", "1 May 1970")
    with pytest.raises(ValueNotUnderstood):
        correct(front, "residents", resident, "sex", "unknown")


def test_the_number_of_an_earlier_entry_is_corrected_without_changing_what_is_held(
    front: Front, association: UUID
) -> None:
    number, typo = identity_number(), identity_number(sequence=13)
    suspect = front.open(
        "residents/suspect",
        association=association,
        household=id_of("household"),
        name="疑似者",
        address="一组1号",
        suspected_categories="肢体",
        identity_number=typo,
    )
    front.give(
        "residents/register",
        suspect,
        association=association,
        household=None,
        name="疑似者",
        identity_number=number,
        address="一组1号",
        notice=NOTICE,
    )
    held = front.log.held_by(suspect)
    correct(front, "residents", suspect, "identity_number", number, version=1)
    assert front.log.held_by(suspect) == held == [front.vault.token("identity", number)]


def test_a_person_is_found_by_the_right_phone(front: Front, association: UUID) -> None:
    resident = a_resident(front, association, phone="13900000001")
    correct(front, "residents", resident, "phone", "13900000007")
    with front.log.reading() as connection:
        found = connection.execute(
            "select person from lianxin.tokens where token = %s",
            [front.vault.token("phone", "13900000007")],
        ).fetchall()
    assert found == [(resident,)]


def test_a_corrected_card_has_its_holders_number_and_says_its_losses(
    front: Front, resident: UUID
) -> None:
    number = identity_number() + "42"
    entry = front.give(
        "residents/issue-certificate",
        resident,
        card={
            "number": number,
            "category": "4",
            "grade": "2",
            "issuing_organisation": "320371",
            "valid_from": TODAY,
            "valid_to": date(2032, 6, 15),
            "generation": 3,
        },
        source={"origin": "national_import", "as_of": TODAY},
    )
    with pytest.raises(CertificateNumberOfAnotherPerson):
        wrong = identity_number(sequence=13) + "42"
        correct(front, "residents", resident, "card.number", wrong, version=entry.version)
    correct(front, "residents", resident, "card.number", number + "B1", version=entry.version)
    card = opened(front, resident, entry.version)["card"]
    assert (card["number"], card["losses"]) == (number + "B1", 1)
    correct(front, "residents", resident, "card.valid_from", "2022-06-14", version=entry.version)
    assert opened(front, resident, entry.version)["card"]["number"] == number + "B1"
