"""Attacks and honest work by seed, in any number; told is what was done how often.

Each raises `AssertionError` at the first attack that goes unseen, and at the first false alarm.
"""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from itertools import cycle, islice
from random import Random
from typing import TYPE_CHECKING

from domain.catalogue import EVENTS
from eventstore.log import Log
from eventstore.stored_form import StoredForm
from support.attacks import honest, on_bundles, on_keys, on_ledger, on_log, on_read_models
from support.attacks.world import a_world
from support.database import SCHEMA, fresh_database
from support.figures import Book
from support.proving import prover
from verifier import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from support.attacks.world import Attack, World
    from support.proving import Prover

    Progress = Callable[[int], None]

ROWS_PER_REFOLD = 20
FLIPS_PER_BUNDLE_ATTACK = 2

OF_THE_LOG: Sequence[tuple[Attack, Sequence[str]]] = (
    *((attack, on_log.TABLES) for attack in on_log.ATTACKS),
    *((attack, on_ledger.TABLES) for attack in on_ledger.ATTACKS),
    *((attack, on_keys.TABLES) for attack in on_keys.ATTACKS),
)


@contextmanager
def a_world_of_its_own(server_url: str, folder: Path) -> Iterator[World]:
    """Lend a world in a database of its own."""
    for database in fresh_database(server_url):
        world = a_world(database, folder)
        try:
            yield world
        finally:
            world.house.close()


def attack_log(world: World, *, count: int, random: Random, progress: Progress) -> Counter[str]:
    """Attack log, ledger and keys, each in turn."""
    done: Counter[str] = Counter()
    for nth, (attack, tables) in enumerate(islice(cycle(OF_THE_LOG), count), start=1):
        with world.unguarded(tables) as master:
            named = attack(world, master, random)
            faults = world.faults()
        assert named(faults), (attack.__name__, faults[:5])
        done[attack.__name__] += 1
        progress(nth)
    assert world.faults() == []
    return done


def attack_read_models(
    world: World, *, count: int, random: Random, progress: Progress
) -> Counter[str]:
    """Attack a row in each of some tables at a time: all of these are named, and no other."""
    done: Counter[str] = Counter()
    while (left := count - done.total()) > 0:
        with on_read_models.attacked(world, random, min(left, ROWS_PER_REFOLD)) as attacked:
            faults = world.faults_of_read_models()
        for table, keys in attacked.items():
            assert on_read_models.is_named(faults, table, keys), (table, keys)
            done[f"a_row_of_{table}"] += 1
        assert {fault.partition(" (")[0] for fault in faults} == attacked.keys()
        progress(done.total())
    assert world.faults_of_read_models() == []
    return done


def attack_bundles(
    server_url: str, folder: Path, *, count: int, random: Random, progress: Progress
) -> Counter[str]:
    """Attack a bundle in the ways that are named, and by flipping bits."""
    done: Counter[str] = Counter()
    named = cycle(on_bundles.ATTACKS.items())
    with _a_prover(server_url, folder) as proving:
        bundle = on_bundles.a_bundle(proving)
        for nth in range(1, count + 1):
            if nth % (FLIPS_PER_BUNDLE_ATTACK + 1):
                name, content, reason = "a_bit_is_flipped", on_bundles.flipped(bundle, random), ""
            else:
                attack, reason = next(named)
                name, content = attack.__name__, on_bundles.attacked(bundle, attack)
            verdict = proving.checked(content, "--lang", "en")
            assert verdict.code == verify.REFUSED, (name, verdict.said)
            assert reason in verdict.said, (name, verdict.said)
            done[name] += 1
            progress(nth)
        assert proving.checked(bundle).code == verify.VALID
    return done


def work_honestly(
    world: World, *, count: int, random: Random, progress: Progress, refold_every: int = 25
) -> Counter[str]:
    """Work as one does, and look each time; every so often at the read models too."""
    done: Counter[str] = Counter()
    for nth, work in enumerate(islice(cycle(honest.WORK), count), start=1):
        work(world, random)
        faults = world.faults()
        assert faults == [], (work.__name__, faults[:5])
        if nth % refold_every == 0 or nth == count:
            faults = world.faults_of_read_models()
            assert faults == [], (work.__name__, faults[:5])
        done[work.__name__] += 1
        progress(nth)
    return done


@contextmanager
def _a_prover(server_url: str, folder: Path) -> Iterator[Prover]:
    for database in fresh_database(server_url):
        log = Log(database.service_url, schema=SCHEMA, form=StoredForm(EVENTS))
        book = Book(log, database.service_url)
        try:
            yield prover(book, folder)
        finally:
            book.close()
            log.close()
