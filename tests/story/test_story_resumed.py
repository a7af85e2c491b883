"""Killed in the middle and started again, the play goes on and comes to the same."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from bootstrap import build
from story.numbers import STORY_BEGINS_AT
from story.play import StoryRefused, is_told, opening, play
from support.database import SCHEMA
from support.histories import id_of
from support.played_story import play_into, settings_of
from support.told import Told

if TYPE_CHECKING:
    from uuid import UUID

    from bootstrap import House
    from story.diary import Act
    from support.database import Database

PLAYER = "support.story_player"
PROJECT = Path(__file__).parents[2]
OUR_OWN = os.pathsep.join((str(PROJECT / "src"), str(PROJECT / "tests")))
WAIT_SECONDS_MAX = 900
UNTIL = date(2022, 3, 2)


def play_and_kill(database: Database, var: Path, house: House, *, at_position: int) -> None:
    """Play in a process of its own, and kill it when the log has come so far."""
    environment = os.environ | {"PYTHONPATH": OUR_OWN}
    player = subprocess.Popen(
        [sys.executable, "-m", PLAYER, database.name, database.administrator_url, var],
        env=environment,
    )
    try:
        give_up_at = time.monotonic() + WAIT_SECONDS_MAX
        while house.log.last_position() < at_position and time.monotonic() < give_up_at:
            assert player.poll() is None, "the player ended by itself"
            time.sleep(0.05)
    finally:
        player.kill()
        player.wait()


def recorded(house: House, until: date) -> set[tuple[UUID, int, str]]:
    """Name every event recorded by the end of a day: its stream, its version there, its topic."""
    with psycopg.connect(house.service_url) as connection:
        rows: list[tuple[UUID, int, str]] = connection.execute(
            f"select originator_id, originator_version, topic from {SCHEMA}.events"
            " where position > 1 and recorded_at < %s::date at time zone 'Asia/Shanghai'",
            [until + timedelta(days=1)],
        ).fetchall()
    assert len(set(rows)) == len(rows)
    return set(rows)


def commands(house: House) -> int:
    """Count the commands that were answered."""
    with psycopg.connect(house.service_url) as connection:
        row = connection.execute(f"select count(*) from {SCHEMA}.commands").fetchone()
    assert row is not None
    return int(row[0])


def test_killed_in_the_middle_and_started_again_it_comes_to_the_same(
    database: Database, tmp_path: Path, told: Told, story_house: House
) -> None:
    """The log of a story played in one go names the same events."""
    part = Told(told.acts, known_on=UNTIL)
    with build(settings_of(database, tmp_path)) as house:
        play_and_kill(database, tmp_path, house, at_position=part.events() // 2)
        assert part.events() // 2 <= house.log.last_position() < part.events()

        play_into(house, part.acts)

        assert recorded(house, UNTIL) == recorded(story_house, UNTIL)
        assert (house.log.last_position(), commands(house)) == (part.events(), len(part.acts))
        assert not is_told(house.office)
        assert is_told(story_house.office)

        told_days: list[int] = []
        play(house.office, part.acts, lambda done, of: told_days.append(of - done))
        assert told_days[-1] == 0
        assert (house.log.last_position(), commands(house)) == (part.events(), len(part.acts))


def test_a_refusal_stops_the_play_with_the_name_of_the_act(
    database: Database, tmp_path: Path, acts: list[Act]
) -> None:
    first = acts[0]
    impossible = dataclasses.replace(first, name="activate", values={}, command=id_of("impossible"))
    with build(settings_of(database, tmp_path)) as house:
        house.open_log(opening(begun_at=datetime.now(UTC)), at=STORY_BEGINS_AT)
        with pytest.raises(StoryRefused, match=r"associations/activate .* CaseUnknown"):
            play(house.office, [impossible])
        assert (house.log.last_position(), commands(house)) == (1, 0)
