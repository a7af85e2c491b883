"""Attacks on the rows of the log. Each gives what must be said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.attacks.world import names

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from support.attacks.world import Attack, Connection, Named, World

TABLES: Sequence[str] = ("events",)


def _named(position: int) -> Named:
    return lambda faults: names(faults, position)


def a_character_is_flipped(world: World, master: Connection, random: Random) -> Named:
    """Change one character of what an event says."""
    position = random.randint(1, world.size)
    row = master.execute("select state from events where position = %s", [position]).fetchone()
    assert row is not None
    (state,) = row
    at = random.randrange(len(state))
    other = chr(ord(state[at]) ^ 1)
    master.execute(
        "update events set state = %s where position = %s",
        [state[:at] + other + state[at + 1 :], position],
    )
    return _named(position)


def a_business_day_is_changed(world: World, master: Connection, random: Random) -> Named:
    """Let something have happened on another day."""
    position = random.randint(1, world.size)
    master.execute(
        r"update events set state = regexp_replace(state, '\d\d\d\d-\d\d-\d\d', '2019-01-01')"
        " where position = %s",
        [position],
    )
    return _named(position)


def a_topic_is_changed(world: World, master: Connection, random: Random) -> Named:
    """Let an event be of another kind."""
    position = random.randint(1, world.size)
    topic = random.choice(("visit.recorded", "appeal.closed", "nobody.knows"))
    changed = master.execute(
        "update events set topic = %s where position = %s and topic <> %s", [topic, position, topic]
    )
    return _named(position) if changed.rowcount else a_topic_is_changed(world, master, random)


def a_stream_is_changed(world: World, master: Connection, random: Random) -> Named:
    """Let an event be another record's."""
    position = random.randint(1, world.size)
    master.execute(
        "update events set originator_id = gen_random_uuid() where position = %s", [position]
    )
    return _named(position)


def a_version_is_changed(world: World, master: Connection, random: Random) -> Named:
    """Let an event stand elsewhere in its record."""
    position = random.randint(1, world.size)
    master.execute(
        "update events set originator_version = originator_version + 1000 where position = %s",
        [position],
    )
    return _named(position)


def an_event_is_back_dated(world: World, master: Connection, random: Random) -> Named:
    """Let an event have been recorded earlier."""
    position = random.randint(1, world.size)
    moved = random.choice(("1 microsecond", "1 day", "400 days"))
    master.execute(
        "update events set recorded_at = recorded_at - %s::interval where position = %s",
        [moved, position],
    )
    return _named(position)


def an_event_is_deleted(world: World, master: Connection, random: Random) -> Named:
    """Delete an event, and leave the gap."""
    position = random.randint(1, world.size)
    master.execute("delete from events where position = %s", [position])
    return _named(position)


def an_event_is_deleted_and_those_after_it_counted_anew(
    world: World, master: Connection, random: Random
) -> Named:
    """Delete an event, and close the gap."""
    position = random.randint(1, world.size - 1)
    master.execute("delete from events where position = %s", [position])
    _shift(master, position + 1, -1)
    return _named(position)


def an_event_is_inserted(world: World, master: Connection, random: Random) -> Named:
    """Write an event between others."""
    position = random.randint(2, world.size)
    _shift(master, position, 1)
    master.execute(
        "insert into events select %s, recorded_at, gen_random_uuid(), 1, topic, state"
        " from events where position = %s",
        [position, position - 1],
    )
    return _named(position)


def two_events_change_places(world: World, master: Connection, random: Random) -> Named:
    """Let two events change places."""
    one, other = random.sample(range(1, world.size + 1), 2)
    for old, fresh in ((one, -other), (other, -one)):
        master.execute("update events set position = %s where position = %s", [fresh, old])
    master.execute("update events set position = -position where position < 0")
    return lambda faults: names(faults, one) or names(faults, other)


def the_end_is_cut_off(world: World, master: Connection, random: Random) -> Named:
    """Delete the last events."""
    position = random.randint(2, world.size)
    master.execute("delete from events where position >= %s", [position])
    return _named(position)


def _shift(master: Connection, first: int, by: int) -> None:
    master.execute("update events set position = -position where position >= %s", [first])
    master.execute("update events set position = %s - position where position < 0", [by])


ATTACKS: Sequence[Attack] = (
    a_character_is_flipped,
    a_business_day_is_changed,
    a_topic_is_changed,
    a_stream_is_changed,
    a_version_is_changed,
    an_event_is_back_dated,
    an_event_is_deleted,
    an_event_is_deleted_and_those_after_it_counted_anew,
    an_event_is_inserted,
    two_events_change_places,
    the_end_is_cut_off,
)
