"""What files that stand still accept: merged, restricted, shredded, of the dead, of who moved away."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from domain.history import Event, Rejected, fold
from domain.resident import (
    CarerSet,
    ConsentGiven,
    DuplicateSuspected,
    MergeReverted,
    ProcessingRestricted,
    Resident,
    ResidentShredded,
    RestrictionLifted,
)
from domain.words import (
    ConsentPurpose,
    RestrictionGround,
)
from support.histories import CASE as STREAM
from support.histories import history, id_of
from support.resident_commands import COMMANDS, REASON, SAME_NUMBER, told
from support.residents import (
    DIED,
    ISSUED,
    MERGED,
    MOTHER,
    MOTHER_SET,
    MOVED_OUT,
    NAME,
    NOTICE,
    NOTICE_GIVEN,
    REGISTERED,
    SUSPECTED,
    WINNER,
    approvers,
)

FULL: tuple[Event, ...] = (
    REGISTERED,
    NOTICE_GIVEN,
    MOTHER_SET,
    ConsentGiven(purpose=ConsentPurpose.SENSITIVE, notice=NOTICE),
    CarerSet(carer=MOTHER, name=NAME, relation=REASON, from_on=date(2022, 1, 1)),
    DuplicateSuspected(other=WINNER, grounds=SAME_NUMBER),
    ISSUED,
)


def accepted(*past: Event) -> set[str]:
    resident = fold(Resident, STREAM, history(*past))
    topics: set[str] = set()
    for command in COMMANDS:
        for n in range(10):
            for on in (date(2023, 7, 1), date(2032, 1, 1), date(2032, 5, 21)):
                with suppress(Rejected):
                    topics |= {event.topic for event in told((command, on, n), resident)}
    return topics


def test_a_merged_file_accepts_only_its_revert_and_its_end() -> None:
    for events in (FULL, (SUSPECTED,), (*FULL, DIED), (*FULL, MOVED_OUT)):
        assert accepted(*events, MERGED) == {MergeReverted.topic, ResidentShredded.topic}


def test_a_restricted_file_accepts_only_its_lifting_and_its_end() -> None:
    restricted = ProcessingRestricted(ground=RestrictionGround.RETENTION)
    for events in (FULL, (SUSPECTED,), (*FULL, DIED), (*FULL, MOVED_OUT)):
        assert accepted(*events, restricted) == {RestrictionLifted.topic, ResidentShredded.topic}


def test_a_shredded_file_accepts_nothing() -> None:
    shredded = ResidentShredded(appraisal=id_of("appraisal"), approvers=approvers())
    assert accepted(*FULL, shredded) == set()


def test_of_the_dead_only_what_is_left_is_put_in_order() -> None:
    assert accepted(*FULL, DIED) == {
        "resident.carer_ended",
        "resident.certificate_cancelled",
        "resident.certificate_expired",
        "resident.certificate_frozen",
        "resident.certificate_moved_out",
        "resident.certificate_reversed",
        "resident.consent_withdrawn",
        "resident.death_reverted",
        "resident.duplicate_suspected",
        "resident.guardian_ended",
        "resident.household_left",
        "resident.merged",
        "resident.not_duplicate_confirmed",
        "resident.processing_restricted",
        "resident.shredded",
    }


def test_of_who_moved_away_only_what_is_left_is_put_in_order() -> None:
    assert accepted(*FULL, MOVED_OUT) == {
        "resident.carer_ended",
        "resident.certificate_cancelled",
        "resident.certificate_expired",
        "resident.certificate_frozen",
        "resident.certificate_moved_out",
        "resident.certificate_reversed",
        "resident.consent_withdrawn",
        "resident.died",
        "resident.duplicate_suspected",
        "resident.guardian_ended",
        "resident.merged",
        "resident.moved_in",
        "resident.not_duplicate_confirmed",
        "resident.processing_restricted",
        "resident.shredded",
    }
