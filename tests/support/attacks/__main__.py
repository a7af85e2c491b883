"""`python -m support.attacks --count 1000 --seed 1`: a long run, and what was found in it."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path
from random import Random

from eventstore.embedded.server import EmbeddedServer
from support.attacks import running
from support.database import prepare_template
from support.places import quick_directory

TOLD_EVERY = 50

asking = argparse.ArgumentParser(prog="python -m support.attacks")
asking.add_argument("--count", type=int, default=1_000)
asking.add_argument("--seed", type=int, default=1)
asked = asking.parse_args()


def told(what: str, done: int) -> None:
    """Say how far it is."""
    if done % TOLD_EVERY == 0:
        sys.stderr.write(f"{what}: {done}\n")


began, random = time.monotonic(), Random(asked.seed)
parts = {"bundles": asked.count // 4, "read models": asked.count // 4}
parts["log, ledger and keys"] = asked.count - sum(parts.values())
done: Counter[str] = Counter()
with tempfile.TemporaryDirectory(prefix="lianxin-", dir=quick_directory()) as name:
    directory = Path(name)
    directory.chmod(0o711)
    with EmbeddedServer(directory / "server", fsync=False) as server:
        url = server.url()
        prepare_template(url)
        folders = [directory / part for part in ("attacked", "bundles", "honest")]
        for folder in folders:
            folder.mkdir()
        with running.a_world_of_its_own(url, folders[0]) as world:
            for part, attack in (
                ("log, ledger and keys", running.attack_log),
                ("read models", running.attack_read_models),
            ):
                done += attack(
                    world, count=parts[part], random=random, progress=partial(told, part)
                )
        done += running.attack_bundles(
            url,
            folders[1],
            count=parts["bundles"],
            random=random,
            progress=partial(told, "bundles"),
        )
        with running.a_world_of_its_own(url, folders[2]) as world:
            honest = running.work_honestly(
                world, count=asked.count, random=random, progress=partial(told, "honest")
            )
for title, counts in (("attacks", done), ("honest work", honest)):
    sys.stdout.write(f"{title}\n")
    for what, times in sorted(counts.items()):
        sys.stdout.write(f"{times:>6}  {what.replace('_', ' ')}\n")
sys.stdout.write(
    f"{done.total()} attacks of seed {asked.seed}, all found and named, and {honest.total()} times"
    f" honest work without an alarm, in {time.monotonic() - began:.0f} s\n"
)
