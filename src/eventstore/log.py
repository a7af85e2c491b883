"""The log as the rest of the house sees it: append, read in order, read one stream, ask who holds.

Readers page by position, one short transaction a page; nothing here holds a long one.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, LiteralString

import psycopg
from psycopg import sql
from psycopg_pool import ConnectionPool

from eventstore.append import (
    Append,
    Appended,
    CommandId,
    CommandReused,
    LogUnavailable,
)
from eventstore.connection import CONNECT_WITHIN_SECONDS, SESSION, TimedConnection
from eventstore.notices import Notices, listen
from eventstore.writing.batch import refusal
from eventstore.writing.writer import GroupWriter

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator, Sequence
    from uuid import UUID

    from domain.history import Event, Recorded
    from eventstore.stored_form import Row, StoredForm

CHANNEL: Final = "lianxin_written"
READ_WITHIN_SECONDS: Final = 1.5
READ_AGAIN_AFTER_SECONDS: Final = 0.02

_ROW: Final = "position, recorded_at, originator_id, originator_version, topic, state"


@dataclass(frozen=True, slots=True)
class AsOf:
    """An instant as a position; `open` while the log has recorded nothing later."""

    position: int
    open: bool


class Log:
    """One district's log, in one schema of one database."""

    def __init__(
        self,
        url: str,
        *,
        schema: str,
        form: StoredForm,
        connections_max: int = 16,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Connect lazily: a database that is away is met at the first use, not here.

        `now` is the service's own clock, which the database's must not be far ahead of.
        """
        self._url = url
        self.schema = schema
        self.form = form
        self._now = now
        self._pool = ConnectionPool(
            url,
            connection_class=TimedConnection,
            min_size=1,
            max_size=connections_max,
            timeout=READ_WITHIN_SECONDS,
            # Short: while it lasts, nobody who comes meanwhile makes the pool try again.
            reconnect_timeout=1,
            kwargs={
                "autocommit": True,
                "connect_timeout": CONNECT_WITHIN_SECONDS,
                # Every reading has its index; a plan made while the tables were empty decays.
                "options": f"{SESSION} -c enable_seqscan=off",
            },
            open=True,
            name="log",
        )
        self._notices = Notices(url, channel=f"{CHANNEL}_{schema}")
        self._writer = GroupWriter(url, schema=schema, written=self._notices.ring, now=now)

    @property
    def channel(self) -> str:
        """The channel on which new positions are announced, after their commit."""
        return self._notices.channel

    def close(self) -> None:
        """Close every connection."""
        self._writer.close()
        self._notices.close()
        self._pool.close()

    def open_log(
        self, mode: str, *, stream: UUID, topic: str, state: str, at: datetime | None = None
    ) -> str:
        """Open the log once as `production` or `demonstration`; give the mode that is in force.

        `at` is the story's own time. Raises `ModeMismatch` when a production log is given one, or
        when the log has events already.
        """
        try:
            row = self._one(
                "select {schema}.open_log(%s, %s, %s, %s, %s, %s)",
                [mode, stream, topic, state, at, self._now()],
            )
        except psycopg.DatabaseError as error:
            if error.sqlstate is not None and error.sqlstate.startswith("LX"):
                raise refusal(error.sqlstate) from None
            raise
        assert row is not None
        return str(row[0])

    def mode(self) -> str | None:
        """Give the log's mode, or None while it is not opened."""
        row = self._one("select mode from {schema}.log")
        return None if row is None else str(row[0])

    def append(self, append: Append) -> Appended:
        """Write one command durably. Raises `AppendRefused` or `LogUnavailable`."""
        return self._writer.append(append)

    def read(self, *, after: int, limit: int) -> list[Recorded[Event]]:
        """Give up to `limit` events after a position, in order."""
        return [self.form.decode(row) for row in self.read_rows(after=after, limit=limit)]

    def read_rows(self, *, after: int, limit: int) -> list[Row]:
        """Give up to `limit` rows after a position, as stored."""
        return self.select(
            f"select {_ROW} from {{schema}}.events where position > %s and position <= %s"
            " order by position",
            [after, after + limit],
        )

    def history(self, stream: UUID, *, through: int | None = None) -> list[Recorded[Event]]:
        """Give one stream whole, or as it was at position `through`."""
        rows: list[Row] = self.select(
            f"select {_ROW} from {{schema}}.events where originator_id = %s"
            " and (%s::bigint is null or position <= %s) order by originator_version",
            [stream, through, through],
        )
        return [self.form.decode(row) for row in rows]

    def histories(
        self, streams: Sequence[UUID], *, through: int
    ) -> dict[UUID, list[Recorded[Event]]]:
        """Give several streams as they were at position `through`."""
        found: dict[UUID, list[Recorded[Event]]] = {stream: [] for stream in streams}
        rows: list[Row] = self.select(
            f"select {_ROW} from {{schema}}.events where originator_id = any(%s)"
            " and position <= %s order by originator_id, originator_version",
            [list(streams), through],
        )
        for row in rows:
            found[row[2]].append(self.form.decode(row))
        return found

    def event_at(self, position: int) -> Recorded[Event] | None:
        """Give the event at a position."""
        row = self._one(f"select {_ROW} from {{schema}}.events where position = %s", [position])
        return None if row is None else self.form.decode(row)

    def events_at(self, positions: Sequence[int]) -> dict[int, Recorded[Event]]:
        """Give the events at some positions."""
        rows: list[Row] = self.select(
            f"select {_ROW} from {{schema}}.events where position = any(%s)", [list(positions)]
        )
        found = [self.form.decode(row) for row in rows]
        return {recorded.position: recorded for recorded in found}

    def last_position(self) -> int:
        """Give the last position, 0 while the log is empty."""
        row = self._one("select coalesce(max(position), 0) from {schema}.events")
        assert row is not None
        return int(row[0])

    def last_recorded_at(self) -> datetime | None:
        """Give the instant of the last event."""
        row = self._one("select recorded_at from {schema}.events order by position desc limit 1")
        return None if row is None else row[0]

    def as_of(self, instant: datetime) -> AsOf:
        """Name the last position recorded at or before an instant.

        `recorded_at` never decreases with position, so a binary search over positions finds it in
        some twenty look-ups without an index of its own.
        """
        last = self.last_position()
        low, high = 0, last + 1
        while high - low > 1:
            middle = (low + high) // 2
            row = self._one(
                "select recorded_at <= %s from {schema}.events where position = %s",
                [instant, middle],
            )
            assert row is not None
            low, high = (middle, high) if row[0] else (low, middle)
        return AsOf(low, open=low == last)

    def holder(self, key: str) -> UUID | None:
        """Find the stream that holds a reservation, consistently with the log."""
        row = self._one("select holder from {schema}.reservations where key = %s", [key])
        return None if row is None else row[0]

    def held(self, keys: Sequence[str]) -> frozenset[str]:
        """Give which of some reservations are held by any stream, consistently with the log."""
        rows: list[tuple[str]] = self.select(
            "select key from {schema}.reservations where key = any(%s)", [list(keys)]
        )
        return frozenset(key for (key,) in rows)

    def held_by(self, stream: UUID) -> list[str]:
        """Give every reservation that a stream holds."""
        rows: list[tuple[str]] = self.select(
            "select key from {schema}.reservations where holder = %s", [stream]
        )
        return [key for (key,) in rows]

    def answer_of(self, command: CommandId) -> Appended | None:
        """Give the first answer of a command, None if it was never written.

        Raises `CommandReused` when its id was used for something else.
        """
        row = self._one(
            "select c.fingerprint, c.first_position, c.last_position, e.recorded_at"
            " from {schema}.commands c join {schema}.events e on e.position = c.last_position"
            " where c.actor = %s and c.command_id = %s",
            [command.actor, command.id],
        )
        if row is None:
            return None
        if row[0] != command.fingerprint:
            raise CommandReused
        return Appended(row[1], row[2], row[3], repeated=True)

    def streams_written(self, appended: Appended) -> list[tuple[UUID, int]]:
        """Give each stream a command wrote to, with its last version there, in order of writing."""
        rows: list[tuple[UUID, int]] = self.select(
            "select originator_id, max(originator_version) from {schema}.events"
            " where position between %s and %s group by originator_id order by min(position)",
            [appended.first_position, appended.last_position],
        )
        return rows

    def listen(self, heard: Callable[[], None], *, until: Callable[[], bool]) -> threading.Thread:
        """Call `heard` at every notice and at least once a second, in a thread, `until` it is over."""
        return listen(self._url, self.channel, heard, until=until)

    @contextmanager
    def reading(self) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
        """Lend a connection for one short reading. Raises `LogUnavailable`."""
        try:
            with self._pool.connection() as connection:
                yield connection
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            raise LogUnavailable from error

    @contextmanager
    def writing(self) -> Iterator[Callable[[LiteralString, Sequence[object]], None]]:
        """Write beside the events, all of it or nothing: lends what runs one statement.

        Raises `LogUnavailable`.
        """
        with self.reading() as connection, connection.transaction():

            def run(query: LiteralString, parameters: Sequence[object]) -> None:
                composed = sql.SQL(query).format(schema=sql.Identifier(self.schema))
                connection.execute(composed, parameters, binary=True)

            yield run

    def select(self, query: LiteralString, parameters: Sequence[object] = ()) -> list[Any]:
        """Run one short reading, `{schema}` in its text being that of the log.

        Connections that died while idle, as all do when the server is started again, are replaced.
        Raises `LogUnavailable` within about two seconds.
        """
        composed = sql.SQL(query).format(schema=sql.Identifier(self.schema))
        give_up_at = time.monotonic() + READ_WITHIN_SECONDS
        while True:
            try:
                with self.reading() as connection, connection.cursor(binary=True) as cursor:
                    return cursor.execute(composed, parameters, prepare=True).fetchall()
            except LogUnavailable:
                if time.monotonic() > give_up_at:
                    raise
                time.sleep(READ_AGAIN_AFTER_SECONDS)

    def _one(
        self, query: LiteralString, parameters: Sequence[object] = ()
    ) -> tuple[Any, ...] | None:
        rows = self.select(query, parameters)
        return rows[0] if rows else None
