"""Whose key a text is closed under: that of the person it is about (`domain.md` 8.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from application.opening import ERASED, plain
from domain.history import Sealed
from support.casework import (
    START,
    a_commissioner,
    a_pairing,
    a_paper,
    a_resident,
    an_active_association,
    an_appeal,
    confirm,
)
from support.histories import id_of
from support.office import CHAIR, COMMISSIONER, TODAY, TOWN_OFFICER, Front, Said, identity_number

if TYPE_CHECKING:
    from uuid import UUID


@pytest.fixture
def association(front: Front) -> UUID:
    return an_active_association(front)


@pytest.fixture
def resident(front: Front, association: UUID) -> UUID:
    return a_resident(front, association)


@pytest.fixture
def neighbour(front: Front, association: UUID) -> UUID:
    return a_resident(front, association, number=identity_number(sequence=13))


def owner(front: Front, text: object) -> tuple[UUID, UUID | None]:
    """Tell whose key closed a text, and of which case of theirs."""
    assert isinstance(text, Sealed)
    with front.log.reading() as connection:
        row = connection.execute(
            "select person, matter from lianxin.keys where kid = %s", [text.kid]
        ).fetchone()
    assert row is not None
    return row[0], row[1]


def text_at(front: Front, stream: UUID, path: str, *, version: int | None = None) -> object:
    """Give what stands at a path of a record's last entry, or of the one at a version."""
    history = front.log.history(stream)
    part: object = (history[-1] if version is None else history[version - 1]).event
    for name in path.split("."):
        part = part[int(name)] if isinstance(part, tuple) else getattr(part, name)
    return part


def test_a_persons_file_is_closed_under_their_own_key(front: Front, resident: UUID) -> None:
    for path in ("name", "identity_number", "birth_date", "address"):
        text = text_at(front, resident, path, version=1)
        assert owner(front, text) == (resident, None)


def test_a_guardian_and_a_carer_have_keys_of_their_own(front: Front, resident: UUID) -> None:
    guardian, carer = id_of("a guardian"), id_of("a carer")
    front.give(
        "residents/set-guardian",
        resident,
        guardian=guardian,
        name="监护人某",
        relation="母亲",
        basis="statutory",
        from_on=START,
        evidence=a_paper(front, resident),
    )
    assert owner(front, text_at(front, resident, "name")) == (guardian, None)
    front.give(
        "residents/set-carer", resident, carer=carer, name="邻居某", relation="邻居", from_on=START
    )
    assert owner(front, text_at(front, resident, "name")) == (carer, None)


def test_a_case_has_a_key_of_its_own_among_the_persons_keys(front: Front, resident: UUID) -> None:
    appeal, another = an_appeal(front, resident), an_appeal(front, resident)
    assert owner(front, text_at(front, appeal, "summary")) == (resident, appeal)
    assert owner(front, text_at(front, another, "summary")) == (resident, another)


def test_what_is_said_later_in_a_case_is_closed_under_the_same_key(
    front: Front, resident: UUID
) -> None:
    appeal = an_appeal(front, resident)
    first = text_at(front, appeal, "summary")
    front.give("appeals/escalate-urgent", appeal, ground="life", report="已送医")
    second = text_at(front, appeal, "report")
    assert isinstance(first, Sealed)
    assert isinstance(second, Sealed)
    assert first.kid == second.kid


def test_an_appeal_of_nobody_on_file_is_closed_under_the_case_itself(
    front: Front, association: UUID
) -> None:
    appeal = front.open(
        "appeals",
        appellant="other",
        channel="letter",
        summary="匿名信",
        reason="未署名",
        association=association,
    )
    assert owner(front, text_at(front, appeal, "summary")) == (appeal, appeal)


def test_each_one_visited_has_their_words_under_their_own_key(
    front: Front, resident: UUID, neighbour: UUID
) -> None:
    visit = a_visit(front, resident, neighbour)
    assert owner(front, text_at(front, visit, "residents.0.heard")) == (resident, None)
    assert owner(front, text_at(front, visit, "residents.1.heard")) == (neighbour, None)


def test_the_next_step_of_a_visit_is_about_who_was_visited_first(
    front: Front, resident: UUID, neighbour: UUID
) -> None:
    visit = a_visit(front, resident, neighbour)
    assert owner(front, text_at(front, visit, "next_step")) == (resident, None)


def test_a_danger_and_what_was_done_about_it_are_about_who_is_in_danger(
    front: Front, resident: UUID, neighbour: UUID
) -> None:
    visit, risk = a_visit(front, resident, neighbour), uuid4()
    front.give(
        "visits/flag-risk", visit, risk=risk, kind="housing", resident=neighbour, note="漏雨"
    )
    assert owner(front, text_at(front, visit, "note")) == (neighbour, None)
    front.give("visits/resolve-risk", visit, risk=risk, measures="已修")
    assert owner(front, text_at(front, visit, "measures")) == (neighbour, None)


