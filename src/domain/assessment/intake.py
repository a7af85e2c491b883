"""First chapter of a request: it is made, screened, and accepted or not (`domain.md` 1.5, 10.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from domain.assessment.events import (
    AssessmentAccepted,
    AssessmentApplied,
    AssessmentNotAccepted,
    AssessmentResubmitted,
    AssessmentReturned,
    AssessmentScreened,
)
from domain.assessment.rules import (
    ApplicantHasNotConsented,
    ApplicantNotVerified,
    AssessmentAlreadyApplied,
    CancelledWithinYear,
    GuardianAbsent,
    HomeGroundMissing,
    IdNumberMissing,
    NothingListed,
    PersonNotMet,
    RequestNotAwaitingAcceptance,
    RequestNotAwaitingScreening,
    RequestNotReturnable,
    RequestNotReturned,
    RequestNotScreened,
    RequestReturnedBefore,
    WarningsNotAcknowledged,
)
from domain.assessment.state import AssessmentState
from domain.assessment.words import AssessmentStatus, Material, NotAcceptedGround, ScreeningWarning
from domain.calendar import Clock
from domain.limits import ACCEPT_WD, HOME_BATCH_WITHIN_CD, SCREEN_WD
from domain.words import AssessmentKind, AssessmentPlace, DisabilityCategory, HomeGround, NoticeForm

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from domain.calendar import WorkCalendar
    from domain.history import Sealed

NEEDS_GUARDIAN: Final = (DisabilityCategory.INTELLECTUAL, DisabilityCategory.MENTAL)


@dataclass(slots=True)
class Intake(AssessmentState):
    """The commands until a request is accepted."""

    def apply(
        self,
        *,
        resident: UUID,
        kind: AssessmentKind,
        suspected: bool,
        at_home: bool,
        consent: NoticeForm | None,
        guardian_present: bool,
        is_minor: bool,
        suspected_categories: tuple[DisabilityCategory, ...],
        reapply_not_before: date | None,
        on: date,
        calendar: WorkCalendar,
    ) -> AssessmentApplied:
        """Ask for an assessment, by the person's or the guardian's consent.

        `reapply_not_before` is what the resident's cancelled certificate says: one year later
        (办法 art 24). Minors and categories 5 and 6 need the guardian (art 9(1)).
        """
        if self.version > 0:
            raise AssessmentAlreadyApplied
        if consent is None:
            raise ApplicantHasNotConsented
        needs_guardian = is_minor or any(c in NEEDS_GUARDIAN for c in suspected_categories)
        if needs_guardian and not guardian_present:
            raise GuardianAbsent
        if reapply_not_before is not None and on < reapply_not_before:
            raise CancelledWithinYear(not_before=reapply_not_before)
        return AssessmentApplied(
            resident=resident,
            kind=kind,
            suspected=suspected,
            at_home=at_home,
            consent=consent,
            guardian_present=guardian_present,
            screen_by=Clock.wd(SCREEN_WD).deadline(start_on=on, calendar=calendar),
        )

    def screen(
        self,
        *,
        met_person: bool,
        place: AssessmentPlace,
        home_ground: HomeGround | None,
        ground: Sealed | None,
        ground_reason: Sealed | None,
        materials: tuple[Material, ...],
        warnings: tuple[ScreeningWarning, ...],
        acknowledged: tuple[ScreeningWarning, ...],
        on: date,
        calendar: WorkCalendar,
    ) -> AssessmentScreened:
        """Check on the spot who the person is and where the doctors should see them.

        A request that was returned before it was screened is screened after it was resubmitted.
        `home_ground` is plain and `ground` the same, sealed. `warnings` come from
        `screening_warnings`; each is acknowledged, and none forbids to go on.
        """
        resubmitted = self.status is AssessmentStatus.SCREENED and self.place is None
        if self.status is not AssessmentStatus.APPLIED and not resubmitted:
            raise RequestNotAwaitingScreening
        if not met_person:
            raise PersonNotMet
        if place is AssessmentPlace.HOME:
            reason_missing = home_ground is HomeGround.OTHER and ground_reason is None
            if home_ground is None or ground is None or reason_missing:
                raise HomeGroundMissing
        unacknowledged = tuple(warning for warning in warnings if warning not in acknowledged)
        if unacknowledged:
            raise WarningsNotAcknowledged(warnings=unacknowledged)
        return AssessmentScreened(
            place=place,
            ground=ground,
            ground_reason=ground_reason,
            materials=materials,
            warnings=warnings,
            accept_by=Clock.wd(ACCEPT_WD).deadline(start_on=on, calendar=calendar),
        )

    def accept(
        self,
        *,
        identity_verified: bool,
        guardian_verified: bool,
        photo_verified: bool,
        has_id_number: bool,
        accepting_organisation: str,
        issuing_organisation: str,
        on: date,
        calendar: WorkCalendar,
    ) -> AssessmentAccepted:
        """Accept the request; `guardian_verified` also where no guardian is needed."""
        if self.status not in (AssessmentStatus.SCREENED, AssessmentStatus.APPLIED):
            raise RequestNotAwaitingAcceptance
        if not (identity_verified and guardian_verified and photo_verified):
            raise ApplicantNotVerified(
                identity_verified=identity_verified,
                guardian_verified=guardian_verified,
                photo_verified=photo_verified,
            )
        if not has_id_number:
            raise IdNumberMissing
        return AssessmentAccepted(
            accepting_organisation=accepting_organisation,
            issuing_organisation=issuing_organisation,
            schedule_by=Clock.cd(HOME_BATCH_WITHIN_CD).deadline(start_on=on, calendar=calendar),
        )

    def return_for_completion(
        self, *, missing: tuple[Material, ...], explanation: Sealed | None, on: date
    ) -> AssessmentReturned:
        """Send the request back, once, with everything that is missing."""
        if self.status not in (
            AssessmentStatus.APPLIED,
            AssessmentStatus.SCREENED,
            AssessmentStatus.ACCEPTED,
        ):
            raise RequestNotReturnable
        if self.returned_from is not None:
            raise RequestReturnedBefore
        if not missing:
            raise NothingListed
        return AssessmentReturned(missing=missing, explanation=explanation, suspended_on=on)

    def resubmit(
        self, *, materials: tuple[Material, ...], on: date, calendar: WorkCalendar
    ) -> AssessmentResubmitted:
        """Hand in what was missing.

        The clock of acceptance stood still and runs on; if another clock ran then, that of
        acceptance starts here, since the request is screened now.
        """
        if self.status is not AssessmentStatus.RETURNED or self.suspended_on is None:
            raise RequestNotReturned
        accept_by = Clock.wd(ACCEPT_WD).deadline(start_on=on, calendar=calendar)
        if self.returned_from is AssessmentStatus.SCREENED and self.due is not None:
            accept_by = self.due.suspended(since=self.suspended_on, until=on, calendar=calendar)
        return AssessmentResubmitted(materials=materials, accept_by=accept_by)

    def not_accept(
        self, *, ground: NotAcceptedGround, explanation: Sealed | None = None
    ) -> AssessmentNotAccepted:
        """Refuse the request 不予受理, on one of three grounds."""
        if self.status is not AssessmentStatus.SCREENED:
            raise RequestNotScreened
        return AssessmentNotAccepted(ground=ground, explanation=explanation)
