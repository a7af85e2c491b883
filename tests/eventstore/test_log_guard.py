"""What the database itself refuses: nobody changes the log, and the service only adds to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from psycopg import errors

from support.database import SCHEMA
from support.histories import id_of
from support.logs import STORED, append, command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eventstore.log import Log
    from support.database import Database

FOR_EVER = ("events", "commands", "log", "keyring")
NEVER_CHANGED = "LX900"


@pytest.fixture(autouse=True)
def _something_recorded(log: Log) -> None:
    log.open_log("production", stream=id_of("log"), topic="system.log_opened", state=STORED)
    log.append(append("case", command=command("register"), reserve=[("id:1", id_of("case"))]))
    log.select("select {schema}.bind_keyring('fingerprint')")


@pytest.fixture(params=["owner", "administrator"])
def master(request: pytest.FixtureRequest, database: Database) -> Iterator[psycopg.Connection[Any]]:
    url = database.owner_url if request.param == "owner" else database.administrator_url
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def service(database: Database) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(database.service_url, autocommit=True) as connection:
        yield connection


def _refused(connection: psycopg.Connection[Any], statement: str) -> str | None:
    with pytest.raises(psycopg.DatabaseError) as refused:
        connection.execute(statement.encode())
    return refused.value.sqlstate


@pytest.mark.parametrize("table", FOR_EVER)
def test_nothing_is_deleted(master: psycopg.Connection[Any], table: str) -> None:
    assert _refused(master, f"delete from {SCHEMA}.{table}") == NEVER_CHANGED


@pytest.mark.parametrize("table", FOR_EVER)
def test_nothing_is_truncated(master: psycopg.Connection[Any], table: str) -> None:
    assert _refused(master, f"truncate {SCHEMA}.{table}") == NEVER_CHANGED


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("events", "state = '{}'"),
        ("events", "recorded_at = now()"),
        ("commands", "fingerprint = ''"),
        ("log", "mode = 'demonstration'"),
        ("keyring", "fingerprint = ''"),
    ],
)
def test_nothing_is_updated(master: psycopg.Connection[Any], table: str, change: str) -> None:
    assert _refused(master, f"update {SCHEMA}.{table} set {change}") == NEVER_CHANGED


def test_not_even_as_a_replica(database: Database) -> None:
    with psycopg.connect(database.administrator_url, autocommit=True) as administrator:
        administrator.execute("set session_replication_role = replica")
        assert _refused(administrator, f"delete from {SCHEMA}.events") == NEVER_CHANGED


def test_the_service_inserts_into_no_table_of_the_log(service: psycopg.Connection[Any]) -> None:
    for table in (*FOR_EVER, "reservations", "keys", "tokens", "migrations"):
        statement = f"insert into {SCHEMA}.{table} select * from {SCHEMA}.{table}"
        assert _refused(service, statement) == errors.InsufficientPrivilege.sqlstate


def test_the_service_changes_no_table_of_the_log(service: psycopg.Connection[Any]) -> None:
    for statement in (
        f"update {SCHEMA}.events set state = ''",
        f"delete from {SCHEMA}.reservations",
        f"update {SCHEMA}.keys set wrapped = null",
        f"delete from {SCHEMA}.tokens",
        f"truncate {SCHEMA}.events",
        f"drop table {SCHEMA}.events",
        f"alter table {SCHEMA}.events disable trigger all",
        f"create table {SCHEMA}.mine ()",
        f"create function {SCHEMA}.mine() returns int language sql return 1",
    ):
        assert _refused(service, statement) == errors.InsufficientPrivilege.sqlstate, statement


def test_the_service_reads_the_log(service: psycopg.Connection[Any]) -> None:
    assert service.execute(f"select count(*) from {SCHEMA}.events".encode()).fetchone() == (2,)


def test_the_service_calls_the_functions_of_the_log_and_no_others(
    service: psycopg.Connection[Any],
) -> None:
    rows = service.execute(
        "select p.proname, has_function_privilege(p.oid, 'execute') from pg_proc p"
        " join pg_namespace n on n.oid = p.pronamespace where n.nspname = %s",
        [SCHEMA],
    ).fetchall()

    assert dict(rows) == {
        "append_alone": True,
        "append_batch": True,
        "bind_keyring": True,
        "keep_file": True,
        "lock_log": False,
        "note_loss": True,
        "open_epoch": True,
        "open_log": True,
        "refuse_change": False,
        "refuse_while_lost": False,
        "sweep_files": True,
        "wrap_again": True,
    }


def test_nobody_else_calls_the_functions_or_reads_the_log(database: Database) -> None:
    with psycopg.connect(database.administrator_url) as administrator:
        administrator.execute("create role passer_by")
        try:
            rows = administrator.execute(
                "select has_function_privilege('passer_by', p.oid, 'execute') from pg_proc p"
                " join pg_namespace n on n.oid = p.pronamespace where n.nspname = %s",
                [SCHEMA],
            ).fetchall()
            assert {may for (may,) in rows} == {False}
            administrator.execute("set local role passer_by")
            assert (
                _refused(administrator, f"select from {SCHEMA}.events")
                == errors.InsufficientPrivilege.sqlstate
            )
        finally:
            administrator.rollback()


def test_what_a_caller_puts_before_the_log_s_own_names_is_not_called(
    database: Database,
) -> None:
    """The functions run as the owner: names of theirs must not be found among the caller's."""
    with psycopg.connect(database.service_url, autocommit=True) as service:
        service.execute("create temporary table events (like pg_class)")
        service.execute("create temporary table log (mode text)")
        service.execute("insert into pg_temp.log values ('demonstration')")
        service.execute(f"set search_path = pg_temp, {SCHEMA}")
        answer = service.execute(
            "select open_log('demonstration', %s, 'x', 'x', null, now())", [id_of("mine")]
        ).fetchone()

        assert answer == ("production",)
