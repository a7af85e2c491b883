"""What would be otherwise, from the log to the command line, and the log as it was."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from psycopg import sql
from typer.testing import CliRunner

from bootstrap.supposing import suppose
from bootstrap.upkeep.replaying import known_replays
from cli import app
from domain.calendar import Clock
from domain.words import Track
from projections.catalogue import all_models
from support.appeals import IN_PROGRESS, REPLIED, REPLIED_ON
from support.counted import seen, visit
from support.database import SCHEMA
from support.figures import Book
from support.histories import TOWN, VILLAGE, id_of
from support.visits import A, B, X
from supposing.measures import NoMeasuresInFile, Rules, rules_from
from supposing.promises import OtherPromise

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bootstrap import House
    from supposing.difference import Difference

LATE = id_of("an appeal replied to after three workdays")
SPRING = (date(2022, 4, 1), date(2022, 5, 31))

ONE_A_PERSON = """
from dataclasses import replace
from projections.measures.survey import SURVEY, SurveyCount

class OnePerPerson(SurveyCount):
    def count(self, recorded):
        for fact in super().count(recorded):
            yield replace(fact, rest="") if fact.measure == "M04" else fact

FAMILIES = [replace(SURVEY, count=OnePerPerson)]
"""


@pytest.fixture
def book(house: House) -> Iterator[Book]:
    """A replied appeal and three visits to two people."""
    book = Book(house.log, house.service_url, kept=all_models)
    book.record(LATE, *IN_PROGRESS)
    book.record(LATE, REPLIED, on=REPLIED_ON)
    for number, resident in enumerate((A, B, A)):
        day = date(2022, 4, 5 + number)
        book.record(id_of(f"visit {number}"), visit(seen(resident), by=X), on=day)
    yield book
    book.close()


def rows(house: House) -> list[tuple[Any, ...]]:
    """Everything the log says."""
    statement = sql.SQL("select * from {}.events order by position").format(sql.Identifier(SCHEMA))
    with psycopg.connect(house.service_url) as connection:
        return connection.execute(statement).fetchall()


def if_promised(house: House, close: Clock) -> Difference:
    rules = house.office.rulebook.in_force()
    return suppose(
        house,
        OtherPromise(rules.sla, rules.calendar, Track.PROMPT, close),
        Rules(),
        measures=["M14", "M14c", "M07b"],
        first=SPRING[0],
        last=SPRING[1],
    )


def test_a_shorter_promise_makes_a_reply_late_and_says_which(house: House, book: Book) -> None:
    before = rows(house)

    found = if_promised(house, Clock.wd(2))

    figures = {figure.measure: figure for figure in found.figures}
    assert figures.keys() == {"M14", "M14c"}
    whole, town = figures["M14c"].numbers
    assert (whole.key, whole.real, whole.supposed) == ("", 0, 1)
    assert (town.key, town.real, town.supposed) == (TOWN, 0, 1)
    (case,) = figures["M14c"].cases
    assert case.is_supposed
    assert case.counted.sources == ((LATE, 3), (LATE, 6))
    assert case.counted.code == VILLAGE
    assert found.position == len(before)
    assert rows(house) == before


def test_a_promise_that_changes_nothing_says_so(house: House, book: Book) -> None:
    found = if_promised(house, Clock.wd(6))
    assert found.figures == ()
    assert found.dates == ()


def test_a_running_clock_would_run_until_another_day(house: House, book: Book) -> None:
    running = id_of("an appeal in progress")
    book.record(running, *IN_PROGRESS)

    (moved,) = if_promised(house, Clock.wd(7)).dates

    assert (moved.case, moved.clock) == (running, "close_by")
    assert (moved.real, moved.supposed) == (date(2022, 5, 9), date(2022, 5, 11))


def test_another_measure_is_counted_beside_ours(house: House, book: Book, tmp_path: Path) -> None:
    file = tmp_path / "one_a_person.py"
    file.write_text(ONE_A_PERSON, encoding="utf-8")

    found = suppose(
        house, None, rules_from(file), measures=["M04", "M07b"], first=SPRING[0], last=SPRING[1]
    )

    (figure,) = found.figures
    assert [(each.key, each.real, each.supposed) for each in figure.numbers] == [
        ("", 3, 2),
        (TOWN, 3, 2),
    ]


def test_a_file_without_measures_of_ours_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "nothing.py"
    file.write_text("FAMILIES = []", encoding="utf-8")
    with pytest.raises(NoMeasuresInFile):
        rules_from(file)


def test_nothing_is_left_behind(house: House, book: Book) -> None:
    if_promised(house, Clock.wd(2))
    with psycopg.connect(house.service_url) as connection:
        schemas = connection.execute(
            "select nspname from pg_namespace where nspname like '%supposed%'"
        ).fetchall()
    assert schemas == []
    assert known_replays(house) == {}


def test_the_command_line_marks_what_it_says_as_hypothetical(house: House, book: Book) -> None:
    asked = ["suppose", "--promise", "prompt=WD2", "--from", "2022-04-01", "--to", "2022-05-31"]

    shown = CliRunner().invoke(app, asked)
    told = CliRunner().invoke(app, [*asked, "--json"])

    assert shown.exit_code == 0, shown.output
    assert "假定, 非实际数字" in shown.output
    assert str(LATE) in shown.output
    said = json.loads(told.stdout)
    assert said["hypothetical"] is True
    assert {figure["measure"] for figure in said["figures"]} >= {"M14", "M14c"}


@pytest.mark.parametrize(
    "asked",
    [
        [],
        ["--promise", "prompt=WD2", "--worked", "2022-05-02"],
        ["--promise", "sometimes=WD2"],
        ["--promise", "prompt=soon"],
        ["--worked", "tomorrow"],
        ["--promise", "prompt=WD2", "--measure", "M99"],
    ],
)
def test_a_question_that_is_none_is_refused(house: House, asked: list[str]) -> None:
    assert CliRunner().invoke(app, ["suppose", *asked]).exit_code == 2
