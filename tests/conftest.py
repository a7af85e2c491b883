"""The fixtures everybody shares: a server a session, a database and a log a test."""

from __future__ import annotations

import gc
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import bootstrap
from domain.catalogue import EVENTS
from eventstore.embedded import EmbeddedServer
from eventstore.log import Log
from eventstore.stored_form import StoredForm
from story.plan import plan
from support.database import SCHEMA, Database, fresh_database, prepare_template
from support.places import quick_directory
from support.played_story import SEED, played
from support.sharing import FilesLongestFirst, longest_first

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bootstrap import House
    from story.diary import Act


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> FilesLongestFirst | None:
    """Share the files among the processes as `support.sharing` says, unless told otherwise."""
    return FilesLongestFirst(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files."""
    longest_first(items)


def pytest_collection_finish() -> None:
    """Keep what was imported out of the garbage collector's rounds: every build asks for a full one."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """One PostgreSQL for the session, without fsync; LIANXIN_TEST_SERVER names another one.

    pytest's own directories are closed to the user a server started by root runs as.
    """
    given = os.environ.get("LIANXIN_TEST_SERVER")
    if given:
        prepare_template(given)
        yield given
        return
    with (
        tempfile.TemporaryDirectory(
            prefix="lianxin-", dir=quick_directory(), ignore_cleanup_errors=True
        ) as name,
        EmbeddedServer(Path(name), fsync=False) as server,
    ):
        prepare_template(server.url())
        yield server.url()


@pytest.fixture
def database(server_url: str) -> Iterator[Database]:
    """A migrated, empty database."""
    yield from fresh_database(server_url)


@pytest.fixture
def log(database: Database) -> Iterator[Log]:
    """A log that was not opened yet, as the service sees it."""
    log = Log(database.service_url, schema=SCHEMA, form=StoredForm(EVENTS))
    yield log
    log.close()


@pytest.fixture
def house(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """A house whose log is opened, and the environment by which the command line finds it."""
    monkeypatch.setenv("LIANXIN_DATABASE_URL", database.service_url)
    monkeypatch.setenv("LIANXIN_OWNER_URL", database.owner_url)
    monkeypatch.setenv("LIANXIN_VAR", str(tmp_path))
    with bootstrap.build(bootstrap.Settings()) as house:
        bootstrap.open_production(house)
        yield house


@pytest.fixture(scope="session")
def acts() -> list[Act]:
    """The demonstration story as it is planned."""
    return plan(SEED)


@pytest.fixture(scope="session")
def story_house(
    server_url: str, acts: list[Act], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """The story played into a log, its read models folded. To be read, not written to."""
    yield from played(server_url, acts, tmp_path_factory.mktemp("story"))
