"""The read models as of a past position, in a schema of their own, to look around in.

A replay is a build that nobody serves from and no projector moves on: it stays at its position
until it is dropped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import psycopg
from psycopg import sql

from projections.figures.figure import Reading
from projections.running.builds import drop_build, is_build_name, make_build, shape_of
from projections.running.filling import fill_build

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from domain.history import Event, Recorded
    from projections.running.batch import Feed
    from projections.running.model import ReadModel

    Connection = psycopg.Connection[tuple[Any, ...]]

_MARK: Final = "replay of "


class ReplayNameTaken(Exception):
    """该名称已被占用, 请换一个或先用 --drop 删除。 | The name is taken: choose another, or --drop it."""


class NoSuchReplay(Exception):
    """没有这个回放。 | There is no such replay."""


class ReplayOfAnotherShape(Exception):
    """该回放由另一版本生成, 请删除后重做。 | The replay was made by another release; make it again."""


class ReplayNameUnfit(ValueError):
    """名称须为小写字母、数字和下划线。 | The name must be lower-case letters, digits and underscores."""


class FeedUntil:
    """A feed that ends at a position, as if nothing had been recorded since."""

    def __init__(self, feed: Feed, position: int) -> None:
        """End `feed` at `position`."""
        self._feed = feed
        self._position = position

    def read(self, *, after: int, limit: int) -> list[Recorded[Event]]:
        """Give up to `limit` events after a position, none behind the end."""
        left = min(limit, self._position - after)
        return self._feed.read(after=after, limit=left) if left > 0 else []

    def history(self, stream: UUID, *, through: int | None = None) -> list[Recorded[Event]]:
        """Give a stream as it was at a position, none of it behind the end."""
        until = self._position if through is None else min(through, self._position)
        return self._feed.history(stream, through=until)

    def last_position(self) -> int:
        """Give the end."""
        return min(self._position, self._feed.last_position())


def replay(
    connection: Connection,
    feed: Feed,
    models: Sequence[ReadModel],
    *,
    log_schema: str,
    position: int,
    name: str | None = None,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> str:
    """Build the read models as of `position`; give the name of the schema.

    Raises `ReplayNameTaken` and `ReplayNameUnfit`.
    """
    name = name or f"{log_schema}_replay_{position}"
    if not is_build_name(name):
        raise ReplayNameUnfit(name)
    try:
        make_build(connection, log_schema, models, name=name, shape=_MARK + shape_of(models))
    except (psycopg.errors.DuplicateSchema, psycopg.errors.UniqueViolation) as error:
        raise ReplayNameTaken(name) from error
    until = FeedUntil(feed, position)
    return fill_build(
        connection, until, models, log_schema=log_schema, name=name, progress=progress
    )


def replays(connection: Connection, log_schema: str) -> dict[str, int]:
    """Give every replay's name and position."""
    rows = connection.execute(
        sql.SQL(
            "select name, position from {}.builds where starts_with(shape, %s) order by made_at"
        ).format(sql.Identifier(log_schema)),
        [_MARK],
    ).fetchall()
    return dict(rows)


def reading_of_replay(
    connection: Connection, log_schema: str, name: str, models: Sequence[ReadModel]
) -> Reading:
    """Give where to read a replay. Raises `NoSuchReplay` and `ReplayOfAnotherShape`."""
    row = connection.execute(
        sql.SQL(
            "select position, shape from {}.builds where name = %s and starts_with(shape, %s)"
        ).format(sql.Identifier(log_schema)),
        [name, _MARK],
    ).fetchone()
    if row is None:
        raise NoSuchReplay(name)
    position, shape = row
    if shape != _MARK + shape_of(models):
        raise ReplayOfAnotherShape(name)
    return Reading(name, position, open=False)


def drop_replay(connection: Connection, log_schema: str, name: str) -> None:
    """Drop a replay, and nothing else. Raises `NoSuchReplay`."""
    if name not in replays(connection, log_schema):
        raise NoSuchReplay(name)
    drop_build(connection, log_schema, name)
