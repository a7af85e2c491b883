"""Problems, for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from eventstore.append import LogUnavailable
from eventstore.log import Log
from projections.running.builds import NothingToRead, ReadModels, ReadModelsUnavailable
from support.reading import Page
from support.site import TODAY

if TYPE_CHECKING:
    from support.site import Site
    from support.site_story import Told


def test_an_address_that_is_none_has_a_page_with_a_way_back(reader: TestClient) -> None:
    answer = reader.get("/nothing/here")
    page = Page(answer)

    assert answer.status_code == 404
    assert "找不到这个页面 没有这个地址。" in page.text
    assert "/" in page.links
    assert "我是 区残联领导" in page.text
    assert "演示数据" in page.text


def test_the_english_of_a_problem_is_small_and_marked(reader: TestClient) -> None:
    answer = reader.get("/nothing/here")

    assert "There is no such address." in " ".join(Page(answer).english)
    assert 'lang="en"' in answer.text


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v1/figures/M99"])
def test_programs_still_get_problem_documents(reader: TestClient, path: str) -> None:
    seen_by = {"X-Lianxin-Acting": "0190b1f0-7a5e-7c3a-9d2b-4f6e8a1c3d5f LDR 320371"}
    answer = reader.get(path, headers=seen_by)

    assert answer.headers["content-type"] == "application/problem+json"


def test_a_way_back_never_leads_elsewhere(reader: TestClient) -> None:
    answer = reader.get("/nothing", headers={"referer": "https://example.org/testserver"})

    assert "回到看板" in Page(answer).text
    assert "example.org" not in answer.text


def test_what_is_too_large_is_told_as_a_page(reader: TestClient) -> None:
    answer = reader.post("/appeals/new", content=b"a" * 1_000_001)

    assert answer.status_code == 413
    assert "提交的内容过大" in Page(answer).text


def gone(*_: object, **__: object) -> None:
    """Be a database that cannot be reached."""
    raise ReadModelsUnavailable


def log_gone(*_: object, **__: object) -> None:
    """Be a log that cannot be reached."""
    raise LogUnavailable


def not_ready(*_: object, **__: object) -> None:
    """Be read models that are still being made."""
    raise NothingToRead


@pytest.mark.parametrize("path", ["/", "/cases", "/figures/M04", "/persona"])
def test_a_database_that_is_away_is_said_so_with_the_time_to_come_back(
    reader: TestClient, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(ReadModels, "connection", gone)

    answer = reader.get(path)

    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert "系统暂时不能办理" in Page(answer).text
    assert "没有写入任何内容" in Page(answer).text


def test_a_log_that_is_away_is_said_so_too(
    read_only: tuple[Site, Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    site, told = read_only
    reader = TestClient(site.app)
    assert site.house.office.today() == TODAY
    monkeypatch.setattr(Log, "history", log_gone)

    answer = reader.get(f"/cases/{told.visit}")

    assert answer.status_code == 503
    assert "系统暂时不能办理" in Page(answer).text


def test_read_models_in_the_making_ask_for_patience(
    reader: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReadModels, "reading", not_ready)

    answer = reader.get("/")

    assert answer.status_code == 503
    assert "统计视图正在准备" in Page(answer).text


def test_a_mistake_of_ours_shows_nothing_of_itself(
    read_only: tuple[Site, Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(ReadModels, "reading", fail)
    reader = TestClient(read_only[0].app, raise_server_exceptions=False)

    answer = reader.get("/")

    assert answer.status_code == 500
    assert "系统出了差错" in Page(answer).text
    assert "secret" not in answer.text
