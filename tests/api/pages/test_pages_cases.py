"""The list of cases, and each case with its story."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from api.pages.cases.statuses import STATUSES
from projections.lists.summary import KINDS
from support.histories import ACTOR
from support.reading import Page
from support.site import DISTRICT, OTHER_VILLAGE, VISITOR

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from support.site import Site
    from support.site_story import Told


def test_the_list_names_people_and_says_how_near_a_deadline_is(
    reader: TestClient, told: Told
) -> None:
    page = Page(reader.get("/cases", params={"kind": "appeals"}))

    assert f"/cases/{told.overdue}" in page.links
    assert "SQ-320371005-2022-0001" in page.text
    assert "赵示例" in page.text
    assert "超期" in page.text
    assert "已答复" in page.text


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"kind": "appeals"}, {"overdue", "resolved", "fresh"}),
        ({"kind": "appeals", "state": "replied"}, {"resolved"}),
        ({"kind": "appeals", "overdue": "true"}, {"overdue", "resolved"}),
        ({"kind": "appeals", "due": "2022-06-15"}, {"overdue", "resolved", "fresh"}),
        ({"kind": "appeals", "handler": str(VISITOR.id)}, {"resolved"}),
        ({"kind": "appeals", "area": OTHER_VILLAGE}, set()),
        ({"number": "SQ-320371005-2022-0003"}, {"fresh"}),
        ({"kind": "disputes", "open": "true"}, {"dispute"}),
        ({"kind": "pairings", "known_at": "2022-03-02"}, {"pairing"}),
        ({"kind": "appeals", "known_at": "2022-03-02"}, set()),
    ],
)
def test_the_list_is_filtered(
    reader: TestClient, told: Told, filters: dict[str, str], found: set[str]
) -> None:
    page = Page(reader.get("/cases", params=filters))

    listed = {link.removeprefix("/cases/").partition("?")[0] for link in page.links}
    names = ("overdue", "resolved", "fresh", "dispute", "pairing")
    assert {name for name in names if str(getattr(told, name)) in listed} == found


def test_an_empty_list_says_what_to_do(reader: TestClient) -> None:
    page = Page(reader.get("/cases", params={"kind": "disputes", "area": OTHER_VILLAGE}))

    assert "没有符合条件的事项。 放宽条件再看, 或登记一件新的诉求。" in page.text
    assert "/appeals/new" in page.links


def test_a_state_of_another_kind_is_no_filter(reader: TestClient, told: Told) -> None:
    page = Page(reader.get("/cases", params={"kind": "disputes", "state": "replied"}))

    assert f"/cases/{told.dispute}" in page.links


def test_pages_of_the_list_follow_each_other(
    reader: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.pages.cases.listing.PAGE", 2)
    first = Page(reader.get("/cases", params={"kind": "visits"}))
    following = next(link for link in first.links if "after=" in link)
    second = Page(reader.get(following))

    assert "kind=visits" in following
    assert "下一页" in first.text
    assert "回到第一页" in second.text
    of_visits = re.compile("ZF-[0-9-]+")
    assert not set(of_visits.findall(first.text)) & set(of_visits.findall(second.text))


def test_every_kind_of_record_has_a_page(reader: TestClient, told: Told) -> None:
    kinds: set[str] = set()
    for case in told.every_kind:
        answer = reader.get(f"/cases/{case}")
        page = Page(answer)
        assert answer.status_code == 200
        assert "办理经过" in page.text
        assert "v1" in page.ids
        kinds.update(kind.code for kind in KINDS if f"/cases?kind={kind.code}" in page.links)
    needs_a_checkpoint = {"samples"}  # and has its page in `test_auditing`
    assert kinds == {kind.code for kind in KINDS} - needs_a_checkpoint


def test_a_story_says_when_who_in_which_role_and_what(reader: TestClient, told: Told) -> None:
    text = Page(reader.get(f"/cases/{told.resolved}")).text

    assert "2022年4月12日 诉求已登记 专委 郑示例 · 金龙湖街道 晓山社区残协" in text
    assert "内容 轮椅坏了, 想换一台。" in text
    assert "轨道 及时办" in text
    assert "诉求类别 辅助器具" in text
    assert "答复内容 新轮椅已送到家。" in text
    assert "回访期限 2022年5月25日 前 (3 个工作日)" in text


def test_a_corrected_entry_is_marked_with_who_when_and_why(reader: TestClient, told: Told) -> None:
    page = Page(reader.get(f"/cases/{told.corrected}"))

    assert re.search(
        r"已更正 专委 郑示例 于 2022-04-12 \d\d:\d\d, 理由: 在村口见面, 不是入户", page.text
    )
    assert "更正第 1 条的“方式”" in page.text
    assert "原为 入户" in page.text
    assert "改为 见面" in page.text
    assert {"#v1", "#v2"} <= set(page.links)


def test_a_void_record_says_so_and_keeps_its_story(reader: TestClient, told: Told) -> None:
    text = Page(reader.get(f"/cases/{told.voided}")).text

    assert "这份记录已作废, 不计入统计" in text
    assert "作废整份记录" in text
    assert "理由 重复录入" in text
    assert "见面情况 见到本人" in text


def test_a_case_is_shown_as_it_was_known(reader: TestClient, told: Told) -> None:
    text = Page(reader.get(f"/cases/{told.resolved}", params={"known_at": "2022-05-01"})).text

    assert "以下按 2022年5月1日 当日结束时 所知" in text
    assert "办理中" in text
    assert "已答复" not in text


def test_a_case_that_was_not_there_yet_is_not_found(reader: TestClient, told: Told) -> None:
    answer = reader.get(f"/cases/{told.fresh}", params={"known_at": "2022-05-01"})

    assert answer.status_code == 404
    assert "没有这份记录" in Page(answer).text


@pytest.mark.parametrize("case", [str(UUID(int=4)), "nonsense"])
def test_an_unknown_case_is_a_page_with_a_way_back(reader: TestClient, case: str) -> None:
    answer = reader.get(f"/cases/{case}", headers={"referer": "http://testserver/cases"})

    assert answer.status_code in {404, 422}
    assert "http://testserver/cases" in Page(answer).links


def test_the_next_deadline_is_named_and_counted_in_days(reader: TestClient, told: Told) -> None:
    fresh = Page(reader.get(f"/cases/{told.fresh}")).text
    overdue = Page(reader.get(f"/cases/{told.overdue}")).text

    assert "告知期限: 今天到期" in fresh
    assert "2022年6月15日 临期" in fresh
    assert "告知期限: 已超期 63 天" in overdue


@pytest.mark.parametrize(
    ("known_at", "word", "is_listed"), [("2022-04-12", "临期", False), ("2022-04-14", "超期", True)]
)
def test_a_deadline_of_a_past_moment_is_near_or_past_by_that_day(
    reader: TestClient, told: Told, known_at: str, word: str, is_listed: bool
) -> None:
    case = Page(reader.get(f"/cases/{told.overdue}", params={"known_at": known_at}))
    overdue = Page(reader.get("/cases", params={"overdue": "true", "known_at": known_at}))

    assert f"2022年4月13日 {word}" in case.text
    assert any(str(told.overdue) in link for link in overdue.links) is is_listed


def test_a_moment_named_by_position_has_the_day_it_was_recorded_on(
    reader: TestClient, read_only: tuple[Site, Told]
) -> None:
    site, told = read_only
    position = site.house.log.history(told.overdue)[0].position

    case = Page(reader.get(f"/cases/{told.overdue}", params={"known_at": str(position)}))

    assert "2022年4月13日 临期" in case.text


def test_a_person_leads_to_all_their_matters(reader: TestClient, told: Told) -> None:
    resident = told.residents[0]
    page = Page(reader.get(f"/cases/{told.overdue}"))

    assert f"/cases?person={resident}" in page.links
    matters = Page(reader.get(f"/cases?person={resident}"))
    assert {f"/cases/{case}" for case in (told.overdue, told.pairing, told.visit)} <= set(
        matters.links
    )


def test_an_entry_written_down_late_is_marked(
    writable: tuple[Site, Told], writer: TestClient
) -> None:
    site, told = writable
    late = site.visit(told.residents[0], on=date(2022, 5, 2))
    soon = site.visit(told.residents[1])
    site.project()

    assert "2022年5月2日 补录 已走访" in Page(writer.get(f"/cases/{late}")).text
    assert "补录" not in Page(writer.get(f"/cases/{soon}")).text


def test_every_kind_has_its_states() -> None:
    assert STATUSES.keys() == {kind.code for kind in KINDS}


def test_a_list_says_what_stands_corrected(reader: TestClient, told: Told) -> None:
    """10.0: every screen that shows a corrected value shows the mark."""
    acting = {"X-Lianxin-Acting": f"{ACTOR} DST {DISTRICT}"}
    listed = {
        each["id"]: each["corrected"]
        for each in reader.get("/api/v1/cases", params={"kind": "visits"}, headers=acting).json()[
            "items"
        ]
    }

    assert listed[str(told.corrected)] is True
    assert listed[str(told.visit)] is False
    assert "已更正" in reader.get("/cases", params={"kind": "visits"}).text
    assert "已更正" not in reader.get("/cases", params={"kind": "pairings"}).text
