"""A visit in outline, and the visitors' days: nobody visits more than five residents on one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from domain.calendar import PUBLISHED
from domain.words import Met, NotMetReason, VisitMode
from story import numbers
from story.days import days

if TYPE_CHECKING:
    from datetime import date
    from random import Random
    from uuid import UUID

    from application.actor import Actor
    from story.cast.team import Team
    from story.cast.villagers import Resident

WEIGHT_OF_A_WORKDAY: Final = 14
SATURDAY: Final = 5
TRIES_MAX: Final = 400


@dataclass(frozen=True, slots=True)
class Seen:
    """How a visit went for one resident."""

    resident: Resident
    met: Met
    reason: NotMetReason | None = None


@dataclass(slots=True)
class Visit:
    """One visit: by whom, when and how, to whom; when it was written down, and what became of it.

    `typed_on` is the wrong date it was first written down under; it was put right later.
    """

    visitor: Actor
    day: date
    mode: VisitMode
    seen: tuple[Seen, ...]
    recorded_on: date
    typed_on: date | None = None
    voided_on: date | None = None

    @property
    def met_somebody(self) -> bool:
        """Tell whether it counts in M04: in person, resident or family met."""
        in_person = self.mode not in {VisitMode.PHONE, VisitMode.PROXY}
        return in_person and all(each.met is not Met.NO for each in self.seen)


class Visitors:
    """Who visits whom on which day, and how many they have that day."""

    def __init__(self, team: Team, random: Random) -> None:
        """Begin with nobody visited."""
        self._team = team
        self._random = random
        self._residents: dict[tuple[UUID, date], set[UUID]] = {}
        self._days: dict[UUID, set[date]] = {}

    def appointment(
        self, party: tuple[Resident, ...], first: date, last: date
    ) -> tuple[Actor, date]:
        """Find a day for the commissioner to visit a party who has no visit that day, and note it."""
        choice = days(first, last)
        weights = [_weight(day) for day in choice]
        for _ in range(TRIES_MAX):
            day = self._random.choices(choice, weights)[0]
            post = party[0].id.int % 2
            visitor = self._team.commissioner(party[0].place, day, post=post)
            if self.is_free(visitor.id, day, party):
                self.note(visitor.id, day, party)
                return visitor, day
        raise LookupError(first)

    def is_free(self, visitor: UUID, day: date, party: tuple[Resident, ...]) -> bool:
        """Tell whether the visitor has time, and nobody of the party has a visit that day."""
        busy = len(self._residents.get((visitor, day), ()))
        return busy + len(party) <= numbers.RESIDENTS_A_DAY_MAX and not any(
            day in self._days.get(resident.id, ()) for resident in party
        )

    def has_time(self, visitor: UUID, day: date) -> bool:
        """Tell whether the visitor can visit one more resident that day."""
        return len(self._residents.get((visitor, day), ())) < numbers.RESIDENTS_A_DAY_MAX

    def note(self, visitor: UUID, day: date, party: tuple[Resident, ...]) -> None:
        """Note that the visitor visits the party on a day."""
        for resident in party:
            self._residents.setdefault((visitor, day), set()).add(resident.id)
            self._days.setdefault(resident.id, set()).add(day)

    def days_of(self, visitor: UUID) -> list[date]:
        """Give the days on which somebody visits."""
        return sorted(day for who, day in self._residents if who == visitor)


def _weight(day: date) -> int:
    if PUBLISHED.is_workday(day):
        return WEIGHT_OF_A_WORKDAY
    return 1 if day.weekday() == SATURDAY else 0
