"""Who may read the views for dashboards: one role for each log, which can read nothing else."""

from __future__ import annotations

from typing import Any, Final

import psycopg
from psycopg import sql

Connection = psycopg.Connection[tuple[Any, ...]]

MAKE: Final = "create role {} nologin"


class RoleNotMade(Exception):
    """所用的数据库角色不能创建角色, 请管理员先执行:
    | This database role may not make roles; let the administrator run first:
    """


def reporting_schema(schema: str) -> str:
    """Name the schema of the views."""
    return f"{schema}_reporting"


def reporting_role(schema: str) -> str:
    """Name the role that may read them."""
    return f"lianxin_reporting_{schema}"


def grant_reporting(administrator_url: str, *, schema: str, password: str | None) -> str:
    """Let the role read the views, making it where it is missing; give its name.

    With a password it may sign in, without one it is only granted to others. Raises `RoleNotMade`.
    """
    name = reporting_role(schema)
    role, views = sql.Identifier(name), sql.Identifier(reporting_schema(schema))
    with psycopg.connect(administrator_url, connect_timeout=10) as connection:
        if not _is_there(connection, name):
            make = sql.SQL(MAKE).format(role)
            try:
                connection.execute(make)
            except psycopg.errors.InsufficientPrivilege as error:
                raise RoleNotMade(make.as_string(connection)) from error
        if password is not None:
            connection.execute(
                sql.SQL("alter role {} login password {}").format(role, sql.Literal(password))
            )
        for grant in (
            "grant usage on schema {} to {}",
            "grant select on all tables in schema {} to {}",
            "grant execute on all functions in schema {} to {}",
        ):
            connection.execute(sql.SQL(grant).format(views, role))
        connection.execute(
            sql.SQL("alter role {} set default_transaction_read_only = on").format(role)
        )
        connection.execute(sql.SQL("alter role {} set search_path = {}").format(role, views))
    return name


def revoke_reporting(administrator_url: str, *, schema: str) -> str:
    """Let the role read nothing and sign in no more; give its name."""
    name = reporting_role(schema)
    role, views = sql.Identifier(name), sql.Identifier(reporting_schema(schema))
    with psycopg.connect(administrator_url, connect_timeout=10) as connection:
        if _is_there(connection, name):
            for revoke in (
                "revoke execute on all functions in schema {} from {}",
                "revoke select on all tables in schema {} from {}",
                "revoke usage on schema {} from {}",
            ):
                connection.execute(sql.SQL(revoke).format(views, role))
            connection.execute(sql.SQL("alter role {} nologin").format(role))
    return name


def _is_there(connection: Connection, name: str) -> bool:
    found = connection.execute("select from pg_roles where rolname = %s", [name]).fetchone()
    return found is not None
