"""The way in for imports: many decisions, each by its aggregate's rules, in few durable appends.

Nothing is loaded: a record is decided on as this import has made it so far. What an append may hold
is limited, so that single commands beside it never wait long (`bars.md`, P7).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, TypeVar

from domain.history import Aggregate, Envelope, Event
from eventstore.append import Append, NewEvent

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from uuid import UUID

    from application.actor import Actor
    from application.office import Office
    from domain.history import Organisation, Sealed

A = TypeVar("A", bound=Aggregate[Any])
P = ParamSpec("P")

EVENTS_PER_APPEND_MAX: Final = 1_000


class Bulk:
    """One import by one actor. Use as a context manager, or call `flush` at the end.

    `at` is the recording time and only allowed in a demonstration log; it may be moved on.
    """

    def __init__(self, office: Office, actor: Actor, *, at: datetime | None = None) -> None:
        """Import into `office`'s log as `actor`."""
        self.office = office
        self.actor = actor
        self.at = at
        self.written = 0
        self._organisations: dict[UUID, Organisation | None] = {}
        self._begin()

    def open(
        self,
        kind: type[A],
        stream: UUID,
        organisation: Organisation | None,
        on: date,
        decide: Callable[Concatenate[A, P], Event | tuple[Event, ...]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> A:
        """Begin a new stream on business date `on`; give the aggregate as it is then."""
        aggregate = kind(stream)
        self._organisations[stream] = organisation
        self._take(aggregate, on, decide(aggregate, *args, **kwargs))
        return aggregate

    def change(
        self,
        aggregate: A,
        on: date,
        decide: Callable[Concatenate[A, P], Event | tuple[Event, ...]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Let a record of this import decide again."""
        self._take(aggregate, on, decide(aggregate, *args, **kwargs))

    def forget(self, aggregate: Aggregate[Any]) -> None:
        """Say that a record will not be asked again."""
        self._organisations.pop(aggregate.id, None)

    def minted(self, stream: UUID) -> None:
        """Say that this import makes `stream`, so that no key of it needs to be looked for."""
        self._sealer.minted(stream)

    def seal(self, person: UUID, event: type[Event], field: str, text: str) -> Sealed:
        """Close a text for one field of an event, under the person's file key."""
        return self._sealer.seal(person, f"{event.sealed_for}/{field}", text)

    def claim(self, key: str, holder: UUID) -> None:
        """Claim something that may exist once."""
        self._append.reserve.append((key, holder))

    def findable(self, kind: str, value: str, person: UUID) -> str:
        """Make a person findable by the blind token of a value; give the token."""
        token = self.office.vault.token(kind, value)
        self._append.tokens.append((token, person))
        return token

    def flush(self) -> None:
        """Write what waits. Raises an `AppendRefused` when a claim clashes with the log."""
        if not self._append.events:
            return
        self._append.keys = self._sealer.new_keys
        self._append.at = self.at
        self.office.log.append(self._append)
        self._sealer.made_durable()
        self.written += len(self._append.events)
        self._begin()

    def _begin(self) -> None:
        self._append = Append([])
        self._sealer = self.office.vault.sealer()

    def _take(self, aggregate: Aggregate[Any], on: date, events: Event | tuple[Event, ...]) -> None:
        envelope = Envelope(
            occurred_on=on,
            actor=self.actor.id,
            role=self.actor.role,
            area=self.actor.area,
            channel=self.actor.channel,
            organisation=self._organisations[aggregate.id],
        )
        encode = self.office.log.form.encode
        for event in events if isinstance(events, tuple) else (events,):
            aggregate.version += 1
            aggregate.evolve(event)
            state = encode(envelope, event)
            new = NewEvent(aggregate.id, aggregate.version, event.topic, state)
            self._append.events.append(new)
        if len(self._append.events) >= EVENTS_PER_APPEND_MAX:
            self.flush()
