"""The rules in force for every case: the work calendar and the table of promises.

They come with the service and are changed by events of the log's own record (`domain/system.py`), so
every process learns of a change by reading that record again, once a second at most. A command
decided in that second used the rules of just before, and its event says which.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from domain.appeal.promises import SHIPPED_SLA
from domain.history import fold
from domain.system import LogOpened, System

if TYPE_CHECKING:
    from uuid import UUID

    from domain.appeal.promises import SlaTable
    from domain.calendar import WorkCalendar
    from eventstore.log import Log

LOOK_AGAIN_AFTER_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds now. `system` is the log's own record, absent while the log is not opened."""

    calendar: WorkCalendar
    sla: SlaTable = SHIPPED_SLA
    system: UUID | None = None


class Rulebook:
    """Reads the rules in force from a log. Safe for any number of threads."""

    def __init__(self, log: Log, shipped: WorkCalendar) -> None:
        """Begin with the calendar that is shipped."""
        self._log = log
        self._shipped = shipped
        self._read: tuple[float, Rules] | None = None

    def in_force(self) -> Rules:
        """Give the rules in force. Raises `LogUnavailable` when they were never read."""
        now = time.monotonic()
        if self._read is None or now - self._read[0] > LOOK_AGAIN_AFTER_SECONDS:
            self._read = now, self._look()
        return self._read[1]

    def at(self, position: int) -> Rules:
        """Give the rules as they were known at a position."""
        return self._look(through=position)

    def forget(self, stream: UUID) -> None:
        """Look again at the next question, if `stream` is the log's own record."""
        if self._read is not None and self._read[1].system in {None, stream}:
            self._read = None

    def _look(self, *, through: int | None = None) -> Rules:
        first = self._log.event_at(1) if through != 0 else None
        if first is None or not isinstance(first.event, LogOpened):
            return Rules(self._shipped)
        system = fold(System, first.stream, self._log.history(first.stream, through=through))
        return Rules(system.calendar(self._shipped), system.sla, first.stream)
