"""Every event there is or ever was, and every aggregate. A test walks the package against both.

An event that was superseded stays in its list: the log still holds it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain import campaign, deadlines, document, system, visit
from domain.appeal import events as appeal
from domain.appeal import further_events as further
from domain.appointment import events as appointment
from domain.assessment import batch, roster
from domain.assessment import events as assessment
from domain.association import events as association
from domain.audit_sample import events as sample
from domain.dispute import events as dispute
from domain.pairing import events as pairing
from domain.report_month import events as report
from domain.resident import certificate_events as certificate
from domain.resident import events as resident

if TYPE_CHECKING:
    from domain.history import Event

_SYSTEM: Final = (  # System 系统
    system.LogOpened,
    system.AreaImported,
    system.CalendarYearLoaded,
    system.SlaTableChanged,
    system.ImportBatchAccepted,
    system.ImportBatchRejected,
    system.EpochOpened,
    system.SystemCorrected,
    system.SystemVoided,
    system.SystemVoidReverted,
)

_DEADLINES: Final = (  # of any record with clocks
    deadlines.DeadlineApproaching,
    deadlines.DeadlineMissed,
    deadlines.DeadlineRecalculated,
)

_ASSOCIATION: Final = (  # Association 残协
    association.AssociationProposed,
    association.AssociationApproved,
    association.AssociationActivated,
    association.AssociationSuspended,
    association.AssociationResumed,
    association.AssociationsMerged,
    association.AssociationDissolved,
    association.PlateApproved,
    association.PlateHung,
    association.PlateRemoved,
    association.MemberAppointed,
    association.MemberEnded,
    association.MemberTermCorrected,
    association.AreaAssigned,
    association.AreaRemoved,
    association.DivisionCodeChanged,
    association.PopulationRecorded,
    association.PledgePublished,
    association.BrandRegistered,
    association.BrandRetired,
    association.TermStarted,
    association.TermEnded,
    association.AssociationCorrected,
    association.AssociationVoided,
    association.AssociationVoidReverted,
)

_APPOINTMENT: Final = (  # Commissioner 专职委员
    appointment.CommissionerNominated,
    appointment.CommissionerApproved,
    appointment.CommissionerStarted,
    appointment.BankAccountSet,
    appointment.LeaveStarted,
    appointment.LeaveEnded,
    appointment.TrainingRecorded,
    appointment.DutyAssessed,
    appointment.RateOverridden,
    appointment.CommissionerEnded,
    appointment.AppointmentPeriodCorrected,
    appointment.AppointmentCorrected,
    appointment.AppointmentVoided,
    appointment.AppointmentVoidReverted,
)

_RESIDENT: Final = (  # Resident 残疾人档案
    resident.ResidentSuspected,
    resident.ResidentRegistered,
    resident.IdentityVerified,
    resident.ContactChanged,
    resident.NoticeGiven,
    resident.ConsentGiven,
    resident.ConsentWithdrawn,
    resident.GuardianSet,
    resident.GuardianEnded,
    resident.HouseholdJoined,
    resident.HouseholdLeft,
    resident.CarerSet,
    resident.CarerEnded,
    resident.ResidentMovedOut,
    resident.ResidentMovedIn,
    resident.ResidentDied,
    resident.DeathReverted,
    resident.SubsidyTriggerRaised,
    resident.DuplicateSuspected,
    resident.NotDuplicateConfirmed,
    resident.ResidentsMerged,
    resident.MergeReverted,
    resident.ProcessingRestricted,
    resident.RestrictionLifted,
    resident.ResidentShredded,
    resident.ResidentCorrected,
    resident.ResidentVoided,
    resident.ResidentVoidReverted,
    certificate.CertificateIssued,
    certificate.CertificateRenewed,
    certificate.CertificateReissuedAfterLoss,
    certificate.CertificateGradeChanged,
    certificate.CertificateMovedIn,
    certificate.CertificateFrozen,
    certificate.CertificateUnfrozen,
    certificate.CertificateExpired,
    certificate.CertificateCancelled,
    certificate.CertificateReversed,
    certificate.CertificateMovedOut,
    certificate.CertificateExpiryReminderRaised,
)

_APPEAL: Final = (  # Appeal 诉求
    appeal.AppealRegistered,
    further.AppealEscalatedUrgent,
    appeal.AppealTriaged,
    appeal.TrackChanged,
    appeal.RegimeChanged,
    appeal.AppealAccepted,
    appeal.AppealNotAccepted,
    appeal.AppealRedirected,
    appeal.AppealMerged,
    appeal.AppealAssigned,
    appeal.AssignmentReturned,
    appeal.AppealWorkStarted,
    appeal.ProgressNoted,
    appeal.CoordinationHeld,
    appeal.MaterialRequested,
    appeal.MaterialReceived,
    appeal.AppealExtended,
    appeal.AppealReplied,
    appeal.ReplyDelivered,
    appeal.ReplyWithdrawn,
    appeal.AppealRevisited,
    appeal.AppealClosed,
    appeal.AppealReopened,
    appeal.AppealWithdrawn,
    appeal.ReviewRequested,
    appeal.ReviewIssued,
    appeal.RecheckRequested,
    appeal.RecheckIssued,
    further.CaseLinked,
    further.AppealPublished,
    further.PublicationWithdrawn,
    further.AppealSubjectChanged,
    further.CaseTransferred,
    appeal.AppealCorrected,
    appeal.AppealVoided,
    appeal.AppealVoidReverted,
)

_ASSESSMENT: Final = (  # Home assessment 上门评残
    assessment.AssessmentApplied,
    assessment.AssessmentScreened,
    assessment.AssessmentAccepted,
    assessment.AssessmentReturned,
    assessment.AssessmentResubmitted,
    assessment.AssessmentNotAccepted,
    assessment.AssessmentScheduled,
    assessment.AssessmentRescheduled,
    assessment.AssessmentPerformed,
    assessment.ConclusionNotified,
    assessment.PublicityStarted,
    assessment.PublicityObjectionReceived,
    assessment.PublicityObjectionResolved,
    assessment.PublicityEnded,
    assessment.PublicitySkipped,
    assessment.AssessmentReviewed,
    assessment.CertificateDelivered,
    assessment.ConclusionObjected,
    assessment.CityReassessed,
    assessment.ConclusionObjectedAgain,
    assessment.ProvinceConcluded,
    assessment.AssessmentResultCorrected,
    assessment.AssessmentRated,
    assessment.AssessmentWithdrawn,
    assessment.ApplicantDied,
    assessment.AssessmentArchived,
    assessment.AssessmentCorrected,
    assessment.AssessmentVoided,
    assessment.AssessmentVoidReverted,
)

_ASSESSMENT_BATCH: Final = (  # Assessment batch 评残批次
    batch.BatchPlanned,
    batch.StopAdded,
    batch.StopRemoved,
    batch.StopsReordered,
    batch.BatchConfirmed,
    batch.BatchStarted,
    batch.StopVisited,
    batch.BatchFinished,
    batch.BatchCancelled,
    batch.BatchCorrected,
    batch.BatchVoided,
    batch.BatchVoidReverted,
)

_ROSTER: Final = (  # Roster 名录
    roster.InstitutionDesignated,
    roster.DesignationEnded,
    roster.DoctorListed,
    roster.DoctorDelisted,
    roster.RosterCorrected,
    roster.RosterVoided,
    roster.RosterVoidReverted,
)

_PAIRING: Final = (  # Pairing 一对一结对
    pairing.PairingProposed,
    pairing.PairingDeclined,
    pairing.PairingStarted,
    pairing.PairingTransferred,
    pairing.PairingSuspended,
    pairing.PairingResumed,
    pairing.PairingEnded,
    pairing.PairingOrphaned,
    pairing.VisitDutyMissed,
    pairing.FirstVisitMade,
    pairing.FirstVisitTakenBack,
    pairing.SupportPlanSet,
    pairing.PairingStartCorrected,
    pairing.PairingCorrected,
    pairing.PairingVoided,
    pairing.PairingVoidReverted,
)

_VISIT: Final = (  # Visit 走访
    visit.VisitPlanned,
    visit.VisitRecorded,
    visit.SurveyFormCompleted,
    visit.RiskFlagged,
    visit.RiskResolved,
    visit.NeedAnswered,
    visit.VisitCorrected,
    visit.VisitVoided,
    visit.VisitVoidReverted,
)

_CAMPAIGN: Final = (  # Survey campaign 专项调查
    campaign.CampaignOpened,
    campaign.RoundStarted,
    campaign.TargetAdded,
    campaign.TargetRemoved,
    campaign.TargetListFixed,
    campaign.CampaignClosed,
    campaign.CampaignReopened,
    campaign.CampaignLocked,
    campaign.CampaignCorrected,
    campaign.CampaignVoided,
    campaign.CampaignVoidReverted,
)

_DISPUTE: Final = (  # Dispute 矛盾纠纷
    dispute.DisputeRegistered,
    dispute.DisputeCalmed,
    dispute.DisputeCalmClosed,
    dispute.DisputeEscalated,
    dispute.MediationConsentAsked,
    dispute.MediationConsentGiven,
    dispute.MediationRefused,
    dispute.MediationAccepted,
    dispute.MediatorAssigned,
    dispute.MediationSessionHeld,
    dispute.MediationExtended,
    dispute.AgreementReached,
    dispute.AgreementAmended,
    dispute.MediationFailed,
    dispute.PerformanceChecked,
    dispute.ConfirmationApplied,
    dispute.AgreementConfirmed,
    dispute.ConfirmationDenied,
    dispute.DisputeWithdrawn,
    dispute.DisputeArchived,
    dispute.DisputeCorrected,
    dispute.DisputeVoided,
    dispute.DisputeVoidReverted,
)

_DOCUMENT: Final = (  # Document 文件
    document.DocumentAttached,
    document.DocumentWithdrawn,
    document.DocumentCorrected,
    document.DocumentVoided,
    document.DocumentVoidReverted,
)

_REPORT_MONTH: Final = (  # Report of a month 月报
    report.ReportMonthSubmitted,
    report.ReportMonthLocked,
    report.ReportMonthRestated,
    report.ReportMonthCorrected,
    report.ReportMonthVoided,
    report.ReportMonthVoidReverted,
)

_AUDIT_SAMPLE: Final = (  # AuditSample 抽查
    sample.AuditSampleDrawn,
    sample.AuditResultRecorded,
    sample.AuditSampleClosed,
    sample.AuditSampleCorrected,
    sample.AuditSampleVoided,
    sample.AuditSampleVoidReverted,
)

EVENTS: Final[tuple[type[Event], ...]] = (
    *_SYSTEM,
    *_DEADLINES,
    *_ASSOCIATION,
    *_APPOINTMENT,
    *_RESIDENT,
    *_APPEAL,
    *_ASSESSMENT,
    *_ASSESSMENT_BATCH,
    *_ROSTER,
    *_PAIRING,
    *_VISIT,
    *_CAMPAIGN,
    *_DISPUTE,
    *_DOCUMENT,
    *_REPORT_MONTH,
    *_AUDIT_SAMPLE,
)
