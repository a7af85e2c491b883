"""The watcher of deadlines 临期, 超期, 期限已重算: looks which clocks run out, and has it noted.

A pairing whose clock runs out is asked first whether its first visit was made: nobody is blamed for
what is on record and was only not told.

The look-up only proposes; each record decides by itself what is still to be noted, so however often
one looks, and however many look at once, every note is made once (`domain.md` 10.0).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from application.actor import Actor
from application.desk import Desk
from application.refusals import CaseUnknown, ChangedMeanwhile
from domain.deadlines import due_notes
from domain.pairing import Pairing
from domain.words import Channel, Role

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from application.lookups import WatchedClock
    from application.office import Office
    from application.work import Work
    from domain.history import Aggregate, Event

NOBODY: Final = Actor(UUID(int=0), Role.SYSTEM, "", Channel.SYSTEM)
"""The actor of what no person did."""


class Watcher:
    """Looks after the clocks of one log. To be used by one thread."""

    def __init__(self, office: Office, recording_time: Callable[[], datetime | None]) -> None:
        """Watch for `office`; a demonstration is recorded at its own time."""
        self._office = office
        self._recording_time = recording_time
        self._looked_by: tuple[date, str] | None = None
        self._nothing_to_note: set[WatchedClock] = set()

    def look(self) -> int:
        """Note what is to be noted today; give how many records were written to."""
        office = self._office
        today, calendar = office.today(), office.calendar
        if self._looked_by != (today, calendar.version):
            self._looked_by = today, calendar.version
            self._nothing_to_note.clear()
        written = 0
        done: set[UUID] = set()
        for watched in office.lookups.clocks_to_watch(today, calendar.version):
            if watched in self._nothing_to_note or watched.record in done:
                continue
            done.add(watched.record)
            if self._note(watched.record):
                written += 1
            else:
                self._nothing_to_note.add(watched)
        return written

    def _note(self, record: UUID) -> bool:
        """Have a record note what it has to; tell whether there was anything."""
        noted: list[bool] = []

        def decide(work: Work) -> None:
            noted[:] = [_note_deadlines(work, record)]

        desk = Desk(self._office, NOBODY, at=self._recording_time())
        try:
            desk.do(decide)
        except ChangedMeanwhile:
            return True  # somebody is at work on it: look again
        except CaseUnknown:
            return False
        return noted == [True]


def _note_deadlines(work: Work, record: UUID) -> bool:
    history = work.history_of(record)
    kind = work.desk.office.kind_of(history[0].event) if history else None
    if kind is None:
        raise CaseUnknown
    if kind is Pairing and _note_first_visit(work, record):
        return True
    on, calendar = work.desk.today, work.desk.rules.calendar
    if not due_notes(work.load(kind, record), on=on, calendar=calendar):
        return False

    def note_deadlines(aggregate: Aggregate[Any]) -> tuple[Event, ...]:
        return due_notes(aggregate, on=on, calendar=calendar)

    work.change(kind, record, note_deadlines)
    return True


def _note_first_visit(work: Work, pairing: UUID) -> bool:
    """Have a pairing that waits for it note its first visit; tell whether there was one."""
    if not work.load(Pairing, pairing).clocks:
        return False
    made = work.desk.office.lookups.first_visits(pairings=[pairing])
    for first in made:
        work.change(
            Pairing,
            pairing,
            Pairing.note_first_visit,
            visit=first.visit,
            visited_on=first.visited_on,
        )
    return bool(made)
