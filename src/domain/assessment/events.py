"""What happens to a request for assessment 评残申请, in the order of its life (`domain.md` 10.2).

Personal facts are sealed: category, grade, findings, the ground of a home visit, all free text.
Names of the events are those of Appendix E. Every deadline was computed by the command.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.assessment.words import (
    CertificateReceiver,
    Material,
    NotAcceptedGround,
    RescheduleReason,
    ScreeningWarning,
    SkipReason,
)
from domain.calendar import Deadline
from domain.history import Corrected, Event, Sealed, Voided, VoidReverted
from domain.words import AssessmentKind, AssessmentPlace, Conclusion, NoticeForm, Satisfaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """Where, when and by whom the person is to be seen; at home, as which stop of which batch.

    `institution` is its id in the roster, `stop` counts from 1.
    """

    place: AssessmentPlace
    institution: UUID
    planned_on: date
    batch: UUID | None = None
    stop: int | None = None


class AssessmentApplied(Event, topic="assessment.applied"):
    """已申请评残: the person or the guardian asked, `at_home` or elsewhere.

    `suspected` tells that the person holds no certificate yet (疑似).
    """

    resident: UUID
    kind: AssessmentKind
    suspected: bool
    at_home: bool
    consent: NoticeForm
    guardian_present: bool
    screen_by: Deadline


class AssessmentScreened(Event, topic="assessment.screened"):
    """已摸排核实: the commissioner met the person and saw the papers.

    `ground` is the 上门事由, sealed because it tells the category; `warnings` were acknowledged.
    """

    place: AssessmentPlace
    ground: Sealed | None
    ground_reason: Sealed | None
    materials: tuple[Material, ...]
    warnings: tuple[ScreeningWarning, ...]
    accept_by: Deadline


class AssessmentAccepted(Event, topic="assessment.accepted"):
    """已受理: identity, guardian and photo were verified.

    The two organisations differ when the person lives away from the household registration
    (跨省通办): one accepts and assesses, the other approves and prints.
    """

    accepting_organisation: str
    issuing_organisation: str
    schedule_by: Deadline


class AssessmentReturned(Event, topic="assessment.returned"):
    """已退回补正: once, and everything that is missing is listed; the clock stands still."""

    missing: tuple[Material, ...]
    explanation: Sealed | None
    suspended_on: date


class AssessmentResubmitted(Event, topic="assessment.resubmitted"):
    """已补正提交: the missing papers came; the clock runs on."""

    materials: tuple[Material, ...]
    accept_by: Deadline


class AssessmentNotAccepted(Event, topic="assessment.not_accepted"):
    """不予受理: with its ground."""

    ground: NotAcceptedGround
    explanation: Sealed | None


class AssessmentScheduled(Event, topic="assessment.scheduled"):
    """已排期: the person has an appointment with a designated institution."""

    appointment: Appointment


class AssessmentRescheduled(Event, topic="assessment.rescheduled"):
    """已改期: the appointment was put off, and this is the new one."""

    reason: RescheduleReason
    appointment: Appointment


class AssessmentPerformed(Event, topic="assessment.performed"):
    """已评定: doctors saw the person and concluded, as on the signed and stamped form.

    Findings, category and grade are there when the person qualifies. `publicise_by` follows from
    QUALIFIED, `schedule_by` from NEEDS_HOSPITAL, which asks for another appointment.
    """

    resident: UUID
    place: AssessmentPlace
    institution: UUID
    doctors: tuple[UUID, ...]
    conclusion: Conclusion
    referred_to_treatment: bool
    findings: Sealed | None
    category: Sealed | None
    grade: Sealed | None
    seal_scan: UUID | None
    publicise_by: Deadline | None
    schedule_by: Deadline | None


class ConclusionNotified(Event, topic="assessment.conclusion_notified"):
    """结论已告知: the person was told; the right to object runs from here."""

    form: NoticeForm
    object_by: Deadline


class PublicityStarted(Event, topic="assessment.publicity_started"):
    """公示已开始: a notice hangs in the village, from `until.start_on` to `until.due_on`."""

    place: Sealed
    until: Deadline


class PublicityObjectionReceived(Event, topic="assessment.publicity_objection_received"):
    """已收公示异议: somebody objected, perhaps without a name."""

    objector: Sealed | None
    objection: Sealed


class PublicityObjectionResolved(Event, topic="assessment.publicity_objection_resolved"):
    """公示异议已核查: the conclusion stands and goes to review, or the person is seen again."""

    finding: Sealed
    reassess: bool
    review_by: Deadline | None


class PublicityEnded(Event, topic="assessment.publicity_ended"):
    """公示已结束: the days were full, the notice was taken down."""

    photo: UUID | None
    review_by: Deadline


class PublicitySkipped(Event, topic="assessment.publicity_skipped"):
    """已免予公示: for a minor, or because nothing was assessed anew."""

    reason: SkipReason
    review_by: Deadline


class AssessmentReviewed(Event, topic="assessment.reviewed"):
    """已审核: materials, procedure, conclusion and publicity were found good, or not."""

    approved: bool
    reason: Sealed | None
    deliver_by: Deadline | None


class CertificateDelivered(Event, topic="assessment.certificate_delivered"):
    """残疾人证已发放: somebody signed for the certificate, `at_home` or at a counter."""

    receiver: CertificateReceiver
    at_home: bool
    receipt: UUID | None


class ConclusionObjected(Event, topic="assessment.conclusion_objected"):
    """已对结论提出异议: the person asked the city federation 市残联 for a re-assessment."""

    objection: Sealed


class CityReassessed(Event, topic="assessment.city_reassessed"):
    """市级已重新评定: the city's institution saw the person `on` that day and concluded."""

    resident: UUID
    place: AssessmentPlace
    on: date
    conclusion: Conclusion
    findings: Sealed | None
    category: Sealed | None
    grade: Sealed | None
    document: UUID
    publicise_by: Deadline | None


