"""The write-ahead log between the backups: collected with every backup, from a slot that keeps it.

A replication slot holds back what the folder does not have yet, within a limit, so that nothing has
to run between two backups. When the limit was passed the line ends, and the next backup begins a
new one with a full backup.
"""

from __future__ import annotations

import gzip
import shutil
import zlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import psycopg

from backup.refusals import BackupDamaged, ReplicationNotAllowed, SegmentsMissing
from backup.tools import run_tool

if TYPE_CHECKING:
    from backup.described import Described

    Connection = psycopg.Connection[tuple[Any, ...]]

_MARK: Final = "lianxin"
_4_GIB: Final = 1 << 32


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment and the place in the write-ahead log by which everything before it is covered."""

    at: datetime
    lsn: int


def slot_of(line: str) -> str:
    """Name the slot of a line."""
    return f"lianxin_{line.replace('-', '_').lower()}"


def is_kept(connection: Connection, line: str) -> bool:
    """Whether the server still has everything that the line's folder does not have."""
    row = connection.execute(
        "select wal_status from pg_replication_slots where slot_name = %s", [slot_of(line)]
    ).fetchone()
    return row is not None and row[0] in {"reserved", "extended", "unreserved"}


def keep_from_now(connection: Connection, line: str) -> None:
    """Let the server keep what is written from now on. Raises `ReplicationNotAllowed`."""
    try:
        connection.execute(
            "select pg_create_physical_replication_slot(%s, immediately_reserve => true)",
            [slot_of(line)],
        )
    except psycopg.errors.InsufficientPrivilege as error:
        raise ReplicationNotAllowed from error


def let_go(connection: Connection, line: str) -> None:
    """Keep nothing for a line that has ended. Harmless when nothing was kept."""
    connection.execute(
        "select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = %s",
        [slot_of(line)],
    )


def collect(connection: Connection, url: str, wal: Path, line: str) -> Mark:
    """Bring everything written so far into the line's folder; give up to where and when.

    A transaction is recorded as a mark, since a recovery to a moment ends at the first one after it.
    """
    row = connection.execute(
        "select clock_timestamp(), setting::bigint from pg_settings where name = 'wal_segment_size'"
    ).fetchone()
    assert row is not None
    at, segment = row
    _emit(connection)
    # Whoever may not switch gets the last segment when it is full, or with the next backup.
    with suppress(psycopg.errors.InsufficientPrivilege):
        connection.execute("select pg_switch_wal()")
    lsn = _insert_lsn(connection)
    return _receive(connection, url, wal, line, Mark(at, lsn // segment * segment))


def _receive(connection: Connection, url: str, wal: Path, line: str, mark: Mark) -> Mark:
    # It stops at the first thing it receives behind the end.
    _emit(connection)
    run_tool(
        "pg_receivewal",
        f"--directory={wal}",
        f"--slot={slot_of(line)}",
        f"--endpos={text_of(mark.lsn)}",
        "--compress=gzip:6",
        "--no-loop",
        url=url,
    )
    return mark


def bring(wal: Path, backup: Described, into: Path, *, until: int) -> None:
    """Unpack the segments from a backup's start on into a data directory.

    Raises `SegmentsMissing` when one is not there before `until`, and `BackupDamaged`.
    """
    number = backup.start_lsn // backup.segment_bytes
    into.mkdir(mode=0o700, exist_ok=True)
    for history in wal.glob("*.history*"):
        _unpack(history, into)
    while (packed := wal / f"{_name(backup, number)}.gz").exists():
        if _unpack(packed, into) != backup.segment_bytes:
            raise BackupDamaged(packed)
        number += 1
    if number * backup.segment_bytes < until:
        raise SegmentsMissing(packed)


def number_of(text: str) -> int:
    """Read a place in the write-ahead log as PostgreSQL writes it. Raises `ValueError`."""
    high, low = text.split("/")
    return int(high, 16) * _4_GIB + int(low, 16)


def text_of(lsn: int) -> str:
    """Write a place in the write-ahead log as PostgreSQL does."""
    return f"{lsn // _4_GIB:X}/{lsn % _4_GIB:X}"


def _name(backup: Described, number: int) -> str:
    each = _4_GIB // backup.segment_bytes
    return f"{backup.timeline:08X}{number // each:08X}{number % each:08X}"


def _unpack(packed: Path, into: Path) -> int:
    target = into / packed.name.removesuffix(".gz")
    if packed.suffix != ".gz":
        shutil.copyfile(packed, target)
        return target.stat().st_size
    try:
        with gzip.open(packed) as source, target.open("wb") as unpacked:
            shutil.copyfileobj(source, unpacked)
    except (OSError, EOFError, zlib.error) as error:
        raise BackupDamaged(packed) from error
    return target.stat().st_size


def _emit(connection: Connection) -> None:
    connection.execute("set synchronous_commit = on")
    connection.execute("select pg_logical_emit_message(true, %s, 'backup')", [_MARK])


def _insert_lsn(connection: Connection) -> int:
    row = connection.execute("select (pg_current_wal_insert_lsn() - '0/0')::bigint").fetchone()
    assert row is not None
    return int(row[0])
