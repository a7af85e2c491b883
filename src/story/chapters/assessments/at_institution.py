"""Assessments at the institution: those who can travel go there, and are not in M06."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from domain.words import (
    AssessmentKind,
    AssessmentPlace,
    Conclusion,
    DisabilityCategory,
    DisabilityGrade,
    NoticeForm,
)
from story import numbers
from story.chapters.assessments import applying, concluding
from story.chapters.case import Case
from story.days import workday_before, workdays

if TYPE_CHECKING:
    from random import Random

    from story.cast.cast import Cast
    from story.cast.villagers import Resident
    from story.diary import Diary

FIRST_APPOINTMENT: Final = date(2022, 3, 22)
LAST_APPOINTMENT: Final = date(2022, 7, 26)
CHANGES: Final = numbers.INSTITUTION_REQUESTS - 30
NOT_QUALIFIED_EVERY: Final = 5
FIRST_NOTED: Final = date(2022, 3, 7)
LAST_NOTED: Final = date(2022, 6, 29)


def assess_at_institution(diary: Diary, cast: Cast) -> None:
    """Tell those found in the villages, and those who hold a certificate and got worse."""
    random = cast.chance.of("institution assessments")
    days = workdays(FIRST_APPOINTMENT, LAST_APPOINTMENT)
    suspected = list(cast.suspects.asked_at_institution)
    worse = [
        each
        for each in cast.registered
        if each.category is DisabilityCategory.PHYSICAL
        and each.grade in {DisabilityGrade.SECOND, DisabilityGrade.THIRD}
        and not each.in_hardship
    ]
    holders = random.sample(worse, CHANGES)
    for n, resident in enumerate([*suspected, *holders]):
        planned_on = random.choice(days)
        case = _case(diary, cast, resident, planned_on)
        if resident.holds_certificate:
            _ask_for_change(case, cast, resident)
        else:
            applying.suspect(diary, cast, resident, case.day, random)
            applying.apply(case, cast, resident, at_home=False)
        applying.screen(case, cast, resident, at_home=False)
        applying.accept(case, cast, resident, random, again=resident.holds_certificate)
        fails = n % NOT_QUALIFIED_EVERY == 0
        _assess(case, cast, resident, planned_on, random, fails=fails)


def note_suspects(diary: Diary, cast: Cast) -> None:
    """Tell those who were found and have not asked for anything yet."""
    random = cast.chance.of("noting suspects")
    days = workdays(FIRST_NOTED, LAST_NOTED)
    for resident in cast.suspects.only_noted:
        applying.suspect(diary, cast, resident, random.choice(days), random)


def _case(diary: Diary, cast: Cast, resident: Resident, planned_on: date) -> Case:
    stream = concluding.stream_of(cast, resident)
    return Case(diary, "assessments", stream, workday_before(9, planned_on))


def _ask_for_change(case: Case, cast: Cast, resident: Resident) -> None:
    values = {
        "resident": resident.id,
        "kind": AssessmentKind.GRADE_CHANGE,
        "at_home": False,
        "consent": NoticeForm.PAPER,
        "suspected_categories": applying.categories_of(resident),
    }
    case.then(1, cast.team.commissioner(resident.place, case.day), "", values)


def _assess(
    case: Case,
    cast: Cast,
    resident: Resident,
    planned_on: date,
    random: Random,
    *,
    fails: bool,
) -> None:
    """Tell the appointment, the assessment, and the way to the certificate as far as it goes."""
    institution = random.choice(cast.team.institutions)
    appointment = {
        "place": AssessmentPlace.INSTITUTION,
        "institution": institution.id,
        "planned_on": planned_on,
    }
    values = {"appointment": appointment, "categories": applying.categories_of(resident)}
    case.then(1, cast.team.clerk(2), "schedule", values)
    case.until(planned_on)
    changes = resident.holds_certificate
    seen = resident
    if changes and resident.grade is not None:
        seen = replace(resident, grade=DisabilityGrade(resident.grade - 1))
    conclusion = Conclusion.NOT_QUALIFIED if fails else Conclusion.QUALIFIED
    concluding.perform(case, cast, seen, institution, conclusion, at_home=False)
    concluding.notify(case, cast, seen)
    if fails:
        return
    concluding.publicise(case, cast, seen)
    concluding.end_publicity(case, cast, seen)
    concluding.review(case, cast, approved=True)
    if concluding.print_card(case, cast, seen, at_home=False, change=changes):
        concluding.deliver(case, cast, seen, random, at_home=False)
