"""Associations, disputes and documents at the desk: where they are kept, what others say to them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from application.lookups import Left
from application.opening import plain
from application.refusals import AssociationMissing, CaseUnknown, FileGivesWay, NotYours
from domain.appointment import (
    AccountHolderNotPerson,
    ApprovalNotOfTheTown,
    CommissionerAppointment,
    HandOverMissing,
    NomineeEmployedElsewhere,
    PeriodCorrectedByOnePerson,
)
from domain.association import (
    AssociationStillHasCases,
    AssociationStillHasCommissioners,
    MergeTargetNotActive,
)
from domain.words import HandOver
from support.casework import (
    PAPER,
    a_commissioner,
    a_resident,
    an_active_association,
    an_appeal,
    an_association,
)
from support.histories import VILLAGE
from support.office import (
    COMMISSIONER,
    FINANCE,
    LEADER,
    OFFICER,
    TODAY,
    TOWN_OFFICER,
    Front,
    Said,
    identity_number,
)

if TYPE_CHECKING:
    from uuid import UUID

PAPERS: Said = {
    "kind": "photo",
    "digest": "sha256:00",
    "size_bytes": 1,
    "media_type": "image/png",
    "dated_on": TODAY,
}


def kept_at(front: Front, stream: UUID) -> UUID | None:
    organisation = front.last(stream).envelope.organisation
    return organisation.association if organisation else None


# --- associations and posts


def test_an_association_is_its_own_organisation(front: Front) -> None:
    association = an_association(front)
    organisation = front.last(association).envelope.organisation
    assert organisation is not None
    assert (organisation.association, organisation.code) == (association, VILLAGE)


def test_an_association_merges_into_one_at_work(front: Front) -> None:
    association = an_active_association(front)
    proposed = an_association(front, code="320371005002")
    for into in (proposed, uuid4()):
        with pytest.raises(MergeTargetNotActive):
            front.give("associations/merge", association, into=into, document_number=PAPER)


def test_an_association_is_dissolved_when_nothing_is_left_there(front: Front) -> None:
    association = an_active_association(front)

    def dissolve() -> None:
        front.give(
            "associations/dissolve",
            association,
            actor=LEADER,
            reason="撤村",
            document_number=PAPER,
        )

    front.lookups.left[association] = Left(open_cases=1, commissioners=0)
    with pytest.raises(AssociationStillHasCases):
        dissolve()
    front.lookups.left[association] = Left(open_cases=0, commissioners=1)
    with pytest.raises(AssociationStillHasCommissioners):
        dissolve()


def test_who_leaves_hands_their_residents_over(front: Front) -> None:
    appointment = a_commissioner(front, an_association(front))
    front.lookups.pairings[COMMISSIONER.id] = 2
    said: Said = {"last_day": TODAY, "reason": "resigned"}
    with pytest.raises(HandOverMissing) as refused:
        front.give("appointments/end", appointment, hand_over=HandOver.NONE, **said)
    assert refused.value.details == {"pairings_left": 2}
    front.give("appointments/end", appointment, hand_over="accepted", successor=uuid4(), **said)


def test_who_has_a_post_in_another_association_is_not_nominated(front: Front) -> None:
    association, elsewhere = an_association(front), an_association(front, code="320371005002")
    a_commissioner(front, elsewhere)
    said: Said = {"person": COMMISSIONER.id, "is_adult": True, "related_to_chair": False}
    with pytest.raises(NomineeEmployedElsewhere):
        front.open("appointments", association=association, **said)
    front.open("appointments", association=elsewhere, **said)


def test_the_subsidy_is_paid_to_an_account_in_the_commissioners_own_name(front: Front) -> None:
    appointment = a_commissioner(front, an_association(front))
    account: Said = {"bank": "示例银行", "account_number": "6200000000000001234"}

    def set_account(holder: str) -> None:
        front.give(
            "appointments/set-bank-account", appointment, actor=FINANCE, holder=holder, **account
        )

    with pytest.raises(AccountHolderNotPerson):
        set_account("王示例")
    set_account(" 李示例 ")
    event = front.last(appointment).event
    assert plain(event, front.vault) == account | {"holder": "李示例"}
    stored = "\n".join(row[-1] for row in front.log.read_rows(after=0, limit=1_000))
    assert "6200000000000001234" not in stored


def test_a_period_is_corrected_by_the_district_with_somebody_else(front: Front) -> None:
    appointment = a_commissioner(front, an_association(front))
    said: Said = {"start_on": date(2022, 3, 10), "document_number": PAPER}
    with pytest.raises(NotYours):
        front.give(
            "appointments/correct-period",
            appointment,
            actor=TOWN_OFFICER,
            approver=LEADER.id,
            **said,
        )
    with pytest.raises(PeriodCorrectedByOnePerson):
        front.give("appointments/correct-period", appointment, approver=OFFICER.id, **said)
    front.give("appointments/correct-period", appointment, approver=LEADER.id, **said)
    assert front.fold(CommissionerAppointment, appointment).start_on == date(2022, 3, 10)


def test_the_town_does_not_approve_a_commissioner_for_the_district(front: Front) -> None:
    appointment = front.open(
        "appointments",
        person=COMMISSIONER.id,
        association=an_association(front),
        is_adult=True,
        related_to_chair=False,
    )
    paper: Said = {"document_number": PAPER, "actor": TOWN_OFFICER}
    front.give("appointments/approve", appointment, level="town", **paper)
    with pytest.raises(ApprovalNotOfTheTown):
        front.give("appointments/approve", appointment, level="district", **paper)


def test_a_commissioner_is_kept_at_the_association(front: Front) -> None:
    association = an_association(front)
    assert kept_at(front, a_commissioner(front, association)) == association


# --- disputes


def a_dispute(front: Front, *residents: UUID | None, association: UUID | None = None) -> UUID:
    parties = tuple(
        {
            "id": uuid4(),
            "role": "applicant",
            "household": True,
            "resident": resident,
            "name": None if resident else "邻居某",
        }
        for resident in residents
    )
    return front.open(
        "disputes",
        actor=COMMISSIONER,
        source="visit",
        kind="neighbour",
        parties=parties,
        facts="通道被占",
        claims="让出通道",
        risk="low",
        administrative=False,
        association=association,
    )


def test_a_dispute_is_kept_where_the_first_party_on_file_lives(front: Front) -> None:
    association, elsewhere = an_association(front), an_association(front, code="320371005002")
    here = a_resident(front, association)
    there = a_resident(front, elsewhere, number=identity_number(sequence=13))
    assert kept_at(front, a_dispute(front, None, here, there)) == association


def test_a_dispute_of_a_household_not_on_file_is_kept_where_it_is_said(front: Front) -> None:
    association = an_association(front)
    assert kept_at(front, a_dispute(front, None, None, association=association)) == association
    with pytest.raises(AssociationMissing):
        a_dispute(front, None, None)


def test_a_dispute_is_with_the_file_that_goes_on(front: Front) -> None:
    association = an_association(front)
    loser, winner = (
        a_resident(front, association, number=identity_number(sequence=each)) for each in (11, 13)
    )
    front.give("residents/merge", loser, into=winner, grounds=("name", "birth_date"))
    with pytest.raises(FileGivesWay):
        a_dispute(front, loser, None)


# --- documents


def test_a_document_is_kept_where_its_case_is(front: Front) -> None:
    association = an_association(front)
    appeal = an_appeal(front, a_resident(front, association))
    document = front.open("documents", actor=COMMISSIONER, case=appeal, **PAPERS)
    assert kept_at(front, document) == association


def test_a_document_belongs_to_something_that_is_there(front: Front) -> None:
    with pytest.raises(CaseUnknown):
        front.open("documents", case=uuid4(), **PAPERS)


def test_the_district_keeps_the_papers_of_its_own(front: Front) -> None:
    campaign = front.open(
        "campaigns",
        title="大排查",
        target_definition="困难残疾人",
        start_on=TODAY,
        planned_last_day=TODAY,
        form_version="1",
        officers=(),
    )
    document = front.open("documents", actor=OFFICER, case=campaign, **PAPERS)
    assert kept_at(front, document) is None
