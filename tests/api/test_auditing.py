"""The auditor's command line: what it tells is what pages and resources tell."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from support.counted import seen, visit
from support.figures import Book
from support.histories import id_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fastapi.testclient import TestClient

    from bootstrap import House
    from support.database import Database

VISIT = id_of("visit")


@pytest.fixture
def environment(
    house: House, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[House]:
    """A command line over the house's database, where one visit was recorded."""
    monkeypatch.setenv("LIANXIN_DATABASE_URL", database.service_url)
    monkeypatch.setenv("LIANXIN_OWNER_URL", database.owner_url)
    monkeypatch.setenv("LIANXIN_VAR", str(tmp_path))
    book = Book(house.log, house.service_url)
    book.record(VISIT, visit(seen(id_of("A")), by=id_of("X")))
    house.projector.catch_up()
    yield house
    book.close()


def told(*arguments: str) -> str:
    from cli import app

    said = CliRunner().invoke(app, ["audit", *arguments])
    assert said.exit_code == 0, said.output
    return said.stdout


def test_the_story_of_a_case_comes_as_text_as_json_and_as_a_page(
    environment: House, client: TestClient, tmp_path: Path
) -> None:
    page = tmp_path / "story.html"

    assert "第 1 条 已走访" in told("case", str(VISIT))
    assert json.loads(told("case", str(VISIT), "--json")) == (
        client.get(f"/api/v1/cases/{VISIT}/story").json()
    )
    told("case", str(VISIT), "--html", str(page))
    client.cookies.set("lianxin_persona", "AUD-320371")
    assert page.read_text(encoding="utf-8") == client.get(f"/cases/{VISIT}/story").text


def test_a_moment_before_the_first_entry_knows_no_case(environment: House) -> None:
    from cli import app

    said = CliRunner().invoke(app, ["audit", "case", str(VISIT), "--known-at", "1"])
    assert said.exit_code != 0
