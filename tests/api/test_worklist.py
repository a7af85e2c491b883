"""Today's work by role (`domain.md` 12.1): each thing once, with whose it is and how late."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient

from api.acting import persona
from domain.words import AppealCategory, Regime, RiskKind, Role, Track
from support.database import fresh_database
from support.reading import Page
from support.site import CHAIR, DISTRICT, TOWN, VILLAGE, VISITOR, Site, a_house, invented_number
from support.site_story import START, Told, a_little_story, an_appeal

if TYPE_CHECKING:
    from collections.abc import Iterator

JUNE = date(2022, 6, 14)


@pytest.fixture(scope="module")
def site(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Told]]:
    for database in fresh_database(server_url):
        with a_house(database, tmp_path_factory.mktemp("keys")) as house:
            site = Site(house)
            yield site, a_little_story(site)


def work(site: Site, role: Role, area: str, **query: Any) -> dict[str, list[dict[str, Any]]]:
    """Give the lists of a role by name."""
    site.project()
    actor = persona(role, area)
    answer = TestClient(site.app).get(
        "/api/v1/worklist",
        params=query,
        headers={"X-Lianxin-Acting": f"{actor.id} {role} {area}"},
    )
    assert answer.status_code == 200, answer.text
    lists = {each["name"]: each["items"] for each in answer.json()["lists"]}
    assert answer.json()["count"] == sum(map(len, lists.values()))
    return lists


def ids(items: list[dict[str, Any]]) -> set[UUID]:
    return {UUID(each["id"]) for each in items}


def pair(site: Site, resident: UUID, association: UUID, start_on: date = START) -> UUID:
    """Pair a resident with the village's commissioner."""
    pairing = site.open("pairings", resident=resident, helper=VISITOR.id, association=association)
    site.give(
        "pairings/confirm",
        pairing,
        consent_by="resident",
        consent_form="voice",
        start_on=start_on,
    )
    visited_once(site, pairing, start_on)
    return pairing


def visited_once(site: Site, pairing: UUID, day: date) -> None:
    """Let the first visit be made, so that only the monthly duty is left."""
    site.give("pairings/note-first-visit", pairing, visit=uuid4(), visited_on=day)


def test_an_overdue_case_is_told_with_name_lateness_link_and_next_step(
    site: tuple[Site, Told],
) -> None:
    lists = work(site[0], Role.COMMISSIONER, VILLAGE)

    (item,) = [each for each in lists["overdue"] if UUID(each["id"]) == site[1].overdue]
    assert item["name"] == "赵示例"
    assert item["days_late"] > 30
    assert item["link"] == f"/cases/{site[1].overdue}"
    assert item["next_step"].startswith("下一步")
    assert site[1].fresh in ids(lists["approaching"])


def test_a_commissioner_sees_who_was_not_met_this_month(site: tuple[Site, Told]) -> None:
    district, told = site
    met, not_met = told.residents[4], told.residents[5]
    pairings = [pair(district, each, told.association) for each in (met, not_met)]
    late = pair(district, told.residents[3], told.association, start_on=JUNE)
    assert ids(work(district, Role.COMMISSIONER, VILLAGE)["visits"]) >= {*pairings, late}

    visit = district.visit(met)
    assert pairings[0] not in ids(work(district, Role.COMMISSIONER, VILLAGE)["visits"])
    (item,) = [
        each
        for each in work(district, Role.COMMISSIONER, VILLAGE)["visits"]
        if UUID(each["id"]) == pairings[1]
    ]
    assert (item["name"], item["due_on"]) == ("吴示例", "2022-06-30")
    assert f"resident={not_met}" in item["link"]

    district.give("visits/void", visit, actor=VISITOR, reason="重复录入")
    assert pairings[0] in ids(work(district, Role.COMMISSIONER, VILLAGE)["visits"])


def test_others_pairings_are_not_the_commissioners_but_the_chairs_to_see(
    site: tuple[Site, Told],
) -> None:
    district, told = site
    visited_once(district, told.pairing, START)
    assert told.pairing not in ids(work(district, Role.COMMISSIONER, VILLAGE)["visits"])
    assert told.pairing in ids(work(district, Role.ASSOCIATION, VILLAGE)["visits"])
    assert CHAIR.id != VISITOR.id


def test_an_open_risk_comes_first_until_it_is_resolved(site: tuple[Site, Told]) -> None:
    district, told = site
    visit = district.visit(told.residents[0])
    risk = UUID(int=7)
    said: dict[str, Any] = {"risk": risk, "kind": RiskKind.HOUSING, "note": "屋顶漏"}
    district.give("visits/flag-risk", visit, actor=VISITOR, resident=told.residents[0], **said)
    for role, area in ((Role.COMMISSIONER, VILLAGE), (Role.TOWN, TOWN), (Role.DISTRICT, DISTRICT)):
        lists = work(district, role, area)
        assert next(iter(lists)) == "risks"
        assert (lists["risks"][0]["name"], lists["risks"][0]["what"]) == (
            "赵示例",
            RiskKind.HOUSING.chinese,
        )
    district.give("visits/resolve-risk", visit, actor=VISITOR, risk=risk, measures="已修")
    assert work(district, Role.TOWN, TOWN)["risks"] == []


