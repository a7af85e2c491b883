"""Every command there is. The list is explicit; a test walks the aggregates against it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from application.casework import (
    appeals,
    assessments,
    batches,
    disputes,
    documents,
    months,
    organisations,
    pairings,
    residents,
    visits,
)
from application.casework.auditing import samples
from application.corrections import corrections_of
from domain.appeal import Appeal
from domain.appointment import CommissionerAppointment
from domain.assessment import AssessmentBatch, AssessmentRequest, Roster
from domain.association import Association
from domain.audit_sample import AuditSample
from domain.campaign import SurveyCampaign
from domain.dispute import Dispute
from domain.document import Document
from domain.pairing import Pairing
from domain.report_month import ReportMonth
from domain.resident import Resident
from domain.system import System
from domain.visit import Visit

if TYPE_CHECKING:
    from application.command import Command
    from domain.history import Aggregate

RESOURCES: Final[dict[str, type[Aggregate[Any]]]] = {
    "associations": Association,
    "appointments": CommissionerAppointment,
    "residents": Resident,
    "appeals": Appeal,
    "assessments": AssessmentRequest,
    "batches": AssessmentBatch,
    "institutions": Roster,
    "pairings": Pairing,
    "visits": Visit,
    "campaigns": SurveyCampaign,
    "disputes": Dispute,
    "documents": Document,
    "months": ReportMonth,
    "samples": AuditSample,
    "system": System,
}
"""What the kinds of record are called in paths."""

COMMANDS: Final[tuple[Command, ...]] = (
    *organisations.COMMANDS,
    *residents.COMMANDS,
    *appeals.COMMANDS,
    *assessments.COMMANDS,
    *batches.COMMANDS,
    *pairings.COMMANDS,
    *visits.COMMANDS,
    *disputes.COMMANDS,
    *documents.COMMANDS,
    *months.COMMANDS,
    *samples.COMMANDS,
    *(
        each
        for resource, kind in RESOURCES.items()
        if kind is not ReportMonth  # what was reported is restated, and never touched
        for each in corrections_of(resource, kind)
    ),
)

_BY_NAME: Final = {(each.resource, each.name): each for each in COMMANDS}


def command(resource: str, name: str) -> Command:
    """Give a command by resource and verb; an empty verb makes the thing. Raises `KeyError`."""
    return _BY_NAME[resource, name]
