"""Petitions 信访: conversion, review 复查 and recheck 复核 (`domain.md` 3.2, 10.1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from domain.appeal import (
    AlreadyPetition,
    Appeal,
    AppealNotOpen,
    AppealNotReviewable,
    AppealNotReviewed,
    AppealStatus,
    HearingIncomplete,
    OnlyPetitionsAreReviewed,
    OpinionBeforeRequest,
    PersonNotInformed,
    ReceiptUnknown,
    RecheckNotUnderWay,
    RegimeChanged,
    ReplyDelivered,
    ReviewNotUnderWay,
    ReviewTooLate,
)
from domain.calendar import Clock, DayNotYetCome
from domain.words import Regime, ReviewFinding, Role
from support.appeals import (
    CLOSED,
    IN_PROGRESS,
    IN_PROGRESS_PETITION,
    ON,
    RECHECK_ISSUED,
    RECHECK_REQUESTED,
    REGISTERED,
    REGISTERED_ON,
    REPLIED,
    REPLIED_ON,
    REVIEW_ISSUED,
    REVIEW_REQUESTED,
    REVISITED,
    TRIAGED,
    due,
)
from support.calendars import CALENDAR_2022
from support.histories import SEALED, given, running

if TYPE_CHECKING:
    from domain.history import Event

DELIVERED = ReplyDelivered(received_on=REPLIED_ON)
ANSWERED = (*IN_PROGRESS_PETITION, REPLIED, DELIVERED)
LAST_DAY_TO_ASK = date(2022, 6, 6)  # 30 days from 05-07, a Monday
OPINION: dict[str, Any] = {
    "finding": ReviewFinding.UPHELD,
    "body": "市残联",
    "opinion_number": "复查〔2022〕1号",
    "opinion": SEALED,
    "calendar": CALENDAR_2022,
}


def converted(appeal: Appeal, *, informed: bool = True, on: date = ON) -> RegimeChanged:
    return appeal.convert_to_petition(person_informed=informed, on=on, calendar=CALENDAR_2022)


def test_a_petition_not_yet_accepted_is_told_within_15_days_of_registration() -> None:
    """信访工作条例 art 23, PETITION_NOTIFY_CD = 15 (`domain.md` 14)."""
    event = converted(given(Appeal, REGISTERED, TRIAGED))

    assert event == RegimeChanged(
        regime=Regime.PETITION, notify_by=due(Clock.cd(15), REGISTERED_ON)
    )


def test_an_accepted_appeal_keeps_its_promise_and_gets_the_60_days_beside_it() -> None:
    """信访工作条例 art 34, PETITION_CLOSE_CD = 60; 10.1: adds petition clocks."""
    event = converted(given(Appeal, *IN_PROGRESS))
    appeal = given(Appeal, *IN_PROGRESS, event)

    assert event.petition_by == due(Clock.cd(60))
    assert appeal.regime is Regime.PETITION
    assert running(appeal) == (due(Clock.wd(5)), due(Clock.cd(60)))


def test_the_promise_that_was_given_is_extended_as_promised() -> None:
    appeal = given(Appeal, *IN_PROGRESS, converted(given(Appeal, *IN_PROGRESS)))

    extended = appeal.extend(
        days=3, reason=SEALED, person_told=True, role=Role.TOWN, on=ON, calendar=CALENDAR_2022
    )

    assert extended.close_by.extensions == (Clock.wd(3),)


@pytest.mark.parametrize(
    ("life", "informed", "refusal"),
    [
        ((*IN_PROGRESS, REPLIED, REVISITED, CLOSED), True, AppealNotOpen),
        (IN_PROGRESS_PETITION, True, AlreadyPetition),
        (IN_PROGRESS, False, PersonNotInformed),
    ],
)
def test_what_is_not_converted(
    life: tuple[Event, ...], informed: bool, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        converted(given(Appeal, *life), informed=informed)


@pytest.mark.parametrize("later", [(), (REVISITED,), (REVISITED, CLOSED)])
def test_a_review_is_asked_for_within_30_days_of_receipt_and_answered_within_30(
    later: tuple[Event, ...],
) -> None:
    """信访工作条例 art 35: PETITION_REVIEW_ASK_CD = PETITION_REVIEW_ANSWER_CD = 30."""
    appeal = given(Appeal, *ANSWERED, *later)

    event = appeal.request_review(grounds=SEALED, on=LAST_DAY_TO_ASK, calendar=CALENDAR_2022)
    under_review = given(Appeal, *ANSWERED, *later, event)

    assert event.answer_by == due(Clock.cd(30), LAST_DAY_TO_ASK)
    assert under_review.status is AppealStatus.UNDER_REVIEW
    assert running(under_review) == (event.answer_by,)
    assert not under_review.is_open
    with pytest.raises(ReviewTooLate):
        appeal.request_review(grounds=SEALED, on=date(2022, 6, 7), calendar=CALENDAR_2022)


@pytest.mark.parametrize(
    ("life", "refusal"),
    [
        ((*IN_PROGRESS, REPLIED, DELIVERED), OnlyPetitionsAreReviewed),
        (IN_PROGRESS_PETITION, AppealNotReviewable),
        ((*IN_PROGRESS_PETITION, REPLIED), ReceiptUnknown),
        ((*ANSWERED, REVIEW_REQUESTED), AppealNotReviewable),
    ],
)
def test_what_is_not_reviewed(life: tuple[Event, ...], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        given(Appeal, *life).request_review(
            grounds=SEALED, on=date(2022, 5, 9), calendar=CALENDAR_2022
        )


def test_a_review_opens_30_days_for_a_recheck_which_ends_the_petition() -> None:
    """信访工作条例 art 36."""
    reviewed = (*ANSWERED, REVIEW_REQUESTED, REVIEW_ISSUED)
    under_review = given(Appeal, *ANSWERED, REVIEW_REQUESTED)
    received_on = REVIEW_ISSUED.received_on

    assert under_review.issue_review(received_on=received_on, on=received_on, **OPINION) == replace(
        REVIEW_ISSUED, ask_recheck_by=due(Clock.cd(30), received_on)
    )
    appeal = given(Appeal, *reviewed)
    assert running(appeal) == (REVIEW_ISSUED.ask_recheck_by,)
    event = appeal.request_recheck(grounds=SEALED, on=date(2022, 7, 1), calendar=CALENDAR_2022)
    assert event.answer_by == due(Clock.cd(30), date(2022, 7, 1))
    with pytest.raises(ReviewTooLate):
        appeal.request_recheck(grounds=SEALED, on=date(2022, 7, 2), calendar=CALENDAR_2022)

    final = given(Appeal, *reviewed, RECHECK_REQUESTED, RECHECK_ISSUED)
    assert final.status is AppealStatus.FINAL
    assert running(final) == ()


def test_the_days_of_a_hearing_are_not_counted() -> None:
    """信访工作条例 art 36: hearing time excluded."""
    appeal = given(Appeal, *ANSWERED, REVIEW_REQUESTED, REVIEW_ISSUED, RECHECK_REQUESTED)
    asked_on = RECHECK_REQUESTED.answer_by.start_on
    heard: dict[str, Any] = {"hearing_from": date(2022, 6, 10), "hearing_until": date(2022, 6, 20)}

    event = appeal.issue_recheck(on=date(2022, 7, 12), **OPINION, **heard)

    assert event.answer_by.due_on == date(2022, 7, 18)  # 36 + 10 days, rolled from a Saturday
    faulty: list[dict[str, Any]] = [
        {"hearing_from": date(2022, 6, 10)},
        {"hearing_from": date(2022, 6, 20), "hearing_until": date(2022, 6, 10)},
        {"hearing_from": date(2022, 6, 1), "hearing_until": date(2022, 6, 10)},
        {"hearing_from": date(2022, 7, 1), "hearing_until": date(2022, 7, 20)},
    ]
    for wrong in faulty:
        with pytest.raises(HearingIncomplete):
            appeal.issue_recheck(on=date(2022, 7, 12), **OPINION, **wrong)
    with pytest.raises(OpinionBeforeRequest):
        appeal.issue_recheck(on=date(2022, 6, 5), **OPINION)
    assert asked_on == date(2022, 6, 6)


def test_a_review_is_not_received_on_a_day_still_to_come() -> None:
    """A later receipt would lengthen the 30 days of a recheck (`domain.md` 10.0, rule 1)."""
    under_review = given(Appeal, *ANSWERED, REVIEW_REQUESTED)
    received_on = REVIEW_ISSUED.received_on

    with pytest.raises(DayNotYetCome):
        under_review.issue_review(
            received_on=received_on, on=received_on - timedelta(days=1), **OPINION
        )


def test_a_review_may_be_received_on_the_day_it_was_asked_for() -> None:
    under_review = given(Appeal, *ANSWERED, REVIEW_REQUESTED)
    asked_on = REVIEW_REQUESTED.answer_by.start_on

    assert under_review.issue_review(received_on=asked_on, on=date(2022, 7, 1), **OPINION)
    with pytest.raises(OpinionBeforeRequest):
        under_review.issue_review(
            received_on=asked_on - timedelta(days=1), on=date(2022, 7, 1), **OPINION
        )


def test_a_petitioner_has_a_right_where_an_office_has_a_duty() -> None:
    """Who may ask on does not miss a deadline (信访工作条例 art 35, 36)."""
    waits = given(Appeal, *ANSWERED)
    under_review = given(Appeal, *ANSWERED, REVIEW_REQUESTED)
    reviewed = given(Appeal, *ANSWERED, REVIEW_REQUESTED, REVIEW_ISSUED)

    assert [(clock.clock, clock.is_right) for clock in under_review.clocks] == [
        ("review_by", False)
    ]
    assert [(clock.clock, clock.is_right) for clock in reviewed.clocks] == [("review_by", True)]
    assert ("close_by", False) not in [(clock.clock, clock.is_right) for clock in waits.clocks]


def test_each_step_waits_for_the_one_before() -> None:
    replied = given(Appeal, *ANSWERED)

    with pytest.raises(ReviewNotUnderWay):
        replied.issue_review(received_on=REPLIED_ON, on=REPLIED_ON, **OPINION)
    with pytest.raises(AppealNotReviewed):
        replied.request_recheck(grounds=SEALED, on=ON, calendar=CALENDAR_2022)
    with pytest.raises(RecheckNotUnderWay):
        replied.issue_recheck(on=ON, **OPINION)
    with pytest.raises(OpinionBeforeRequest):
        given(Appeal, *ANSWERED, REVIEW_REQUESTED).issue_review(
            received_on=ON, on=REPLIED_ON, **OPINION
        )
