"""Attacks on the rows of the read models: any row of any table, edited, deleted or made up."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, LiteralString

from psycopg import sql
from psycopg.rows import dict_row

from projections.catalogue import all_models
from projections.running.builds import tables_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from projections.running.tables import Table
    from support.attacks.world import Connection, World

EDITS: Final[dict[str, LiteralString]] = {
    "int4": "{} + 1",
    "int8": "{} - 1",
    "bool": "not {}",
    "text": "{} || 'x'",
    "uuid": "gen_random_uuid()",
    "date": "{} + 1",
    "timestamptz": "{} + interval '1 day'",
}
"""How a value of a type becomes another."""

KINDS: Final = ("edit", "edit", "delete", "make up")
SEALED: Final = ("box",)


@dataclass(frozen=True)
class Row:
    """A row of a table: where it lies, and what it holds."""

    place: str
    values: dict[str, Any]


@contextmanager
def attacked(world: World, random: Random, count: int) -> Iterator[dict[str, tuple[str, ...]]]:
    """Attack a row of so many tables; give how each may be named, and put the tables back after."""
    with world.master() as master, world.house.read_models.connection() as connection:
        schema = world.house.read_models.reading(connection).schema
        filled = [table for table in tables_of(all_models()) if _rows(master, schema, table)]
        chosen = random.sample(filled, min(count, len(filled)))
        for table in chosen:
            master.execute(
                sql.SQL("create temp table {} as table {}").format(
                    _kept(table), table.within(schema)
                )
            )
        try:
            yield {table.name: _attack(master, schema, table, random) for table in chosen}
        finally:
            for table in chosen:
                master.execute(sql.SQL("delete from {}").format(table.within(schema)))
                master.execute(
                    sql.SQL("insert into {} table {}").format(table.within(schema), _kept(table))
                )


def is_named(faults: Sequence[str], table: str, keys: tuple[str, ...]) -> bool:
    """Tell whether a fault names the row of a table by one of its keys."""
    return any(fault.startswith(f"{table} ({key}): ") for fault in faults for key in keys)


def _attack(master: Connection, schema: str, table: Table, random: Random) -> tuple[str, ...]:
    """Edit, delete or make up one row; give the keys it may be named by."""
    row = random.choice(_rows(master, schema, table))
    kind = random.choice(KINDS)
    if kind == "delete":
        master.execute(
            sql.SQL("delete from {} where ctid = %s::tid").format(table.within(schema)), [row.place]
        )
        return (_key(table, row.values),)
    kinds = _kinds(master, schema, table)
    column = random.choice(
        [
            name
            for name, value in row.values.items()
            if value is not None and kinds[name] in EDITS and name not in SEALED
        ]
    )
    other = sql.SQL(EDITS[kinds[column]]).format(sql.Identifier(column))
    if kind == "edit":
        statement = sql.SQL("update {} set {} = {} where ctid = %s::tid returning *").format(
            table.within(schema), sql.Identifier(column), other
        )
    else:
        values = [other if name == column else sql.Identifier(name) for name in row.values]
        statement = sql.SQL(
            "insert into {0} ({1}) select {2} from {0} where ctid = %s::tid returning *"
        ).format(
            table.within(schema),
            sql.SQL(", ").join(map(sql.Identifier, row.values)),
            sql.SQL(", ").join(values),
        )
    with master.cursor(row_factory=dict_row) as cursor:
        (now,) = cursor.execute(statement, [row.place]).fetchall()
    return (_key(table, row.values), _key(table, now))


def _rows(master: Connection, schema: str, table: Table) -> list[Row]:
    with master.cursor(row_factory=dict_row) as cursor:
        cursor.execute(
            sql.SQL("select ctid::text as ctid_, * from {} order by ctid").format(
                table.within(schema)
            )
        )
        return [Row(each.pop("ctid_"), each) for each in cursor]


def _kinds(master: Connection, schema: str, table: Table) -> dict[str, str]:
    return dict(
        master.execute(
            "select attname, typname from pg_attribute join pg_type on pg_type.oid = atttypid"
            " where attrelid = %s::regclass and attnum > 0",
            [f"{schema}.{table.name}"],
        ).fetchall()
    )


def _key(table: Table, values: dict[str, Any]) -> str:
    """Say what names a row: of a version its key and first position, otherwise all but what is sealed."""
    names = [name for name in table.column_names if name not in SEALED]
    if table.key_columns:
        names = [*table.column_names[: table.key_columns], "from_position"]
    return ", ".join(f"{name}={values[name]}" for name in names)


def _kept(table: Table) -> sql.Identifier:
    return sql.Identifier("pg_temp", f"kept_{table.name}")
