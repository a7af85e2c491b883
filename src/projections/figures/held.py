"""What one stream keeps up in stocks, so that each fall names the rise it ends.

A fall never lies before its rise: two streams may hold up one key, and what never held must not take
away what another one holds. A spell that was told wrong is corrected by the difference between the
facts it made and those it should have made, so that older readings stay as they were.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from uuid import UUID

    from domain.history import Event, Recorded
    from projections.figures.fact import Fact


class Held:
    """The stocks one stream holds up at the moment, and those it held up before."""

    def __init__(self) -> None:
        """Start with nothing held."""
        self._open: dict[tuple[str, UUID], _Spell] = {}
        self._spells: dict[tuple[str, UUID], list[_Spell]] = {}

    @property
    def is_empty(self) -> bool:
        """Whether nothing is held."""
        return not self._open

    def rise(self, fact: Fact, recorded: Recorded[Event]) -> Iterator[Fact]:
        """Let a stock go up, unless this stream holds it up already."""
        key = (fact.measure, fact.subject)
        if key not in self._open:
            spell = self._open[key] = _Spell([fact.made_by(recorded)])
            self._spells.setdefault(key, []).append(spell)
            yield from spell.facts()

    def fall(self, measure: str, subject: UUID, *, on: date) -> Iterator[Fact]:
        """Let it go down again; `on` is the first day without it."""
        spell = self._open.pop((measure, subject), None)
        if spell is not None:
            yield from spell.end(on)

    def fall_all(self, *, on: date) -> Iterator[Fact]:
        """Let everything go down."""
        for spell in self._open.values():
            yield from spell.end(on)
        self._open.clear()

    def move(
        self, moved: Callable[[Fact], Fact], recorded: Recorded[Event], *, on: date
    ) -> Iterator[Fact]:
        """Let everything held count elsewhere from `on`, as `moved` says."""
        for spell in self._open.values():
            rise = replace(moved(spell.rises[-1]), occurred_on=on, source_version=recorded.version)
            yield from spell.move(rise)

    def correct(
        self,
        measure: str,
        subject: UUID,
        *,
        since: date,
        until: date | None = None,
        began: date | None = None,
    ) -> Iterator[Fact]:
        """Let a spell hold from `since` instead, and, where it has ended, until another day.

        It is the first one that `began` on a day; any, if no day is said.
        """
        for spell in self._spells.get((measure, subject), ()):
            if began is None or _day(spell.rises[0]) == began:
                yield from spell.correct(since, until)
                return


@dataclass(slots=True)
class _Spell:
    """One time of being held up: the rise, the moves to other places as told, and the end."""

    rises: list[Fact]
    until: date | None = None

    def facts(self) -> list[Fact]:
        """Give what it makes: a move lies in its order, and none comes after the end."""
        held, *moves = self.rises
        facts = [held]
        for move in moves:
            day = max(_day(move), _day(held))
            if self.until is not None and day > self.until:
                break
            facts.append(held.until(day))
            held = replace(move, occurred_on=day)
            facts.append(held)
        if self.until is not None:
            facts.append(held.until(max(self.until, _day(held))))
        return facts

    def end(self, on: date) -> Iterator[Fact]:
        """End it; a move that was to come after the end is taken back."""
        before = self.facts()
        self.until = on
        yield from difference(before, self.facts())

    def move(self, rise: Fact) -> Iterator[Fact]:
        """Let it count elsewhere, as `rise` says."""
        before = self.facts()
        self.rises.append(rise)
        yield from difference(before, self.facts())

    def correct(self, since: date, until: date | None) -> Iterator[Fact]:
        """Let it begin on another day, and end on another if it has ended."""
        before = self.facts()
        self.rises[0] = replace(self.rises[0], occurred_on=since)
        if self.until is not None and until is not None:
            self.until = until
        yield from difference(before, self.facts())


def difference(before: list[Fact], after: list[Fact]) -> Iterator[Fact]:
    """Take back what is no longer so; give what is so only now."""
    for fact in before:
        if fact not in after:
            yield fact.taken_back()
    for fact in after:
        if fact not in before:
            yield fact


def _day(rise: Fact) -> date:
    assert rise.occurred_on is not None
    return rise.occurred_on
