"""Appeals at the desk: where they are kept, what may be merged and linked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from application.refusals import AreaUnknown, AssociationMissing, CaseUnknown, FileGivesWay
from domain.appeal import Appeal, MergeTargetNotOpen, NotTheSameMatter
from domain.history import Organisation
from domain.resident import ProcessingIsRestricted
from support.casework import (
    OTHER_TOWN,
    OTHER_VILLAGE,
    a_request,
    a_resident,
    an_appeal,
    an_association,
)
from support.histories import TOWN, VILLAGE
from support.office import OFFICER, TOWN_OFFICER, Front, identity_number

if TYPE_CHECKING:
    from uuid import UUID


@pytest.fixture
def association(front: Front) -> UUID:
    return an_association(front)


@pytest.fixture
def resident(front: Front, association: UUID) -> UUID:
    return a_resident(front, association)


def test_an_appeal_is_kept_where_the_resident_lives(
    front: Front, association: UUID, resident: UUID
) -> None:
    appeal = an_appeal(front, resident)
    kept = front.last(appeal).envelope.organisation
    assert kept == Organisation(association=association, code=VILLAGE, town=TOWN)


def test_it_stays_there_though_the_village_gets_another_code(
    front: Front, association: UUID, resident: UUID
) -> None:
    """`domain.md` 10.0, rule 3: the snapshot is copied and never rewritten."""
    appeal = an_appeal(front, resident)
    front.give(
        "associations/change-code",
        association,
        code="320371005009",
        town=TOWN,
        valid_from=front.now.date(),
        document_number="1号",
    )
    front.give("appeals/escalate-urgent", appeal, actor=OFFICER, ground="life", report="急")
    kept = [each.envelope.organisation for each in front.log.history(appeal)]
    assert [each and each.code for each in kept] == [VILLAGE, VILLAGE]
    later = an_appeal_by_officer(front, resident)
    organisation = front.last(later).envelope.organisation
    assert organisation is not None
    assert organisation.code == "320371005009"


def test_an_appeal_of_nobody_on_file_is_kept_where_it_is_said(
    front: Front, association: UUID
) -> None:
    said: dict[str, Any] = {
        "appellant": "other",
        "channel": "letter",
        "summary": "匿名信",
        "reason": "未署名",
    }
    appeal = front.open("appeals", association=association, **said)
    organisation = front.last(appeal).envelope.organisation
    assert organisation is not None
    assert organisation.association == association
    with pytest.raises(AssociationMissing):
        front.open("appeals", **said)
    with pytest.raises(AreaUnknown):
        front.open("appeals", association=uuid4(), **said)


def test_the_resident_counts_though_an_association_is_named(front: Front, resident: UUID) -> None:
    other = an_association(front, code=OTHER_VILLAGE, town=OTHER_TOWN)
    appeal = an_appeal(front, resident, association=other)
    organisation = front.last(appeal).envelope.organisation
    assert organisation is not None
    assert organisation.code == VILLAGE


def test_nobody_unknown_appeals(front: Front) -> None:
    with pytest.raises(CaseUnknown):
        an_appeal(front, uuid4())


def test_a_file_that_gave_way_names_the_one_that_goes_on(
    front: Front, association: UUID, resident: UUID
) -> None:
    winner = a_resident(front, association, number=identity_number(sequence=13))
    front.give("residents/merge", resident, into=winner, grounds=("identity_number",))
    with pytest.raises(FileGivesWay) as refused:
        an_appeal(front, resident)
    assert refused.value.details == {"into": winner}
    an_appeal(front, winner)


def test_a_restricted_file_takes_no_new_case(front: Front, resident: UUID) -> None:
    front.give("residents/restrict", resident, ground="retention")
    with pytest.raises(ProcessingIsRestricted):
        an_appeal(front, resident)


def test_an_appeal_is_merged_into_an_open_one_of_the_same_person(
    front: Front, resident: UUID
) -> None:
    appeal, target = an_appeal(front, resident), an_appeal(front, resident)
    front.give("appeals/merge-into", appeal, actor=TOWN_OFFICER, target=target, same_matter=True)
    assert not front.fold(Appeal, appeal).is_open
    assert front.fold(Appeal, target).is_open


@pytest.mark.parametrize("end", ["withdrawn", "void", "unknown"])
def test_an_appeal_is_not_merged_into_one_that_is_no_longer_open(
    front: Front, resident: UUID, end: str
) -> None:
    appeal, target = an_appeal(front, resident), an_appeal(front, resident)
    match end:
        case "withdrawn":
            front.give("appeals/withdraw", target, wish="不办了", signed=True, read_back=False)
        case "void":
            front.give("appeals/void", target, reason="重复录入")
        case _:
            target = uuid4()
    with pytest.raises(MergeTargetNotOpen):
        front.give("appeals/merge-into", appeal, target=target, same_matter=True)


def test_an_appeal_is_not_merged_into_that_of_somebody_else(
    front: Front, association: UUID, resident: UUID
) -> None:
    neighbour = a_resident(front, association, number=identity_number(sequence=13))
    appeal, target = an_appeal(front, resident), an_appeal(front, neighbour)
    with pytest.raises(NotTheSameMatter):
        front.give("appeals/merge-into", appeal, target=target, same_matter=True)


def test_only_a_case_that_is_there_and_of_that_kind_is_linked(front: Front, resident: UUID) -> None:
    appeal, request = an_appeal(front, resident), a_request(front, resident)
    front.give("appeals/link", appeal, other=request, kind="assessment")
    with pytest.raises(CaseUnknown):
        front.give("appeals/link", appeal, other=request, kind="dispute")
    with pytest.raises(CaseUnknown):
        front.give("appeals/link", appeal, other=uuid4(), kind="appeal")
    front.give("appeals/link", appeal, other=uuid4(), kind="service")


def an_appeal_by_officer(front: Front, resident: UUID) -> UUID:
    return front.open(
        "appeals",
        appellant="resident",
        resident=resident,
        channel="letter",
        summary="来信反映道路不平。",
    )
