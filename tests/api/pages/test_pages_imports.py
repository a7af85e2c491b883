"""The page 导入: choose, preview, confirm, fetch what was refused; all without script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient

from support.importing import RESIDENT_HEADER, a_resident_row, number, rows_of, xlsx
from support.reading import Page
from support.site import DISTRICT, VILLAGE

if TYPE_CHECKING:
    from support.site import Site
    from support.site_story import Told


def row(site: Site, sequence: int, **changed: object) -> tuple[object, ...]:
    return a_resident_row(sequence, **({"村(社区)": VILLAGE} | changed))


def send(officer: TestClient, content: bytes, *, kind: str = "residents", **said: str) -> Any:
    files = {"file": ("名册.xlsx", content)}
    return officer.post("/imports", data={"kind": kind, **said}, files=files)


def test_a_sheet_is_previewed_confirmed_and_seen_in_the_log(
    writable: tuple[Site, Told], officer: TestClient
) -> None:
    site, _ = writable
    content = xlsx(RESIDENT_HEADER, row(site, 301), row(site, 302, 姓名="张三/李四"))
    before = site.house.log.last_position()

    preview = Page(send(officer, content))

    assert site.house.log.last_position() == before
    assert "尚未写入任何内容。" in preview.text
    assert "一格里写了两个人, 请一人一行分开填写。" in preview.text
    assert number(301) not in preview.text
    errors = next(link for link in preview.links if link.endswith("/errors"))
    digest = errors.split("/")[2]

    done = Page(officer.post(f"/imports/{digest}/confirm"))

    assert "导入完成" in done.text
    assert site.house.log.last_position() == before + 3
    assert site.house.log.holder(site.house.vault.token("identity", number(301))) is not None
    refused = rows_of(officer.get(errors).content)
    assert refused[1][-1] == "姓名: 一格里写了两个人, 请一人一行分开填写。"


def test_confirming_twice_writes_once(writable: tuple[Site, Told], officer: TestClient) -> None:
    site, _ = writable
    page = Page(send(officer, xlsx(RESIDENT_HEADER, row(site, 311), row(site, 311))))
    digest = next(link for link in page.links if link.endswith("/errors")).split("/")[2]
    officer.post(f"/imports/{digest}/confirm")
    last = site.house.log.last_position()

    again = officer.post(f"/imports/{digest}/confirm")

    assert again.status_code == 200
    assert site.house.log.last_position() == last


def test_a_sheet_is_turned_down(writable: tuple[Site, Told], officer: TestClient) -> None:
    site, _ = writable
    page = Page(send(officer, xlsx(RESIDENT_HEADER, row(site, 321), row(site, 321))))
    digest = next(link for link in page.links if link.endswith("/errors")).split("/")[2]

    answer = officer.post(f"/imports/{digest}/turn-down", data={"reason": "不是最新的"})

    assert "已退回, 没有写入任何内容。" in Page(answer).text
    assert officer.get(f"/imports/{digest}").status_code == 404


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [
        (b"", 422, "请选择要导入的文件和种类。"),
        (b"\x89PNG\x00", 422, "请用 Excel 或 WPS 打开后另存为 xlsx"),
        (xlsx(("姓名", "身份证号")), 422, "缺少的列: 住址、村(社区)"),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_form(
    officer: TestClient, content: bytes, status: int, said: str
) -> None:
    answer = send(officer, content)

    assert answer.status_code == status
    assert said in Page(answer).text
    assert "空白模板" in Page(answer).text


def test_the_templates_are_there_to_be_fetched(officer: TestClient) -> None:
    links = [link for link in Page(officer.get("/imports")).links if "/templates/" in link]

    assert len(links) == 5
    for link in links:
        assert rows_of(officer.get(link).content)


def test_a_commissioner_is_told_who_imports(writer: TestClient) -> None:
    page = Page(writer.get("/imports"))

    assert "不能导入" in page.text
    assert send(writer, xlsx(RESIDENT_HEADER)).status_code == 403


def test_nobody_chosen_is_sent_to_choose(writable: tuple[Site, Told]) -> None:
    answer = TestClient(writable[0].app).get("/imports", follow_redirects=False)

    assert answer.headers["location"] == "/persona?next=/imports"
    assert DISTRICT in VILLAGE
