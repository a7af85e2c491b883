"""A figure opened into what it counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from api.pages.figures import one_figure
from projections.figures.fact import Kind
from projections.measures import MEASURES
from support.reading import Page
from support.site import DISTRICT, VILLAGE, VISITOR

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from support.site import Site
    from support.site_story import Told


def lines_on(page: Page) -> int:
    """Count what is listed as counted."""
    return page.text.count("第 1 条") + page.text.count("第 2 条")


@pytest.mark.parametrize("measure", sorted(MEASURES))
def test_every_figure_has_a_page(reader: TestClient, measure: str) -> None:
    answer = reader.get(f"/figures/{measure}")

    assert answer.status_code == 200
    page = Page(answer)
    assert MEASURES[measure].rule in page.text
    assert measure in page.figures


def test_an_unknown_figure_is_a_page_of_its_own(reader: TestClient) -> None:
    answer = reader.get("/figures/M99")

    assert answer.status_code == 404
    assert "没有这个指标" in Page(answer).text


def test_the_list_is_as_long_as_the_number(
    reader: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(one_figure, "PAGE", 2)
    address = "/figures/M04"
    names: list[str] = []
    for _ in range(3):
        answer = reader.get(address)
        rows = re.findall(
            r"<th scope=\"row\"><a href=\"/cases/[^\"]+\">([^<]+)</a></th>", answer.text
        )
        names += rows
        following = re.search(r"class=\"next\" href=\"([^\"]+)\"", answer.text)
        if following is None:
            break
        address = following[1].replace("&amp;", "&")

    assert sorted(names) == ["吴示例", "李示例", "赵示例", "钱示例"]
    assert Page(reader.get("/figures/M04")).figures["M04"] == str(len(names))


def test_each_line_names_who_is_counted_and_leads_to_the_entry_behind_it(
    reader: TestClient, told: Told
) -> None:
    page = Page(reader.get("/figures/M04"))

    assert "赵示例" in page.text
    assert f"/cases/{told.visit}#v1" in page.links
    assert f"/cases/{told.residents[0]}" in page.links
    assert "走访 ZF-320371005-2022-0001 第 1 条" in page.text


def test_the_number_is_explained_step_by_step(reader: TestClient) -> None:
    text = Page(reader.get("/figures/M04")).text

    assert "记录的行数 7 未见 − 1 同一走访人同日重复 − 1 作废或更正 − 1 按规则计数 4" in text


def test_its_parts_lead_to_themselves(reader: TestClient) -> None:
    page = Page(reader.get("/figures/M04"))

    for heading in ("按镇街", "按残协", "按月"):
        assert heading in page.text
    span = "from=2022-03-01&to=2022-06-15"
    assert f"/figures/M04?{span}&area={VILLAGE}" in page.links
    assert "/figures/M04?from=2022-04-01&to=2022-04-30" in page.links


def test_an_area_without_a_code_is_named_by_the_entry_that_assigned_it(reader: TestClient) -> None:
    assert "一组" in Page(reader.get("/figures/M02")).text


def test_a_town_is_named(reader: TestClient) -> None:
    assert "金龙湖街道" in Page(reader.get("/figures/M03")).text


def test_a_rate_says_numerator_and_denominator(reader: TestClient) -> None:
    page = Page(reader.get("/figures/M05"))

    assert MEASURES["M05"].kind is Kind.RATE
    assert re.search(r"\d+ / \d+", page.text)


def test_links_of_a_past_moment_stay_at_that_moment(
    reader: TestClient, read_only: tuple[Site, Told]
) -> None:
    last = read_only[0].house.log.last_position()

    page = Page(reader.get("/figures/M04", params={"known_at": str(last - 1)}))

    assert f"/cases/{read_only[1].visit}?known_at={last - 1}#v1" in page.links
    assert f"以下按 账本第 {last - 1} 条 所知" in page.text


def test_a_broken_page_mark_is_refused(reader: TestClient) -> None:
    answer = reader.get("/figures/M04", params={"after": "nonsense"})

    assert answer.status_code == 422
    assert "翻页标记无法识别" in Page(answer).text


def drilled(reader: TestClient, **asked: str) -> dict[str, Any]:
    """Give what M04 counts, by the stream behind it."""
    acting = {"X-Lianxin-Acting": f"{VISITOR.id} DST {DISTRICT}"}
    answer = reader.get("/api/v1/figures/M04/facts", params=asked, headers=acting).json()
    return {each["sources"][0]["stream"]: each for each in answer["items"]}


def test_a_line_behind_which_something_was_corrected_says_who_when_and_why(
    reader: TestClient, told: Told
) -> None:
    page = Page(reader.get("/figures/M04"))

    assert page.text.count("已更正") == 1
    said = re.search(r"已更正 专委 郑示例 于 (\S+ \S+), 理由: 在村口见面, 不是入户", page.text)
    assert said is not None
    assert said[1].startswith("2022-04-12")
    assert f"/cases/{told.corrected}#v2" in page.links


def test_the_api_says_of_each_line_who_corrected_what_is_behind_it(
    reader: TestClient, told: Told
) -> None:
    lines = drilled(reader)
    (correction,) = lines[str(told.corrected)]["corrections"]

    assert {key: correction[key] for key in ("stream", "version", "corrects", "field")} == {
        "stream": str(told.corrected),
        "version": 2,
        "corrects": 1,
        "field": "mode",
    }
    assert (correction["by"], correction["name"]) == (str(VISITOR.id), "郑示例")
    assert (correction["role"], correction["role_chinese"]) == ("COM", "专委")
    assert correction["reason"] == "在村口见面, 不是入户"
    assert correction["recorded_at"].startswith("2022-04-12T")
    assert [each["corrected"] for each in lines.values()].count(True) == 1
    assert lines[str(told.visit)]["corrections"] == []


def test_before_a_correction_was_known_nothing_says_that_there_is_one(
    reader: TestClient, read_only: tuple[Site, Told]
) -> None:
    site, told = read_only
    before = str(site.house.log.history(told.corrected)[1].position - 1)
    lines = drilled(reader, known_at=before)

    assert lines[str(told.corrected)]["corrected"] is False
    assert lines[str(told.corrected)]["corrections"] == []
    assert "已更正" not in Page(reader.get("/figures/M04", params={"known_at": before})).text
