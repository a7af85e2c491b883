"""What is noted of a running clock: 临期, 超期, 期限已重算, once each (`domain.md` 10.0 and 9.4).

Any record with clocks may have these events. Nothing but the date of a recalculated clock ever
changes by them: a missed deadline never moves a case on by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from domain.calendar import Deadline
from domain.calendar.clock import APPROACHING_WD, ClockKind
from domain.history import Event, OfAnyRecord

if TYPE_CHECKING:
    from domain.calendar import WorkCalendar
    from domain.history import Aggregate


@dataclass(frozen=True, slots=True)
class Running:
    """A clock that runs: its name in the record, and until when.

    `is_right` marks the time in which a person may ask for something, which nobody can miss for
    them; all others are duties of ours.
    """

    clock: str
    deadline: Deadline
    is_right: bool = False


class DeadlineApproaching(OfAnyRecord, topic="deadline.approaching"):
    """临期: two workdays or a tenth of the period are left until `due_on`."""

    clock: str
    due_on: date

    def upon(self, record: Aggregate[Any]) -> None:
        """Remember that it was said."""
        record.reminded = (*record.reminded, (self.clock, self.due_on))


class DeadlineMissed(OfAnyRecord, topic="deadline.missed"):
    """超期: `due_on` went by and the clock still ran. It changes nothing else."""

    clock: str
    due_on: date

    def upon(self, record: Aggregate[Any]) -> None:
        """Remember that it was said."""
        record.missed = (*record.missed, (self.clock, self.due_on))


class DeadlineRecalculated(OfAnyRecord, topic="deadline.recalculated"):
    """期限已重算: a calendar came that counts otherwise, as `new` names it; `old` held before."""

    clock: str
    old: Deadline
    new: Deadline

    def upon(self, record: Aggregate[Any]) -> None:
        """Let the clock run until the new date, unless it is another clock by now."""
        record.reset_clock(self.clock, self.old, self.new)


def due_notes(record: Aggregate[Any], *, on: date, calendar: WorkCalendar) -> tuple[Event, ...]:
    """Give what is to be noted of a record's clocks `on` a day, and was not noted before."""
    if record.is_void:
        return ()
    notes: list[Event] = []
    for running in record.clocks:
        deadline = running.deadline
        if not deadline.is_overdue(on) and deadline.calendar_version != calendar.version:
            counted = deadline.recalculated(calendar)
            if _differs(counted, deadline):
                notes.append(DeadlineRecalculated(clock=running.clock, old=deadline, new=counted))
                deadline = counted
        told = running.clock, deadline.due_on
        if deadline.is_overdue(on):
            if not running.is_right and told not in record.missed:
                notes.append(DeadlineMissed(clock=running.clock, due_on=deadline.due_on))
        elif told not in record.reminded and _is_to_be_reminded_of(deadline, on, calendar):
            notes.append(DeadlineApproaching(clock=running.clock, due_on=deadline.due_on))
    return tuple(notes)


def _differs(counted: Deadline, before: Deadline) -> bool:
    return (counted.due_on, counted.provisional, counted.watch_on) != (
        before.due_on,
        before.provisional,
        before.watch_on,
    )


def _is_to_be_reminded_of(deadline: Deadline, on: date, calendar: WorkCalendar) -> bool:
    """Tell whether a reminder helps: a clock as short as the reminder has just been started."""
    if deadline.clock.kind is ClockKind.AT:
        return False
    is_long = calendar.workdays_between(deadline.start_on, deadline.watch_on) > APPROACHING_WD
    return is_long and deadline.is_approaching(on, calendar)
