"""Who is who: a merged file points to the file that goes on, chains included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain.history import Event, Recorded, standing
from domain.resident import MergeReverted, ResidentsMerged
from projections.running.tables import NOW, Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from projections.running.tables import Store

SURVIVORS: Final = Table(
    "survivors",
    (("person", "uuid not null"), ("into_person", "uuid not null")),
    key_columns=1,
)


class Merges:
    """The pointers from merged files to those that go on, as they stand."""

    def __init__(self) -> None:
        """Start with nobody merged."""
        self._into: dict[UUID, UUID] = {}

    def forget(self) -> None:
        """Drop what is remembered."""
        self._into.clear()

    def look_up(self, store: Store) -> None:
        """Read the pointers that stand."""
        self._into = dict(
            store.rows(
                f"select person, into_person from {{schema}}.survivors where to_position = {NOW}",
                [],
            )
        )

    def survivor(self, person: UUID) -> UUID:
        """Follow the pointers to the end; a ring, which no rule allows, ends where it closes."""
        if person not in self._into:
            return person
        seen = {person}
        while (into := self._into.get(person)) is not None and into not in seen:
            seen.add(into)
            person = into
        return person

    def point(
        self, loser: UUID, into: UUID | None, store: Store, position: int
    ) -> dict[UUID, tuple[UUID, UUID]]:
        """Let `loser` point to `into`, or to nobody; give each person whose survivor changed."""
        if self._into.get(loser) == into:
            return {}
        touched = [loser, *self._pointing_to(loser)]
        before = {person: self.survivor(person) for person in touched}
        if into is None:
            del self._into[loser]
            store.end(SURVIVORS, (loser,), position)
        else:
            self._into[loser] = into
            store.put(SURVIVORS, (loser,), (into,), position)
        return {
            person: (before[person], self.survivor(person))
            for person in touched
            if before[person] != self.survivor(person)
        }

    def _pointing_to(self, person: UUID) -> list[UUID]:
        return [other for other in self._into if other != person and self._passes(other, person)]

    def _passes(self, other: UUID, person: UUID) -> bool:
        seen: set[UUID] = set()
        while (into := self._into.get(other)) is not None and into not in seen:
            if into == person:
                return True
            seen.add(into)
            other = into
        return False


def merged_into(history: Sequence[Recorded[Event]]) -> UUID | None:
    """Read from a resident's history which file it was merged into, if it stands merged."""
    into: UUID | None = None
    for recorded in standing(history):
        if isinstance(recorded.event, ResidentsMerged):
            into = recorded.event.into
        elif isinstance(recorded.event, MergeReverted):
            into = None
    return into
