"""The command line: count the mutants, run the tests once as they are, then try the mutants."""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from support.mutation.by_import import trials_by_import
from support.mutation.forks import Outcome, tried
from support.mutation.in_place import InPlace
from support.mutation.mutants import mutants_of
from support.mutation.project import Project, tame_hypothesis
from support.mutation.reach import Reach
from support.mutation.score import score

if TYPE_CHECKING:
    from support.mutation.in_place import Note
    from support.mutation.mutants import Mutant


def main() -> None:
    """Say how many mutants of the asked code the tests notice, and which they do not."""
    asked = _asked()
    root = Path.cwd().parent
    project = Project(
        root,
        root / "src" / asked.code,
        tuple(root / "tests" / tests for tests in asked.tests or [asked.code]),
        asked.conftest,
    )
    os.chdir(root)
    counted = _counted(project)
    drawn = _drawn(counted, asked.sample, asked.seed)
    if asked.count:
        return
    began = time.monotonic()
    outcomes = Counter[Outcome]()

    def note(mutant: Mutant, outcome: Outcome) -> None:
        outcomes[outcome] += 1
        if not outcome.is_noticed:
            _say(f"{outcome.value}: {_told(project, mutant)}")

    _try_all(project, drawn, asked, note)
    _say(f"{time.monotonic() - began:.0f} s for {len(drawn)} mutants")
    _say(", ".join(f"{outcome.value} {outcomes[outcome]}" for outcome in Outcome))
    share, low, high = score(outcomes.elements())
    _say(f"score {share:.1%}" + ("" if drawn == counted else f", 95 % {low:.1%} to {high:.1%}"))


def _try_all(
    project: Project, mutants: list[Mutant], asked: argparse.Namespace, note: Note
) -> None:
    tame_hypothesis()
    reach = Reach(project.code, seconds=asked.seconds)
    in_place = InPlace(project.code, reach, mutants, asked.processes, note)
    if project.run(project.tests, reach, in_place):
        sys.exit("the tests fail on the code as it is")
    for mutant, outcome in tried(trials_by_import(project, reach, in_place.left), asked.processes):
        note(mutant, outcome)


def _asked() -> argparse.Namespace:
    asking = argparse.ArgumentParser(prog="python -m support.mutation")
    asking.add_argument("code", help="a package or a file, as seen from src")
    asking.add_argument("--tests", nargs="*", help="as seen from tests; else those of that name")
    asking.add_argument("--sample", type=int, help="how many mutants to draw; else all")
    asking.add_argument("--seed", type=int, default=1, help="which ones are drawn")
    asking.add_argument("--processes", type=int, default=1, help="how many mutants at a time")
    asking.add_argument("--seconds", type=float, default=8, help="of tests that a mutant may cost")
    asking.add_argument("--conftest", action="store_true", help="the tests need its fixtures")
    asking.add_argument("--count", action="store_true", help="only count the mutants")
    return asking.parse_args()


def _counted(project: Project) -> list[Mutant]:
    every = [mutant for file in project.files() for mutant in mutants_of(file)]
    why = {mutant: mutant.not_counted for mutant in every}
    counted = [mutant for mutant, reason in why.items() if reason is None]
    _say(f"{len(every)} mutants, of them {len(counted)} counted; not counted:")
    for reason, number in Counter(filter(None, why.values())).most_common():
        _say(f"  {number:5} {reason.value}")
    return counted


def _drawn(counted: list[Mutant], size: int | None, seed: int) -> list[Mutant]:
    if size is None or size >= len(counted):
        return counted
    _say(f"a uniform sample of {size} of them, seed {seed}")
    return random.Random(seed).sample(counted, size)


def _told(project: Project, mutant: Mutant) -> str:
    was, became = mutant.change
    file = mutant.file.relative_to(project.root)
    return f"{file}:{mutant.line} {mutant.operator}\n    - {was}\n    + {became}"


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
