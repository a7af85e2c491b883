"""An appeal is closed, reopened, withdrawn, put right (`domain.md` 10.1, 3.6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.appeal import (
    Appeal,
    AppealClosed,
    AppealCorrected,
    AppealNotOpen,
    AppealNotReopenable,
    AppealNotRevisited,
    AppealReopened,
    AppealStatus,
    AppealVoided,
    AppealVoidReverted,
    AppealWithdrawn,
    ClosingNeedsTown,
    EarlierEntryIsVoid,
    PetitionGoesToReview,
    ReopeningTooLate,
    ReplyWithdrawn,
    RevisitSkippedUnexplained,
    UnsatisfiedNotExplained,
    WishNotConfirmed,
)
from domain.calendar import Clock
from domain.history import Whole
from domain.words import AppealCategory, Appellant, Outcome, ReopenGround, Role
from support.appeals import (
    ACCEPTED,
    ASSIGNED,
    CLOSED,
    IN_PROGRESS,
    IN_PROGRESS_COORDINATED,
    IN_PROGRESS_PETITION,
    REGISTERED,
    REPLIED,
    REVISITED,
    STARTED,
    TRIAGED,
    UNSATISFIED,
    due,
)
from support.calendars import CALENDAR_2022
from support.histories import SEALED, given, history, running

DONE = (*IN_PROGRESS, REPLIED, REVISITED, CLOSED)
LATER = date(2022, 5, 10)


# Closing


def test_closing_carries_the_outcome_of_the_standing_reply_and_the_round() -> None:
    closed = given(Appeal, *IN_PROGRESS, REPLIED, REVISITED).close(role=Role.TOWN)
    assert closed == CLOSED
    withdrawn = ReplyWithdrawn(reason=SEALED, close_by=ACCEPTED.close_by)
    explained = replace(REPLIED, outcome=Outcome.EXPLAINED)
    again = given(Appeal, *IN_PROGRESS, REPLIED, withdrawn, explained, REVISITED)
    assert again.close(role=Role.TOWN) == AppealClosed(outcome=Outcome.EXPLAINED, round=1)


def test_an_appeal_is_revisited_before_it_is_closed() -> None:
    with pytest.raises(AppealNotRevisited):
        given(Appeal, *IN_PROGRESS, REPLIED).close(role=Role.TOWN, reason=SEALED)


def test_an_anonymous_appeal_is_closed_from_its_reply_with_a_reason() -> None:
    anonymous = replace(REGISTERED, appellant=Appellant.OTHER, resident=None, reason=SEALED)
    appeal = given(Appeal, anonymous, TRIAGED, ACCEPTED, ASSIGNED, STARTED, REPLIED)
    with pytest.raises(RevisitSkippedUnexplained):
        appeal.close(role=Role.TOWN)
    closed = appeal.close(role=Role.TOWN, reason=SEALED)
    assert closed == AppealClosed(outcome=Outcome.RESOLVED, round=1, reason=SEALED)


def test_who_is_unsatisfied_is_heard_again_or_told_why_not() -> None:
    appeal = given(Appeal, *IN_PROGRESS, REPLIED, UNSATISFIED)
    with pytest.raises(UnsatisfiedNotExplained):
        appeal.close(role=Role.TOWN)
    assert appeal.close(role=Role.TOWN, reason=SEALED).reason == SEALED


def test_the_association_closes_prompt_appeals_only() -> None:
    prompt = given(Appeal, *IN_PROGRESS, REPLIED, REVISITED)
    assert prompt.close(role=Role.ASSOCIATION) == CLOSED
    with pytest.raises(ClosingNeedsTown):
        prompt.close(role=Role.COMMISSIONER)
    coordinated = given(Appeal, *IN_PROGRESS_COORDINATED, REPLIED, REVISITED)
    with pytest.raises(ClosingNeedsTown):
        coordinated.close(role=Role.ASSOCIATION)
    assert coordinated.close(role=Role.DISTRICT) == CLOSED


# Reopening


def reopen(
    appeal: Appeal, *, ground: ReopenGround = ReopenGround.NEW_FACTS, on: date = LATER
) -> AppealReopened:
    return appeal.reopen(ground=ground, explanation=SEALED, on=on, calendar=CALENDAR_2022)


def test_a_closed_appeal_is_reopened_as_its_next_round_with_a_new_clock() -> None:
    """Round + 1, a new close clock, the same case (3.6): WD5 from 2022-05-10."""
    reopened = reopen(given(Appeal, *DONE))
    assert reopened == AppealReopened(
        ground=ReopenGround.NEW_FACTS,
        explanation=SEALED,
        round=2,
        from_closed=True,
        close_by=due(Clock.wd(5), LATER),
    )
    appeal = given(Appeal, *DONE, reopened)
    assert (appeal.status, appeal.round) == (AppealStatus.REOPENED, 2)
    assert (appeal.handler, appeal.outcome) == (None, None)
    assert running(appeal) == (reopened.close_by,)


def test_an_unsatisfied_revisit_reopens_without_a_closing() -> None:
    reopened = reopen(
        given(Appeal, *IN_PROGRESS, REPLIED, UNSATISFIED), ground=ReopenGround.UNSATISFIED
    )
    assert (reopened.from_closed, reopened.round) == (False, 2)


def test_the_second_round_is_assigned_replied_and_closed_like_the_first() -> None:
    reopened = reopen(given(Appeal, *DONE))
    appeal = given(Appeal, *DONE, reopened, ASSIGNED, STARTED, REPLIED, REVISITED)
    assert appeal.close(role=Role.TOWN) == AppealClosed(outcome=Outcome.RESOLVED, round=2)


def test_a_reply_is_reopened_for_thirty_days() -> None:
    """REOPEN_CD = 30 from the reply (3.6, 14): 2022-05-07 gives Monday 06-06."""
    appeal = given(Appeal, *DONE)
    assert reopen(appeal, on=date(2022, 6, 6)).round == 2
    with pytest.raises(ReopeningTooLate) as refusal:
        reopen(appeal, on=date(2022, 6, 7))
    assert refusal.value.details["due_on"] == date(2022, 6, 6)


def test_an_appeal_under_way_is_not_reopened() -> None:
    with pytest.raises(AppealNotReopenable):
        reopen(given(Appeal, *IN_PROGRESS, REPLIED))


def test_an_unsatisfied_petitioner_asks_for_a_review_instead() -> None:
    appeal = given(Appeal, *IN_PROGRESS_PETITION, REPLIED, UNSATISFIED)
    with pytest.raises(PetitionGoesToReview):
        reopen(appeal, ground=ReopenGround.UNSATISFIED)
    reopened = reopen(appeal, ground=ReopenGround.QUALITY_CHECK)
    assert reopened.close_by == due(Clock.cd(60), LATER)
    for ground in set(ReopenGround) - {ReopenGround.UNSATISFIED}:
        assert reopen(appeal, ground=ground).ground is ground


# Withdrawing


@pytest.mark.parametrize(("signed", "read_back"), [(True, False), (False, True)])
def test_the_person_takes_it_back_signed_or_read_back(*, signed: bool, read_back: bool) -> None:
    withdrawn = given(Appeal, *IN_PROGRESS).withdraw(
        wish=SEALED, signed=signed, read_back=read_back
    )
    assert withdrawn == AppealWithdrawn(wish=SEALED, signed=signed, read_back=read_back)
    appeal = given(Appeal, *IN_PROGRESS, withdrawn)
    assert (appeal.status, running(appeal)) == (AppealStatus.WITHDRAWN, ())


def test_a_wish_that_nobody_confirmed_is_no_withdrawal() -> None:
    with pytest.raises(WishNotConfirmed):
        given(Appeal, REGISTERED).withdraw(wish=SEALED, signed=False, read_back=False)


def test_a_closed_appeal_is_not_withdrawn() -> None:
    with pytest.raises(AppealNotOpen):
        given(Appeal, *DONE).withdraw(wish=SEALED, signed=True, read_back=False)


# Put right where it was written down wrong


def test_a_corrected_category_changes_the_appeal_and_not_its_status() -> None:
    original = history(*DONE)[1]
    corrected = given(Appeal, *DONE).correct(
        original=original,
        whole=replace(TRIAGED, category=AppealCategory.CARE),
        field="category",
        old="subsidy",
        new="care",
        reason="登记有误",
    )
    assert isinstance(corrected, AppealCorrected)
    assert corrected.whole == Whole(replace(TRIAGED, category=AppealCategory.CARE))
    appeal = given(Appeal, *DONE, corrected)
    assert (appeal.category, appeal.status) == (AppealCategory.CARE, AppealStatus.CLOSED)


def test_a_voided_appeal_is_as_if_it_had_never_been_until_the_void_is_taken_back() -> None:
    voided = given(Appeal, *DONE).void(reason="重复录入")
    assert voided == AppealVoided(reason="重复录入")
    assert given(Appeal, *DONE, voided).status is None
    reverted = AppealVoidReverted(version=len(DONE) + 1, reason="误作废")
    assert given(Appeal, *DONE, voided, reverted).status is AppealStatus.CLOSED


def test_a_closing_that_was_voided_is_taken_out_by_itself() -> None:
    appeal = given(Appeal, *DONE, AppealVoided(version=len(DONE), reason="误办结"))
    assert appeal.status is AppealStatus.REVISITED
    assert appeal.close(role=Role.TOWN) == CLOSED


def test_a_step_that_needs_a_voided_entry_says_so() -> None:
    void_triage = AppealVoided(version=2, reason="误分类")
    appeal = given(Appeal, *DONE, void_triage)
    with pytest.raises(EarlierEntryIsVoid):
        reopen(appeal)
