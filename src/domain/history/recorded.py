"""An event as the log keeps it: what happened, and the circumstances of its being written down.

The meaning of each field is in `domain.md` 10.0 (envelope); the form is `architecture.md`, *The
log*: no event id and no hash here, since position and Merkle leaf serve for both.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar
from uuid import UUID

from domain.history.event import Event
from domain.words import Channel, Role

E_co = TypeVar("E_co", bound=Event, covariant=True)


@dataclass(frozen=True, slots=True)
class Organisation:
    """The organisation as valid on the business date, copied so that no merger rewrites history.

    `association` is the association's id, `code` its 12-digit division code, `town` the 9 digits
    of its town. All three are clear: statistics survive an erasure.
    """

    association: UUID
    code: str
    town: str


@dataclass(frozen=True, slots=True)
class Cause:
    """Names the event that made another one happen: its stream and its version there."""

    stream: UUID
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Who wrote an event down, in which role and area, when it happened and why it exists.

    `occurred_on` is the business date in Asia/Shanghai; `area` the division code in which the actor
    acted; `command` the client's UUID, absent in imports by program; `correlation` the root case.
    """

    occurred_on: date
    actor: UUID
    role: Role
    area: str
    channel: Channel
    command: UUID | None = None
    correlation: UUID | None = None
    causation: Cause | None = None
    organisation: Organisation | None = None


@dataclass(frozen=True, slots=True)
class Recorded(Generic[E_co]):
    """An event with its place in the log: dense `position` from 1, `version` in its stream from 1.

    `recorded_at` is UTC, set by the database, and never decreases with position.
    """

    position: int
    recorded_at: datetime
    stream: UUID
    version: int
    envelope: Envelope
    event: E_co

    @property
    def occurred_on(self) -> date:
        """The business date."""
        return self.envelope.occurred_on
