"""Guardians, household and main carer of a resident (`domain.md` 1.7, 10.13a)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.calendar import DayNotYetCome
from domain.resident import (
    CarerAlreadySet,
    CarerEnded,
    CarerSet,
    EndBeforeBeginning,
    GuardianAlreadySet,
    GuardianEnded,
    HouseholdAlreadyJoined,
    HouseholdJoined,
    HouseholdLeft,
    NoCarer,
    NotAGuardian,
    NotInHousehold,
    PersonIsTheResident,
    Resident,
)
from domain.words import (
    GuardianBasis,
)
from support.histories import CASE as STREAM
from support.histories import given, id_of, sealed
from support.residents import (
    DOCUMENT,
    HOUSEHOLD,
    MOTHER,
    MOTHER_SET,
    NAME,
    REGISTERED,
)

TODAY = date(2022, 6, 20)
CARER = id_of("carer")
CARER_SET = CarerSet(
    carer=CARER, name=sealed("carer"), relation=sealed("kin"), from_on=date(2022, 4, 1)
)


# ---- Guardians (`domain.md` 1.7) ----


def set_guardian(
    resident: Resident,
    *,
    guardian: str = "mother",
    from_on: date = date(2015, 6, 1),
    to_on: date | None = None,
) -> object:
    return resident.set_guardian(
        guardian=id_of(guardian),
        name=MOTHER_SET.name,
        relation=MOTHER_SET.relation,
        basis=GuardianBasis.STATUTORY,
        from_on=from_on,
        to_on=to_on,
        evidence=DOCUMENT,
    )


def test_a_guardian_is_set_with_basis_and_evidence() -> None:
    assert set_guardian(given(Resident, REGISTERED)) == MOTHER_SET


def test_both_parents_may_be_guardians_but_neither_twice() -> None:
    resident = given(Resident, REGISTERED, MOTHER_SET)
    for name in ("father", "foster mother"):
        assert set_guardian(resident, guardian=name) == replace(MOTHER_SET, guardian=id_of(name))
    with pytest.raises(GuardianAlreadySet):
        set_guardian(resident, from_on=date(2022, 1, 1))


def test_a_guardianship_holds_from_its_first_day_to_its_last() -> None:
    term = replace(MOTHER_SET, to_on=date(2022, 4, 30))
    resident = given(Resident, REGISTERED, term)
    assert not resident.has_guardian(date(2015, 5, 31))
    assert resident.has_guardian(date(2015, 6, 1))
    assert resident.has_guardian(date(2022, 4, 30))
    assert not resident.has_guardian(date(2022, 5, 1))
    assert set_guardian(resident, from_on=date(2022, 5, 1)) == replace(
        MOTHER_SET, from_on=date(2022, 5, 1)
    )
    with pytest.raises(GuardianAlreadySet):
        set_guardian(resident, from_on=date(2022, 4, 30))


def test_an_earlier_guardianship_may_be_entered_later_if_it_ends_before() -> None:
    resident = given(Resident, REGISTERED, MOTHER_SET)
    earlier = replace(MOTHER_SET, from_on=date(2014, 1, 1), to_on=date(2015, 5, 31))
    entered = set_guardian(resident, from_on=date(2014, 1, 1), to_on=date(2015, 5, 31))
    assert entered == earlier
    with pytest.raises(GuardianAlreadySet):
        set_guardian(resident, from_on=date(2014, 1, 1), to_on=date(2015, 6, 1))


def test_a_guardianship_ends_on_its_last_day() -> None:
    resident = given(Resident, REGISTERED, MOTHER_SET)
    event = resident.end_guardian(guardian=MOTHER, ended_on=date(2022, 6, 1), evidence=DOCUMENT)
    assert event == GuardianEnded(guardian=MOTHER, ended_on=date(2022, 6, 1), evidence=DOCUMENT)
    ended = given(Resident, REGISTERED, MOTHER_SET, event)
    assert ended.guardians(date(2022, 6, 1)) == (MOTHER,)
    assert ended.guardians(date(2022, 6, 2)) == ()


def test_ending_one_guardianship_leaves_the_others() -> None:
    father = replace(MOTHER_SET, guardian=id_of("father"))
    ended = GuardianEnded(guardian=MOTHER, ended_on=date(2022, 6, 1))
    resident = given(Resident, REGISTERED, MOTHER_SET, father, ended)
    assert resident.guardians(TODAY) == (id_of("father"),)


def test_nobody_ends_what_never_began() -> None:
    resident = given(Resident, REGISTERED, MOTHER_SET)
    with pytest.raises(NotAGuardian):
        resident.end_guardian(guardian=id_of("father"), ended_on=TODAY)
    with pytest.raises(NotAGuardian):
        resident.end_guardian(guardian=MOTHER, ended_on=date(2015, 5, 31))


def test_a_guardianship_does_not_end_before_it_begins() -> None:
    with pytest.raises(EndBeforeBeginning):
        set_guardian(given(Resident, REGISTERED), to_on=date(2015, 5, 31))


def test_nobody_is_their_own_guardian_or_carer() -> None:
    resident = given(Resident, REGISTERED)
    with pytest.raises(PersonIsTheResident):
        resident.set_guardian(
            guardian=STREAM,
            name=NAME,
            relation=sealed(),
            basis=GuardianBasis.AGREED,
            from_on=TODAY,
            evidence=DOCUMENT,
        )
    with pytest.raises(PersonIsTheResident):
        resident.set_carer(carer=STREAM, name=NAME, relation=sealed(), from_on=TODAY)


# ---- Household, carer ----


def test_a_household_is_left_before_another_is_joined() -> None:
    resident = given(Resident, REGISTERED)
    other = id_of("other household")
    with pytest.raises(HouseholdAlreadyJoined):
        resident.join_household(household=other, joined_on=TODAY, on=TODAY)
    left = resident.leave_household(left_on=date(2022, 6, 1), on=TODAY)
    assert left == HouseholdLeft(household=HOUSEHOLD, left_on=date(2022, 6, 1))
    alone = given(Resident, REGISTERED, left)
    with pytest.raises(NotInHousehold):
        alone.leave_household(left_on=TODAY, on=TODAY)
    joined = alone.join_household(household=other, joined_on=date(2022, 6, 2), on=TODAY)
    assert joined == HouseholdJoined(household=other, joined_on=date(2022, 6, 2))
    assert given(Resident, REGISTERED, left, joined).household == other


def test_a_household_is_not_left_before_it_was_joined_nor_tomorrow() -> None:
    joined = HouseholdJoined(household=HOUSEHOLD, joined_on=date(2022, 6, 2))
    resident = given(Resident, replace(REGISTERED, household=None), joined)
    with pytest.raises(EndBeforeBeginning):
        resident.leave_household(left_on=date(2022, 6, 1), on=TODAY)
    with pytest.raises(DayNotYetCome):
        resident.leave_household(left_on=date(2022, 6, 21), on=TODAY)
    for left_on in (date(2022, 6, 2), date(2022, 6, 3)):
        assert resident.leave_household(left_on=left_on, on=TODAY).left_on == left_on


def test_a_main_carer_is_one_at_a_time_and_may_be_somebody_else_than_the_guardian() -> None:
    """`domain.md` 10.13a."""
    event = given(Resident, REGISTERED, MOTHER_SET).set_carer(
        carer=CARER, name=CARER_SET.name, relation=CARER_SET.relation, from_on=date(2022, 4, 1)
    )
    assert event == CARER_SET
    resident = given(Resident, REGISTERED, CARER_SET)
    with pytest.raises(CarerAlreadySet):
        resident.set_carer(carer=MOTHER, name=NAME, relation=sealed(), from_on=TODAY)
    with pytest.raises(EndBeforeBeginning):
        resident.end_carer(ended_on=date(2022, 3, 31))
    ended = resident.end_carer(ended_on=date(2022, 4, 1))
    assert ended == CarerEnded(carer=CARER, ended_on=date(2022, 4, 1))
    with pytest.raises(NoCarer):
        given(Resident, REGISTERED, CARER_SET, ended).end_carer(ended_on=TODAY)
