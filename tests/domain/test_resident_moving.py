"""A resident moving away, moving in, dying, and being alive after all (`domain.md` 10.12)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.calendar import DayNotYetCome
from domain.resident import (
    CarerEnded,
    CarerSet,
    DeathReverted,
    GuardianEnded,
    MovedBackTooSoon,
    OpenMattersUndecided,
    Resident,
    ResidentAlive,
    ResidentDead,
    ResidentDied,
    ResidentLivesHere,
    ResidentMovedAway,
    ResidentMovedIn,
    ResidentMovedOut,
)
from domain.words import (
    ConsentPurpose,
    DeathEvidence,
    IdentityDocument,
    ResidentStatus,
    ToldBy,
)
from support.histories import given, id_of, sealed
from support.residents import (
    ADDRESS,
    DIED,
    DOCUMENT,
    HOUSEHOLD,
    ISSUED,
    MOTHER,
    MOTHER_SET,
    MOVED_OUT,
    NOTICE,
    OTHER_VILLAGE_ID,
    PHONE,
    REGISTERED,
    SUSPECTED,
)

TODAY = date(2022, 6, 20)
CARER = id_of("carer")
CARER_SET = CarerSet(
    carer=CARER, name=sealed("carer"), relation=sealed("kin"), from_on=date(2022, 4, 1)
)


# ---- Moving ----


def move_out(resident: Resident, *, matters_decided: bool = True) -> ResidentMovedOut:
    return resident.move_out(
        moved_on=date(2022, 1, 10),
        place=MOVED_OUT.place,
        matters_decided=matters_decided,
        on=TODAY,
    )


def move_in(resident: Resident, moved_on: date = date(2022, 6, 1)) -> ResidentMovedIn:
    return resident.move_in(
        moved_on=moved_on,
        association=OTHER_VILLAGE_ID,
        household=None,
        address=ADDRESS,
        on=TODAY,
    )


def test_a_move_away_is_recorded_once_pairing_and_cases_are_decided() -> None:
    """`domain.md` 10.12."""
    resident = given(Resident, REGISTERED)
    with pytest.raises(OpenMattersUndecided):
        move_out(resident, matters_decided=False)
    assert move_out(resident) == MOVED_OUT
    gone = given(Resident, REGISTERED, MOVED_OUT)
    assert gone.status is ResidentStatus.INACTIVE
    assert gone.household is None


def test_who_moved_away_takes_no_entries_that_make_no_sense() -> None:
    gone = given(Resident, REGISTERED, MOVED_OUT)
    with pytest.raises(ResidentMovedAway):
        move_out(gone)
    with pytest.raises(ResidentMovedAway):
        gone.verify_identity(document=IdentityDocument.IDENTITY_CARD, agrees=True)
    with pytest.raises(ResidentMovedAway):
        gone.set_carer(carer=MOTHER, name=sealed("carer"), relation=sealed(), from_on=TODAY)


def test_a_move_in_follows_a_move_out_to_any_association() -> None:
    gone = given(Resident, REGISTERED, MOVED_OUT)
    event = move_in(gone)
    assert event == ResidentMovedIn(
        moved_on=date(2022, 6, 1),
        association=OTHER_VILLAGE_ID,
        household=None,
        address=ADDRESS,
    )
    back = given(Resident, REGISTERED, MOVED_OUT, event)
    assert back.status is ResidentStatus.REGISTERED
    assert back.association == OTHER_VILLAGE_ID


def test_a_move_in_is_neither_too_soon_nor_too_late_nor_without_a_move_out() -> None:
    gone = given(Resident, REGISTERED, MOVED_OUT)
    with pytest.raises(MovedBackTooSoon):
        move_in(gone, date(2022, 1, 9))
    with pytest.raises(DayNotYetCome):
        move_in(gone, date(2022, 6, 21))
    with pytest.raises(ResidentLivesHere):
        move_in(given(Resident, REGISTERED))
    with pytest.raises(ResidentDead):
        move_in(given(Resident, REGISTERED, MOVED_OUT, DIED))


# ---- Dying ----


def test_a_death_is_recorded_with_its_evidence() -> None:
    """Appendix B 11: dies on 2022-05-31, recorded 2022-06-20."""
    event = given(Resident, REGISTERED).record_death(
        died_on=date(2022, 5, 31), evidence=DeathEvidence.HOUSEHOLD, on=TODAY
    )
    assert event == DIED
    dead = given(Resident, REGISTERED, ISSUED, event)
    assert dead.status is ResidentStatus.INACTIVE
    assert dead.died_on == date(2022, 5, 31)


@pytest.mark.parametrize("evidence", list(DeathEvidence))
def test_four_kinds_of_evidence_prove_a_death(evidence: DeathEvidence) -> None:
    """`domain.md` 10.12: 死亡证明, 户籍注销, 村居证明, 数据比对."""
    event = given(Resident, SUSPECTED).record_death(
        died_on=TODAY, evidence=evidence, on=TODAY, document=DOCUMENT
    )
    assert event == ResidentDied(died_on=TODAY, evidence=evidence, document=DOCUMENT)


def test_nobody_dies_tomorrow_or_twice() -> None:
    with pytest.raises(DayNotYetCome):
        given(Resident, REGISTERED).record_death(
            died_on=date(2022, 6, 21), evidence=DeathEvidence.VILLAGE, on=TODAY
        )
    with pytest.raises(ResidentDead):
        given(Resident, REGISTERED, DIED).record_death(
            died_on=TODAY, evidence=DeathEvidence.VILLAGE, on=TODAY
        )


def test_the_dead_are_not_told_asked_or_visited_but_their_people_are_let_go() -> None:
    dead = given(Resident, REGISTERED, MOTHER_SET, CARER_SET, DIED)
    with pytest.raises(ResidentDead):
        dead.give_notice(notice=NOTICE)
    with pytest.raises(ResidentDead):
        dead.give_consent(
            purpose=ConsentPurpose.SENSITIVE, notice=NOTICE, on=TODAY, is_under_14=False
        )
    with pytest.raises(ResidentDead):
        dead.change_contact(phone=PHONE, told_by=ToldBy.FAMILY, told_on=TODAY, on=TODAY)
    with pytest.raises(ResidentDead):
        dead.join_household(household=HOUSEHOLD, joined_on=TODAY, on=TODAY)
    with pytest.raises(ResidentDead):
        move_out(dead)
    last_day = date(2022, 5, 31)
    assert dead.end_carer(ended_on=last_day) == CarerEnded(carer=CARER, ended_on=last_day)
    ended = GuardianEnded(guardian=MOTHER, ended_on=last_day)
    assert dead.end_guardian(guardian=MOTHER, ended_on=last_day) == ended


def test_somebody_who_moved_away_may_be_recorded_as_dead() -> None:
    gone = given(Resident, REGISTERED, MOVED_OUT)
    event = gone.record_death(died_on=date(2022, 5, 31), evidence=DeathEvidence.HOUSEHOLD, on=TODAY)
    assert event == DIED


def test_a_death_is_reverted_when_the_person_is_alive() -> None:
    dead = given(Resident, REGISTERED, DIED)
    event = dead.revert_death(document=DOCUMENT)
    assert event == DeathReverted(document=DOCUMENT)
    alive = given(Resident, REGISTERED, DIED, event)
    assert alive.status is ResidentStatus.REGISTERED
    assert alive.household == HOUSEHOLD
    with pytest.raises(ResidentAlive):
        alive.revert_death(document=DOCUMENT)


# ---- Not in the future ----


def test_nobody_moves_or_joins_a_household_tomorrow() -> None:
    tomorrow = date(2022, 6, 21)
    with pytest.raises(DayNotYetCome):
        given(Resident, REGISTERED).move_out(
            moved_on=tomorrow, place=MOVED_OUT.place, matters_decided=True, on=TODAY
        )
    with pytest.raises(DayNotYetCome):
        given(Resident, replace(REGISTERED, household=None)).join_household(
            household=HOUSEHOLD, joined_on=tomorrow, on=TODAY
        )
