"""The papers on the page of a case: seen, attached without script, withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from support.files import a_pdf, a_photo
from support.reading import Page

if TYPE_CHECKING:
    from uuid import UUID

    from fastapi.testclient import TestClient
    from httpx2 import Response

    from support.site import Site
    from support.site_story import Told


def send(browser: TestClient, case: UUID, content: bytes, **typed: str) -> Response:
    fields = {"kind": "photo", "dated_on": "2022-06-01", "key": str(uuid4())} | typed
    return browser.post(
        f"/cases/{case}/documents",
        data=fields,
        files={"file": ("屋顶", content)},
        follow_redirects=False,
    )


def seen(browser: TestClient, site: Site, case: UUID) -> Page:
    site.project()
    return Page(browser.get(f"/cases/{case}"))


def test_a_file_sent_from_the_page_stands_there_with_a_link(
    writer: TestClient, writable: tuple[Site, Told]
) -> None:
    site, told = writable
    answer = send(writer, told.fresh, a_photo(), title="屋顶")

    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"/cases/{told.fresh}?min_position=")
    page = seen(writer, site, told.fresh)
    (link,) = [each for each in page.links if each.startswith("/api/v1/documents/")]
    assert "照片 · 2022年6月1日" in page.text
    assert writer.get(link).headers["content-type"] == "image/jpeg"


def test_a_form_sent_twice_attaches_once(writer: TestClient, writable: tuple[Site, Told]) -> None:
    site, told = writable
    key = str(uuid4())
    for _ in range(2):
        send(writer, told.dispute, a_pdf(), key=key, kind="minutes")

    page = seen(writer, site, told.dispute)
    assert sum("/api/v1/documents/" in each for each in page.links) == 1


def test_a_withdrawn_file_is_named_and_not_linked(
    officer: TestClient, writable: tuple[Site, Told]
) -> None:
    site, told = writable
    send(officer, told.association, a_pdf(), kind="letter")
    page = seen(officer, site, told.association)
    (link,) = [each for each in page.links if each.startswith("/api/v1/documents/")]
    officer.post(link.replace("content", "withdraw"), json={})

    page = seen(officer, site, told.association)

    assert "公文 已撤下" in page.text
    assert not [each for each in page.links if each.startswith("/api/v1/documents/")]


def test_a_refused_file_says_why_and_leads_back(
    writer: TestClient, writable: tuple[Site, Told]
) -> None:
    answer = send(writer, writable[1].visit, b"MZ")

    assert answer.status_code == 422
    assert "认不出文件内容" in Page(answer).text


def test_who_is_nobody_sees_no_form_and_attaches_nothing(reader: TestClient, told: Told) -> None:
    assert "file" not in Page(reader.get(f"/cases/{told.fresh}")).fields
    assert send(reader, told.fresh, a_photo()).status_code == 401
