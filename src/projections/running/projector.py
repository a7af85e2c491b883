"""The projector: one pass over the log feeds every read model, in the one process that is elected."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import sql

from projections.running.batch import GuardedFeed
from projections.running.build_projector import BuildProjector
from projections.running.builds import shape_of, switch_to
from projections.running.filling import fill

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from projections.running.batch import Feed
    from projections.running.model import ReadModel

    Connection = psycopg.Connection[tuple[Any, ...]]
    Models = Callable[[], Sequence[ReadModel]]

_noted = logging.getLogger(__name__)


class Projector:
    """Follows the log: elects itself or waits, then keeps every build of its shape up to date."""

    def __init__(self, url: str, feed: Feed, models: Models, *, log_schema: str) -> None:
        """Project `feed` with fresh `models` for each build, over connections to `url`."""
        self._url = url
        self._feed = GuardedFeed(feed)
        self._models = models
        self._log_schema = log_schema
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._moved: list[Callable[[int], None]] = []

    def wake(self) -> None:
        """Say that something may have been written."""
        self._wake.set()

    def stop(self) -> None:
        """End `run`."""
        self._stopping.set()
        self._wake.set()

    @property
    def stopping(self) -> bool:
        """Whether `stop` was called."""
        return self._stopping.is_set()

    def on_move(self, moved: Callable[[int], None]) -> None:
        """Call `moved` with the new position after each batch of the serving build."""
        self._moved.append(moved)

    def run(self) -> None:
        """Project until stopped; survive every outage of the database."""
        while not self._stopping.is_set():
            try:
                with psycopg.connect(
                    self._url, autocommit=True, connect_timeout=2, options="-c jit=off"
                ) as connection:
                    self._lead_when_elected(connection)
            except Exception as error:  # noqa: BLE001  (nothing may end the projector but `stop`)
                # An outage, or a build dropped under our feet: look again at what there is.
                _noted.warning("projecting paused: %s", type(error).__name__)
                self._stopping.wait(0.2)

    def catch_up(self, progress: Callable[[int, int], None] = lambda *_: None) -> int:
        """Bring the serving build up to the log's end as it is now, making it when there is none.

        Where another process is elected, wait for it. Give the position reached.
        """
        target = self._feed.last_position()
        with psycopg.connect(self._url, autocommit=True, options="-c jit=off") as connection:
            while not self._elect(connection):
                position = self._position_served(connection)
                if position is not None and position >= target:
                    return position
                progress(position or 0, target)
                self._stopping.wait(0.05)
            projectors = self._projectors(connection, progress)
            while sum(projector.advance(connection) for projector in projectors):
                progress(projectors[0].position(connection), self._feed.last_position())
            return projectors[0].position(connection)

    def _position_served(self, connection: Connection) -> int | None:
        row = connection.execute(
            sql.SQL(
                "select b.position from {log}.builds b"
                " join {log}.reading r on r.build = b.name where b.shape = %s"
            ).format(log=sql.Identifier(self._log_schema)),
            [shape_of(self._models())],
        ).fetchone()
        return None if row is None else int(row[0])

    def _lead_when_elected(self, connection: Connection) -> None:
        while not self._stopping.is_set() and not self._elect(connection):
            self._stopping.wait(0.5)
        projectors: list[BuildProjector] = []
        while not self._stopping.is_set():
            self._wake.clear()
            if self._builds_changed(connection, projectors):
                projectors = self._projectors(connection)
            if not sum(projector.advance(connection) for projector in projectors):
                self._wake.wait(1.0)
                continue
            position = projectors[0].position(connection)
            for moved in self._moved:
                moved(position)

    def _elect(self, connection: Connection) -> bool:
        row = connection.execute(
            "select pg_try_advisory_lock(hashtextextended('lianxin projector ' || %s, 0))",
            [self._log_schema],
        ).fetchone()
        return bool(row and row[0])

    def _names(self, connection: Connection) -> list[str]:
        """Name the ready builds of this shape, the serving one first."""
        rows = connection.execute(
            sql.SQL(
                "select b.name from {log}.builds b left join {log}.reading r on r.build = b.name"
                " where b.shape = %s and b.state = 'ready'"
                " order by r.build is null, b.made_at desc"
            ).format(log=sql.Identifier(self._log_schema)),
            [shape_of(self._models())],
        ).fetchall()
        return [name for (name,) in rows]

    def _builds_changed(self, connection: Connection, projectors: Sequence[BuildProjector]) -> bool:
        return not projectors or self._names(connection) != [
            projector.build for projector in projectors
        ]

    def _projectors(
        self,
        connection: Connection,
        progress: Callable[[int, int], None] = lambda *_: None,
    ) -> list[BuildProjector]:
        if not self._names(connection):
            name = fill(
                connection,
                self._feed,
                self._models(),
                log_schema=self._log_schema,
                progress=progress,
            )
            switch_to(connection, self._log_schema, name)
        return [
            BuildProjector(self._feed, self._models(), log_schema=self._log_schema, build=name)
            for name in self._names(connection)
        ]
