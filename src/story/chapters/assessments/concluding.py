"""From the doctors' conclusion to the certificate: told, publicised, reviewed, printed, delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from domain.assessment import CertificateReceiver, SkipReason
from domain.calendar import PUBLISHED, Clock
from domain.document import DocumentKind
from domain.identity.identity_number import ADULT_YEARS
from domain.limits import CERT_PUBLICITY_WD
from domain.words import (
    AssessmentPlace,
    CertificateOrigin,
    Conclusion,
    NoticeForm,
    Satisfaction,
)
from story.cast.places import DISTRICT
from story.chapters.assessments.applying import categories_of, needs_guardian
from story.chapters.filing import GENERATION, YEARS_OF_A_CARD
from story.chapters.papers import attach

if TYPE_CHECKING:
    from random import Random
    from uuid import UUID

    from story.cast.cast import Cast
    from story.cast.team import Institution
    from story.cast.villagers import Resident
    from story.chapters.case import Case

PUBLICITY: Final = Clock.wd(CERT_PUBLICITY_WD)
TREATED: Final = 6  # one in so many is sent on to treatment as well
DOCTORS: Final = 2
RATED_IN_100: Final = 60
AT_HOME_IN_100: Final = 85


def perform(
    case: Case,
    cast: Cast,
    resident: Resident,
    institution: Institution,
    conclusion: Conclusion,
    *,
    at_home: bool,
) -> bool:
    """Tell the assessment, entered by the district from the signed form on the same day."""
    first = resident.id.int % len(institution.doctors)
    doctors = [institution.doctors[(first + n) % len(institution.doctors)] for n in range(DOCTORS)]
    in_need = conclusion is Conclusion.NEEDS_HOSPITAL or resident.id.int % TREATED == 0
    clerk = cast.team.clerk(2)
    scan = cast.chance.id("seal scan", case.stream, case.day)
    values = {
        "place": AssessmentPlace.HOME if at_home else AssessmentPlace.INSTITUTION,
        "institution": institution.id,
        "doctors": doctors,
        "conclusion": conclusion,
        "referred_to_treatment": in_need,
        "grading": grading_of(resident) if conclusion is Conclusion.QUALIFIED else None,
        "seal_scan": attach(case, clerk, scan, DocumentKind.SIGNED_FORM, person=resident.id),
    }
    return case.then(0, clerk, "perform", values)


def grading_of(resident: Resident) -> dict[str, Any]:
    """Give what is found of somebody who qualifies."""
    assert resident.grade is not None
    findings = [
        {"category": category, "grade": resident.grade} for category in categories_of(resident)
    ]
    return {"findings": findings, "category": resident.category, "grade": resident.grade}


def notify(case: Case, cast: Cast, resident: Resident) -> None:
    """Tell that person or guardian are told of the conclusion."""
    visitor = cast.team.commissioner(resident.place, case.day)
    case.then(1, visitor, "notify-conclusion", {"form": NoticeForm.PAPER})


def publicise(case: Case, cast: Cast, resident: Resident) -> None:
    """Tell how the notice is hung out; nothing hangs for a minor."""
    if resident.years_on(case.day) < ADULT_YEARS:
        reason = {"reason": SkipReason.MINOR}
        case.then(1, cast.team.clerk(2), "skip-publicity", reason)
        return
    place = {"place": f"{resident.place.name}党群服务中心公示栏", "text_checked": True}
    case.then(1, cast.team.officer(resident.place), "start-publicity", place)


def end_publicity(case: Case, cast: Cast, resident: Resident) -> None:
    """Tell how the notice is taken down when its five workdays are over."""
    if resident.years_on(case.day) < ADULT_YEARS:
        return
    case.until(PUBLICITY.deadline(start_on=case.day, calendar=PUBLISHED).due_on)
    officer = cast.team.officer(resident.place, 1)
    photo = cast.chance.id("notice photo", case.stream, case.day)
    attach(case, officer, photo, DocumentKind.PHOTO, person=resident.id)
    case.then(0, officer, "end-publicity", {"photo": photo})


def review(case: Case, cast: Cast, *, approved: bool) -> None:
    """Tell how the district's head reviews it."""
    values: dict[str, Any] = {"approved": approved}
    if not approved:
        values["reason"] = "申请表与评定表信息不一致, 退回核对"
    case.then(1, cast.team.leader, "review", values)


def print_card(
    case: Case, cast: Cast, resident: Resident, *, at_home: bool, change: bool = False
) -> bool:
    """Tell how the certificate is printed and entered in the person's file."""
    assert resident.category is not None
    assert resident.grade is not None
    case.wait(1)
    if case.is_over:
        return False
    card = {
        "number": f"{resident.number}{resident.category:d}{resident.grade:d}",
        "category": f"{resident.category:d}",
        "grade": f"{resident.grade:d}",
        "issuing_organisation": DISTRICT,
        "valid_from": case.day,
        "valid_to": case.day.replace(year=case.day.year + YEARS_OF_A_CARD),
        "generation": GENERATION,
    }
    values = {
        "card": card,
        "source": {"origin": CertificateOrigin.CASE, "as_of": case.day},
        "assessment": {"request": case.stream, "at_home": at_home},
    }
    name = "change-certificate-grade" if change else "issue-certificate"
    case.diary.write(case.day, cast.team.clerk(2), f"residents/{name}", resident.id, values)
    return True


def deliver(case: Case, cast: Cast, resident: Resident, random: Random, *, at_home: bool) -> bool:
    """Tell how the certificate is handed over, at home more often than not, and what is said of it."""
    guarded = needs_guardian(resident, case.day)
    visitor = cast.team.commissioner(resident.place, case.day)
    receipt = cast.chance.id("receipt", case.stream, case.day)
    case.wait(1)
    values = {
        "receiver": CertificateReceiver.GUARDIAN if guarded else CertificateReceiver.HOLDER,
        "at_home": at_home and random.randrange(100) < AT_HOME_IN_100,
        "receipt": attach(case, visitor, receipt, DocumentKind.SIGNED_FORM, person=resident.id),
    }
    delivered = case.then(0, visitor, "deliver", values)
    if delivered and random.randrange(100) < RATED_IN_100:
        said = random.choice((Satisfaction.VERY, Satisfaction.VERY, Satisfaction.SATISFIED))
        case.then(0, visitor, "rate", {"satisfaction": said})
    return delivered


def stream_of(cast: Cast, resident: Resident, number: int = 1) -> UUID:
    """Give the id of somebody's request."""
    return cast.chance.id("assessment", resident.id, number)
