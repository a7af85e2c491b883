"""Objections: a family to the conclusion, so that the city assesses; a neighbour to the notice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain.calendar import PUBLISHED
from domain.document import DocumentKind
from domain.words import AssessmentPlace, Conclusion
from story.chapters.assessments import concluding
from story.chapters.papers import attach

if TYPE_CHECKING:
    from story.cast.cast import Cast
    from story.cast.villagers import Resident
    from story.chapters.case import Case

WORKDAYS_OF_THE_CITY: Final = 10


def ask_the_city(case: Case, cast: Cast) -> None:
    """Tell that the family does not agree, in time."""
    wish = {"objection": "家属认为病情较重, 申请市级重新评定"}
    case.then(3, cast.team.clerk(2), "object-to-conclusion", wish)


def assess_by_the_city(case: Case, cast: Cast, resident: Resident) -> None:
    """Tell how the city's doctors come to the bed as well, and find that the person qualifies."""
    clerk = cast.team.clerk(2)
    case.wait(WORKDAYS_OF_THE_CITY)
    letter = cast.chance.id("city result", case.stream)
    values = {
        "place": AssessmentPlace.HOME,
        "conclusion": Conclusion.QUALIFIED,
        "grading": concluding.grading_of(resident),
        "document": attach(case, clerk, letter, DocumentKind.LETTER, person=resident.id),
    }
    case.then(0, clerk, "record-city-result", values)
    concluding.notify(case, cast, resident)


def object_to_notice(case: Case, cast: Cast, resident: Resident, *, is_looked_into: bool) -> None:
    """Tell what a neighbour says of the notice, and what is found once it has hung long enough."""
    over_on = concluding.PUBLICITY.deadline(start_on=case.day, calendar=PUBLISHED).due_on
    said = {"objector": None, "objection": "有群众反映其平时能下地走动"}
    case.then(2, cast.team.officer(resident.place), "receive-objection", said)
    if is_looked_into:
        case.until(over_on)
        found = {"finding": "走访邻里并复核评定表, 反映不属实", "reassess": False}
        case.then(0, cast.team.clerk(2), "resolve-objection", found)
