"""Migrations run once, in order, whoever comes at the same time; edited ones are refused."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg import conninfo

from eventstore.log import Log
from eventstore.migrations import migrate as migrate_module
from eventstore.migrations.migrate import MigrationChanged, UnfitName, migrate, migrations
from eventstore.migrations.provision import OWNER_ROLE, SERVICE_ROLE, provision
from support.database import SCHEMA, fresh_database
from support.histories import id_of
from support.logs import FORM, append

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.database import Database

STARTED_AT_ONCE = 4
MIGRATE = """
import sys
from eventstore.migrations.migrate import migrate
print(migrate(sys.argv[1], schema=sys.argv[2], service_role=sys.argv[3]))
"""
PROVISION = """
import sys
from eventstore.migrations.provision import provision
provision(sys.argv[1], database=sys.argv[2])
"""


@pytest.fixture
def empty(server_url: str) -> Iterator[Database]:
    """A database with the two roles and nothing else."""
    yield from fresh_database(server_url, template="template1")


def _run_at_once(program: str, *arguments: str) -> list[str]:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(STARTED_AT_ONCE)
    ]
    ended = [(*each.communicate(timeout=120), each.returncode) for each in running]
    assert [(errors, code) for _, errors, code in ended] == [("", 0)] * STARTED_AT_ONCE
    return [output.strip() for output, _, _ in ended]


def test_processes_that_start_at_once_on_an_empty_database_all_come_up(empty: Database) -> None:
    ran = _run_at_once(MIGRATE, empty.owner_url, SCHEMA, SERVICE_ROLE)

    assert sorted(map(int, ran)) == [0, 0, 0, len(migrations())]
    log = Log(empty.service_url, schema=SCHEMA, form=FORM)
    try:
        assert log.append(append("case")).last_position == 1
    finally:
        log.close()


def test_processes_that_provision_at_once_all_succeed(server_url: str) -> None:
    database = f"test_provision_{id_of('provision').hex[:12]}"
    try:
        _run_at_once(PROVISION, server_url, database)

        url = conninfo.make_conninfo(server_url, dbname=database, user=OWNER_ROLE)
        assert migrate(url, schema=SCHEMA, service_role=SERVICE_ROLE) == len(migrations())
        provision(server_url, database=database)
    finally:
        with psycopg.connect(server_url, autocommit=True) as administrator:
            administrator.execute(f"drop database if exists {database} with (force)".encode())


def test_migrations_are_numbered_from_one_without_a_hole() -> None:
    shipped = migrations()

    assert [each.number for each in shipped] == list(range(1, len(shipped) + 1))
    assert all(each.name.endswith(".sql") for each in shipped)


def test_a_second_run_finds_the_work_done(database: Database) -> None:
    assert migrate(database.owner_url, schema=SCHEMA, service_role=SERVICE_ROLE) == 0


def test_an_edited_migration_is_refused(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *others = migrations()
    edited = replace(first, text=first.text + "\n-- only a comment")
    monkeypatch.setattr(migrate_module, "migrations", lambda: [edited, *others])

    with pytest.raises(MigrationChanged, match=first.name):
        migrate(database.owner_url, schema=SCHEMA, service_role=SERVICE_ROLE)


def test_a_migration_that_fails_leaves_nothing_behind(
    empty: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = migrations()
    broken = replace(
        shipped[-1], number=99, name="0099_broken.sql", text="create table nowhere.x()"
    )
    monkeypatch.setattr(migrate_module, "migrations", lambda: [*shipped, broken])

    with pytest.raises(psycopg.DatabaseError):
        migrate(empty.owner_url, schema=SCHEMA, service_role=SERVICE_ROLE)

    monkeypatch.undo()
    assert migrate(empty.owner_url, schema=SCHEMA, service_role=SERVICE_ROLE) == len(shipped)


def test_two_logs_live_side_by_side_in_one_database(database: Database) -> None:
    migrate(database.owner_url, schema="neighbour", service_role=SERVICE_ROLE)
    log = Log(database.service_url, schema=SCHEMA, form=FORM)
    neighbour = Log(database.service_url, schema="neighbour", form=FORM)
    try:
        log.append(append("case"))
        log.append(append("other"))

        assert neighbour.append(append("case")).last_position == 1
        assert log.last_position() == 2
    finally:
        log.close()
        neighbour.close()


@pytest.mark.parametrize("name", ["Lianxin", "lian-xin", "", "1a", 'x"; drop table y', "x" * 41])
def test_only_plain_names_are_taken(database: Database, name: str) -> None:
    with pytest.raises(UnfitName):
        migrate(database.owner_url, schema=name, service_role=SERVICE_ROLE)
    with pytest.raises(UnfitName):
        migrate(database.owner_url, schema=SCHEMA, service_role=name)
