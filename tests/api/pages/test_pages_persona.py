"""我是…: who looks and acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from api.pages.persona import ROLES
from support.reading import Page
from support.site import DISTRICT, TOWN, VILLAGE, a_house

if TYPE_CHECKING:
    from pathlib import Path

    from support.database import Database


def test_there_is_one_persona_a_role(reader: TestClient) -> None:
    page = Page(reader.get("/persona"))

    assert "您是谁?" in page.text
    assert all(role.chinese in page.text for role in ROLES)
    assert "晓山社区残协" in page.text


@pytest.mark.parametrize(
    ("role", "area", "said"),
    [
        ("COM", VILLAGE, "专委 · 晓山社区残协"),
        ("TWN", TOWN, "镇街专干 · 金龙湖街道"),
        ("AUD", DISTRICT, "审计 · 徐州经济技术开发区"),
    ],
)
def test_who_was_chosen_is_kept_and_shown(
    reader: TestClient, role: str, area: str, said: str
) -> None:
    chosen = {"role": role, "area": area, "next": "/cases"}
    answer = reader.post("/persona", data=chosen, follow_redirects=False)

    assert answer.status_code == 303
    assert answer.headers["location"] == "/cases"
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert f"我是 {said}" in Page(reader.get("/cases")).text


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org", "/\\example.org", "javascript:1"]
)
def test_nobody_is_led_elsewhere(reader: TestClient, elsewhere: str) -> None:
    chosen = {"role": "LDR", "area": DISTRICT, "next": elsewhere}
    answer = reader.post("/persona", data=chosen, follow_redirects=False)

    assert answer.headers["location"] == "/"


@pytest.mark.parametrize(
    ("role", "area"), [("SYS", ""), ("XXX", DISTRICT), ("COM", "999999999999"), ("COM", "%")]
)
def test_a_persona_that_is_none_is_refused(reader: TestClient, role: str, area: str) -> None:
    answer = reader.post("/persona", data={"role": role, "area": area}, follow_redirects=False)

    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers


def test_a_damaged_cookie_is_nobody(reader: TestClient) -> None:
    reader.cookies.set("lianxin_persona", "nonsense")

    assert "我是 区残联领导" in Page(reader.get("/")).text


def test_before_something_is_written_somebody_must_be_chosen(reader: TestClient) -> None:
    answer = reader.get("/appeals/new", follow_redirects=False)

    assert answer.status_code == 303
    assert answer.headers["location"] == "/persona?next=/appeals/new"
    assert "办理事项之前, 请先选择身份。" in Page(reader.get("/appeals/new")).text
    assert reader.post("/appeals/new", data={}).status_code == 401


def test_there_are_no_personas_where_others_can_reach_the_service(
    database: Database, tmp_path: Path
) -> None:
    from bootstrap import application

    with a_house(database, tmp_path, host="0.0.0.0") as house:  # noqa: S104  (nobody listens)
        reader = TestClient(application(house))
        answers = [reader.get(path) for path in ("/", "/cases", "/persona", "/appeals/new")]

    assert {answer.status_code for answer in answers} == {401}
    assert all("请先选择身份" in Page(answer).text for answer in answers)
