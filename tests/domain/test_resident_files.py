"""Duplicates, restriction, erasure and correction of a resident's file (`domain.md` 10.12, 8.4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.history import Event, fold
from domain.resident import (
    CaseStillOpen,
    ConfirmedToBeTwoPeople,
    DuplicateNotSuspected,
    DuplicateSuspected,
    FileMerged,
    FileNotMerged,
    FileShredded,
    GroundsTooThin,
    MergeReverted,
    NotDuplicateConfirmed,
    ProcessingIsRestricted,
    ProcessingNotRestricted,
    ProcessingRestricted,
    Resident,
    ResidentCorrected,
    ResidentNotOnFile,
    ResidentShredded,
    ResidentsMerged,
    ResidentVoided,
    ResidentVoidReverted,
    RestrictionLifted,
    RetentionStillRuns,
    SameFile,
    TwoApproversNeeded,
    WinnerNotInUse,
)
from domain.words import DeathEvidence, DuplicateGround, ResidentStatus, RestrictionGround
from support.histories import CASE as STREAM
from support.histories import given, history, id_of, sealed
from support.residents import (
    ADDRESS,
    CARD,
    DIED,
    DOCUMENT,
    ENTRY,
    ISSUED,
    MERGED,
    NOTICE,
    NOTICE_GIVEN,
    REGISTERED,
    SUSPECTED,
    VILLAGE_ID,
    WINNER,
    approvers,
)

TODAY = date(2022, 6, 20)
REASON = sealed("reason")
SAME_NUMBER = (DuplicateGround.IDENTITY_NUMBER,)
NAME_AND_BIRTH = (DuplicateGround.NAME, DuplicateGround.BIRTH_DATE)
NAME_ALONE = (DuplicateGround.NAME,)
NAME_TWICE = (DuplicateGround.NAME, DuplicateGround.NAME)
APPRAISAL = id_of("appraisal")
SHREDDED = ResidentShredded(appraisal=APPRAISAL, approvers=approvers())
RESTRICTED = ProcessingRestricted(ground=RestrictionGround.RETENTION)
SUSPICION = DuplicateSuspected(other=WINNER, grounds=NAME_AND_BIRTH)
CONFIRMED = NotDuplicateConfirmed(other=WINNER)


# ---- Duplicates ----


@pytest.mark.parametrize("grounds", [SAME_NUMBER, NAME_AND_BIRTH])
def test_a_duplicate_is_the_same_id_number_or_two_other_things(
    grounds: tuple[DuplicateGround, ...],
) -> None:
    """`domain.md` 10.12: same ID number, or two of the others."""
    event = given(Resident, REGISTERED).suspect_duplicate(other=WINNER, grounds=grounds)
    assert event == DuplicateSuspected(other=WINNER, grounds=grounds)


@pytest.mark.parametrize("grounds", [(), NAME_ALONE, NAME_TWICE])
def test_one_thing_in_common_is_too_thin(grounds: tuple[DuplicateGround, ...]) -> None:
    resident = given(Resident, REGISTERED)
    with pytest.raises(GroundsTooThin):
        resident.suspect_duplicate(other=WINNER, grounds=grounds)
    with pytest.raises(GroundsTooThin):
        resident.merge(into=WINNER, into_status=ResidentStatus.REGISTERED, grounds=grounds)


def test_two_people_confirmed_are_not_suspected_or_merged_again() -> None:
    suspected = given(Resident, REGISTERED, SUSPICION)
    assert suspected.suspected_duplicates == (WINNER,)
    assert suspected.confirm_not_duplicate(other=WINNER) == CONFIRMED
    two = given(Resident, REGISTERED, SUSPICION, CONFIRMED)
    assert two.suspected_duplicates == ()
    with pytest.raises(ConfirmedToBeTwoPeople):
        two.suspect_duplicate(other=WINNER, grounds=SAME_NUMBER)
    with pytest.raises(ConfirmedToBeTwoPeople):
        two.merge(into=WINNER, into_status=ResidentStatus.CERTIFIED, grounds=SAME_NUMBER)
    with pytest.raises(DuplicateNotSuspected):
        two.confirm_not_duplicate(other=WINNER)


def test_a_file_is_no_duplicate_of_itself() -> None:
    resident = given(Resident, REGISTERED)
    with pytest.raises(SameFile):
        resident.suspect_duplicate(other=STREAM, grounds=SAME_NUMBER)
    with pytest.raises(SameFile):
        resident.merge(into=STREAM, into_status=ResidentStatus.REGISTERED, grounds=SAME_NUMBER)


@pytest.mark.parametrize("loser", [(SUSPECTED,), (REGISTERED, ISSUED), (REGISTERED, DIED)])
def test_the_loser_points_to_the_file_that_stays(loser: tuple[Event, ...]) -> None:
    event = given(Resident, *loser).merge(
        into=WINNER, into_status=ResidentStatus.REGISTERED, grounds=SAME_NUMBER
    )
    assert event == MERGED
    merged = given(Resident, *loser, event)
    assert merged.status is ResidentStatus.MERGED
    assert merged.merged_into == WINNER


@pytest.mark.parametrize(
    "status",
    [None, ResidentStatus.MERGED, ResidentStatus.RESTRICTED, ResidentStatus.SHREDDED],
)
def test_the_file_that_stays_is_in_use(status: ResidentStatus | None) -> None:
    with pytest.raises(WinnerNotInUse):
        given(Resident, REGISTERED).merge(into=WINNER, into_status=status, grounds=SAME_NUMBER)


def test_a_merged_file_accepts_only_the_revert() -> None:
    merged = given(Resident, REGISTERED, NOTICE_GIVEN, MERGED)
    with pytest.raises(FileMerged):
        merged.give_notice(notice=NOTICE)
    with pytest.raises(FileMerged):
        merged.record_death(died_on=TODAY, evidence=DeathEvidence.VILLAGE, on=TODAY)
    with pytest.raises(FileMerged):
        merged.merge(
            into=id_of("a third"), into_status=ResidentStatus.REGISTERED, grounds=SAME_NUMBER
        )
    with pytest.raises(FileMerged):
        merged.issue_certificate(card=CARD, number_agrees=True, source=ENTRY, on=TODAY)
    with pytest.raises(FileMerged):
        merged.register(
            association=VILLAGE_ID,
            household=None,
            name=REASON,
            identity_number=REASON,
            birth_date=REASON,
            sex=REASON,
            address=ADDRESS,
            notice=NOTICE,
        )
    event = merged.revert_merge(reason=REASON)
    assert event == MergeReverted(into=WINNER, reason=REASON)


def test_a_wrong_merge_leaves_the_file_as_it_was() -> None:
    """`domain.md` 10.12: the loser's events are untouched."""
    reverted = MergeReverted(into=WINNER, reason=REASON)
    before = given(Resident, REGISTERED, NOTICE_GIVEN, ISSUED)
    after = given(Resident, REGISTERED, NOTICE_GIVEN, ISSUED, MERGED, reverted)
    after.version = before.version
    assert after == before
    with pytest.raises(FileNotMerged):
        after.revert_merge(reason=REASON)


