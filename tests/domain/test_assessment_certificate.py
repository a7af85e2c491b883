"""Review, certificate, rating and the end of a request (`domain.md` 10.2; 办法 art 9(4), 9(5))."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from domain.assessment import (
    ApplicantDied,
    AssessmentAlreadyRated,
    AssessmentArchived,
    AssessmentRated,
    AssessmentRequest,
    AssessmentReviewed,
    AssessmentStatus,
    AssessmentWithdrawn,
    CertificateNotIssued,
    CertificateReceiver,
    ConclusionNotNotified,
    FilesIncomplete,
    NotYetAssessed,
    ObjectionPeriodRunning,
    RejectionNeedsReason,
    RequestNotApproved,
    RequestNotArchivable,
    RequestNotAwaitingReview,
    RequestNotOpen,
    ReviewerAssessed,
)
from domain.words import Conclusion, NoticeForm, Satisfaction
from support.assessments import (
    ACCEPTED_STORY,
    APPROVED,
    APPROVED_STORY,
    DELIVERED,
    DOCTOR,
    NOTIFIED,
    PUBLICISED,
    PUBLICISED_STORY,
    QUALIFIED,
    QUALIFIED_STORY,
    REVIEWABLE_STORY,
    REVIEWER,
    SCHEDULED_STORY,
    TAKEN_DOWN,
    performed,
)
from support.calendars import CALENDAR_2022
from support.histories import given, id_of, sealed

if TYPE_CHECKING:
    from domain.history import Event


def review(
    request: AssessmentRequest, *, approved: bool = True, actor: UUID = REVIEWER
) -> AssessmentReviewed:
    return request.review(
        actor=actor, approved=approved, on=date(2022, 5, 10), calendar=CALENDAR_2022
    )


def deliver(request: AssessmentRequest, *, certificate_issued: bool = True) -> Event:
    return request.deliver(
        certificate_issued=certificate_issued,
        receiver=CertificateReceiver.HOLDER,
        at_home=True,
        receipt=id_of("receipt"),
    )


def test_review_is_due_in_ten_workdays() -> None:
    """CERT_REVIEW_WD = 10, 办法 art 9(4)."""
    request = given(AssessmentRequest, *REVIEWABLE_STORY)

    assert request.due is not None
    assert request.due.due_on == date(2022, 5, 23)


def test_an_approved_certificate_is_delivered_within_ten_workdays() -> None:
    """DELIVER_WD = 10, section 14."""
    event = review(given(AssessmentRequest, *REVIEWABLE_STORY))

    assert event == APPROVED
    assert event.deliver_by is not None
    assert event.deliver_by.due_on == date(2022, 5, 24)


def test_the_doctor_who_assessed_does_not_review() -> None:
    with pytest.raises(ReviewerAssessed):
        review(given(AssessmentRequest, *REVIEWABLE_STORY), actor=DOCTOR)


def test_a_rejection_gives_its_reason() -> None:
    request = given(AssessmentRequest, *REVIEWABLE_STORY)

    with pytest.raises(RejectionNeedsReason):
        review(request, approved=False)
    event = request.review(
        actor=REVIEWER,
        approved=False,
        reason=sealed("reason"),
        on=date(2022, 5, 10),
        calendar=CALENDAR_2022,
    )
    assert event == AssessmentReviewed(approved=False, reason=sealed("reason"), deliver_by=None)
    rejected = given(AssessmentRequest, *REVIEWABLE_STORY, event)
    assert rejected.status is AssessmentStatus.REJECTED


def test_nobody_is_approved_who_was_not_told_of_the_conclusion() -> None:
    with pytest.raises(ConclusionNotNotified):
        review(given(AssessmentRequest, *SCHEDULED_STORY, QUALIFIED, PUBLICISED, TAKEN_DOWN))


def test_review_waits_for_the_end_of_publicity() -> None:
    with pytest.raises(RequestNotAwaitingReview):
        review(given(AssessmentRequest, *PUBLICISED_STORY))


def test_a_certificate_is_delivered_at_home() -> None:
    assert deliver(given(AssessmentRequest, *APPROVED_STORY)) == DELIVERED


def test_what_was_not_issued_is_not_delivered() -> None:
    with pytest.raises(CertificateNotIssued):
        deliver(given(AssessmentRequest, *APPROVED_STORY), certificate_issued=False)
    with pytest.raises(RequestNotApproved):
        deliver(given(AssessmentRequest, *REVIEWABLE_STORY))
    with pytest.raises(RequestNotApproved):
        deliver(given(AssessmentRequest, *APPROVED_STORY, DELIVERED))


def test_an_assessment_is_rated_once_and_again_after_another_one() -> None:
    rated = AssessmentRated(satisfaction=Satisfaction.VERY, comment=None)

    def rate(*story: Event) -> Event:
        return given(AssessmentRequest, *story).rate(satisfaction=Satisfaction.VERY)

    assert rate(*QUALIFIED_STORY) == rated
    with pytest.raises(NotYetAssessed):
        rate(*SCHEDULED_STORY)
    with pytest.raises(AssessmentAlreadyRated):
        rate(*QUALIFIED_STORY, rated)
    rate(*SCHEDULED_STORY, performed(Conclusion.NEEDS_HOSPITAL), rated, QUALIFIED)


def test_an_open_request_ends_by_the_person_s_wish_or_death() -> None:
    request = given(AssessmentRequest, *ACCEPTED_STORY)

    assert request.withdraw(form=NoticeForm.VOICE) == AssessmentWithdrawn(
        form=NoticeForm.VOICE, reason=None
    )
    died = request.record_death(died_on=date(2022, 4, 20))
    assert died == ApplicantDied(died_on=date(2022, 4, 20))
    after = given(AssessmentRequest, *ACCEPTED_STORY, died)
    assert (after.status, after.due) == (AssessmentStatus.DECEASED, None)


@pytest.mark.parametrize(
    "story",
    [
        (),
        (*APPROVED_STORY, DELIVERED),
        (*ACCEPTED_STORY, AssessmentWithdrawn(form=NoticeForm.PAPER, reason=None)),
    ],
)
def test_what_has_ended_is_neither_withdrawn_nor_ended_by_death(story: tuple[Event, ...]) -> None:
    request = given(AssessmentRequest, *story)

    with pytest.raises(RequestNotOpen):
        request.withdraw(form=NoticeForm.PAPER)
    with pytest.raises(RequestNotOpen):
        request.record_death(died_on=date(2022, 5, 20))


def archive(*story: Event, on: date = date(2022, 5, 17), files_complete: bool = True) -> Event:
    return given(AssessmentRequest, *story).archive(files_complete=files_complete, on=on)


def test_a_delivered_request_is_archived_with_all_its_papers() -> None:
    assert archive(*APPROVED_STORY, DELIVERED) == AssessmentArchived()
    with pytest.raises(FilesIncomplete):
        archive(*APPROVED_STORY, DELIVERED, files_complete=False)
    with pytest.raises(RequestNotArchivable):
        archive(*APPROVED_STORY)


@pytest.mark.parametrize("conclusion", [Conclusion.NOT_QUALIFIED, Conclusion.TOO_EARLY])
def test_without_a_certificate_it_is_archived_when_the_time_to_object_is_over(
    conclusion: Conclusion,
) -> None:
    story = (*SCHEDULED_STORY, performed(conclusion))

    with pytest.raises(ConclusionNotNotified):
        archive(*story)
    with pytest.raises(ObjectionPeriodRunning):
        archive(*story, NOTIFIED, on=date(2022, 5, 16))
    assert archive(*story, NOTIFIED, on=date(2022, 5, 17)) == AssessmentArchived()
