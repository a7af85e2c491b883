"""Campaigns and visits: what is asked for, and what a visit raises in one go.

What a visitor notes at the door is typed once: the visit, the dangers seen and the appeals heard go
into the log together, and the visit is the cause of the others (`domain.md` 10.5).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from application.casework.appeals import REGISTER as REGISTER_APPEAL
from application.casework.appeals.course import demand_linked
from application.casework.places import resident_and_organisation, resident_in_use
from application.command import Command, Field
from application.permissions import ASC, COM, DST, TWN, of
from domain.campaign import SurveyCampaign
from domain.visit import NobodyVisited, Visit
from domain.words import (
    AppealCategory,
    AppealChannel,
    Appellant,
    LinkedKind,
    Need,
    RiskKind,
    Urgency,
)

if TYPE_CHECKING:
    from uuid import UUID

    from application.work import Work
    from domain.history import Organisation, Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskSeen:
    """A danger noticed on a visit."""

    kind: RiskKind
    resident: UUID
    note: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealHeard:
    """Something a resident asked for on a visit, read back to them; it may answer a `need`."""

    resident: UUID
    summary: Sealed
    read_back: bool
    category: AppealCategory | None = None
    urgency: Urgency = Urgency.NORMAL
    lacks_capacity: bool = False
    representative: Sealed | None = None
    need: Need | None = None


def _plan(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Plan a visit; it is kept at the association of the first resident."""
    organisation = _organisation_of_visited(work, values["residents"])
    command.open(work, stream, organisation, values)


def _record(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Record a visit, kept at the association of the first resident, and what it raised."""
    residents = [each["resident"] for each in values["residents"]]
    organisation = _organisation_of_visited(work, residents)
    command.open(work, stream, organisation, values)
    _raise(work, stream, values)


def _record_planned(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Record a visit that was planned, and what it raised."""
    for each in values["residents"]:
        resident_in_use(work, each["resident"])
    command.change(work, stream, values)
    _raise(work, stream, values)


def _raise(work: Work, visit: UUID, values: dict[str, Any]) -> None:
    """Flag the dangers and register the appeals of a visit, each by its own rules."""
    for seen in values.get("risks", ()):
        FLAG_RISK.within(work, visit, seen | {"risk": work.desk.new_id()})
    for heard in values.get("appeals", ()):
        by_visit = {"appellant": Appellant.RESIDENT, "channel": AppealChannel.VISIT}
        appeal = work.desk.new_id()
        asked = {name: value for name, value in heard.items() if name != "need"}
        REGISTER_APPEAL.within(work, appeal, by_visit | asked)
        if heard.get("need") is not None:
            into = {"kind": LinkedKind.APPEAL, "case": appeal}
            found = {"resident": heard["resident"], "need": heard["need"]}
            ANSWER_NEED.within(work, visit, found | into)


def _answer_need(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Say what became of a need; the case it went into must be there."""
    if values.get("kind") is not None and values.get("case") is not None:
        demand_linked(work, values["kind"], values["case"])
    command.change(work, stream, values)


def _organisation_of_visited(work: Work, residents: list[UUID]) -> Organisation:
    if not residents:
        raise NobodyVisited
    _, organisation = resident_and_organisation(work, residents[0])
    for resident in residents[1:]:
        resident_in_use(work, resident)
    return organisation


_C: Final = SurveyCampaign
_V: Final = Visit
_WHO: Final = of(COM, ASC, TWN, DST)
_RAISED: Final = (
    Field("risks", tuple[RiskSeen, ...], required=False, default=()),
    Field("appeals", tuple[AppealHeard, ...], required=False, default=()),
)

FLAG_RISK: Final = Command(
    "visits", "flag-risk", _V, _V.flag_risk, _WHO, computed=frozenset({"sla_version"})
)
ANSWER_NEED: Final = Command("visits", "answer-need", _V, _V.answer_need, _WHO, by=_answer_need)

COMMANDS: Final = (
    Command("campaigns", "", _C, _C.open, of(DST), opens=True),
    Command("campaigns", "start-round", _C, _C.start_round, of(DST)),
    Command("campaigns", "add-targets", _C, _C.add_targets, of(TWN, DST)),
    Command("campaigns", "remove-target", _C, _C.remove_target, of(TWN, DST)),
    Command("campaigns", "fix-target-list", _C, _C.fix_target_list, of(DST)),
    Command("campaigns", "close", _C, _C.close, of(DST)),
    Command("campaigns", "reopen", _C, _C.reopen, of(DST)),
    Command("campaigns", "lock", _C, _C.lock, of(DST)),
    Command("visits", "", _V, _V.record, _WHO, opens=True, by=_record, extra=_RAISED),
    Command("visits", "plan", _V, _V.plan, _WHO, opens=True, by=_plan),
    Command("visits", "record", _V, _V.record, _WHO, by=_record_planned, extra=_RAISED),
    Command("visits", "complete-form", _V, _V.complete_form, of(COM, TWN, DST)),
    FLAG_RISK,
    Command("visits", "resolve-risk", _V, _V.resolve_risk, _WHO),
    ANSWER_NEED,
)
