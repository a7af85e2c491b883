"""What may befall: each fault begins, lasts a moment, and ends by itself."""

from __future__ import annotations

import os
import signal
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import psycopg
from psycopg import sql

from bootstrap.house import DATABASE
from eventstore.embedded import EmbeddedServer
from eventstore.migrations.provision import OWNER_ROLE

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator

    from support.fault_schedules.processes import Processes

    Fault = Callable[[Processes, random.Random], None]
    Connection = psycopg.Connection[tuple[Any, ...]]

LONG_SECONDS_MAX: Final = 0.6
CONNECTING_TURNS: Final = 300
BALLOON: Final = "balloon"
JUMPS: Final = ("-2 days", "-30 minutes", "30 minutes", "2 days")
APPENDING: Final = ("append_batch", "append_alone")


def kill_the_service(processes: Processes, chance: random.Random) -> None:
    """Kill the service."""
    processes.kill("serve")


def kill_the_projector(processes: Processes, chance: random.Random) -> None:
    """Kill the second projector, which may be the elected one."""
    processes.kill("project")


def kill_the_database(processes: Processes, chance: random.Random) -> None:
    """Kill PostgreSQL's postmaster."""
    processes.kill("database")


def freeze_the_service(processes: Processes, chance: random.Random) -> None:
    """Let the service stand still for a moment."""
    _freeze(processes, "serve", chance)


def freeze_the_database(processes: Processes, chance: random.Random) -> None:
    """Let the postmaster and a backend stand still for a moment, perhaps with the log's lock held."""
    with _owner(processes) as owner:
        backends = _backends(owner)
    chosen = chance.choice(backends) if backends else None
    _signal(chosen, signal.SIGSTOP)
    try:
        _freeze(processes, "database", chance)
    finally:
        _signal(chosen, signal.SIGCONT)


def cut_the_connections(processes: Processes, chance: random.Random) -> None:
    """End every connection of the service to its database."""
    with _owner(processes) as owner:
        for backend in _backends(owner):
            _signal(backend, signal.SIGTERM)


def hold_the_log_and_roll_back(processes: Processes, chance: random.Random) -> None:
    """Hold the log's lock in a long transaction that has taken the next position, and roll it back."""
    with _owner(processes) as owner, owner.transaction(force_rollback=True):
        owner.execute("select lianxin.lock_log()")
        owner.execute(
            "insert into lianxin.events"
            " select max(position) + 1, max(recorded_at), gen_random_uuid(), 1, 'never', '{}'"
            " from lianxin.events having count(*) > 0"
        )
        time.sleep(chance.uniform(0.1, LONG_SECONDS_MAX))


def let_the_clock_jump(processes: Processes, chance: random.Random) -> None:
    """Let the database's clock go wrong for a moment, forwards or back, by a little or by much."""
    jump = sql.Literal(chance.choice(JUMPS))
    with _owner(processes) as owner:
        owner.execute(
            sql.SQL(
                "create or replace function lianxin.clock_timestamp() returns timestamptz"
                " language sql volatile as"
                " $$ select pg_catalog.clock_timestamp() + interval {} $$"
            ).format(jump)
        )
        owner.execute("grant execute on function lianxin.clock_timestamp to public")
        _find_the_clock_in(owner, "lianxin", "pg_catalog", "pg_temp")
        try:
            time.sleep(chance.uniform(0.1, LONG_SECONDS_MAX))
        finally:
            _find_the_clock_in(owner, "lianxin", "pg_temp")


def fill_the_disk(processes: Processes, chance: random.Random) -> None:
    """Leave nothing of the disk for a moment; the directory must be on a small one of its own."""
    balloon = processes.directory / BALLOON
    room = os.statvfs(processes.directory)
    try:
        with balloon.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, room.f_bavail * room.f_frsize)
        time.sleep(chance.uniform(0.1, LONG_SECONDS_MAX))
    except OSError:
        return  # somebody else took the last bytes: then it is full already
    finally:
        balloon.unlink(missing_ok=True)


FAULTS: Final[tuple[Fault, ...]] = (
    kill_the_service,
    kill_the_projector,
    kill_the_database,
    freeze_the_service,
    freeze_the_database,
    cut_the_connections,
    hold_the_log_and_roll_back,
    let_the_clock_jump,
)
"""Everywhere; `fill_the_disk` only where a disk of one's own can be had."""


def _freeze(processes: Processes, name: str, chance: random.Random) -> None:
    processes.signal(name, signal.SIGSTOP)
    try:
        time.sleep(chance.uniform(0.1, LONG_SECONDS_MAX))
    finally:
        processes.signal(name, signal.SIGCONT)


@contextmanager
def _owner(processes: Processes) -> Iterator[Connection]:
    """Connect as the owner of the log; the database is started if nobody else has it."""
    with (
        EmbeddedServer(processes.directory / "database") as server,
        _connected(server.url(DATABASE, OWNER_ROLE)) as owner,
    ):
        yield owner


def _connected(url: str) -> Connection:
    """Connect when it has come back from what befell it before."""
    for _ in range(CONNECTING_TURNS):
        try:
            return psycopg.connect(url, autocommit=True)
        except psycopg.OperationalError:
            time.sleep(0.1)
    return psycopg.connect(url, autocommit=True)


def _backends(owner: Connection) -> list[int]:
    rows = owner.execute(
        "select pid from pg_stat_activity"
        " where datname = current_database() and pid <> pg_backend_pid() and backend_type ="
        " 'client backend'"
    )
    return [int(pid) for (pid,) in rows]


def _signal(pid: int | None, number: signal.Signals) -> None:
    if pid is None:
        return
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return  # it ended meanwhile


def _find_the_clock_in(owner: Connection, *schemas: str) -> None:
    """Say where the functions that append look for the clock, one schema after another."""
    for name in APPENDING:
        owner.execute(
            sql.SQL("alter function lianxin.{} set search_path = {}").format(
                sql.Identifier(name), sql.SQL(", ").join(map(sql.Identifier, schemas))
            )
        )
