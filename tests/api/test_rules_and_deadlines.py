"""The rules in force, the clocks that run, and what a new calendar moved, from end to end."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient

from bootstrap import application
from domain.calendar import CalendarDay, DayKind
from support.database import fresh_database
from support.histories import ACTOR
from support.site import DISTRICT, ENDS, OFFICER, VILLAGE, Site, a_house
from support.site_story import Told, a_little_story

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def told(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Told]]:
    """A district with its little story, as on its last day."""
    for database in fresh_database(server_url):
        with a_house(database, tmp_path_factory.mktemp("keys")) as house:
            site = Site(house)
            yield site, a_little_story(site)


def asked(site: Site, path: str, **said: str) -> dict[str, Any]:
    acting = {"X-Lianxin-Acting": f"{ACTOR} DST {DISTRICT}"}
    with TestClient(application(site.house), headers=acting) as client:
        answer = client.get(f"/api/v1{path}", params=said)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def test_the_rules_say_how_far_the_calendar_is_known(told: tuple[Site, Told]) -> None:
    site, _ = told

    rules = asked(site, "/rules")

    assert rules["calendar"] == {
        "version": "2025-11-04",
        "first_year": 2004,
        "horizon": "2026-12-31",
        "notice_wanted": None,
    }
    assert rules["promises"]["version"] == "2022-03-01"
    assert {"track": "prompt", "regime": None, "category": None, "close": "WD5"}.items() <= (
        rules["promises"]["rows"][-3].items()
    )


def test_every_running_clock_is_listed_the_next_one_first(told: tuple[Site, Told]) -> None:
    site, story = told

    clocks = asked(site, "/deadlines", area=VILLAGE)["items"]

    assert [each["due_on"] for each in clocks] == sorted(each["due_on"] for each in clocks)
    assert (str(story.overdue), "notify_by") in {(each["id"], each["clock"]) for each in clocks}
    soon = asked(site, "/deadlines", within_days="0")["items"]
    assert {each["due_on"] for each in soon} <= {
        each["due_on"] for each in clocks if each["due_on"] <= ENDS.date().isoformat()
    }
    assert asked(site, "/deadlines", provisional="true")["items"] == []


def test_the_attendant_notes_what_is_overdue_and_what_a_calendar_moves(
    told: tuple[Site, Told],
) -> None:
    site, story = told
    before = asked(site, "/deadlines")["items"]
    moved = next(each for each in before if each["due_on"] > "2022-06-15" and not each["is_right"])
    site.give(
        "system/load-calendar-year",
        site.house.log.event_at(1).stream,  # type: ignore[union-attr]  # a log begins with its opening
        actor=OFFICER,
        year=2022,
        document_number="国办发明电〔2022〕7号",
        days=(CalendarDay(date.fromisoformat(moved["due_on"]), DayKind.DAY_OFF),),
        calendar_version="2022-06-15",
    )
    site.project()

    while sum(task() for task in site.house.attendant.tasks):
        site.project()

    topics = [each.event.topic for each in site.house.log.history(story.overdue)]
    assert topics.count("deadline.missed") == 1
    said = asked(site, "/deadlines/recalculated")
    assert said["calendar_version"] == "2022-06-15"
    flipped = {(each["id"], each["clock"]): each for each in said["items"]}
    assert flipped[moved["id"], moved["clock"]]["was_due_on"] == moved["due_on"]
    assert flipped[moved["id"], moved["clock"]]["due_on"] > moved["due_on"]
    then = asked(site, "/deadlines", known_at=str(said["items"][0]["position"] - 1))["items"]
    assert moved in then
