"""Directories for servers of their own, ended and removed after each test."""

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from faults.embedded_server import assert_stopped, clean_up

from eventstore.embedded import EmbeddedServer
from support.database import TEMPLATE, Database, prepare_template
from support.places import quick_directory


@pytest.fixture(scope="session", autouse=True)
def _open_to_others() -> Iterator[None]:
    """What tests make may be entered by the user a server of root runs as, whoever runs the tests."""
    usual = os.umask(0o022)
    yield
    os.umask(usual)


def a_room() -> tempfile.TemporaryDirectory[str]:
    """Make a directory outside of pytest's own, ended with its context."""
    return tempfile.TemporaryDirectory(prefix="lianxin-", dir=quick_directory())


@pytest.fixture
def new_directory(tmp_path: Path) -> Iterator[Path]:
    """A directory that does not exist yet, where the server's user may come."""
    with contextlib.ExitStack() as stack:
        room = tmp_path
        if os.geteuid() == 0:
            # What pytest gives to root is closed to others; that case has a test of its own.
            room = Path(stack.enter_context(a_room()))
            room.chmod(0o755)
        yield room / "database"
        clean_up(room)


@pytest.fixture(scope="session")
def stopped_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The directory of a server that has run before: making one takes most of a second."""
    directory = tmp_path_factory.mktemp("embedded") / "database"
    with a_room() as name:
        if os.geteuid() == 0:
            Path(name).chmod(0o755)
            directory = Path(name) / "database"
        with EmbeddedServer(directory, fsync=False):
            pass
        assert_stopped(directory)
        yield directory


@pytest.fixture
def directory(stopped_server: Path, new_directory: Path) -> Path:
    """The directory of a stopped server."""
    subprocess.run(["cp", "-a", stopped_server, new_directory], check=True)
    return new_directory


@pytest.fixture
def server(directory: Path) -> Iterator[EmbeddedServer]:
    """A started server."""
    with EmbeddedServer(directory, fsync=False) as started:
        yield started


@pytest.fixture
def durable_server(directory: Path) -> Iterator[EmbeddedServer]:
    """A server that this test may stop, and that keeps what it has committed."""
    with EmbeddedServer(directory, fsync=True) as started:
        yield started


@pytest.fixture
def own(durable_server: EmbeddedServer) -> Database:
    """A migrated database on it."""
    prepare_template(durable_server.url())
    return Database(TEMPLATE, durable_server.url(TEMPLATE))
