"""Petitions 信访: how an appeal becomes one, and review and recheck after its reply (10.1, 3.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.appeal import promises
from domain.appeal.events import (
    RecheckIssued,
    RecheckRequested,
    RegimeChanged,
    ReviewIssued,
    ReviewRequested,
)
from domain.appeal.rules import (
    AlreadyPetition,
    AppealNotOpen,
    AppealNotReviewable,
    AppealNotReviewed,
    EarlierEntryIsVoid,
    HearingIncomplete,
    OnlyPetitionsAreReviewed,
    OpinionBeforeRequest,
    PersonNotInformed,
    ReceiptUnknown,
    RecheckNotUnderWay,
    ReviewNotUnderWay,
    ReviewTooLate,
)
from domain.appeal.state import AppealState, AppealStatus
from domain.calendar import refuse_future
from domain.words import Regime

if TYPE_CHECKING:
    from datetime import date

    from domain.calendar import Deadline, WorkCalendar
    from domain.history import Sealed
    from domain.words import ReviewFinding

# A petitioner who was revisited and disagrees need not wait until somebody closes the case.
REVIEWABLE = frozenset({AppealStatus.REPLIED, AppealStatus.REVISITED, AppealStatus.CLOSED})


class Petition(AppealState):
    """The commands of the petition regime."""

    __slots__ = ()

    def convert_to_petition(
        self, *, person_informed: bool, on: date, calendar: WorkCalendar
    ) -> RegimeChanged:
        """转信访: the law's clocks beside our own promise, which stays.

        Before acceptance the notice counts anew, 15 days from registration (art 23); afterwards the
        60 days of art 34 run from today.
        """
        if not self.is_open:
            raise AppealNotOpen(status=self.status)
        if self.regime is Regime.PETITION:
            raise AlreadyPetition
        if not person_informed:
            raise PersonNotInformed
        notify_by, petition_by = None, None
        if self.notify_by is not None:
            notified = promises.notice(Regime.PETITION)
            notify_by = promises.started(notified, on=self.notify_by.start_on, calendar=calendar)
        elif self.close_by is not None:
            petition_by = promises.started(promises.PETITION_CLOSE, on=on, calendar=calendar)
        return RegimeChanged(regime=Regime.PETITION, notify_by=notify_by, petition_by=petition_by)

    def request_review(
        self, *, grounds: Sealed, on: date, calendar: WorkCalendar
    ) -> ReviewRequested:
        """申请复查 within 30 days of receiving the reply (art 35); answered within 30."""
        if self.regime is not Regime.PETITION:
            raise OnlyPetitionsAreReviewed
        if self.status not in REVIEWABLE:
            raise AppealNotReviewable(status=self.status)
        if self.received_on is None:
            raise ReceiptUnknown
        asking = promises.started(promises.REVIEW_ASKING, on=self.received_on, calendar=calendar)
        if asking.is_overdue(on):
            raise ReviewTooLate(due_on=asking.due_on)
        return ReviewRequested(
            grounds=grounds,
            received_on=self.received_on,
            answer_by=promises.started(promises.REVIEW_ANSWER, on=on, calendar=calendar),
        )

    def issue_review(
        self,
        *,
        finding: ReviewFinding,
        body: str,
        opinion_number: str,
        opinion: Sealed,
        received_on: date,
        on: date,
        calendar: WorkCalendar,
    ) -> ReviewIssued:
        """复查意见 of the superior body `body`, which the petitioner had on `received_on`."""
        if self.status is not AppealStatus.UNDER_REVIEW:
            raise ReviewNotUnderWay(status=self.status)
        if received_on < self._answer_by().start_on:
            raise OpinionBeforeRequest
        refuse_future(received_on, on=on)
        return ReviewIssued(
            finding=finding,
            body=body,
            opinion_number=opinion_number,
            opinion=opinion,
            received_on=received_on,
            ask_recheck_by=promises.started(
                promises.REVIEW_ASKING, on=received_on, calendar=calendar
            ),
        )

    def request_recheck(
        self, *, grounds: Sealed, on: date, calendar: WorkCalendar
    ) -> RecheckRequested:
        """申请复核 within 30 days of receiving the review (art 36); answered within 30."""
        if self.status is not AppealStatus.REVIEWED:
            raise AppealNotReviewed(status=self.status)
        asking = self._answer_by()
        if asking.is_overdue(on):
            raise ReviewTooLate(due_on=asking.due_on)
        return RecheckRequested(
            grounds=grounds,
            answer_by=promises.started(promises.REVIEW_ANSWER, on=on, calendar=calendar),
        )

    def issue_recheck(
        self,
        *,
        finding: ReviewFinding,
        body: str,
        opinion_number: str,
        opinion: Sealed,
        on: date,
        calendar: WorkCalendar,
        hearing_from: date | None = None,
        hearing_until: date | None = None,
    ) -> RecheckIssued:
        """复核意见, the end of the petition. The days of a hearing are not counted (art 36)."""
        if self.status is not AppealStatus.UNDER_RECHECK:
            raise RecheckNotUnderWay(status=self.status)
        answer_by = self._answer_by()
        if on < answer_by.start_on:
            raise OpinionBeforeRequest
        if hearing_from is not None and hearing_until is not None:
            if not answer_by.start_on <= hearing_from <= hearing_until <= on:
                raise HearingIncomplete
            answer_by = answer_by.suspended(
                since=hearing_from, until=hearing_until, calendar=calendar
            )
        elif hearing_from is not None or hearing_until is not None:
            raise HearingIncomplete
        return RecheckIssued(
            finding=finding,
            body=body,
            opinion_number=opinion_number,
            opinion=opinion,
            hearing_from=hearing_from,
            hearing_until=hearing_until,
            answer_by=answer_by,
        )

    def _answer_by(self) -> Deadline:
        if self.review_by is None:
            raise EarlierEntryIsVoid
        return self.review_by
