"""What one stream keeps up in stocks, so that each fall names the rise it ends.

A fall never lies before its rise: two streams may hold up one key, and what never held must not take
away what another one holds.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from uuid import UUID

    from domain.history import Event, Recorded
    from projections.figures.fact import Fact


class Held:
    """The stocks one stream holds up at the moment, each with the places it has moved through."""

    def __init__(self) -> None:
        """Start with nothing held."""
        self._rises: dict[tuple[str, UUID], list[Fact]] = {}

    @property
    def is_empty(self) -> bool:
        """Whether nothing is held."""
        return not self._rises

    def rise(self, fact: Fact, recorded: Recorded[Event]) -> Iterator[Fact]:
        """Let a stock go up, unless this stream holds it up already."""
        key = (fact.measure, fact.subject)
        if key not in self._rises:
            rise = fact.made_by(recorded)
            self._rises[key] = [rise]
            yield rise

    def fall(self, measure: str, subject: UUID, *, on: date) -> Iterator[Fact]:
        """Let it go down again; `on` is the first day without it."""
        rises = self._rises.pop((measure, subject), None)
        if rises is not None:
            yield from _fall(rises, on)

    def fall_all(self, *, on: date) -> Iterator[Fact]:
        """Let everything go down."""
        for rises in self._rises.values():
            yield from _fall(rises, on)
        self._rises.clear()

    def move(
        self, moved: Callable[[Fact], Fact], recorded: Recorded[Event], *, on: date
    ) -> Iterator[Fact]:
        """Let everything held count elsewhere from `on`, as `moved` says."""
        for rises in self._rises.values():
            day = max(on, _day(rises[-1]))
            yield rises[-1].until(day)
            rises.append(
                replace(moved(rises[-1]), occurred_on=day, source_version=recorded.version)
            )
            yield rises[-1]


def _fall(rises: list[Fact], on: date) -> Iterator[Fact]:
    """End the last rise; a move that was to come after the end is taken back."""
    while len(rises) > 1 and _day(rises[-1]) > on:
        never = rises.pop()
        yield never.taken_back()
        yield rises[-1].until(_day(never)).taken_back()
    yield rises[-1].until(max(on, _day(rises[-1])))


def _day(rise: Fact) -> date:
    assert rise.occurred_on is not None
    return rise.occurred_on
