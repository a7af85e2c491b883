"""A server with a log that is backed up, and what is asked of a restored one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import psycopg

from backup.taking import Instance, Taken, take
from domain.catalogue import EVENTS
from eventstore.log import Log
from eventstore.migrations.provision import SERVICE_ROLE
from eventstore.stored_form import StoredForm
from support.database import SCHEMA, TEMPLATE
from support.logs import append

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from eventstore.embedded import EmbeddedServer
    from eventstore.stored_form import Row


@dataclass
class Running:
    """A server with a log, and the folder its backups go to."""

    server: EmbeddedServer
    log: Log
    folder: Path
    keys: Path

    @property
    def url(self) -> str:
        """Connect as the server's administrator."""
        return self.server.url(TEMPLATE)

    def write(self, name: str, events: int) -> None:
        """Write some events, each to a stream of its own."""
        for number in range(events):
            self.log.append(append(f"{name} {number}"))

    def back_up(self, *, full: bool = False) -> Taken:
        """Take a backup."""
        return take(Instance(self.url, SCHEMA, self.keys), self.folder, full=full)

    def now(self) -> datetime:
        """Give the time by the server's clock."""
        with psycopg.connect(self.url) as connection:
            row = connection.execute("select clock_timestamp()").fetchone()
        assert row is not None
        moment: datetime = row[0]
        return moment

    def rows(self) -> list[Row]:
        """Give the whole log as stored."""
        return self.log.read_rows(after=0, limit=1_000)


def opened(server: EmbeddedServer) -> Log:
    """The log of a server, as the service sees it."""
    return Log(server.url(TEMPLATE, SERVICE_ROLE), schema=SCHEMA, form=StoredForm(EVENTS))
