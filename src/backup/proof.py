"""The log's last position and a digest of it, written down with a backup and compared after a restore."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

Connection = psycopg.Connection[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class LogProof:
    """How many events there are up to `position`, which is the last one, and SHA-256 of their rows."""

    position: int
    events: int
    digest: str

    @property
    def dense(self) -> bool:
        """Whether the positions are 1..n without a hole."""
        return self.position == self.events


def proof_of(connection: Connection, schema: str, *, through: int | None = None) -> LogProof:
    """Read the log whole, or up to a position, in the order of positions."""
    digest, events, last = hashlib.sha256(), 0, 0
    rows = sql.SQL(
        "copy (select position, extract(epoch from recorded_at), originator_id,"
        " originator_version, topic, state from {}.events where {} order by position) to stdout"
    ).format(
        sql.Identifier(schema),
        sql.SQL("true") if through is None else sql.SQL("position <= {}").format(through),
    )
    with connection.cursor() as cursor, cursor.copy(rows) as copy:
        for block in copy:
            # The server sends a row at a time, with its line end.
            line = bytes(block)
            digest.update(line)
            events += 1
            last = int(line.partition(b"\t")[0])
    return LogProof(last, events, digest.hexdigest())
