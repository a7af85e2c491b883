"""Kill the service, the projector and the database at random moments while commands are coming in.

Whatever was acknowledged must be there once, positions must be dense, and the read models must
equal a refold from zero. Clients do what clients should: they send the same command with the same
key until it is answered.
"""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5

import httpx
import psycopg
import pytest
from psycopg import sql

from bootstrap import Settings, build
from projections.catalogue import all_models
from projections.running.builds import digest
from projections.running.filling import fill
from support.places import quick_directory

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROUNDS: Final = 20
CLIENTS: Final = 4
COMMANDS_A_ROUND: Final = 6
PATIENCE_TURNS: Final = 1_200

_NAMES: Final = UUID("0190b1f0-0000-7000-8000-00000000fa01")
_ACTING: Final = {"X-Lianxin-Acting": f"{_NAMES} DST 320371"}


@dataclass
class Acknowledged:
    """What clients were told, by the key of the command."""

    receipts: dict[UUID, dict[str, object]] = field(default_factory=dict)
    mutex: threading.Lock = field(default_factory=threading.Lock)

    def note(self, key: UUID, receipt: dict[str, object]) -> None:
        """Keep a receipt."""
        with self.mutex:
            self.receipts[key] = receipt


class Processes:
    """The service and a second projector, started again whenever one was killed."""

    def __init__(self, directory: Path) -> None:
        """Keep everything in `directory`."""
        self._directory = directory
        self._port = _free_port()
        self._environment = os.environ | {
            "LIANXIN_VAR": str(directory),
            "LIANXIN_PORT": str(self._port),
        }
        self._environment.pop("LIANXIN_TEST_SERVER", None)
        # Processes are started some twenty times: what the first of them compiled is kept.
        self._environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def address(self) -> str:
        """Where the service listens."""
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start what is not running."""
        for name in ("serve", "project"):
            process = self._running.get(name)
            if process is None or process.poll() is not None:
                with (self._directory / f"{name}.log").open("ab") as log:
                    self._running[name] = subprocess.Popen(
                        [sys.executable, "-m", "cli", name],
                        env=self._environment,
                        stdout=log,
                        stderr=log,
                    )

    def ready(self) -> bool:
        """Tell whether the service answers."""
        try:
            return httpx.get(f"{self.address}/livez", timeout=5, trust_env=False).is_success
        except httpx.TransportError:
            return False

    def kill(self, name: str) -> None:
        """Kill one of them, or the database's postmaster, without a word."""
        if name == "database":
            pid = _postmaster(self._directory)
            if pid is not None:
                os.kill(pid, signal.SIGKILL)
            return
        process = self._running[name]
        process.kill()
        process.wait()

    def stop(self) -> None:
        """Stop both."""
        for process in self._running.values():
            process.terminate()
        for process in self._running.values():
            process.wait(timeout=60)


@pytest.fixture
def directory() -> Iterator[Path]:
    """A directory that the user of a server started by root may pass through."""
    with tempfile.TemporaryDirectory(
        prefix="lianxin-", dir=quick_directory(), ignore_cleanup_errors=True
    ) as name:
        directory = Path(name)
        directory.chmod(0o711)
        yield directory


@pytest.fixture
def processes(directory: Path) -> Iterator[Processes]:
    """A running service with a database of its own."""
    processes = Processes(directory)
    processes.start()
    yield processes
    processes.stop()


def test_nothing_acknowledged_is_lost_or_doubled_however_processes_die(
    processes: Processes, directory: Path
) -> None:
    acknowledged = Acknowledged()
    chance = random.Random(2022)
    for number in range(ROUNDS):
        clients = [
            threading.Thread(target=_client, args=(processes, acknowledged, number, client))
            for client in range(CLIENTS)
        ]
        for client in clients:
            client.start()
        pause = threading.Event()
        pause.wait(chance.uniform(0.0, 0.3))
        for victim in chance.sample(("serve", "project", "database"), chance.choice((1, 1, 2))):
            processes.kill(victim)
            pause.wait(chance.uniform(0.0, 0.05))
        processes.start()
        for client in clients:
            client.join()
        assert len(acknowledged.receipts) == (number + 1) * CLIENTS * COMMANDS_A_ROUND
    processes.stop()
    assert len(acknowledged.receipts) == ROUNDS * CLIENTS * COMMANDS_A_ROUND
    _compare_with_the_log(acknowledged, directory)


def _client(processes: Processes, acknowledged: Acknowledged, number: int, client: int) -> None:
    """Make one association and change it, each command until it is answered."""
    code = f"320371{number * CLIENTS + client + 1:06d}"
    body = {"name": f"示例{code}", "code": code, "town": code[:9]}
    made = _send(processes, acknowledged, f"{code} made", "/api/v1/associations", body)
    path = f"/api/v1/associations/{made['id']}"
    for area in range(COMMANDS_A_ROUND - 2):
        assigned = {"area": str(uuid5(_NAMES, f"{code} {area}")), "name": f"示例{area}组"}
        _send(processes, acknowledged, f"{code} area {area}", f"{path}/assign-area", assigned)
    approved = {"document_number": "徐残发[2022]5号"}
    _send(processes, acknowledged, f"{code} approved", f"{path}/approve", approved)


def _send(
    processes: Processes,
    acknowledged: Acknowledged,
    name: str,
    path: str,
    body: Mapping[str, object],
) -> dict[str, object]:
    """Send one command again and again with the same key until it is acknowledged."""
    key = uuid5(_NAMES, name)
    pause = threading.Event()
    with httpx.Client(base_url=processes.address, timeout=10, trust_env=False) as http:
        for _ in range(PATIENCE_TURNS):
            try:
                answer = http.post(path, json=body, headers=_ACTING | {"Idempotency-Key": str(key)})
            except httpx.TransportError:
                pause.wait(0.05)
                continue
            if answer.status_code == 503:
                assert answer.headers["Retry-After"]
                pause.wait(0.05)
                continue
            assert answer.is_success, (name, answer.status_code, answer.text)
            receipt: dict[str, object] = answer.json()
            acknowledged.note(key, receipt)
            return receipt
    raise AssertionError(name)


def _compare_with_the_log(acknowledged: Acknowledged, directory: Path) -> None:
    """Every receipt is there once, positions are dense, and a refold gives the same read models."""
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
            key: (receipt["id"], receipt["version"], receipt["position"])
            for key, receipt in acknowledged.receipts.items()
        }
        assert found == told
        assert sum(1 for _ in house.log.read(after=0, limit=100_000)) == row[0]
        house.projector.catch_up()
        serving = house.read_models.reading(connection).schema
        refolded = fill(connection, house.log, all_models(), log_schema="lianxin")
        assert digest(connection, serving, all_models()) == digest(
            connection, refolded, all_models()
        )
        parked = sql.SQL("select count(*) from {}").format(sql.Identifier(serving, "parked"))
        assert connection.execute(parked).fetchone() == (0,)


def _postmaster(directory: Path) -> int | None:
    for path in directory.rglob("postmaster.pid"):
        first = path.read_text().splitlines()[:1]
        return int(first[0]) if first else None
    return None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
