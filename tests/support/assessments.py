"""One home assessment from the application to the archive, in April and May 2022, event by event.

Everybody is invented. Spread and cut it: `given(AssessmentRequest, *ACCEPTED_STORY)`.
"""

from __future__ import annotations

from datetime import date

from domain.assessment import (
    Appointment,
    AssessmentAccepted,
    AssessmentApplied,
    AssessmentPerformed,
    AssessmentReviewed,
    AssessmentScheduled,
    AssessmentScreened,
    CertificateDelivered,
    CertificateReceiver,
    CityReassessed,
    ConclusionNotified,
    ConclusionObjected,
    ConclusionObjectedAgain,
    InstitutionDesignated,
    Material,
    PublicityEnded,
    PublicityStarted,
    Roster,
)
from domain.calendar import Clock, Deadline
from domain.history import fold
from domain.words import (
    AssessmentKind,
    AssessmentPlace,
    Conclusion,
    DisabilityCategory,
    NoticeForm,
)
from support.calendars import CALENDAR_2022
from support.histories import history, id_of, sealed

RESIDENT = id_of("resident")
INSTITUTION = id_of("institution")
BATCH = id_of("batch")
DOCTOR = id_of("doctor")
SECOND_DOCTOR = id_of("second doctor")
COMMISSIONER = id_of("commissioner")
REVIEWER = id_of("reviewer")

FINDINGS, CATEGORY, GRADE = sealed("findings"), sealed("category"), sealed("grade")
GROUND = sealed("ground")
NOTICE_BOARD = sealed("notice board")


def workdays(n: int, start_on: date) -> Deadline:
    """Give the deadline of WD(n)."""
    return Clock.wd(n).deadline(start_on=start_on, calendar=CALENDAR_2022)


def calendar_days(n: int, start_on: date) -> Deadline:
    """Give the deadline of CD(n)."""
    return Clock.cd(n).deadline(start_on=start_on, calendar=CALENDAR_2022)


ROSTER = fold(
    Roster,
    INSTITUTION,
    history(
        InstitutionDesignated(
            name="某区人民医院",
            categories=(DisabilityCategory.PHYSICAL, DisabilityCategory.MENTAL),
            valid_from=date(2022, 1, 1),
            valid_to=date(2022, 12, 31),
        ),
        stream=INSTITUTION,
    ),
)

AT_HOME = Appointment(
    place=AssessmentPlace.HOME,
    institution=INSTITUTION,
    planned_on=date(2022, 4, 28),
    batch=BATCH,
    stop=1,
)
AT_THE_INSTITUTION = Appointment(
    place=AssessmentPlace.INSTITUTION, institution=INSTITUTION, planned_on=date(2022, 5, 6)
)

APPLIED = AssessmentApplied(
    resident=RESIDENT,
    kind=AssessmentKind.FIRST,
    suspected=True,
    at_home=True,
    consent=NoticeForm.PAPER,
    guardian_present=False,
    screen_by=workdays(3, date(2022, 4, 1)),
)
SCREENED = AssessmentScreened(
    place=AssessmentPlace.HOME,
    ground=GROUND,
    ground_reason=None,
    materials=(Material.ID_CARD, Material.PHOTOS),
    warnings=(),
    accept_by=workdays(5, date(2022, 4, 6)),
)
ACCEPTED = AssessmentAccepted(
    accepting_organisation="320371",
    issuing_organisation="320371",
    schedule_by=calendar_days(30, date(2022, 4, 8)),
)
SCHEDULED = AssessmentScheduled(appointment=AT_HOME)


def performed(conclusion: Conclusion, *, on: date = date(2022, 4, 28)) -> AssessmentPerformed:
    """Give the assessment at home on that day, with that conclusion."""
    qualified = conclusion is Conclusion.QUALIFIED
    needs_hospital = conclusion is Conclusion.NEEDS_HOSPITAL
    return AssessmentPerformed(
        resident=RESIDENT,
        place=AssessmentPlace.HOME,
        institution=INSTITUTION,
        doctors=(DOCTOR, SECOND_DOCTOR),
        conclusion=conclusion,
        referred_to_treatment=False,
        findings=FINDINGS if qualified else None,
        category=CATEGORY if qualified else None,
        grade=GRADE if qualified else None,
        seal_scan=id_of("seal scan"),
        publicise_by=workdays(5, on) if qualified else None,
        schedule_by=calendar_days(30, on) if needs_hospital else None,
    )


QUALIFIED = performed(Conclusion.QUALIFIED)
NOT_QUALIFIED = performed(Conclusion.NOT_QUALIFIED)
NOTIFIED = ConclusionNotified(form=NoticeForm.PAPER, object_by=workdays(10, date(2022, 4, 28)))
PUBLICISED = PublicityStarted(place=NOTICE_BOARD, until=workdays(5, date(2022, 4, 28)))
TAKEN_DOWN = PublicityEnded(photo=id_of("photo"), review_by=workdays(10, date(2022, 5, 9)))
APPROVED = AssessmentReviewed(
    approved=True, reason=None, deliver_by=workdays(10, date(2022, 5, 10))
)
DELIVERED = CertificateDelivered(
    receiver=CertificateReceiver.HOLDER, at_home=True, receipt=id_of("receipt")
)

OBJECTED = ConclusionObjected(objection=sealed("objection"))
CITY_AGREES = CityReassessed(
    resident=RESIDENT,
    place=AssessmentPlace.HOME,
    on=date(2022, 5, 12),
    conclusion=Conclusion.NOT_QUALIFIED,
    findings=None,
    category=None,
    grade=None,
    document=id_of("city letter"),
    publicise_by=None,
)
NOTIFIED_AGAIN = ConclusionNotified(
    form=NoticeForm.PAPER, object_by=workdays(10, date(2022, 5, 13))
)
OBJECTED_AGAIN = ConclusionObjectedAgain(objection=sealed("objection"))

ACCEPTED_STORY = (APPLIED, SCREENED, ACCEPTED)
SCHEDULED_STORY = (*ACCEPTED_STORY, SCHEDULED)
QUALIFIED_STORY = (*SCHEDULED_STORY, QUALIFIED, NOTIFIED)
PUBLICISED_STORY = (*QUALIFIED_STORY, PUBLICISED)
REVIEWABLE_STORY = (*PUBLICISED_STORY, TAKEN_DOWN)
APPROVED_STORY = (*REVIEWABLE_STORY, APPROVED)
NOT_QUALIFIED_STORY = (*SCHEDULED_STORY, NOT_QUALIFIED, NOTIFIED)
CITY_STORY = (*NOT_QUALIFIED_STORY, OBJECTED, CITY_AGREES, NOTIFIED_AGAIN)
PROVINCE_STORY = (*CITY_STORY, OBJECTED_AGAIN)
