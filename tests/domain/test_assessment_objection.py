"""The person is told, objects, and the city assesses again (`domain.md` 10.2; 办法 art 25)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.assessment import (
    AssessmentRequest,
    AssessmentStatus,
    CityHasReassessed,
    CityMustConclude,
    CityReassessed,
    ConclusionAlreadyNotified,
    ConclusionNotNotified,
    Finding,
    FindingsMissing,
    Grading,
    NothingConcluded,
    ObjectionPeriodOver,
    RequestNotAtCity,
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
    CATEGORY,
    FINDINGS,
    GRADE,
    NOT_QUALIFIED,
    NOT_QUALIFIED_STORY,
    NOTIFIED,
    OBJECTED,
    PUBLICISED_STORY,
    QUALIFIED,
    QUALIFIED_STORY,
    RESIDENT,
    SCHEDULED_STORY,
    performed,
    workdays,
)
from support.calendars import CALENDAR_2022
from support.histories import given, id_of, sealed

GRADING = Grading(
    findings=(Finding(category=DisabilityCategory.PHYSICAL, grade=DisabilityGrade.SECOND),),
    category=DisabilityCategory.PHYSICAL,
    grade=DisabilityGrade.SECOND,
)
CITY_QUALIFIED = CityReassessed(
    resident=RESIDENT,
    place=AssessmentPlace.HOME,
    on=date(2022, 5, 12),
    conclusion=Conclusion.QUALIFIED,
    findings=FINDINGS,
    category=CATEGORY,
    grade=GRADE,
    document=id_of("city letter"),
    publicise_by=workdays(5, date(2022, 5, 12)),
)


UNGRADED = {"grading": None, "findings": None, "category": None, "grade": None}


def city_result(request: AssessmentRequest, **changes: object) -> CityReassessed:
    letter: dict[str, Any] = {
        "place": AssessmentPlace.HOME,
        "on": date(2022, 5, 12),
        "conclusion": Conclusion.QUALIFIED,
        "grading": GRADING,
        "findings": FINDINGS,
        "category": CATEGORY,
        "grade": GRADE,
        "document": id_of("city letter"),
        "calendar": CALENDAR_2022,
    }
    letter.update(changes)
    return request.record_city_result(**letter)


def notify(request: AssessmentRequest, on: date = date(2022, 4, 28)) -> Event:
    return request.notify_conclusion(form=NoticeForm.PAPER, on=on, calendar=CALENDAR_2022)


def object_on(request: AssessmentRequest, on: date) -> Event:
    return request.object_to_conclusion(objection=sealed("objection"), on=on)


def test_the_time_to_object_is_ten_workdays_from_the_notice() -> None:
    """CERT_OBJECTION_WD = 10, 办法 art 25."""
    event = notify(given(AssessmentRequest, *SCHEDULED_STORY, QUALIFIED))

    assert event == NOTIFIED
    assert NOTIFIED.object_by.due_on == date(2022, 5, 16)


def test_the_person_is_told_once_of_each_conclusion() -> None:
    with pytest.raises(NothingConcluded):
        notify(given(AssessmentRequest, *SCHEDULED_STORY))
    with pytest.raises(NothingConcluded):
        notify(given(AssessmentRequest, *SCHEDULED_STORY, performed(Conclusion.NEEDS_HOSPITAL)))
    with pytest.raises(ConclusionAlreadyNotified):
        notify(given(AssessmentRequest, *QUALIFIED_STORY))

    city = given(AssessmentRequest, *NOT_QUALIFIED_STORY, OBJECTED, CITY_QUALIFIED)
    notify(city, on=date(2022, 5, 13))


def test_a_person_objects_on_the_tenth_workday_and_not_on_the_eleventh() -> None:
    request = given(AssessmentRequest, *NOT_QUALIFIED_STORY)

    assert object_on(request, date(2022, 5, 16)) == OBJECTED
    with pytest.raises(ObjectionPeriodOver) as refusal:
        object_on(request, date(2022, 5, 17))
    assert refusal.value.details == {"object_by": date(2022, 5, 16)}


def test_who_qualifies_may_object_too_and_while_the_notice_hangs() -> None:
    assert object_on(given(AssessmentRequest, *PUBLICISED_STORY), date(2022, 5, 5)) == OBJECTED


def test_nobody_objects_to_nothing() -> None:
    with pytest.raises(NothingConcluded):
        object_on(given(AssessmentRequest, *SCHEDULED_STORY), date(2022, 4, 28))
    with pytest.raises(ConclusionNotNotified):
        object_on(given(AssessmentRequest, *SCHEDULED_STORY, NOT_QUALIFIED), date(2022, 4, 29))


def test_the_city_reassesses_at_home_and_finds_that_the_person_qualifies() -> None:
    """Row 9 of the fixture in 11.7: not qualified in April, qualified by the city on 2022-05-12."""
    request = given(AssessmentRequest, *NOT_QUALIFIED_STORY, OBJECTED)

    assert request.status is AssessmentStatus.RE_CITY
    assert city_result(request) == CITY_QUALIFIED
    after = given(AssessmentRequest, *NOT_QUALIFIED_STORY, OBJECTED, CITY_QUALIFIED)
    assert (after.status, after.due) == (AssessmentStatus.QUALIFIED, CITY_QUALIFIED.publicise_by)


def test_the_city_may_find_the_same() -> None:
    request = given(AssessmentRequest, *NOT_QUALIFIED_STORY, OBJECTED)
    event = city_result(request, conclusion=Conclusion.NOT_QUALIFIED, **UNGRADED)

    after = given(AssessmentRequest, *NOT_QUALIFIED_STORY, OBJECTED, event)
    assert (after.status, after.due) == (AssessmentStatus.NOT_QUALIFIED, None)


@pytest.mark.parametrize("conclusion", [Conclusion.NEEDS_HOSPITAL, Conclusion.TOO_EARLY])
def test_the_city_concludes(conclusion: Conclusion) -> None:
    with pytest.raises(CityMustConclude):
        city_result(given(AssessmentRequest, *NOT_QUALIFIED_STORY, OBJECTED), conclusion=conclusion)


def test_the_city_s_grade_follows_its_findings_as_well() -> None:
    with pytest.raises(FindingsMissing):
        city_result(given(AssessmentRequest, *NOT_QUALIFIED_STORY, OBJECTED), findings=None)


def test_without_an_objection_the_city_has_no_say() -> None:
    with pytest.raises(RequestNotAtCity):
        city_result(given(AssessmentRequest, *NOT_QUALIFIED_STORY))


def test_after_the_city_a_further_objection_is_the_province_s() -> None:
    with pytest.raises(CityHasReassessed):
        object_on(
            given(AssessmentRequest, *NOT_QUALIFIED_STORY, OBJECTED, CITY_QUALIFIED),
            date(2022, 5, 13),
        )
