"""The two roles and the database of a server that is all ours.

The owner role runs migrations; the service role may read the log and call its append functions,
and keeps read models in schemas of its own making.
"""

from __future__ import annotations

from typing import Final

import psycopg
from psycopg import sql

OWNER_ROLE: Final = "lianxin_owner"
SERVICE_ROLE: Final = "lianxin_service"


def provision(administrator_url: str, *, database: str) -> None:
    """Make roles and database where they are missing; any number of processes may call it at once."""
    with psycopg.connect(administrator_url, autocommit=True, connect_timeout=10) as connection:
        connection.execute("select pg_advisory_lock(hashtextextended('lianxin provision', 0))")
        for role in (OWNER_ROLE, SERVICE_ROLE):
            if not _exists(connection, "select from pg_roles where rolname = %s", role):
                connection.execute(sql.SQL("create role {} login").format(sql.Identifier(role)))
        if not _exists(connection, "select from pg_database where datname = %s", database):
            connection.execute(
                sql.SQL("create database {} owner {}").format(
                    sql.Identifier(database), sql.Identifier(OWNER_ROLE)
                )
            )
        connection.execute(
            sql.SQL("grant create on database {} to {}").format(
                sql.Identifier(database), sql.Identifier(SERVICE_ROLE)
            )
        )


def _exists(
    connection: psycopg.Connection[tuple[object, ...]],
    query: str,
    name: str,
) -> bool:
    return connection.execute(query.encode(), [name]).fetchone() is not None
