"""Voids, and voids taken back: what a void record held is free, and claimed again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from application.refusals import (
    AlreadyThere,
    AreaUnknown,
    DecisionNeedsDistrict,
    EntryIsVoid,
    NotYoursToCorrect,
)
from domain.appeal import Appeal, AppealStatus
from domain.history.aggregate import EntryUnknown, RecordIsNotVoid, RecordIsVoid
from domain.pairing import Pairing, PairingStatus
from domain.resident import Resident, ResidentNotOnFile
from domain.words import ResidentStatus
from support.casework import (
    START,
    a_commissioner,
    a_pairing,
    a_resident,
    a_roster,
    an_active_association,
    an_appeal,
    an_appeal_in_progress,
    an_association,
    confirm,
    triage,
)
from support.office import (
    CHAIR,
    COMMISSIONER,
    LEADER,
    OFFICER,
    TODAY,
    TOWN_OFFICER,
    Front,
    identity_number,
)

if TYPE_CHECKING:
    from uuid import UUID

MISTAKE = "录入重复"


@pytest.fixture
def association(front: Front) -> UUID:
    return an_active_association(front)


@pytest.fixture
def resident(front: Front, association: UUID) -> UUID:
    return a_resident(front, association)


def void(front: Front, path: str, stream: UUID, version: int | None = None, **how: Any) -> int:
    said: dict[str, Any] = {} if version is None else {"version": version}
    return front.give(f"{path}/void", stream, reason=MISTAKE, **said, **how).version


def revert(front: Front, path: str, stream: UUID, version: int | None = None, **how: Any) -> int:
    said: dict[str, Any] = {} if version is None else {"version": version}
    return front.give(f"{path}/revert-void", stream, reason="没有重复", **said, **how).version


# --- a whole record, and one entry


def test_a_void_record_takes_nothing_but_its_voids_taking_back(
    front: Front, resident: UUID
) -> None:
    appeal = an_appeal(front, resident)
    void(front, "appeals", appeal)
    with pytest.raises(RecordIsVoid):
        triage(front, appeal)
    with pytest.raises(RecordIsVoid):
        void(front, "appeals", appeal)
    with pytest.raises(EntryIsVoid):
        front.give("appeals/correct", appeal, version=1, field="people", new=3, reason="看错")
    revert(front, "appeals", appeal)
    triage(front, appeal)
    assert front.fold(Appeal, appeal).status is AppealStatus.TRIAGED


def test_a_void_entry_is_as_if_it_had_not_been(front: Front, resident: UUID) -> None:
    appeal = an_appeal(front, resident)
    triage(front, appeal)
    at = void(front, "appeals", appeal, 2)
    assert front.fold(Appeal, appeal).status is AppealStatus.REGISTERED
    revert(front, "appeals", appeal, at)
    assert front.fold(Appeal, appeal).status is AppealStatus.TRIAGED


def test_an_entry_is_voided_once(front: Front, resident: UUID) -> None:
    appeal = an_appeal(front, resident)
    triage(front, appeal)
    void(front, "appeals", appeal, 2)
    with pytest.raises(EntryIsVoid):
        void(front, "appeals", appeal, 2)


def test_a_void_is_reverted_and_not_voided(front: Front, resident: UUID) -> None:
    appeal = an_appeal(front, resident)
    triage(front, appeal)
    at = void(front, "appeals", appeal, 2)
    with pytest.raises(EntryUnknown):
        void(front, "appeals", appeal, at)
    again = revert(front, "appeals", appeal, at)
    with pytest.raises(EntryUnknown):
        void(front, "appeals", appeal, again)
    with pytest.raises(EntryUnknown):
        void(front, "appeals", appeal, 99)


def test_only_a_void_in_force_is_taken_back(front: Front, resident: UUID) -> None:
    appeal = an_appeal(front, resident)
    triage(front, appeal)
    for version in (None, 1, 99):
        with pytest.raises(RecordIsNotVoid):
            revert(front, "appeals", appeal, version)
    at = void(front, "appeals", appeal, 2)
    with pytest.raises(RecordIsNotVoid):
        revert(front, "appeals", appeal)
    revert(front, "appeals", appeal, at)
    with pytest.raises(RecordIsNotVoid):
        revert(front, "appeals", appeal, at)


# --- what is held


def test_a_void_pairing_leaves_the_place_and_takes_it_again(
    front: Front, association: UUID, resident: UUID
) -> None:
    pairing = a_pairing(front, resident, association)
    confirm(front, pairing)
    void(front, "pairings", pairing)
    assert front.log.held_by(pairing) == []
    revert(front, "pairings", pairing)
    assert front.log.holder(f"pairing-slot:{resident}") == pairing


def test_a_void_is_not_taken_back_when_somebody_has_the_place(
    front: Front, association: UUID, resident: UUID
) -> None:
    first, second = (a_pairing(front, resident, association) for _ in range(2))
    confirm(front, first)
    void(front, "pairings", first)
    confirm(front, second)
    with pytest.raises(AlreadyThere) as refused:
        revert(front, "pairings", first)
    assert refused.value.details == {"kind": "pairing-slot", "held_by": second}
    assert front.fold(Pairing, first).is_void


def test_a_pairing_whose_end_is_void_has_its_place_again(
    front: Front, association: UUID, resident: UUID
) -> None:
    first, second = (a_pairing(front, resident, association) for _ in range(2))
    confirm(front, first)
    ended = front.give("pairings/end", first, actor=CHAIR, reason="asked")
    void(front, "pairings", first, ended.version)
    assert front.fold(Pairing, first).status is PairingStatus.ACTIVE
    with pytest.raises(AlreadyThere):
        confirm(front, second)


def test_a_pairing_whose_start_is_void_leaves_its_place(
    front: Front, association: UUID, resident: UUID
) -> None:
    first, second = (a_pairing(front, resident, association) for _ in range(2))
    confirm(front, first)
    void(front, "pairings", first, 2)
    confirm(front, second)
    with pytest.raises(AlreadyThere):
        confirm(front, first, START)


def test_a_void_appointment_leaves_the_post_free(front: Front, association: UUID) -> None:
    appointment = a_commissioner(front, association)
    void(front, "appointments", appointment, actor=OFFICER)
    again = a_commissioner(front, association)
    with pytest.raises(AlreadyThere):
        revert(front, "appointments", appointment)
    assert front.log.held_by(again) != []


def test_a_void_association_leaves_village_and_areas_free(front: Front) -> None:
    association = an_active_association(front)
    held = front.log.held_by(association)
    void(front, "associations", association)
    assert front.log.held_by(association) == []
    with pytest.raises(AreaUnknown):
        a_resident(front, association)
    revert(front, "associations", association)
    assert sorted(front.log.held_by(association)) == sorted(held)


def test_a_void_file_leaves_its_id_number_free_and_takes_it_again(
    front: Front, association: UUID, resident: UUID
) -> None:
    void(front, "residents", resident)
    assert front.log.held_by(resident) == []
    with pytest.raises(ResidentNotOnFile):
        an_appeal(front, resident)
    revert(front, "residents", resident)
    with pytest.raises(AlreadyThere) as refused:
        a_resident(front, association)
    assert refused.value.details["held_by"] == resident


def test_a_file_is_not_taken_back_when_its_number_is_on_another(
    front: Front, association: UUID, resident: UUID
) -> None:
    void(front, "residents", resident)
    other = a_resident(front, association)
    with pytest.raises(AlreadyThere) as refused:
        revert(front, "residents", resident)
    assert refused.value.details["held_by"] == other


def test_a_correction_of_a_number_that_is_void_gives_the_first_number_back(
    front: Front, association: UUID, resident: UUID
) -> None:
    first, second = identity_number(), identity_number(sequence=13)
    corrected = front.give(
        "residents/correct",
        resident,
        version=1,
        field="identity_number",
        new=second,
        reason="看错",
    )
    void(front, "residents", resident, corrected.version)
    assert front.log.held_by(resident) == [front.vault.token("identity", first)]
    a_resident(front, association, number=second)


def test_a_death_recorded_by_mistake_is_voided(front: Front, resident: UUID) -> None:
    died = front.give("residents/record-death", resident, died_on=TODAY, evidence="data_comparison")
    void(front, "residents", resident, died.version)
    assert front.fold(Resident, resident).status is ResidentStatus.REGISTERED


# --- who may


def test_the_author_voids_on_the_same_day_and_the_town_later(front: Front, resident: UUID) -> None:
    first, second = an_appeal(front, resident), an_appeal(front, resident)
    void(front, "appeals", first, actor=COMMISSIONER)
    with pytest.raises(NotYoursToCorrect):
        void(front, "appeals", second, actor=CHAIR)
    front.now += timedelta(days=1)
    with pytest.raises(NotYoursToCorrect):
        void(front, "appeals", second, actor=COMMISSIONER)
    void(front, "appeals", second, actor=TOWN_OFFICER)


def test_the_author_voids_no_record_to_which_others_have_added(
    front: Front, resident: UUID
) -> None:
    appeal = an_appeal(front, resident)
    triage(front, appeal)
    with pytest.raises(NotYoursToCorrect):
        void(front, "appeals", appeal, actor=COMMISSIONER)
    void(front, "appeals", appeal, actor=TOWN_OFFICER)


def test_who_voided_takes_it_back_on_the_same_day(front: Front, resident: UUID) -> None:
    appeal = an_appeal(front, resident)
    void(front, "appeals", appeal, actor=COMMISSIONER)
    with pytest.raises(NotYoursToCorrect):
        revert(front, "appeals", appeal, actor=CHAIR)
    revert(front, "appeals", appeal, actor=COMMISSIONER)


def test_a_decision_is_voided_by_the_district_and_so_is_a_record_that_holds_one(
    front: Front, resident: UUID
) -> None:
    appeal = an_appeal_in_progress(front, resident)
    said: dict[str, Any] = {"outcome": "resolved", "reply": "已办", "means": "phone"}
    replied = front.give("appeals/reply", appeal, actor=COMMISSIONER, **said).version
    for version in (replied, None):
        with pytest.raises(DecisionNeedsDistrict):
            void(front, "appeals", appeal, version, actor=COMMISSIONER)
        with pytest.raises(DecisionNeedsDistrict):
            void(front, "appeals", appeal, version, actor=TOWN_OFFICER)
    at = void(front, "appeals", appeal, replied)
    with pytest.raises(DecisionNeedsDistrict):
        revert(front, "appeals", appeal, at, actor=TOWN_OFFICER)
    revert(front, "appeals", appeal, at)


def test_what_was_noted_beside_a_decision_is_no_decision(front: Front, resident: UUID) -> None:
    appeal = an_appeal_in_progress(front, resident)
    note = front.give("appeals/note-progress", appeal, actor=COMMISSIONER, note="已联系")
    void(front, "appeals", appeal, note.version, actor=COMMISSIONER)


def test_a_roster_is_the_districts_throughout(front: Front) -> None:
    institution = a_roster(front)
    with pytest.raises(DecisionNeedsDistrict):
        void(front, "institutions", institution, 2, actor=TOWN_OFFICER)
    void(front, "institutions", institution, 2)


def test_what_belongs_to_no_town_is_the_districts_throughout(front: Front) -> None:
    batch = front.open("batches", planned_on=TODAY, institution=a_roster(front), doctors=(uuid4(),))
    with pytest.raises(NotYoursToCorrect):
        void(front, "batches", batch, actor=TOWN_OFFICER)
    void(front, "batches", batch, actor=LEADER)


def test_the_logs_own_beginning_is_for_ever(front: Front) -> None:
    assert an_association(front) != uuid4()
    first = front.log.event_at(1)
    assert first is not None
    for version in (None, 1):
        with pytest.raises(Exception, match="账本已启用"):
            void(front, "system", first.stream, version)
