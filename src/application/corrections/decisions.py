"""The entries by which something was decided about people or bodies (`domain.md` 10.0, void).

What was noted, asked for, visited or attached is none of them: that the town may void.
"""

from __future__ import annotations

from typing import Final

from domain import (
    appeal,
    appointment,
    assessment,
    association,
    audit_sample,
    campaign,
    dispute,
    resident,
)

DECISIONS: Final = frozenset(
    event.topic
    for event in (
        appeal.AppealNotAccepted,
        appeal.AppealExtended,
        appeal.AppealReplied,
        appeal.AppealClosed,
        appeal.AppealReopened,
        appeal.AppealPublished,
        assessment.AssessmentAccepted,
        assessment.AssessmentNotAccepted,
        assessment.AssessmentPerformed,
        assessment.CityReassessed,
        assessment.ProvinceConcluded,
        assessment.AssessmentResultCorrected,
        assessment.PublicityObjectionResolved,
        assessment.AssessmentReviewed,
        assessment.CertificateDelivered,
        assessment.BatchConfirmed,
        assessment.InstitutionDesignated,
        assessment.DesignationEnded,
        assessment.DoctorListed,
        assessment.DoctorDelisted,
        association.AssociationApproved,
        association.AssociationActivated,
        association.AssociationSuspended,
        association.AssociationResumed,
        association.AssociationsMerged,
        association.AssociationDissolved,
        association.DivisionCodeChanged,
        association.PlateApproved,
        association.MemberTermCorrected,
        appointment.CommissionerApproved,
        appointment.BankAccountSet,
        appointment.RateOverridden,
        appointment.AppointmentPeriodCorrected,
        campaign.CampaignOpened,
        campaign.TargetListFixed,
        campaign.CampaignClosed,
        campaign.CampaignReopened,
        campaign.CampaignLocked,
        dispute.AgreementReached,
        dispute.AgreementAmended,
        dispute.MediationFailed,
        dispute.AgreementConfirmed,
        dispute.ConfirmationDenied,
        resident.CertificateIssued,
        resident.CertificateRenewed,
        resident.CertificateReissuedAfterLoss,
        resident.CertificateGradeChanged,
        resident.CertificateMovedIn,
        resident.CertificateMovedOut,
        resident.CertificateFrozen,
        resident.CertificateUnfrozen,
        resident.CertificateCancelled,
        resident.CertificateReversed,
        resident.DeathReverted,
        resident.ResidentsMerged,
        resident.MergeReverted,
        resident.ProcessingRestricted,
        resident.RestrictionLifted,
        audit_sample.AuditSampleDrawn,
        audit_sample.AuditSampleClosed,
    )
)
