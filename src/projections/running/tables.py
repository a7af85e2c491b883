"""Tables of read models, and the two ways to write them: live, batch by batch, and in bulk.

Rows are added, or versioned: a version says from which position to which it held, and is never
overwritten. Both ways leave the same rows; a test holds them equal.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, LiteralString

from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Sequence

    import psycopg

NOW: Final = 9_223_372_036_854_775_807
"""The `to_position` of a version that still holds."""

Values = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: `columns` are (name, SQL type) pairs, `indexes` the column lists to index.

    With `key_columns` > 0 the first so many columns name what a row is a version of, and
    `from_position` and `to_position` are added behind the columns.
    """

    name: LiteralString
    columns: tuple[tuple[LiteralString, LiteralString], ...]
    indexes: tuple[LiteralString, ...] = ()
    key_columns: int = 0

    @property
    def column_names(self) -> tuple[LiteralString, ...]:
        """Every column, in order."""
        names = tuple(name for name, _ in self.columns)
        return (*names, "from_position", "to_position") if self.key_columns else names

    def create(self, schema: str) -> sql.Composed:
        """The statement that makes the table."""
        columns = [f"{name} {kind}" for name, kind in self.columns]
        if self.key_columns:
            columns += ["from_position bigint not null", "to_position bigint not null"]
        return sql.SQL("create table {} (" + ", ".join(columns) + ")").format(self.within(schema))

    def create_indexes(self, schema: str) -> list[sql.Composed]:
        """The statements that index it, to be run when a build has been filled."""
        indexes = list(self.indexes)
        if self.key_columns:
            key = ", ".join(self.column_names[: self.key_columns])
            indexes.append(f"({key}) where to_position = {NOW}")
        return [
            sql.SQL("create index on {} " + index).format(self.within(schema)) for index in indexes
        ]

    def within(self, schema: str) -> sql.Identifier:
        """The table's full name."""
        return sql.Identifier(schema, self.name)


class Store(ABC):
    """Where a projection writes. Reading its own tables sees what was written before."""

    def __init__(self, connection: psycopg.Connection[tuple[Any, ...]], schema: str) -> None:
        """Write to the tables of one build."""
        self.connection = connection
        self.schema = schema
        self._rows: defaultdict[Table, list[Values]] = defaultdict(list)

    def add(self, table: Table, row: Values) -> None:
        """Add a row for good."""
        self._rows[table].append(row)

    @abstractmethod
    def put(self, table: Table, key: Values, values: Values, position: int) -> None:
        """Let `key` have these values from `position` on."""

    @abstractmethod
    def end(self, table: Table, key: Values, position: int) -> None:
        """Let `key` have no values from `position` on."""

    @abstractmethod
    def flush(self) -> None:
        """Send what waits to the database."""

    @property
    @abstractmethod
    def in_bulk(self) -> bool:
        """Whether this is a build from zero, which remembers instead of looking up."""

    def rows(self, query: LiteralString, parameters: Sequence[object]) -> list[Any]:
        """Read own tables, `{schema}` naming the build's schema."""
        self.flush()
        composed = sql.SQL(query).format(schema=sql.Identifier(self.schema))
        return self.connection.execute(composed, parameters).fetchall()

    def _copy(self) -> None:
        for table, rows in self._rows.items():
            if not rows:
                continue
            columns = sql.SQL(", ").join(sql.Identifier(name) for name in table.column_names)
            statement = sql.SQL("copy {} ({}) from stdin").format(
                table.within(self.schema), columns
            )
            with self.connection.cursor() as cursor, cursor.copy(statement) as copy:
                for row in rows:
                    copy.write_row(row)
            rows.clear()


class LiveStore(Store):
    """Writes one batch inside the projector's transaction."""

    def __init__(self, connection: psycopg.Connection[tuple[Any, ...]], schema: str) -> None:
        """Write to the tables of one build."""
        super().__init__(connection, schema)
        self._versions: defaultdict[Table, dict[Values, list[tuple[int, Values | None]]]]
        self._versions = defaultdict(dict)

    @property
    def in_bulk(self) -> bool:
        """No."""
        return False

    def put(self, table: Table, key: Values, values: Values, position: int) -> None:
        """Let `key` have these values from `position` on."""
        self._version(table, key, position, values)

    def end(self, table: Table, key: Values, position: int) -> None:
        """Let `key` have no values from `position` on."""
        self._version(table, key, position, None)

    def flush(self) -> None:
        """Close the versions that ended, then copy the new rows."""
        for table, versions in self._versions.items():
            if versions:
                self._close(table, versions)
                self._add_versions(table, versions)
        self._versions.clear()
        self._copy()

    def _version(self, table: Table, key: Values, position: int, values: Values | None) -> None:
        steps = self._versions[table].setdefault(key, [])
        if steps and steps[-1][0] == position:
            steps.pop()
        steps.append((position, values))

    def _close(self, table: Table, versions: dict[Values, list[tuple[int, Values | None]]]) -> None:
        kinds = table.columns[: table.key_columns]
        lists: list[list[object]] = [list(column) for column in zip(*versions, strict=True)]
        lists.append([steps[0][0] for steps in versions.values()])
        arrays = ", ".join(["%s::" + kind.split(" ")[0] + "[]" for _, kind in kinds])
        names = ", ".join(f"k{n}" for n in range(len(kinds)))
        same = " and ".join(f"t.{name} = k.k{n}" for n, (name, _) in enumerate(kinds))
        statement = sql.SQL(
            "update {} as t set to_position = k.ended from unnest("
            + arrays
            + ", %s::bigint[]) as k("
            + names
            + ", ended) where "
            + same
            + f" and t.to_position = {NOW}"
        ).format(table.within(self.schema))
        self.connection.execute(statement, lists)

    def _add_versions(
        self, table: Table, versions: dict[Values, list[tuple[int, Values | None]]]
    ) -> None:
        for key, steps in versions.items():
            ends = [position for position, _ in steps[1:]] + [NOW]
            for (start, values), end in zip(steps, ends, strict=True):
                if values is not None:
                    self._rows[table].append((*key, *values, start, end))


class BulkStore(Store):
    """Fills a build from zero: versions that still hold wait in memory until `finish`."""

    FLUSH_AT_ROWS: Final = 50_000

    def __init__(self, connection: psycopg.Connection[tuple[Any, ...]], schema: str) -> None:
        """Write to the tables of one build."""
        super().__init__(connection, schema)
        self._open: defaultdict[Table, dict[Values, tuple[int, Values]]] = defaultdict(dict)

    @property
    def in_bulk(self) -> bool:
        """Yes."""
        return True

    def put(self, table: Table, key: Values, values: Values, position: int) -> None:
        """Let `key` have these values from `position` on."""
        self.end(table, key, position)
        self._open[table][key] = (position, values)

    def end(self, table: Table, key: Values, position: int) -> None:
        """Let `key` have no values from `position` on."""
        held = self._open[table].pop(key, None)
        if held is not None and held[0] < position:
            self._rows[table].append((*key, *held[1], held[0], position))

    def flush(self) -> None:
        """Copy what has been closed, when there is enough of it."""
        if sum(map(len, self._rows.values())) >= self.FLUSH_AT_ROWS:
            self._copy()

    def finish(self) -> None:
        """Copy everything, the versions that still hold included."""
        for table, versions in self._open.items():
            for key, (start, values) in versions.items():
                self._rows[table].append((*key, *values, start, NOW))
        self._open.clear()
        self._copy()
