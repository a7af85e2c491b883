"""Second chapter of a request: the appointment, the doctors, their conclusion, and its notice.

`domain.md` 1.6, 10.2; 残疾人证管理办法 arts 6, 9(3), 13, 25. What the batch notes of a stop that came
to nothing (未遇, 拒绝, 不宜评定) is a new appointment here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from domain.assessment.events import (
    Appointment,
    AssessmentPerformed,
    AssessmentRescheduled,
    AssessmentScheduled,
    ConclusionNotified,
)
from domain.assessment.grading import Grading, demand_consistent
from domain.assessment.intake import Intake
from domain.assessment.rules import (
    ConclusionAlreadyNotified,
    ConclusionIsFinal,
    FindingsMissing,
    HomeVisitNeedsBatch,
    InstitutionNotDesignated,
    NobodyAssessed,
    NothingConcluded,
    RequestNotAwaitingSchedule,
    RequestNotForHome,
    RequestNotScheduled,
)
from domain.assessment.words import AssessmentStatus, RescheduleReason
from domain.calendar import Clock
from domain.limits import CERT_OBJECTION_WD, HOME_BATCH_WITHIN_CD
from domain.words import AssessmentPlace, Conclusion, DisabilityCategory, NoticeForm

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from domain.assessment.roster import Roster
    from domain.calendar import Deadline, WorkCalendar
    from domain.history import Sealed

PUBLICISE_WD: Final = 5  # 10.2 [design]: publicity starts so soon after the assessment

CONCLUDED: Final = (
    AssessmentStatus.ASSESSED,
    AssessmentStatus.QUALIFIED,
    AssessmentStatus.NOT_QUALIFIED,
    AssessmentStatus.IN_PUBLICITY,
    AssessmentStatus.PUBLICITY_OBJECTED,
    AssessmentStatus.PUBLICITY_DONE,
    AssessmentStatus.APPROVED,
)


@dataclass(slots=True)
class Assessing(Intake):
    """The commands from the appointment to the notice of the conclusion."""

    def schedule(
        self,
        *,
        appointment: Appointment,
        institution: Roster,
        categories: tuple[DisabilityCategory, ...],
    ) -> AssessmentScheduled:
        """Give an appointment with an institution designated for the suspected `categories`."""
        if self.status is not AssessmentStatus.ACCEPTED:
            raise RequestNotAwaitingSchedule
        self._demand_possible(appointment, institution, categories)
        return AssessmentScheduled(appointment=appointment)

    def reschedule(
        self,
        *,
        reason: RescheduleReason,
        appointment: Appointment,
        institution: Roster,
        categories: tuple[DisabilityCategory, ...],
    ) -> AssessmentRescheduled:
        """Put the appointment off to another one, by the same rules."""
        if self.status is not AssessmentStatus.SCHEDULED:
            raise RequestNotScheduled
        self._demand_possible(appointment, institution, categories)
        return AssessmentRescheduled(reason=reason, appointment=appointment)

    def perform(
        self,
        *,
        place: AssessmentPlace,
        institution: UUID,
        doctors: tuple[UUID, ...],
        conclusion: Conclusion,
        referred_to_treatment: bool,
        grading: Grading | None,
        findings: Sealed | None,
        category: Sealed | None,
        grade: Sealed | None,
        seal_scan: UUID,
        on: date,
        calendar: WorkCalendar,
    ) -> AssessmentPerformed:
        """Enter the signed form of an assessment made on the business date `on`.

        `grading` is plain and only compared; `findings`, `category` and `grade` are the same,
        sealed; `seal_scan` is the stamped form. NEEDS_HOSPITAL asks for another appointment,
        TOO_EARLY is an assessment and ends.
        """
        if self.status is not AssessmentStatus.SCHEDULED or self.resident is None:
            raise RequestNotScheduled
        if not doctors:
            raise NobodyAssessed
        if conclusion is Conclusion.QUALIFIED:
            demand_graded(grading, findings, category, grade)
        schedule_by = None
        if conclusion is Conclusion.NEEDS_HOSPITAL:
            within = Clock.cd(HOME_BATCH_WITHIN_CD)
            schedule_by = within.deadline(start_on=on, calendar=calendar)
        return AssessmentPerformed(
            resident=self.resident,
            place=place,
            institution=institution,
            doctors=doctors,
            conclusion=conclusion,
            referred_to_treatment=referred_to_treatment,
            findings=findings,
            category=category,
            grade=grade,
            seal_scan=seal_scan,
            publicise_by=publicise_by_after(conclusion, on, calendar),
            schedule_by=schedule_by,
        )

    def notify_conclusion(
        self, *, form: NoticeForm, on: date, calendar: WorkCalendar
    ) -> ConclusionNotified:
        """Tell the person or guardian; ten workdays to object start (办法 art 25).

        After the province nobody objects, so no time to object starts.
        """
        if self.conclusion is None or self.status not in CONCLUDED:
            raise NothingConcluded
        if self.is_final:
            raise ConclusionIsFinal
        if self.object_by is not None:
            raise ConclusionAlreadyNotified(object_by=self.object_by.due_on)
        object_by = Clock.wd(CERT_OBJECTION_WD).deadline(start_on=on, calendar=calendar)
        return ConclusionNotified(form=form, object_by=object_by)

    def _demand_possible(
        self,
        appointment: Appointment,
        institution: Roster,
        categories: tuple[DisabilityCategory, ...],
    ) -> None:
        assert institution.id == appointment.institution
        at_home = appointment.place is AssessmentPlace.HOME
        if at_home is (appointment.batch is None) or at_home is (appointment.stop is None):
            raise HomeVisitNeedsBatch
        if at_home and self.place is not AssessmentPlace.HOME:
            raise RequestNotForHome
        planned_on = appointment.planned_on
        if not categories or not all(
            institution.is_designated(category, planned_on) for category in categories
        ):
            raise InstitutionNotDesignated(institution=institution.id, on=planned_on)


def demand_graded(
    grading: Grading | None, findings: Sealed | None, category: Sealed | None, grade: Sealed | None
) -> None:
    """Refuse who qualifies without findings, or with findings that do not agree."""
    if grading is None or findings is None or category is None or grade is None:
        raise FindingsMissing
    demand_consistent(grading)


def publicise_by_after(conclusion: Conclusion, on: date, calendar: WorkCalendar) -> Deadline | None:
    """Give the deadline to start publicity, which follows from QUALIFIED alone."""
    if conclusion is not Conclusion.QUALIFIED:
        return None
    return Clock.wd(PUBLICISE_WD).deadline(start_on=on, calendar=calendar)
