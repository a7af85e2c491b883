"""Fills a build from zero, beside whatever serves."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any, Final

import psycopg
from psycopg import sql

from projections.running.batch import Batch, GuardedFeed
from projections.running.build_projector import OUTAGES, BuildProjector
from projections.running.builds import make_build, make_ready
from projections.running.tables import BulkStore

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from projections.running.batch import Feed
    from projections.running.model import ReadModel

    Connection = psycopg.Connection[tuple[Any, ...]]

BULK_BATCH: Final = 5_000


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
    name = make_build(connection, log_schema, models)
    return fill_build(connection, feed, models, log_schema=log_schema, name=name, progress=progress)


def fill_build(
    connection: Connection,
    feed: Feed,
    models: Sequence[ReadModel],
    *,
    log_schema: str,
    name: str,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> str:
    """Fill a build that was just made; give its name."""
    feed = GuardedFeed(feed)
    try:
        position = _fill_in_bulk(connection, feed, models, name, progress)
    except OUTAGES:
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


class _garbage_kept:  # noqa: N801  (reads as the statement it is)
    """Hold the garbage collector off: a build makes millions of objects and no rings."""

    def __enter__(self) -> None:
        gc.collect()
        gc.disable()

    def __exit__(self, *error: object) -> None:
        gc.enable()
