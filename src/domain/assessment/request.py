"""AssessmentRequest 评残申请, and the last chapter of its story: publicity to the archive.

`domain.md` 10.2; 残疾人证管理办法 art 9(3)-(5). The certificate itself is the resident's:
`CertificateIssued` (or renewed, re-issued …) is recorded there, and lists show 已制证 from that event.
Here APPROVED becomes DELIVERED by `CertificateDelivered`, and `deliver` is told whether the
certificate was issued.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from domain.assessment.events import (
    ApplicantDied,
    AssessmentArchived,
    AssessmentRated,
    AssessmentReviewed,
    AssessmentWithdrawn,
    CertificateDelivered,
    PublicityEnded,
    PublicityObjectionReceived,
    PublicityObjectionResolved,
    PublicitySkipped,
    PublicityStarted,
)
from domain.assessment.objecting import Objecting
from domain.assessment.rules import (
    ApplicantIsNotMinor,
    AssessmentAlreadyRated,
    AssessmentCallsForPublicity,
    CertificateNotIssued,
    ConclusionIsFinal,
    ConclusionNotNotified,
    FilesIncomplete,
    MinorsAreNotPublicised,
    NoPublicityObjection,
    NoticeTextNotChecked,
    NotYetAssessed,
    ObjectionPeriodRunning,
    PublicityNotOver,
    PublicityObjectionOpen,
    RejectionNeedsReason,
    RequestNotApproved,
    RequestNotArchivable,
    RequestNotAwaitingReview,
    RequestNotInPublicity,
    RequestNotOpen,
    RequestNotQualified,
    ReviewerAssessed,
)
from domain.assessment.words import AssessmentStatus, CertificateReceiver, SkipReason
from domain.calendar import Clock
from domain.limits import CERT_PUBLICITY_WD, CERT_REVIEW_WD, DELIVER_WD
from domain.words import AssessmentKind, NoticeForm, Satisfaction

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from domain.calendar import Deadline, WorkCalendar
    from domain.history import Sealed

ENDED: Final = (
    None,
    AssessmentStatus.REJECTED,
    AssessmentStatus.DELIVERED,
    AssessmentStatus.NOT_ACCEPTED,
    AssessmentStatus.WITHDRAWN,
    AssessmentStatus.DECEASED,
    AssessmentStatus.ARCHIVED,
)

ASSESSES_NOTHING: Final = {
    SkipReason.RENEWAL: AssessmentKind.RENEWAL,
    SkipReason.REISSUE: AssessmentKind.REISSUE,
    SkipReason.MIGRATION: AssessmentKind.MIGRATION,
}


@dataclass(slots=True)
class AssessmentRequest(Objecting):
    """One request, from the first word about it to the archive."""

    def start_publicity(
        self,
        *,
        is_minor: bool,
        place: Sealed,
        text_checked: bool,
        on: date,
        calendar: WorkCalendar,
    ) -> PublicityStarted:
        """Hang out the notice for five workdays; never for a minor (办法 art 9(3))."""
        if self.status is not AssessmentStatus.QUALIFIED:
            raise RequestNotQualified
        if is_minor:
            raise MinorsAreNotPublicised(reason=SkipReason.MINOR)
        if not text_checked:
            raise NoticeTextNotChecked
        until = Clock.wd(CERT_PUBLICITY_WD).deadline(start_on=on, calendar=calendar)
        return PublicityStarted(place=place, until=until)

    def receive_objection(
        self, *, objector: Sealed | None, objection: Sealed
    ) -> PublicityObjectionReceived:
        """Note what somebody says against the notice; without a name if they wish."""
        if self.status is not AssessmentStatus.IN_PUBLICITY:
            raise RequestNotInPublicity
        return PublicityObjectionReceived(objector=objector, objection=objection)

    def resolve_objection(
        self, *, finding: Sealed, reassess: bool, on: date, calendar: WorkCalendar
    ) -> PublicityObjectionResolved:
        """Say what was found: the conclusion stands, or the person is assessed again.

        It stands once the notice has hung its five workdays; a re-assessment is ordered any time
        and gets its appointment by `reschedule`, but not against the province's final conclusion.
        """
        if self.status is not AssessmentStatus.PUBLICITY_OBJECTED:
            raise NoPublicityObjection
        if reassess and self.is_final:
            raise ConclusionIsFinal
        if reassess:
            return PublicityObjectionResolved(finding=finding, reassess=True, review_by=None)
        self._demand_publicity_over(on)
        return PublicityObjectionResolved(
            finding=finding, reassess=False, review_by=_review_by(on, calendar)
        )

    def end_publicity(self, *, photo: UUID, on: date, calendar: WorkCalendar) -> PublicityEnded:
        """Take the notice down, on its last day or later; the `photo` shows that it hung."""
        if self.status is AssessmentStatus.PUBLICITY_OBJECTED:
            raise PublicityObjectionOpen
        if self.status is not AssessmentStatus.IN_PUBLICITY:
            raise RequestNotInPublicity
        self._demand_publicity_over(on)
        return PublicityEnded(photo=photo, review_by=_review_by(on, calendar))

    def skip_publicity(
        self, *, reason: SkipReason, is_minor: bool, on: date, calendar: WorkCalendar
    ) -> PublicitySkipped:
        """Go without publicity: for a minor, or where nothing is assessed.

        A re-issue, a migration and a renewal without re-assessment need no assessment at all (10.2,
        invariants): they come here straight from ACCEPTED.
        """
        if reason is SkipReason.MINOR:
            if self.status is not AssessmentStatus.QUALIFIED:
                raise RequestNotQualified
            if not is_minor:
                raise ApplicantIsNotMinor
        elif (
            self.status is not AssessmentStatus.ACCEPTED
            or self.conclusion is not None
            or self.kind is not ASSESSES_NOTHING[reason]
        ):
            raise AssessmentCallsForPublicity
        return PublicitySkipped(reason=reason, review_by=_review_by(on, calendar))

    def review(
        self,
        *,
        actor: UUID,
        approved: bool,
        reason: Sealed | None = None,
        on: date,
        calendar: WorkCalendar,
    ) -> AssessmentReviewed:
        """Approve or reject; not by a doctor who assessed, and not before the person was told.

        The province's conclusion is final: no time to object starts, so no notice is waited for.
        """
        if self.status is not AssessmentStatus.PUBLICITY_DONE:
            raise RequestNotAwaitingReview
        if actor in self.doctors:
            raise ReviewerAssessed
        if self.conclusion is not None and self.object_by is None and not self.is_final:
            raise ConclusionNotNotified
        if approved:
            deliver_by = Clock.wd(DELIVER_WD).deadline(start_on=on, calendar=calendar)
            return AssessmentReviewed(approved=True, reason=reason, deliver_by=deliver_by)
        if reason is None:
            raise RejectionNeedsReason
        return AssessmentReviewed(approved=False, reason=reason, deliver_by=None)

    def deliver(
        self,
        *,
        certificate_issued: bool,
        receiver: CertificateReceiver,
        at_home: bool,
        receipt: UUID,
    ) -> CertificateDelivered:
        """Hand the certificate over.

        `certificate_issued` tells that the resident's certificate was printed for this request;
        `receipt` is the document with signature or fingerprint.
        """
        if self.status is not AssessmentStatus.APPROVED:
            raise RequestNotApproved
        if not certificate_issued:
            raise CertificateNotIssued
        return CertificateDelivered(receiver=receiver, at_home=at_home, receipt=receipt)

    def rate(self, *, satisfaction: Satisfaction, comment: Sealed | None = None) -> AssessmentRated:
        """Note what the person says of the assessment, once for each."""
        if self.conclusion is None:
            raise NotYetAssessed
        if self.is_rated:
            raise AssessmentAlreadyRated
        return AssessmentRated(satisfaction=satisfaction, comment=comment)

    def withdraw(self, *, form: NoticeForm, reason: Sealed | None = None) -> AssessmentWithdrawn:
        """Withdraw the request, by the person's own wish."""
        if self.status in ENDED:
            raise RequestNotOpen
        return AssessmentWithdrawn(form=form, reason=reason)

    def record_death(self, *, died_on: date) -> ApplicantDied:
        """End the request: the person has died."""
        if self.status in ENDED:
            raise RequestNotOpen
        return ApplicantDied(died_on=died_on)

    def archive(self, *, files_complete: bool, on: date) -> AssessmentArchived:
        """Archive a request that has ended; one without a certificate when nobody may object."""
        match self.status:
            case AssessmentStatus.DELIVERED | AssessmentStatus.REJECTED:
                pass
            case AssessmentStatus.NOT_QUALIFIED if self.is_final:
                pass
            case AssessmentStatus.NOT_QUALIFIED | AssessmentStatus.ASSESSED:
                if self.object_by is None:
                    raise ConclusionNotNotified
                if not self.object_by.is_overdue(on):
                    raise ObjectionPeriodRunning(object_by=self.object_by.due_on)
            case _:
                raise RequestNotArchivable
        if not files_complete:
            raise FilesIncomplete
        return AssessmentArchived()

    def _demand_publicity_over(self, on: date) -> None:
        if self.publicity_until is None:
            raise RequestNotInPublicity
        if on < self.publicity_until.due_on:
            raise PublicityNotOver(until=self.publicity_until.due_on)


def _review_by(on: date, calendar: WorkCalendar) -> Deadline:
    return Clock.wd(CERT_REVIEW_WD).deadline(start_on=on, calendar=calendar)
