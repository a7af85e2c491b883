"""Attacks on the personal keys."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from support.attacks.world import says

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random
    from uuid import UUID

    from support.attacks.world import Attack, Connection, Named, World

TABLES: Sequence[str] = ("keys", "keyring")

_USED = r"""
    select distinct kid, matter from keys join (
        select (regexp_matches(state, '"kid":"([0-9a-f-]{36})"', 'g'))[1]::uuid as kid from events
    ) as named using (kid) order by kid
"""


def _key(master: Connection, random: Random, *, of_a_case: bool = False) -> UUID:
    """Choose a key that some event names."""
    rows = master.execute(_USED).fetchall()
    chosen: UUID
    chosen, _ = random.choice([row for row in rows if row[1] is not None or not of_a_case])
    return chosen


def a_key_is_deleted(_: World, master: Connection, random: Random) -> Named:
    """Delete a key with its row."""
    kid = _key(master, random)
    master.execute("delete from keys where kid = %s", [kid])
    return says(f"key {kid}")


def a_key_is_destroyed_in_silence(_: World, master: Connection, random: Random) -> Named:
    """Destroy a key as if somebody had been forgotten."""
    kid = _key(master, random)
    master.execute("update keys set wrapped = null, destroyed_at = now() where kid = %s", [kid])
    return says(f"key {kid}")


def a_key_is_destroyed_at_the_time_of_another_event(
    world: World, master: Connection, random: Random
) -> Named:
    """Destroy a key, and date it by an event that is about somebody else."""
    kid = _key(master, random)
    master.execute(
        "update keys k set wrapped = null, destroyed_at = (select recorded_at from events"
        " where originator_id not in (k.person, coalesce(k.matter, k.person)) and position = any(%s)"
        " order by position limit 1) where kid = %s",
        [random.sample(range(world.size - 100, world.size), 20), kid],
    )
    return says(f"key {kid}")


def a_key_is_edited(_: World, master: Connection, random: Random) -> Named:
    """Change a bit of a wrapped key."""
    kid = _key(master, random)
    master.execute(
        "update keys set wrapped = set_bit(wrapped, %s, 1 - get_bit(wrapped, %s)) where kid = %s",
        [at := random.randrange(8 * 12), at, kid],
    )
    return says(f"key {kid}")


def a_key_is_put_in_the_place_of_another(_: World, master: Connection, random: Random) -> Named:
    """Let a person's texts be opened by another's key."""
    kid = _key(master, random)
    master.execute(
        "update keys set wrapped = (select wrapped from keys where kid <> %s order by kid limit 1)"
        " where kid = %s",
        [kid, kid],
    )
    return says(f"key {kid}")


def a_key_is_given_to_somebody_else(_: World, master: Connection, random: Random) -> Named:
    """Let a key belong to another person."""
    kid = _key(master, random)
    master.execute("update keys set person = %s where kid = %s", [uuid4(), kid])
    return says(f"key {kid}")


def a_key_is_moved_to_another_case(_: World, master: Connection, random: Random) -> Named:
    """Let a case's key be another case's, or the person's."""
    kid = _key(master, random, of_a_case=True)
    matter = random.choice((uuid4(), None))
    master.execute("update keys set matter = %s where kid = %s", [matter, kid])
    return says(f"key {kid}")


def a_key_is_said_to_be_of_another_month(_: World, master: Connection, random: Random) -> Named:
    """Let a key be wrapped under a month whose key there never was."""
    kid = _key(master, random)
    master.execute("update keys set wrapping = '1999-12' where kid = %s", [kid])
    return says(f"key {kid}")


def the_keyring_is_said_to_be_another(_: World, master: Connection, random: Random) -> Named:
    """Let the log belong to another directory of keys."""
    master.execute("update keyring set fingerprint = %s", [f"keyring:{random.randbytes(8).hex()}"])
    return says("keyring")


ATTACKS: Sequence[Attack] = (
    a_key_is_deleted,
    a_key_is_destroyed_in_silence,
    a_key_is_destroyed_at_the_time_of_another_event,
    a_key_is_edited,
    a_key_is_put_in_the_place_of_another,
    a_key_is_given_to_somebody_else,
    a_key_is_moved_to_another_case,
    a_key_is_said_to_be_of_another_month,
    the_keyring_is_said_to_be_another,
)
