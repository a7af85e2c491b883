"""Builds: each a whole set of read models in a schema of its own, and the pointer to one that serves.

A build of the same shape is switched to by one UPDATE of the pointer row; requests read pointer and
position first and name that schema and that position in all their SQL. A release of another shape
reads only its own.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

import psycopg
from psycopg import sql
from psycopg_pool import ConnectionPool, PoolTimeout

from projections.figures.figure import Reading
from projections.running.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from projections.running.model import ReadModel

Connection = psycopg.Connection[tuple[Any, ...]]

PARKED: Final = Table(
    "parked",
    (
        ("model", 'text collate "C" not null'),
        ("stream", "uuid not null"),
        ("position", "bigint not null"),
        ("topic", 'text collate "C" not null'),
        ("verb", "boolean not null"),
        ("error", 'text collate "C" not null'),
    ),
    indexes=("(stream)", "(position)"),
)

# A plan for no values in particular took 14 s for M05 where one for those asked takes 0.1 s.
_OPTIONS: Final = "-c timezone=UTC -c jit=off -c plan_cache_mode=force_custom_plan"

_BUILD_NAME = re.compile(r"[a-z][a-z0-9_]{0,60}")


class NothingToRead(Exception):
    """统计视图正在准备, 请稍候。 | The read models are being prepared; please wait."""


class ReadModelsUnavailable(Exception):
    """数据库暂时无法连接, 请稍后再试。 | The database cannot be reached; please try again."""


@dataclass(frozen=True, slots=True)
class Build:
    """A build on record."""

    name: str
    shape: str
    position: int
    ready: bool
    serving: bool


@dataclass(frozen=True, slots=True)
class LastRefold:
    """What the last comparison with a refold from zero came to."""

    checked_at: datetime
    position: int
    differing: int


def shape_of(models: Sequence[ReadModel]) -> str:
    """Give the digest of all tables and versions: builds of one shape can stand in for each other."""
    parts = [
        f"{model.name} {model.version} {table.create('shape').as_string()}"
        for model in models
        for table in model.tables
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


class ReadModels:
    """The read models of one log as requests see them."""

    def __init__(
        self,
        url: str,
        *,
        schema: str,
        models: Sequence[ReadModel],
        connections_max: int = 16,
        connection_class: type[Connection] = psycopg.Connection,
    ) -> None:
        """Connect lazily to the database at `url`.

        A `connection_class` that gives up in time lets a database that stands still be answered as
        unavailable.
        """
        self.url = url
        self.schema = schema
        self.shape = shape_of(models)
        self._log = sql.Identifier(schema)
        self._pool = ConnectionPool(
            url,
            connection_class=connection_class,
            min_size=1,
            max_size=connections_max,
            timeout=1.5,
            reconnect_timeout=5,
            kwargs={"autocommit": True, "connect_timeout": 2, "options": _OPTIONS},
            # A connection that died while idle must not cost anybody an answer.
            check=ConnectionPool.check_connection,
            open=True,
            name="read models",
        )

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Lend a connection for one answer. Raises `ReadModelsUnavailable`."""
        try:
            with self._pool.connection() as connection:
                yield connection
        except (psycopg.OperationalError, PoolTimeout) as error:
            raise ReadModelsUnavailable from error

    def reading(self, connection: Connection, *, position: int | None = None) -> Reading:
        """Give where to read now, or as of a past position. Raises `NothingToRead`."""
        row = connection.execute(
            sql.SQL(
                "select b.name, b.position from {log}.reading r"
                " join {log}.builds b on b.name = r.build where r.shape = %s"
            ).format(log=self._log),
            [self.shape],
        ).fetchone()
        if row is None:
            raise NothingToRead
        name, folded = row
        if position is None or position >= folded:
            return Reading(name, folded, open=True)
        return Reading(name, position, open=False)

    def former(self, connection: Connection) -> str | None:
        """Name the build that served before the one that serves, if it was kept."""
        ours = [
            build.name
            for build in self.builds(connection)
            if build.shape == self.shape and build.ready and not build.serving
        ]
        return ours[-1] if ours else None

    def position(self) -> int:
        """Tell how far the serving build is folded; 0 while there is none."""
        with self.connection() as connection:
            try:
                return self.reading(connection).position
            except NothingToRead:
                return 0

    def parked(self, connection: Connection, reading: Reading) -> int:
        """Count the events that could not be folded up to a reading."""
        row = connection.execute(
            sql.SQL("select count(*) from {} where position <= %s").format(
                PARKED.within(reading.schema)
            ),
            [reading.position],
        ).fetchone()
        assert row is not None
        return int(row[0])

    def last_refold(self, connection: Connection) -> LastRefold | None:
        """Tell what the last comparison with a refold came to; None before the first."""
        row = connection.execute(
            sql.SQL("select checked_at, position, differing from {}.refolded").format(self._log)
        ).fetchone()
        return None if row is None else LastRefold(*row)

    def builds(self, connection: Connection) -> list[Build]:
        """List every build on record."""
        rows = connection.execute(
            sql.SQL(
                "select b.name, b.shape, b.position, b.state = 'ready', r.build is not null"
                " from {log}.builds b left join {log}.reading r on r.build = b.name"
                " order by b.made_at"
            ).format(log=self._log)
        ).fetchall()
        return [Build(*row) for row in rows]


