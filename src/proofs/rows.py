"""The rows of the log that a bundle holds, in order, as often as they are asked, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from uuid import UUID

    from eventstore.log import Log
    from eventstore.stored_form import Row

ROWS_PER_PAGE: Final = 2_000
STREAMS_PER_LOOK: Final = 5_000

_ROWS: Final = (
    "select position, recorded_at, originator_id, originator_version, topic, state"
    " from {schema}.events where position = any(%s) order by position"
)
_POSITIONS: Final = (
    "select position from {schema}.events where originator_id = any(%s) and position <= %s"
)
_STREAMS: Final = "select distinct originator_id from {schema}.events where position = any(%s)"


class Rows(Protocol):
    """Rows that can be read again."""

    def __iter__(self) -> Iterator[Row]:
        """Read them, in order."""


class EveryRow:
    """Every row until a position."""

    def __init__(self, log: Log, last: int) -> None:
        """Read `log` until `last`."""
        self._log = log
        self._last = last

    def __iter__(self) -> Iterator[Row]:
        """Read them, in order."""
        after = 0
        while after < self._last:
            limit = min(ROWS_PER_PAGE, self._last - after)
            rows = self._log.read_rows(after=after, limit=limit)
            assert len(rows) == limit, after
            yield from rows
            after += limit


class RowsOfStreams:
    """Every row of some streams until a position; and of those of the first and last row there."""

    def __init__(self, log: Log, streams: Iterable[UUID], last: int) -> None:
        """Find the rows of `streams` until `last`."""
        self._log = log
        ends = log.select(_STREAMS, [[1, last]])
        wanted = sorted({*streams, *(stream for (stream,) in ends)})
        positions: set[int] = set()
        for start in range(0, len(wanted), STREAMS_PER_LOOK):
            part = wanted[start : start + STREAMS_PER_LOOK]
            positions.update(position for (position,) in log.select(_POSITIONS, [part, last]))
        self._positions = sorted(positions)

    def __iter__(self) -> Iterator[Row]:
        """Read them, in order."""
        for start in range(0, len(self._positions), ROWS_PER_PAGE):
            part = self._positions[start : start + ROWS_PER_PAGE]
            yield from self._log.select(_ROWS, [part])
