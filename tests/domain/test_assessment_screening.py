"""Warnings at the screening, and category and grade on the form (`domain.md` 1.1)."""

from __future__ import annotations

import pytest

from domain.assessment import (
    CategoryDoesNotFollowFindings,
    Condition,
    Finding,
    GradeIsNotMostSevere,
    Grading,
    ScreeningWarning,
    screening_warnings,
)
from domain.assessment.grading import demand_consistent
from domain.words import DisabilityCategory, DisabilityGrade

MENTAL, SPEECH, HEARING = (
    DisabilityCategory.MENTAL,
    DisabilityCategory.SPEECH,
    DisabilityCategory.HEARING,
)
PHYSICAL, VISUAL = DisabilityCategory.PHYSICAL, DisabilityCategory.VISUAL


def warnings(
    category: DisabilityCategory,
    *,
    age_years: int = 40,
    course_months: int | None = 120,
    treatment_months: int | None = 120,
    settled: bool = True,
    waiting_months: int = 0,
) -> tuple[ScreeningWarning, ...]:
    condition = Condition(
        category=category,
        course_months=course_months,
        treatment_months=treatment_months,
        settled=settled,
    )
    return screening_warnings(
        age_years=age_years, conditions=(condition,), waiting_months=waiting_months
    )


def test_an_old_settled_condition_warns_of_nothing() -> None:
    assert all(warnings(category) == () for category in DisabilityCategory)


@pytest.mark.parametrize("category", [SPEECH, MENTAL])
def test_speech_and_mental_are_not_graded_under_age_3(category: DisabilityCategory) -> None:
    """AGE_DISABLED_SPEECH_MIN = 3; mental by a county's notice."""
    assert warnings(category, age_years=2) == (ScreeningWarning.UNDER_AGE,)
    assert warnings(category, age_years=3) == ()


def test_other_categories_know_no_least_age() -> None:
    assert warnings(PHYSICAL, age_years=0) == ()


def test_a_mental_course_is_longer_than_one_year() -> None:
    assert warnings(MENTAL, course_months=12) == (ScreeningWarning.SHORT_COURSE,)
    assert warnings(MENTAL, course_months=13) == ()
    assert warnings(MENTAL, course_months=None) == (ScreeningWarning.SHORT_COURSE,)


@pytest.mark.parametrize("category", [SPEECH, HEARING])
def test_speech_and_hearing_were_treated_over_one_year(category: DisabilityCategory) -> None:
    short = (ScreeningWarning.SHORT_TREATMENT,)

    assert warnings(category, treatment_months=12, course_months=24) == short
    assert warnings(category, treatment_months=None, course_months=None) == short
    assert warnings(category, treatment_months=13, course_months=13) == ()
    assert warnings(category, treatment_months=0, course_months=25) == ()


def test_an_unsettled_condition_warns() -> None:
    assert warnings(PHYSICAL, settled=False) == (ScreeningWarning.UNSETTLED,)


def test_a_district_sets_its_own_waiting_period() -> None:
    assert warnings(PHYSICAL, course_months=5, waiting_months=6) == (ScreeningWarning.UNSETTLED,)
    assert warnings(PHYSICAL, course_months=6, waiting_months=6) == ()


def test_several_conditions_warn_of_each_thing_once() -> None:
    conditions = (
        Condition(category=SPEECH, settled=False),
        Condition(category=HEARING, settled=False),
    )

    assert screening_warnings(age_years=2, conditions=conditions) == (
        ScreeningWarning.UNDER_AGE,
        ScreeningWarning.SHORT_TREATMENT,
        ScreeningWarning.UNSETTLED,
    )


def grading(
    category: DisabilityCategory, grade: int, *findings: tuple[DisabilityCategory, int]
) -> Grading:
    return Grading(
        findings=tuple(
            Finding(category=component, grade=DisabilityGrade(severity))
            for component, severity in findings
        ),
        category=category,
        grade=DisabilityGrade(grade),
    )


def test_one_category_is_itself_and_two_are_multiple_with_the_most_severe_grade() -> None:
    """办法 art 13."""
    demand_consistent(grading(PHYSICAL, 3, (PHYSICAL, 3)))
    demand_consistent(grading(DisabilityCategory.MULTIPLE, 2, (PHYSICAL, 3), (VISUAL, 2)))


@pytest.mark.parametrize(
    "wrong",
    [
        grading(PHYSICAL, 3),
        grading(PHYSICAL, 2, (PHYSICAL, 3), (VISUAL, 2)),
        grading(DisabilityCategory.MULTIPLE, 3, (PHYSICAL, 3)),
        grading(DisabilityCategory.MULTIPLE, 3, (DisabilityCategory.MULTIPLE, 3)),
        grading(VISUAL, 3, (PHYSICAL, 3)),
    ],
)
def test_a_category_the_findings_do_not_bear_out_is_refused(wrong: Grading) -> None:
    with pytest.raises(CategoryDoesNotFollowFindings):
        demand_consistent(wrong)


def test_a_milder_grade_than_the_most_severe_finding_is_refused() -> None:
    with pytest.raises(GradeIsNotMostSevere):
        demand_consistent(grading(DisabilityCategory.MULTIPLE, 3, (PHYSICAL, 3), (VISUAL, 2)))
