"""What a projection is handed: events in order, and the earlier history of any stream it needs."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from domain.history import Event, Recorded


class Feed(Protocol):
    """The log as a projection may see it; filled by `bootstrap`."""

    def read(self, *, after: int, limit: int) -> list[Recorded[Event]]:
        """Give up to `limit` events after a position, in order."""

    def history(self, stream: UUID, *, through: int | None = None) -> list[Recorded[Event]]:
        """Give a stream whole, or as it was at a position."""

    def last_position(self) -> int:
        """Give the last position of the log."""


class FeedUnavailable(Exception):
    """读取账本失败。 | The log could not be read: no fault of any projection."""


class GuardedFeed:
    """A feed whose failures cannot be mistaken for those of the projection that asked."""

    def __init__(self, feed: Feed) -> None:
        """Guard `feed`."""
        self._feed = feed

    def read(self, *, after: int, limit: int) -> list[Recorded[Event]]:
        """Give up to `limit` events after a position. Raises `FeedUnavailable`."""
        with _as_unavailable():
            return self._feed.read(after=after, limit=limit)

    def history(self, stream: UUID, *, through: int | None = None) -> list[Recorded[Event]]:
        """Give a stream as it was at a position. Raises `FeedUnavailable`."""
        with _as_unavailable():
            return self._feed.history(stream, through=through)

    def last_position(self) -> int:
        """Give the last position of the log. Raises `FeedUnavailable`."""
        with _as_unavailable():
            return self._feed.last_position()


@contextmanager
def _as_unavailable() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        raise FeedUnavailable from error


@dataclass(frozen=True, slots=True)
class Batch:
    """Consecutive events of the log, and the feed they came from."""

    events: Sequence[Recorded[Event]]
    feed: Feed
