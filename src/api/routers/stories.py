"""The whole story of a record for an auditor: nothing is unsealed, and each step says its effect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path
from pydantic import BaseModel

from api.readings import ReadAt, Reads
from api.responses import PROBLEMS
from api.routers.cases import chinese_of
from application.office import SHANGHAI
from application.refusals import CaseUnknown
from auditing.closed import closed
from auditing.marks import marks_of
from auditing.steps import steps_of

if TYPE_CHECKING:
    from api.readings import Opened, Readings
    from auditing.marks import Mark
    from auditing.steps import Change, Step
    from projections.lists.reader import CaseRow

router = APIRouter(prefix="/api/v1", tags=["cases"], responses=PROBLEMS)


class ChangeText(BaseModel):
    """A field of the record before and after; of a collection what was added and removed."""

    field: str
    before: Any
    after: Any
    added: list[Any]
    removed: list[Any]


class MarkText(BaseModel):
    """The later entry `entry` says that this one is void, or else corrected; and why."""

    entry: int
    void: bool
    reason: str


class StepText(BaseModel):
    """One entry: who, in which role, when, from where, why, and what it changed.

    `facts` and `changes` hold 〔封存〕 for each personal text. `recorded_at` is Asia/Shanghai.
    """

    version: int
    position: int
    topic: str
    chinese: str
    occurred_on: date
    recorded_at: datetime
    actor: UUID
    role: str
    role_chinese: str
    channel: str
    area: str
    association: UUID | None
    code: str | None
    reason: str | None
    command: UUID | None
    caused_by: str | None
    marks: list[MarkText]
    facts: dict[str, Any]
    changes: list[ChangeText]


class Story(ReadAt):
    """The whole story of a record, oldest first, as known at `position`."""

    id: UUID
    kind: str | None
    number: str | None
    status: str | None
    known_at: str | None
    entries: list[StepText]


@router.get("/cases/{id}/story", summary="一件事项的全部经过, 供审计")
def story(
    id: Annotated[UUID, Path(description="记录的 id")],  # noqa: A002
    reads: Reads,
) -> Story:
    """Tell who did what, when, from where and why, with each field before and after.

    Personal texts stay sealed, whoever asks.
    """
    with reads.open() as opened:
        return story_text(read_story(id, reads, opened))


@dataclass(frozen=True, slots=True)
class CaseStory:
    """A record's steps as read at `position`, `open` or not; `row` is None of what no list of cases has."""

    id: UUID
    row: CaseRow | None
    position: int
    open: bool
    known_at: str | None
    steps: tuple[Step, ...]


def read_story(case: UUID, reads: Readings, opened: Opened) -> CaseStory:
    """Read the story of a record of any kind. Raises `CaseUnknown`."""
    reading = opened.reading
    history = reads.services.office.log.history(case, through=reading.position)
    if not history:
        raise CaseUnknown
    row = opened.lists.case(case)
    return CaseStory(
        case, row, reading.position, reading.open, reads.known_at, tuple(steps_of(history))
    )


def story_text(story: CaseStory) -> Story:
    """Give a story as it is sent."""
    row = story.row
    marks = marks_of([step.recorded for step in story.steps])
    return Story(
        id=story.id,
        kind=row.kind if row else None,
        number=row.number if row else None,
        status=row.status if row else None,
        position=story.position,
        open=story.open,
        known_at=story.known_at,
        entries=[_step(step, marks) for step in story.steps],
    )


def _step(step: Step, marks: list[Mark]) -> StepText:
    recorded = step.recorded
    envelope = recorded.envelope
    cause, organisation = envelope.causation, envelope.organisation
    return StepText(
        version=recorded.version,
        position=recorded.position,
        topic=recorded.event.topic,
        chinese=chinese_of(type(recorded.event)),
        occurred_on=envelope.occurred_on,
        recorded_at=recorded.recorded_at.astimezone(SHANGHAI),
        actor=envelope.actor,
        role=str(envelope.role),
        role_chinese=envelope.role.chinese,
        channel=str(envelope.channel),
        area=envelope.area,
        association=organisation.association if organisation else None,
        code=organisation.code if organisation else None,
        reason=step.reason,
        command=envelope.command,
        caused_by=f"{cause.stream}:{cause.version}" if cause else None,
        marks=[_mark(mark) for mark in marks if mark.about in {None, recorded.version}],
        facts=step.facts,
        changes=[_change(change) for change in step.changes],
    )


def _mark(mark: Mark) -> MarkText:
    reason = closed(getattr(mark.by.event, "reason", ""))
    return MarkText(entry=mark.by.version, void=mark.is_void, reason=reason)


def _change(change: Change) -> ChangeText:
    return ChangeText(
        field=change.field,
        before=change.before,
        after=change.after,
        added=list(change.added),
        removed=list(change.removed),
    )
