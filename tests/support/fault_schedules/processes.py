"""The service and a second projector in processes of their own, over a database of their own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from pathlib import Path

SERVED = ("serve", "project")


class Processes:
    """The service and a second projector, started again whenever one was killed."""

    def __init__(self, directory: Path) -> None:
        """Keep everything in `directory`."""
        self.directory = directory
        self.port = _free_port()
        self._environment = os.environ | {
            "LIANXIN_VAR": str(directory),
            "LIANXIN_PORT": str(self.port),
        }
        self._environment.pop("LIANXIN_TEST_SERVER", None)
        # Processes are started again and again: what the first of them compiled is kept.
        self._environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def address(self) -> str:
        """Where the service listens."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start what is not running."""
        for name in SERVED:
            process = self._running.get(name)
            if process is None or process.poll() is not None:
                with (self.directory / f"{name}.log").open("ab") as log:
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
            self.signal("database", signal.SIGKILL)
            return
        process = self._running[name]
        process.kill()
        process.wait()

    def signal(self, name: str, number: signal.Signals) -> None:
        """Send a signal to one of them, or to the database's postmaster."""
        pid = _postmaster(self.directory) if name == "database" else self._running[name].pid
        if pid is not None and (name == "database" or self._running[name].poll() is None):
            os.kill(pid, number)

    def stop(self) -> None:
        """Stop both."""
        for process in self._running.values():
            process.terminate()
        for process in self._running.values():
            process.wait(timeout=60)


def _postmaster(directory: Path) -> int | None:
    for path in directory.rglob("postmaster.pid"):
        first = path.read_text().splitlines()[:1]
        return int(first[0]) if first else None
    return None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
