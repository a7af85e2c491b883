"""Visit 走访: who went to whom, how, whom they met, what was heard (`domain.md` 10.5).

One stream a visit; a household 户 visited at once is one visit with several residents, and two people
going together are one visit with one lead visitor. M04 counts (resident, business date, visitor)
out of `VisitRecorded`, so it names the visitor, the mode, the purpose or campaign, and for each
resident who was met. What people said is sealed under the person's own key; a place is never kept
as coordinates. A risk 风险 found on the way is followed up the same day (M18).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, assert_never

from domain.calendar import Clock
from domain.deadlines import Running
from domain.history import Aggregate
from domain.visit.events import (
    NeedAnswered,
    ResidentSeen,
    RiskFlagged,
    RiskResolved,
    SurveyFormCompleted,
    VisitCorrected,
    VisitEvent,
    VisitPlanned,
    VisitRecorded,
    VisitVoided,
    VisitVoidReverted,
)
from domain.visit.rules import (
    AnswerIncomplete,
    CompanionTwiceInVisit,
    FormAlreadyCompleted,
    MetOnlyInPerson,
    MetWithReasonNotMet,
    NeedAlreadyAnswered,
    NeedNotFound,
    NobodyVisited,
    NotMetWithoutReason,
    ResidentNotInVisit,
    ResidentTwiceInVisit,
    RiskAlreadyFlagged,
    RiskNotOpen,
    StateNotChecked,
    VisitAlreadyPlanned,
    VisitAlreadyRecorded,
    VisitNotRecorded,
)
from domain.words import Met, VisitMode, Word

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from domain.calendar import Deadline, WorkCalendar
    from domain.history import Sealed
    from domain.words import LinkedKind, Need, RiskKind, VisitPurpose

__all__ = [
    "IN_PERSON",
    "AnswerIncomplete",
    "CompanionTwiceInVisit",
    "FormAlreadyCompleted",
    "MetOnlyInPerson",
    "MetWithReasonNotMet",
    "NeedAlreadyAnswered",
    "NeedAnswered",
    "NeedNotFound",
    "NobodyVisited",
    "NotMetWithoutReason",
    "ResidentNotInVisit",
    "ResidentSeen",
    "ResidentTwiceInVisit",
    "RiskAlreadyFlagged",
    "RiskFlagged",
    "RiskNotOpen",
    "RiskResolved",
    "StateNotChecked",
    "SurveyFormCompleted",
    "Visit",
    "VisitAlreadyPlanned",
    "VisitAlreadyRecorded",
    "VisitCorrected",
    "VisitEvent",
    "VisitNotRecorded",
    "VisitPlanned",
    "VisitRecorded",
    "VisitStatus",
    "VisitVoidReverted",
    "VisitVoided",
]

IN_PERSON: Final = frozenset({VisitMode.HOME, VisitMode.FACE, VisitMode.VIDEO})


class VisitStatus(Word):
    """Where a visit stands."""

    PLANNED = "planned", "已计划"
    RECORDED = "recorded", "已走访"


@dataclass(slots=True)
class Visit(Aggregate[VisitEvent]):
    """One visit."""

    status: VisitStatus | None = None
    visitor: UUID | None = None
    residents: tuple[UUID, ...] = ()
    forms: tuple[UUID, ...] = ()
    risks: tuple[RiskFlagged, ...] = ()
    resolved: tuple[UUID, ...] = ()
    needs: tuple[tuple[UUID, Need], ...] = ()
    answered: tuple[tuple[UUID, Need], ...] = ()

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

    def answer_need(
        self,
        *,
        resident: UUID,
        need: Need,
        kind: LinkedKind | None = None,
        case: UUID | None = None,
        reason: Sealed | None = None,
    ) -> NeedAnswered:
        """Say what became of a need 回应需求: the case it went into, or why nothing is done."""
        if (resident, need) not in self.needs:
            raise NeedNotFound(need=need)
        if (resident, need) in self.answered:
            raise NeedAlreadyAnswered(need=need)
        if (kind is None) is not (case is None) or (case is None) is (reason is None):
            raise AnswerIncomplete
        return NeedAnswered(resident=resident, need=need, kind=kind, case=case, reason=reason)

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
                self.needs = tuple((each.resident, need) for each in seen for need in each.needs)
            case SurveyFormCompleted(resident=resident):
                self.forms = (*self.forms, resident)
            case RiskFlagged():
                self.risks = (*self.risks, event)
            case RiskResolved(risk=risk):
                self.resolved = (*self.resolved, risk)
            case NeedAnswered(resident=resident, need=need):
                self.answered = (*self.answered, (resident, need))
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
