"""The life of an association: proposed, approved, at work, merged, dissolved (`domain.md` 10.7)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from domain.association import (
    AreaRemoved,
    Association,
    AssociationActivated,
    AssociationAlreadyProposed,
    AssociationDissolved,
    AssociationDocumentMissing,
    AssociationGone,
    AssociationMergedIntoItself,
    AssociationNeedsOneChair,
    AssociationNotActive,
    AssociationNotApproved,
    AssociationNotProposed,
    AssociationNotSuspended,
    AssociationResumed,
    AssociationsMerged,
    AssociationStatus,
    AssociationStillHasAreas,
    AssociationStillHasCases,
    AssociationStillHasCommissioners,
    AssociationSuspended,
    AssociationWithoutAreas,
    DivisionCodeMalformed,
    MembersTooMany,
    MergeTargetNotActive,
    PlateApproved,
    PlateStatus,
)
from support.associations import (
    ACTIVE,
    APPROVED,
    AREA,
    AREA_ASSIGNED,
    BEFORE_ACTIVATION,
    CHAIR_APPOINTED,
    ON,
    OTHER_ASSOCIATION,
    PAPER,
    PROPOSED,
    members,
)
from support.histories import CASE, TOWN, VILLAGE, given, id_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from domain.history import Event

PLATE_APPROVED = PlateApproved(document_number="组发〔2022〕1号", approved_by="区委组织部")
SUSPENDED = AssociationSuspended(reason="村级换届", document_number=PAPER)
MERGED = AssociationsMerged(into=OTHER_ASSOCIATION, document_number=PAPER)


def test_a_town_proposes_an_association_for_a_village() -> None:
    event = given(Association).propose(name="甲村残协", code=VILLAGE, town=TOWN)

    assert event == PROPOSED


def test_the_states_are_shown_in_the_words_of_section_10_7() -> None:
    words = [status.chinese for status in AssociationStatus]

    assert words == ["拟建", "已批复", "运行", "暂停", "已合并", "已撤销"]
    assert [plate.chinese for plate in PlateStatus][1:] == ["准入", "已挂牌", "已摘牌"]


def test_an_association_is_not_proposed_twice() -> None:
    with pytest.raises(AssociationAlreadyProposed):
        given(Association, PROPOSED).propose(name="甲村残协", code=VILLAGE, town=TOWN)


@pytest.mark.parametrize(
    ("code", "town"),
    [
        ("32037100500", TOWN),
        ("3203710050012", TOWN),
        ("32037100500x", TOWN),
        ("32037100500１", TOWN),
        (VILLAGE, "320371004"),
        (VILLAGE, "32037100"),
    ],
)
def test_a_division_code_has_12_digits_and_begins_with_the_9_of_its_town(
    code: str, town: str
) -> None:
    with pytest.raises(DivisionCodeMalformed):
        given(Association).propose(name="甲村残协", code=code, town=town)


def test_an_association_is_approved_with_its_areas_by_a_document() -> None:
    with pytest.raises(AssociationWithoutAreas):
        given(Association, PROPOSED).approve(document_number=PAPER)
    association = given(Association, PROPOSED, AREA_ASSIGNED)
    with pytest.raises(AssociationDocumentMissing):
        association.approve(document_number="  ")

    assert association.approve(document_number=PAPER) == APPROVED


def test_only_what_is_proposed_is_approved() -> None:
    with pytest.raises(AssociationNotProposed):
        given(Association, *ACTIVE).approve(document_number=PAPER)


@pytest.mark.parametrize("others", [4, 6, 0, 8])
def test_it_is_activated_with_5_or_7_members_and_also_outside_the_standard_up_to_9(
    others: int,
) -> None:
    association = given(Association, *BEFORE_ACTIVATION, *members(others))

    assert association.activate(on=ON) == AssociationActivated()


def test_it_is_not_activated_with_more_than_9_members() -> None:
    association = given(Association, *BEFORE_ACTIVATION, *members(9))

    with pytest.raises(MembersTooMany) as refusal:
        association.activate(on=ON)

    assert refusal.value.details == {"members": 10, "limit": 9}


def test_it_is_not_activated_without_a_chair_on_that_day() -> None:
    with pytest.raises(AssociationNeedsOneChair):
        given(Association, PROPOSED, AREA_ASSIGNED, APPROVED, *members(5)).activate(on=ON)
    with pytest.raises(AssociationNeedsOneChair):
        given(Association, *BEFORE_ACTIVATION).activate(on=date(2022, 2, 28))


@pytest.mark.parametrize("earlier", [(PROPOSED, CHAIR_APPOINTED), ACTIVE])
def test_only_what_is_approved_is_activated(earlier: tuple[Event, ...]) -> None:
    with pytest.raises(AssociationNotApproved):
        given(Association, *earlier).activate(on=ON)


def test_it_is_suspended_and_resumed() -> None:
    active = given(Association, *ACTIVE)
    suspended = given(Association, *ACTIVE, SUSPENDED)

    assert active.suspend(reason="村级换届", document_number=PAPER) == SUSPENDED
    assert suspended.resume(document_number=PAPER) == AssociationResumed(document_number=PAPER)
    with pytest.raises(AssociationNotActive):
        suspended.suspend(reason="村级换届", document_number=PAPER)
    with pytest.raises(AssociationNotSuspended):
        active.resume(document_number=PAPER)


def test_it_is_merged_into_another_that_works() -> None:
    association = given(Association, *ACTIVE)

    event = association.merge(into=OTHER_ASSOCIATION, into_is_active=True, document_number=PAPER)

    assert event == MERGED
    with pytest.raises(MergeTargetNotActive):
        association.merge(into=OTHER_ASSOCIATION, into_is_active=False, document_number=PAPER)
    with pytest.raises(AssociationMergedIntoItself):
        association.merge(into=CASE, into_is_active=True, document_number=PAPER)


@pytest.mark.parametrize("earlier", [(*ACTIVE,), (*ACTIVE, SUSPENDED)])
def test_it_is_dissolved_when_nothing_is_left_to_do(earlier: tuple[Event, ...]) -> None:
    association = given(Association, *earlier, AreaRemoved(area=AREA, reason="撤村"))

    event = association.dissolve(
        reason="撤村", document_number=PAPER, open_cases=0, commissioners=0
    )

    assert event == AssociationDissolved(reason="撤村", document_number=PAPER)
    dissolved = given(Association, *earlier, event)
    with pytest.raises(AssociationNotActive):
        dissolved.dissolve(reason="撤村", document_number=PAPER, open_cases=0, commissioners=0)
    with pytest.raises(AssociationGone):
        dissolved.assign_area(area=AREA, name="一组")


@pytest.mark.parametrize(
    ("open_cases", "commissioners", "refusal"),
    [
        (1, 0, AssociationStillHasCases),
        (0, 1, AssociationStillHasCommissioners),
        (0, 0, AssociationStillHasAreas),
    ],
)
def test_it_is_not_dissolved_with_a_case_a_commissioner_or_an_area_left(
    open_cases: int, commissioners: int, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        given(Association, *ACTIVE).dissolve(
            reason="撤村",
            document_number=PAPER,
            open_cases=open_cases,
            commissioners=commissioners,
        )


@pytest.mark.parametrize(
    "act",
    [
        lambda association: association.suspend(reason="换届", document_number=PAPER),
        lambda association: association.merge(
            into=OTHER_ASSOCIATION, into_is_active=True, document_number=PAPER
        ),
        lambda association: association.approve_plate(document_number=PAPER, approved_by="组织部"),
        lambda association: association.hang_plate(place="党群服务中心", photo=id_of("photo")),
        lambda association: association.record_population(count=1, as_of=ON, source="公安户籍"),
        lambda association: association.publish_pledge(text="有诉必应"),
        lambda association: association.register_brand(title="", slogan="", description=""),
        lambda association: association.start_term(number=1, planned_last_day=ON),
    ],
)
def test_only_an_association_at_work_acts(act: Callable[[Association], Event]) -> None:
    with pytest.raises(AssociationNotActive):
        act(given(Association, *ACTIVE, PLATE_APPROVED, SUSPENDED))


@pytest.mark.parametrize(
    "act",
    [
        lambda association: association.suspend(reason="换届", document_number=""),
        lambda association: association.merge(
            into=OTHER_ASSOCIATION, into_is_active=True, document_number=""
        ),
        lambda association: association.dissolve(
            reason="撤村", document_number="", open_cases=0, commissioners=0
        ),
        lambda association: association.approve_plate(document_number="", approved_by="组织部"),
        lambda association: association.change_code(
            code="320371005002", town=TOWN, valid_from=ON, document_number=""
        ),
    ],
)
def test_what_is_decided_about_it_is_decided_by_a_document(
    act: Callable[[Association], Event],
) -> None:
    active = given(Association, *ACTIVE, AreaRemoved(area=AREA, reason="调整"))

    with pytest.raises(AssociationDocumentMissing):
        act(active)


def test_it_is_resumed_by_a_document() -> None:
    with pytest.raises(AssociationDocumentMissing):
        given(Association, *ACTIVE, SUSPENDED).resume(document_number="")


def test_the_code_of_what_is_no_more_does_not_change() -> None:
    with pytest.raises(AssociationGone):
        given(Association, *ACTIVE, MERGED).change_code(
            code="320371005002", town=TOWN, valid_from=ON, document_number=PAPER
        )
