"""What was looked at lately, so that it need not be fetched again for the next command.

Remembering is safe because nothing is ever taken on trust: an append is refused when any stream
that was written to or looked at has moved on, and then the decision is made again on what the log
says. So is a decision that came to nothing, or to a refusal. Texts in it are closed.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from domain.history import Aggregate, Event, Recorded

STREAMS_MAX: Final = 2_000
EVENTS_MAX: Final = 500


@dataclass(frozen=True, slots=True)
class Remembered:
    """A stream as it stood when it was last fetched, folded already. Nobody changes it."""

    history: Sequence[Recorded[Event]]
    aggregate: Aggregate[Any]


class Memory:
    """The streams fetched last. Safe for any number of threads."""

    def __init__(self, *, streams_max: int = STREAMS_MAX) -> None:
        """Remember nothing yet, and never more than `streams_max` streams."""
        self._streams_max = streams_max
        self._mutex = threading.Lock()
        self._streams: OrderedDict[UUID, Remembered] = OrderedDict()

    def recall(self, stream: UUID) -> Remembered | None:
        """Give a stream as it stood, or None."""
        with self._mutex:
            remembered = self._streams.get(stream)
            if remembered is not None:
                self._streams.move_to_end(stream)
            return remembered

    def keep(self, stream: UUID, remembered: Remembered) -> None:
        """Remember a stream; a very long one is fetched each time."""
        if len(remembered.history) > EVENTS_MAX:
            return
        with self._mutex:
            self._streams[stream] = remembered
            self._streams.move_to_end(stream)
            while len(self._streams) > self._streams_max:
                self._streams.popitem(last=False)

    def forget(self, stream: UUID) -> None:
        """Forget a stream, which has just been written to."""
        with self._mutex:
            self._streams.pop(stream, None)
