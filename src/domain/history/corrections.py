"""Correct, void, and take a void back: three of the five verbs of `domain.md` 10.0.

Nothing is ever deleted. `standing` reads a stream's history as it is to be understood today; who
folds it (an aggregate, a measure, a list) never meets a correction.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar, cast

from domain.history.event import Event
from domain.history.recorded import Organisation, Recorded
from domain.history.sealed import Sealed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

E = TypeVar("E", bound=Event)


class Whole:
    """The whole corrected event, kept beside field, old and new, which are for the reader."""

    __slots__ = ("event",)

    def __init__(self, event: Event) -> None:
        """Hold `event`, of any topic of the catalogue."""
        self.event = event

    def __eq__(self, other: object) -> bool:
        """Equal when the events are."""
        return isinstance(other, Whole) and self.event == other.event

    def __hash__(self) -> int:
        """Hash as the event does."""
        return hash(self.event)

    def __repr__(self) -> str:
        """Show the event."""
        return f"Whole({self.event!r})"


class Corrected(Event):
    """已更正: a field was typed wrong, the thing happened. `version` names the event corrected.

    `whole` is that event as it should have been; `occurred_on` and `organisation` are given when
    the business date or the place itself was wrong. `old` and `new` are sealed where personal.
    """

    version: int
    field: str
    old: str | Sealed | None
    new: str | Sealed | None
    reason: str
    whole: Whole
    occurred_on: date | None = None
    organisation: Organisation | None = None


class Voided(Event):
    """已作废: it did not happen, or was entered twice. No `version`: the whole record."""

    version: int | None = None
    reason: str


class VoidReverted(Event):
    """已撤销作废: the void at `version` was itself a mistake."""

    version: int
    reason: str


_VERBS = (Corrected, Voided, VoidReverted)


def standing(history: Sequence[Recorded[Event]]) -> Iterator[Recorded[Event]]:
    """Yield the events that stand, in order, corrected ones as corrected; the verbs stay out.

    A voided stream yields nothing. A later correction of the same event wins; voiding a correction
    brings back what stood before it.
    """
    if not any(isinstance(recorded.event, _VERBS) for recorded in history):
        yield from history
        return
    voids = _voids_in_force(history)
    if None in voids:
        return
    yield from (recorded for recorded in as_corrected(history) if recorded.version not in voids)


def as_corrected(history: Sequence[Recorded[Event]]) -> Iterator[Recorded[Event]]:
    """Yield every entry as it would be understood if it stood: void ones too, the verbs not."""
    voids = _voids_in_force(history)
    corrections = {
        recorded.event.version: recorded.event
        for recorded in history
        if isinstance(recorded.event, Corrected) and recorded.version not in voids
    }
    for recorded in history:
        if isinstance(recorded.event, _VERBS):
            continue
        correction = corrections.get(recorded.version)
        yield recorded if correction is None else _corrected(recorded, correction)


def is_voided(history: Sequence[Recorded[Event]]) -> bool:
    """Tell whether the whole record is void."""
    return None in _voids_in_force(history)


def _voids_in_force(history: Sequence[Recorded[Event]]) -> set[int | None]:
    reverted = {
        recorded.event.version for recorded in history if isinstance(recorded.event, VoidReverted)
    }
    return {
        recorded.event.version
        for recorded in history
        if isinstance(recorded.event, Voided) and recorded.version not in reverted
    }


def _corrected(recorded: Recorded[Event], correction: Corrected) -> Recorded[Event]:
    envelope = recorded.envelope
    if correction.occurred_on is not None:
        envelope = replace(envelope, occurred_on=correction.occurred_on)
    if correction.organisation is not None:
        envelope = replace(envelope, organisation=correction.organisation)
    return replace(recorded, envelope=envelope, event=correction.whole.event)


def standing_corrections(history: Sequence[Recorded[Event]]) -> list[Recorded[Corrected]]:
    """Give the corrections of a stream that stand, oldest first; one may have been voided itself."""
    reverted = {each.event.version for each in history if isinstance(each.event, VoidReverted)}
    void = {
        each.event.version
        for each in history
        if isinstance(each.event, Voided) and each.version not in reverted
    }
    return [
        cast("Recorded[Corrected]", each)
        for each in history
        if isinstance(each.event, Corrected) and each.version not in void
    ]
