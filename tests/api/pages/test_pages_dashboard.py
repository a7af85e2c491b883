"""The dashboard, as it is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from api.pages.figures.dashboard import BY_TOWN, CASEWORK, ORGANISATION, PAIRING, QUALITY, TRENDS
from projections.measures import MEASURES
from support.reading import Page
from support.site import DISTRICT, OTHER_VILLAGE, TOWN, VILLAGE

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from support.site import Site
    from support.site_story import Told

SEEN_BY = {"X-Lianxin-Acting": f"0190b1f0-7a5e-7c3a-9d2b-4f6e8a1c3d5f LDR {DISTRICT}"}
TILES = (*CASEWORK, *PAIRING, *QUALITY, *ORGANISATION)


def test_the_first_look_needs_no_choice_and_reads_as_the_leader(reader: TestClient) -> None:
    page = Page(reader.get("/"))

    assert "我是 区残联领导 · 徐州经济技术开发区" in page.text
    assert "演示数据" in page.text
    assert page.headings[0] == 1


def test_every_tile_shows_the_figure_that_the_api_gives(reader: TestClient) -> None:
    page = Page(reader.get("/"))

    for measure in TILES:
        span = {"from": "2022-03-01", "to": "2022-06-15"}
        figure = reader.get(f"/api/v1/figures/{measure}", params=span, headers=SEEN_BY).json()
        quotient = figure["average"] if figure["unit"] == "workdays" else figure["percent"]
        shown = figure["value"] if figure["of"] is None else quotient
        assert page.figures[measure] == (f"{shown:,}" if shown is not None else "—"), measure


def test_every_tile_says_its_rule_its_unit_and_how_far_it_was_read(reader: TestClient) -> None:
    page = Page(reader.get("/"))

    for measure in TILES:
        assert MEASURES[measure].rule in page.text
        assert MEASURES[measure].unit.chinese in page.text
    assert "完整 · 读到账本第" in page.text


def test_the_line_under_a_tile_tells_what_naive_counting_would_give(reader: TestClient) -> None:
    text = Page(reader.get("/")).text

    assert "按行数会数成 7; 按规则是 4: 未见 1, 同一走访人同日重复 1, 作废或更正 1" in text


def test_a_tile_leads_to_its_figure_in_the_same_period(reader: TestClient) -> None:
    page = Page(reader.get("/", params={"from": "2022-04-01", "to": "2022-04-30"}))

    assert "/figures/M04?from=2022-04-01&to=2022-04-30" in page.links
    assert page.figures["M04"] == "4"
    before = Page(reader.get("/", params={"from": "2022-03-01", "to": "2022-03-31"}))
    assert before.figures["M04"] == "0"


@pytest.mark.parametrize(
    ("area", "survey", "villages"),
    [(DISTRICT, "4", 2), (TOWN, "4", 2), (VILLAGE, "4", 1), (OTHER_VILLAGE, "0", 1)],
)
def test_an_area_narrows_every_figure(
    reader: TestClient, area: str, survey: str, villages: int
) -> None:
    page = Page(reader.get("/", params={"area": area}))

    assert page.figures["M04"] == survey
    assert page.figures["M01"] == str(villages)
    assert f"共 {villages} 个村(社区)" in page.text


def test_who_works_in_a_village_sees_that_village_first(
    read_only: tuple[Site, Told], reader: TestClient
) -> None:
    reader.cookies.set("lianxin_persona", f"COM-{OTHER_VILLAGE}")

    page = Page(reader.get("/"))

    assert "我是 专委 · 翠湖社区残协" in page.text
    assert page.figures["M01"] == "1"


def test_a_past_moment_of_knowledge_is_named_with_its_position(reader: TestClient) -> None:
    page = Page(reader.get("/", params={"known_at": "2022-03-31"}))

    assert re.search(r"以下按 2022年3月31日 当日结束时 所知: 只含账本第 \d+ 条", page.text)
    assert page.figures["M04"] == "0"
    assert "看现在所知" in page.text


def test_fields_left_empty_in_the_form_are_fields_not_given(reader: TestClient) -> None:
    empty = {"from": "", "to": "", "area": "", "known_at": ""}

    assert Page(reader.get("/", params=empty)).figures == Page(reader.get("/")).figures


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"from": "2022-05-01", "to": "2022-04-01"}, "起始日期不能晚于截止日期"),
        ({"from": "soon"}, "须为日期"),
        ({"known_at": "yesterday"}, "时点须为日期、时间或账本位置"),
        ({"known_at": "999999"}, "账本还没有记到这个位置"),
    ],
)
def test_what_cannot_be_asked_is_answered_in_words(
    reader: TestClient, asked: dict[str, str], said: str
) -> None:
    answer = reader.get("/", params=asked)

    assert answer.status_code == 422
    assert said in Page(answer).text


def test_the_months_and_the_towns_are_drawn_and_tabled(reader: TestClient) -> None:
    answer = reader.get("/")
    page = Page(answer)

    for measure in TRENDS:
        assert f"{MEASURES[measure].chinese}: 逐月" in page.text
    assert "排查困难残疾人: 逐月: 4月 4" in page.text
    assert answer.text.count("<svg") > len(TRENDS)
    assert "金龙湖街道" in page.text
    assert all(MEASURES[measure].chinese in page.text for measure in BY_TOWN)


def test_nothing_of_a_page_comes_from_elsewhere_and_nothing_is_kept(reader: TestClient) -> None:
    answer = reader.get("/")

    assert answer.headers["cache-control"] == "no-store"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<script(?![^>]* src=\"/static/)", answer.text)
    assert not re.search(r"<[^>]+ style=", answer.text)
    assert re.findall(r"(?:src|href)=\"(https?:)?//", answer.text) == []


def test_static_files_are_served_under_the_address_pages_name(reader: TestClient) -> None:
    named = re.findall(r"(?:src|href)=\"(/static/[^\"]+)\"", reader.get("/").text)

    assert len(set(named)) == 4
    assert all(reader.get(address).status_code == 200 for address in named)