def test_a_risk_of_a_voided_visit_is_none(site: tuple[Site, Told]) -> None:
    district, told = site
    visit = district.visit(told.residents[1])
    said: dict[str, Any] = {"risk": UUID(int=8), "kind": RiskKind.HOUSING, "note": "漏"}
    district.give("visits/flag-risk", visit, actor=VISITOR, resident=told.residents[1], **said)
    void = district.give("visits/void", visit, actor=VISITOR, reason="记错")
    assert work(district, Role.TOWN, TOWN)["risks"] == []

    district.give("visits/revert-void", visit, version=void.version, reason="没有记错")
    assert len(work(district, Role.TOWN, TOWN)["risks"]) == 1
    district.give("visits/void", visit, actor=VISITOR, reason="记错")


def test_a_town_sees_what_nobody_was_given_and_what_is_unanswered(
    site: tuple[Site, Told],
) -> None:
    district, told = site
    appeal = an_appeal(district, told.residents[3])
    assert appeal in ids(work(district, Role.TOWN, TOWN)["unassigned"])
    district.give(
        "appeals/triage",
        appeal,
        track=Track.PROMPT,
        category=AppealCategory.DEVICE,
        regime=Regime.ORDINARY,
    )
    district.give("appeals/accept", appeal, related=False)
    district.give(
        "appeals/assign",
        appeal,
        lead="残协",
        handler=VISITOR.id,
        related=False,
        assisting=(),
    )
    lists = work(district, Role.TOWN, TOWN)
    assert appeal not in ids(lists["unassigned"])
    assert appeal in ids(lists["unanswered"])


def test_nothing_stands_in_two_lists(site: tuple[Site, Told]) -> None:
    lists = work(site[0], Role.TOWN, TOWN)
    every = [each["id"] for items in lists.values() for each in items]

    assert len(every) == len(set(every))
    assert site[1].overdue in ids(lists["overdue"])
    assert site[1].overdue not in ids(lists["unassigned"])


def test_the_district_sees_certificates_that_run_out_within_six_months(
    site: tuple[Site, Told],
) -> None:
    """`domain.md` 1.8: reminders six months and one month before the last day."""
    district, told = site
    resident = told.residents[2]
    for valid_to, is_listed in ((date(2022, 12, 16), False), (date(2022, 12, 15), True)):
        received = district.give(
            "residents/issue-certificate",
            resident,
            card={
                "number": f"{invented_number(12)}42",
                "category": "4",
                "grade": "2",
                "issuing_organisation": DISTRICT,
                "valid_from": valid_to.replace(year=2012),
                "valid_to": valid_to,
                "generation": 2,
            },
            source={"origin": "district_entry", "as_of": START},
        )
        listed = work(district, Role.DISTRICT, DISTRICT)["certificates"]
        assert (resident in ids(listed)) is is_listed
        district.give("residents/void", resident, version=received.version, reason="录错")
        assert resident not in ids(work(district, Role.DISTRICT, DISTRICT)["certificates"])


def test_the_list_of_the_past_is_what_it_was(site: tuple[Site, Told]) -> None:
    district, told = site
    then = work(district, Role.COMMISSIONER, VILLAGE, known_at="2022-04-14")

    assert told.resolved in ids(then["approaching"])
    assert told.fresh not in set().union(*map(ids, then.values()))
    now = work(district, Role.COMMISSIONER, VILLAGE)
    assert told.fresh in ids(now["approaching"])


def test_who_works_in_another_trade_has_an_empty_list(site: tuple[Site, Told]) -> None:
    assert work(site[0], Role.FINANCE, DISTRICT) == {}


def test_the_page_says_what_is_to_be_done(site: tuple[Site, Told]) -> None:
    browser = TestClient(site[0].app, cookies={"lianxin_persona": f"COM-{VILLAGE}"})
    page = Page(browser.get("/worklist"))

    assert "今日待办" in page.text
    assert "赵示例 诉求 · 已登记" in page.text
    assert f"/cases/{site[1].overdue}" in page.links


def test_a_commissioner_starts_with_the_work(site: tuple[Site, Told]) -> None:
    browser = TestClient(site[0].app, follow_redirects=False)
    chosen = browser.post("/persona", data={"role": "COM", "area": VILLAGE})
    assert chosen.headers["location"] == "/worklist"
    chosen = browser.post("/persona", data={"role": "TWN", "area": TOWN})
    assert chosen.headers["location"] == "/"


def test_a_month_that_is_not_reported_waits_with_whoever_reports_it(
    site: tuple[Site, Told],
) -> None:
    chair = work(site[0], Role.ASSOCIATION, VILLAGE)["months"]
    town = work(site[0], Role.TOWN, TOWN)["months"]

    assert [(each["area"], each["what"]) for each in chair] == [(VILLAGE, "2022-05 月报")]
    assert [each["area"] for each in town] == [TOWN, VILLAGE, "320371005002"]
    assert chair[0]["link"] == f"/months?area={VILLAGE}&month=2022-05"
    assert "months" not in work(site[0], Role.COMMISSIONER, VILLAGE)
