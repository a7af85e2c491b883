"""Backup and restore of the house that the settings name."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from application.office.office import SHANGHAI
from backup.refusals import MomentNotUnderstood, RestoreIsForTheAdministrator
from backup.restoring import Moment, Restored, restore
from backup.segments import number_of
from backup.taking import Instance, Taken, take
from bootstrap.house import DATABASE

if TYPE_CHECKING:
    from pathlib import Path

    from bootstrap.house import House
    from bootstrap.settings import Settings


def keys_of(settings: Settings) -> Path:
    """Where the key files are, which no backup ever holds."""
    return settings.keys or settings.var / "keys"


def take_backup(house: House, folder: Path, *, full: bool) -> Taken:
    """Take a backup of the house's database. Raises a `BackupError`."""
    settings = house.settings
    instance = Instance(house.administrator_url, settings.log_schema, keys_of(settings))
    return take(instance, folder, full=full)


def restore_backup(
    settings: Settings, folder: Path, *, into: Path, to: str | None, fsync: bool = True
) -> Restored:
    """Restore below `into`, as LIANXIN_VAR names it. Raises a `BackupError`."""
    if settings.database_url is not None:
        raise RestoreIsForTheAdministrator
    return restore(
        folder, into.resolve() / "database", moment_of(to), database=DATABASE, fsync=fsync
    )


def moment_of(said: str | None) -> Moment:
    """Read a moment: a date is its end, and without a zone it is the district's time.

    Raises `MomentNotUnderstood`.
    """
    if said is None:
        return Moment()
    try:
        if "/" in said:
            return Moment(lsn=number_of(said))
        at = datetime.fromisoformat(said)
    except ValueError as error:
        raise MomentNotUnderstood(said) from error
    if len(said) == len("2022-04-05"):
        at = datetime.combine(at.date(), time.max)
    return Moment(at=at if at.tzinfo is not None else at.replace(tzinfo=SHANGHAI))