def test_after_a_revert_it_may_be_merged_into_the_right_one() -> None:
    reverted = MergeReverted(into=WINNER, reason=REASON)
    right = id_of("the right one")
    event = given(Resident, REGISTERED, MERGED, reverted).merge(
        into=right, into_status=ResidentStatus.CERTIFIED, grounds=NAME_AND_BIRTH
    )
    assert event == ResidentsMerged(into=right, grounds=NAME_AND_BIRTH)


# ---- Restriction and erasure ----


def test_processing_is_restricted_when_no_case_is_open() -> None:
    """Appendix B 12."""
    resident = given(Resident, REGISTERED)
    with pytest.raises(CaseStillOpen):
        resident.restrict(ground=RestrictionGround.RETENTION, has_open_case=True)
    assert resident.restrict(ground=RestrictionGround.RETENTION, has_open_case=False) == RESTRICTED
    restricted = given(Resident, REGISTERED, RESTRICTED)
    assert restricted.status is ResidentStatus.RESTRICTED
    with pytest.raises(ProcessingIsRestricted):
        restricted.give_notice(notice=NOTICE)
    assert restricted.lift_restriction(reason=REASON) == RestrictionLifted(reason=REASON)
    lifted = given(Resident, REGISTERED, RESTRICTED, RestrictionLifted(reason=REASON))
    assert lifted.status is ResidentStatus.REGISTERED
    with pytest.raises(ProcessingNotRestricted):
        lifted.lift_restriction(reason=REASON)


def test_a_key_is_destroyed_after_retention_by_two_approvers() -> None:
    resident = given(Resident, REGISTERED, RESTRICTED)
    first, _ = approvers()
    with pytest.raises(RetentionStillRuns):
        resident.shred(appraisal=APPRAISAL, approvers=approvers(), retention_over=False)
    with pytest.raises(TwoApproversNeeded):
        resident.shred(appraisal=APPRAISAL, approvers=(first, first), retention_over=True)
    event = resident.shred(appraisal=APPRAISAL, approvers=approvers(), retention_over=True)
    assert event == SHREDDED
    with pytest.raises(ResidentNotOnFile):
        given(Resident).shred(appraisal=APPRAISAL, approvers=approvers(), retention_over=True)


def test_a_shredded_file_takes_nothing_more() -> None:
    shredded = given(Resident, REGISTERED, MERGED, RESTRICTED, SHREDDED)
    assert shredded.status is ResidentStatus.SHREDDED
    with pytest.raises(FileShredded):
        shredded.give_notice(notice=NOTICE)
    with pytest.raises(FileShredded):
        shredded.revert_merge(reason=REASON)
    with pytest.raises(FileShredded):
        shredded.lift_restriction(reason=REASON)
    with pytest.raises(FileShredded):
        shredded.shred(appraisal=APPRAISAL, approvers=approvers(), retention_over=True)


# ---- The kernel's verbs ----


def test_a_wrong_association_is_corrected_in_the_registration() -> None:
    past = history(REGISTERED)
    whole = replace(REGISTERED, association=id_of("right association"))
    event = fold(Resident, STREAM, past).correct(
        original=past[0],
        whole=whole,
        field="association",
        old="a",
        new="b",
        reason="误选",
    )
    assert isinstance(event, ResidentCorrected)
    assert given(Resident, REGISTERED, event).association == id_of("right association")


def test_a_void_entry_is_as_if_it_had_not_been_made_until_the_void_is_taken_back() -> None:
    void = given(Resident, REGISTERED, DIED).void(reason="误登", version=2)
    assert void == ResidentVoided(version=2, reason="误登")
    assert given(Resident, REGISTERED, DIED, void).status is ResidentStatus.REGISTERED
    past = history(REGISTERED, DIED, void)
    back = fold(Resident, STREAM, past).revert_void(original=past[2], reason="确已死亡")
    assert back == ResidentVoidReverted(version=3, reason="确已死亡")
    assert given(Resident, REGISTERED, DIED, void, back).status is ResidentStatus.INACTIVE


def test_a_file_whose_registration_is_void_is_not_on_file() -> None:
    resident = given(Resident, REGISTERED, ISSUED, ResidentVoided(version=1, reason="误登"))
    assert resident.status is None
    with pytest.raises(ResidentNotOnFile):
        resident.revert_death(document=DOCUMENT)
