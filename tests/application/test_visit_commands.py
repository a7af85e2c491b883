"""Visits at the desk: what was noted at the door goes into the log in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from application.opening import plain
from application.refusals import CaseUnknown, FileGivesWay
from domain.appeal import Appeal, AppealNotReadBack
from domain.history import Cause
from domain.visit import NobodyVisited, ResidentNotInVisit, Visit, VisitStatus
from domain.words import AppealChannel
from support.casework import a_resident, an_association
from support.office import (
    COMMISSIONER,
    OFFICER,
    TODAY,
    Front,
    Said,
    identity_number,
    key_of,
)

if TYPE_CHECKING:
    from uuid import UUID

    from application.desk import Receipt

HOW: Said = {"visitor": COMMISSIONER.id, "mode": "home", "purpose": "survey"}


@pytest.fixture
def association(front: Front) -> UUID:
    return an_association(front)


@pytest.fixture
def resident(front: Front, association: UUID) -> UUID:
    return a_resident(front, association)


def visit(front: Front, *residents: UUID, **values: object) -> Receipt:
    met: Said = {"met": "yes", "state_checked": True}
    seen = tuple(met | {"resident": each} for each in residents)
    said: Said = {**HOW, **values}
    return front.give("visits", uuid4(), actor=COMMISSIONER, residents=seen, **said)


def appeals_of(front: Front, receipt: Receipt) -> list[UUID]:
    return list(receipt.others)


def test_a_visit_is_kept_where_the_first_one_visited_lives(
    front: Front, association: UUID, resident: UUID
) -> None:
    organisation = front.last(visit(front, resident).id).envelope.organisation
    assert organisation is not None
    assert organisation.association == association


def test_a_visit_is_to_somebody_on_file(front: Front) -> None:
    with pytest.raises(NobodyVisited):
        visit(front)
    with pytest.raises(CaseUnknown):
        visit(front, uuid4())


@pytest.mark.parametrize("place", [0, 1])
def test_whoever_is_visited_is_visited_in_the_file_that_goes_on(
    front: Front, association: UUID, resident: UUID, place: int
) -> None:
    double = a_resident(front, association, number=identity_number(sequence=13))
    front.give("residents/merge", double, into=resident, grounds=("name", "birth_date"))
    other = a_resident(front, association, number=identity_number(sequence=15))
    visited = [other]
    visited.insert(place, double)
    with pytest.raises(FileGivesWay) as refused:
        visit(front, *visited)
    assert refused.value.details == {"into": resident}


def test_a_planned_visit_asks_the_same_when_it_is_recorded(
    front: Front, association: UUID, resident: UUID
) -> None:
    planned = a_plan(front, resident)
    winner = a_resident(front, association, number=identity_number(sequence=13))
    front.give("residents/merge", resident, into=winner, grounds=("name", "birth_date"))
    with pytest.raises(FileGivesWay):
        record(front, planned, resident)
    record(front, planned, winner)
    assert front.fold(Visit, planned).status is VisitStatus.RECORDED


# --- in one go


def test_visit_danger_and_appeal_are_one_append(front: Front, resident: UUID) -> None:
    receipt = visit(
        front,
        resident,
        risks=({"kind": "housing", "resident": resident, "note": "屋顶漏雨"},),
        appeals=(
            {"resident": resident, "summary": "想修屋顶", "read_back": True, "urgency": "urgent"},
        ),
    )

    (appeal,) = appeals_of(front, receipt)
    assert front.topics(receipt.id) == ["visit.recorded", "visit.risk_flagged"]
    assert front.topics(appeal) == ["appeal.registered"]
    positions = [
        *(each.position for each in front.log.history(receipt.id)),
        front.last(appeal).position,
    ]
    assert positions == list(range(receipt.position - 2, receipt.position + 1))


def test_the_visit_is_the_cause_of_the_appeal(front: Front, resident: UUID) -> None:
    heard = ({"resident": resident, "summary": "想修屋顶", "read_back": True},)
    receipt = visit(front, resident, appeals=heard)
    (appeal,) = appeals_of(front, receipt)
    envelope = front.last(appeal).envelope
    assert (envelope.causation, envelope.correlation) == (Cause(receipt.id, 1), receipt.id)
    registered = plain(front.last(appeal).event, front.vault)
    assert registered["channel"] is AppealChannel.VISIT
    assert registered["summary"] == "想修屋顶"
    assert front.fold(Appeal, appeal).resident == resident


def test_a_visit_that_was_planned_raises_the_same(front: Front, resident: UUID) -> None:
    planned = a_plan(front, resident)
    heard = ({"resident": resident, "summary": "想修屋顶", "read_back": True},)
    receipt = record(front, planned, resident, appeals=heard)
    (appeal,) = appeals_of(front, receipt)
    assert front.last(appeal).envelope.causation == Cause(planned, 2)


def test_if_one_part_is_refused_nothing_is_written(front: Front, resident: UUID) -> None:
    before = front.log.last_position()
    not_read_back = ({"resident": resident, "summary": "想修屋顶", "read_back": False},)
    with pytest.raises(AppealNotReadBack):
        visit(front, resident, appeals=not_read_back)
    stranger = ({"kind": "housing", "resident": uuid4(), "note": "别家的屋顶"},)
    with pytest.raises(ResidentNotInVisit):
        visit(front, resident, risks=stranger)
    assert front.log.last_position() == before


def test_two_dangers_of_one_kind_may_concern_two_people(
    front: Front, association: UUID, resident: UUID
) -> None:
    other = a_resident(front, association, number=identity_number(sequence=13))
    receipt = visit(
        front,
        resident,
        other,
        risks=tuple(
            {"kind": "fire", "resident": each, "note": "电线老化"} for each in (resident, other)
        ),
    )
    assert len(front.fold(Visit, receipt.id).open_risks) == 2


def test_sent_twice_a_visit_raises_its_appeals_once(front: Front, resident: UUID) -> None:
    key = key_of(COMMISSIONER, "visit")
    heard = ({"resident": resident, "summary": "想修屋顶", "read_back": True},)
    first = visit(front, resident, appeals=heard, key=key)
    again = visit(front, resident, appeals=heard, key=key)
    assert (again.id, again.others, again.repeated) == (first.id, first.others, True)


# --- campaigns


def test_a_campaign_is_the_districts(front: Front) -> None:
    campaign = front.open(
        "campaigns",
        title="大排查",
        target_definition="困难残疾人",
        start_on=TODAY,
        planned_last_day=TODAY,
        form_version="1",
        officers=(OFFICER.id,),
    )
    assert front.last(campaign).envelope.organisation is None


def a_plan(front: Front, resident: UUID) -> UUID:
    return front.open(
        "visits/plan",
        actor=COMMISSIONER,
        visitor=COMMISSIONER.id,
        residents=(resident,),
        planned_on=TODAY,
        purpose="survey",
    )


def record(front: Front, planned: UUID, resident: UUID, **values: object) -> Receipt:
    seen = ({"resident": resident, "met": "yes", "state_checked": True},)
    said: Said = {**HOW, **values}
    return front.give("visits/record", planned, actor=COMMISSIONER, residents=seen, **said)
