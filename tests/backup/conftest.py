"""A server, a folder for its backups and room for more, where the user of root's servers may come."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from faults.embedded_server import clean_up

from eventstore.embedded import EmbeddedServer
from support.backups import Running, opened
from support.database import prepare_template

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def room() -> Iterator[Path]:
    """A place for servers and backups, ended and removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="lianxin-") as name:
        room = Path(name)
        if os.geteuid() == 0:
            room.chmod(0o755)
        yield room
        clean_up(room)


@pytest.fixture(scope="module")
def running(room: Path) -> Iterator[Running]:
    """A started server with an empty log, not backed up yet."""
    with EmbeddedServer(room / "database", fsync=False) as server:
        prepare_template(server.url())
        log = opened(server)
        yield Running(server, log, room / "backups", room / "keys")
        log.close()
