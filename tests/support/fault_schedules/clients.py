"""Clients that do what clients should: the same command with the same key until it is answered."""

from __future__ import annotations

import json
import random
import socket
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5

import httpx

if TYPE_CHECKING:
    from collections.abc import Mapping

    from support.fault_schedules.processes import Processes

COMMANDS_A_ROUND: Final = 6
PATIENCE_TURNS: Final = 1_200
UNHEARD: Final = 0.1

NAMES: Final = UUID("0190b1f0-0000-7000-8000-00000000fa01")
ACTING: Final = {"X-Lianxin-Acting": f"{NAMES} DST 320371"}


@dataclass(frozen=True, slots=True)
class Answered:
    """A receipt, and between which moments the command must have happened."""

    receipt: dict[str, object]
    sent_at: float
    answered_at: float


@dataclass
class Acknowledged:
    """What clients were told, by the key of the command."""

    answers: dict[UUID, Answered] = field(default_factory=dict)
    mutex: threading.Lock = field(default_factory=threading.Lock)

    def note(self, key: UUID, answered: Answered) -> None:
        """Keep an answer."""
        with self.mutex:
            self.answers[key] = answered


class Client(threading.Thread):
    """Makes one association and changes it, each command until it is answered."""

    def __init__(
        self, processes: Processes, acknowledged: Acknowledged, code: str, seed: str
    ) -> None:
        """Work on the association of `code`; `seed` says which replies are not waited for."""
        super().__init__()
        self._processes = processes
        self._acknowledged = acknowledged
        self._code = code
        self._chance = random.Random(seed)
        self.failure: BaseException | None = None

    def run(self) -> None:
        """Give every command."""
        try:
            self._work()
        except BaseException as failure:  # noqa: BLE001  (raised by whoever waits)
            self.failure = failure

    def _work(self) -> None:
        code = self._code
        body = {"name": f"示例{code}", "code": code, "town": code[:9]}
        made = self._send(f"{code} made", "/api/v1/associations", body)
        path = f"/api/v1/associations/{made['id']}"
        for area in range(COMMANDS_A_ROUND - 2):
            assigned = {"area": str(uuid5(NAMES, f"{code} {area}")), "name": f"示例{area}组"}
            self._send(f"{code} area {area}", f"{path}/assign-area", assigned)
        approved = {"document_number": "徐残发[2022]5号"}
        self._send(f"{code} approved", f"{path}/approve", approved)

    def _send(self, name: str, path: str, body: Mapping[str, object]) -> dict[str, object]:
        """Send one command again and again with the same key until it is acknowledged."""
        key = uuid5(NAMES, name)
        headers = ACTING | {"Idempotency-Key": str(key)}
        pause = threading.Event()
        sent_at = time.monotonic()
        if self._chance.random() < UNHEARD:
            self._send_and_hang_up(path, body, headers)
        with httpx.Client(base_url=self._processes.address, timeout=10, trust_env=False) as http:
            for _ in range(PATIENCE_TURNS):
                try:
                    answer = http.post(path, json=body, headers=headers)
                except httpx.TransportError:
                    pause.wait(0.05)
                    continue
                if answer.status_code == 503:
                    assert answer.headers["Retry-After"]
                    pause.wait(0.05)
                    continue
                assert answer.is_success, (name, answer.status_code, answer.text)
                receipt: dict[str, object] = answer.json()
                self._acknowledged.note(key, Answered(receipt, sent_at, time.monotonic()))
                return receipt
        raise AssertionError(name)

    def _send_and_hang_up(
        self, path: str, body: Mapping[str, object], headers: Mapping[str, str]
    ) -> None:
        """Send a command whose reply will never be read."""
        content = json.dumps(body).encode()
        lines = [f"POST {path} HTTP/1.1", "Host: lianxin", "Content-Type: application/json"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        lines += [f"Content-Length: {len(content)}", "", ""]
        try:
            with socket.create_connection(("127.0.0.1", self._processes.port), timeout=5) as line:
                line.sendall("\r\n".join(lines).encode() + content)
                time.sleep(self._chance.uniform(0.0, 0.05))
        except OSError:
            return  # nobody listens: then nothing was sent, and the command goes the usual way
