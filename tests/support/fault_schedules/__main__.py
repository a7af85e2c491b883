"""`python -m support.fault_schedules --rounds 1000 --seed 1`: a long run, and what befell in it."""

from __future__ import annotations

import argparse
import sys
import time

from support.fault_schedules.running import a_directory, run_schedules

TOLD_EVERY = 50

asking = argparse.ArgumentParser(prog="python -m support.fault_schedules")
asking.add_argument("--rounds", type=int, default=1_000)
asking.add_argument("--seed", type=int, default=1)
asked = asking.parse_args()


def told(done: int) -> None:
    """Say how far it is."""
    if done % TOLD_EVERY == 0:
        sys.stderr.write(f"{done} of {asked.rounds}\n")


began = time.monotonic()
with a_directory() as (directory, may_fill):
    befell = run_schedules(
        directory, rounds=asked.rounds, seed=asked.seed, may_fill=may_fill, progress=told
    )
for name, times in sorted(befell.items()):
    sys.stdout.write(f"{times:>6}  {name.replace('_', ' ')}\n")
sys.stdout.write(
    f"{asked.rounds} schedules of seed {asked.seed} in {time.monotonic() - began:.0f} s,"
    " nothing violated\n"
)
