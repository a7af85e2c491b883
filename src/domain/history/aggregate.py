"""An aggregate: what one stream of events adds up to, as far as some rule needs it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar
from uuid import UUID

from domain.history.corrections import Corrected, Voided, VoidReverted, Whole, is_voided, standing
from domain.history.event import Event
from domain.history.recorded import Organisation, Recorded
from domain.history.rejection import Rejected
from domain.history.sealed import Sealed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from domain.calendar import Deadline
    from domain.deadlines import Running

E = TypeVar("E", bound=Event)
A = TypeVar("A", bound="Aggregate[Any]")


class RecordIsVoid(Rejected):
    """该记录已作废, 只能撤销作废。 | The record is void; only the void can be taken back."""


class RecordIsNotVoid(Rejected):
    """该记录或该条并未作废。 | Neither the record nor this entry is void."""


class EntryUnknown(Rejected):
    """没有这一条记录, 不能更正或作废。 | There is no such entry to correct or void."""


class CorrectionOfAnotherKind(Rejected):
    """更正后的内容与原记录不是同一种。 | A correction must be of the same kind as its original."""


class OfAnyRecord(Event, ABC):
    """An event that any record may have; it says itself what becomes of the record by it."""

    @abstractmethod
    def upon(self, record: Aggregate[Any]) -> None:
        """Assign what the event says, and only assign."""


@dataclass(slots=True)
class Aggregate(ABC, Generic[E]):
    """Base of all aggregates.

    A command is a method that checks rules, returns the event or events, and changes nothing.
    `evolve` assigns and only assigns: history has already been decided. Every aggregate can be
    corrected and voided; it names its own three events for that. `reminded` and `missed` say of
    which clocks, by name and due date, it was noted that they run out or ran out.
    """

    id: UUID
    version: int = 0
    is_void: bool = False
    reminded: tuple[tuple[str, date], ...] = ()
    missed: tuple[tuple[str, date], ...] = ()

    corrected: ClassVar[type[Corrected]]
    voided: ClassVar[type[Voided]]
    void_reverted: ClassVar[type[VoidReverted]]

    @abstractmethod
    def evolve(self, event: E) -> None:
        """Take over what `event` says."""

    def take(self, event: Event) -> None:
        """Take over what any event of this record says."""
        if isinstance(event, OfAnyRecord):
            event.upon(self)
        else:
            self.evolve(event)  # type: ignore[arg-type]  # what a stream holds, its kind knows

    @property
    def clocks(self) -> tuple[Running, ...]:
        """The clocks that run, each called by the name of the field that keeps it."""
        return ()

    def reset_clock(self, clock: str, old: Deadline, new: Deadline) -> None:
        """Let the clock of that name run until `new`, if it still runs until `old`."""
        if getattr(self, clock, None) == old:
            setattr(self, clock, new)

    def correct(
        self,
        *,
        original: Recorded[Event],
        whole: Event,
        field: str,
        old: str | Sealed | None,
        new: str | Sealed | None,
        reason: str,
        occurred_on: date | None = None,
        organisation: Organisation | None = None,
    ) -> Corrected:
        """Correct the recorded entry `original`: `whole` is the event as it should have been."""
        if original.stream != self.id or isinstance(
            original.event, (Corrected, Voided, VoidReverted)
        ):
            raise EntryUnknown
        if type(whole) is not type(original.event):
            raise CorrectionOfAnotherKind
        return self.corrected(
            version=original.version,
            field=field,
            old=old,
            new=new,
            reason=reason,
            whole=Whole(whole),
            occurred_on=occurred_on,
            organisation=organisation,
        )

    def void(self, *, reason: str, version: int | None = None) -> Voided:
        """Void the whole record, or the one entry at `version`."""
        if version is not None and not 1 <= version <= self.version:
            raise EntryUnknown(version=version)
        return self.voided(version=version, reason=reason)

    def revert_void(self, *, original: Recorded[Event], reason: str) -> VoidReverted:
        """Take back the recorded void `original`."""
        if original.stream != self.id or not isinstance(original.event, Voided):
            raise RecordIsNotVoid
        return self.void_reverted(version=original.version, reason=reason)


def fold(kind: type[A], stream: UUID, history: Sequence[Recorded[Event]]) -> A:
    """Read `history`, a whole stream in order, as an aggregate of `kind`."""
    aggregate = kind(stream)
    for recorded in standing(history):
        aggregate.take(recorded.event)
    aggregate.version = history[-1].version if history else 0
    aggregate.is_void = is_voided(history)
    return aggregate