def test_the_parties_of_a_dispute_have_their_own_keys_for_it(front: Front, resident: UUID) -> None:
    dispute, ours, theirs = a_dispute(front, resident)
    assert owner(front, text_at(front, dispute, "parties.0.representative")) == (resident, dispute)
    assert owner(front, text_at(front, dispute, "parties.1.name")) == (theirs, dispute)
    assert owner(front, text_at(front, dispute, "facts")) == (dispute, dispute)
    assert ours != resident


def test_what_a_party_says_is_closed_under_the_key_of_who_says_it(
    front: Front, resident: UUID
) -> None:
    dispute, ours, theirs = a_dispute(front, resident)
    front.give("disputes/calm", dispute, actor=CHAIR, said="劝说", by="主席")
    assert owner(front, text_at(front, dispute, "said")) == (dispute, dispute)
    statements = ({"party": ours, "statement": "好"}, {"party": theirs, "statement": "行"})
    front.give("disputes/close-as-calmed", dispute, actor=CHAIR, confirmations=statements)
    at = "confirmations.{}.statement"
    assert owner(front, text_at(front, dispute, at.format(0))) == (resident, dispute)
    assert owner(front, text_at(front, dispute, at.format(1))) == (theirs, dispute)


def test_who_withdraws_says_why_under_their_own_key(front: Front, resident: UUID) -> None:
    dispute, ours, _ = a_dispute(front, resident)
    front.give("disputes/withdraw", dispute, party=ours, reason="和好了")
    assert owner(front, text_at(front, dispute, "reason")) == (resident, dispute)


def test_a_document_is_about_the_person_it_concerns_to_the_end(
    front: Front, resident: UUID
) -> None:
    document = front.open(
        "documents",
        case=an_appeal(front, resident),
        kind="photo",
        digest="sha256:00",
        size_bytes=1,
        media_type="image/png",
        dated_on=TODAY,
        person=resident,
        title="照片",
    )
    assert owner(front, text_at(front, document, "title")) == (resident, None)
    front.give("documents/withdraw", document, reason="拍错了")
    assert owner(front, text_at(front, document, "reason")) == (resident, None)


def test_a_commissioners_leave_and_a_members_name_are_theirs(
    front: Front, association: UUID
) -> None:
    appointment = a_commissioner(front, association)
    front.give(
        "appointments/start-leave",
        appointment,
        actor=TOWN_OFFICER,
        start_on=TODAY,
        expected_last_day=TODAY,
        is_paid=True,
        reason="生病",
    )
    assert owner(front, text_at(front, appointment, "reason")) == (COMMISSIONER.id, None)
    assert owner(front, text_at(front, association, "name", version=4)) == (CHAIR.id, None)


def test_a_plan_of_support_is_about_the_resident(
    front: Front, association: UUID, resident: UUID
) -> None:
    pairing = a_pairing(front, resident, association)
    confirm(front, pairing)
    front.give(
        "pairings/set-plan",
        pairing,
        actor=CHAIR,
        needs=("care",),
        measures="每周上门",
        review_on=TODAY.replace(month=9),
    )
    assert owner(front, text_at(front, pairing, "measures")) == (resident, None)


def test_a_text_whose_key_is_gone_reads_as_erased(
    front: Front, association: UUID, resident: UUID
) -> None:
    appeal = an_appeal(front, resident)
    destroyed = Sealed(id_of("a key that is gone"), "AES-256-GCM", "Ym94")
    event = front.log.history(appeal)[0].event
    facts: Said = {**vars(event), "summary": destroyed}
    assert plain(type(event)(**facts), front.vault)["summary"] == ERASED


def a_visit(front: Front, *residents: UUID) -> UUID:
    met: Said = {"met": "yes", "state_checked": True, "heard": "还好"}
    return front.open(
        "visits",
        actor=COMMISSIONER,
        visitor=COMMISSIONER.id,
        mode="home",
        purpose="survey",
        residents=tuple(met | {"resident": resident} for resident in residents),
        next_step="下月再来",
    )


def a_dispute(front: Front, resident: UUID) -> tuple[UUID, UUID, UUID]:
    """Register a dispute; give it and its two parties."""
    ours, theirs = uuid4(), uuid4()
    applicant: Said = {"id": ours, "role": "applicant", "resident": resident, "disabled": True}
    dispute = front.open(
        "disputes",
        actor=COMMISSIONER,
        source="visit",
        kind="neighbour",
        parties=(
            applicant | {"representative": "其姐"},
            {"id": theirs, "role": "respondent", "name": "邻居某"},
        ),
        facts="通道被占",
        claims="让出通道",
        risk="low",
        administrative=False,
    )
    return dispute, ours, theirs
