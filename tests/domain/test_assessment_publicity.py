"""Publicity of a conclusion, or none (`domain.md` 10.2, appendix B; 办法 art 9(3))."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from domain.assessment import (
    ApplicantIsNotMinor,
    AssessmentCallsForPublicity,
    AssessmentRequest,
    AssessmentReviewed,
    AssessmentStatus,
    AssessmentVoided,
    MinorsAreNotPublicised,
    NoPublicityObjection,
    NoticeTextNotChecked,
    PublicityNotOver,
    PublicityObjectionOpen,
    PublicityObjectionReceived,
    PublicityObjectionResolved,
    PublicitySkipped,
    RequestNotInPublicity,
    RequestNotQualified,
    RescheduleReason,
    SkipReason,
)
from domain.words import AssessmentKind, DisabilityCategory
from support.assessments import (
    ACCEPTED,
    ACCEPTED_STORY,
    APPLIED,
    APPROVED,
    AT_HOME,
    NOT_QUALIFIED,
    NOTICE_BOARD,
    NOTIFIED,
    PUBLICISED,
    PUBLICISED_STORY,
    QUALIFIED_STORY,
    REVIEWER,
    ROSTER,
    SCHEDULED_STORY,
    SCREENED,
    TAKEN_DOWN,
    workdays,
)
from support.calendars import CALENDAR_2022
from support.histories import given, id_of, sealed

if TYPE_CHECKING:
    from domain.history import Event

OBJECTION = PublicityObjectionReceived(objector=None, objection=sealed("objection"))
FINDING = sealed("finding")


def publicise(
    request: AssessmentRequest, *, is_minor: bool = False, text_checked: bool = True
) -> Event:
    return request.start_publicity(
        is_minor=is_minor,
        place=NOTICE_BOARD,
        text_checked=text_checked,
        on=date(2022, 4, 28),
        calendar=CALENDAR_2022,
    )


def take_down(request: AssessmentRequest, on: date) -> Event:
    return request.end_publicity(photo=id_of("photo"), on=on, calendar=CALENDAR_2022)


def resolve(request: AssessmentRequest, on: date, *, reassess: bool = False) -> Event:
    return request.resolve_objection(
        finding=FINDING, reassess=reassess, on=on, calendar=CALENDAR_2022
    )


def skip(request: AssessmentRequest, reason: SkipReason, *, is_minor: bool = False) -> Event:
    return request.skip_publicity(
        reason=reason, is_minor=is_minor, on=date(2022, 4, 28), calendar=CALENDAR_2022
    )


def review(
    request: AssessmentRequest, *, approved: bool = True, actor: UUID = REVIEWER
) -> AssessmentReviewed:
    return request.review(
        actor=actor, approved=approved, on=date(2022, 5, 10), calendar=CALENDAR_2022
    )


def test_publicity_from_2022_04_28_does_not_end_before_2022_05_09() -> None:
    """CERT_PUBLICITY_WD = 5; appendix B, scenario 1: five workdays cross Labour Day."""
    started = publicise(given(AssessmentRequest, *QUALIFIED_STORY))
    assert started == PUBLICISED

    request = given(AssessmentRequest, *QUALIFIED_STORY, started)
    with pytest.raises(PublicityNotOver) as refusal:
        take_down(request, date(2022, 5, 8))
    assert refusal.value.details == {"until": date(2022, 5, 9)}
    assert take_down(request, date(2022, 5, 9)) == TAKEN_DOWN


def test_a_minor_is_never_publicised_and_skipping_is_offered() -> None:
    """Appendix B, scenario 2."""
    request = given(AssessmentRequest, *QUALIFIED_STORY)

    with pytest.raises(MinorsAreNotPublicised) as refusal:
        publicise(request, is_minor=True)
    assert refusal.value.details == {"reason": SkipReason.MINOR}
    assert "免予公示" in refusal.value.chinese
    assert skip(request, SkipReason.MINOR, is_minor=True) == PublicitySkipped(
        reason=SkipReason.MINOR, review_by=workdays(10, date(2022, 4, 28))
    )


def test_the_notice_shows_no_id_number_and_no_diagnosis() -> None:
    with pytest.raises(NoticeTextNotChecked):
        publicise(given(AssessmentRequest, *QUALIFIED_STORY), text_checked=False)


def test_only_who_qualifies_is_publicised() -> None:
    with pytest.raises(RequestNotQualified):
        publicise(given(AssessmentRequest, *SCHEDULED_STORY, NOT_QUALIFIED, NOTIFIED))


def test_an_adult_is_not_excused_as_a_minor() -> None:
    with pytest.raises(ApplicantIsNotMinor):
        skip(given(AssessmentRequest, *QUALIFIED_STORY), SkipReason.MINOR)
    with pytest.raises(RequestNotQualified):
        skip(given(AssessmentRequest, *ACCEPTED_STORY), SkipReason.MINOR, is_minor=True)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (AssessmentKind.RENEWAL, SkipReason.RENEWAL),
        (AssessmentKind.REISSUE, SkipReason.REISSUE),
        (AssessmentKind.MIGRATION, SkipReason.MIGRATION),
    ],
)
def test_where_nothing_is_assessed_nothing_is_publicised(
    kind: AssessmentKind, reason: SkipReason
) -> None:
    """10.2, invariants: these kinds need no assessment, so they go from acceptance to review."""
    story = (replace(APPLIED, kind=kind), SCREENED, ACCEPTED)
    skipped = skip(given(AssessmentRequest, *story), reason)

    assert review(given(AssessmentRequest, *story, skipped)) == APPROVED
    with pytest.raises(AssessmentCallsForPublicity):
        skip(given(AssessmentRequest, *ACCEPTED_STORY), reason)
    with pytest.raises(AssessmentCallsForPublicity):
        skip(given(AssessmentRequest, *story, *QUALIFIED_STORY[3:]), reason)


def test_an_objection_keeps_the_notice_from_being_taken_down() -> None:
    event = given(AssessmentRequest, *PUBLICISED_STORY).receive_objection(
        objector=None, objection=sealed("objection")
    )

    assert event == OBJECTION
    with pytest.raises(PublicityObjectionOpen):
        take_down(given(AssessmentRequest, *PUBLICISED_STORY, OBJECTION), date(2022, 5, 9))


def test_objections_belong_to_a_notice_that_hangs() -> None:
    request = given(AssessmentRequest, *QUALIFIED_STORY)

    with pytest.raises(RequestNotInPublicity):
        request.receive_objection(objector=None, objection=sealed("objection"))
    with pytest.raises(RequestNotInPublicity):
        take_down(request, date(2022, 5, 9))
    with pytest.raises(NoPublicityObjection):
        resolve(given(AssessmentRequest, *PUBLICISED_STORY), date(2022, 5, 9))


def test_a_conclusion_that_stands_still_hangs_its_five_workdays() -> None:
    request = given(AssessmentRequest, *PUBLICISED_STORY, OBJECTION)

    with pytest.raises(PublicityNotOver):
        resolve(request, date(2022, 5, 8))
    assert resolve(request, date(2022, 5, 9)) == PublicityObjectionResolved(
        finding=FINDING, reassess=False, review_by=TAKEN_DOWN.review_by
    )


def test_an_objection_may_lead_to_a_re_assessment_at_once() -> None:
    resolved = resolve(
        given(AssessmentRequest, *PUBLICISED_STORY, OBJECTION), date(2022, 5, 5), reassess=True
    )
    request = given(AssessmentRequest, *PUBLICISED_STORY, OBJECTION, resolved)

    assert (request.status, request.due) == (AssessmentStatus.SCHEDULED, None)
    request.reschedule(
        reason=RescheduleReason.RE_ASSESSMENT,
        appointment=replace(AT_HOME, planned_on=date(2022, 5, 12)),
        institution=ROSTER,
        categories=(DisabilityCategory.PHYSICAL,),
    )


def test_a_notice_that_was_entered_by_mistake_cannot_be_resolved() -> None:
    voided = AssessmentVoided(version=len(PUBLICISED_STORY), reason="误录")
    request = given(AssessmentRequest, *PUBLICISED_STORY, OBJECTION, voided)

    with pytest.raises(RequestNotInPublicity):
        resolve(request, date(2022, 5, 9))
