"""Which aggregate a stream is, by the topic of its first event; and every aggregate there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from domain import campaign, document, system, visit
from domain.appeal import Appeal
from domain.appeal import events as appeal
from domain.appointment import CommissionerAppointment
from domain.appointment import events as appointment
from domain.assessment import AssessmentBatch, AssessmentRequest, Roster, batch, roster
from domain.assessment import events as assessment
from domain.association import Association
from domain.association import events as association
from domain.audit_sample import AuditSample
from domain.audit_sample import events as sample
from domain.dispute import Dispute
from domain.dispute import events as dispute
from domain.pairing import Pairing
from domain.pairing import events as pairing
from domain.report_month import ReportMonth
from domain.report_month import events as report
from domain.resident import Resident
from domain.resident import events as resident

if TYPE_CHECKING:
    from domain.history import Aggregate

KINDS: Final[dict[str, type[Aggregate[Any]]]] = {
    system.LogOpened.topic: system.System,
    association.AssociationProposed.topic: Association,
    appointment.CommissionerNominated.topic: CommissionerAppointment,
    resident.ResidentSuspected.topic: Resident,
    resident.ResidentRegistered.topic: Resident,
    appeal.AppealRegistered.topic: Appeal,
    assessment.AssessmentApplied.topic: AssessmentRequest,
    batch.BatchPlanned.topic: AssessmentBatch,
    roster.InstitutionDesignated.topic: Roster,
    pairing.PairingProposed.topic: Pairing,
    visit.VisitPlanned.topic: visit.Visit,
    visit.VisitRecorded.topic: visit.Visit,
    campaign.CampaignOpened.topic: campaign.SurveyCampaign,
    dispute.DisputeRegistered.topic: Dispute,
    document.DocumentAttached.topic: document.Document,
    report.ReportMonthSubmitted.topic: ReportMonth,
    sample.AuditSampleDrawn.topic: AuditSample,
}
"""By the topic of its first event: which aggregate a stream is."""

AGGREGATES: Final[tuple[type[Aggregate[Any]], ...]] = tuple(dict.fromkeys(KINDS.values()))
