"""Third chapter of a request: objections to the conclusion, and a result that was typed wrong.

`domain.md` 10.2; 残疾人证管理办法 art 25. The first objection goes to the city, the second to the
province, whose conclusion is final 终局结论.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from domain.assessment.assessing import (
    CONCLUDED,
    Assessing,
    demand_graded,
    publicise_by_after,
)
from domain.assessment.events import (
    AssessmentResultCorrected,
    CityReassessed,
    ConclusionObjected,
    ConclusionObjectedAgain,
    ProvinceConcluded,
)
from domain.assessment.grading import Grading, demand_consistent
from domain.assessment.rules import (
    CityHasNotReassessed,
    CityHasReassessed,
    CityMustConclude,
    ConclusionIsFinal,
    ConclusionNotNotified,
    NothingConcluded,
    ObjectionPeriodOver,
    ProvinceMustConclude,
    RequestNotAtCity,
    RequestNotAtProvince,
    ResultCorrectedByOnePerson,
    ResultHasNoFindings,
)
from domain.assessment.words import AssessmentStatus
from domain.words import AssessmentPlace, Conclusion

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from domain.calendar import WorkCalendar
    from domain.history import Sealed

YES_OR_NO: Final = (Conclusion.QUALIFIED, Conclusion.NOT_QUALIFIED)


@dataclass(slots=True)
class Objecting(Assessing):
    """The commands from an objection to a conclusion that stands."""

    def object_to_conclusion(self, *, objection: Sealed, on: date) -> ConclusionObjected:
        """Forward the person's objection to the city federation, in time."""
        self._demand_objectionable()
        if self.city_has_reassessed:
            raise CityHasReassessed
        self._demand_in_time(on)
        return ConclusionObjected(objection=objection)

    def record_city_result(
        self,
        *,
        place: AssessmentPlace,
        on: date,
        conclusion: Conclusion,
        grading: Grading | None,
        findings: Sealed | None,
        category: Sealed | None,
        grade: Sealed | None,
        document: UUID,
        calendar: WorkCalendar,
    ) -> CityReassessed:
        """Enter the city's conclusion from its `document`; the person was seen `on` that day."""
        if self.status is not AssessmentStatus.RE_CITY or self.resident is None:
            raise RequestNotAtCity
        if conclusion not in YES_OR_NO:
            raise CityMustConclude
        if conclusion is Conclusion.QUALIFIED:
            demand_graded(grading, findings, category, grade)
        return CityReassessed(
            resident=self.resident,
            place=place,
            on=on,
            conclusion=conclusion,
            findings=findings,
            category=category,
            grade=grade,
            document=document,
            publicise_by=publicise_by_after(conclusion, on, calendar),
        )

    def object_again(self, *, objection: Sealed, on: date) -> ConclusionObjectedAgain:
        """Forward a further objection to the province, after the city has re-assessed.

        The time is again ten workdays, from the notice of the city's conclusion [design]: the
        article has no other, and the archive has to know when nobody objects any more.
        """
        self._demand_objectionable()
        if not self.city_has_reassessed:
            raise CityHasNotReassessed
        self._demand_in_time(on)
        return ConclusionObjectedAgain(objection=objection)

    def record_province_result(
        self,
        *,
        place: AssessmentPlace,
        on: date,
        conclusion: Conclusion,
        grading: Grading | None,
        findings: Sealed | None,
        category: Sealed | None,
        grade: Sealed | None,
        document: UUID,
        calendar: WorkCalendar,
    ) -> ProvinceConcluded:
        """Enter the province's conclusion from its `document`: final, no further objection."""
        if self.status is not AssessmentStatus.RE_PROVINCE or self.resident is None:
            raise RequestNotAtProvince
        if conclusion not in YES_OR_NO:
            raise ProvinceMustConclude
        if conclusion is Conclusion.QUALIFIED:
            demand_graded(grading, findings, category, grade)
        return ProvinceConcluded(
            resident=self.resident,
            place=place,
            on=on,
            conclusion=conclusion,
            findings=findings,
            category=category,
            grade=grade,
            document=document,
            publicise_by=publicise_by_after(conclusion, on, calendar),
        )

    def correct_result(
        self,
        *,
        grading: Grading,
        findings: Sealed,
        category: Sealed,
        grade: Sealed,
        scan: UUID,
        reason: Sealed,
        actor: UUID,
        approver: UUID,
    ) -> AssessmentResultCorrected:
        """Put right findings that were typed wrong, as on the `scan`, by two persons.

        At any time, like every correction: the conclusion and its notice stay what they were.
        """
        if self.conclusion is not Conclusion.QUALIFIED:
            raise ResultHasNoFindings
        if actor == approver:
            raise ResultCorrectedByOnePerson
        demand_consistent(grading)
        return AssessmentResultCorrected(
            findings=findings,
            category=category,
            grade=grade,
            scan=scan,
            reason=reason,
            approver=approver,
        )

    def _demand_objectionable(self) -> None:
        if self.conclusion is None or self.status not in CONCLUDED:
            raise NothingConcluded
        if self.is_final:
            raise ConclusionIsFinal

    def _demand_in_time(self, on: date) -> None:
        if self.object_by is None:
            raise ConclusionNotNotified
        if self.object_by.is_overdue(on):
            raise ObjectionPeriodOver(object_by=self.object_by.due_on)
