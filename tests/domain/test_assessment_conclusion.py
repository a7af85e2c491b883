"""Appointment, assessment, conclusion (`domain.md` 1.6, 10.2; 办法 arts 6, 13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.assessment import (
    Appointment,
    AssessmentPerformed,
    AssessmentRequest,
    AssessmentRescheduled,
    AssessmentStatus,
    CategoryDoesNotFollowFindings,
    Finding,
    FindingsMissing,
    Grading,
    HomeVisitNeedsBatch,
    InstitutionNotDesignated,
    NobodyAssessed,
    RequestNotAwaitingSchedule,
    RequestNotForHome,
    RequestNotScheduled,
    RescheduleReason,
)
from domain.history import Event
from domain.words import (
    AssessmentPlace,
    Conclusion,
    DisabilityCategory,
    DisabilityGrade,
    NoticeForm,
)
from support.assessments import (
    ACCEPTED,
    ACCEPTED_STORY,
    APPLIED,
    AT_HOME,
    AT_THE_INSTITUTION,
    CATEGORY,
    DOCTOR,
    FINDINGS,
    GRADE,
    INSTITUTION,
    NOT_QUALIFIED,
    QUALIFIED,
    ROSTER,
    SCHEDULED,
    SCHEDULED_STORY,
    SECOND_DOCTOR,
    performed,
)
from support.calendars import CALENDAR_2022
from support.histories import given, id_of

GRADING = Grading(
    findings=(Finding(category=DisabilityCategory.PHYSICAL, grade=DisabilityGrade.SECOND),),
    category=DisabilityCategory.PHYSICAL,
    grade=DisabilityGrade.SECOND,
)


def schedule(
    request: AssessmentRequest,
    appointment: Appointment = AT_HOME,
    category: DisabilityCategory = DisabilityCategory.PHYSICAL,
) -> Event:
    return request.schedule(appointment=appointment, institution=ROSTER, categories=(category,))


def perform(request: AssessmentRequest, **changes: object) -> AssessmentPerformed:
    form: dict[str, Any] = {
        "place": AssessmentPlace.HOME,
        "institution": INSTITUTION,
        "doctors": (DOCTOR, SECOND_DOCTOR),
        "conclusion": Conclusion.QUALIFIED,
        "referred_to_treatment": False,
        "grading": GRADING,
        "findings": FINDINGS,
        "category": CATEGORY,
        "grade": GRADE,
        "seal_scan": id_of("seal scan"),
        "on": date(2022, 4, 28),
        "calendar": CALENDAR_2022,
    }
    form.update(changes)
    return request.perform(**form)


UNGRADED = {"grading": None, "findings": None, "category": None, "grade": None}


def test_an_accepted_request_becomes_a_stop_of_a_batch() -> None:
    assert schedule(given(AssessmentRequest, *ACCEPTED_STORY)) == SCHEDULED


def test_what_is_not_accepted_is_not_scheduled() -> None:
    with pytest.raises(RequestNotAwaitingSchedule):
        schedule(given(AssessmentRequest, APPLIED))


def test_no_designated_institution_no_scheduling() -> None:
    """办法 art 6, `domain.md` 10.13a: designated for physical and mental, in 2022."""
    request = given(AssessmentRequest, *ACCEPTED_STORY)

    with pytest.raises(InstitutionNotDesignated):
        schedule(request, category=DisabilityCategory.VISUAL)
    with pytest.raises(InstitutionNotDesignated):
        schedule(request, replace(AT_HOME, planned_on=date(2023, 1, 1)))
    with pytest.raises(InstitutionNotDesignated):
        request.schedule(appointment=AT_HOME, institution=ROSTER, categories=())


@pytest.mark.parametrize(
    "appointment",
    [
        replace(AT_HOME, batch=None),
        replace(AT_HOME, stop=None),
        replace(AT_THE_INSTITUTION, batch=id_of("batch")),
    ],
)
def test_a_home_visit_is_a_stop_of_a_batch_and_nothing_else_is(appointment: Appointment) -> None:
    with pytest.raises(HomeVisitNeedsBatch):
        schedule(given(AssessmentRequest, *ACCEPTED_STORY), appointment)


def test_nobody_is_scheduled_at_home_who_was_not_screened_for_it() -> None:
    unscreened = given(AssessmentRequest, APPLIED, ACCEPTED)

    with pytest.raises(RequestNotForHome):
        schedule(unscreened)
    schedule(unscreened, AT_THE_INSTITUTION)


def test_every_new_appointment_counts_as_an_attempt() -> None:
    request = given(AssessmentRequest, *SCHEDULED_STORY)
    event = request.reschedule(
        reason=RescheduleReason.NOT_AT_HOME,
        appointment=AT_THE_INSTITUTION,
        institution=ROSTER,
        categories=(DisabilityCategory.PHYSICAL,),
    )

    assert event == AssessmentRescheduled(
        reason=RescheduleReason.NOT_AT_HOME, appointment=AT_THE_INSTITUTION
    )
    assert request.attempts == 1
    assert given(AssessmentRequest, *SCHEDULED_STORY, event).attempts == 2


def test_without_an_appointment_there_is_none_to_put_off() -> None:
    with pytest.raises(RequestNotScheduled):
        given(AssessmentRequest, *ACCEPTED_STORY).reschedule(
            reason=RescheduleReason.WEATHER,
            appointment=AT_HOME,
            institution=ROSTER,
            categories=(DisabilityCategory.PHYSICAL,),
        )


def test_who_qualifies_is_to_be_publicised_within_five_workdays() -> None:
    event = perform(given(AssessmentRequest, *SCHEDULED_STORY))

    assert event == QUALIFIED
    assert event.publicise_by is not None
    assert event.publicise_by.due_on == date(2022, 5, 9)  # WD5 in the table of 10.2
    assert given(AssessmentRequest, *SCHEDULED_STORY, event).status is AssessmentStatus.QUALIFIED


def test_a_form_names_a_doctor() -> None:
    with pytest.raises(NobodyAssessed):
        perform(given(AssessmentRequest, *SCHEDULED_STORY), doctors=())


@pytest.mark.parametrize("box", ["grading", "findings", "category", "grade"])
def test_who_qualifies_has_findings_a_category_and_a_grade(box: str) -> None:
    with pytest.raises(FindingsMissing):
        perform(given(AssessmentRequest, *SCHEDULED_STORY), **{box: None})


def test_category_and_grade_follow_the_findings() -> None:
    wrong = replace(GRADING, category=DisabilityCategory.MULTIPLE)

    with pytest.raises(CategoryDoesNotFollowFindings):
        perform(given(AssessmentRequest, *SCHEDULED_STORY), grading=wrong)


def test_who_does_not_qualify_has_no_grade() -> None:
    request = given(AssessmentRequest, *SCHEDULED_STORY)

    assert perform(request, conclusion=Conclusion.NOT_QUALIFIED, **UNGRADED) == NOT_QUALIFIED


def test_who_needs_hospital_is_accepted_still_and_gets_another_appointment() -> None:
    request = given(AssessmentRequest, *SCHEDULED_STORY)
    event = perform(request, conclusion=Conclusion.NEEDS_HOSPITAL, **UNGRADED)

    assert event == performed(Conclusion.NEEDS_HOSPITAL)
    waiting = given(AssessmentRequest, *SCHEDULED_STORY, event)
    assert (waiting.status, waiting.due) == (AssessmentStatus.ACCEPTED, event.schedule_by)
    schedule(waiting, AT_THE_INSTITUTION)


def test_too_early_is_an_assessment() -> None:
    request = given(AssessmentRequest, *SCHEDULED_STORY, performed(Conclusion.TOO_EARLY))

    assert (request.status, request.due) == (AssessmentStatus.ASSESSED, None)
    request.notify_conclusion(form=NoticeForm.PAPER, on=date(2022, 4, 28), calendar=CALENDAR_2022)


def test_nobody_is_assessed_without_an_appointment() -> None:
    with pytest.raises(RequestNotScheduled):
        perform(given(AssessmentRequest, *ACCEPTED_STORY))
