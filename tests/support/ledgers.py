"""Ledgers beside a test's log, and rows to fill them with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import psycopg

from eventstore.append import Append
from eventstore.ledger.instance import KeyFile, PublishedFile
from eventstore.ledger.leaf import leaf_hash
from eventstore.ledger.ledger import Ledger
from eventstore.ledger.upkeep.publishing import Publisher
from eventstore.ledger.upkeep.standing import open_ledger
from support.database import SCHEMA
from support.histories import id_of
from support.logs import new
from support.trees import mth

if TYPE_CHECKING:
    from pathlib import Path

    from eventstore.ledger.hashing import HashName
    from eventstore.log import Log
    from support.database import Database

GUARDED = (
    "events",
    "ledger",
    "ledger_checkpoints",
    "ledger_tiles",
    "ledger_cosignatures",
    "ledger_keys",
    "ledger_key_ends",
    "ledger_losses",
)


@dataclass
class Kept:
    """A ledger with its files, as one instance of the service has it."""

    ledger: Ledger
    keys: KeyFile
    file: PublishedFile

    def publisher(self) -> Publisher:
        """Give one that begins anew, as after a start."""
        return Publisher(self.ledger, self.keys, self.file)

    def publish(self) -> int:
        """Publish what is new, as after a start."""
        return self.publisher().step()

    def looked_at(self) -> None:
        """Start again: open the ledger, and hold the log against what was published."""
        open_ledger(self.ledger, self.file, origin=None, hash_name=None)

    def root_of_the_text(self, size: int) -> bytes:
        """Give the root over the first rows by RFC 9162, slowly."""
        hashing = self.ledger.opened.hashing
        rows = self.ledger.log.read_rows(after=0, limit=size)
        return mth([leaf_hash(row, hashing) for row in rows], hashing)


def keep(log: Log, folder: Path, *, hash_name: HashName | None = None) -> Kept:
    """Open a ledger beside a log, its files in a folder."""
    kept = Kept(Ledger(log), KeyFile(folder / "signing.key"), PublishedFile(folder / "checkpoint"))
    open_ledger(kept.ledger, kept.file, origin=None, hash_name=hash_name)
    return kept


def fill(log: Log, count: int) -> None:
    """Append as many rows."""
    last = log.last_position()
    for first in range(last, last + count, 1_000):
        rows = [new(id_of(f"row {nth}")) for nth in range(first, min(first + 1_000, last + count))]
        log.append(Append(rows))


def tamper(database: Database, *statements: str) -> None:
    """Do as a master of the database what no trigger keeps him from."""
    with psycopg.connect(database.administrator_url, autocommit=True) as master:
        for table in GUARDED:
            master.execute(f"alter table {SCHEMA}.{table} disable trigger user".encode())
        for statement in statements:
            master.execute(statement.replace("{schema}", SCHEMA).encode())
        for table in GUARDED:
            master.execute(f"alter table {SCHEMA}.{table} enable trigger user".encode())


def cut_short(database: Database, size: int) -> None:
    """Put the whole database back to when the log had as many rows, as a restore does."""
    tamper(
        database,
        f"delete from {{schema}}.ledger_cosignatures where size > {size}",
        f"delete from {{schema}}.ledger_checkpoints where size > {size}",
        f"delete from {{schema}}.ledger_tiles where (index + 1) * 256 ^ (level + 1) > {size}",
        f"delete from {{schema}}.events where position > {size}",
    )
