"""A further objection, the province's final conclusion, and findings that were typed wrong.

`domain.md` 10.2, Appendix E; 办法 art 25.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from domain.assessment import (
    AssessmentArchived,
    AssessmentRequest,
    AssessmentResultCorrected,
    AssessmentStatus,
    CityHasNotReassessed,
    ConclusionIsFinal,
    ConclusionNotNotified,
    ConclusionObjectedAgain,
    Finding,
    FindingsMissing,
    GradeIsNotMostSevere,
    Grading,
    NothingConcluded,
    ObjectionPeriodOver,
    ProvinceConcluded,
    ProvinceMustConclude,
    PublicityObjectionReceived,
    RequestNotAtProvince,
    ResultCorrectedByOnePerson,
    ResultHasNoFindings,
    SkipReason,
)
from domain.words import (
    AssessmentPlace,
    Conclusion,
    DisabilityCategory,
    DisabilityGrade,
    NoticeForm,
)
from support.assessments import (
    APPROVED_STORY,
    CATEGORY,
    CITY_AGREES,
    CITY_STORY,
    DELIVERED,
    FINDINGS,
    GRADE,
    NOT_QUALIFIED_STORY,
    OBJECTED,
    OBJECTED_AGAIN,
    PROVINCE_STORY,
    PUBLICISED,
    QUALIFIED_STORY,
    RESIDENT,
    REVIEWER,
    SCHEDULED_STORY,
    workdays,
)
from support.calendars import CALENDAR_2022
from support.histories import given, id_of, sealed

if TYPE_CHECKING:
    from domain.history import Event

SEEN_ON = date(2022, 6, 20)
GRADING = Grading(
    findings=(Finding(category=DisabilityCategory.PHYSICAL, grade=DisabilityGrade.SECOND),),
    category=DisabilityCategory.PHYSICAL,
    grade=DisabilityGrade.SECOND,
)
UNGRADED = {"grading": None, "findings": None, "category": None, "grade": None}


def concluded(conclusion: Conclusion) -> ProvinceConcluded:
    qualified = conclusion is Conclusion.QUALIFIED
    return ProvinceConcluded(
        resident=RESIDENT,
        place=AssessmentPlace.INSTITUTION,
        on=SEEN_ON,
        conclusion=conclusion,
        findings=FINDINGS if qualified else None,
        category=CATEGORY if qualified else None,
        grade=GRADE if qualified else None,
        document=id_of("province letter"),
        publicise_by=workdays(5, SEEN_ON) if qualified else None,
    )


GRANTED = concluded(Conclusion.QUALIFIED)
REFUSED = concluded(Conclusion.NOT_QUALIFIED)
CORRECTED = AssessmentResultCorrected(
    findings=FINDINGS,
    category=CATEGORY,
    grade=GRADE,
    scan=id_of("scan"),
    reason=sealed("reason"),
    approver=id_of("approver"),
)


def object_again(on: date, *story: Event) -> Event:
    return given(AssessmentRequest, *story).object_again(objection=sealed("objection"), on=on)


def province_result(*story: Event, **changes: object) -> ProvinceConcluded:
    letter: dict[str, Any] = {
        "place": AssessmentPlace.INSTITUTION,
        "on": SEEN_ON,
        "conclusion": Conclusion.QUALIFIED,
        "grading": GRADING,
        "findings": FINDINGS,
        "category": CATEGORY,
        "grade": GRADE,
        "document": id_of("province letter"),
        "calendar": CALENDAR_2022,
    }
    letter.update(changes)
    return given(AssessmentRequest, *story).record_province_result(**letter)


def correct(*story: Event, grading: Grading = GRADING, approver: UUID | None = None) -> Event:
    return given(AssessmentRequest, *story).correct_result(
        grading=grading,
        findings=FINDINGS,
        category=CATEGORY,
        grade=GRADE,
        scan=id_of("scan"),
        reason=sealed("reason"),
        actor=REVIEWER,
        approver=approver or id_of("approver"),
    )


# --- objecting again


def test_after_the_city_a_person_objects_to_the_province() -> None:
    """10.2, ObjectAgain: after CityReassessed, to RE_PROVINCE 省级终评."""
    assert object_again(date(2022, 5, 16), *CITY_STORY) == OBJECTED_AGAIN
    after = given(AssessmentRequest, *PROVINCE_STORY)
    assert (after.status, after.due) == (AssessmentStatus.RE_PROVINCE, None)


def test_the_time_to_object_again_is_ten_workdays_from_the_city_s_notice() -> None:
    """CERT_OBJECTION_WD = 10, section 14: told on 2022-05-13, so until 2022-05-27."""
    assert object_again(date(2022, 5, 27), *CITY_STORY) == ConclusionObjectedAgain(
        objection=sealed("objection")
    )
    with pytest.raises(ObjectionPeriodOver) as refusal:
        object_again(date(2022, 5, 28), *CITY_STORY)
    assert refusal.value.details == {"object_by": date(2022, 5, 27)}


def test_nobody_goes_to_the_province_before_the_city_has_re_assessed() -> None:
    with pytest.raises(CityHasNotReassessed):
        object_again(date(2022, 5, 5), *NOT_QUALIFIED_STORY)
    with pytest.raises(NothingConcluded):
        object_again(date(2022, 5, 5), *NOT_QUALIFIED_STORY, OBJECTED)
    with pytest.raises(NothingConcluded):
        object_again(date(2022, 5, 5), *SCHEDULED_STORY)


def test_the_city_s_conclusion_is_told_before_anybody_objects_to_it() -> None:
    with pytest.raises(ConclusionNotNotified):
        object_again(date(2022, 5, 13), *NOT_QUALIFIED_STORY, OBJECTED, CITY_AGREES)


# --- the province concludes


@pytest.mark.parametrize(
    ("event", "status"),
    [(GRANTED, AssessmentStatus.QUALIFIED), (REFUSED, AssessmentStatus.NOT_QUALIFIED)],
)
def test_the_province_concludes_and_that_is_final(
    event: ProvinceConcluded, status: AssessmentStatus
) -> None:
    """10.2, ProvinceResult: to QUALIFIED or NOT_QUALIFIED, final=true, no further objection."""
    graded = {} if event is GRANTED else UNGRADED
    assert province_result(*PROVINCE_STORY, conclusion=event.conclusion, **graded) == event

    after = given(AssessmentRequest, *PROVINCE_STORY, event)
    assert (after.status, after.is_final, after.due) == (status, True, event.publicise_by)
    with pytest.raises(ConclusionIsFinal):
        after.object_to_conclusion(objection=sealed("objection"), on=SEEN_ON)
    with pytest.raises(ConclusionIsFinal):
        after.object_again(objection=sealed("objection"), on=SEEN_ON)
    with pytest.raises(ConclusionIsFinal):
        after.notify_conclusion(form=NoticeForm.PAPER, on=SEEN_ON, calendar=CALENDAR_2022)


def test_who_qualifies_by_the_province_is_publicised_within_five_workdays() -> None:
    """10.2 [design]: `publicise` WD5 to start, as after any conclusion."""
    assert GRANTED.publicise_by is not None
    assert GRANTED.publicise_by.due_on == date(2022, 6, 27)


@pytest.mark.parametrize("conclusion", [Conclusion.NEEDS_HOSPITAL, Conclusion.TOO_EARLY])
def test_the_province_says_yes_or_no(conclusion: Conclusion) -> None:
    with pytest.raises(ProvinceMustConclude):
        province_result(*PROVINCE_STORY, conclusion=conclusion)


def test_the_province_s_grade_follows_its_findings_as_well() -> None:
    with pytest.raises(FindingsMissing):
        province_result(*PROVINCE_STORY, findings=None)


def test_without_a_further_objection_the_province_has_no_say() -> None:
    with pytest.raises(RequestNotAtProvince):
        province_result(*CITY_STORY)
    with pytest.raises(RequestNotAtProvince):
        province_result(*PROVINCE_STORY, GRANTED)


def test_a_final_refusal_is_archived_at_once() -> None:
    """10.2, Archive: from NOT_QUALIFIED final; nobody may object, so nothing is waited for."""
    request = given(AssessmentRequest, *PROVINCE_STORY, REFUSED)

    assert request.archive(files_complete=True, on=SEEN_ON) == AssessmentArchived()


def test_a_final_yes_goes_to_review_without_another_notice() -> None:
    story = (*PROVINCE_STORY, GRANTED)
    skipped = given(AssessmentRequest, *story).skip_publicity(
        reason=SkipReason.MINOR, is_minor=True, on=SEEN_ON, calendar=CALENDAR_2022
    )
    reviewed = given(AssessmentRequest, *story, skipped).review(
        actor=REVIEWER, approved=True, on=SEEN_ON, calendar=CALENDAR_2022
    )

    assert reviewed.approved


def test_an_objection_to_the_notice_does_not_reopen_a_final_conclusion() -> None:
    objection = PublicityObjectionReceived(objector=None, objection=sealed("objection"))
    request = given(AssessmentRequest, *PROVINCE_STORY, GRANTED, PUBLICISED, objection)

    with pytest.raises(ConclusionIsFinal):
        request.resolve_objection(
            finding=sealed("finding"), reassess=True, on=SEEN_ON, calendar=CALENDAR_2022
        )
    resolved = request.resolve_objection(
        finding=sealed("finding"), reassess=False, on=SEEN_ON, calendar=CALENDAR_2022
    )
    assert not resolved.reassess


# --- findings typed wrong


@pytest.mark.parametrize(
    "story",
    [QUALIFIED_STORY, (*APPROVED_STORY, DELIVERED), (*PROVINCE_STORY, GRANTED)],
)
def test_findings_typed_wrong_are_put_right_and_nothing_else_changes(
    story: tuple[Event, ...],
) -> None:
    """10.2, Corrections: with scan, two persons."""
    assert correct(*story) == CORRECTED

    before, after = given(AssessmentRequest, *story), given(AssessmentRequest, *story, CORRECTED)
    assert (after.status, after.conclusion, after.due, after.object_by) == (
        before.status,
        before.conclusion,
        before.due,
        before.object_by,
    )


def test_a_result_is_corrected_by_two_persons() -> None:
    with pytest.raises(ResultCorrectedByOnePerson):
        correct(*QUALIFIED_STORY, approver=REVIEWER)


def test_corrected_findings_agree_with_one_another() -> None:
    wrong = Grading(
        findings=GRADING.findings,
        category=DisabilityCategory.PHYSICAL,
        grade=DisabilityGrade.THIRD,
    )
    with pytest.raises(GradeIsNotMostSevere):
        correct(*QUALIFIED_STORY, grading=wrong)


@pytest.mark.parametrize("story", [SCHEDULED_STORY, NOT_QUALIFIED_STORY])
def test_only_who_qualified_has_findings_to_correct(story: tuple[Event, ...]) -> None:
    with pytest.raises(ResultHasNoFindings):
        correct(*story)
