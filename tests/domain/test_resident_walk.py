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
    GuardianEnded,
    HouseholdLeft,
    MergeReverted,
    ProcessingRestricted,
    Resident,
    ResidentMovedIn,
    ResidentShredded,
    ResidentVoided,
    ResidentVoidReverted,
)
from domain.words import (
    CertificateState,
    ConsentPurpose,
    FreezeReason,
    ResidentStatus,
    RestrictionGround,
)
from support.histories import CASE as STREAM
from support.histories import history, id_of
from support.resident_commands import COMMANDS, REASON, told
from support.residents import (
    ADDRESS,
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
    NOTICE,
    NOTICE_GIVEN,
    REGISTERED,
    SUSPECTED,
    VILLAGE_ID,
    WINNER,
    approvers,
)

if TYPE_CHECKING:
    from support.resident_commands import Step

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
