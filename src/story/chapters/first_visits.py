"""The first visits of the pairings, noted by the system as it does for everybody (`domain.md` 10.4)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final
from uuid import UUID

from application.actor import Actor
from domain.visit import IN_PERSON
from domain.words import Channel, Met, Role
from story.days import workday

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from story.cast.cast import Cast
    from story.diary import Diary
    from story.outline.pairings import Pairing
    from story.outline.visiting import Visit
    from story.outline.visits import Visits

NOBODY: Final = Actor(UUID(int=0), Role.SYSTEM, "", Channel.SYSTEM)


def note(diary: Diary, cast: Cast, pairings: tuple[Pairing, ...], visits: Visits) -> None:
    """Tell of every pairing when its resident was first met; of who has a new helper, the first."""
    met: dict[UUID, list[tuple[date, date, UUID]]] = {}
    for stream, visit in _standing(cast, visits):
        for seen in visit.seen:
            if seen.met is Met.YES:
                known_on = _known_on(visit)
                met.setdefault(seen.resident.id, []).append((visit.day, known_on, stream))
    for pairing in pairings:
        if pairing.voided_on is None:
            _note(diary, cast, pairing, met.get(pairing.resident.id, []))


def _standing(cast: Cast, visits: Visits) -> Iterator[tuple[UUID, Visit]]:
    """Give the visits in person that nobody voided, each with its id."""
    for name, many in (("visit", visits.campaign), ("pairing visit", visits.pairings)):
        for n, visit in enumerate(many):
            if visit.voided_on is None and visit.mode in IN_PERSON:
                yield cast.chance.id(name, n), visit


def _known_on(visit: Visit) -> date:
    """Give the day on which it was on record under its right date."""
    return visit.recorded_on if visit.typed_on is None else workday(2, after=visit.day)


def _note(diary: Diary, cast: Cast, pairing: Pairing, met: list[tuple[date, date, UUID]]) -> None:
    later = [each for each in met if each[0] >= pairing.start_on]
    if not later:
        return
    day, known_on, visit = min(later)
    ends = [each for each in (pairing.ended_on, pairing.help.changes_on) if each is not None]
    if any(day >= each for each in ends):
        return
    diary.write(
        known_on,
        replace(NOBODY, area=pairing.resident.place.code[:6]),
        "pairings/note-first-visit",
        cast.chance.id("pairing", pairing.resident.id),
        {"visit": visit, "visited_on": day},
        occurred_on=day,
    )
