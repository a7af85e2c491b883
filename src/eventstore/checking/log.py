"""The whole log, read row by row: is it what the append promises?

Positions dense from 1, recorded_at never decreasing, versions of each stream dense from 1, and every
state an event that this release can read. What the rows say is not judged here: that they are the
rows that were written is the ledger's to prove.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from eventstore.checking.faults import Faults
from eventstore.stored_form import DamagedEvent, UnknownTopic

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from eventstore.log import Log
    from eventstore.stored_form import Row

PAGE_ROWS: Final = 5_000


@dataclass(slots=True)
class LogCheck:
    """Takes the rows in order and keeps the first faults."""

    events: int = 0
    position: int = 0
    faults: Faults = field(default_factory=Faults)
    _recorded_at: datetime | None = None
    _versions: dict[UUID, int] = field(default_factory=dict)

    def take(self, row: Row, *, log: Log) -> None:
        """Check one row against those before it."""
        position, recorded_at, stream, version, _, _ = row
        place = f"@{position}"
        if position != self.position + 1:
            self.faults.note(
                place, f"前面缺 {self.position + 1} 起的位置 | positions before it are missing"
            )
        if self._recorded_at is not None and recorded_at < self._recorded_at:
            self.faults.note(place, "记录时间早于前一条 | recorded before the row before it")
        before = self._versions.get(stream, 0)
        if version != before + 1:
            self.faults.note(
                place,
                f"版本 {version} 不接续 {before} | version {version} after {before}: {stream}",
            )
        try:
            log.form.decode(row)
        except (DamagedEvent, UnknownTopic) as error:
            # Not its words: they may quote what the row says.
            self.faults.note(place, f"内容无法读出 | it cannot be read: {type(error).__name__}")
        self.events += 1
        self.position = position
        self._recorded_at = recorded_at
        self._versions[stream] = version


def check_log(log: Log, *, progress: Callable[[int, int], None] = lambda *_: None) -> LogCheck:
    """Read the whole log, as it is when this begins."""
    check, last = LogCheck(), log.last_position()
    for after in range(0, last, PAGE_ROWS):
        for row in log.read_rows(after=after, limit=min(PAGE_ROWS, last - after)):
            check.take(row, log=log)
        progress(min(after + PAGE_ROWS, last), last)
    return check
