"""Where a request for assessment stands: what its events add up to (`domain.md` 10.2).

The commands are the chapters that follow: `intake`, `assessing`, `objecting`, `request`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, assert_never

from domain.assessment.events import (
    ApplicantDied,
    AssessmentAccepted,
    AssessmentApplied,
    AssessmentArchived,
    AssessmentCorrected,
    AssessmentEvent,
    AssessmentNotAccepted,
    AssessmentPerformed,
    AssessmentRated,
    AssessmentRescheduled,
    AssessmentResubmitted,
    AssessmentResultCorrected,
    AssessmentReturned,
    AssessmentReviewed,
    AssessmentScheduled,
    AssessmentScreened,
    AssessmentVoided,
    AssessmentVoidReverted,
    AssessmentWithdrawn,
    CertificateDelivered,
    CityReassessed,
    ConclusionNotified,
    ConclusionObjected,
    ConclusionObjectedAgain,
    ProvinceConcluded,
    PublicityEnded,
    PublicityObjectionReceived,
    PublicityObjectionResolved,
    PublicitySkipped,
    PublicityStarted,
)
from domain.assessment.words import AssessmentStatus
from domain.deadlines import Running
from domain.history import Aggregate
from domain.words import AssessmentKind, AssessmentPlace, Conclusion

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from domain.calendar import Deadline

AFTER_CONCLUSION: Final = {
    Conclusion.QUALIFIED: AssessmentStatus.QUALIFIED,
    Conclusion.NOT_QUALIFIED: AssessmentStatus.NOT_QUALIFIED,
    Conclusion.NEEDS_HOSPITAL: AssessmentStatus.ACCEPTED,
    Conclusion.TOO_EARLY: AssessmentStatus.ASSESSED,
}


NO_MORE_OBJECTING: Final = frozenset(
    {
        AssessmentStatus.RE_CITY,
        AssessmentStatus.RE_PROVINCE,
        AssessmentStatus.WITHDRAWN,
        AssessmentStatus.DECEASED,
        AssessmentStatus.ARCHIVED,
    }
)
"""Where the time to object is over: it was used, or there is nobody to use it."""


@dataclass(slots=True)
class AssessmentState(Aggregate[AssessmentEvent]):
    """What the rules of a request need to know.

    `due` is the deadline of our own next step, `object_by` that of the person's right to object;
    none of them, until the person has been told of the conclusion. `attempts` counts appointments.
    `is_final` tells that the province concluded: no further objection.
    """

    status: AssessmentStatus | None = None
    kind: AssessmentKind | None = None
    resident: UUID | None = None
    place: AssessmentPlace | None = None
    due: Deadline | None = None
    suspended_on: date | None = None
    returned_from: AssessmentStatus | None = None
    attempts: int = 0
    doctors: tuple[UUID, ...] = ()
    conclusion: Conclusion | None = None
    object_by: Deadline | None = None
    publicity_until: Deadline | None = None
    city_has_reassessed: bool = False
    is_final: bool = False
    is_rated: bool = False

    corrected = AssessmentCorrected
    voided = AssessmentVoided
    void_reverted = AssessmentVoidReverted

    @property
    def clocks(self) -> tuple[Running, ...]:
        """The clocks that run: ours stands still while papers are with the person 补正."""
        stands_still = self.status is AssessmentStatus.RETURNED
        clocks = [] if self.due is None or stands_still else [Running("due", self.due)]
        if self.object_by is not None and self.status not in NO_MORE_OBJECTING:
            clocks.append(Running("object_by", self.object_by, is_right=True))
        return tuple(clocks)

    def evolve(self, event: AssessmentEvent) -> None:  # noqa: C901, PLR0912, PLR0915
        """Take over what `event` says."""
        match event:
            case AssessmentApplied():
                self.status, self.due = AssessmentStatus.APPLIED, event.screen_by
                self.kind, self.resident = event.kind, event.resident
            case AssessmentScreened(place=place, accept_by=accept_by):
                self.status, self.place, self.due = AssessmentStatus.SCREENED, place, accept_by
            case AssessmentAccepted(schedule_by=schedule_by):
                self.status, self.due = AssessmentStatus.ACCEPTED, schedule_by
            case AssessmentReturned(suspended_on=suspended_on):
                self.returned_from, self.status = self.status, AssessmentStatus.RETURNED
                self.suspended_on = suspended_on
            case AssessmentResubmitted(accept_by=accept_by):
                self.status, self.due = AssessmentStatus.SCREENED, accept_by
                self.suspended_on = None
            case AssessmentNotAccepted():
                self.status, self.due = AssessmentStatus.NOT_ACCEPTED, None
            case AssessmentScheduled() | AssessmentRescheduled():
                self.status, self.due = AssessmentStatus.SCHEDULED, None
                self.attempts += 1
            case AssessmentPerformed(conclusion=conclusion, doctors=doctors):
                self.status, self.conclusion = AFTER_CONCLUSION[conclusion], conclusion
                self.due = event.publicise_by or event.schedule_by
                self.doctors = (*self.doctors, *doctors)
                self.object_by, self.is_rated = None, False
            case ConclusionNotified(object_by=object_by):
                self.object_by = object_by
            case PublicityStarted(until=until):
                self.status, self.due = AssessmentStatus.IN_PUBLICITY, until
                self.publicity_until = until
            case PublicityObjectionReceived():
                self.status = AssessmentStatus.PUBLICITY_OBJECTED
            case PublicityObjectionResolved(reassess=True):
                self.status, self.due = AssessmentStatus.SCHEDULED, None
            case (
                PublicityObjectionResolved(review_by=review_by)
                | PublicityEnded(review_by=review_by)
                | PublicitySkipped(review_by=review_by)
            ):
                self.status, self.due = AssessmentStatus.PUBLICITY_DONE, review_by
            case AssessmentReviewed(approved=True, deliver_by=deliver_by):
                self.status, self.due = AssessmentStatus.APPROVED, deliver_by
            case AssessmentReviewed():
                self.status, self.due = AssessmentStatus.REJECTED, None
            case CertificateDelivered():
                self.status, self.due = AssessmentStatus.DELIVERED, None
            case ConclusionObjected():
                self.status, self.due = AssessmentStatus.RE_CITY, None
            case CityReassessed(conclusion=conclusion, publicise_by=publicise_by):
                self.status, self.conclusion = AFTER_CONCLUSION[conclusion], conclusion
                self.due, self.object_by = publicise_by, None
                self.city_has_reassessed = True
            case ConclusionObjectedAgain():
                self.status, self.due = AssessmentStatus.RE_PROVINCE, None
            case ProvinceConcluded(conclusion=conclusion, publicise_by=publicise_by):
                self.status, self.conclusion = AFTER_CONCLUSION[conclusion], conclusion
                self.due, self.object_by = publicise_by, None
                self.is_final = True
            case AssessmentResultCorrected():
                pass
            case AssessmentRated():
                self.is_rated = True
            case AssessmentWithdrawn():
                self.status, self.due = AssessmentStatus.WITHDRAWN, None
            case ApplicantDied():
                self.status, self.due = AssessmentStatus.DECEASED, None
            case AssessmentArchived():
                self.status, self.due = AssessmentStatus.ARCHIVED, None
            case _:
                assert_never(event)