def is_build_name(name: str) -> bool:
    """Whether a build can be called so."""
    return _BUILD_NAME.fullmatch(name) is not None


def make_build(
    connection: Connection,
    log_schema: str,
    models: Sequence[ReadModel],
    *,
    name: str | None = None,
    shape: str | None = None,
) -> str:
    """Make an empty build: its schema and tables, without indexes. Give its name.

    Under a `shape` that no release has, it never serves and is never moved on.
    """
    name = name or f"{log_schema}_{shape_of(models)[:6]}_{uuid4().hex[:6]}"
    assert is_build_name(name)
    with connection.transaction():
        connection.execute(sql.SQL("create schema {}").format(sql.Identifier(name)))
        for table in tables_of(models):
            connection.execute(table.create(name))
        connection.execute(
            sql.SQL("insert into {}.builds (name, shape) values (%s, %s)").format(
                sql.Identifier(log_schema)
            ),
            [name, shape or shape_of(models)],
        )
        open_to_reporting(connection, log_schema, name)
    return name


def open_to_reporting(connection: Connection, log_schema: str, name: str) -> None:
    """Let the owner of the log read a build: its views for dashboards answer with its rights."""
    row = connection.execute(
        "select pg_get_userbyid(nspowner) from pg_namespace where nspname = %s", [log_schema]
    ).fetchone()
    assert row is not None
    schema, owner = sql.Identifier(name), sql.Identifier(row[0])
    connection.execute(sql.SQL("grant usage on schema {} to {}").format(schema, owner))
    connection.execute(
        sql.SQL("grant select on all tables in schema {} to {}").format(schema, owner)
    )


def make_ready(
    connection: Connection, log_schema: str, name: str, models: Sequence[ReadModel]
) -> None:
    """Index a filled build and mark it ready to serve."""
    for table in tables_of(models):
        for statement in table.create_indexes(name):
            connection.execute(statement)
        connection.execute(sql.SQL("analyze {}").format(table.within(name)))
    connection.execute(
        sql.SQL("update {}.builds set state = 'ready' where name = %s").format(
            sql.Identifier(log_schema)
        ),
        [name],
    )


def switch_to(connection: Connection, log_schema: str, name: str) -> None:
    """Let a ready build serve all requests of its shape from now on."""
    connection.execute(
        sql.SQL(
            "insert into {log}.reading (shape, build) select shape, name from {log}.builds"
            " where name = %s and state = 'ready'"
            " on conflict (shape) do update set build = excluded.build"
        ).format(log=sql.Identifier(log_schema)),
        [name],
    )


def drop_build(connection: Connection, log_schema: str, name: str) -> None:
    """Drop a build that does not serve."""
    with connection.transaction():
        connection.execute(
            sql.SQL("delete from {}.builds where name = %s").format(sql.Identifier(log_schema)),
            [name],
        )
        connection.execute(sql.SQL("drop schema {} cascade").format(sql.Identifier(name)))


def tables_of(models: Sequence[ReadModel]) -> list[Table]:
    """Every table of a build."""
    return [PARKED, *(table for model in models for table in model.tables)]


def digest(connection: Connection, name: str, models: Sequence[ReadModel]) -> dict[str, str]:
    """Give, by table, the sum modulo 2^256 of its row hashes: the same however history was split."""
    digests = {}
    for table in tables_of(models):
        total = 0
        columns = sql.SQL(", ").join(sql.Identifier(column) for column in table.column_names)
        statement = sql.SQL("copy (select {} from {}) to stdout").format(
            columns, table.within(name)
        )
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            for line in _lines(copy):
                total += int.from_bytes(hashlib.sha256(line).digest(), "big")
        digests[table.name] = f"{total % (1 << 256):064x}"
    return digests


def _lines(copy: psycopg.Copy) -> Iterator[bytes]:
    for block in copy:
        yield from bytes(block).splitlines()
