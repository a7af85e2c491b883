"""Associations, disputes and documents at the desk: where they are kept, what others say to them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from application.lookups import Left
from application.refusals import AssociationMissing, CaseUnknown, FileGivesWay
from domain.appointment import HandOverMissing
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
from support.office import COMMISSIONER, LEADER, OFFICER, TODAY, Front, Said, identity_number

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
