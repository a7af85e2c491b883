"""What time it is in the district."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from domain.system import LogOpened
from domain.words import LogMode

if TYPE_CHECKING:
    from eventstore.log import Log


class DistrictClock:
    """What time it is in the district: the real time, or a demonstration's own.

    A demonstration's clock stands at the end of its story when the log is opened and runs on from
    there, so "today" is the story's end plus the time since.
    """

    def __init__(self, log: Log) -> None:
        """Follow the first event of `log`."""
        self._log = log
        self._opened: LogOpened | None = None

    def now(self) -> datetime:
        """Give the time, in UTC."""
        real = datetime.now(UTC)
        opened = self._opened or self.look()
        if opened is None or opened.story_ends_at is None or opened.begun_at is None:
            return real
        return opened.story_ends_at + (real - opened.begun_at)

    @property
    def mode(self) -> LogMode | None:
        """Production or demonstration; None while the log is not opened."""
        opened = self._opened or self.look()
        return None if opened is None else opened.mode

    @property
    def recording_time(self) -> datetime | None:
        """The time to record at: the story's in a demonstration, the database's own otherwise."""
        return self.now() if self.mode is LogMode.DEMONSTRATION else None

    def look(self) -> LogOpened | None:
        """Read the log's first event."""
        first = self._log.event_at(1)
        if first is not None and isinstance(first.event, LogOpened):
            self._opened = first.event
        return self._opened
