"""A list read at an old position is what it was when that position was the last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient

from bootstrap import House, application
from support.database import fresh_database
from support.histories import ACTOR
from support.site import DISTRICT, Site, a_house
from support.site_story import a_little_story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from application.desk import Receipt

ASKED: tuple[dict[str, str], ...] = (
    {},
    {"kind": "appeals"},
    {"open": "true"},
    {"overdue": "true"},
    {"state": "closed"},
    {"area": "320371005001"},
    {"due_by": "2022-06-01"},
)
"""The list in several ways."""


class Watched(Site):
    """Writes down what the list says after every command."""

    def __init__(self, house: House) -> None:
        super().__init__(house)
        acting = {"X-Lianxin-Acting": f"{ACTOR} DST {DISTRICT}"}
        self.client = TestClient(application(house), headers=acting)
        self.seen: dict[int, list[Any]] = {}

    def give(self, *args: Any, **said: Any) -> Receipt:
        receipt = super().give(*args, **said)
        self.project()
        self.seen[receipt.position] = [self.listed(**asked) for asked in self.asked(receipt)]
        return receipt

    def asked(self, receipt: Receipt) -> list[dict[str, str]]:
        """Ask for the day of the last command: the story's clock is at its end all the time."""
        position = str(receipt.position)
        return [each | {"known_at": position} if "overdue" in each else each for each in ASKED]

    def listed(self, **asked: str) -> list[dict[str, Any]]:
        answer = self.client.get("/api/v1/cases", params={"limit": "500", **asked})
        assert answer.status_code == 200, answer.text
        items: list[dict[str, Any]] = answer.json()["items"]
        return items


@pytest.fixture(scope="module")
def watched(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    """A district whose list was watched while the little story was told."""
    for database in fresh_database(server_url):
        with a_house(database, tmp_path_factory.mktemp("keys")) as house:
            watched = Watched(house)
            a_little_story(watched)
            yield watched


def test_a_list_read_at_an_old_position_is_what_it_was(watched: Watched) -> None:
    assert len(watched.seen) > 40
    assert watched.seen[min(watched.seen)] != watched.seen[max(watched.seen)]
    for position, before in watched.seen.items():
        now = [watched.listed(**asked, known_at=str(position)) for asked in ASKED]
        assert now == before


def test_what_is_overdue_at_a_past_moment_is_so_by_the_day_of_that_moment(watched: Watched) -> None:
    on_the_day = watched.listed(kind="appeals", overdue="true", known_at="2022-04-13")
    a_day_later = watched.listed(kind="appeals", overdue="true", known_at="2022-04-14")

    assert on_the_day == []
    assert [case["due_on"] for case in a_day_later] == ["2022-04-13"]
