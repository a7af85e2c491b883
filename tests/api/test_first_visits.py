"""The first visit of a pairing in the lists, from its start to its visit (`domain.md` 10.4, 12.1)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from api.acting import persona
from domain.words import Met, Role
from support.database import fresh_database
from support.site import OFFICER, TODAY, VILLAGE, VISITOR, Site, a_house
from support.site_story import Told, a_little_story

if TYPE_CHECKING:
    from collections.abc import Iterator

START = date(2022, 6, 13)
DUE = "2022-06-27"  # ten workdays after that Monday


@pytest.fixture(scope="module")
def site(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Told]]:
    for database in fresh_database(server_url):
        with a_house(database, tmp_path_factory.mktemp("keys")) as house:
            site = Site(house)
            told = a_little_story(site)
            site.go_on_to(TODAY)
            site.at += timedelta(hours=2)
            yield site, told


def attend(site: Site) -> None:
    """Let what is done by itself be done: everything is folded, and reacted to."""
    site.project()
    while sum(task() for task in site.house.attendant.tasks):
        site.project()


def read(site: Site, role: Role, path: str) -> Any:
    actor = persona(role, VILLAGE)
    answer = TestClient(site.app).get(
        path, headers={"X-Lianxin-Acting": f"{actor.id} {role} {VILLAGE}"}
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


def waited_for(site: Site, role: Role = Role.COMMISSIONER) -> dict[UUID, dict[str, Any]]:
    lists = {each["name"]: each["items"] for each in read(site, role, "/api/v1/worklist")["lists"]}
    return {UUID(each["id"]): each for each in lists.get("first_visits", [])}


def pair(site: Site, resident: UUID, association: UUID, start_on: date = START) -> UUID:
    pairing = site.open("pairings", resident=resident, helper=VISITOR.id, association=association)
    said: dict[str, Any] = {"consent_by": "resident", "consent_form": "voice", "start_on": start_on}
    site.give("pairings/confirm", pairing, **said)
    return pairing


def test_it_is_to_be_done_until_somebody_met_the_resident_in_person(
    site: tuple[Site, Told],
) -> None:
    district, told = site
    resident = told.residents[2]
    pairing = pair(district, resident, told.association)
    district.visit(resident, met=Met.NO)
    attend(district)

    item = waited_for(district)[pairing]
    assert (item["due_on"], item["what"]) == (DUE, "结对 · 结对中")
    assert f"resident={resident}" in item["link"]
    assert pairing in waited_for(district, Role.ASSOCIATION)

    visit = district.visit(resident)
    attend(district)
    assert pairing not in waited_for(district)

    district.give("visits/void", visit, actor=OFFICER, reason="重复录入")
    attend(district)
    assert waited_for(district)[pairing]["due_on"] == DUE

    district.visit(resident)
    attend(district)
    assert pairing not in waited_for(district)


def test_a_visit_made_before_the_pairing_was_confirmed_is_known(site: tuple[Site, Told]) -> None:
    district, told = site
    resident = told.residents[3]
    district.visit(resident, on=date(2022, 6, 14))

    pairing = pair(district, resident, told.association)
    attend(district)

    assert pairing not in waited_for(district)


def test_one_that_is_late_is_missed_and_stands_in_the_list_of_cases_with_its_date(
    site: tuple[Site, Told],
) -> None:
    district, told = site
    pairing = pair(district, told.residents[5], told.association, start_on=date(2022, 5, 30))
    attend(district)

    rows = read(district, Role.COMMISSIONER, "/api/v1/cases?kind=pairings")["items"]
    assert {row["id"]: row["due_on"] for row in rows}[str(pairing)] == "2022-06-14"
    assert waited_for(district)[pairing]["days_late"] == 1
    topics = [each.event.topic for each in district.house.log.history(pairing)]
    assert topics.count("deadline.missed") == 1
