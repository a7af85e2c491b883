"""Group commit: one thread writes for all that are waiting, in one call and one flush.

A thread that finds no leader becomes one, takes everything that waits, writes it optimistically,
and hands over after the group that held its own command. When the group clashes it is repeated
command by command under the same lock, so one command's conflict never hurts the others. When the
connection is lost, the same commands are sent again: their ids tell what was written.
"""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

import psycopg

from eventstore.append import Append, Appended, LogFull, LogUnavailable
from eventstore.connection import connect
from eventstore.writing import batch, binary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from eventstore.writing.batch import Parcel

COMMANDS_PER_GROUP_MAX: Final = 256
EVENTS_PER_GROUP_MAX: Final = 4_000
BYTES_PER_GROUP_MAX: Final = 16_000_000
PATIENCE_SECONDS: Final = 2.0
RESEND_FOR_SECONDS: Final = 1.5
RESEND_AFTER_SECONDS: Final = 0.05

_SETTINGS: Final = (
    # Plans are pinned to index scans: one cached while the tables were empty decays.
    "-c enable_seqscan=off -c plan_cache_mode=force_generic_plan"
    # Each statement of an append must see what was committed before it got the lock.
    " -c default_transaction_isolation=read\\ committed"
    # The server gives up first, so that it is known that nothing was written.
    " -c statement_timeout=1200 -c lock_timeout=1200"
)


class _Waiting:
    """One command in the queue, and the lock its thread sleeps on."""

    __slots__ = ("bell", "parcel", "result")

    def __init__(self, parcel: Parcel) -> None:
        self.parcel = parcel
        self.bell = threading.Lock()
        self.bell.acquire()
        self.result: Appended | Exception | None = None


