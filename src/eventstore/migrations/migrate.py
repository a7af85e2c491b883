"""Numbered plain-SQL migrations, each run once, in order, under an advisory lock.

Any number of processes may start on an empty database at once: one migrates, the others wait and
find the work done. A migration that was run is never edited; its checksum is kept and compared.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from importlib.resources import files

import psycopg

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


class MigrationChanged(Exception):
    """已执行过的数据库迁移被改动。 | A migration that was already run has been edited."""


class UnfitName(ValueError):
    """数据库模式名或角色名不合规则。 | A schema or role name must be lower-case letters and digits."""


@dataclass(frozen=True)
class Migration:
    """One file: its number, its name and its text."""

    number: int
    name: str
    text: str

    @property
    def checksum(self) -> str:
        """SHA-256 of the text, in hex."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def migrations() -> list[Migration]:
    """Give the shipped migrations in order."""
    shipped = [
        Migration(int(path.name[:4]), path.name, path.read_text(encoding="utf-8"))
        for path in files("eventstore.migrations").iterdir()
        if path.name.endswith(".sql")
    ]
    return sorted(shipped, key=lambda migration: migration.number)


def migrate(owner_url: str, *, schema: str, service_role: str) -> int:
    """Bring `schema` up to date as its owner; give how many migrations were run.

    Raises `MigrationChanged` when a migration on record differs from the one shipped.
    """
    for name in (schema, service_role):
        if not _NAME.fullmatch(name):
            raise UnfitName(name)
    with psycopg.connect(owner_url, connect_timeout=10) as connection:
        connection.execute(
            "select pg_advisory_xact_lock(hashtextextended('lianxin migrations ' || %s, 0))",
            [schema],
        )
        known = connection.execute(
            "select to_regclass(%s) is not null", [f"{schema}.migrations"]
        ).fetchone()
        if known is None or not known[0]:
            _begin(connection, schema)
        rows = connection.execute(
            _sql("select number, checksum from :schema.migrations", schema, service_role)
        ).fetchall()
        done: dict[int, str] = dict(rows)
        todo = [migration for migration in migrations() if migration.number not in done]
        for migration in migrations():
            if done.get(migration.number, migration.checksum) != migration.checksum:
                raise MigrationChanged(migration.name)
        for migration in todo:
            connection.execute(_sql(migration.text, schema, service_role))
            connection.execute(
                _sql(
                    "insert into :schema.migrations (number, name, checksum) values (%s, %s, %s)",
                    schema,
                    service_role,
                ),
                [migration.number, migration.name, migration.checksum],
            )
        return len(todo)


def _begin(connection: psycopg.Connection[tuple[object, ...]], schema: str) -> None:
    connection.execute(_sql("create schema if not exists :schema", schema, schema))
    connection.execute(
        _sql(
            "create table :schema.migrations (number int primary key, name text not null,"
            " checksum text not null, run_at timestamptz not null default clock_timestamp())",
            schema,
            schema,
        )
    )


def _sql(text: str, schema: str, service_role: str) -> bytes:
    """Put in the two names, which were checked to be plain words: identifiers take no parameters."""
    return text.replace(":schema", schema).replace(":service", service_role).encode()
