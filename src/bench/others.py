"""P2, P7, P9 and P10: rebuild, import, one long aggregate, and starting."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg

from bench import library, place
from bench.append import Casework
from bench.measured import Measured
from bench.world import World
from domain.appeal import Appeal
from domain.history import fold
from eventstore.append import Append
from projections.catalogue import all_models
from projections.running.filling import fill

if TYPE_CHECKING:
    from bootstrap import House

RUNNER_EVENTS = 3_000
LONG = 1_000
SCHEMA = "lianxin"


def rebuild(divisions: Path, *, events: int) -> Measured:
    """P2: rebuild every read model from zero, beside the library's runner doing a count."""
    measured = Measured("P2", f"rebuild of {events:,} realistic events")
    with place.house() as house:
        written = World(house.office, divisions=divisions, events=events, seed=2022).write()
        began = time.perf_counter()
        with psycopg.connect(
            house.service_url, autocommit=True, options="-c jit=off"
        ) as connection:
            fill(connection, house.log, all_models(), log_schema=SCHEMA)
        ours = written / (time.perf_counter() - began)
        began = time.perf_counter()
        position = 0
        while batch := house.log.read(after=position, limit=5_000):
            position = batch[-1].position
        reading = written / (time.perf_counter() - began)
        theirs = _library_projection(house)
    measured.add("every read model, indexes last", f"{ours:,.0f} events/s", "≥ 40,000 events/s")
    measured.add("of that, reading and decoding the log alone", f"{reading:,.0f} events/s")
    measured.add("library's runner, one count", f"{theirs:,.0f} events/s")
    measured.add("ratio", f"{ours / theirs:.1f}×", "≥ 25×")
    return measured


def imports(divisions: Path, *, residents: int) -> Measured:
    """P7: residents registered in bulk, validated and sealed, with single commands beside it."""
    measured = Measured("P7", f"import of {residents:,} residents")
    with place.house() as house, library.application(house) as stock:
        world = World(house.office, divisions=divisions, events=1, seed=2022)
        casework = Casework(house)
        latencies: list[float] = []
        over = threading.Event()

        def work_beside() -> None:
            number = 0
            while not over.is_set():
                began = time.perf_counter()
                casework.register(number)
                latencies.append(time.perf_counter() - began)
                number += 1
                over.wait(0.01)

        beside = threading.Thread(target=work_beside)
        beside.start()
        began = time.perf_counter()
        world.register_residents(residents)
        ours = world.written / (time.perf_counter() - began)
        over.set()
        beside.join()
        began = time.perf_counter()
        for number in range(60):
            stock.bulk(number)
        theirs = 60 * 100 / (time.perf_counter() - began)
    latencies.sort()
    p99 = latencies[int(len(latencies) * 0.99)] * 1000
    measured.add("bulk, validated and sealed", f"{ours:,.0f} events/s", "≥ 30,000 events/s")
    measured.add("single commands beside it", f"p99 {p99:.0f} ms", "p99 ≤ 50 ms")
    measured.add("library, transactions of 100 events", f"{theirs:,.0f} events/s")
    measured.add("ratio", f"{ours / theirs:.1f}×")
    return measured


def aggregate() -> Measured:
    """P9: one aggregate of a thousand events, loaded without a snapshot."""
    measured = Measured("P9", f"one aggregate of {LONG:,} events")
    with place.house() as house:
        stream = uuid4()
        house.log.append(
            Append([place.a_note(house, stream, version) for version in range(1, LONG + 1)])
        )
        taken = []
        for _ in range(30):
            began = time.perf_counter()
            fold(Appeal, stream, house.log.history(stream))
            taken.append((time.perf_counter() - began) * 1000)
    taken.sort()
    measured.add("load and fold, median of 30", f"{taken[len(taken) // 2]:.1f} ms", "≤ 10 ms")
    return measured


def start() -> Measured:
    """P10: `demo --no-serve` from nothing, and again."""
    measured = Measured("P10", "start of the demonstration")
    with tempfile.TemporaryDirectory(prefix="lianxin-bench-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o711)
        environment = os.environ | {"LIANXIN_VAR": name}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as on a machine where nobody forbids it
        for what, bar in (("from nothing", "≤ 60 s"), ("again", "≤ 5 s")):
            began = time.perf_counter()
            subprocess.run(
                [sys.executable, "-m", "cli", "demo", "--no-serve"],
                env=environment,
                check=True,
                capture_output=True,
            )
            measured.add(what, f"{time.perf_counter() - began:.1f} s", bar)
    return measured


def _library_projection(house: House) -> float:
    with library.application(house) as stock:
        for number in range(RUNNER_EVENTS // 100):
            stock.bulk(number)
        began = time.perf_counter()
        library.run_projection(house, RUNNER_EVENTS)
        return RUNNER_EVENTS / (time.perf_counter() - began)
