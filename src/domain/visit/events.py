"""What can happen on a visit 走访, in the order in which it usually does (`domain.md` App. E)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.calendar import Deadline
from domain.history import Corrected, Event, Sealed, Voided, VoidReverted
from domain.words import LinkedKind, Met, Need, NotMetReason, RiskKind, VisitMode, VisitPurpose


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidentSeen:
    """How the visit went for one resident.

    `heard` is the person's own words and `changes` what has changed in the person's condition;
    neither is demanded, since demanded text is invented. `state_checked` is demanded instead: the
    visitor has looked after the person's state. `referred_to_treatment` counts in M06c.
    """

    resident: UUID
    met: Met
    state_checked: bool
    needs: tuple[Need, ...] = ()
    referred_to_treatment: bool = False
    not_met_reason: NotMetReason | None = None
    heard: Sealed | None = None
    changes: Sealed | None = None


class VisitPlanned(Event, topic="visit.planned"):
    """已计划走访: somebody means to go on `planned_on`."""

    visitor: UUID
    residents: tuple[UUID, ...]
    planned_on: date
    purpose: VisitPurpose
    campaign: UUID | None = None


class VisitRecorded(Event, topic="visit.recorded"):
    """已走访: the visit was made on the business date, under the lead of `visitor`."""

    visitor: UUID
    mode: VisitMode
    purpose: VisitPurpose
    residents: tuple[ResidentSeen, ...]
    companions: tuple[UUID, ...] = ()
    campaign: UUID | None = None
    household: UUID | None = None
    next_step: Sealed | None = None


class SurveyFormCompleted(Event, topic="visit.form_completed"):
    """已填调查表: the form of that version, filled in for one resident."""

    resident: UUID
    form_version: str
    answers: Sealed


class RiskFlagged(Event, topic="visit.risk_flagged"):
    """已提示风险: somebody is in danger and is followed up on the same day."""

    risk: UUID
    kind: RiskKind
    resident: UUID
    note: Sealed
    follow_up: Deadline


class RiskResolved(Event, topic="visit.risk_resolved"):
    """风险已处置: what was done about it."""

    risk: UUID
    measures: Sealed


class NeedAnswered(Event, topic="visit.need_answered"):
    """需求已回应: what became of a need found on the visit (M20).

    It went into a case or a service, `kind` and `case`; or nothing is done, for a `reason` told.
    """

    resident: UUID
    need: Need
    kind: LinkedKind | None = None
    case: UUID | None = None
    reason: Sealed | None = None


class VisitCorrected(Corrected, topic="visit.corrected"):
    """已更正."""


class VisitVoided(Voided, topic="visit.voided"):
    """已作废."""


class VisitVoidReverted(VoidReverted, topic="visit.void_reverted"):
    """已撤销作废."""


VisitEvent = (
    VisitPlanned | VisitRecorded | SurveyFormCompleted | RiskFlagged | RiskResolved | NeedAnswered
)
