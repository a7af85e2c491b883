"""What every desk of one district works with: the log, the vault, the calendar, the day."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from application.memory import Memory
from eventstore.files import FileStore

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from application.lookups import Lookups
    from domain.calendar import WorkCalendar
    from domain.history import Aggregate, Event
    from eventstore.log import Log
    from eventstore.vault import Vault

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Office:
    """The shared parts. `now` is the story's time in a demonstration, the real one otherwise.

    `kinds` tells from the topic of a stream's first event which aggregate the stream is.
    """

    log: Log
    vault: Vault
    calendar: WorkCalendar
    now: Callable[[], datetime]
    kinds: Mapping[str, type[Aggregate[Any]]]
    lookups: Lookups
    memory: Memory = field(default_factory=Memory)
    zone: ZoneInfo = SHANGHAI

    @property
    def files(self) -> FileStore:
        """Where the bytes of documents are kept."""
        return FileStore(self.log, self.vault)

    def today(self) -> date:
        """The business date now, in Asia/Shanghai."""
        return self.now().astimezone(self.zone).date()

    def kind_of(self, first: Event) -> type[Aggregate[Any]] | None:
        """Tell which aggregate a stream is by its first event."""
        return self.kinds.get(first.topic)
