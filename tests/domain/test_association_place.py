"""An association in its place: plate, areas, population, code, brand, terms (`domain.md` 5, 10.7)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from domain.association import (
    AreaAlreadyHere,
    AreaAssigned,
    AreaNotHere,
    AreaRemoved,
    Association,
    AssociationGone,
    AssociationsMerged,
    BrandAlreadyActive,
    BrandNotActive,
    BrandRegistered,
    BrandRetired,
    DivisionCodeChanged,
    DivisionCodeMalformed,
    DivisionCodeReachesLockedMonth,
    DivisionCodeUnchanged,
    PlateAlreadyApproved,
    PlateApproved,
    PlateHung,
    PlateNotApproved,
    PlateNotHung,
    PlateRemoved,
    PledgePublished,
    PopulationNotPositive,
    PopulationRecorded,
    TermAlreadyRunning,
    TermEnded,
    TermNotRunning,
    TermNumberNotNext,
    TermStarted,
    quota,
)
from support.associations import (
    ACTIVE,
    AREA,
    AREA_ASSIGNED,
    ON,
    OTHER_AREA,
    OTHER_ASSOCIATION,
    PAPER,
    PROPOSED,
)
from support.histories import TOWN, VILLAGE, given, id_of

if TYPE_CHECKING:
    from uuid import UUID

    from domain.history import Event

MERGED = AssociationsMerged(into=OTHER_ASSOCIATION, document_number=PAPER)
PLATE_APPROVED = PlateApproved(document_number="组发〔2022〕1号", approved_by="区委组织部")
PLATE_HUNG = PlateHung(place="党群服务中心", photo=id_of("photo"))
PLATE_REMOVED = PlateRemoved(reason="清理牌子")
BRAND = BrandRegistered(title="十字诀", slogan="听", description="倾听为先")


def test_a_plate_is_admitted_hung_and_removed() -> None:
    active = given(Association, *ACTIVE)
    admitted = given(Association, *ACTIVE, PLATE_APPROVED)
    hung = given(Association, *ACTIVE, PLATE_APPROVED, PLATE_HUNG)

    assert (
        active.approve_plate(document_number="组发〔2022〕1号", approved_by="区委组织部")
        == PLATE_APPROVED
    )
    assert admitted.hang_plate(place="党群服务中心", photo=id_of("photo")) == PLATE_HUNG
    assert hung.remove_plate(reason="清理牌子") == PLATE_REMOVED


@pytest.mark.parametrize("earlier", [(), (PLATE_APPROVED, PLATE_HUNG, PLATE_REMOVED)])
def test_no_plate_hangs_that_was_not_admitted_as_section_5_3_says(
    earlier: tuple[Event, ...],
) -> None:
    with pytest.raises(PlateNotApproved):
        given(Association, *ACTIVE, *earlier).hang_plate(place="党群服务中心", photo=id_of("photo"))


def test_a_plate_is_admitted_once_and_anew_after_it_was_removed() -> None:
    with pytest.raises(PlateAlreadyApproved):
        given(Association, *ACTIVE, PLATE_APPROVED).approve_plate(
            document_number=PAPER, approved_by="区委组织部"
        )
    with pytest.raises(PlateNotHung):
        given(Association, *ACTIVE, PLATE_APPROVED).remove_plate(reason="清理牌子")
    removed = given(Association, *ACTIVE, PLATE_APPROVED, PLATE_HUNG, PLATE_REMOVED)
    assert removed.approve_plate(document_number=PAPER, approved_by="区委组织部").approved_by


def test_the_plate_of_a_merged_association_still_comes_down() -> None:
    merged = given(Association, *ACTIVE, PLATE_APPROVED, PLATE_HUNG, MERGED)

    assert merged.remove_plate(reason="清理牌子") == PLATE_REMOVED


def test_areas_come_and_go() -> None:
    association = given(Association, PROPOSED, AREA_ASSIGNED)

    assert association.assign_area(area=OTHER_AREA, name="二组") == AreaAssigned(
        area=OTHER_AREA, name="二组"
    )
    with pytest.raises(AreaAlreadyHere):
        association.assign_area(area=AREA, name="一组")
    assert association.remove_area(area=AREA, reason="调整") == AreaRemoved(
        area=AREA, reason="调整"
    )
    with pytest.raises(AreaNotHere):
        association.remove_area(area=OTHER_AREA, reason="调整")


@pytest.mark.parametrize("removed", [AREA, OTHER_AREA])
def test_an_area_that_is_given_up_leaves_the_others(removed: UUID) -> None:
    kept = OTHER_AREA if removed == AREA else AREA
    association = given(
        Association,
        PROPOSED,
        AREA_ASSIGNED,
        AreaAssigned(area=OTHER_AREA, name="二组"),
        AreaRemoved(area=removed, reason="调整"),
    )

    assert association.areas == (kept,)


def test_a_merged_association_gives_up_areas_and_takes_none() -> None:
    merged = given(Association, *ACTIVE, MERGED)

    assert merged.remove_area(area=AREA, reason="合并").area == AREA
    with pytest.raises(AssociationGone):
        merged.assign_area(area=OTHER_AREA, name="二组")


def test_the_population_is_recorded_and_greater_than_zero() -> None:
    association = given(Association, *ACTIVE)
    event = association.record_population(count=5100, as_of=ON, source="公安户籍")

    assert event == PopulationRecorded(count=5100, as_of=ON, source="公安户籍")
    assert given(Association, *ACTIVE, event).population == 5100
    with pytest.raises(PopulationNotPositive):
        association.record_population(count=0, as_of=ON, source="公安户籍")


@pytest.mark.parametrize(
    ("population", "commissioners"),
    [(1, 1), (1_300, 1), (4_479, 1), (4_499, 1), (4_500, 2), (5_100, 2), (6_200, 2), (7_500, 3)],
)
def test_one_commissioner_is_due_for_3000_half_rounded_up_at_least_one_as_section_5_5_says(
    population: int, commissioners: int
) -> None:
    assert quota(population) == commissioners


def test_a_code_changes_outside_the_locked_months_or_as_a_declared_adjustment() -> None:
    association = given(Association, *ACTIVE)
    first, last_locked = date(2022, 6, 1), date(2022, 5, 31)

    def change(code: str, valid_from: date, *, adjusts: bool = False) -> DivisionCodeChanged:
        return association.change_code(
            code=code,
            town=TOWN,
            valid_from=valid_from,
            document_number=PAPER,
            locked_through=last_locked,
            adjusts_locked_months=adjusts,
        )

    event = change("320371005002", first)

    assert event == DivisionCodeChanged(
        code="320371005002", town=TOWN, valid_from=first, document_number=PAPER
    )
    with pytest.raises(DivisionCodeReachesLockedMonth):
        change("320371005002", last_locked)
    assert change("320371005002", last_locked, adjusts=True).valid_from == last_locked
    with pytest.raises(DivisionCodeReachesLockedMonth):  # nothing is adjusted unless it is said
        association.change_code(
            code="320371005002",
            town=TOWN,
            valid_from=last_locked,
            document_number=PAPER,
            locked_through=last_locked,
        )
    with pytest.raises(DivisionCodeUnchanged):
        change(VILLAGE, first)
    with pytest.raises(DivisionCodeMalformed):
        change("320371004002", first)


def test_a_pledge_is_published() -> None:
    event = given(Association, *ACTIVE).publish_pledge(text="有诉必应")

    assert event == PledgePublished(text="有诉必应")


def test_one_brand_at_a_time_is_in_use() -> None:
    active = given(Association, *ACTIVE)
    branded = given(Association, *ACTIVE, BRAND)

    assert active.register_brand(title="十字诀", slogan="听", description="倾听为先") == BRAND
    with pytest.raises(BrandAlreadyActive):
        branded.register_brand(title="十心", slogan="意", description="十心十意")
    assert branded.retire_brand(reason="更换") == BrandRetired(reason="更换")
    with pytest.raises(BrandNotActive):
        active.retire_brand(reason="更换")
    rebranded = given(Association, *ACTIVE, BRAND, BrandRetired(reason="更换"))
    assert rebranded.register_brand(title="十字诀", slogan="听", description="倾听为先") == BRAND


def test_terms_follow_one_another() -> None:
    started = TermStarted(number=3, planned_last_day=date(2027, 2, 28))
    running = given(Association, *ACTIVE, started)
    over = given(Association, *ACTIVE, started, TermEnded(number=3))

    assert (
        given(Association, *ACTIVE).start_term(number=3, planned_last_day=date(2027, 2, 28))
        == started
    )
    with pytest.raises(TermAlreadyRunning):
        running.start_term(number=4, planned_last_day=date(2032, 2, 28))
    assert running.end_term() == TermEnded(number=3)
    with pytest.raises(TermNumberNotNext):
        over.start_term(number=3, planned_last_day=date(2032, 2, 28))
    with pytest.raises(TermNotRunning):
        over.end_term()
