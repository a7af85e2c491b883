"""The projector: one pass over the log feeds every read model, exactly once, in one process.

An advisory lock elects the process. Tables and checkpoint of a batch commit together. An event that
a model cannot take is parked with that stream's later events, for that model alone; everything else
goes on, and the hole is shown on each figure it touches.
"""

from __future__ import annotations

import gc
import logging
import threading
from typing import TYPE_CHECKING, Any, Final

import psycopg
from psycopg import sql

from domain.history import Corrected, Voided, VoidReverted
from projections.running.batch import Batch, FeedUnavailable, GuardedFeed
from projections.running.builds import PARKED, make_build, make_ready, shape_of, switch_to
from projections.running.tables import BulkStore, LiveStore

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from domain.history import Event, Recorded
    from projections.running.batch import Feed
    from projections.running.model import ReadModel
    from projections.running.tables import Store

    Connection = psycopg.Connection[tuple[Any, ...]]
    Models = Callable[[], Sequence[ReadModel]]

LIVE_BATCH: Final = 500
BULK_BATCH: Final = 5_000

_VERBS = (Corrected, Voided, VoidReverted)
_OUTAGES = (psycopg.OperationalError, FeedUnavailable)

_noted = logging.getLogger(__name__)


class BuildProjector:
    """Keeps one build up to date."""

    def __init__(
        self,
        feed: Feed,
        models: Sequence[ReadModel],
        *,
        log_schema: str,
        build: str,
    ) -> None:
        """Fold the events of `feed` into `build`."""
        self.build = build
        self._feed = GuardedFeed(feed)
        self._models = models
        self._log_schema = sql.Identifier(log_schema)
        self._parked: set[tuple[str, UUID]] | None = None

    def position(self, connection: Connection) -> int:
        """Give the last position folded."""
        row = connection.execute(
            sql.SQL("select position from {}.builds where name = %s").format(self._log_schema),
            [self.build],
        ).fetchone()
        assert row is not None
        return int(row[0])

    def advance(self, connection: Connection) -> int:
        """Fold the next batch in one transaction; give how many events it had."""
        after = self.position(connection)
        events = self._feed.read(after=after, limit=LIVE_BATCH)
        if not events:
            return 0
        self._know_parked(connection)
        try:
            self._fold(connection, events)
        except _OUTAGES:
            self.forget()
            raise
        except Exception:  # noqa: BLE001  (whatever a projection raises is met event by event)
            self.forget()
            self._know_parked(connection)
            for recorded in events:
                self._fold_one(connection, recorded)
        return len(events)

    def forget(self) -> None:
        """Drop what models remember."""
        self._parked = None
        for model in self._models:
            model.forget()

    def _fold(self, connection: Connection, events: Sequence[Recorded[Event]]) -> None:
        with connection.transaction():
            store = LiveStore(connection, self.build)
            for model in self._models:
                self._project(model, events, store)
            store.flush()
            self._checkpoint(connection, events[-1].position)

    def _fold_one(self, connection: Connection, recorded: Recorded[Event]) -> None:
        with connection.transaction():
            store = LiveStore(connection, self.build)
            for model in self._models:
                try:
                    with connection.transaction():
                        self._project(model, [recorded], store)
                        store.flush()
                except _OUTAGES:
                    raise
                except Exception as error:  # noqa: BLE001
                    model.forget()
                    store = LiveStore(connection, self.build)
                    self._park(store, model, recorded, type(error).__name__)
            store.flush()
            self._checkpoint(connection, recorded.position)

    def _project(self, model: ReadModel, events: Sequence[Recorded[Event]], store: Store) -> None:
        assert self._parked is not None
        if self._parked:
            free = []
            for recorded in events:
                if (model.name, recorded.stream) in self._parked:
                    self._park(store, model, recorded, "the stream is parked")
                else:
                    free.append(recorded)
            events = free
        if events:
            model.project(Batch(events, self._feed), store)

    def _park(self, store: Store, model: ReadModel, recorded: Recorded[Event], error: str) -> None:
        assert self._parked is not None
        self._parked.add((model.name, recorded.stream))
        store.add(
            PARKED,
            (
                model.name,
                recorded.stream,
                recorded.position,
                recorded.event.topic,
                isinstance(recorded.event, _VERBS),
                error,
            ),
        )

    def _know_parked(self, connection: Connection) -> None:
        if self._parked is None:
            self._parked = self._parked_streams(connection)

    def _parked_streams(self, connection: Connection) -> set[tuple[str, UUID]]:
        rows = connection.execute(
            sql.SQL("select distinct model, stream from {}").format(PARKED.within(self.build))
        ).fetchall()
        return {(model, stream) for model, stream in rows}

    def _checkpoint(self, connection: Connection, position: int) -> None:
        connection.execute(
            sql.SQL("update {}.builds set position = %s where name = %s").format(self._log_schema),
            [position, self.build],
        )


def fill(
    connection: Connection,
    feed: Feed,
    models: Sequence[ReadModel],
    *,
    log_schema: str,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> str:
    """Make a build from zero, beside whatever serves, in bulk; give its name. It does not serve yet.

    An event a model cannot take ends the bulk way; the build is then filled live, which parks it.
    """
    feed = GuardedFeed(feed)
    name = make_build(connection, log_schema, models)
    try:
        position = _fill_in_bulk(connection, feed, models, name, progress)
    except _OUTAGES:
        raise
    except Exception:  # noqa: BLE001
        position = 0
        for model in models:
            model.forget()
    connection.execute(
        sql.SQL("update {}.builds set position = %s where name = %s").format(
            sql.Identifier(log_schema)
        ),
        [position, name],
    )
    make_ready(connection, log_schema, name, models)
    projector = BuildProjector(feed, models, log_schema=log_schema, build=name)
    projector.forget()
    while projector.advance(connection):
        progress(projector.position(connection), feed.last_position())
    return name


def _fill_in_bulk(
    connection: Connection,
    feed: Feed,
    models: Sequence[ReadModel],
    name: str,
    progress: Callable[[int, int], None],
) -> int:
    """Fold the whole log in memory, copying into tables without indexes, in one transaction."""
    with connection.transaction(), _garbage_kept():
        store = BulkStore(connection, name)
        position = 0
        while events := feed.read(after=position, limit=BULK_BATCH):
            for model in models:
                model.project(Batch(events, feed), store)
            store.flush()
            position = events[-1].position
            progress(position, feed.last_position())
        store.finish()
    for model in models:
        model.forget()
    return position


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


class _garbage_kept:  # noqa: N801  (reads as the statement it is)
    """Hold the garbage collector off: a build makes millions of objects and no rings."""

    def __enter__(self) -> None:
        gc.collect()
        gc.disable()

    def __exit__(self, *error: object) -> None:
        gc.enable()