class GroupWriter:
    """Appends commands durably, many to a flush. Safe for any number of threads."""

    def __init__(
        self,
        url: str,
        *,
        schema: str,
        written: Callable[[], None] = lambda: None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Write to the log in `schema`; `written` is called after each durable group.

        `now` is the service's own clock, which the database's must not be far ahead of.
        """
        self._url = url
        self._written = written
        self._now = now
        self._mutex = threading.Lock()
        self._queue: list[_Waiting] = []
        self._leading = False
        self._closed = False
        self._connection: psycopg.Connection[tuple[Any, ...]] | None = None
        self._name = f"lianxin writer {uuid4()}"
        self._left_behind = False
        self._together = batch.together(schema).as_bytes(None)
        self._alone = batch.alone(schema).as_bytes(None)

    def append(self, append: Append) -> Appended:
        """Write one command; return when it is durable.

        Raises an `AppendRefused` when it was not written, `LogUnavailable` within about two
        seconds when the database does not answer: then the same command must be sent again.
        """
        waiting = _Waiting(batch.parcel(append))
        with self._mutex:
            if self._closed:
                raise LogUnavailable
            self._queue.append(waiting)
            lead = not self._leading
            self._leading = True
        if not lead and not waiting.bell.acquire(timeout=PATIENCE_SECONDS):
            self._leave(waiting)
            if waiting.result is None:
                raise LogUnavailable
        if waiting.result is None:
            self._lead()
        if isinstance(waiting.result, Appended):
            return waiting.result
        raise waiting.result or LogUnavailable

    def close(self) -> None:
        """Close the connection; what is appended from now on is refused as unavailable."""
        with self._mutex:
            self._closed = True
            connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _leave(self, waiting: _Waiting) -> None:
        """Stop waiting; if the command was not taken yet, it never will be.

        A thread that was called to lead just now, and does not hear it any more, passes the call on.
        """
        with self._mutex:
            if waiting in self._queue:
                self._queue.remove(waiting)
            called_to_lead = waiting.bell.acquire(blocking=False) and waiting.result is None
            if called_to_lead:
                self._call_next_leader()

    def _lead(self) -> None:
        """Write one group, which holds the own command, then hand over."""
        with self._mutex:
            group = self._take_group()
        answers: Sequence[Appended | Exception] = [LogUnavailable() for _ in group]
        try:
            answers = self._write([waiting.parcel for waiting in group])
        except Exception as error:  # noqa: BLE001  (the others must be answered, and the next served)
            self._drop_connection()
            answers = [_unavailable(error) for _ in group]
        finally:
            with self._mutex:
                self._call_next_leader()
            for waiting, answer in zip(group, answers, strict=True):
                waiting.result = answer
                waiting.bell.release()
            self._written()

    def _take_group(self) -> list[_Waiting]:
        commands = events = size_bytes = 0
        for waiting in self._queue[:COMMANDS_PER_GROUP_MAX]:
            events += waiting.parcel.events.count
            size_bytes += waiting.parcel.size_bytes
            too_much = events > EVENTS_PER_GROUP_MAX or size_bytes > BYTES_PER_GROUP_MAX
            if commands and too_much:
                break
            commands += 1
        group, self._queue = self._queue[:commands], self._queue[commands:]
        return group

    def _call_next_leader(self) -> None:
        if self._queue:
            self._queue[0].bell.release()
        else:
            self._leading = False

    def _write(self, parcels: Sequence[Parcel]) -> Sequence[Appended | Exception]:
        """Write, and send again while the connection is lost and there is patience left."""
        give_up_at = time.monotonic() + RESEND_FOR_SECONDS
        resent = False
        while True:
            try:
                connection = self._connect()
                answers = None if resent else self._write_together(connection, parcels)
                if answers is not None:
                    return answers
                return self._write_each_alone(connection, parcels, resent=resent)
            except psycopg.Error:
                self._drop_connection()
                if self._closed or time.monotonic() > give_up_at:
                    raise
            resent = True
            time.sleep(RESEND_AFTER_SECONDS)

    def _write_together(
        self, connection: psycopg.Connection[tuple[Any, ...]], parcels: Sequence[Parcel]
    ) -> list[Appended] | None:
        """Try the whole group at once; None when something clashed and nothing was written."""
        if not batch.fit_together(parcels):
            return None
        parameters = batch.parameters(parcels, service_clock=self._now())
        try:
            row = connection.execute(self._together, parameters, prepare=True).fetchone()
        except psycopg.DatabaseError as error:
            if batch.is_clash(error.sqlstate):
                return None
            raise
        assert row is not None
        return batch.appended(parcels, row)

    def _write_each_alone(
        self,
        connection: psycopg.Connection[tuple[Any, ...]],
        parcels: Sequence[Parcel],
        *,
        resent: bool,
    ) -> list[Appended | Exception]:
        """Answer each command by itself, under one lock and with one flush."""
        answers: list[Appended | Exception] = []
        with connection.transaction():
            for parcel in parcels:
                parameters = batch.parameters([parcel], service_clock=self._now())
                row = connection.execute(
                    self._alone, [*parameters, resent], prepare=True
                ).fetchone()
                assert row is not None
                answers.append(batch.answer(row))
        return answers

    def _connect(self) -> psycopg.Connection[tuple[Any, ...]]:
        """Give the connection; a new one first ends what an old one may have left behind.

        Otherwise the old backend could commit a command after we have answered that it is refused.
        """
        connection = self._connection
        if connection is not None and not connection.closed:
            return connection
        connection = connect(self._url, settings=_SETTINGS, name=self._name)
        binary.teach(connection)
        self._connection = connection
        if self._left_behind:
            ended = connection.execute(
                "select bool_and(pg_terminate_backend(pid, 1000)) from pg_stat_activity"
                " where application_name = %s and pid <> pg_backend_pid()",
                [self._name],
            ).fetchone()
            if ended == (False,):
                raise psycopg.OperationalError("the former connection is not over yet")
        self._left_behind = True
        return connection

    def _drop_connection(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def _unavailable(error: Exception) -> LogUnavailable:
    full = isinstance(error, psycopg.errors.DiskFull)
    unavailable = LogFull() if full else LogUnavailable()
    unavailable.__cause__ = error
    return unavailable
