"""A house over the test's database, and the web application over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from bootstrap import House, Settings, application, build
from domain.system import LogOpened
from domain.words import LogMode
from support.histories import ACTOR

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from support.database import Database


@pytest.fixture
def house(database: Database, tmp_path: Path) -> Iterator[House]:
    """A house with an empty production log."""
    settings = Settings(
        database_url=database.service_url,  # type: ignore[arg-type]
        owner_url=database.owner_url,  # type: ignore[arg-type]
        var=tmp_path,
    )
    with build(settings) as house:
        house.open_log(LogOpened(mode=LogMode.PRODUCTION))
        house.projector.catch_up()
        yield house


@pytest.fixture
def client(house: House) -> Iterator[TestClient]:
    """A client of the application, acting as a district officer."""
    with TestClient(
        application(house),
        headers={"X-Lianxin-Acting": f"{ACTOR} DST 320371"},
        raise_server_exceptions=False,
    ) as client:
        yield client
