"""What is handed to the log for one command, what comes back, and why it may be refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


class AppendRefused(Exception):
    """The log did not take a command; nothing of it was written."""


class StaleVersion(AppendRefused):
    """A stream has moved on since it was read."""

    def __init__(self, stream: UUID) -> None:
        """Name the stream."""
        super().__init__(str(stream))
        self.stream = stream


class AlreadyReserved(AppendRefused):
    """Something that may exist once is held by another stream."""

    def __init__(self, key: str, holder: UUID) -> None:
        """Name the key and the stream that holds it."""
        super().__init__(key)
        self.key = key
        self.holder = holder


class ReservationNotHeld(AppendRefused):
    """A reservation to be released is not held by the stream named."""

    def __init__(self, key: str) -> None:
        """Name the key."""
        super().__init__(key)
        self.key = key


class CommandReused(AppendRefused):
    """The command's id was used before, for something else."""


class BadEvent(AppendRefused):
    """The database cannot keep one of the events; no other command is touched by it."""


class ClockAhead(AppendRefused):
    """The database's clock is more than an hour ahead of the service's own."""


class ModeMismatch(AppendRefused):
    """Only a demonstration log has its own clock, and a log is opened by its first event."""


class LogUnavailable(Exception):
    """The database does not answer. Whether a command was written is not known: send it again."""


class LogFull(LogUnavailable):
    """The database's disk is full: nothing was written. Send it again when there is space."""


class LogCutShort(LogUnavailable):
    """账本短于或不同于已公布的检查点, 已停止写入, 读取照常;
    请管理员核对后开启新纪元(lianxin ledger open-epoch)。
    | The log is shorter than what was published of it, or another one: nothing is written until an
    operator opens a new epoch (lianxin ledger open-epoch).
    """


@dataclass(frozen=True, slots=True)
class CommandId:
    """A client's command: its UUID in the scope of the actor, and what it said.

    `fingerprint` is a digest of actor, route and body: the same id again with the same fingerprint
    gets the first answer, with another one it is refused.
    """

    actor: UUID
    id: UUID
    fingerprint: str


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event in its stored form, with the place it asks for."""

    stream: UUID
    version: int
    topic: str
    state: str


@dataclass(frozen=True, slots=True)
class NewKey:
    """A wrapped data key of a person, `matter` being the case it is for, or None for the file."""

    kid: UUID
    person: UUID
    matter: UUID | None
    wrapping: str
    wrapped: bytes


@dataclass(slots=True)
class Append:
    """Everything of one command that is written together or not at all.

    `reserve` and `release` pair a key with the stream that holds it; `reads` are the versions of
    streams only read for a rule, not written; `keys` and `tokens` stand beside the events; `shred`
    names persons whose every key and token is destroyed with it, `destroy` single keys; `at` is the
    story's own time, aware of its zone and only allowed in a demonstration.
    """

    events: list[NewEvent]
    command: CommandId | None = None
    reserve: list[tuple[str, UUID]] = field(default_factory=list)
    release: list[tuple[str, UUID]] = field(default_factory=list)
    reads: list[tuple[UUID, int]] = field(default_factory=list)
    keys: list[NewKey] = field(default_factory=list)
    tokens: list[tuple[str, UUID]] = field(default_factory=list)
    shred: list[UUID] = field(default_factory=list)
    destroy: list[UUID] = field(default_factory=list)
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Appended:
    """Where a command's events stand; `repeated` when they stood there before."""

    first_position: int
    last_position: int
    recorded_at: datetime
    repeated: bool = False
