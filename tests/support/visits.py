"""The events of one visit, and its commands with the usual arguments."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from domain.calendar import Clock
from domain.visit import (
    ResidentSeen,
    RiskFlagged,
    Visit,
    VisitPlanned,
    VisitRecorded,
)
from domain.words import Met, Need, NotMetReason, RiskKind, VisitMode, VisitPurpose
from support.calendars import CALENDAR_2022
from support.histories import SEALED, id_of

if TYPE_CHECKING:
    from uuid import UUID


X, Y = id_of("visitor X"), id_of("visitor Y")
A, B, C = (id_of(f"resident {name}") for name in "ABC")
CAMPAIGN = id_of("campaign")
HOUSEHOLD = id_of("household")
RISK = id_of("risk")
ON = date(2022, 4, 5)  # a holiday: a risk does not wait for the next workday

MET_A = ResidentSeen(resident=A, met=Met.YES, state_checked=True)
MET_B = ResidentSeen(resident=B, met=Met.YES, state_checked=True, needs=(Need.DEVICE,))
AWAY_B = ResidentSeen(resident=B, met=Met.NO, state_checked=False, not_met_reason=NotMetReason.AWAY)

PLANNED = VisitPlanned(
    visitor=X,
    residents=(A,),
    planned_on=ON,
    purpose=VisitPurpose.SURVEY,
    campaign=CAMPAIGN,
)
RECORDED = VisitRecorded(
    visitor=X,
    mode=VisitMode.HOME,
    purpose=VisitPurpose.SURVEY,
    residents=(MET_A,),
    campaign=CAMPAIGN,
)
FLAGGED = RiskFlagged(
    risk=RISK,
    kind=RiskKind.MEDICATION,
    resident=A,
    note=SEALED,
    follow_up=Clock.at().deadline(start_on=ON, calendar=CALENDAR_2022),
)


def record(
    visit: Visit,
    *seen: ResidentSeen,
    mode: VisitMode = VisitMode.HOME,
    companions: tuple[UUID, ...] = (),
) -> VisitRecorded:
    return visit.record(
        visitor=X,
        mode=mode,
        purpose=VisitPurpose.SURVEY,
        residents=seen,
        companions=companions,
        campaign=CAMPAIGN,
    )


def flag(visit: Visit, *, risk: UUID = RISK, resident: UUID = A) -> RiskFlagged:
    return visit.flag_risk(
        risk=risk,
        kind=RiskKind.MEDICATION,
        resident=resident,
        note=SEALED,
        on=ON,
        calendar=CALENDAR_2022,
    )


def plan(visit: Visit) -> VisitPlanned:
    return visit.plan(
        visitor=X,
        residents=(A,),
        planned_on=ON,
        purpose=VisitPurpose.SURVEY,
        campaign=CAMPAIGN,
    )
