"""A real PostgreSQL for the tests: one server a session, one database a test."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
from psycopg import conninfo, sql

from eventstore.migrations.migrate import migrate
from eventstore.migrations.provision import OWNER_ROLE, SERVICE_ROLE, provision

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA = "lianxin"
TEMPLATE = f"lianxin_template_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"


@dataclass(frozen=True)
class Database:
    """One database, as its administrator, its owner and the service see it."""

    name: str
    administrator_url: str

    @property
    def owner_url(self) -> str:
        """Connect as the owner, who migrates."""
        return conninfo.make_conninfo(self.administrator_url, user=OWNER_ROLE)

    @property
    def service_url(self) -> str:
        """Connect as the service."""
        return conninfo.make_conninfo(self.administrator_url, user=SERVICE_ROLE)


def prepare_template(server_url: str) -> None:
    """Make the migrated database that each test's database is copied from."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(
            sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(TEMPLATE))
        )
    provision(server_url, database=TEMPLATE)
    owner_url = conninfo.make_conninfo(server_url, dbname=TEMPLATE, user=OWNER_ROLE)
    migrate(owner_url, schema=SCHEMA, service_role=SERVICE_ROLE)


def fresh_database(server_url: str, *, template: str = TEMPLATE) -> Iterator[Database]:
    """Lend a database of its own, and drop it afterwards."""
    name = f"test_{uuid4().hex[:12]}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(
            sql.SQL("create database {} template {} strategy file_copy owner {}").format(
                sql.Identifier(name), sql.Identifier(template), sql.Identifier(OWNER_ROLE)
            )
        )
        connection.execute(
            sql.SQL("grant create on database {} to {}").format(
                sql.Identifier(name), sql.Identifier(SERVICE_ROLE)
            )
        )
    yield Database(name, conninfo.make_conninfo(server_url, dbname=name))
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))
