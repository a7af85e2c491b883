"""Two moments compared: a case, a list and a figure, through the API and on pages."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient

from api.pages.words.changes_zh import OF_STATE, label_of_state
from domain.words import AppealCategory, Met, Regime, Track
from projections.lists.summary import KINDS
from support.database import fresh_database
from support.histories import ACTOR
from support.reading import Page
from support.site import DISTRICT, OFFICER, VILLAGE, Site, a_house
from support.site_story import Told, a_little_story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

API = "/api/v1"
APRIL = {"from": "2022-04-01", "to": "2022-04-30"}


@dataclasses.dataclass
class After:
    """The little story, and what was done to it after the position `then`."""

    site: Site
    told: Told
    then: int
    late: UUID

    def read(self, path: str, **said: Any) -> dict[str, Any]:
        answer = self.client.get(f"{API}{path}", params=said)
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json()
        return body

    @property
    def client(self) -> TestClient:
        return TestClient(self.site.app, headers={"X-Lianxin-Acting": f"{ACTOR} DST {DISTRICT}"})


@pytest.fixture(scope="module")
def after(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[After]:
    for database in fresh_database(server_url):
        with a_house(database, tmp_path_factory.mktemp("keys")) as house:
            site = Site(house)
            told = a_little_story(site)
            then = house.log.last_position()
            from datetime import date

            late = site.visit(told.residents[4], met=Met.YES, on=date(2022, 4, 20))
            site.give("visits/void", told.visit, actor=OFFICER, reason="重复录入")
            site.give(
                "appeals/triage",
                told.fresh,
                actor=OFFICER,
                track=Track.PROMPT,
                category=AppealCategory.DEVICE,
                regime=Regime.ORDINARY,
            )
            site.project()
            yield After(site, told, then, late)


def test_a_case_is_told_field_by_field_with_the_entries_between(after: After) -> None:
    changes = after.read(f"/cases/{after.told.fresh}/changes", then=after.then)

    fields = {each["field"]: (each["before"], each["after"]) for each in changes["fields"]}
    assert fields["status"] == ("已登记", "已分类")
    assert fields["category"][1] == AppealCategory.DEVICE.chinese
    assert fields["track"] == (None, Track.PROMPT.chinese)
    labels = {each["field"]: each["label"] for each in changes["fields"]}
    assert labels["status"] == "状态"
    (entry,) = changes["entries"]
    assert (entry["topic"], entry["role"]) == ("appeal.triaged", "DST")
    assert changes["then"] == {"position": after.then, "open": False}
    assert changes["open"] is True


def test_a_case_that_was_not_recorded_then_has_everything_new(after: After) -> None:
    changes = after.read(f"/cases/{after.late}/changes", then=after.then)

    assert changes["recorded_then"] is False
    assert {each["before"] for each in changes["fields"]} == {None}
    assert [entry["late"] for entry in changes["entries"]] == [True]
    nothing = after.read(f"/cases/{after.told.fresh}/changes", then=after.then, now=after.then)
    assert (nothing["fields"], nothing["entries"]) == ([], [])
    unknown = after.client.get(
        f"{API}/cases/{after.late}/changes", params={"then": 1, "now": after.then}
    )
    assert (unknown.status_code, unknown.json()["rule"]) == (404, "CaseUnknown")


def test_a_list_tells_who_entered_left_and_changed(after: After) -> None:
    visits = after.read("/cases/changes", kind="visits", state="recorded", then=after.then)
    became = {each["id"]: each["became"] for each in visits["items"]}
    assert became == {str(after.late): "entered", str(after.told.visit): "left"}

    appeals = after.read("/cases/changes", kind="appeals", then=after.then)
    (change,) = appeals["items"]
    assert (change["id"], change["became"]) == (str(after.told.fresh), "changed")
    assert {"status", "category"} <= set(change["changed"])
    assert (change["before"]["status"], change["after"]["status"]) == ("registered", "triaged")


def test_a_case_comes_to_be_overdue_without_any_entry(after: After) -> None:
    overdue = after.read(
        "/cases/changes", kind="appeals", overdue=True, then="2022-04-13", now="2022-04-14"
    )
    assert [(each["id"], each["became"]) for each in overdue["items"]] == [
        (str(after.told.overdue), "entered")
    ]


def test_pages_of_changes_are_the_whole_of_them(after: After) -> None:
    whole = after.read("/cases/changes", then=1, limit=500)["items"]
    found, cursor = [], None
    while True:
        page = after.read(
            "/cases/changes", then=1, limit=3, **({"after": cursor} if cursor else {})
        )
        found += page["items"]
        cursor = page["next"]
        if cursor is None:
            break
    assert found == whole
    assert len(whole) > 9


def test_a_figure_tells_which_entries_moved_it_and_why(after: After) -> None:
    changes = after.read("/figures/M04/changes", then=after.then, **APRIL)

    assert changes["difference"] == sum(each["change"] for each in changes["moves"])
    assert changes["difference"] == changes["value_now"] - changes["value_then"]
    by = {each["by"]["topic"]: each for each in changes["moves"]}
    voided = by["visit.voided"]
    assert (voided["change"], voided["by"]["reason"], voided["by"]["role"]) == (
        -1,
        "重复录入",
        "DST",
    )
    late = by["visit.recorded"]
    assert (late["change"], late["by"]["late"]) == (1, True)
    assert late["by"]["stream"] == str(after.late)


def test_the_first_moment_is_not_after_the_second(after: After) -> None:
    for path in ("/cases/changes", f"/cases/{after.told.fresh}/changes", "/figures/M04/changes"):
        refused = after.client.get(f"{API}{path}", params={"then": after.then, "now": 1})
        assert (refused.status_code, refused.json()["rule"]) == (422, "ThenIsAfterNow")


def test_the_pages_lead_to_the_differences_and_show_them(after: After) -> None:
    reader = TestClient(after.site.app, cookies={"lianxin_persona": f"DST-{DISTRICT}"})
    case = f"/cases/{after.told.fresh}"
    assert "与某日所知比较" in Page(reader.get(case)).text
    assert "与某日所知比较" in Page(reader.get("/figures/M04")).text

    shown = Page(reader.get(f"{case}/changes", params={"then": "2022-06-01"}))
    assert "那时还没有录入这件事" in shown.text
    changed = Page(reader.get(f"{case}/changes", params={"then": str(after.then), "now": ""}))
    assert "状态 已登记 已分类" in changed.text
    same = Page(
        reader.get(f"{case}/changes", params={"then": str(after.then)} | {"now": str(after.then)})
    )
    assert "两个时点之间没有变化" in same.text

    figure = Page(reader.get("/figures/M04/changes", params={"then": str(after.then)} | APRIL))
    assert "重复录入" in figure.text
    assert "补录" in figure.text
    rate = Page(reader.get("/figures/M05/changes", params={"then": "1", "area": VILLAGE} | APRIL))
    assert "分母当时 0" in rate.text


def test_every_part_of_a_state_has_a_word_and_every_word_is_used() -> None:
    names = {each.name for kind in KINDS for each in dataclasses.fields(kind.aggregate)}
    told = names - {"id", "version", "is_void"}
    assert {name for name in told if label_of_state(name) == name} == set()
    assert OF_STATE.keys() - told == {"state"}
