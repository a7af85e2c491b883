"""What may exist once in the district: claimed and given back in the append that decides it."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from application.casework.claims import HOLDERS, claims_of
from application.catalogue import RESOURCES
from application.refusals import AlreadyThere
from domain.history import fold
from domain.identity import IdentityNumberCheckDigitWrong
from domain.resident import ResidentOnFile
from support.casework import (
    NOTICE,
    OTHER_TOWN,
    OTHER_VILLAGE,
    PAPER,
    START,
    a_commissioner,
    a_pairing,
    a_resident,
    an_active_association,
    an_association,
    confirm,
)
from support.histories import VILLAGE, id_of
from support.office import CHAIR, COMMISSIONER, LEADER, TODAY, TOWN_OFFICER, Front, identity_number

# --- villages and areas


def test_a_village_has_one_association(front: Front) -> None:
    first = an_association(front)
    with pytest.raises(AlreadyThere) as refused:
        an_association(front)
    assert refused.value.details == {"kind": "village", "held_by": first}


def test_a_new_code_is_claimed_and_the_old_one_free(front: Front) -> None:
    association = an_association(front, code=OTHER_VILLAGE, town=OTHER_TOWN)
    front.give(
        "associations/change-code",
        association,
        code="320371006002",
        town=OTHER_TOWN,
        valid_from=TODAY,
        document_number=PAPER,
    )
    assert front.log.held_by(association) == ["village:320371006002"]
    organisation = front.last(association).envelope.organisation
    assert organisation is not None
    assert organisation.code == "320371006002"
    an_association(front, code=OTHER_VILLAGE, town=OTHER_TOWN)


def test_an_area_belongs_to_one_association_until_it_is_removed(front: Front) -> None:
    first, second = an_association(front), an_association(front, code="320371005002")
    area = uuid4()
    front.give("associations/assign-area", first, area=area, name="一组")
    with pytest.raises(AlreadyThere) as refused:
        front.give("associations/assign-area", second, area=area, name="一组")
    assert refused.value.details == {"kind": "area", "held_by": first}

    front.give("associations/remove-area", first, area=area, reason="划错")
    front.give("associations/assign-area", second, area=area, name="一组")
    assert front.log.holder(f"area:{area}") == second


def test_a_dissolved_association_leaves_its_village_free(front: Front) -> None:
    association = an_active_association(front)
    (area,) = (
        each.removeprefix("area:") for each in front.log.held_by(association) if "area" in each
    )
    front.give("associations/remove-area", association, area=UUID(area), reason="并入邻村")
    front.give(
        "associations/dissolve", association, actor=LEADER, reason="撤村", document_number=PAPER
    )
    assert front.log.held_by(association) == []
    assert front.log.holder(f"village:{VILLAGE}") is None


# --- posts


def test_a_person_has_one_post_anywhere(front: Front) -> None:
    association = an_association(front)
    first = a_commissioner(front, association)
    second = front.open(
        "appointments",
        person=COMMISSIONER.id,
        association=association,
        is_adult=True,
        related_to_chair=False,
    )
    for level in ("town", "district"):
        front.give("appointments/approve", second, level=level, document_number=PAPER)
    with pytest.raises(AlreadyThere) as refused:
        front.give("appointments/start", second, start_on=TODAY, pledge_signed_on=TODAY)
    assert refused.value.details == {"kind": "post", "held_by": first}


def test_who_has_left_a_post_may_take_another(front: Front) -> None:
    association = an_association(front)
    first = a_commissioner(front, association)
    front.give(
        "appointments/end",
        first,
        actor=TOWN_OFFICER,
        last_day=TODAY,
        reason="contract",
        hand_over="none",
    )
    second = a_commissioner(front, association)
    assert front.log.held_by(second) != []


# --- ID numbers


def test_an_id_number_belongs_to_one_file(front: Front) -> None:
    association = an_association(front)
    first = a_resident(front, association)
    with pytest.raises(AlreadyThere) as refused:
        a_resident(front, association)
    assert refused.value.details == {"kind": "identity", "held_by": first}


def test_an_id_number_is_one_however_it_is_typed(front: Front) -> None:
    association = an_association(front)
    number = identity_number(sequence=2)
    a_resident(front, association, number=number)
    with pytest.raises(AlreadyThere):
        a_resident(front, association, number=f" {number[:6]} {number[6:14]} {number[14:].lower()}")


def test_a_mistyped_id_number_claims_nothing(front: Front) -> None:
    association = an_association(front)
    number, before = identity_number(), front.log.last_position()
    with pytest.raises(IdentityNumberCheckDigitWrong):
        a_resident(front, association, number=number[:-1] + "0")
    assert front.log.last_position() == before


def test_a_suspected_person_keeps_the_number_when_put_on_file(front: Front) -> None:
    association = an_association(front)
    suspected = a_suspect(front, association, number=identity_number())
    register(front, suspected, association, number=identity_number())
    assert len(front.log.held_by(suspected)) == 1
    with pytest.raises(ResidentOnFile):
        register(front, suspected, association, number=identity_number())


def test_a_suspected_person_put_on_file_with_another_number_holds_that_one_only(
    front: Front,
) -> None:
    association = an_association(front)
    wrong, right = identity_number(), identity_number(sequence=13)
    suspected = a_suspect(front, association, number=wrong)
    register(front, suspected, association, number=right)

    a_resident(front, association, number=wrong)
    with pytest.raises(AlreadyThere) as refused:
        a_resident(front, association, number=right)
    assert refused.value.details["held_by"] == suspected


def a_suspect(front: Front, association: UUID, *, number: str | None = None) -> UUID:
    return front.open(
        "residents/suspect",
        association=association,
        household=id_of("household"),
        name="疑似者",
        address="一组1号",
        suspected_categories="肢体",
        identity_number=number,
    )


def register(front: Front, suspected: UUID, association: UUID, *, number: str) -> None:
    front.give(
        "residents/register",
        suspected,
        association=association,
        household=None,
        name="疑似者",
        identity_number=number,
        address="一组1号",
        notice=NOTICE,
    )


# --- the one helper


def test_a_resident_has_one_helper_at_a_time(front: Front) -> None:
    """`domain.md` 10.4 and Appendix B 9: slot taken; a transfer works."""
    association = an_active_association(front)
    resident = a_resident(front, association)
    first, second = (a_pairing(front, resident, association) for _ in range(2))
    confirm(front, first)
    with pytest.raises(AlreadyThere) as refused:
        confirm(front, second)
    assert refused.value.details == {"kind": "pairing-slot", "held_by": first}


def test_a_rested_pairing_keeps_the_place_and_an_ended_one_gives_it_back(front: Front) -> None:
    association = an_active_association(front)
    resident = a_resident(front, association)
    first, second = (a_pairing(front, resident, association) for _ in range(2))
    confirm(front, first)
    front.give("pairings/suspend", first, actor=CHAIR, reason="away", expected_last_day=TODAY)
    with pytest.raises(AlreadyThere):
        confirm(front, second)
    front.give("pairings/end", first, actor=CHAIR, reason="asked")
    confirm(front, second)
    assert front.log.holder(f"pairing-slot:{resident}") == second


# --- in general


def test_what_is_held_is_what_the_records_say(front: Front) -> None:
    association = an_active_association(front)
    appointment = a_commissioner(front, association)
    resident = a_resident(front, association)
    pairing = a_pairing(front, resident, association)
    confirm(front, pairing, START)
    for kind, stream in (
        ("associations", association),
        ("appointments", appointment),
        ("pairings", pairing),
    ):
        record = fold(RESOURCES[kind], stream, front.log.history(stream))
        assert type(record) in HOLDERS
        assert set(front.log.held_by(stream)) == claims_of(record) != frozenset()
    assert claims_of(fold(RESOURCES["residents"], resident, front.log.history(resident))) == set()
