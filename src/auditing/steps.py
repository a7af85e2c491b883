"""A history step by step: what each entry changed of what the rules know of the record.

The record is folded up to each entry in turn. A correction or a void is folded anew from the first
entry on, so that its effect shows at the entry that brought it about, years later if need be.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from auditing.closed import closed
from domain.catalogue import KINDS
from domain.history import Corrected, Voided, VoidReverted, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from domain.history import Aggregate, Event, Recorded

_NOT_OF_THE_RECORD: Final = frozenset({"id", "version"})


@dataclass(frozen=True, slots=True)
class Change:
    """A field before and after; of a collection what was added and what was removed."""

    field: str
    before: Any = None
    after: Any = None
    added: tuple[Any, ...] = ()
    removed: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """An entry, its facts without what is sealed, and what it changed."""

    recorded: Recorded[Event]
    facts: dict[str, Any]
    changes: tuple[Change, ...]

    @property
    def reason(self) -> str | None:
        """The reason that was given, if the entry asks for one."""
        reason = self.facts.get("reason")
        return None if reason is None else str(reason)


def kind_of(history: Sequence[Recorded[Event]]) -> type[Aggregate[Any]]:
    """Tell which kind of record a history is of, by its first event."""
    return KINDS[history[0].event.topic]


def steps_of(history: Sequence[Recorded[Event]]) -> Iterator[Step]:
    """Go through a whole history, the oldest entry first."""
    kind, stream = kind_of(history), history[0].stream
    record = kind(stream)
    before = _standing(record)
    for number, recorded in enumerate(history, start=1):
        if record.is_void or isinstance(recorded.event, (Corrected, Voided, VoidReverted)):
            record = fold(kind, stream, history[:number])
        else:
            record.take(recorded.event)
        after = _standing(record)
        yield Step(recorded, closed(recorded.event), tuple(_changes(before, after)))
        before = after


def _standing(record: Aggregate[Any]) -> dict[str, Any]:
    """Give the fields as they are now: an aggregate holds nothing that changes by itself."""
    return {
        each.name: getattr(record, each.name)
        for each in dataclasses.fields(record)
        if each.name not in _NOT_OF_THE_RECORD
    }


def _changes(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    for field, new in after.items():
        old = before[field]
        if old is new or old == new:
            continue
        if isinstance(old, (tuple, frozenset)) and isinstance(new, (tuple, frozenset)):
            added, removed = _missing_in(old, new), _missing_in(new, old)
            yield Change(field, added=added, removed=removed)
        else:
            yield Change(field, closed(old), closed(new))


def _missing_in(others: Any, values: Any) -> tuple[Any, ...]:  # noqa: ANN401  (of any type)
    known = set(others)
    return tuple(closed(tuple(each for each in values if each not in known)))
