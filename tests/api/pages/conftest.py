"""One small district for the tests that only read its pages, and one for those that write."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from support.database import fresh_database
from support.site import DISTRICT, VILLAGE, Site, a_house
from support.site_story import Told, a_little_story

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def a_told_site(server_url: str, keys: pytest.TempPathFactory) -> Iterator[tuple[Site, Told]]:
    """Lend a district in which the little story was told."""
    for database in fresh_database(server_url):
        with a_house(database, keys.mktemp("keys")) as house:
            site = Site(house)
            yield site, a_little_story(site)


@pytest.fixture(scope="session")
def read_only(
    server_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Site, Told]]:
    """The district nobody writes to."""
    with a_told_site(server_url, tmp_path_factory) as lent:
        yield lent


@pytest.fixture
def told(read_only: tuple[Site, Told]) -> Told:
    """What the story left behind."""
    return read_only[1]


@pytest.fixture
def reader(read_only: tuple[Site, Told]) -> TestClient:
    """A browser without any cookie."""
    return TestClient(read_only[0].app)


@pytest.fixture(scope="session")
def writable(
    server_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Site, Told]]:
    """The district that tests write to, each for itself: what others wrote is there too."""
    with a_told_site(server_url, tmp_path_factory) as lent:
        yield lent


@pytest.fixture
def writer(writable: tuple[Site, Told]) -> TestClient:
    """A browser in which the village's commissioner was chosen."""
    return TestClient(writable[0].app, cookies={"lianxin_persona": f"COM-{VILLAGE}"})


@pytest.fixture
def officer(writable: tuple[Site, Told]) -> TestClient:
    """A browser in which the district's officer was chosen."""
    return TestClient(writable[0].app, cookies={"lianxin_persona": f"DST-{DISTRICT}"})
