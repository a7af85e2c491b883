"""R5: seeded attacks are all found and named, and honest work raises no alarm."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from support.attacks import on_keys, on_ledger, on_log, on_read_models
from support.attacks.world import World, a_world
from support.database import fresh_database

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from support.attacks.world import Attack

SEED = 1
ROUNDS = 3


@pytest.fixture(scope="module")
def world(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    for database in fresh_database(server_url):
        world = a_world(database, tmp_path_factory.mktemp("attacked"))
        yield world
        world.house.close()


def test_nothing_is_said_of_a_house_that_nobody_attacked(world: World) -> None:
    assert world.faults() == []
    assert world.faults_of_read_models() == []


@pytest.mark.parametrize(
    ("attack", "tables"),
    [
        *((attack, on_log.TABLES) for attack in on_log.ATTACKS),
        *((attack, on_ledger.TABLES) for attack in on_ledger.ATTACKS),
        *((attack, on_keys.TABLES) for attack in on_keys.ATTACKS),
    ],
)
def test_an_attack_is_found_and_named(world: World, attack: Attack, tables: Sequence[str]) -> None:
    random = Random(f"{SEED} {attack.__name__}")
    for _ in range(ROUNDS):
        with world.unguarded(tables) as master:
            named = attack(world, master, random)
            faults = world.faults()
        assert named(faults), faults[:5]
        assert world.faults() == []


def test_every_row_of_the_read_models_that_is_attacked_is_named_and_no_other(world: World) -> None:
    with on_read_models.attacked(world, Random(SEED), 20) as attacked:
        faults = world.faults_of_read_models()
    for table, keys in attacked.items():
        assert on_read_models.is_named(faults, table, keys), (table, keys)
    assert {fault.partition(" (")[0] for fault in faults} == attacked.keys()
    assert world.faults_of_read_models() == []
