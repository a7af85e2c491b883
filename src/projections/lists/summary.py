"""What a list shows of one record: read from its aggregate, the same for every kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from domain.appeal import Appeal
from domain.appointment import AppointmentStatus, CommissionerAppointment
from domain.assessment import AssessmentBatch, AssessmentRequest, AssessmentStatus, BatchStatus
from domain.association import Association, AssociationStatus
from domain.audit_sample import AuditSample, AuditSampleStatus
from domain.campaign import CampaignStatus, SurveyCampaign
from domain.dispute import Dispute, DisputeStatus
from domain.pairing import Pairing, PairingStatus
from domain.report_month import ReportMonth, ReportMonthStatus
from domain.resident import Resident
from domain.visit import Visit, VisitStatus
from domain.words import ResidentStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from domain.calendar import Deadline
    from domain.history import Aggregate
    from domain.words import Word

VOIDED: Final = "voided"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record: its code in paths, its word, and the letters of its case numbers."""

    code: str
    chinese: str
    aggregate: type[Aggregate[Any]]
    letters: str | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """Where a record stands: status, who handles it, whom it is about, what is due next."""

    status: str
    open: bool
    handler: UUID | None = None
    person: UUID | None = None
    due: Deadline | None = None
    category: str | None = None


def summarise(aggregate: Aggregate[Any]) -> Summary:
    """Summarise a record of any kind."""
    if aggregate.is_void:
        return Summary(VOIDED, open=False)
    return _SUMMARIES[type(aggregate)](aggregate)


def _status(word: Word | None) -> str:
    return VOIDED if word is None else str(word)


def _next(record: Aggregate[Any]) -> Deadline | None:
    """Give the duty that is due next; the time of a right is nobody's delay."""
    duties = [running.deadline for running in record.clocks if not running.is_right]
    return min(duties, key=lambda deadline: deadline.due_on, default=None)


def _appeal(appeal: Appeal) -> Summary:
    return Summary(
        _status(appeal.status),
        open=appeal.is_open,
        handler=appeal.handler,
        person=appeal.resident,
        due=_next(appeal),
        category=str(appeal.category) if appeal.category else None,
    )


_ASSESSMENT_ENDED: Final = frozenset(
    {
        AssessmentStatus.DELIVERED,
        AssessmentStatus.NOT_QUALIFIED,
        AssessmentStatus.REJECTED,
        AssessmentStatus.NOT_ACCEPTED,
        AssessmentStatus.WITHDRAWN,
        AssessmentStatus.DECEASED,
        AssessmentStatus.ARCHIVED,
    }
)


def _assessment(request: AssessmentRequest) -> Summary:
    return Summary(
        _status(request.status),
        open=request.status is not None and request.status not in _ASSESSMENT_ENDED,
        person=request.resident,
        due=_next(request),
        category=str(request.kind) if request.kind else None,
    )


def _batch(batch: AssessmentBatch) -> Summary:
    ended = {BatchStatus.FINISHED, BatchStatus.CANCELLED, None}
    return Summary(_status(batch.status), open=batch.status not in ended)


def _pairing(pairing: Pairing) -> Summary:
    return Summary(
        _status(pairing.status),
        open=pairing.status
        in {PairingStatus.PROPOSED, PairingStatus.ACTIVE, PairingStatus.SUSPENDED},
        handler=pairing.helper,
        person=pairing.resident,
        due=_next(pairing),
    )


_DISPUTE_OPEN: Final = frozenset(
    {
        DisputeStatus.REGISTERED,
        DisputeStatus.CONSENT_PENDING,
        DisputeStatus.ACCEPTED,
        DisputeStatus.MEDIATING,
        DisputeStatus.AGREED,
    }
)


def _dispute(dispute: Dispute) -> Summary:
    is_open = dispute.status in _DISPUTE_OPEN
    residents = [party.resident for party in dispute.parties if party.resident is not None]
    return Summary(
        _status(dispute.status),
        open=is_open,
        handler=dispute.mediators[0] if dispute.mediators else None,
        person=residents[0] if residents else None,
        due=_next(dispute),
    )


def _visit(visit: Visit) -> Summary:
    return Summary(
        _status(visit.status),
        open=visit.status is VisitStatus.PLANNED,
        handler=visit.visitor,
        person=visit.residents[0] if visit.residents else None,
    )


def _campaign(campaign: SurveyCampaign) -> Summary:
    return Summary(str(campaign.status), open=campaign.status is CampaignStatus.OPEN)


def _association(association: Association) -> Summary:
    ended = {AssociationStatus.MERGED, AssociationStatus.DISSOLVED, None}
    return Summary(_status(association.status), open=association.status not in ended)


def _appointment(appointment: CommissionerAppointment) -> Summary:
    return Summary(
        _status(appointment.status),
        open=appointment.status not in {AppointmentStatus.ENDED, None},
        handler=appointment.person,
    )


def _resident(resident: Resident) -> Summary:
    in_care = {ResidentStatus.SUSPECTED, ResidentStatus.REGISTERED, ResidentStatus.CERTIFIED}
    return Summary(_status(resident.status), open=resident.status in in_care, person=resident.id)


def _month(report: ReportMonth) -> Summary:
    return Summary(
        _status(report.status),
        open=report.status is ReportMonthStatus.SUBMITTED,
        category=None if report.month is None else f"{report.month:%Y-%m}",
    )


def _sample(sample: AuditSample) -> Summary:
    return Summary(
        _status(sample.status),
        open=sample.status is AuditSampleStatus.DRAWN,
        category=sample.measure or None,
    )


_SUMMARIES: Final[Mapping[type[Any], Callable[[Any], Summary]]] = {
    Appeal: _appeal,
    AssessmentRequest: _assessment,
    AssessmentBatch: _batch,
    Pairing: _pairing,
    Dispute: _dispute,
    Visit: _visit,
    SurveyCampaign: _campaign,
    Association: _association,
    CommissionerAppointment: _appointment,
    Resident: _resident,
    ReportMonth: _month,
    AuditSample: _sample,
}

KINDS: Final = (
    Kind("appeals", "诉求", Appeal, "SQ"),
    Kind("assessments", "评残申请", AssessmentRequest, "PC"),
    Kind("batches", "上门评残批次", AssessmentBatch),
    Kind("pairings", "结对", Pairing, "JD"),
    Kind("visits", "走访", Visit, "ZF"),
    Kind("disputes", "矛盾纠纷", Dispute, "JF"),
    Kind("campaigns", "排查专项", SurveyCampaign),
    Kind("associations", "残协", Association),
    Kind("appointments", "专委聘任", CommissionerAppointment),
    Kind("months", "月报", ReportMonth),
    Kind("samples", "抽查", AuditSample),
    Kind("residents", "残疾人档案", Resident),
)
