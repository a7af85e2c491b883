"""The status words of every kind of case, exactly as the domain has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain.appeal import AppealStatus
from domain.appointment import AppointmentStatus
from domain.assessment import AssessmentStatus, BatchStatus
from domain.association import AssociationStatus
from domain.audit_sample import AuditSampleStatus
from domain.campaign import CampaignStatus
from domain.dispute import DisputeStatus
from domain.pairing import PairingStatus
from domain.report_month import ReportMonthStatus
from domain.visit import VisitStatus
from domain.words import AppealCategory, AssessmentKind, ResidentStatus
from projections.lists.summary import VOIDED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from domain.words import Word

STATUSES: Final[Mapping[str, type[Word]]] = {
    "appeals": AppealStatus,
    "assessments": AssessmentStatus,
    "batches": BatchStatus,
    "pairings": PairingStatus,
    "visits": VisitStatus,
    "disputes": DisputeStatus,
    "campaigns": CampaignStatus,
    "associations": AssociationStatus,
    "appointments": AppointmentStatus,
    "months": ReportMonthStatus,
    "samples": AuditSampleStatus,
    "residents": ResidentStatus,
}

_CATEGORIES: Final[Mapping[str, type[Word]]] = {
    "appeals": AppealCategory,
    "assessments": AssessmentKind,
}


def status_word(kind: str, status: str) -> str:
    """Give the word of a status; a voided record has the same one whatever its kind."""
    if status == VOIDED:
        return AppealStatus.VOIDED.chinese
    return _word(STATUSES[kind], status)


def category_word(kind: str, category: str | None) -> str | None:
    """Give the word of a case's category, if its kind has categories."""
    if category is None or kind not in _CATEGORIES:
        return None
    return _word(_CATEGORIES[kind], category)


def _word(words: type[Word], code: str) -> str:
    return next(word.chinese for word in words if word.value == code)
