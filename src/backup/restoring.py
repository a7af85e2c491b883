"""Make a new instance of a backup, up to any moment that the folder covers.

Nothing is ever written over: the place must be empty and nobody may use it. The backups of the
chain are verified by their manifests, put together by pg_combinebackup, and PostgreSQL itself goes
on from there through the write-ahead log to the moment that was asked for. What was recorded with
the backups, the log's last position and digest, is then compared.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import psycopg
from psycopg import sql

from backup import segments
from backup.described import Described, chain_of, manifest_digest, some_backups_in
from backup.proof import LogProof, proof_of
from backup.refusals import (
    BackupDamaged,
    InstanceNotEmpty,
    InstanceRunning,
    MomentNotCovered,
    RestoredOtherwise,
    ToolFailed,
)
from backup.tools import run_tool
from eventstore.embedded import EmbeddedServer, ServerDidNotStart
from eventstore.embedded.emptiness import EmptyPlace, empty_place
from eventstore.embedded.refusals import PlaceInUse, PlaceNotEmpty

if TYPE_CHECKING:
    from collections.abc import Iterator

    Connection = psycopg.Connection[tuple[Any, ...]]

RECOVERY_SECONDS_MAX: Final = 6 * 60 * 60
_TARGETS: Final = (
    "restore_command",
    "recovery_target_time",
    "recovery_target_lsn",
    "recovery_target_inclusive",
    "recovery_target_action",
    "recovery_target_timeline",
    "hot_standby",
)


@dataclass(frozen=True, slots=True)
class Moment:
    """What to restore to: an instant, a place in the write-ahead log, or with neither the end."""

    at: datetime | None = None
    lsn: int | None = None


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, of which backups, and the log as it is now."""

    chain: list[Described]
    log: LogProof
    compared: Described | None
    """The latest backup whose digest of the log was compared; None when all are of later."""


def restore(
    folder: Path, into: Path, moment: Moment, *, database: str, fsync: bool = True
) -> Restored:
    """Restore into the directory of an embedded server that does not exist yet.

    Raises a `BackupError`; then nothing is left behind.
    """
    backups = some_backups_in(folder)
    target = _base_of(backups, moment)
    chain = chain_of(target, backups)
    for backup in chain:
        _verify(backup, folder)
    with _place(into) as place:
        data = place.data_directory
        _put_together(chain, folder, data)
        wal = folder / target.line / "wal"
        segments.bring(wal, target, data / "pg_wal", until=_needed(target, moment, backups))
        _tell_target(data, target, moment)
        place.hand_over(data)
    try:
        with EmbeddedServer(into, fsync=fsync) as server:
            return _check(server, database, chain, backups)
    except ServerDidNotStart as error:
        place.clear()
        raise MomentNotCovered(str(error)) from error
    except RestoredOtherwise:
        place.clear()
        raise


def _base_of(backups: list[Described], moment: Moment) -> Described:
    """Give the last backup that was whole before the moment. Raises `MomentNotCovered`."""
    if moment.at is not None:
        fitting = [each for each in backups if each.ended <= moment.at]
        ends = [each.covered for each in backups if fitting and each.line == fitting[-1].line]
        if fitting and moment.at <= max(ends):
            return fitting[-1]
    elif moment.lsn is not None:
        fitting = [each for each in backups if each.end_lsn <= moment.lsn]
        reached = [
            each.covered_lsn for each in backups if fitting and each.line == fitting[-1].line
        ]
        if fitting and moment.lsn < max(reached):
            return fitting[-1]
    else:
        return backups[-1]
    first = backups[0]
    last = max(backups, key=lambda each: each.covered)
    raise MomentNotCovered(
        f"{first.ended_at} – {last.covered_until};"
        f" {segments.text_of(first.end_lsn)} – {segments.text_of(last.covered_lsn)}"
    )


def _needed(target: Described, moment: Moment, backups: list[Described]) -> int:
    """Give up to where the write-ahead log must be there; the rest of it is taken if it is."""
    line = [each for each in backups if each.line == target.line]
    if moment.lsn is not None:
        return min(each.covered_lsn for each in line if each.covered_lsn > moment.lsn)
    if moment.at is not None:
        return min(each.covered_lsn for each in line if each.covered >= moment.at)
    return target.covered_lsn


def _verify(backup: Described, folder: Path) -> None:
    """Check every file of a backup against its manifest, and that against our own note of it."""
    data = backup.data(folder)
    try:
        known = manifest_digest(data) == backup.manifest_sha256
    except OSError as error:
        raise BackupDamaged(f"{backup.name}: {type(error).__name__}") from error
    if not known:
        raise BackupDamaged(f"{backup.name}: backup_manifest")
    try:
        # The write-ahead log lies beside, once for all backups.
        run_tool("pg_verifybackup", "--no-parse-wal", "--quiet", data)
    except ToolFailed as error:
        raise BackupDamaged(f"{backup.name}: {error}") from error


@contextmanager
def _place(into: Path) -> Iterator[EmptyPlace]:
    try:
        with empty_place(into) as place:
            try:
                yield place
            except BaseException:
                place.clear()
                raise
    except PlaceInUse as error:
        raise InstanceRunning(into) from error
    except PlaceNotEmpty as error:
        raise InstanceNotEmpty(into) from error


def _put_together(chain: list[Described], folder: Path, data: Path) -> None:
    run_tool("pg_combinebackup", *(each.data(folder) for each in chain), f"--output={data}")
    try:
        run_tool("pg_verifybackup", "--no-parse-wal", "--quiet", data)
    except ToolFailed as error:
        raise BackupDamaged(str(error)) from error


def _tell_target(data: Path, target: Described, moment: Moment) -> None:
    """Tell PostgreSQL to go on through the write-ahead log, and up to where."""
    told = {
        # Everything it needs was brought already.
        "restore_command": "false",
        "recovery_target_timeline": str(target.timeline),
        # Nobody is let in before the moment is reached.
        "hot_standby": "off",
    }
    if moment.at is not None:
        told |= {"recovery_target_time": moment.at.isoformat(sep=" ")}
    if moment.lsn is not None:
        told |= {"recovery_target_lsn": segments.text_of(moment.lsn)}
    if moment != Moment():
        told |= {"recovery_target_action": "promote"}
    with (data / "postgresql.auto.conf").open("a", encoding="utf-8") as settings:
        settings.writelines(f"{name} = '{value}'\n" for name, value in told.items())
    (data / "recovery.signal").touch(mode=0o600)


def _check(
    server: EmbeddedServer, database: str, chain: list[Described], backups: list[Described]
) -> Restored:
    """Compare the log with what was written down, and forget what recovery was told."""
    with psycopg.connect(server.url(database), autocommit=True) as connection:
        for name in _TARGETS:
            connection.execute(sql.SQL("alter system reset {}").format(sql.Identifier(name)))
        schema = chain[-1].schema
        log = proof_of(connection, schema)
        if not log.dense:
            raise RestoredOtherwise(f"{log.events} / {log.position}")
        line = chain[-1].line
        written = [each for each in backups if each.line == line and each.position <= log.position]
        compared = max(written, key=lambda each: each.position, default=None)
        if compared is not None:
            found = proof_of(connection, schema, through=compared.position)
            if found.digest != compared.digest:
                raise RestoredOtherwise(f"1 – {compared.position}: {found.digest}")
    return Restored(chain, log, compared)
