"""An entry of the log as the maker of a change: who, in which role, when, and why."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import BaseModel

from api.routers.cases import chinese_of
from application.office import SHANGHAI
from application.opening import plain
from domain.calendar import is_late

if TYPE_CHECKING:
    from api.readings import Readings
    from domain.history import Event, Recorded


class MakerText(BaseModel):
    """The entry behind a change.

    `reason` is that of a correction, a void, or whatever gives one; `late` 补录: it was written
    down more than three workdays after it happened.
    """

    stream: UUID
    version: int
    position: int
    recorded_at: datetime
    occurred_on: date
    topic: str
    chinese: str
    actor: UUID
    role: str
    role_word: str
    area: str
    reason: str | None
    late: bool


def maker_of(recorded: Recorded[Event], reads: Readings) -> MakerText:
    """Tell of an entry what is asked first: who made it known, when, why, and whether late."""
    envelope = recorded.envelope
    reason = plain(recorded.event, reads.services.office.vault).get("reason")
    written_on = recorded.recorded_at.astimezone(SHANGHAI).date()
    return MakerText(
        stream=recorded.stream,
        version=recorded.version,
        position=recorded.position,
        recorded_at=recorded.recorded_at,
        occurred_on=envelope.occurred_on,
        topic=recorded.event.topic,
        chinese=chinese_of(type(recorded.event)),
        actor=envelope.actor,
        role=str(envelope.role),
        role_word=envelope.role.chinese,
        area=envelope.area,
        reason=_in_words(reason),
        late=is_late(envelope.occurred_on, written_on, reads.calendar),
    )


def _in_words(reason: object) -> str | None:
    """Give a reason as people read it: its text, or the word of its code."""
    if reason is None:
        return None
    return str(getattr(reason, "chinese", reason))
