"""Keeps one build up to date: exactly once, parking what a model cannot take.

Tables and checkpoint of a batch commit together. An event that a model cannot take is parked with
that stream's later events, for that model alone; everything else goes on, and the hole is shown on
each figure it touches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import psycopg
from psycopg import sql

from domain.history import Corrected, Voided, VoidReverted
from projections.running.batch import Batch, FeedUnavailable, GuardedFeed
from projections.running.builds import PARKED
from projections.running.tables import LiveStore

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from domain.history import Event, Recorded
    from projections.running.batch import Feed
    from projections.running.model import ReadModel
    from projections.running.tables import Store

    Connection = psycopg.Connection[tuple[Any, ...]]

LIVE_BATCH: Final = 500
OUTAGES: Final = (psycopg.OperationalError, FeedUnavailable)
"""What is no fault of any projection: try again when it is over."""

_VERBS = (Corrected, Voided, VoidReverted)


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
        except OUTAGES:
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
                except OUTAGES:
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
