"""The fixtures everybody shares: a server a session, a database and a log a test."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from support.database import SCHEMA, Database, fresh_database, prepare_template

from domain.catalogue import EVENTS

from eventstore.log import Log
from eventstore.stored_form import StoredForm

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One PostgreSQL for the session, without fsync; LIANXIN_TEST_SERVER names another one."""
    given = os.environ.get("LIANXIN_TEST_SERVER")
    if given:
        prepare_template(given)
        yield given
        return
    from eventstore.embedded import EmbeddedServer
    with EmbeddedServer(tmp_path_factory.mktemp("server"), fsync=False) as server:
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
