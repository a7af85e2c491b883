"""How far reading has come, told to pages that stay open."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from uuid import uuid4

import httpx2
import pytest

from api.routers.log.positions import Positions, told
from bootstrap import application
from projections.running.builds import ReadModels, ReadModelsUnavailable
from support.database import fresh_database
from support.logs import wait_until
from support.serving import serving
from support.site import TOWN, Site, a_house

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi import FastAPI

WAIT_SECONDS_MAX = 60


@pytest.fixture(scope="module")
def site(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A district with a demonstration log."""
    for database in fresh_database(server_url):
        with a_house(database, tmp_path_factory.mktemp("keys")) as house:
            site = Site(house)
            site.project()
            yield site


def an_entry(site: Site, code: str) -> int:
    """Write something down and let the read models read it; give its position."""
    receipt = site.give("associations", uuid4(), name="示例村残协", code=code, town=TOWN)
    site.project()
    return receipt.position


def watchers(app: FastAPI) -> int:
    """Count who watches."""
    return app.state.positions.watchers if hasattr(app.state, "positions") else 0


def test_the_position_is_told_at_once_and_when_it_moves(site: Site) -> None:
    app = application(site.house)
    first = site.house.log.last_position()
    with (
        serving(app) as address,
        httpx2.stream("GET", f"{address}/api/v1/positions", timeout=WAIT_SECONDS_MAX) as answer,
    ):
        lines = (line for line in answer.iter_lines() if line.startswith("data: "))
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-store"
        assert next(lines) == f"data: {first}"
        position = an_entry(site, "320371005011")
        assert next(lines) == f"data: {position}"


def test_nobody_looks_while_nobody_watches(site: Site) -> None:
    app = application(site.house)
    with serving(app) as address:
        for _ in range(2):
            with httpx2.stream(
                "GET", f"{address}/api/v1/positions", timeout=WAIT_SECONDS_MAX
            ) as answer:
                lines = answer.iter_lines()  # hung up when nobody holds it any more
                assert any(line.startswith("data: ") for line in lines)
                wait_until(lambda: watchers(app) == 1)
            wait_until(lambda: watchers(app) == 0)


def test_read_models_that_cannot_be_read_have_not_moved(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise ReadModelsUnavailable

    async def watch() -> tuple[int | None, str]:
        positions = Positions(site.house.read_models)
        stream = told(positions)
        begun = await anext(stream)
        async with positions.watched():
            return await positions.after(0, within_seconds=0.5), begun

    monkeypatch.setattr(ReadModels, "connection", gone)

    assert asyncio.run(watch()) == (None, "retry: 2000\n\n")
