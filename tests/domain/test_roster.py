"""Which institution and which doctor may assess what, and when (`domain.md` 10.13a)."""

from __future__ import annotations

from datetime import date

import pytest

from domain.assessment import (
    DesignationEnded,
    DoctorAlreadyListed,
    DoctorBeyondDesignation,
    DoctorDelisted,
    DoctorListed,
    DoctorNotListed,
    InstitutionAlreadyDesignated,
    InstitutionDesignated,
    InstitutionHasNoDesignation,
    NoCategoriesGiven,
    PeriodEndsBeforeItBegins,
    Roster,
)
from domain.words import DisabilityCategory
from support.histories import given, id_of

DOCTOR = id_of("doctor")
PHYSICAL, MENTAL = DisabilityCategory.PHYSICAL, DisabilityCategory.MENTAL
NAME = "某区人民医院"

DESIGNATED = InstitutionDesignated(
    name=NAME,
    categories=(PHYSICAL, MENTAL),
    valid_from=date(2022, 1, 1),
    valid_to=date(2022, 12, 31),
)
LISTED = DoctorListed(doctor=DOCTOR, categories=(PHYSICAL,), valid_from=date(2022, 3, 1))


def designate(
    roster: Roster,
    *categories: DisabilityCategory,
    first: date = date(2022, 1, 1),
    last: date | None = date(2022, 12, 31),
) -> InstitutionDesignated:
    return roster.designate(name=NAME, categories=categories, valid_from=first, valid_to=last)


def list_doctor(
    roster: Roster, *categories: DisabilityCategory, first: date = date(2022, 3, 1)
) -> DoctorListed:
    return roster.list_doctor(doctor=DOCTOR, categories=categories, valid_from=first)


def test_an_institution_is_designated_for_categories_and_a_period() -> None:
    assert designate(given(Roster), PHYSICAL, MENTAL) == DESIGNATED

    roster = given(Roster, DESIGNATED)
    assert roster.is_designated(PHYSICAL, date(2022, 1, 1))
    assert roster.is_designated(MENTAL, date(2022, 12, 31))
    assert not roster.is_designated(PHYSICAL, date(2021, 12, 31))
    assert not roster.is_designated(PHYSICAL, date(2023, 1, 1))
    assert not roster.is_designated(DisabilityCategory.VISUAL, date(2022, 6, 1))


def test_a_designation_without_an_end_goes_on() -> None:
    roster = given(Roster, designate(given(Roster), PHYSICAL, last=None))

    assert roster.is_designated(PHYSICAL, date(2030, 1, 1))


def test_multiple_disability_is_listed_by_its_single_categories() -> None:
    with pytest.raises(NoCategoriesGiven):
        designate(given(Roster))
    with pytest.raises(NoCategoriesGiven):
        designate(given(Roster), DisabilityCategory.MULTIPLE)


def test_a_period_begins_before_it_ends() -> None:
    with pytest.raises(PeriodEndsBeforeItBegins):
        designate(given(Roster), PHYSICAL, last=date(2021, 12, 31))


def test_designations_do_not_overlap_but_may_follow_each_other() -> None:
    roster = given(Roster, DESIGNATED)

    with pytest.raises(InstitutionAlreadyDesignated):
        designate(roster, PHYSICAL, first=date(2022, 12, 31), last=None)
    with pytest.raises(InstitutionAlreadyDesignated):
        designate(roster, PHYSICAL, first=date(2021, 1, 1), last=date(2022, 1, 1))
    designate(roster, PHYSICAL, first=date(2023, 1, 1), last=None)
    designate(roster, PHYSICAL, first=date(2021, 1, 1), last=date(2021, 12, 31))


def test_a_designation_ends_after_its_last_day() -> None:
    event = given(Roster, DESIGNATED, LISTED).end_designation(last_day=date(2022, 6, 30))

    assert event == DesignationEnded(last_day=date(2022, 6, 30))
    roster = given(Roster, DESIGNATED, LISTED, event)
    assert roster.is_designated(PHYSICAL, date(2022, 6, 30))
    assert not roster.is_designated(PHYSICAL, date(2022, 7, 1))
    assert not roster.lists(DOCTOR, PHYSICAL, date(2022, 7, 1))


def test_there_is_a_designation_to_end() -> None:
    with pytest.raises(InstitutionHasNoDesignation):
        given(Roster).end_designation(last_day=date(2022, 6, 30))


def test_a_doctor_is_listed_for_what_the_institution_may_assess() -> None:
    assert list_doctor(given(Roster, DESIGNATED), PHYSICAL) == LISTED
    with pytest.raises(DoctorBeyondDesignation):
        list_doctor(given(Roster, DESIGNATED), DisabilityCategory.VISUAL)
    with pytest.raises(NoCategoriesGiven):
        list_doctor(given(Roster, DESIGNATED))


def test_the_list_answers_for_doctor_category_and_day() -> None:
    roster = given(Roster, DESIGNATED, LISTED)

    assert roster.lists(DOCTOR, PHYSICAL, date(2022, 3, 1))
    assert not roster.lists(DOCTOR, PHYSICAL, date(2022, 2, 28))
    assert not roster.lists(DOCTOR, MENTAL, date(2022, 3, 1))
    assert not roster.lists(id_of("somebody else"), PHYSICAL, date(2022, 3, 1))


def test_a_doctor_is_listed_once_at_a_time() -> None:
    with pytest.raises(DoctorAlreadyListed):
        list_doctor(given(Roster, DESIGNATED, LISTED), PHYSICAL, MENTAL, first=date(2022, 5, 1))


def test_a_doctor_leaves_the_list_and_may_come_back_with_other_categories() -> None:
    other = DoctorListed(
        doctor=id_of("other doctor"), categories=(MENTAL,), valid_from=date(2022, 3, 1)
    )
    event = given(Roster, DESIGNATED, LISTED, other).delist_doctor(
        doctor=DOCTOR, last_day=date(2022, 4, 30)
    )

    assert event == DoctorDelisted(doctor=DOCTOR, last_day=date(2022, 4, 30))
    roster = given(Roster, DESIGNATED, LISTED, other, event)
    assert roster.lists(DOCTOR, PHYSICAL, date(2022, 4, 30))
    assert not roster.lists(DOCTOR, PHYSICAL, date(2022, 5, 1))
    assert roster.lists(id_of("other doctor"), MENTAL, date(2022, 5, 1))
    list_doctor(roster, PHYSICAL, MENTAL, first=date(2022, 5, 1))


def test_only_who_is_listed_is_taken_off() -> None:
    with pytest.raises(DoctorNotListed):
        given(Roster, DESIGNATED).delist_doctor(doctor=DOCTOR, last_day=date(2022, 4, 30))
