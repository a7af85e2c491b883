"""The embedded server is started, stopped and killed in every order."""

import contextlib
import os
import shutil
import signal
from pathlib import Path
from typing import Final

import psycopg
import pytest
from faults.embedded_server import (
    PATIENCE_SECONDS,
    answers,
    assert_row_is_kept,
    assert_stopped,
    is_active,
    is_alive,
    keepers_of,
    kill,
    needs_linux,
    place_of,
    postmaster_of,
    rows,
    using,
    write_row,
)

from eventstore.embedded import DiskFull, EmbeddedServer, EmbeddedServerError, refusals
from eventstore.embedded.processes import servers_in
from support.logs import wait_until

DURABILITY: Final = ("fsync", "full_page_writes", "synchronous_commit")

pytestmark = needs_linux

# What it is


def test_a_started_server_answers_and_starting_it_again_changes_nothing(
    server: EmbeddedServer,
) -> None:
    born = rows(server.url(), "select pg_postmaster_start_time()")
    assert server.start() is server
    assert rows(server.url(), "select pg_postmaster_start_time()") == born


def test_a_server_has_the_settings_it_was_given(server: EmbeddedServer) -> None:
    settings = settings_of(server)
    assert settings["listen_addresses"] == ""
    assert settings["unix_socket_permissions"] == "0700"
    assert settings["TimeZone"] == "Asia/Shanghai"
    assert settings["jit"] == "off"
    assert settings["max_connections"] == "120"
    assert settings["data_checksums"] == "on"
    assert settings["log_statement"] == "none"
    assert settings["log_parameter_max_length"] == "0"
    assert {settings[name] for name in DURABILITY} == {"off"}
    assert rows(
        server.url(),
        "select pg_encoding_to_char(encoding), datlocprovider, datlocale, datcollate "
        "from pg_database where datname = 'postgres'",
    ) == [("UTF8", "b", "C.UTF-8", "C")]


def test_a_server_is_durable_unless_it_is_for_tests(directory: Path) -> None:
    with EmbeddedServer(directory) as durable:
        settings = settings_of(durable)
    assert {settings[name] for name in DURABILITY} == {"on"}


def test_the_log_names_no_person(server: EmbeddedServer, directory: Path) -> None:
    name_of_a_person = "张三"
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute("create table person (name text primary key)")
        connection.execute("insert into person values (%s)", [name_of_a_person])
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("insert into person values (%s)", [name_of_a_person])
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            connection.execute("select %s::text::integer", [name_of_a_person])
    log = (directory / "postgres.log").read_text(encoding="utf-8")
    assert "ready to accept connections" in log
    assert name_of_a_person not in log


def test_every_refusal_is_in_the_list_and_speaks_two_languages() -> None:
    assert set(refusals.REFUSALS.values()) == set(EmbeddedServerError.__subclasses__())
    for refusal in refusals.REFUSALS.values():
        chinese, english = (refusal.__doc__ or "").split(" | ")
        assert chinese.endswith("。")
        assert english.endswith(".")
    assert str(DiskFull("7 B")) == "磁盘已满。 | The disk is full. (7 B)"


# Starting and stopping


def test_processes_that_start_at_once_share_one_server(new_directory: Path) -> None:
    with contextlib.ExitStack() as stack:
        users = [stack.enter_context(using(new_directory)) for _ in range(6)]
        births = [rows(user.url(), "select pg_postmaster_start_time()") for user in users]
        assert all(birth == births[0] for birth in births)
        wait_until(lambda: len(keepers_of(new_directory)) == 1)
    assert_stopped(new_directory)


def test_the_server_runs_until_the_last_user_is_done(directory: Path) -> None:
    with using(directory) as last:
        with using(directory) as first:
            assert first.url() == last.url()
        assert rows(last.url(), "select 1") == [(1,)]
    assert_stopped(directory)


def test_data_is_kept_over_a_restart(directory: Path) -> None:
    with EmbeddedServer(directory, fsync=False) as server:
        write_row(server.url())
    assert_stopped(directory)
    with EmbeddedServer(directory, fsync=False) as server:
        assert_row_is_kept(server.url())


def test_a_start_while_the_former_server_is_still_stopping_waits_for_it(directory: Path) -> None:
    server = EmbeddedServer(directory, fsync=False)
    write_row(server.start().url())
    for _ in range(3):
        server.close()
        assert_row_is_kept(server.start().url())
    server.close()


