"""The log as it would read under a supposition: to be folded by projections, and by nothing else."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from domain.history import Event, Recorded
    from projections.running.batch import Feed
    from supposing.supposition import Supposition

STREAMS_REMEMBERED_MAX: Final = 20_000


class SupposedFeed:
    """Gives what `feed` gives, with the streams a supposition concerns retold.

    A stream is retold whole when it is met first; what was retold is remembered for a while.
    """

    def __init__(self, feed: Feed, supposition: Supposition) -> None:
        """Retell `feed` under `supposition`."""
        self._feed = feed
        self._supposition = supposition
        self._retold: OrderedDict[UUID, dict[int, Recorded[Event]]] = OrderedDict()

    def read(self, *, after: int, limit: int) -> list[Recorded[Event]]:
        """Give up to `limit` events after a position, in order."""
        return self._as_supposed(self._feed.read(after=after, limit=limit))

    def history(self, stream: UUID, *, through: int | None = None) -> list[Recorded[Event]]:
        """Give a stream whole, or as it was at a position."""
        return self._as_supposed(self._feed.history(stream, through=through))

    def last_position(self) -> int:
        """Give the last position of the log."""
        return self._feed.last_position()

    def _as_supposed(self, events: Iterable[Recorded[Event]]) -> list[Recorded[Event]]:
        return [
            self._retold_one(recorded) if self._supposition.concerns(recorded.event) else recorded
            for recorded in events
        ]

    def _retold_one(self, recorded: Recorded[Event]) -> Recorded[Event]:
        stream = self._retold.get(recorded.stream)
        if stream is None or recorded.position not in stream:
            history = self._feed.history(recorded.stream)
            stream = {each.position: each for each in self._supposition.retell(history)}
            self._retold[recorded.stream] = stream
            if len(self._retold) > STREAMS_REMEMBERED_MAX:
                self._retold.popitem(last=False)
        else:
            self._retold.move_to_end(recorded.stream)
        return stream[recorded.position]
