"""What a client is told while the database is away or full, and that the service recovers by itself."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest
from fastapi.testclient import TestClient
from faults.embedded_server import needs_linux, standing_still

from bootstrap import application
from domain.system import LogOpened
from domain.words import LogMode
from support.database import SCHEMA
from support.histories import ACTOR
from support.logs import wait_until
from support.site import TOWN, VILLAGE, a_house

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx2

    from bootstrap import House
    from support.database import Database

pytestmark = needs_linux

FULL = f"""
create function public.full_disk() returns trigger language plpgsql as
$$ begin raise exception 'no space' using errcode = 'disk_full'; end $$;
create trigger full_disk before insert on {SCHEMA}.events execute function public.full_disk();
"""


@pytest.fixture
def house(own: Database, tmp_path: Path) -> Iterator[House]:
    """A house with an empty log, on a server that may be stopped."""
    with a_house(own, tmp_path) as house:
        house.open_log(LogOpened(mode=LogMode.PRODUCTION))
        house.projector.catch_up()
        yield house


@pytest.fixture
def client(house: House) -> TestClient:
    """A client acting as a district officer."""
    acting = {"X-Lianxin-Acting": f"{ACTOR} DST 320371"}
    return TestClient(application(house), headers=acting, raise_server_exceptions=False)


@contextmanager
def full_disk(database: Database) -> Iterator[None]:
    """Let the disk be full, as the database would say it."""
    with psycopg.connect(database.administrator_url, autocommit=True) as connection:
        connection.execute(FULL)
        yield
        connection.execute("drop function public.full_disk cascade")


def propose(client: TestClient, key: str) -> httpx2.Response:
    """Propose the village's association, always with one idempotency key."""
    said = {"name": "示例村残协", "code": VILLAGE, "town": TOWN}
    return client.post("/api/v1/associations", json=said, headers={"Idempotency-Key": key})


def test_a_database_that_falls_is_answered_with_503_until_it_is_back(
    client: TestClient, house: House, directory: Path
) -> None:
    before, key = house.log.last_position(), str(uuid4())

    with standing_still(directory):
        answers = [propose(client, key), client.get("/api/v1/figures"), client.get("/readyz")]
    wait_until(lambda: propose(client, key).status_code == 201)

    assert [answer.status_code for answer in answers] == [503, 503, 503]
    for answer in answers[:2]:
        assert answer.json()["rule"] == "Unavailable"
        assert int(answer.headers["retry-after"]) > 0
    assert propose(client, key).json()["repeated"] is True
    assert house.log.last_position() == before + 1
    assert client.get("/readyz").status_code == 200


def test_a_full_disk_is_said_to_be_full_and_nothing_is_written(
    client: TestClient, house: House, own: Database
) -> None:
    before, key = house.log.last_position(), str(uuid4())

    with full_disk(own):
        refused = propose(client, key)
        read = client.get("/api/v1/figures")

    assert refused.status_code == 503
    assert refused.json()["rule"] == "StorageFull"
    assert "磁盘已满" in refused.json()["chinese"]
    assert "disk is full" in refused.json()["english"]
    assert int(refused.headers["retry-after"]) > 0
    assert read.status_code == 200  # what is there can still be read
    assert house.log.last_position() == before
    assert propose(client, key).status_code == 201
    assert house.log.last_position() == before + 1
