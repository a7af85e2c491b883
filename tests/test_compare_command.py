"""`lianxin compare`: two moments at the command line, as a table and as the API tells it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from cli import app
from support.database import fresh_database
from support.site import OFFICER, Site, a_house
from support.site_story import Told, a_little_story

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def story(
    server_url: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Told, int]]:
    """The little story, a void after it, and what the command line finds in its environment."""
    for database in fresh_database(server_url):
        keys = tmp_path_factory.mktemp("keys")
        with a_house(database, keys) as house:
            site = Site(house)
            told = a_little_story(site)
            then = house.log.last_position()
            site.give("visits/void", told.visit, actor=OFFICER, reason="重复录入")
        for name, value in {
            "LIANXIN_DATABASE_URL": database.service_url,
            "LIANXIN_OWNER_URL": database.owner_url,
            "LIANXIN_KEYS": str(keys),
        }.items():
            monkeypatch.setenv(name, value)
        yield told, then


def run(*arguments: object) -> str:
    done = CliRunner().invoke(app, ["compare", *map(str, arguments)], env={"COLUMNS": "300"})
    assert done.exit_code == 0, (done.output, done.exception)
    return done.output


def test_a_case_a_list_and_a_figure_are_compared(story: tuple[Told, int]) -> None:
    told, then = story

    case = run("case", told.visit, "--then", then)
    assert "重复录入" in case
    assert json.loads(run("case", told.visit, "--then", then, "--json"))["kind"] == "visits"

    listed = run("list", "--kind", "visits", "--state", "recorded", "--then", then)
    assert "移出" in listed
    (item,) = json.loads(run("list", "--kind", "visits", "--then", then, "--json"))["items"]
    assert (item["id"], item["became"]) == (str(told.visit), "changed")

    figure = ("figure", "M04", "--from", "2022-03-01", "--to", "2022-06-30", "--then", then)
    assert "相差 -" in run(*figure)
    assert "重复录入" in run(*figure)
    moves = json.loads(run(*figure, "--json"))
    assert moves["difference"] == sum(each["change"] for each in moves["moves"]) < 0
    assert {each["by"]["topic"] for each in moves["moves"]} == {"visit.voided"}


def test_what_is_not_understood_is_refused_in_words(story: tuple[Told, int]) -> None:
    told, then = story
    backwards = ["compare", "case", str(told.visit), "--then", str(then), "--now", "1"]
    assert type(CliRunner().invoke(app, backwards).exception).__name__ == "ThenIsAfterNow"
    unknown = CliRunner().invoke(app, ["compare", "list", "--kind", "cats", "--then", "1"])
    assert unknown.exit_code == 2
    measure = CliRunner().invoke(app, ["compare", "figure", "M99", "--then", "1"])
    assert type(measure.exception).__name__ == "MeasureUnknown"
