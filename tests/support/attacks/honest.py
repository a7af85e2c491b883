"""Honest work, also of the kinds that look like an attack: after each nothing may be said."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import bootstrap
from domain.resident import ResidentShredded
from domain.words import Met
from eventstore.append import Append
from support.ledgers import cut_short
from support.logs import PLAIN, new
from support.site import OFFICER, VISITOR, a_house
from support.site_story import a_resident, an_appeal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from support.attacks.world import World

    Work = Callable[[World, Random], None]

ROWS_MAX = 30


def rows_are_appended(world: World, random: Random) -> None:
    """Append some rows; now and then nobody signs them yet."""
    rows = [new(uuid4(), event=PLAIN) for _ in range(random.randint(1, ROWS_MAX))]
    world.house.log.append(Append(rows, at=world.site.at))
    if random.random() < 0.7:
        world.publish()


def somebody_is_visited(world: World, random: Random) -> None:
    """Record a visit, of today or entered late."""
    on = world.site.at.date() - timedelta(days=random.choice((0, 0, 1, 5)))
    world.site.visit(random.choice(world.told.residents), met=random.choice(list(Met)), on=on)


def a_visit_is_voided(world: World, random: Random) -> None:
    """Void a visit that was entered twice."""
    visit = world.site.visit(random.choice(world.told.residents))
    world.site.give("visits/void", visit, actor=VISITOR, reason="重复录入")


def an_appeal_is_corrected(world: World, random: Random) -> None:
    """Put right what was typed wrong."""
    appeal = an_appeal(world.site, random.choice(world.told.residents))
    world.site.give(
        "appeals/correct",
        appeal,
        actor=VISITOR,
        version=1,
        field="summary",
        new="拐杖坏了。",
        reason="看错",
    )


def an_appeal_is_somebody_else_s(world: World, random: Random) -> None:
    """Move a case to the right person; the keys of the wrong one's die."""
    wrong, right = random.sample(world.told.residents, 2)
    appeal = an_appeal(world.site, wrong)
    world.site.give("appeals/change-subject", appeal, actor=OFFICER, resident=right, reason="同名")


def somebody_is_erased(world: World, _: Random) -> None:
    """Put somebody on file, and destroy all their keys."""
    person = a_resident(world.site, world.told.association, "张示例", next(world.numbers))
    version = world.house.log.history(person)[-1].version
    erased = ResidentShredded(appraisal=uuid4(), approvers=(uuid4(), uuid4()))
    world.house.log.append(
        Append([new(person, version + 1, erased)], shred=[person], at=world.site.at)
    )


def the_ledger_s_key_is_rotated(world: World, random: Random) -> None:
    """Go on with another signing key, the former one a while beside it or not at all."""
    world.house.publisher.rotate(overlap=random.choice((0, 10, 1_000)))
    rows_are_appended(world, random)


def the_personal_keys_are_wrapped_again(world: World, _: Random) -> None:
    """Wrap the keys of earlier months under this month's."""
    world.house.vault.wrap_again()


def the_house_is_started_again(world: World, random: Random) -> None:
    """Close the house, and build it again over what it left."""
    rows_are_appended(world, random)
    _start_again(world)


def the_read_models_are_rebuilt(world: World, _: Random) -> None:
    """Build the read models anew beside the others, and switch."""
    bootstrap.rebuild(world.house)


def a_process_is_killed_before_it_wrote_the_file(world: World, random: Random) -> None:
    """Leave the published file one checkpoint behind, and start again."""
    world.publish()
    (file,) = [path for path in world.files if path.name == "checkpoint"]
    before = file.read_bytes()
    rows = [new(uuid4(), event=PLAIN) for _ in range(random.randint(1, ROWS_MAX))]
    world.house.log.append(Append(rows, at=world.site.at))
    world.publish()
    file.write_bytes(before)


def a_backup_is_restored_and_an_epoch_opened(world: World, random: Random) -> None:
    """Lose the last rows with the disk, say so, and go on."""
    world.site.project()
    kept = world.size
    rows_are_appended(world, random)
    world.publish()
    cut_short(world.database, kept)
    _start_again(world)
    assert any("短于已公布的" in fault for fault in world.faults())
    bootstrap.open_epoch(world.house, bootstrap.acting(None), reason="磁盘损坏, 由备份恢复")
    world.publish()


def _start_again(world: World) -> None:
    world.house.close()
    world.house = world.site.house = a_house(world.database, world.folder)


WORK: Sequence[Work] = (
    rows_are_appended,
    somebody_is_visited,
    a_visit_is_voided,
    an_appeal_is_corrected,
    an_appeal_is_somebody_else_s,
    somebody_is_erased,
    the_ledger_s_key_is_rotated,
    the_personal_keys_are_wrapped_again,
    the_house_is_started_again,
    the_read_models_are_rebuilt,
    a_process_is_killed_before_it_wrote_the_file,
    a_backup_is_restored_and_an_epoch_opened,
)