class ConclusionObjectedAgain(Event, topic="assessment.conclusion_objected_again"):
    """已再次提出异议: the person asked the provincial federation 省残联, which decides for good."""

    objection: Sealed


class ProvinceConcluded(Event, topic="assessment.province_concluded"):
    """省级已终评: the province's experts concluded `on` that day, and that is final 终局结论."""

    resident: UUID
    place: AssessmentPlace
    on: date
    conclusion: Conclusion
    findings: Sealed | None
    category: Sealed | None
    grade: Sealed | None
    document: UUID
    publicise_by: Deadline | None


class AssessmentResultCorrected(Event, topic="assessment.result_corrected"):
    """评定结果已更正: findings were typed wrong; they now read as on the `scan` of the signed form.

    Who entered it is in the envelope, `approver` is the second person. The conclusion stands.
    """

    findings: Sealed
    category: Sealed
    grade: Sealed
    scan: UUID
    reason: Sealed
    approver: UUID


class AssessmentRated(Event, topic="assessment.rated"):
    """已评价: what the person said of the assessment."""

    satisfaction: Satisfaction
    comment: Sealed | None


class AssessmentWithdrawn(Event, topic="assessment.withdrawn"):
    """已撤回申请: the person's own wish, given in this form."""

    form: NoticeForm
    reason: Sealed | None


class ApplicantDied(Event, topic="assessment.applicant_died"):
    """申请人已死亡."""

    died_on: date


class AssessmentArchived(Event, topic="assessment.archived"):
    """已归档: the list of papers is complete."""


class AssessmentCorrected(Corrected, topic="assessment.corrected"):
    """已更正."""


class AssessmentVoided(Voided, topic="assessment.voided"):
    """已作废."""


class AssessmentVoidReverted(VoidReverted, topic="assessment.void_reverted"):
    """已撤销作废."""


AssessmentEvent = (
    AssessmentApplied
    | AssessmentScreened
    | AssessmentAccepted
    | AssessmentReturned
    | AssessmentResubmitted
    | AssessmentNotAccepted
    | AssessmentScheduled
    | AssessmentRescheduled
    | AssessmentPerformed
    | ConclusionNotified
    | PublicityStarted
    | PublicityObjectionReceived
    | PublicityObjectionResolved
    | PublicityEnded
    | PublicitySkipped
    | AssessmentReviewed
    | CertificateDelivered
    | ConclusionObjected
    | CityReassessed
    | ConclusionObjectedAgain
    | ProvinceConcluded
    | AssessmentResultCorrected
    | AssessmentRated
    | AssessmentWithdrawn
    | ApplicantDied
    | AssessmentArchived
)
