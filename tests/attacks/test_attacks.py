"""R5: seeded attacks are all found and named, and honest work raises no alarm."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from support.attacks import honest
from support.attacks.running import (
    OF_THE_LOG,
    a_world_of_its_own,
    attack_log,
    attack_read_models,
    work_honestly,
)

if TYPE_CHECKING:
    from pathlib import Path

SEED = 1
ROUNDS = 1
ROWS_ATTACKED = 20


def _nothing(_: int) -> None:
    pass


def test_attacks_on_log_ledger_keys_and_read_models_are_all_found_and_named(
    server_url: str, tmp_path: Path
) -> None:
    random = Random(SEED)
    with a_world_of_its_own(server_url, tmp_path) as world:
        assert world.faults() == []
        assert world.faults_of_read_models() == []

        found = attack_log(world, count=ROUNDS * len(OF_THE_LOG), random=random, progress=_nothing)
        named = attack_read_models(world, count=ROWS_ATTACKED, random=random, progress=_nothing)

    assert set(found.values()) == {ROUNDS}
    assert named.total() == ROWS_ATTACKED


def test_honest_work_raises_no_alarm(server_url: str, tmp_path: Path) -> None:
    with a_world_of_its_own(server_url, tmp_path) as world:
        done = work_honestly(
            world, count=ROUNDS * len(honest.WORK), random=Random(SEED), progress=_nothing
        )

    assert set(done.values()) == {ROUNDS}
