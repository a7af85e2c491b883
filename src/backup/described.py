"""What is in a folder of backups: lines, the backups of each, and the chain that leads to one."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from backup.refusals import BackupDamaged, ChainBroken, FolderHoldsOtherThings, NoBackupHere

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMAT: Final = 1
LINE: Final = re.compile(r"line-(\d{8}T\d{6}Z)")
MANIFEST: Final = "backup_manifest"


@dataclass(frozen=True, slots=True)
class Described:
    """One finished backup. Places in the write-ahead log are numbers; times are UTC."""

    format: int
    name: str
    line: str
    parent: str | None
    manifest_sha256: str
    system: int
    timeline: int
    segment_bytes: int
    began_at: str
    ended_at: str
    covered_until: str
    start_lsn: int
    end_lsn: int
    covered_lsn: int
    schema: str
    position: int
    digest: str
    keyring: str | None

    @property
    def full(self) -> bool:
        """Whether it builds on no other."""
        return self.parent is None

    @property
    def ended(self) -> datetime:
        """When the backup itself was whole: it can be restored to no earlier moment."""
        return datetime.fromisoformat(self.ended_at)

    @property
    def covered(self) -> datetime:
        """Up to when the write-ahead log was collected with it."""
        return datetime.fromisoformat(self.covered_until)

    def directory(self, folder: Path) -> Path:
        """Where it lies."""
        return folder / self.line / self.name

    def data(self, folder: Path) -> Path:
        """What pg_basebackup took."""
        return self.directory(folder) / "data"

    def write(self, folder: Path) -> None:
        """Write the description, whole or not at all."""
        path = self.directory(folder) / "backup.json"
        unfinished = path.with_suffix(".new")
        unfinished.write_text(
            json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8"
        )
        unfinished.replace(path)


def name_at(moment: datetime) -> str:
    """Name what was begun at a moment."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def manifest_digest(data: Path) -> str:
    """SHA-256 of the manifest, which itself holds the checksum of every file."""
    return hashlib.sha256((data / MANIFEST).read_bytes()).hexdigest()


def manifest_of(data: Path) -> dict[str, Any]:
    """Read the manifest that pg_basebackup wrote."""
    told: dict[str, Any] = json.loads((data / MANIFEST).read_text(encoding="utf-8"))
    return told


def backups_in(folder: Path) -> list[Described]:
    """Give every finished backup of a folder, oldest first; none where there is no folder.

    Raises `BackupDamaged`, and `FolderHoldsOtherThings` for a folder that is something else.
    """
    if not folder.exists():
        return []
    if not folder.is_dir():
        raise FolderHoldsOtherThings(folder)
    strangers = [entry.name for entry in folder.iterdir() if not LINE.fullmatch(entry.name)]
    if strangers:
        raise FolderHoldsOtherThings(f"{folder}: {', '.join(sorted(strangers)[:5])}")
    found = [_read(path) for path in folder.glob("line-*/*/backup.json")]
    return sorted(found, key=lambda backup: backup.ended)


def some_backups_in(folder: Path) -> list[Described]:
    """Give every finished backup. Raises `NoBackupHere` where there is none."""
    try:
        found = backups_in(folder)
    except FolderHoldsOtherThings as error:
        raise NoBackupHere(*error.args) from error
    if not found:
        raise NoBackupHere(folder)
    return found


def chain_of(backup: Described, backups: Sequence[Described]) -> list[Described]:
    """Give the backups that are put together, the full one first. Raises `ChainBroken`."""
    known = {each.name: each for each in backups if each.line == backup.line}
    chain = [backup]
    while chain[0].parent is not None:
        before = known.get(chain[0].parent)
        if before is None:
            raise ChainBroken(f"{chain[0].name}: {chain[0].parent}")
        chain.insert(0, before)
    return chain


def _read(path: Path) -> Described:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        described = Described(**told)
        # What is moved or renamed by hand is met as what it is now.
        placed = (described.line, described.name) == (path.parent.parent.name, path.parent.name)
    except (OSError, TypeError, ValueError) as error:
        raise BackupDamaged(path) from error
    if described.format != FORMAT or not placed:
        raise BackupDamaged(path)
    return described