def test_a_forked_child_does_not_keep_the_lease_of_its_parent(directory: Path) -> None:
    with using(directory, "fork") as parent:
        child = int(parent.line())
        assert parent.url()
        kill(parent.pid)
        assert_stopped(directory)
        assert is_alive(child)


def test_the_keeper_does_not_hold_the_pipes_of_who_started_it(directory: Path) -> None:
    with using(directory) as starter, using(directory) as other:
        assert starter.url() == other.url()
        starter.process.communicate(timeout=PATIENCE_SECONDS)
        assert rows(other.url(), "select 1") == [(1,)]


def test_a_removed_directory_ends_its_server(directory: Path) -> None:
    with using(directory) as user:
        assert user.url()
        data_directory = place_of(directory).data_directory
        keepers = keepers_of(directory)
        # The server makes and removes files meanwhile.
        while directory.exists():
            shutil.rmtree(directory, ignore_errors=True)
        wait_until(lambda: not any(is_alive(keeper) for keeper in keepers))
        wait_until(lambda: servers_in(data_directory) == ())


# Killed


def test_the_server_of_a_killed_process_stops_and_keeps_its_data(directory: Path) -> None:
    with using(directory) as user:
        write_row(user.url())
        kill(user.pid)
        assert_stopped(directory)
    with EmbeddedServer(directory, fsync=False) as server:
        assert_row_is_kept(server.url())


def test_a_killed_postmaster_comes_back_by_itself(server: EmbeddedServer, directory: Path) -> None:
    write_row(server.url())
    killed = postmaster_of(directory)
    kill(killed)
    wait_until(lambda: postmaster_of(directory) not in {None, killed})
    wait_until(lambda: answers(server.url()))
    assert_row_is_kept(server.url())


def test_a_server_that_a_person_stopped_comes_back_by_itself(
    server: EmbeddedServer, directory: Path
) -> None:
    stopped = postmaster_of(directory)
    assert stopped is not None
    os.kill(stopped, signal.SIGINT)
    wait_until(lambda: postmaster_of(directory) not in {None, stopped})
    wait_until(lambda: answers(server.url()))


def test_the_server_dies_with_its_keeper_and_the_next_start_brings_both_back(
    server: EmbeddedServer, directory: Path
) -> None:
    write_row(server.url())
    (keeper,) = keepers_of(directory)
    kill(keeper)
    assert_stopped(directory)
    with using(directory) as another:
        assert_row_is_kept(another.url())
        assert_row_is_kept(server.url())


def test_a_process_whose_keeper_was_killed_may_start_it_again(
    server: EmbeddedServer, directory: Path
) -> None:
    write_row(server.url())
    (keeper,) = keepers_of(directory)
    kill(keeper)
    assert_row_is_kept(server.start().url())


def test_a_start_right_after_everything_was_killed_at_work_succeeds(directory: Path) -> None:
    with using(directory) as user, contextlib.closing(psycopg.connect(user.url())) as connection:
        write_row(user.url())
        busy = connection.info.backend_pid
        # Nested loops: it waits for nothing, so it does not notice that its postmaster is gone.
        connection.pgconn.send_query(
            b"select count(*) from generate_series(1, 9000) a, generate_series(1, 9000) b, "
            b"generate_series(1, 9000) c"
        )
        wait_until(lambda: is_active(user.url(), busy))
        (keeper,) = keepers_of(directory)
        # Or it might clean up in the instant before it is killed itself.
        os.kill(keeper, signal.SIGSTOP)
        for pid in (postmaster_of(directory), keeper, user.pid):
            kill(pid)
        assert is_alive(busy)
        with EmbeddedServer(directory, fsync=False) as server:
            assert not is_alive(busy)
            assert_row_is_kept(server.url())


def test_a_keeper_asked_to_end_lets_users_finish_and_then_stops(directory: Path) -> None:
    with using(directory) as user:
        assert user.url()
        (keeper,) = keepers_of(directory)
        os.kill(keeper, signal.SIGTERM)
        assert rows(user.url(), "select 1") == [(1,)]
        user.done()
        assert_stopped(directory)


def settings_of(server: EmbeddedServer) -> dict[object, object]:
    found = rows(server.url(), "select name, setting from pg_settings")
    return {name: setting for name, setting in found}  # noqa: C416 - rows are not typed as pairs.
