"""The rules in force: the work calendar and the table of promises, and what a new one changed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.readings import On, ReadAt, Reads
from api.responses import PROBLEMS
from api.routers.figures import Area
from projections.lists.clocks import ClockReader

if TYPE_CHECKING:
    from domain.appeal import Edition

router = APIRouter(prefix="/api/v1", tags=["rules"], responses=PROBLEMS)

NOTICE_WANTED_FROM: Final = (11, 1)
"""From the first of November the next year's notice is to be loaded (`domain.md` 9.4)."""


class CalendarText(BaseModel):
    """The work calendar: known to `horizon`; past it every deadline is provisional 暂定.

    `notice_wanted` is the year whose notice should be loaded by now, if any.
    """

    version: str
    first_year: int
    horizon: date
    notice_wanted: int | None


class PromiseText(BaseModel):
    """One row: within `close` of acceptance, `extension` more once; WD5 is five workdays."""

    track: str
    regime: str | None
    category: str | None
    close: str
    extension: str


class EditionText(BaseModel):
    """The table of promises as it holds from a day on."""

    version: str
    valid_from: date
    rows: list[PromiseText]


class RulesText(ReadAt):
    """What holds on a day. `system` is the record that new rules are loaded into."""

    system: UUID | None
    calendar: CalendarText
    promises: EditionText
    later_promises: list[EditionText]


class ClockText(BaseModel):
    """One running clock of one record. `is_right`: somebody may ask for something so long."""

    id: UUID
    kind: str
    clock: str
    area: str
    start_on: date
    due_on: date
    watch_on: date
    provisional: bool
    calendar_version: str
    is_right: bool
    missed: bool


class ClocksText(ReadAt):
    """The clocks that run, the next one first."""

    items: list[ClockText]


class RecalculationText(BaseModel):
    """One date that came out otherwise by a new calendar; it stood until `position`."""

    position: int
    id: UUID
    kind: str
    clock: str
    area: str
    was_due_on: date
    due_on: date
    provisional: bool


class RecalculationsText(ReadAt):
    """Every deadline that a calendar moved."""

    calendar_version: str
    items: list[RecalculationText]


@router.get("/rules", summary="现行日历与时限表")
def rules(reads: Reads, on: On = None) -> RulesText:
    """Give the rules in force today, or on a day, as known now or at a past moment."""
    in_force, today = reads.rules, on or reads.day
    calendar, sla = in_force.calendar, in_force.sla
    wanted = today.year + 1 if (today.month, today.day) >= NOTICE_WANTED_FROM else today.year
    current = sla.on(today)
    return RulesText(
        position=reads.moment.position,
        open=reads.moment.open,
        system=in_force.system,
        calendar=CalendarText(
            version=calendar.version,
            first_year=min(calendar.years),
            horizon=calendar.horizon,
            notice_wanted=None if wanted in calendar.years else wanted,
        ),
        promises=_edition(current),
        later_promises=[_edition(each) for each in sla.editions if each.valid_from > today],
    )


@router.get("/deadlines", summary="正在计时的期限")
def deadlines(
    reads: Reads,
    area: Area = None,
    within_days: Annotated[
        int | None, Query(description="几天之内到期, 已超期的也在内", ge=0, le=3_660)
    ] = None,
    *,
    on: On = None,
    provisional: Annotated[bool | None, Query(description="只看暂定的 (或已定的)")] = None,
) -> ClocksText:
    """List the clocks that run, the next one first; a thousand at most."""
    due_by = None if within_days is None else (on or reads.day) + timedelta(within_days)
    with reads.open() as opened:
        rows = ClockReader(opened.lists).clocks(
            area=area or "", due_by=due_by, provisional=provisional
        )
        return ClocksText(
            position=opened.reading.position,
            open=opened.reading.open,
            items=[
                ClockText(
                    id=row.id,
                    kind=row.kind,
                    clock=row.clock,
                    area=row.code,
                    start_on=row.start_on,
                    due_on=row.due_on,
                    watch_on=row.watch_on,
                    provisional=row.provisional,
                    calendar_version=row.calendar_version,
                    is_right=row.is_right,
                    missed=row.missed,
                )
                for row in rows
            ],
        )


@router.get("/deadlines/recalculated", summary="因日历变化而改变的期限")
def recalculated(
    reads: Reads,
    calendar_version: Annotated[
        str | None, Query(description="日历版本; 不填为现行", max_length=80)
    ] = None,
    area: Area = None,
) -> RecalculationsText:
    """List every case whose deadline a calendar moved, with the date before and after."""
    version = calendar_version or reads.calendar.version
    with reads.open() as opened:
        rows = ClockReader(opened.lists).recalculations(calendar_version=version, area=area or "")
        return RecalculationsText(
            position=opened.reading.position,
            open=opened.reading.open,
            calendar_version=version,
            items=[
                RecalculationText(
                    position=row.position,
                    id=row.id,
                    kind=row.kind,
                    clock=row.clock,
                    area=row.code,
                    was_due_on=row.was_due_on,
                    due_on=row.due_on,
                    provisional=row.provisional,
                )
                for row in rows
            ],
        )


def _edition(edition: Edition) -> EditionText:
    return EditionText(
        version=edition.version,
        valid_from=edition.valid_from,
        rows=[
            PromiseText(
                track=str(row.track),
                regime=None if row.regime is None else str(row.regime),
                category=None if row.category is None else str(row.category),
                close=str(row.close),
                extension=str(row.extension),
            )
            for row in edition.rows
        ],
    )
