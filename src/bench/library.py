"""The same work by the `eventsourcing` library as it comes: its application, recorder and runner."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import psycopg
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from psycopg import conninfo, sql

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eventsourcing.persistence import Tracking

    from bootstrap import House

CONNECTIONS: Final = 70
DATABASE: Final = "library"


class LibraryAppeal(Aggregate):
    """An appeal in the library's style."""

    @event("Registered")
    def __init__(self, summary: str, category: str, code: str) -> None:
        """Register it."""
        self.summary = summary
        self.category = category
        self.code = code
        self.replies: list[str] = []

    @event("Replied")
    def reply(self, outcome: str, text: str) -> None:
        """Reply to it."""
        self.replies.append(outcome + text)


class LibraryApplication(Application[UUID]):
    """Registers and replies; its cache and snapshots are off, as they come."""

    def register(self, number: int) -> UUID:
        """Register an appeal."""
        appeal = LibraryAppeal(f"示例诉求 {number}", "care", "320371005001")
        self.save(appeal)
        return appeal.id

    def reply(self, appeal_id: UUID) -> None:
        """Reply to an appeal."""
        appeal: LibraryAppeal = self.repository.get(appeal_id)
        appeal.reply("resolved", "示例答复")
        self.save(appeal)

    def bulk(self, number: int) -> None:
        """Save an aggregate of a hundred events."""
        appeal = LibraryAppeal(f"示例诉求 {number}", "care", "320371005001")
        for _ in range(99):
            appeal.reply("resolved", "示例答复")
        self.save(appeal)


class CountingView(PostgresTrackingRecorder):
    """A count by topic, one row each."""

    def __init__(self, *arguments: Any, **more: Any) -> None:  # noqa: ANN401
        """Add its table to those the library makes."""
        super().__init__(*arguments, **more)
        self.sql_create_statements.append(
            sql.SQL("create table if not exists {} (topic text primary key, number bigint)").format(
                sql.Identifier("counted")
            )
        )

    def count(self, topic: str, tracking: Tracking) -> None:
        """Count one event, and say so in the same transaction."""
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            cursor.execute(
                "insert into counted values (%s, 1)"
                " on conflict (topic) do update set number = counted.number + 1",
                (topic,),
            )


class CountingProjection(Projection[CountingView]):
    """Counts every event."""

    name = "counting"
    topics = ()

    def process_event(self, domain_event: Any, tracking: Tracking) -> None:  # noqa: ANN401
        """Count one event."""
        self.view.count(type(domain_event).__qualname__, tracking)


def environment(house: House) -> dict[str, str]:
    """Give the library's settings for a database of its own on the same server."""
    assert house.server is not None
    parts = conninfo.conninfo_to_dict(house.server.url(DATABASE))
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": DATABASE,
        "POSTGRES_HOST": str(parts.get("host", "")),
        "POSTGRES_PORT": str(parts.get("port", "5432")),
        "POSTGRES_USER": str(parts.get("user", "postgres")),
        "POSTGRES_PASSWORD": "unused",
        "POSTGRES_POOL_SIZE": str(CONNECTIONS),
        "POSTGRES_MAX_OVERFLOW": "5",
        "POSTGRES_CONN_MAX_AGE": "3600",
    }


@contextmanager
def application(house: House) -> Iterator[LibraryApplication]:
    """Lend the library's application over an empty database."""
    assert house.server is not None
    with psycopg.connect(house.server.url(), autocommit=True) as connection:
        connection.execute(f"drop database if exists {DATABASE} with (force)")
        connection.execute(f"create database {DATABASE}")
    lent = LibraryApplication(env=environment(house))
    try:
        yield lent
    finally:
        lent.close()


def run_projection(house: House, last: int) -> None:
    """Let the library's runner count everything up to notification `last`."""
    with ProjectionRunner(
        application_class=LibraryApplication,
        projection_class=CountingProjection,
        view_class=CountingView,
        env=environment(house),
    ) as runner:
        runner.wait(last, timeout=600)
