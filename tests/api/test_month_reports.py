"""A month reported, locked, corrected and restated; both numbers can be asked for (11.5, App. B 19)."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

import openpyxl
import pytest
from fastapi.testclient import TestClient

from domain.report_month import ReportMonthSubmitted
from domain.words import Met
from support.database import fresh_database
from support.histories import ACTOR
from support.site import DISTRICT, OFFICER, OTHER_VILLAGE, TOWN, VILLAGE, Site, a_house
from support.site_story import Told, a_little_story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from httpx2 import Response

MONTH = "2022-05"


@pytest.fixture
def told(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Told]]:
    """A district with its little story, as on its last day, 2022-06-15."""
    for database in fresh_database(server_url):
        with a_house(database, tmp_path_factory.mktemp("keys")) as house:
            site = Site(house)
            yield site, a_little_story(site)


def client_of(site: Site, role: str = "DST", area: str = DISTRICT) -> TestClient:
    return TestClient(site.app, headers={"X-Lianxin-Acting": f"{ACTOR} {role} {area}"})


def read(site: Site, path: str, **said: str) -> dict[str, Any]:
    site.project()
    answer = client_of(site).get(f"/api/v1/months/{MONTH}{path}", params={"area": DISTRICT} | said)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def value(numbers: list[dict[str, Any]], measure: str) -> int:
    (found,) = [each["value"] for each in numbers if each["measure"] == measure]
    assert isinstance(found, int)
    return found


def submit(site: Site, area: str, role: str, **said: object) -> Response:
    site.project()
    return client_of(site, role, area).post(
        "/api/v1/months", json={"area": area, "month": "2022-05-01"} | said
    )


def test_a_month_is_reported_at_three_levels_and_who_is_missing_is_a_list(
    told: tuple[Site, Told],
) -> None:
    site, _ = told
    draft = read(site, "")
    assert (draft["status"], draft["missing"]) == ("draft", [TOWN])
    assert read(site, "", area=TOWN)["missing"] == [VILLAGE, OTHER_VILLAGE]
    assert submit(site, DISTRICT, "DST").json()["rule"] == "LowerReportsMissing"

    assert submit(site, VILLAGE, "ASC").is_success
    assert submit(site, OTHER_VILLAGE, "ASC", nothing_happened=True).is_success
    assert submit(site, TOWN, "TWN").is_success
    assert read(site, "", area=TOWN)["missing"] == []
    sent = submit(site, DISTRICT, "DST")

    assert sent.is_success, sent.text
    report = read(site, "")
    assert (report["status"], report["missing"], report["id"]) == (
        "submitted",
        [],
        sent.json()["id"],
    )


def test_a_later_void_leaves_the_report_and_shows_in_the_adjustments(
    told: tuple[Site, Told],
) -> None:
    """Appendix B 19: the sheet re-run with its cut-off gives the old figure, the new month -1."""
    site, story = told
    visit = site.visit(story.residents[3], on=date(2022, 5, 20), met=Met.YES)
    before = value(read(site, "")["now"], "M04")
    submitted = submit(site, DISTRICT, "DST", missing_reason="先报")
    assert submitted.is_success, submitted.text
    report = submitted.json()["id"]
    client = client_of(site)
    locked = client.post(f"/api/v1/months/{report}/lock", json={})
    assert locked.is_success, locked.text

    site.give("visits/void", visit, actor=OFFICER, reason="没有去过")

    may = read(site, "")
    assert may["status"] == "locked"
    assert value(may["reported"], "M04") == before
    assert value(may["now"], "M04") == before - 1
    again = read(site, "", known_at=str(may["reported_position"]))
    assert value(again["now"], "M04") == before
    june = client.get("/api/v1/months/2022-06", params={"area": DISTRICT}).json()
    assert june["adjustments"]["M04"] == -1
    (case,) = [
        each
        for each in client.get(
            "/api/v1/months/2022-06/adjustments", params={"area": DISTRICT}
        ).json()["items"]
        if each["measure"] == "M04"
    ]
    assert (case["month"], case["change"]) == (MONTH, -1)

    restated = client.post(f"/api/v1/months/{report}/restate", json={"reason": "作废一次走访"})
    assert restated.is_success, restated.text

    after = read(site, "")
    assert after["status"] == "restated"
    assert value(after["first_reported"], "M04") == before
    assert value(after["reported"], "M04") == before - 1


def test_every_frozen_figure_comes_out_the_same_at_its_position(told: tuple[Site, Told]) -> None:
    site, story = told
    submitted = submit(site, DISTRICT, "DST", missing_reason="先报")
    history = site.house.log.history(UUID(submitted.json()["id"]))
    event = history[0].event
    assert isinstance(event, ReportMonthSubmitted)
    site.visit(story.residents[3], on=date(2022, 5, 21))
    site.project()

    for figure in event.figures:
        answer = client_of(site).get(
            f"/api/v1/figures/{figure.measure}",
            params={
                "from": "2022-05-01",
                "to": "2022-05-31",
                "area": DISTRICT,
                "known_at": str(event.position),
            },
        )
        assert (answer.json()["value"], answer.json()["of"]) == (figure.value, figure.of)
    assert {group.by for group in event.groups} == {"category", "grade", "age", "sex"}


def test_a_wrong_role_or_a_month_that_is_not_over_is_told_what_to_do(
    told: tuple[Site, Told],
) -> None:
    site, _ = told
    client = client_of(site, "TWN", TOWN)

    wrong = client.post("/api/v1/months", json={"area": VILLAGE, "month": "2022-05-01"})
    early = client.post("/api/v1/months", json={"area": TOWN, "month": "2022-06-01"})

    assert (wrong.status_code, wrong.json()["rule"]) == (409, "NotYourLevel")
    assert early.json()["rule"] == "ReportedMonthNotOver"


def test_the_sheet_is_a_workbook_in_the_order_of_the_form(told: tuple[Site, Told]) -> None:
    site, _ = told
    site.project()

    answer = client_of(site).get(f"/api/v1/months/{MONTH}/sheet.xlsx", params={"area": TOWN})

    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content))["Sheet1"].values)
    assert rows[0][0] == "金龙湖街道 2022年05月 残疾人工作月报表 (草稿)"
    assert rows[1][:2] == ("单位", "排查困难残疾人(人次)")
    assert [row[0] for row in rows[2:6]] == [
        "晓山社区残协",
        "翠湖社区残协",
        "合计",
        "更正以前月份",
    ]
    assert rows[-1][0] == "填表人:"


def test_the_page_submits_and_locks_with_one_button(told: tuple[Site, Told]) -> None:
    site, _ = told
    site.project()
    with TestClient(site.app) as client:
        client.cookies.set("lianxin_persona", f"DST-{DISTRICT}")
        page = client.get("/months", params={"month": MONTH})
        assert page.status_code == 200, page.text
        assert "确认并上报" in page.text
        said = {"area": DISTRICT, "month": MONTH, "missing_reason": "先报"}

        sent = client.post("/months", data=said | key_of(page.text), follow_redirects=True)
        assert "锁定本月" in sent.text, sent.text
        lock = said | {"do": "lock"} | key_of(sent.text)
        locked = client.post("/months", data=lock, follow_redirects=True)
        assert "更正上报" in locked.text
        site.project()
        restate = said | {"do": "restate", "reason": "无"} | key_of(locked.text)
        assert "数字与已上报的一致" in client.post("/months", data=restate).text


def key_of(page: str) -> dict[str, str]:
    return {"key": page.split('name="key" value="')[1].split('"', maxsplit=1)[0]}


def test_a_zero_report_is_confirmed(told: tuple[Site, Told]) -> None:
    site, _ = told

    refused = submit(site, "320371005002", "ASC")
    assert refused.json()["rule"] == "ZeroReportNotConfirmed"
    confirmed = submit(site, "320371005002", "ASC", nothing_happened=True)

    assert confirmed.is_success, confirmed.text
