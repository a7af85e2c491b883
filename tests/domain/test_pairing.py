"""Pairings: proposed, agreed to, started, rested, handed on, ended (`domain.md` 10.4)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from hypothesis import strategies as st

from domain.calendar import Clock, DayNotYetCome
from domain.history import Rejected
from domain.pairing import (
    FIRST_VISIT_WD,
    HelperIsGuardian,
    HelperIsResident,
    HelperNotOfAssociation,
    HelperUnchanged,
    Pairing,
    PairingAlreadyOrphaned,
    PairingAlreadyProposed,
    PairingDeclined,
    PairingEnded,
    PairingNotActive,
    PairingNotProposed,
    PairingNotRunning,
    PairingNotStarted,
    PairingNotSuspended,
    PairingOrphaned,
    PairingProposed,
    PairingResumed,
    PairingStartAfterRest,
    PairingStartAhead,
    PairingStartCorrected,
    PairingStarted,
    PairingStartUnchanged,
    PairingStatus,
    PairingSuspended,
    PairingTransferred,
    PairingVoided,
    PlanByTheHelper,
    ResidentNotOfAssociation,
    ReviewNotAhead,
    SupportPlanSet,
    SuspensionEndsInThePast,
    TransferToItself,
)
from domain.words import (
    ConsentBy,
    HelperKind,
    Need,
    NoticeForm,
    PairingEndReason,
    Role,
    SuspensionReason,
)
from support.calendars import CALENDAR_2022
from support.histories import CASE, SEALED, given, id_of
from support.walks import walk

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from domain.history import Event, Sealed

RESIDENT = id_of("resident")
HELPER = id_of("helper")
NEW_HELPER = id_of("new helper")
ASSOCIATION = id_of("association")
NEW_PAIRING = id_of("new pairing")
ON = date(2022, 4, 4)

PROPOSED = PairingProposed(
    resident=RESIDENT,
    helper=HELPER,
    helper_as=HelperKind.COMMISSIONER,
    association=ASSOCIATION,
)
STARTED = PairingStarted(
    resident=RESIDENT,
    helper=HELPER,
    association=ASSOCIATION,
    start_on=date(2022, 3, 17),
    consent_by=ConsentBy.RESIDENT,
    consent_form=NoticeForm.VOICE,
    first_visit=Clock.wd(10).deadline(start_on=date(2022, 3, 17), calendar=CALENDAR_2022),
)
SUSPENDED = PairingSuspended(
    reason=SuspensionReason.HOSPITAL, expected_last_day=date(2022, 4, 27), suspended_on=ON
)
RESUMED = PairingResumed(
    first_visit=STARTED.first_visit.suspended(since=ON, until=ON, calendar=CALENDAR_2022)
)
TODAY: dict[str, Any] = {"on": ON, "calendar": CALENDAR_2022}
BY_HELPER: dict[str, Any] = {"actor": HELPER, "role": Role.ASSOCIATION, "on": ON}
ENDED = PairingEnded(reason=PairingEndReason.MOVED)
ORPHANED = PairingOrphaned()


def propose(
    pairing: Pairing,
    *,
    helper: UUID = HELPER,
    helper_as: HelperKind | None = HelperKind.COMMISSIONER,
    resident_lives_here: bool = True,
    helper_is_guardian: bool = False,
    override: Sealed | None = None,
    replaces: UUID | None = None,
) -> PairingProposed:
    return pairing.propose(
        resident=RESIDENT,
        resident_lives_here=resident_lives_here,
        helper=helper,
        helper_as=helper_as,
        helper_is_guardian=helper_is_guardian,
        association=ASSOCIATION,
        override=override,
        replaces=replaces,
    )


def confirm(
    pairing: Pairing, *, start_on: date = date(2022, 3, 17), on: date = date(2022, 12, 31)
) -> PairingStarted:
    return pairing.confirm(
        consent_by=ConsentBy.RESIDENT,
        consent_form=NoticeForm.VOICE,
        start_on=start_on,
        on=on,
        calendar=CALENDAR_2022,
    )


def test_a_pairing_does_not_start_on_a_day_still_to_come() -> None:
    """Its first visit would be due later (`domain.md` 10.0, rule 1; 10.4)."""
    with pytest.raises(DayNotYetCome):
        confirm(given(Pairing, PROPOSED), start_on=date(2022, 3, 18), on=date(2022, 3, 17))


def suspend(pairing: Pairing, *, expected_last_day: date = date(2022, 4, 27)) -> PairingSuspended:
    return pairing.suspend(
        reason=SuspensionReason.HOSPITAL, expected_last_day=expected_last_day, on=ON
    )


def correct_start(
    pairing: Pairing, *, start_on: date = date(2022, 3, 1), first_rest_on: date | None = None
) -> PairingStartCorrected:
    return pairing.correct_start(
        start_on=start_on,
        reason="日期录错",
        first_rest_on=first_rest_on,
        on=ON,
        calendar=CALENDAR_2022,
    )


def test_a_helper_is_proposed_for_a_resident() -> None:
    assert propose(given(Pairing)) == PROPOSED


def test_the_states_are_shown_in_the_words_of_section_10_4() -> None:
    assert [status.chinese for status in PairingStatus] == ["待确认", "结对中", "暂停", "已结束"]


def test_a_pairing_is_not_proposed_twice() -> None:
    with pytest.raises(PairingAlreadyProposed):
        propose(given(Pairing, PROPOSED))


def test_nobody_is_their_own_helper() -> None:
    with pytest.raises(HelperIsResident):
        propose(given(Pairing), helper=RESIDENT)


def test_a_helper_belongs_to_the_association() -> None:
    with pytest.raises(HelperNotOfAssociation):
        propose(given(Pairing), helper_as=None)


def test_a_resident_lives_in_the_area_of_the_association() -> None:
    with pytest.raises(ResidentNotOfAssociation):
        propose(given(Pairing), resident_lives_here=False)


def test_a_guardian_is_the_helper_only_for_a_reason_as_section_1_7_says() -> None:
    with pytest.raises(HelperIsGuardian):
        propose(given(Pairing), helper_is_guardian=True)

    event = propose(given(Pairing), helper_is_guardian=True, override=SEALED)

    assert event.override == SEALED


def test_a_reason_for_a_guardian_who_is_none_is_not_kept() -> None:
    assert propose(given(Pairing), override=SEALED) == PROPOSED


def test_a_resident_may_decline() -> None:
    declined = PairingDeclined(by=ConsentBy.GUARDIAN, reason=SEALED)

    assert given(Pairing, PROPOSED).decline(by=ConsentBy.GUARDIAN, reason=SEALED) == declined
    assert given(Pairing, PROPOSED, declined).status is PairingStatus.ENDED
    with pytest.raises(PairingNotProposed):
        confirm(given(Pairing, PROPOSED, declined))


def test_what_has_started_is_no_longer_declined() -> None:
    with pytest.raises(PairingNotProposed):
        given(Pairing, PROPOSED, STARTED).decline(by=ConsentBy.RESIDENT)


def test_a_pairing_starts_with_consent_and_says_who_is_paired() -> None:
    assert confirm(given(Pairing, PROPOSED)) == STARTED


def test_the_first_visit_is_due_within_10_workdays_of_the_start() -> None:
    event = confirm(given(Pairing, PROPOSED), start_on=date(2022, 9, 30))

    assert FIRST_VISIT_WD == 10
    assert event.first_visit.due_on == date(2022, 10, 19)  # the vector of section 9.5


def test_a_pairing_starts_once() -> None:
    with pytest.raises(PairingNotProposed):
        confirm(given(Pairing, PROPOSED, STARTED))


def test_a_transfer_ends_the_old_pairing_and_names_the_new_one() -> None:
    event = given(Pairing, PROPOSED, STARTED).transfer(to=NEW_PAIRING, new_helper=NEW_HELPER)

    assert event == PairingTransferred(to=NEW_PAIRING, new_helper=NEW_HELPER)
    assert given(Pairing, PROPOSED, STARTED, event).status is PairingStatus.ENDED


def test_the_new_pairing_of_a_transfer_says_which_one_it_replaces() -> None:
    proposed = propose(given(Pairing), helper=NEW_HELPER, replaces=id_of("old pairing"))

    assert proposed.replaces == id_of("old pairing")
    assert confirm(given(Pairing, proposed), start_on=ON).helper == NEW_HELPER


def test_a_transfer_is_to_another_helper_by_another_pairing() -> None:
    pairing = given(Pairing, PROPOSED, STARTED)

    with pytest.raises(HelperUnchanged):
        pairing.transfer(to=NEW_PAIRING, new_helper=HELPER)
    with pytest.raises(TransferToItself):
        pairing.transfer(to=CASE, new_helper=NEW_HELPER)


def test_a_suspended_pairing_is_resumed_before_it_is_transferred() -> None:
    with pytest.raises(PairingNotActive):
        given(Pairing, PROPOSED, STARTED, SUSPENDED).transfer(to=NEW_PAIRING, new_helper=NEW_HELPER)


def test_a_pairing_rests_for_a_reason_and_goes_on() -> None:
    assert suspend(given(Pairing, PROPOSED, STARTED)) == SUSPENDED
    assert given(Pairing, PROPOSED, STARTED, SUSPENDED).resume(**TODAY) == RESUMED
    assert given(Pairing, PROPOSED, STARTED, SUSPENDED, RESUMED).status is PairingStatus.ACTIVE


def test_a_suspension_is_expected_to_end_later() -> None:
    with pytest.raises(SuspensionEndsInThePast):
        suspend(given(Pairing, PROPOSED, STARTED), expected_last_day=date(2022, 4, 3))


def test_what_rests_does_not_rest_again() -> None:
    with pytest.raises(PairingNotActive):
        suspend(given(Pairing, PROPOSED, STARTED, SUSPENDED))


def test_a_suspension_may_be_for_today() -> None:
    assert suspend(given(Pairing, PROPOSED, STARTED), expected_last_day=ON).expected_last_day == ON


def test_only_what_rests_is_resumed() -> None:
    with pytest.raises(PairingNotSuspended):
        given(Pairing, PROPOSED, STARTED).resume(**TODAY)


@pytest.mark.parametrize("earlier", [(STARTED,), (STARTED, SUSPENDED)])
def test_an_active_or_suspended_pairing_is_ended(earlier: tuple[Event, ...]) -> None:
    assert given(Pairing, PROPOSED, *earlier).end(reason=PairingEndReason.MOVED) == ENDED


@pytest.mark.parametrize("earlier", [(PROPOSED,), (PROPOSED, STARTED, ENDED)])
def test_what_has_not_started_or_is_over_is_not_ended(earlier: tuple[Event, ...]) -> None:
    with pytest.raises(PairingNotRunning):
        given(Pairing, *earlier).end(reason=PairingEndReason.ASKED)
    with pytest.raises(PairingNotRunning):
        given(Pairing, *earlier).orphan()


def test_when_the_helper_leaves_the_pairing_waits_and_does_not_end() -> None:
    assert given(Pairing, PROPOSED, STARTED).orphan() == ORPHANED

    pairing = given(Pairing, PROPOSED, STARTED, ORPHANED)

    assert pairing.status is PairingStatus.ACTIVE
    assert pairing.is_orphaned
    with pytest.raises(PairingAlreadyOrphaned):
        pairing.orphan()


def test_a_support_plan_is_set_and_looked_at_again_on_a_later_day() -> None:
    pairing = given(Pairing, PROPOSED, STARTED)
    needs = (Need.DEVICE, Need.REHABILITATION)

    event = pairing.set_plan(needs=needs, measures=SEALED, review_on=date(2022, 7, 1), **BY_HELPER)

    assert event == SupportPlanSet(needs=needs, measures=SEALED, review_on=date(2022, 7, 1))
    with pytest.raises(ReviewNotAhead):
        pairing.set_plan(needs=needs, measures=SEALED, review_on=ON, **BY_HELPER)


@pytest.mark.parametrize("role", [Role.ASSOCIATION, Role.COMMISSIONER])
def test_only_the_helper_sets_the_plan_as_section_10_4_says(role: Role) -> None:
    plan: dict[str, Any] = {"needs": (), "measures": SEALED, "review_on": date(2022, 7, 1)}
    pairing = given(Pairing, PROPOSED, STARTED)

    with pytest.raises(PlanByTheHelper):
        pairing.set_plan(**plan, actor=NEW_HELPER, role=role, on=ON)
    assert pairing.set_plan(**plan, actor=HELPER, role=role, on=ON)
    assert pairing.set_plan(**plan, actor=NEW_HELPER, role=Role.SYSTEM, on=ON)


def test_a_support_plan_is_for_an_active_pairing() -> None:
    with pytest.raises(PairingNotActive):
        given(Pairing, PROPOSED).set_plan(
            needs=(), measures=SEALED, review_on=date(2022, 7, 1), **BY_HELPER
        )


@pytest.mark.parametrize("later", [(), (SUSPENDED,), (ENDED,)])
def test_a_back_dated_start_is_corrected_in_any_state_after_it_as_section_10_4_says(
    later: tuple[Event, ...],
) -> None:
    pairing = given(Pairing, PROPOSED, STARTED, *later)

    event = correct_start(pairing)

    assert (event.former_start_on, event.start_on) == (date(2022, 3, 17), date(2022, 3, 1))
    corrected = given(Pairing, PROPOSED, STARTED, *later, event)
    assert corrected.start_on == date(2022, 3, 1)
    assert corrected.status is pairing.status


def test_the_first_visit_is_then_due_10_workdays_after_the_right_start() -> None:
    event = correct_start(given(Pairing, PROPOSED, STARTED))

    assert event.first_visit.due_on == date(2022, 3, 15)
    assert given(Pairing, PROPOSED, STARTED, event).first_visit == event.first_visit


def test_a_corrected_start_may_be_corrected_again() -> None:
    again = correct_start(
        given(Pairing, PROPOSED, STARTED, correct_start(given(Pairing, PROPOSED, STARTED))),
        start_on=date(2022, 3, 17),
    )

    assert again.former_start_on == date(2022, 3, 1)
    assert again.first_visit == STARTED.first_visit


def test_a_start_is_corrected_to_another_day_that_has_come() -> None:
    pairing = given(Pairing, PROPOSED, STARTED)

    with pytest.raises(PairingStartUnchanged):
        correct_start(pairing, start_on=date(2022, 3, 17))
    with pytest.raises(PairingStartAhead):
        correct_start(pairing, start_on=date(2022, 4, 5))
    assert correct_start(pairing, start_on=ON).start_on == ON


def test_a_pairing_did_not_start_after_it_first_rested() -> None:
    pairing = given(Pairing, PROPOSED, STARTED, SUSPENDED)
    rested_on = date(2022, 3, 20)

    with pytest.raises(PairingStartAfterRest):
        correct_start(pairing, start_on=date(2022, 3, 21), first_rest_on=rested_on)
    assert correct_start(pairing, start_on=rested_on, first_rest_on=rested_on).start_on == rested_on


@pytest.mark.parametrize("earlier", [(), (PROPOSED,)])
def test_what_has_not_started_has_no_start_to_correct(earlier: tuple[Event, ...]) -> None:
    with pytest.raises(PairingNotStarted):
        correct_start(given(Pairing, *earlier))


MOVES: tuple[Callable[[Pairing, st.DataObject], Event], ...] = (
    lambda pairing, chance: propose(
        pairing,
        helper=chance.draw(st.sampled_from([HELPER, RESIDENT])),
        helper_is_guardian=chance.draw(st.booleans()),
    ),
    lambda pairing, _: pairing.decline(by=ConsentBy.RESIDENT),
    lambda pairing, _: confirm(pairing),
    lambda pairing, chance: pairing.transfer(
        to=chance.draw(st.sampled_from([NEW_PAIRING, CASE])),
        new_helper=chance.draw(st.sampled_from([NEW_HELPER, HELPER])),
    ),
    lambda pairing, _: suspend(pairing),
    lambda pairing, _: pairing.resume(**TODAY),
    lambda pairing, chance: pairing.end(reason=chance.draw(st.sampled_from(PairingEndReason))),
    lambda pairing, _: pairing.orphan(),
    lambda pairing, chance: correct_start(
        pairing,
        start_on=chance.draw(st.sampled_from([date(2022, 3, 1), date(2022, 3, 17), ON])),
        first_rest_on=chance.draw(st.sampled_from([None, date(2022, 3, 17)])),
    ),
    lambda pairing, chance: pairing.set_plan(
        needs=(Need.CARE,),
        measures=SEALED,
        review_on=chance.draw(st.sampled_from([ON, date(2022, 7, 1)])),
        **BY_HELPER,
    ),
)


@hypothesis.settings(deadline=None)
@hypothesis.given(st.data())
def test_a_pairing_walked_at_random_is_decided_or_refused_but_never_broken(
    chance: st.DataObject,
) -> None:
    walk(Pairing, (PROPOSED, STARTED, SUSPENDED, RESUMED), MOVES, chance)


@pytest.mark.parametrize("move", MOVES)
@hypothesis.settings(deadline=None)
@hypothesis.given(chance=st.data())
def test_a_void_pairing_takes_no_more_commands(
    move: Callable[[Pairing, st.DataObject], Event], chance: st.DataObject
) -> None:
    void = given(Pairing, PROPOSED, STARTED, PairingVoided(reason="对象选错"))

    with pytest.raises(Rejected):
        move(void, chance)
