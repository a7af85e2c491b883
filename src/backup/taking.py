"""Take a backup: full the first time, afterwards what has changed, and always what was written between.

pg_basebackup [--incremental]   the database as it is
pg_receivewal                   everything written since the last backup
backup.json                     what it is, with the log's last position and digest

A backup counts from the moment its description is there; what was broken off is taken away.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import psycopg

from backup import segments
from backup.described import (
    FORMAT,
    MANIFEST,
    Described,
    backups_in,
    manifest_digest,
    manifest_of,
    name_at,
)
from backup.proof import proof_of
from backup.refusals import (
    FolderOfAnotherInstance,
    KeysBesideBackups,
    ReplicationNotAllowed,
    ToolFailed,
)
from backup.tools import run_tool

if TYPE_CHECKING:
    Connection = psycopg.Connection[tuple[Any, ...]]

INCREMENTAL_SINCE: Final = 170_000
_FRACTION: Final = "%Y%m%dT%H%M%S.%fZ"


@dataclass(frozen=True, slots=True)
class Taken:
    """A backup that was taken, and why it is a full one if a smaller one was asked for."""

    backup: Described
    size_bytes: int
    full_because: str | None


@dataclass(frozen=True, slots=True)
class Instance:
    """What is backed up: a database of a server, the schema of its log, and where its keys are not."""

    url: str
    schema: str
    keys: Path | None


def take(instance: Instance, folder: Path, *, full: bool = False) -> Taken:
    """Take a backup into `folder`, which is made when missing. Raises a `BackupError`."""
    folder = folder.absolute()
    _require_keys_elsewhere(folder, instance.keys)
    before = backups_in(folder)
    with psycopg.connect(instance.url, autocommit=True, options="-c timezone=UTC") as connection:
        system, timeline = _identity(connection)
        if any(each.system != system for each in before):
            raise FolderOfAnotherInstance(folder)
        _require_replication(connection)
        last = before[-1] if before else None
        reason = _why_full(connection, last, timeline, folder) if last and not full else None
        if last is None or reason == _NEW_LINE:
            line = f"line-{name_at(_now(connection))}"
            _begin_line(connection, folder / line, line, former=last)
        else:
            line = last.line
        parent = None if full or reason or last is None else last
        backup = _take(connection, instance, folder, line, parent)
    return Taken(backup, _size(backup.directory(folder)), reason)


_NEW_LINE: Final = (
    "服务器不再保留上次备份之后的日志"
    " | the server no longer keeps what was written since the last backup"
)
_NOT_SUMMARIZED: Final = (
    "服务器未设 summarize_wal=on | summarize_wal is not on, so changes cannot be told"
)


def _why_full(connection: Connection, last: Described, timeline: int, folder: Path) -> str | None:
    """Say why the next backup cannot be an incremental one; None if it can."""
    if last.timeline != timeline or not segments.is_kept(connection, last.line):
        return _NEW_LINE
    if connection.info.server_version < INCREMENTAL_SINCE:
        return _NOT_SUMMARIZED
    row = connection.execute("select current_setting('summarize_wal', true)").fetchone()
    if row != ("on",) or not (last.data(folder) / MANIFEST).exists():
        return _NOT_SUMMARIZED
    return None


def _begin_line(
    connection: Connection, directory: Path, line: str, *, former: Described | None
) -> None:
    (directory / "wal").mkdir(parents=True, mode=0o700)
    directory.parent.chmod(0o700)
    if former is not None:
        segments.let_go(connection, former.line)
    segments.keep_from_now(connection, line)


def _take(
    connection: Connection,
    instance: Instance,
    folder: Path,
    line: str,
    parent: Described | None,
) -> Described:
    began = _now(connection)
    kind = "full" if parent is None else "incremental"
    name = f"{began.astimezone(UTC).strftime(_FRACTION)}-{kind}"
    directory = folder / line / name
    for abandoned in (folder / line).glob("*Z-*"):
        if not (abandoned / "backup.json").exists():
            shutil.rmtree(abandoned)
    directory.mkdir(mode=0o700)
    since = () if parent is None else (f"--incremental={parent.data(folder) / MANIFEST}",)
    run_tool(
        "pg_basebackup",
        f"--pgdata={directory / 'data'}",
        "--checkpoint=fast",
        "--wal-method=none",
        f"--label={name}",
        *since,
        url=instance.url,
    )
    ended = _now(connection)
    proof = proof_of(connection, instance.schema)
    mark = segments.collect(connection, instance.url, folder / line / "wal", line)
    (told,) = manifest_of(directory / "data")["WAL-Ranges"]
    setting = connection.execute(
        "select setting from pg_settings where name = 'wal_segment_size'"
    ).fetchone()
    assert setting is not None
    system, _ = _identity(connection)
    described = Described(
        format=FORMAT,
        name=name,
        line=line,
        parent=None if parent is None else parent.name,
        manifest_sha256=manifest_digest(directory / "data"),
        system=system,
        timeline=int(told["Timeline"]),
        segment_bytes=int(setting[0]),
        began_at=began.isoformat(),
        ended_at=ended.isoformat(),
        covered_until=mark.at.isoformat(),
        start_lsn=segments.number_of(told["Start-LSN"]),
        end_lsn=segments.number_of(told["End-LSN"]),
        covered_lsn=mark.lsn,
        schema=instance.schema,
        position=proof.position,
        digest=proof.digest,
        keyring=_keyring(connection, instance.schema),
    )
    described.write(folder)
    return described


def _require_keys_elsewhere(folder: Path, keys: Path | None) -> None:
    if keys is None:
        return
    keys, target = keys.resolve(), folder.resolve()
    if target.is_relative_to(keys) or keys.is_relative_to(target):
        raise KeysBesideBackups(f"{folder}; {keys}")


def _require_replication(connection: Connection) -> None:
    row = connection.execute(
        "select rolsuper or rolreplication from pg_roles where rolname = current_user"
    ).fetchone()
    if row != (True,):
        raise ReplicationNotAllowed


def _identity(connection: Connection) -> tuple[int, int]:
    """Give the number that tells this server from every other, and its timeline."""
    row = connection.execute(
        "select s.system_identifier, c.timeline_id from pg_control_system() s,"
        " pg_control_checkpoint() c"
    ).fetchone()
    if row is None:
        raise ToolFailed("pg_control_system")
    return int(row[0]), int(row[1])


def _keyring(connection: Connection, schema: str) -> str | None:
    row = connection.execute(
        psycopg.sql.SQL("select fingerprint from {}.keyring").format(psycopg.sql.Identifier(schema))
    ).fetchone()
    return None if row is None else str(row[0])


def _now(connection: Connection) -> datetime:
    row = connection.execute("select clock_timestamp()").fetchone()
    assert row is not None
    moment: datetime = row[0]
    return moment


def _size(directory: Path) -> int:
    return sum(
        (Path(root) / name).stat().st_size
        for root, _, names in os.walk(directory)
        for name in names
    )
