"""The two forms: what is typed becomes a record once, and is kept while it has faults."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest

from domain.appeal import AppealRegistered
from domain.visit import RiskFlagged, VisitRecorded
from domain.words import Met, Need, VisitMode, VisitPurpose
from support.reading import Page
from support.site import DISTRICT, OTHER_VILLAGE, VILLAGE

if TYPE_CHECKING:
    from fastapi.testclient import TestClient
    from httpx2 import Response

    from support.site import Site
    from support.site_story import Told

Filled = dict[str, str | list[str]]


def an_appeal_form(writer: TestClient, resident: UUID) -> Filled:
    """Fill in the form as far as it must be."""
    fields: Filled = dict(Page(writer.get("/appeals/new")).fields)
    said = {"resident": str(resident), "summary": "轮椅坏了, 想换一台。", "read_back": "true"}
    return fields | said


def a_visit_form(writer: TestClient, resident: UUID) -> Filled:
    """Fill in the form as far as it must be."""
    fields: Filled = dict(Page(writer.get("/visits/new")).fields)
    return fields | {"resident": str(resident), "state_checked": "true"}


def send(writer: TestClient, path: str, form: Filled, site: Site) -> Response:
    """Send a form as a browser does, and let the read models see what came of it."""
    answer = writer.post(path, data=form, follow_redirects=False)
    site.project()
    return answer


def made_by(answer: Response) -> UUID:
    """Give the record that the receipt is for."""
    found = re.match(r"/receipts/([0-9a-f-]{36})\?position=\d+", answer.headers["location"])
    assert found is not None
    return UUID(found[1])


def test_an_appeal_is_registered_and_its_receipt_has_a_number(
    writable: tuple[Site, Told], writer: TestClient
) -> None:
    site, told = writable

    answer = send(writer, "/appeals/new", an_appeal_form(writer, told.residents[0]), site)

    assert answer.status_code == 303
    receipt = Page(writer.get(answer.headers["location"]))
    assert "已写入账本, 不会丢失。" in receipt.text
    assert re.search(r"SQ-320371005-2022-\d{4} 类别 诉求 状态 已登记", receipt.text)
    assert f"/cases/{made_by(answer)}" in receipt.links
    history = site.house.log.history(made_by(answer))
    assert [type(entry.event) for entry in history] == [AppealRegistered]
    assert history[0].envelope.organisation is not None
    assert history[0].envelope.organisation.code == VILLAGE


def test_the_receipt_leads_to_figures_that_have_moved(
    writable: tuple[Site, Told], writer: TestClient
) -> None:
    site, told = writable
    before = Page(writer.get("/")).figures["M04"]

    form = a_visit_form(writer, told.residents[4]) | {"occurred_on": "2022-05-30"}
    answer = send(writer, "/visits/new", form, site)

    receipt = Page(writer.get(answer.headers["location"]))
    figures = next(link for link in receipt.links if link.startswith("/?min_position="))
    assert int(Page(writer.get(figures)).figures["M04"]) == int(before) + 1


def test_sending_twice_makes_one_record(writable: tuple[Site, Told], writer: TestClient) -> None:
    site, told = writable
    form = an_appeal_form(writer, told.residents[0])

    first, second = (send(writer, "/appeals/new", form, site) for _ in range(2))

    assert made_by(first) == made_by(second)
    assert len(site.house.log.history(made_by(first))) == 1
    assert "没有重复登记" in Page(writer.get(second.headers["location"])).text


def test_a_form_sent_again_with_other_content_gets_a_new_key(
    writable: tuple[Site, Told], writer: TestClient
) -> None:
    site, told = writable
    form = an_appeal_form(writer, told.residents[0])
    send(writer, "/appeals/new", form, site)

    answer = send(writer, "/appeals/new", form | {"summary": "还想修门前的坡。"}, site)

    page = Page(answer)
    assert answer.status_code == 409
    assert "这张表已提交过一次" in page.text
    assert page.fields["summary"] == ["还想修门前的坡。"]
    assert page.fields["key"] != form["key"]
    again = send(writer, "/appeals/new", form | page.fields | {"resident": form["resident"]}, site)
    assert again.status_code == 303


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"read_back": ""}, "read_back", "口头诉求应当向本人复述确认后再登记。"),
        ({"resident": ""}, "resident", "请选择残疾人档案"),
        ({"resident": str(uuid4())}, "resident", "没有这份记录"),
        ({"summary": ""}, "summary", "请填写"),
        ({"summary": "甲\x07乙"}, "summary", "含有不允许的字符"),
        ({"summary": "长" * 4_001}, "summary", "过长"),
        ({"channel": "pigeon"}, "channel", "请选择其中一项"),
        ({"occurred_on": "2022-06-16"}, "occurred_on", "发生日期不能晚于今天。"),
        ({"occurred_on": "soon"}, "occurred_on", "须为日期"),
        ({"appellant": "institution"}, "name", "机构提出诉求, 请填写机构名称。"),
        ({"appellant": "other"}, "reason", "匿名或其他诉求人, 请说明原因。"),
    ],
)
def test_a_fault_stands_beside_its_field_and_nothing_typed_is_lost(
    writable: tuple[Site, Told],
    writer: TestClient,
    changed: dict[str, str],
    field: str,
    said: str,
) -> None:
    site, told = writable
    form = an_appeal_form(writer, told.residents[0]) | changed
    last = site.house.log.last_position()

    answer = send(writer, "/appeals/new", form, site)

    page = Page(answer)
    assert answer.status_code == 422
    assert said in page.text
    assert f"#{field}" in page.links
    assert f"{field}-fault" in page.ids
    assert page.fields["key"] == form["key"]
    if field != "summary":
        assert page.fields["summary"] == ["轮椅坏了, 想换一台。"]
    assert site.house.log.last_position() == last


def test_somebody_who_is_not_on_file_can_appeal(
    writable: tuple[Site, Told], writer: TestClient
) -> None:
    site, told = writable
    form = an_appeal_form(writer, told.residents[0])
    form |= {"appellant": "other", "reason": "过路群众反映", "resident": "", "name": "林示例"}

    answer = send(writer, "/appeals/new", form, site)

    text = Page(writer.get(f"/cases/{made_by(answer)}")).text
    assert "名称或姓名 林示例" in text
    assert "理由 过路群众反映" in text


def test_a_visit_a_danger_and_an_appeal_are_typed_once(
    writable: tuple[Site, Told], writer: TestClient
) -> None:
    site, told = writable
    form = a_visit_form(writer, told.residents[0]) | {
        "heard": "药快吃完了。",
        "needs": ["medical", "device"],
        "kind": "medication",
        "note": "降压药只剩两天。",
        "summary": "想请医生上门。",
        "category": "medical",
        "read_back": "true",
    }

    answer = send(writer, "/visits/new", form, site)

    visit = made_by(answer)
    recorded, flagged = (entry.event for entry in site.house.log.history(visit))
    assert isinstance(recorded, VisitRecorded)
    assert (recorded.mode, recorded.purpose) == (VisitMode.HOME, VisitPurpose.SURVEY)
    assert recorded.residents[0].met is Met.YES
    assert recorded.residents[0].needs == (Need.MEDICAL, Need.DEVICE)
    assert isinstance(flagged, RiskFlagged)
    receipt = Page(writer.get(answer.headers["location"]))
    assert re.search(r"一并登记 诉求 SQ-320371005-2022-\d{4}", receipt.text)
    story = Page(writer.get(f"/cases/{visit}")).text
    assert "本人说 药快吃完了。" in story
    assert "风险种类 断药" in story


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"state_checked": ""}, "state_checked", "请勾选已了解其近况"),
        ({"met": "no"}, "not_met_reason", "请选择未见原因"),
        ({"mode": "phone"}, "mode", "见到本人的, 走访方式应为入户、见面或视频"),
        ({"resident": ""}, "resident", "请填写"),
        ({"needs": "gold"}, "needs", "请选择其中一项"),
        ({"note": "降压药只剩两天。"}, "kind", "请填写"),
        ({"summary": "想请医生上门。"}, "read_back", "口头诉求应当向本人复述确认后再登记。"),
    ],
)
def test_a_visit_with_a_fault_is_shown_again(
    writable: tuple[Site, Told],
    writer: TestClient,
    changed: dict[str, str],
    field: str,
    said: str,
) -> None:
    site, told = writable
    form = a_visit_form(writer, told.residents[0]) | {"heard": "还好。"} | changed
    last = site.house.log.last_position()

    answer = send(writer, "/visits/new", form, site)

    page = Page(answer)
    assert answer.status_code == 422
    assert said in page.text
    assert f"{field}-fault" in page.ids
    assert page.fields["heard"] == ["还好。"]
    assert site.house.log.last_position() == last


def test_a_form_lists_the_residents_of_ones_own_association(
    writable: tuple[Site, Told], writer: TestClient
) -> None:
    text = Page(writer.get("/visits/new")).text

    names = re.findall("[赵钱孙李周吴]示例", text)
    assert names == ["李示例", "钱示例", "孙示例", "吴示例", "赵示例", "周示例"]
    assert "先选残协" not in text


def test_who_works_for_the_district_chooses_the_association_first(
    writable: tuple[Site, Told], officer: TestClient
) -> None:
    first = Page(officer.get("/appeals/new"))
    chosen = Page(officer.get("/appeals/new", params={"association": VILLAGE}))
    other = Page(officer.get("/appeals/new", params={"association": OTHER_VILLAGE}))

    assert "先选残协" in first.text
    assert "summary" not in first.ids
    assert "赵示例" in chosen.text
    assert "还没有在册的残疾人" in other.text


@pytest.mark.parametrize("path", ["/appeals/new", "/visits/new"])
def test_a_role_that_may_not_is_told_so(
    writable: tuple[Site, Told], officer: TestClient, path: str
) -> None:
    officer.cookies.clear()
    officer.cookies.set("lianxin_persona", f"AUD-{DISTRICT}")

    page = Page(officer.get(path))
    refused = officer.post(path, data={"mode": "home", "met": "yes", "purpose": "survey"})

    assert "审计 · 徐州经济技术开发区不能办理这一事项, 请换一个身份。" in page.text
    assert "summary" not in page.ids
    assert refused.status_code in {409, 422}


def test_what_was_typed_is_never_in_an_address(
    writable: tuple[Site, Told], writer: TestClient
) -> None:
    site, told = writable
    answer = send(writer, "/appeals/new", an_appeal_form(writer, told.residents[0]), site)

    pages = [writer.get(answer.headers["location"]), writer.get(f"/cases/{made_by(answer)}")]
    links = [link for page in pages for link in Page(page).links]
    assert not any(re.search("示例|%E7|轮椅", link) for link in links)
    assert all(page.headers["cache-control"] == "no-store" for page in pages)


@pytest.mark.parametrize("path", ["/appeals/new", "/visits/new"])
def test_a_body_that_is_no_form_is_answered_in_words(
    writable: tuple[Site, Told], writer: TestClient, path: str
) -> None:
    for content, kind in (
        (b"\xff\xfe=\x00", "application/x-www-form-urlencoded"),
        (b"{", "application/json"),
        (b"--x", "multipart/form-data; boundary=y"),
        (b"a" * 1_000_001, "text/plain"),
    ):
        answer = writer.post(path, content=content, headers={"content-type": kind})
        assert answer.status_code in {400, 409, 413, 422}
        assert "Traceback" not in answer.text
