"""Schedules of faults, one after another, and the model that the log is held against."""

from __future__ import annotations

import random
import subprocess
import tempfile
import threading
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import psycopg
from psycopg import sql

from bootstrap import Settings, build
from projections.catalogue import all_models
from projections.running.builds import digest
from projections.running.filling import fill
from support.fault_schedules.clients import COMMANDS_A_ROUND, Acknowledged, Client
from support.fault_schedules.faults import FAULTS, fill_the_disk
from support.fault_schedules.processes import Processes
from support.logs import wait_until
from support.places import quick_directory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CLIENTS: Final = 4
DISK_OF_ONES_OWN: Final = "size=3g,mode=711"


@contextmanager
def a_directory() -> Iterator[tuple[Path, bool]]:
    """Lend a directory that the user of a server started by root may pass through.

    The second value tells whether it is a disk of its own, that may be filled: root may mount one.
    """
    with tempfile.TemporaryDirectory(
        prefix="lianxin-", dir=quick_directory(), ignore_cleanup_errors=True
    ) as name:
        directory = Path(name)
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", DISK_OF_ONES_OWN, "tmpfs", directory],
            check=False,
            capture_output=True,
        )
        directory.chmod(0o711)
        try:
            yield directory, mounted.returncode == 0
        finally:
            if mounted.returncode == 0:
                subprocess.run(["umount", "--lazy", directory], check=True)


def run_schedules(
    directory: Path,
    *,
    rounds: int,
    seed: int,
    may_fill: bool,
    progress: Callable[[int], None] = lambda _: None,
) -> Counter[str]:
    """Run so many schedules, and hold the log against what was acknowledged; give what befell.

    Raises `AssertionError` naming what is violated.
    """
    processes = Processes(directory)
    acknowledged = Acknowledged()
    befell: Counter[str] = Counter()
    processes.start()
    try:
        wait_until(processes.ready)
        for number in range(rounds):
            befell.update(_schedule(processes, acknowledged, number, seed, may_fill=may_fill))
            assert len(acknowledged.answers) == (number + 1) * CLIENTS * COMMANDS_A_ROUND
            progress(number + 1)
    finally:
        processes.stop()
    compare_with_the_log(acknowledged, directory)
    return befell


def _schedule(
    processes: Processes, acknowledged: Acknowledged, number: int, seed: int, *, may_fill: bool
) -> list[str]:
    """Let clients work while one fault befalls, or two; all of it is drawn by `seed` and `number`."""
    chance = random.Random(f"{seed} {number}")
    clients = [
        Client(
            processes, acknowledged, f"320371{number * CLIENTS + each + 1:06d}", f"{seed} {each}"
        )
        for each in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    pause = threading.Event()
    pause.wait(chance.uniform(0.0, 0.3))
    faults = (*FAULTS, fill_the_disk) if may_fill else FAULTS
    chosen = chance.sample(faults, chance.choice((1, 1, 2)))
    for fault in chosen:
        fault(processes, chance)
        pause.wait(chance.uniform(0.0, 0.05))
        processes.start()
    for client in clients:
        client.join()
        if client.failure is not None:
            raise client.failure
    return [fault.__name__ for fault in chosen]


def compare_with_the_log(acknowledged: Acknowledged, directory: Path) -> None:
    """Every receipt is there once, in order of real time, and a refold gives the same read models."""
    with (
        build(Settings(var=directory)) as house,
        psycopg.connect(house.service_url, autocommit=True) as connection,
    ):
        row = connection.execute(
            "select count(*), max(position), count(distinct position) from lianxin.events"
        ).fetchone()
        assert row is not None
        assert row[0] == row[1] == row[2]
        written = connection.execute(
            "select c.command_id, e.originator_id, max(e.originator_version), c.last_position"
            " from lianxin.commands c"
            " join lianxin.events e on e.position between c.first_position and c.last_position"
            " group by c.command_id, e.originator_id, c.last_position"
        ).fetchall()
        found = {key: (str(stream), version, last) for key, stream, version, last in written}
        told = {
            key: (each.receipt["id"], each.receipt["version"], each.receipt["position"])
            for key, each in acknowledged.answers.items()
        }
        assert found == told
        assert_in_order_of_real_time(acknowledged)
        falling = connection.execute(
            "select count(*) from (select recorded_at < lag(recorded_at) over (order by position)"
            " as falls from lianxin.events) e where falls"
        ).fetchone()
        assert falling == (0,)
        assert sum(1 for _ in house.log.read(after=0, limit=row[0] + 1)) == row[0]
        house.projector.catch_up()
        serving = house.read_models.reading(connection).schema
        refolded = fill(connection, house.log, all_models(), log_schema="lianxin")
        assert digest(connection, serving, all_models()) == digest(
            connection, refolded, all_models()
        )
        parked = sql.SQL("select count(*) from {}").format(sql.Identifier(serving, "parked"))
        assert connection.execute(parked).fetchone() == (0,)


def assert_in_order_of_real_time(acknowledged: Acknowledged) -> None:
    """What was answered before another command was sent has the smaller position."""
    answers = list(acknowledged.answers.values())
    ended = sorted(answers, key=lambda each: each.answered_at)
    highest, seen = 0, 0
    for each in sorted(answers, key=lambda each: each.sent_at):
        while seen < len(ended) and ended[seen].answered_at < each.sent_at:
            highest = max(highest, _position(ended[seen].receipt))
            seen += 1
        assert _position(each.receipt) > highest


def _position(receipt: dict[str, object]) -> int:
    position = receipt["position"]
    assert isinstance(position, int)
    return position
