"""P8: a complete bundle of a big log, checked by the verifier that comes with it, alone."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import bootstrap
import verifier
from bench import place
from bench.measured import Measured
from bench.world import World
from projections.figures.figure import Question

if TYPE_CHECKING:
    from bootstrap import House

JUNE: Final = (date(2022, 6, 1), date(2022, 6, 30))
MEASURE: Final = "M04"
LOOK_EVERY_SECONDS: Final = 0.02


def measure(divisions: Path, *, events: int) -> Measured:
    """P8: write a complete bundle of M04 and verify it with Python and with Node.js."""
    measured = Measured("P8", f"proof of {MEASURE} over {events:,} events")
    with (
        place.house() as house,
        tempfile.TemporaryDirectory(prefix="lianxin-bench-", ignore_cleanup_errors=True) as name,
    ):
        World(house.office, divisions=divisions, events=events, seed=2022).write()
        house.projector.catch_up()
        began = time.perf_counter()
        while house.publisher.step():
            pass
        measured.add("ledger built and published", f"{time.perf_counter() - began:.1f} s")
        began = time.perf_counter()
        bundle = _written(house, Path(name))
        megabytes = bundle.stat().st_size / 1_000_000
        measured.add("bundle written", f"{time.perf_counter() - began:.1f} s, {megabytes:.0f} MB")
        for program, script in (("python3", "verify.py"), ("node", "verify.mjs")):
            measured.add(*_verified(program, script, bundle))
    return measured


def _written(house: House, folder: Path) -> Path:
    question = Question(MEASURE, *JUNE, None)
    proof = bootstrap.prove(house, question, kind="complete", known_at=None, position=None)
    bundle = folder / proof.file_name
    with bundle.open("wb") as file:
        for piece in proof.stream:
            file.write(piece)
    return bundle


def _verified(program: str, script: str, bundle: Path) -> tuple[str, str, str]:
    """Verify in a process of its own; tell how long it took, and the most memory it had."""
    found = sys.executable if program == "python3" else shutil.which(program)
    if found is None:
        return f"{script}", f"{program} is not installed here", ""
    path = Path(verifier.__file__).with_name(script)
    began = time.perf_counter()
    verifying = subprocess.Popen([found, path, bundle], stdout=subprocess.DEVNULL)  # noqa: S603
    most = 0
    while verifying.poll() is None:
        most = max(most, _most_memory(verifying.pid))
        time.sleep(LOOK_EVERY_SECONDS)
    seconds = time.perf_counter() - began
    assert verifying.returncode == 0, f"{script} refused the bundle"
    return script, f"{seconds:.1f} s, {most / 1000:.0f} MB", "≤ 15 s, ≤ 256 MB"


def _most_memory(process: int) -> int:
    """Give the most memory that a process has had so far, in kB; 0 when it has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except FileNotFoundError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) if found else 0
