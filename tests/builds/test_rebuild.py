"""A rebuild says what differs before it switches, and the former build is returned to at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, LiteralString

import psycopg
import pytest
from psycopg import sql
from typer.testing import CliRunner

import bootstrap
from bootstrap.upkeep.rebuilding import NoFormerBuild, return_to_former
from cli import app
from projections.running.comparing import FigureDifference
from support.counted import APRIL, seen, visit
from support.histories import VILLAGE, id_of
from support.visits import B, X

if TYPE_CHECKING:
    from bootstrap import House
    from projections.running.comparing import Differences
    from support.figures import Book

pytestmark = pytest.mark.usefixtures("book")


def serving(house: House) -> str:
    with house.read_models.connection() as connection:
        return house.read_models.reading(connection).schema


def edit(house: House, statement: LiteralString) -> None:
    """Change the build that serves, as nobody should."""
    with psycopg.connect(house.service_url, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(schema=sql.Identifier(serving(house))))


A_FACT_GONE = "delete from {schema}.facts where measure = 'M04' and occurred_on = '2022-04-06'"


def test_nothing_differs_when_nothing_was_changed(house: House) -> None:
    former = serving(house)
    rebuilt = bootstrap.rebuild(house)
    assert rebuilt.switched
    assert rebuilt.differences is not None
    assert rebuilt.differences.none
    assert (rebuilt.differences.position, rebuilt.differences.tables) == (4, ())
    assert serving(house) == rebuilt.name != former


def test_a_difference_is_told_by_measure_village_and_month_and_nothing_is_switched(
    house: House,
) -> None:
    edit(house, A_FACT_GONE)
    told: list[Differences] = []

    def no(found: Differences) -> bool:
        told.append(found)
        return False

    former = serving(house)
    rebuilt = bootstrap.rebuild(house, agree=no)
    assert not rebuilt.switched
    assert serving(house) == former
    (found,) = told
    assert found.figures == (FigureDifference("M04", VILLAGE, "2022-04", 2, 3, 2, 3),)
    assert found.tables == ("facts",)
    with house.read_models.connection() as connection:
        assert [build.name for build in house.read_models.builds(connection)] == [former]


def test_a_table_that_differs_without_a_figure_is_told_too(house: House) -> None:
    edit(house, "update {schema}.steps set total = total + 1")
    rebuilt = bootstrap.rebuild(house)
    assert rebuilt.differences is not None
    assert (rebuilt.differences.figures, rebuilt.differences.tables) == ((), ("steps",))


def test_the_former_build_is_returned_to_at_once_and_is_up_to_date(
    house: House, book: Book
) -> None:
    former = serving(house)
    bootstrap.rebuild(house)
    book.record(id_of("a visit since"), visit(seen(B), by=X))
    assert return_to_former(house) == former == serving(house)
    assert book.value("M04", APRIL) == 4


def test_without_a_former_build_there_is_nothing_to_return_to(house: House) -> None:
    with pytest.raises(NoFormerBuild):
        return_to_former(house)


def test_at_the_command_line_a_difference_needs_a_yes(house: House) -> None:
    edit(house, A_FACT_GONE)
    former = serving(house)
    refused = CliRunner().invoke(app, ["rebuild"])
    assert (refused.exit_code, serving(house)) == (1, former)
    assert "M04" in refused.output
    assert VILLAGE in refused.output
    assert "--yes" in refused.output
    switched = CliRunner().invoke(app, ["rebuild", "--yes"])
    assert switched.exit_code == 0, switched.output
    assert serving(house) != former
    returned = CliRunner().invoke(app, ["rebuild", "--return"])
    assert returned.exit_code == 0, returned.output
    assert serving(house) == former
