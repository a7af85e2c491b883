"""The read models folded again from zero and compared: a row that somebody edited is named.

The refold stands in a schema of its own, which nobody serves from, and goes when it has been compared.
One refold at a time: whoever holds its lock also takes away what a killed one left behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

import psycopg
from psycopg import sql

from projections.running.build_projector import BuildProjector
from projections.running.builds import drop_build, make_build, tables_of
from projections.running.comparing import differing_tables, position_of_build, snapshot
from projections.running.filling import fill_build
from projections.running.replay import FeedUntil

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from projections.running.batch import Feed
    from projections.running.model import ReadModel
    from projections.running.tables import Table

    Connection = psycopg.Connection[tuple[Any, ...]]
    Models = Callable[[], Sequence[ReadModel]]

ROWS_MAX: Final = 100
TRIES: Final = 20

_SHAPE: Final = "refold"
_SEALED: Final = ("box",)


class RefoldUnderWay(Exception):
    """另一次重算正在进行。 | Another refold is under way."""


class RefoldOvertaken(Exception):
    """写入太忙, 未能与重算对齐, 请稍后再试。 | Too much is written to compare; try again later."""


@dataclass(frozen=True, slots=True)
class RowDifference:
    """A row that differs: its table, what names it, and how: changed, added or removed."""

    table: str
    key: str
    how: str


@dataclass(frozen=True, slots=True)
class Refolded:
    """What a comparison came to as of `position`: how many tables, and the rows that differ."""

    position: int
    tables: int
    differing: tuple[RowDifference, ...]


def refold(
    connection: Connection,
    feed: Feed,
    models: Models,
    *,
    log_schema: str,
    serving: str,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Refolded:
    """Fold the log from zero and compare it with `serving`, table by table.

    Raises `RefoldUnderWay` and `RefoldOvertaken`.
    """
    lock = [f"lianxin refold {log_schema}"]
    taken = connection.execute("select pg_try_advisory_lock(hashtextextended(%s, 0))", lock)
    if taken.fetchone() != (True,):
        raise RefoldUnderWay
    try:
        _clear(connection, log_schema)
        return _refold(connection, feed, models, log_schema, serving=serving, progress=progress)
    finally:
        _clear(connection, log_schema)
        connection.execute("select pg_advisory_unlock(hashtextextended(%s, 0))", lock)


def keep_result(connection: Connection, log_schema: str, found: Refolded) -> None:
    """Keep what a comparison came to, for health and metrics."""
    connection.execute(
        sql.SQL(
            "insert into {}.refolded (checked_at, position, differing)"
            " values (clock_timestamp(), %s, %s) on conflict (only_row) do update set"
            " checked_at = excluded.checked_at, position = excluded.position,"
            " differing = excluded.differing"
        ).format(sql.Identifier(log_schema)),
        [found.position, len(found.differing)],
    )


def _clear(connection: Connection, log_schema: str) -> None:
    rows = connection.execute(
        sql.SQL("select name from {}.builds where shape = %s").format(sql.Identifier(log_schema)),
        [_SHAPE],
    ).fetchall()
    for (name,) in rows:
        drop_build(connection, log_schema, name)


def _refold(
    connection: Connection,
    feed: Feed,
    models: Models,
    log_schema: str,
    *,
    serving: str,
    progress: Callable[[int, int], None],
) -> Refolded:
    position = position_of_build(connection, log_schema, serving)
    name = make_build(
        connection,
        log_schema,
        models(),
        name=f"{log_schema}_refold_{uuid4().hex[:6]}",
        shape=_SHAPE,
    )
    until = FeedUntil(feed, position)
    fill_build(connection, until, models(), log_schema=log_schema, name=name, progress=progress)
    for _ in range(TRIES):
        with snapshot(connection):
            reached = position_of_build(connection, log_schema, serving)
            if reached == position_of_build(connection, log_schema, name):
                return _compare(connection, serving, name, models(), reached)
        projector = BuildProjector(
            FeedUntil(feed, reached), models(), log_schema=log_schema, build=name
        )
        while projector.advance(connection):
            pass
    raise RefoldOvertaken


def _compare(
    connection: Connection, serving: str, name: str, models: Sequence[ReadModel], position: int
) -> Refolded:
    tables = tables_of(models)
    differing = differing_tables(connection, serving, name, models)
    rows = [
        row
        for table in tables
        if table.name in differing
        for row in _rows_of(connection, table, serving, name)
    ]
    return Refolded(position, len(tables), tuple(rows))


def _rows_of(
    connection: Connection, table: Table, serving: str, refolded: str
) -> list[RowDifference]:
    """Name the first rows that one of the two has and the other has not."""
    here = _missing_from(connection, table, serving, refolded)
    there = _missing_from(connection, table, refolded, serving)
    return [
        RowDifference(
            table.name,
            key,
            "改动 changed"
            if key in here and key in there
            else "多出 added"
            if key in here
            else "缺少 removed",
        )
        for key in sorted({*here, *there})[:ROWS_MAX]
    ]


def _missing_from(connection: Connection, table: Table, one: str, other: str) -> set[str]:
    columns = sql.SQL(", ").join(map(sql.Identifier, table.column_names))
    rows = connection.execute(
        sql.SQL(
            "select {columns} from {one} except all select {columns} from {other}"
            " order by {columns} limit %s"
        ).format(columns=columns, one=table.within(one), other=table.within(other)),
        [ROWS_MAX],
    ).fetchall()
    return {_key(table, row) for row in rows}


def _key(table: Table, row: tuple[Any, ...]) -> str:
    """Say what names a row: of a version its key and first position, otherwise all but what is sealed."""
    named = dict(zip(table.column_names, row, strict=True))
    if table.key_columns:
        names = (*table.column_names[: table.key_columns], "from_position")
        return ", ".join(f"{name}={named[name]}" for name in names)
    return ", ".join(f"{name}={value}" for name, value in named.items() if name not in _SEALED)
