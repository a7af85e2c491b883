"""A replay holds the read models as of a past position, and touches nothing that serves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

import bootstrap
from bootstrap.upkeep.replaying import known_replays, make_replay, remove_replay
from cli import app
from projections.catalogue import all_models
from projections.figures.figure import Question
from projections.figures.reader import FigureReader
from projections.running.builds import digest
from projections.running.replay import (
    NoSuchReplay,
    ReplayNameTaken,
    ReplayNameUnfit,
    ReplayOfAnotherShape,
)
from support.counted import APRIL, seen, visit
from support.histories import id_of
from support.visits import B, X

if TYPE_CHECKING:
    from bootstrap import House
    from support.figures import Book


def counted_in(house: House, name: str) -> int:
    with house.read_models.connection() as connection:
        reader = FigureReader(connection, bootstrap.reading_of(house, connection, name))
        return reader.figure(Question("M04", *APRIL)).value


def test_a_replay_counts_what_was_known_then_and_stays_there(house: House, book: Book) -> None:
    name, position = make_replay(house, "3", schema=None)
    assert (name, position) == ("lianxin_replay_3", 3)
    book.record(id_of("a visit since"), visit(seen(B), by=X))
    assert book.value("M04", APRIL) == 4
    assert counted_in(house, name) == book.value("M04", APRIL, at=3) == 2
    assert known_replays(house) == {"lianxin_replay_3": 3}


def test_nothing_that_serves_is_touched_by_a_replay(house: House, book: Book) -> None:
    with house.read_models.connection() as connection:
        before = house.read_models.reading(connection)
        rows = digest(connection, before.schema, all_models())
        make_replay(house, "2", schema="then")
        assert house.read_models.reading(connection) == before
        assert digest(connection, before.schema, all_models()) == rows
    assert house.log.last_position() == 4


def test_a_replay_survives_a_rebuild_and_is_dropped_by_its_name_alone(
    house: House, book: Book
) -> None:
    make_replay(house, "2", schema="then")
    rebuilt = bootstrap.rebuild(house)
    assert known_replays(house) == {"then": 2}
    remove_replay(house, "then")
    assert known_replays(house) == {}
    with pytest.raises(NoSuchReplay):
        remove_replay(house, rebuilt.name)
    assert book.value("M04", APRIL) == 3


def test_a_name_that_is_taken_or_unfit_is_refused(house: House, book: Book) -> None:
    with pytest.raises(ReplayNameTaken):
        make_replay(house, "2", schema="lianxin")
    with pytest.raises(ReplayNameUnfit):
        make_replay(house, "2", schema="then; drop schema lianxin")
    assert known_replays(house) == {}


def test_a_replay_of_another_release_is_not_read(house: House, book: Book) -> None:
    make_replay(house, "2", schema="then")
    with house.read_models.connection() as connection:
        connection.execute("update lianxin.builds set shape = 'replay of x' where name = 'then'")
        with pytest.raises(ReplayOfAnotherShape):
            bootstrap.reading_of(house, connection, "then")


def test_at_the_command_line_figures_are_read_in_a_replay(house: House, book: Book) -> None:
    made = CliRunner().invoke(app, ["replay", "--to", "3", "--schema", "then"])
    assert made.exit_code == 0, made.output
    period = ["--from", "2022-04-01", "--to", "2022-04-30", "--json"]
    figures = CliRunner().invoke(app, ["figures", "--schema", "then", *period])
    found = {each["measure"]: each for each in json.loads(figures.stdout)}
    assert (found["M04"]["value"], found["M04"]["position"]) == (2, 3)
    dropped = CliRunner().invoke(app, ["replay", "--drop", "--schema", "then"])
    assert dropped.exit_code == 0, dropped.output
    assert known_replays(house) == {}
