"""However a history is split into batches, live or in bulk, the same tables come out of it."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from projections.running.build_projector import BuildProjector
from projections.running.builds import digest, make_build, make_ready
from projections.running.filling import fill
from support.database import SCHEMA
from support.district import District
from support.figures import models

if TYPE_CHECKING:
    from uuid import UUID

    from domain.history import Event, Recorded
    from eventstore.log import Log
    from support.figures import Book

ENTRIES = 300
LIVE_BUILDS = 3

Connection = psycopg.Connection[tuple[Any, ...]]


@dataclass
class SplitFeed:
    """The log, read in pieces of random length."""

    log: Log
    random: Random

    def read(self, *, after: int, limit: int) -> list[Recorded[Event]]:
        longest = self.random.choice((1, 3, 40, limit))
        return self.log.read(after=after, limit=self.random.randint(1, longest))

    def history(self, stream: UUID, *, through: int | None = None) -> list[Recorded[Event]]:
        return self.log.history(stream, through=through)

    def last_position(self) -> int:
        return self.log.last_position()


def built_live(connection: Connection, feed: SplitFeed, *, forgetful: bool) -> str:
    """Fill a build batch by batch; a forgetful projector starts anew before each."""
    name = make_build(connection, SCHEMA, models())
    make_ready(connection, SCHEMA, name, models())
    projector = BuildProjector(feed, models(), log_schema=SCHEMA, build=name)
    while projector.advance(connection):
        if forgetful:
            projector = BuildProjector(feed, models(), log_schema=SCHEMA, build=name)
    return name


@pytest.mark.parametrize("seed", range(3))
def test_any_split_of_a_history_leaves_the_same_tables(book: Book, seed: int) -> None:
    district = District(Random(seed))
    district.grow(ENTRIES)
    book.append(district.entries)
    feed = SplitFeed(book.log, Random(seed))
    with psycopg.connect(book.url, autocommit=True) as connection:
        in_bulk = fill(connection, feed, models(), log_schema=SCHEMA)
        expected = digest(connection, in_bulk, models())
        assert [name for name, value in expected.items() if not int(value, 16)] == ["parked"]

        for number in range(LIVE_BUILDS):
            live = built_live(connection, feed, forgetful=number == 0)
            assert digest(connection, live, models()) == expected
