"""Closing the texts of a command, each under the key of the person it is about.

What is closed for a place (topic and field) opens at that place only; so a text is closed for the
event that will keep it, at the path it will have there.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, cast
from uuid import UUID

from application.command.signatures import hints_of, shape_of
from domain.dispute import Dispute
from domain.history import Aggregate, Event, Sealed
from domain.visit import Visit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from application.work import Work
    from domain.dispute import Party

_PEOPLE: Final = ("guardian", "carer", "resident", "person")


class Closing:
    """Closes the texts of one command that `aggregate` is about to decide."""

    def __init__(
        self,
        work: Work,
        aggregate: Aggregate[Any],
        events: tuple[type[Event], ...],
        values: Mapping[str, object],
    ) -> None:
        """Close for the `events` that may come of it; `values` may name another person."""
        self._work = work
        self._events = events
        self._matter = work.matter_of(type(aggregate), aggregate.id)
        self._parties = parties_of(aggregate)
        self._person = owner_of(aggregate, values)

    def value(self, value: Any, kind: Any, path: str) -> Any:  # noqa: ANN401  (values of any type)
        """Turn one plain value into what the domain is given."""
        return self._value(value, kind, path, self._person)

    def _value(self, value: Any, kind: Any, path: str, person: UUID) -> Any:  # noqa: ANN401
        if value is None:
            return None
        shape = shape_of(kind)
        if shape.kind is Sealed:
            event = event_with(self._events, path)
            return self._work.seal(person, event, path, value, matter=self._matter)
        if shape.is_list:
            return tuple(self._value(item, shape.item, path, person) for item in value)
        if shape.is_object and isinstance(value, dict):
            person = person_named(value, self._parties) or person
            hints = hints_of(shape.kind)
            return shape.kind(
                **{
                    name: self._value(part, hints[name], f"{path}.{name}", person)
                    for name, part in value.items()
                }
            )
        return value


def owner_of(aggregate: Aggregate[Any], values: Mapping[str, object]) -> UUID:
    """Tell under whose key a text is closed that comes with these values, of a command or entry."""
    return (
        person_named(values, parties_of(aggregate))
        or _person_meant(aggregate, values)
        or subject_of(aggregate)
    )


def subject_of(aggregate: Aggregate[Any]) -> UUID:
    """Tell under whose key the texts of a record are closed: its person's, else its own."""
    for name in ("resident", "person"):
        subject = getattr(aggregate, name, None)
        if isinstance(subject, UUID):
            return subject
    return aggregate.id


def person_named(values: Mapping[str, object], parties: Mapping[UUID, UUID]) -> UUID | None:
    """Give the person that some values are about, if they name one.

    A party of a dispute is a resident on file, or somebody known by the party's id alone.
    """
    for name in _PEOPLE:
        person = values.get(name)
        if isinstance(person, UUID):
            return person
    party = values.get("id", values.get("party"))
    return parties.get(party, party) if isinstance(party, UUID) else None


def parties_of(aggregate: Aggregate[Any]) -> dict[UUID, UUID]:
    """Give the person behind each party of a dispute; nobody for any other record."""
    if not isinstance(aggregate, Dispute):
        return {}
    return {party.id: _person_behind(party) for party in aggregate.parties}


@cache
def event_with(events: tuple[type[Event], ...], path: str) -> type[Event]:
    """Give the event that keeps a text at `path`."""
    first = path.partition(".")[0]
    for event in events:
        if first in event.__dataclass_fields__:  # type: ignore[attr-defined]
            return event
    raise LookupError(path)


def _person_meant(aggregate: Aggregate[Any], values: Mapping[str, object]) -> UUID | None:
    """Give the person a visit's text is about: who is in danger, else who was visited first."""
    if not isinstance(aggregate, Visit):
        return None
    for flagged in aggregate.risks:
        if flagged.risk == values.get("risk"):
            return flagged.resident
    visited = values.get("residents") or aggregate.residents
    first = next(iter(visited), None) if isinstance(visited, (list, tuple)) else None
    if isinstance(first, dict):
        return cast("UUID", first["resident"])
    return cast("UUID | None", getattr(first, "resident", first))


def _person_behind(party: Party) -> UUID:
    return party.id if party.resident is None else party.resident
