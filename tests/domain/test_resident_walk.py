"""Random commands and random histories: refusals are refusals, and folding never fails (R2)."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from domain.history import Event, Rejected, fold
from domain.resident import (
    CarerEnded,
    CarerSet,
    CertificateExpired,
    CertificateFrozen,
    CertificateReversed,
    ConsentGiven,
    ConsentWithdrawn,
    DeathReverted,
    DuplicateSuspected,
    GuardianEnded,
    HouseholdLeft,
    MergeReverted,
    ProcessingRestricted,
    Resident,
    ResidentMovedIn,
    ResidentShredded,
    ResidentVoided,
    ResidentVoidReverted,
    RestrictionLifted,
)
from domain.resident.certificate import ten_years_from
from domain.words import (
    CertificateCancelReason,
    CertificateState,
    ConsentPurpose,
    DeathEvidence,
    DuplicateGround,
    FreezeReason,
    GuardianBasis,
    IdentityDocument,
    ResidentStatus,
    RestrictionGround,
    ToldBy,
)
from support.histories import CASE as STREAM
from support.histories import history, id_of, sealed
from support.residents import (
    ADDRESS,
    ASSESSED,
    CANCELLED,
    DIED,
    DOCUMENT,
    ENTRY,
    HOUSEHOLD,
    ISSUED,
    MERGED,
    MOTHER,
    MOTHER_SET,
    MOVED_OUT,
    NAME,
    NATIONAL,
    NOTICE,
    NOTICE_GIVEN,
    PHONE,
    REGISTERED,
    SUSPECTED,
    VILLAGE_ID,
    WINNER,
    approvers,
    card,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    Told = Event | tuple[Event, ...]
    Step = tuple[Callable[["Walk"], Told], date, int]

SAME_NUMBER = (DuplicateGround.IDENTITY_NUMBER,)
REASON = sealed("reason")


class Walk:
    """A file and what the next command is told: the day, and a number that varies the rest."""

    def __init__(self, resident: Resident, on: date, n: int) -> None:
        self.resident = resident
        self.on = on
        self.n = n
        self.yes = n % 2 == 0
        self.card = card(
            valid_from=on,
            valid_to=ten_years_from(on),
            losses=(n if n < 3 else 0),
        )
        self.source = NATIONAL if n % 3 == 0 else ENTRY


COMMANDS: tuple[Callable[[Walk], Told], ...] = (
    lambda w: w.resident.suspect(
        association=VILLAGE_ID,
        household=HOUSEHOLD,
        name=NAME,
        address=ADDRESS,
        suspected_categories=REASON,
        identity_number=REASON if w.yes else None,
    ),
    lambda w: w.resident.register(
        association=VILLAGE_ID,
        household=HOUSEHOLD if w.yes else None,
        name=NAME,
        identity_number=REASON,
        birth_date=REASON,
        sex=REASON,
        address=ADDRESS,
        notice=NOTICE if w.yes else None,
    ),
    lambda w: w.resident.verify_identity(document=IdentityDocument.IDENTITY_CARD, agrees=w.yes),
    lambda w: w.resident.change_contact(phone=PHONE, told_by=ToldBy.SELF, told_on=w.on, on=w.on),
    lambda w: w.resident.give_notice(notice=NOTICE),
    lambda w: w.resident.give_consent(
        purpose=ConsentPurpose.SENSITIVE,
        notice=NOTICE,
        on=w.on,
        is_under_14=w.yes,
        guardian=MOTHER if w.n % 3 == 0 else None,
    ),
    lambda w: w.resident.withdraw_consent(purpose=ConsentPurpose.SENSITIVE),
    lambda w: w.resident.set_guardian(
        guardian=MOTHER,
        name=NAME,
        relation=REASON,
        basis=GuardianBasis.COURT,
        from_on=w.on,
        evidence=DOCUMENT,
    ),
    lambda w: w.resident.end_guardian(guardian=MOTHER, ended_on=w.on),
    lambda w: w.resident.join_household(household=HOUSEHOLD, joined_on=w.on, on=w.on),
    lambda w: w.resident.leave_household(left_on=w.on, on=w.on),
    lambda w: w.resident.set_carer(carer=MOTHER, name=NAME, relation=REASON, from_on=w.on),
    lambda w: w.resident.end_carer(ended_on=w.on),
    lambda w: w.resident.move_out(moved_on=w.on, place=ADDRESS, matters_decided=w.yes, on=w.on),
    lambda w: w.resident.move_in(
        moved_on=w.on, association=VILLAGE_ID, household=None, address=ADDRESS, on=w.on
    ),
    lambda w: w.resident.record_death(died_on=w.on, evidence=DeathEvidence.VILLAGE, on=w.on),
    lambda w: w.resident.revert_death(document=DOCUMENT),
    lambda w: w.resident.suspect_duplicate(other=WINNER, grounds=SAME_NUMBER),
    lambda w: w.resident.confirm_not_duplicate(other=WINNER),
    lambda w: w.resident.merge(
        into=WINNER, into_status=ResidentStatus.REGISTERED, grounds=SAME_NUMBER
    ),
    lambda w: w.resident.revert_merge(reason=REASON),
    lambda w: w.resident.restrict(ground=RestrictionGround.TECHNICAL, has_open_case=w.yes),
    lambda w: w.resident.lift_restriction(reason=REASON),
    lambda w: w.resident.shred(appraisal=DOCUMENT, approvers=approvers(), retention_over=w.n == 0),
    lambda w: w.resident.issue_certificate(
        card=w.card, number_agrees=True, source=w.source, on=w.on, assessment=ASSESSED
    ),
    lambda w: w.resident.renew_certificate(
        card=w.card, number_agrees=True, source=w.source, on=w.on
    ),
    lambda w: w.resident.reissue_certificate(
        card=w.card, number_agrees=True, declared_void_on=w.on, source=w.source, on=w.on
    ),
    lambda w: w.resident.change_certificate_grade(
        card=w.card, number_agrees=True, differs=w.yes, source=w.source, on=w.on
    ),
    lambda w: w.resident.move_certificate_in(
        card=w.card, number_agrees=True, other_organisation="320312", source=w.source, on=w.on
    ),
    lambda w: w.resident.move_certificate_out(
        other_organisation="320312", moved_on=w.on, source=w.source, on=w.on
    ),
    lambda w: w.resident.freeze_certificate(
        reason=list(FreezeReason)[w.n % 3], frozen_on=w.on, source=w.source, on=w.on
    ),
    lambda w: w.resident.unfreeze_certificate(unfrozen_on=w.on, source=w.source, on=w.on),
    lambda w: w.resident.expire_certificate(on=w.on),
    lambda w: w.resident.cancel_certificate(
        reason=list(CertificateCancelReason)[w.n % 5], cancelled_on=w.on, source=w.source, on=w.on
    ),
    lambda w: w.resident.reverse_certificate(
        reason=REASON,
        reversed_on=w.on,
        actor=MOTHER,
        approver=WINNER,
        source=w.source,
        on=w.on,
    ),
    lambda w: w.resident.remind_of_expiry(on=w.on),
)

STEPS: st.SearchStrategy[Step] = st.tuples(
    st.sampled_from(COMMANDS),
    st.dates(date(2023, 1, 1), date(2035, 12, 28)),
    st.integers(0, 9),
)

EVENTS: tuple[Event, ...] = (
    SUSPECTED,
    REGISTERED,
    NOTICE_GIVEN,
    MOTHER_SET,
    GuardianEnded(guardian=MOTHER, ended_on=date(2020, 1, 1)),
    ConsentGiven(purpose=ConsentPurpose.SENSITIVE, notice=NOTICE),
    ConsentWithdrawn(purpose=ConsentPurpose.SENSITIVE),
    HouseholdLeft(household=HOUSEHOLD, left_on=date(2022, 1, 1)),
    CarerSet(carer=MOTHER, name=NAME, relation=REASON, from_on=date(2022, 1, 1)),
    CarerEnded(carer=MOTHER, ended_on=date(2022, 2, 1)),
    MOVED_OUT,
    ResidentMovedIn(
        moved_on=date(2022, 3, 1), association=VILLAGE_ID, household=None, address=ADDRESS
    ),
    DIED,
    DeathReverted(document=DOCUMENT),
    MERGED,
    MergeReverted(into=WINNER, reason=REASON),
    ProcessingRestricted(ground=RestrictionGround.RETENTION),
    ResidentShredded(appraisal=id_of("appraisal"), approvers=approvers()),
    ISSUED,
    CANCELLED,
    CertificateFrozen(reason=FreezeReason.OTHER, frozen_on=date(2022, 6, 1), source=ENTRY),
    CertificateExpired(valid_to=date(2032, 5, 20)),
    CertificateReversed(reversed_on=date(2022, 6, 1), reason=REASON, approver=WINNER, source=ENTRY),
    ResidentVoided(version=1, reason="误登"),
    ResidentVoidReverted(version=2, reason="误作废"),
)


def told(step: Step, resident: Resident) -> tuple[Event, ...]:
    command, on, n = step
    answer = command(Walk(resident, on, n))
    return answer if isinstance(answer, tuple) else (answer,)


@settings(deadline=None)
@examples(steps=st.lists(STEPS, max_size=40), registered=st.booleans())
def test_random_commands_are_done_or_refused_and_fold_to_the_same_state(
    steps: list[Step], *, registered: bool
) -> None:
    past: list[Event] = []
    kept = Resident(STREAM)

    def take(*events: Event) -> None:
        for event in events:
            kept.evolve(event)  # type: ignore[arg-type]  # its own command gave it
        past.extend(events)
        kept.version = len(past)

    if registered:
        take(REGISTERED, NOTICE_GIVEN)
    for step in steps:
        before = replace(kept)
        with suppress(Rejected):
            events = told(step, kept)
            assert kept == before, "a command changes nothing"
            take(*events)
    assert fold(Resident, STREAM, history(*past)) == kept
    agree(kept)


def agree(resident: Resident) -> None:
    certificate = resident.certificate
    assert (resident.entered is None) == (resident.version == 0)
    assert (resident.status is ResidentStatus.MERGED) <= (resident.merged_into == WINNER)
    assert certificate.is_held <= (certificate.valid_to is not None)
    assert (certificate.state is CertificateState.CANCELLED) == bool(certificate.cancelled_on)
    assert len(set(resident.consents)) == len(resident.consents)


@settings(deadline=None)
@examples(events=st.lists(st.sampled_from(EVENTS), max_size=30), steps=st.lists(STEPS, max_size=5))
def test_any_history_folds_and_answers_every_command(
    events: list[Event], steps: list[Step]
) -> None:
    resident = fold(Resident, STREAM, history(*events))
    assert resident.status is None or resident.status in ResidentStatus
    assert isinstance(resident.has_guardian(date(2022, 1, 1)), bool)
    for step in steps:
        with suppress(Rejected):
            assert told(step, resident)


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
