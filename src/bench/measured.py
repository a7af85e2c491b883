"""What a measurement gives: rows of figures, ratios first, with the bar they are held against."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what, how much, and what it is compared with."""

    what: str
    value: str
    bar: str = ""


@dataclass
class Measured:
    """One measurement of `bars.md`."""

    bar: str
    title: str
    rows: list[Row] = field(default_factory=list)

    def add(self, what: str, value: str, bar: str = "") -> None:
        """Note a figure."""
        self.rows.append(Row(what, value, bar))


@dataclass(frozen=True, slots=True)
class Load:
    """What many threads did: how many a second, and how long each took."""

    per_second: float
    p50_ms: float
    p99_ms: float
    max_ms: float

    def __str__(self) -> str:
        """Give it in a line."""
        return (
            f"{self.per_second:,.0f}/s, p50 {self.p50_ms:.1f} ms,"
            f" p99 {self.p99_ms:.1f} ms, max {self.max_ms:.0f} ms"
        )


def under_load(work: Callable[[int], None], *, threads: int, each: int) -> Load:
    """Let `threads` threads call `work` with 0, 1, 2, … `each` times a thread."""
    latencies: list[float] = []
    failures: list[BaseException] = []
    start = threading.Barrier(threads + 1)

    def run(first: int) -> None:
        start.wait()
        own = []
        try:
            for number in range(first, first + each):
                began = time.perf_counter()
                work(number)
                own.append(time.perf_counter() - began)
        except BaseException as error:  # noqa: BLE001  (raised again below)
            failures.append(error)
        latencies.extend(own)

    workers = [threading.Thread(target=run, args=(number * each,)) for number in range(threads)]
    for worker in workers:
        worker.start()
    start.wait()
    began = time.perf_counter()
    for worker in workers:
        worker.join()
    elapsed = time.perf_counter() - began
    if failures:
        raise failures[0]
    latencies.sort()
    return Load(
        per_second=len(latencies) / elapsed,
        p50_ms=latencies[len(latencies) // 2] * 1000,
        p99_ms=latencies[int(len(latencies) * 0.99)] * 1000,
        max_ms=latencies[-1] * 1000,
    )
