"""What one command does before it is recorded: streams read, events decided, names claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, TypeVar

from application import permissions
from application.casework.claims import HOLDERS, claims_of
from application.office.memory import Remembered
from application.refusals import CaseUnknown
from domain.appeal import Appeal
from domain.assessment import AssessmentRequest
from domain.dispute import Dispute
from domain.history import Aggregate, Cause, Envelope, Event, Recorded, fold
from domain.history.aggregate import RecordIsVoid
from eventstore.append import Append, NewEvent, StaleVersion

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from uuid import UUID

    from application.desk import Desk
    from domain.history import Organisation, Sealed
    from eventstore.append import CommandId

A = TypeVar("A", bound=Aggregate[Any])
P = ParamSpec("P")

CASES_WITH_A_KEY: Final = frozenset({Appeal, AssessmentRequest, Dispute})
"""Kinds whose texts can be shredded case by case; the rest is closed under the person's file key."""

_NOT_WRITTEN_YET: Final = 0  # the position of what is decided and not recorded


class Work:
    """One decision in the making. Thrown away and made again when somebody else was faster."""

    def __init__(self, desk: Desk, *, careful: bool = False) -> None:
        """Work for `desk`; `careful` fetches everything anew, also a stream that is to be opened."""
        self.desk = desk
        self.seen: UUID | None = None
        self.from_memory = False
        self._careful = careful
        self._sealer = desk.office.vault.sealer()
        self._histories: dict[UUID, Sequence[Recorded[Event]]] = {}
        self._aggregates: dict[UUID, Aggregate[Any]] = {}
        self._organisations: dict[UUID, Organisation] = {}
        self._written: list[Recorded[Event]] = []
        self._held: dict[UUID, frozenset[str]] = {}
        self._reserve: list[tuple[str, UUID]] = []
        self._release: list[tuple[str, UUID]] = []
        self._tokens: list[tuple[str, UUID]] = []
        self._destroy: list[UUID] = []

    # --- reading: whatever is looked at must not move on before the append

    def load(self, kind: type[A], stream: UUID) -> A:
        """Give the aggregate as it stands, with what was decided here. Raises `CaseUnknown`."""
        history = self.history_of(stream)
        aggregate = self._aggregates.get(stream)
        if aggregate is None:
            if not history or self.desk.office.kind_of(history[0].event) is not kind:
                raise CaseUnknown
            aggregate = self._aggregates[stream] = fold(kind, stream, history)
            if stream not in self._held:
                self.desk.office.memory.keep(stream, Remembered(history, aggregate))
        if not isinstance(aggregate, kind):
            raise CaseUnknown
        return aggregate

    def history_of(self, stream: UUID) -> Sequence[Recorded[Event]]:
        """Give the history of a stream, with what was decided here; empty if there is none."""
        if stream not in self._histories:
            remembered = None if self._careful else self.desk.office.memory.recall(stream)
            if remembered is None:
                self._histories[stream] = self.desk.office.log.history(stream)
            else:
                self.from_memory = True
                self._histories[stream] = remembered.history
                self._aggregates[stream] = remembered.aggregate
        return self._histories[stream]

    def organisation_of(self, stream: UUID) -> Organisation | None:
        """Give the organisation a case is kept at: that of its last event. Raises `CaseUnknown`."""
        if stream in self._organisations:
            return self._organisations[stream]
        history = self.history_of(stream)
        if not history:
            raise CaseUnknown
        return history[-1].envelope.organisation

    def matter_of(self, kind: type[Aggregate[Any]], stream: UUID) -> UUID | None:
        """Name the case whose own key its texts are closed under; None for a person's file."""
        return stream if kind in CASES_WITH_A_KEY else None

    # --- deciding

    def suppose(self, stream: UUID, history: Sequence[Recorded[Event]]) -> None:
        """Let a record stand as it would after what was decided of it and not written."""
        kind = self.desk.office.kind_of(history[0].event)
        assert kind is not None
        self._histories[stream] = history
        self._aggregates[stream] = fold(kind, stream, history)

    def expect(self, stream: UUID) -> None:
        """Hold that `stream` is at the version the actor saw, if they said which."""
        expected = self.desk.expected_version
        if expected is not None:
            self.seen = stream
            if self.history_of(stream)[-1].version != expected:
                raise StaleVersion(stream)

    def keep_at(self, stream: UUID, organisation: Organisation) -> None:
        """Keep a record at another organisation from now on, one in the actor's area."""
        permissions.demand_area(self.desk.actor, organisation)
        self._organisations[stream] = organisation

    def minted(self, stream: UUID) -> None:
        """Say that this command makes `stream`, so that no key of it needs to be looked for."""
        self._sealer.minted(stream)

    def open(
        self,
        kind: type[A],
        stream: UUID,
        organisation: Organisation | None,
        decide: Callable[Concatenate[A, P], Event | tuple[Event, ...]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Begin a new stream."""
        permissions.demand_area(self.desk.actor, organisation)
        is_there = self._careful and bool(self.history_of(stream))
        aggregate = self.load(kind, stream) if is_there else kind(stream)
        if organisation is not None:
            self._organisations[stream] = organisation
        self._histories.setdefault(stream, [])
        self._take_down(aggregate, decide(aggregate, *args, **kwargs))

    def change(
        self,
        kind: type[A],
        stream: UUID,
        decide: Callable[Concatenate[A, P], Event | tuple[Event, ...]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Let an existing stream decide."""
        aggregate = self.load(kind, stream)
        permissions.demand_area(self.desk.actor, self.organisation_of(stream))
        if aggregate.is_void and decide.__name__ != Aggregate.revert_void.__name__:
            raise RecordIsVoid
        self._take_down(aggregate, decide(aggregate, *args, **kwargs))

    def _take_down(self, aggregate: Aggregate[Any], events: Event | tuple[Event, ...]) -> None:
        """Take down decided events, to be recorded together; the stream stands as they leave it."""
        stream, desk = aggregate.id, self.desk
        self._held.setdefault(stream, claims_of(aggregate))
        history = self._histories[stream]
        organisation = self._organisations.get(stream)
        if organisation is None and history:
            organisation = history[-1].envelope.organisation
        envelope = Envelope(
            occurred_on=desk.occurred_on,
            actor=desk.actor.id,
            role=desk.actor.role,
            area=desk.actor.area,
            channel=desk.actor.channel,
            command=desk.command_id,
            correlation=self._root(stream),
            causation=self._cause(stream),
            organisation=organisation,
        )
        decided = [
            Recorded(_NOT_WRITTEN_YET, desk.now, stream, version, envelope, event)
            for version, event in enumerate(
                events if isinstance(events, tuple) else (events,),
                start=history[-1].version + 1 if history else 1,
            )
        ]
        self._written += decided
        self._histories[stream] = [*history, *decided]
        self._aggregates.pop(stream, None)

    def _root(self, stream: UUID) -> UUID | None:
        """Name the case in whose command another case was written to."""
        if self.desk.cause is not None:
            return self.desk.cause.stream
        root = self._written[0].stream if self._written else stream
        return None if root == stream else root

    def _cause(self, stream: UUID) -> Cause | None:
        if self.desk.cause is not None:
            return self.desk.cause
        root = self._root(stream)
        return None if root is None else Cause(root, self._written[0].version)

    # --- what goes with it

    def reserve(self, key: str, holder: UUID) -> None:
        """Claim something that may exist once, for `holder`."""
        self._reserve.append((key, holder))

    def release(self, key: str, holder: UUID) -> None:
        """Give a claim of `holder` back."""
        self._release.append((key, holder))

    def findable(self, kind: str, value: str, person: UUID) -> str:
        """Make a person findable by the blind token of a value; give the token."""
        token = self.desk.office.vault.token(kind, value)
        self._tokens.append((token, person))
        return token

    def seal(
        self, person: UUID, event: type[Event], field: str, text: str, *, matter: UUID | None = None
    ) -> Sealed:
        """Close a text for one field of an event, under the person's key (of one matter)."""
        return self._sealer.seal(person, place(event, field), text, matter=matter)

    def destroy_keys(self, person: UUID, matter: UUID) -> None:
        """Destroy the keys of one case of a person with what is decided here."""
        self._destroy += self.desk.office.vault.keys_of(person, matter)

    # --- recording

    def claimed(self) -> dict[str, UUID]:
        """Give what would be claimed, by whom, if this were recorded now."""
        self._settle_claims()
        given_back = {key for key, _ in self._release}
        return {key: holder for key, holder in self._reserve if key not in given_back}

    def as_append(self, command: CommandId | None, at: datetime | None) -> Append:
        """Give everything of this command as one append."""
        self._settle_claims()
        encode = self.desk.office.log.form.encode
        return Append(
            [
                NewEvent(
                    each.stream, each.version, each.event.topic, encode(each.envelope, each.event)
                )
                for each in self._written
            ],
            command=command,
            reserve=self._reserve,
            release=self._release,
            reads=[
                (stream, history[-1].version)
                for stream, history in self._histories.items()
                if history and stream not in self._held
            ],
            keys=self._sealer.new_keys,
            tokens=self._tokens,
            destroy=self._destroy,
            at=at,
        )

    def made_durable(self) -> None:
        """Say that it was recorded: keys may be used, and what was written to is another now."""
        self._sealer.made_durable()
        if self._destroy:
            self.desk.office.vault.look_again()
        for stream in self._held:
            self.desk.office.memory.forget(stream)
            self.desk.office.rulebook.forget(stream)

    @property
    def written(self) -> Sequence[tuple[UUID, int]]:
        """Each stream written to, with its last version now, in order of writing."""
        return [(stream, self._histories[stream][-1].version) for stream in self._held]

    @property
    def looked_at(self) -> Recorded[Event]:
        """The last recorded entry of the first stream that was looked at."""
        return next(history[-1] for history in self._histories.values() if history)

    def _settle_claims(self) -> None:
        """Claim what the records written to hold now, and give back what they hold no longer."""
        for stream, before in self._held.items():
            kind = self.desk.office.kind_of(self._histories[stream][0].event)
            if kind not in HOLDERS:
                continue
            after = claims_of(self.load(kind, stream))
            self._release += [(key, stream) for key in sorted(before - after)]
            self._reserve += [(key, stream) for key in sorted(after - before)]


def place(event: type[Event], field: str) -> str:
    """Name the place a text is sealed for: topic and field, so that it cannot be moved."""
    return f"{event.topic}/{field}"
