"""Who may do what, and where: asked before anything is decided or told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from application.actor import Actor
from application.refusals import NotYourOwnMatter, NotYours, OutOfYourArea
from domain.appeal import Appeal, AppealNotInProgress
from domain.words import (
    AppealCategory,
    AppealChannel,
    Appellant,
    GuardianBasis,
    MemberPost,
    Outcome,
    Regime,
    ReplyMeans,
    Role,
    ToldBy,
    Track,
)
from support.casework import (
    OTHER_TOWN,
    OTHER_VILLAGE,
    START,
    a_paper,
    a_resident,
    an_appeal,
    an_association,
)
from support.histories import TOWN, VILLAGE, id_of
from support.office import (
    COMMISSIONER,
    LEADER,
    OFFICER,
    SYSTEM,
    TODAY,
    TOWN_OFFICER,
    Front,
    identity_number,
)

if TYPE_CHECKING:
    from uuid import UUID

REPLY: dict[str, Any] = {"outcome": Outcome.RESOLVED, "reply": "好。", "means": ReplyMeans.PHONE}
TRIAGE: dict[str, Any] = {
    "track": Track.PROMPT,
    "category": AppealCategory.DEVICE,
    "regime": Regime.ORDINARY,
}
NEW_PHONE: dict[str, Any] = {"told_by": ToldBy.SELF, "told_on": TODAY, "phone": "13900000000"}


@pytest.fixture
def resident(front: Front) -> UUID:
    return a_resident(front, an_association(front))


@pytest.fixture
def appeal(front: Front, resident: UUID) -> UUID:
    return an_appeal(front, resident)


def acting(role: Role, area: str) -> Actor:
    return Actor(id_of(f"{role} of {area}"), role, area)


# --- roles


def test_who_is_not_in_the_role_is_refused_and_nothing_is_written(
    front: Front, appeal: UUID
) -> None:
    with pytest.raises(NotYours) as refused:
        front.give("appeals/triage", appeal, actor=LEADER, **TRIAGE)
    assert refused.value.details == {"role": Role.LEADER}
    assert front.fold(Appeal, appeal).version == 1


def test_the_auditor_reads_and_does_nothing(front: Front, appeal: UUID) -> None:
    auditor = acting(Role.AUDITOR, "")
    with pytest.raises(NotYours):
        front.give("appeals/triage", appeal, actor=auditor, **TRIAGE)
    with pytest.raises(NotYours):
        front.give("appeals/void", appeal, actor=auditor, reason="误录")


def test_the_role_is_asked_before_the_record_is_looked_at(front: Front) -> None:
    with pytest.raises(NotYours):
        front.give("appeals/triage", uuid4(), actor=LEADER, **TRIAGE)


# --- areas


@pytest.mark.parametrize("area", ["", "320371", TOWN, VILLAGE])
def test_an_area_reaches_down_from_where_it_begins(front: Front, appeal: UUID, area: str) -> None:
    receipt = front.give("appeals/triage", appeal, actor=acting(Role.TOWN, area), **TRIAGE)
    assert receipt.version == 2


@pytest.mark.parametrize("area", ["320372", OTHER_TOWN, OTHER_VILLAGE, "320371005002"])
def test_what_lies_outside_is_refused(front: Front, appeal: UUID, area: str) -> None:
    with pytest.raises(OutOfYourArea) as refused:
        front.give("appeals/triage", appeal, actor=acting(Role.TOWN, area), **TRIAGE)
    assert refused.value.details == {"area": area}
    assert front.fold(Appeal, appeal).version == 1


def test_the_area_is_asked_before_any_rule_says_how_the_case_stands(
    front: Front, appeal: UUID
) -> None:
    with pytest.raises(OutOfYourArea):
        front.give("appeals/reply", appeal, actor=acting(Role.COMMISSIONER, OTHER_VILLAGE), **REPLY)
    with pytest.raises(AppealNotInProgress):
        front.give("appeals/reply", appeal, actor=COMMISSIONER, **REPLY)


def test_nothing_is_begun_for_somebody_elsewhere(front: Front, resident: UUID) -> None:
    elsewhere = acting(Role.COMMISSIONER, OTHER_VILLAGE)
    with pytest.raises(OutOfYourArea):
        an_appeal_by(front, elsewhere, resident)


def test_a_file_that_gave_way_is_not_told_of_to_another_village(
    front: Front, resident: UUID
) -> None:
    association = front.fold_association_of(resident)
    winner = a_resident(front, association, number=identity_number(sequence=13))
    front.give("residents/merge", resident, into=winner, grounds=("identity_number",))
    with pytest.raises(OutOfYourArea):
        an_appeal_by(front, acting(Role.COMMISSIONER, OTHER_VILLAGE), resident)


def test_nobody_is_put_on_file_in_another_town(front: Front) -> None:
    other = an_association(front, code=OTHER_VILLAGE, town=OTHER_TOWN)
    before = front.log.last_position()
    with pytest.raises(OutOfYourArea):
        front.open(
            "residents",
            actor=TOWN_OFFICER,
            association=other,
            household=None,
            name="张示例",
            identity_number=identity_number(),
            address="外镇",
        )
    assert front.log.last_position() == before


def test_an_association_is_proposed_in_its_own_town_only(front: Front) -> None:
    with pytest.raises(OutOfYourArea):
        front.open(
            "associations",
            actor=TOWN_OFFICER,
            name="外镇村残协",
            code=OTHER_VILLAGE,
            town=OTHER_TOWN,
        )


def test_an_association_out_of_the_area_is_not_touched(front: Front) -> None:
    other = an_association(front, code=OTHER_VILLAGE, town=OTHER_TOWN)
    with pytest.raises(OutOfYourArea):
        front.give(
            "associations/appoint-member",
            other,
            actor=TOWN_OFFICER,
            person=uuid4(),
            post=MemberPost.MEMBER,
            start_on=START,
            document_number="1号",
        )


def test_the_system_is_at_home_everywhere_and_may_do_anything(front: Front, appeal: UUID) -> None:
    assert front.give("appeals/triage", appeal, actor=SYSTEM, **TRIAGE).version == 2


def test_what_belongs_to_no_association_is_the_districts(front: Front) -> None:
    campaign = front.open(
        "campaigns",
        title="大排查",
        target_definition="困难残疾人",
        start_on=START,
        planned_last_day=TODAY,
        form_version="1",
        officers=(),
    )
    front.give("campaigns/start-round", campaign, number=1, title="大排查")
    receipt = front.give(
        "campaigns/add-targets", campaign, actor=TOWN_OFFICER, residents=(uuid4(),), reason="listed"
    )
    assert receipt.version == 3


def test_who_moves_to_another_town_is_taken_in_by_that_town(front: Front, resident: UUID) -> None:
    other = an_association(front, code=OTHER_VILLAGE, town=OTHER_TOWN)
    arrival: dict[str, Any] = {
        "moved_on": TODAY,
        "association": other,
        "household": None,
        "address": "外镇一组1号",
    }
    front.give("residents/move-out", resident, actor=TOWN_OFFICER, moved_on=TODAY, place="外镇")
    with pytest.raises(OutOfYourArea):
        front.give("residents/move-in", resident, actor=TOWN_OFFICER, **arrival)

    there = acting(Role.TOWN, OTHER_TOWN)
    front.give("residents/move-in", resident, actor=there, **arrival)

    front.give("residents/change-contact", resident, actor=there, **NEW_PHONE)
    with pytest.raises(OutOfYourArea):
        front.give("residents/change-contact", resident, actor=TOWN_OFFICER, **NEW_PHONE)


# --- a resident's own matters


def test_a_resident_acts_for_themselves_and_for_nobody_else(front: Front, resident: UUID) -> None:
    association = front.fold_association_of(resident)
    neighbour = a_resident(front, association, number=identity_number(sequence=13))
    self = Actor(resident, Role.RESIDENT, VILLAGE)

    appeal = an_appeal_by(front, self, resident)
    front.give("residents/change-contact", resident, actor=self, **NEW_PHONE)

    assert front.fold(Appeal, appeal).resident == resident
    with pytest.raises(NotYourOwnMatter):
        an_appeal_by(front, self, neighbour)
    with pytest.raises(NotYourOwnMatter):
        front.give("residents/change-contact", neighbour, actor=self, **NEW_PHONE)


def test_a_guardian_acts_for_their_ward_from_the_first_day_to_the_last(
    front: Front, resident: UUID
) -> None:
    guardian = Actor(id_of("mother"), Role.RESIDENT, VILLAGE)
    with pytest.raises(NotYourOwnMatter):
        an_appeal_by(front, guardian, resident)
    front.give(
        "residents/set-guardian",
        resident,
        actor=OFFICER,
        guardian=guardian.id,
        name="王某某",
        relation="母亲",
        basis=GuardianBasis.STATUTORY,
        from_on=START,
        evidence=a_paper(front, resident),
    )

    appeal = an_appeal_by(front, guardian, resident)
    front.give(
        "appeals/withdraw", appeal, actor=guardian, wish="不用了。", signed=True, read_back=False
    )

    front.give("residents/end-guardian", resident, guardian=guardian.id, ended_on=START)
    with pytest.raises(NotYourOwnMatter):
        an_appeal_by(front, guardian, resident)


def test_a_resident_speaks_for_no_institution(front: Front, resident: UUID) -> None:
    with pytest.raises(NotYourOwnMatter):
        front.open(
            "appeals",
            actor=Actor(resident, Role.RESIDENT, VILLAGE),
            appellant=Appellant.INSTITUTION,
            name="示例残疾人之家",
            channel=AppealChannel.ONLINE,
            summary="经费困难。",
            association=front.fold_association_of(resident),
        )


def an_appeal_by(front: Front, actor: Actor, resident: UUID) -> UUID:
    return front.open(
        "appeals",
        actor=actor,
        appellant=Appellant.RESIDENT,
        resident=resident,
        channel=AppealChannel.ONLINE,
        summary="想换轮椅。",
    )
