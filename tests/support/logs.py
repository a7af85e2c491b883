"""Commands for the log, and ways to let several of them arrive at once."""

from __future__ import annotations

import threading
import time
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from domain.catalogue import EVENTS
from domain.system import AreaImported
from eventstore.append import Append, Appended, AppendRefused, CommandId, LogUnavailable, NewEvent
from eventstore.stored_form import StoredForm
from support.appeals import REGISTERED
from support.histories import ACTOR, id_of, recorded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from domain.history import Event
    from eventstore.log import Log
    from eventstore.writing.writer import GroupWriter

T = TypeVar("T")

FORM = StoredForm(EVENTS)
WAIT_SECONDS_MAX = 90


def stored(event: Event = REGISTERED) -> str:
    """Give the stored form of an event."""
    return FORM.encode(recorded(event).envelope, event)


STORED = stored()

PLAIN = AreaImported(count=1, source="support.logs", digest="0" * 64)
"""An event without a text that is closed."""


def new(
    stream: UUID | str, version: int = 1, event: Event = REGISTERED, *, state: str | None = None
) -> NewEvent:
    """Give an event to be written; a stream may be told by its name."""
    stream = id_of(stream) if isinstance(stream, str) else stream
    return NewEvent(stream, version, event.topic, stored(event) if state is None else state)


def command(name: str, *, actor: UUID = ACTOR, content: str = "content") -> CommandId:
    """Give a client's command id, equal for equal names."""
    return CommandId(actor, id_of(f"command {name}"), content)


def append(stream: UUID | str, version: int = 1, **others: Any) -> Append:
    """Give a command that writes one event to a stream."""
    return Append([new(stream, version)], **others)


def in_one_group(log: Log, appends: Sequence[Append]) -> list[Appended | Exception]:
    """Write the commands as one group, in this order; give each one's answer."""
    writer = log._writer
    with writer._mutex:
        assert not writer._leading
        writer._leading = True  # so all of them queue
    tries = [_Try(partial(log.append, each)) for each in appends]
    for count, each in enumerate(tries, start=1):
        each.start()
        wait_until(partial(_is_long, writer, count))
    with writer._mutex:
        writer._call_next_leader()
    return [_answer(each.result()) for each in tries]


def _is_long(writer: GroupWriter, count: int) -> bool:
    return len(writer._queue) == count


def at_once(calls: Sequence[Callable[[], T]]) -> list[T | Exception]:
    """Make all calls at the same time, each in a thread; give what came of them."""
    barrier = threading.Barrier(len(calls), timeout=WAIT_SECONDS_MAX)
    tries = [_Try(call, barrier) for call in calls]
    for each in tries:
        each.start()
    return [each.result() for each in tries]


def send_at_once(log: Log, appends: Sequence[Append]) -> list[Appended | Exception]:
    """Let each command be sent at the same time by a thread of its own; give the answers."""
    return [_answer(each) for each in at_once([partial(log.append, each) for each in appends])]


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait for something that is about to happen."""
    give_up_at = time.monotonic() + WAIT_SECONDS_MAX
    while not condition():
        assert time.monotonic() < give_up_at, "it did not happen"
        time.sleep(0.001)


def assert_dense(log: Log) -> None:
    """Positions are 1..n without a hole, and recording times never decrease."""
    rows = log.read_rows(after=0, limit=1_000_000)
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    assert log.last_position() == len(rows)
    times = [row[1] for row in rows]
    assert times == sorted(times)


class _Try(threading.Thread):
    def __init__(self, call: Callable[[], Any], barrier: threading.Barrier | None = None) -> None:
        super().__init__(daemon=True)
        self._call = call
        self._barrier = barrier
        self._result: Any = None

    def run(self) -> None:
        try:
            if self._barrier is not None:
                self._barrier.wait()
            self._result = self._call()
        except Exception as error:  # noqa: BLE001  (whatever came of it is the result)
            self._result = error

    def result(self) -> Any:
        self.join(timeout=WAIT_SECONDS_MAX)
        assert not self.is_alive()
        return self._result


def _answer(result: object) -> Appended | Exception:
    assert isinstance(result, (Appended, AppendRefused, LogUnavailable)), repr(result)
    return result
