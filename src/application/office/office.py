"""What every desk of one district works with: the log, the vault, the calendar, the day."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from application.office.memory import Memory
from application.office.rulebook import Rulebook
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

    `shipped_calendar` is the one that comes with the service; `rulebook` knows what is in force.
    `kinds` tells from the topic of a stream's first event which aggregate the stream is.
    """

    log: Log
    vault: Vault
    shipped_calendar: WorkCalendar
    now: Callable[[], datetime]
    kinds: Mapping[str, type[Aggregate[Any]]]
    lookups: Lookups
    memory: Memory = field(default_factory=Memory)
    zone: ZoneInfo = SHANGHAI
    rulebook: Rulebook = field(init=False)

    def __post_init__(self) -> None:
        """Read the rules from the same log."""
        object.__setattr__(self, "rulebook", Rulebook(self.log, self.shipped_calendar))

    @property
    def calendar(self) -> WorkCalendar:
        """The work calendar in force."""
        return self.rulebook.in_force().calendar

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
