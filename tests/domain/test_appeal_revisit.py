"""A reply is delivered, taken back, and asked about by somebody else (`domain.md` 10.1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from domain.appeal import (
    AlreadyTriedThatDay,
    Appeal,
    AppealNotReplied,
    AppealRevisited,
    AppealStatus,
    DeliveredBeforeReplied,
    ReplyAlreadyDelivered,
    ReplyDelivered,
    ReplyWithdrawn,
    RevisitByHandler,
    SatisfactionMissing,
    SatisfactionOfNobody,
)
from domain.calendar import DayNotYetCome
from domain.words import Satisfaction
from support.appeals import (
    ACCEPTED,
    CALLER,
    CLOSED,
    HANDLER,
    IN_PROGRESS,
    REPLIED,
    REVISITED,
)
from support.calendars import CALENDAR_2022
from support.histories import SEALED, given, running

if TYPE_CHECKING:
    from uuid import UUID

DONE = (*IN_PROGRESS, REPLIED, REVISITED, CLOSED)
LATER = date(2022, 5, 10)


# Delivery, and a reply sent by mistake


def test_the_day_the_person_has_the_reply_is_kept_once() -> None:
    appeal = given(Appeal, *IN_PROGRESS, REPLIED)
    delivered = appeal.confirm_delivery(received_on=LATER, on=LATER)
    assert delivered == ReplyDelivered(received_on=LATER)
    with pytest.raises(ReplyAlreadyDelivered):
        given(Appeal, *IN_PROGRESS, REPLIED, delivered).confirm_delivery(
            received_on=LATER, on=LATER
        )


def test_nothing_is_delivered_on_a_day_still_to_come() -> None:
    """A later receipt would lengthen the 30 days of a review (`domain.md` 10.0, rule 1)."""
    appeal = given(Appeal, *IN_PROGRESS, REPLIED)

    with pytest.raises(DayNotYetCome):
        appeal.confirm_delivery(received_on=LATER, on=LATER - timedelta(days=1))


def test_nothing_is_delivered_before_it_was_replied() -> None:
    with pytest.raises(AppealNotReplied):
        given(Appeal, *IN_PROGRESS).confirm_delivery(received_on=LATER, on=LATER)
    with pytest.raises(DeliveredBeforeReplied):
        given(Appeal, *IN_PROGRESS, REPLIED).confirm_delivery(
            received_on=date(2022, 5, 6), on=LATER
        )


def test_a_wrong_reply_is_withdrawn_and_the_close_clock_goes_on() -> None:
    withdrawn = given(Appeal, *IN_PROGRESS, REPLIED).withdraw_reply(
        reason=SEALED, on=LATER, calendar=CALENDAR_2022
    )
    assert withdrawn == ReplyWithdrawn(reason=SEALED, close_by=ACCEPTED.close_by)
    appeal = given(Appeal, *IN_PROGRESS, REPLIED, withdrawn)
    assert (appeal.status, appeal.outcome) == (AppealStatus.IN_PROGRESS, None)
    assert running(appeal) == (ACCEPTED.close_by,)


def test_only_a_standing_reply_is_withdrawn() -> None:
    with pytest.raises(AppealNotReplied):
        given(Appeal, *DONE).withdraw_reply(reason=SEALED, on=LATER, calendar=CALENDAR_2022)


# Revisit


def revisit(
    appeal: Appeal,
    *,
    actor: UUID = CALLER,
    reached: bool = True,
    satisfaction: Satisfaction | None = Satisfaction.SATISFIED,
    on: date = LATER,
) -> AppealRevisited:
    return appeal.revisit(actor=actor, reached=reached, satisfaction=satisfaction, on=on)


def failed_on(day: date, attempt: int) -> AppealRevisited:
    """Tell of an attempt that reached nobody."""
    return AppealRevisited(revisited_on=day, attempt=attempt, reached=False)


TWO_FAILED = (failed_on(date(2022, 5, 9), 1), failed_on(date(2022, 5, 10), 2))


def test_somebody_else_asks_the_person() -> None:
    assert revisit(given(Appeal, *IN_PROGRESS, REPLIED)) == REVISITED
    appeal = given(Appeal, *IN_PROGRESS, REPLIED, REVISITED)
    assert (appeal.status, running(appeal)) == (AppealStatus.REVISITED, ())


def test_the_handler_does_not_ask() -> None:
    """Handler != revisitor (10.1, invariants)."""
    with pytest.raises(RevisitByHandler):
        revisit(given(Appeal, *IN_PROGRESS, REPLIED), actor=HANDLER)


def test_there_is_a_reply_to_ask_about() -> None:
    with pytest.raises(AppealNotReplied):
        revisit(given(Appeal, *IN_PROGRESS))


@pytest.mark.parametrize("satisfaction", [None, Satisfaction.UNREACHED])
def test_who_was_reached_has_a_satisfaction(satisfaction: Satisfaction | None) -> None:
    with pytest.raises(SatisfactionMissing):
        revisit(given(Appeal, *IN_PROGRESS, REPLIED), satisfaction=satisfaction)


def test_who_was_not_reached_has_none() -> None:
    with pytest.raises(SatisfactionOfNobody):
        revisit(given(Appeal, *IN_PROGRESS, REPLIED), reached=False)


def test_a_failed_attempt_leaves_the_appeal_replied() -> None:
    tried = revisit(
        given(Appeal, *IN_PROGRESS, REPLIED),
        reached=False,
        satisfaction=None,
        on=date(2022, 5, 9),
    )
    assert tried == TWO_FAILED[0]
    appeal = given(Appeal, *IN_PROGRESS, REPLIED, tried)
    assert (appeal.status, running(appeal)) == (AppealStatus.REPLIED, (REPLIED.revisit_by,))


def test_attempts_are_on_different_days() -> None:
    with pytest.raises(AlreadyTriedThatDay):
        revisit(given(Appeal, *IN_PROGRESS, REPLIED, *TWO_FAILED), reached=False, satisfaction=None)


def test_a_third_failed_attempt_counts_as_not_reached() -> None:
    """Three failed attempts on different days = 未接通 (10.1)."""
    tried = revisit(
        given(Appeal, *IN_PROGRESS, REPLIED, *TWO_FAILED),
        reached=False,
        satisfaction=None,
        on=date(2022, 5, 11),
    )
    assert (tried.attempt, tried.satisfaction) == (3, Satisfaction.UNREACHED)
    appeal = given(Appeal, *IN_PROGRESS, REPLIED, *TWO_FAILED, tried)
    assert appeal.status is AppealStatus.REVISITED


def test_a_person_reached_after_failed_attempts_is_reached() -> None:
    reached = revisit(given(Appeal, *IN_PROGRESS, REPLIED, *TWO_FAILED), on=date(2022, 5, 10))
    assert reached == replace(REVISITED, attempt=3)


def test_a_new_reply_is_tried_anew() -> None:
    withdrawn = ReplyWithdrawn(reason=SEALED, close_by=ACCEPTED.close_by)
    appeal = given(Appeal, *IN_PROGRESS, REPLIED, *TWO_FAILED, withdrawn, REPLIED)
    assert revisit(appeal).attempt == 1
