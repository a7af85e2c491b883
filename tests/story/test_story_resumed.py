"""Killed in the middle and started again, the play goes on and comes to the same."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from bootstrap import build
from projections.figures.figure import Question
from projections.figures.reader import FigureReader
from story.numbers import STORY_BEGINS_AT
from story.play import StoryRefused, is_told, opening, play
from support.database import SCHEMA
from support.histories import id_of
from support.played_story import play_into, settings_of

if TYPE_CHECKING:
    from bootstrap import House
    from story.diary import Act
    from support.database import Database
    from support.told import Told

PLAYER = "support.story_player"
PROJECT = Path(__file__).parents[2]
OUR_OWN = os.pathsep.join((str(PROJECT / "src"), str(PROJECT / "tests")))
WAIT_SECONDS_MAX = 900


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


def counted(database: Database) -> tuple[int, int]:
    """Count events and commands."""
    with psycopg.connect(database.service_url) as connection:
        row = connection.execute(
            f"select (select count(*) from {SCHEMA}.events), count(*) from {SCHEMA}.commands"
        ).fetchone()
    assert row is not None
    return row[0], row[1]


def test_killed_in_the_middle_and_started_again_it_comes_to_the_same(
    database: Database, tmp_path: Path, acts: list[Act], told: Told
) -> None:
    with build(settings_of(database, tmp_path)) as house:
        play_and_kill(database, tmp_path, house, at_position=told.events() // 2)
        events, _ = counted(database)
        assert told.events() // 2 <= events < told.events()
        assert not is_told(house.office)

        play_into(house, acts)

        assert counted(database) == (told.events(), len(acts))
        assert is_told(house.office)
        house.projector.catch_up()
        with house.read_models.connection() as connection:
            figures = FigureReader(connection, house.read_models.reading(connection))
            values = {
                measure: figures.figure(
                    Question(measure, date(2022, 3, 1), date(2022, 7, 31))
                ).value
                for measure in ("M01", "M04", "M06", "M07", "M08", "M09", "M17")
            }
        assert values == {
            "M01": 89,
            "M04": 3_335,
            "M06": 77,
            "M07": 58,
            "M08": 4,
            "M09": 621,
            "M17": 613,
        }

        told_days: list[int] = []
        play(house.office, acts, lambda done, of: told_days.append(of - done))
        assert told_days[-1] == 0
        assert counted(database) == (told.events(), len(acts))


def test_a_refusal_stops_the_play_with_the_name_of_the_act(
    database: Database, tmp_path: Path, acts: list[Act]
) -> None:
    first = acts[0]
    impossible = dataclasses.replace(first, name="activate", values={}, command=id_of("impossible"))
    with build(settings_of(database, tmp_path)) as house:
        house.open_log(opening(begun_at=datetime.now(UTC)), at=STORY_BEGINS_AT)
        with pytest.raises(StoryRefused, match=r"associations/activate .* CaseUnknown"):
            play(house.office, [impossible])
    assert counted(database) == (1, 0)
