"""Visit 走访: who went to whom, how, whom they met, what was heard (`domain.md` 10.5).

One stream a visit; a household 户 visited at once is one visit with several residents, and two people
going together are one visit with one lead visitor. M04 counts (resident, business date, visitor)
out of `VisitRecorded`, so it names the visitor, the mode, the purpose or campaign, and for each
resident who was met. What people said is sealed under the person's own key; a place is never kept
as coordinates. A risk 风险 found on the way is followed up the same day (M18).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final, assert_never
from uuid import UUID

from domain.calendar import Clock, Deadline
from domain.deadlines import Running
from domain.history import Aggregate, Corrected, Event, Rejected, Sealed, Voided, VoidReverted
from domain.words import Met, Need, NotMetReason, RiskKind, VisitMode, VisitPurpose, Word

if TYPE_CHECKING:
    from domain.calendar import WorkCalendar

IN_PERSON: Final = frozenset({VisitMode.HOME, VisitMode.FACE, VisitMode.VIDEO})


class VisitStatus(Word):
    """Where a visit stands."""

    PLANNED = "planned", "已计划"
    RECORDED = "recorded", "已走访"


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


class VisitCorrected(Corrected, topic="visit.corrected"):
    """已更正."""


class VisitVoided(Voided, topic="visit.voided"):
    """已作废."""


class VisitVoidReverted(VoidReverted, topic="visit.void_reverted"):
    """已撤销作废."""


VisitEvent = VisitPlanned | VisitRecorded | SurveyFormCompleted | RiskFlagged | RiskResolved


class VisitAlreadyPlanned(Rejected):
    """该走访已登记, 不能重复计划。 | This visit is on record already."""


class VisitAlreadyRecorded(Rejected):
    """该走访已记录或已作废, 如有差错请更正。
    | This visit is recorded already, or void; correct it if it is wrong.
    """


class VisitNotRecorded(Rejected):
    """该走访尚未记录, 请先记录走访。 | This visit is not recorded yet; record it first."""


class NobodyVisited(Rejected):
    """请至少选择一名走访对象。 | A visit is to at least one resident."""


class ResidentTwiceInVisit(Rejected):
    """同一走访中同一对象出现两次。 | A resident is named twice in the visit."""


class CompanionTwiceInVisit(Rejected):
    """同行人重复, 或与走访人为同一人。 | A companion is named twice, or is the visitor."""


class MetOnlyInPerson(Rejected):
    """见到本人的, 走访方式应为入户、见面或视频; 电话和家属代述不算见到本人。
    | Met in person means at home, elsewhere or by video; a call or word from the family is not.
    """


class NotMetWithoutReason(Rejected):
    """未见的, 请选择未见原因。 | When somebody was not met, say why."""


class MetWithReasonNotMet(Rejected):
    """已见到本人或家属的, 不填未见原因。 | Somebody was met, so there is no reason for not meeting."""


class StateNotChecked(Rejected):
    """见到本人的, 请勾选已了解其近况。 | When the person was met, tick that their state was checked."""


class ResidentNotInVisit(Rejected):
    """该对象不在本次走访中。 | The resident is not part of this visit."""


class FormAlreadyCompleted(Rejected):
    """该对象的调查表已填, 如有差错请更正。 | The form is filled in; correct it if it is wrong."""


class RiskAlreadyFlagged(Rejected):
    """该风险已提示, 请处置后再提示。 | This risk is flagged already and not resolved yet."""


class RiskNotOpen(Rejected):
    """没有这一待处置风险。 | There is no such risk to resolve."""


@dataclass(slots=True)
class Visit(Aggregate[VisitEvent]):
    """One visit."""

    status: VisitStatus | None = None
    visitor: UUID | None = None
    residents: tuple[UUID, ...] = ()
    forms: tuple[UUID, ...] = ()
    risks: tuple[RiskFlagged, ...] = ()
    resolved: tuple[UUID, ...] = ()

    corrected = VisitCorrected
    voided = VisitVoided
    void_reverted = VisitVoidReverted

    def plan(
        self,
        *,
        visitor: UUID,
        residents: tuple[UUID, ...],
        planned_on: date,
        purpose: VisitPurpose,
        campaign: UUID | None = None,
    ) -> VisitPlanned:
        """Plan 计划."""
        if self.version:
            raise VisitAlreadyPlanned
        _demand_residents(residents)
        return VisitPlanned(
            visitor=visitor,
            residents=residents,
            planned_on=planned_on,
            purpose=purpose,
            campaign=campaign,
        )

    def record(
        self,
        *,
        visitor: UUID,
        mode: VisitMode,
        purpose: VisitPurpose,
        residents: tuple[ResidentSeen, ...],
        companions: tuple[UUID, ...] = (),
        campaign: UUID | None = None,
        household: UUID | None = None,
        next_step: Sealed | None = None,
    ) -> VisitRecorded:
        """Record a visit 走访记录, planned before or not."""
        if self.status is VisitStatus.RECORDED or self.is_void:
            raise VisitAlreadyRecorded
        _demand_residents(tuple(seen.resident for seen in residents))
        if len({visitor, *companions}) != 1 + len(companions):
            raise CompanionTwiceInVisit
        for seen in residents:
            _demand_sense(seen, mode)
        return VisitRecorded(
            visitor=visitor,
            mode=mode,
            purpose=purpose,
            residents=residents,
            companions=companions,
            campaign=campaign,
            household=household,
            next_step=next_step,
        )

    def complete_form(
        self, *, resident: UUID, form_version: str, answers: Sealed
    ) -> SurveyFormCompleted:
        """Fill in the form 填表 for one resident of the visit."""
        self._demand_recorded_with(resident)
        if resident in self.forms:
            raise FormAlreadyCompleted
        return SurveyFormCompleted(resident=resident, form_version=form_version, answers=answers)

    def flag_risk(
        self,
        *,
        risk: UUID,
        kind: RiskKind,
        resident: UUID,
        note: Sealed,
        on: date,
        calendar: WorkCalendar,
        sla_version: str | None = None,
    ) -> RiskFlagged:
        """Flag a risk 风险提示 to a resident of the visit; it is followed up on the same day."""
        self._demand_recorded_with(resident)
        if any(known.risk == risk for known in self.risks) or any(
            (known.kind, known.resident) == (kind, resident) for known in self.open_risks
        ):
            raise RiskAlreadyFlagged(kind=kind)
        follow_up = Clock.at().deadline(start_on=on, calendar=calendar, sla_version=sla_version)
        return RiskFlagged(risk=risk, kind=kind, resident=resident, note=note, follow_up=follow_up)

    def resolve_risk(self, *, risk: UUID, measures: Sealed) -> RiskResolved:
        """Say what was done about a risk 处置."""
        if not any(known.risk == risk for known in self.open_risks):
            raise RiskNotOpen(risk=risk)
        return RiskResolved(risk=risk, measures=measures)

    @property
    def open_risks(self) -> tuple[RiskFlagged, ...]:
        """The risks not resolved yet."""
        return tuple(known for known in self.risks if known.risk not in self.resolved)

    @property
    def clocks(self) -> tuple[Running, ...]:
        """The risks that wait to be followed up, each a clock by its id."""
        return tuple(Running(str(risk.risk), risk.follow_up) for risk in self.open_risks)

    def reset_clock(self, clock: str, old: Deadline, new: Deadline) -> None:
        """Let the risk of that id be followed up by `new`."""
        self.risks = tuple(
            replace(risk, follow_up=new)
            if (str(risk.risk), risk.follow_up) == (clock, old)
            else risk
            for risk in self.risks
        )

    def evolve(self, event: VisitEvent) -> None:
        """Take over what `event` says."""
        match event:
            case VisitPlanned(visitor=visitor, residents=residents):
                self.status, self.visitor = VisitStatus.PLANNED, visitor
                self.residents = residents
            case VisitRecorded(visitor=visitor, residents=seen):
                self.status, self.visitor = VisitStatus.RECORDED, visitor
                self.residents = tuple(each.resident for each in seen)
            case SurveyFormCompleted(resident=resident):
                self.forms = (*self.forms, resident)
            case RiskFlagged():
                self.risks = (*self.risks, event)
            case RiskResolved(risk=risk):
                self.resolved = (*self.resolved, risk)
            case _:
                assert_never(event)

    def _demand_recorded_with(self, resident: UUID) -> None:
        if self.status is not VisitStatus.RECORDED:
            raise VisitNotRecorded
        if resident not in self.residents:
            raise ResidentNotInVisit


def _demand_residents(residents: tuple[UUID, ...]) -> None:
    if not residents:
        raise NobodyVisited
    if len(set(residents)) != len(residents):
        raise ResidentTwiceInVisit


def _demand_sense(seen: ResidentSeen, mode: VisitMode) -> None:
    """Refuse what contradicts itself: 见人见话 means to see the person."""
    if seen.met is Met.NO:
        if seen.not_met_reason is None:
            raise NotMetWithoutReason
        return
    if seen.not_met_reason is not None:
        raise MetWithReasonNotMet
    if seen.met is Met.YES:
        if mode not in IN_PERSON:
            raise MetOnlyInPerson(mode=mode)
        if not seen.state_checked:
            raise StateNotChecked
