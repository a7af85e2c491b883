"""What of the ledger is kept outside the database: the signing keys, and the last checkpoint.

A database that was put back to an earlier day, or that somebody changed, is held against the last
checkpoint in this file; so the folder is never part of a backup of the database.
"""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

from domain.history import Rejected
from eventstore.ledger.checkpoint import Checkpoint
from eventstore.ledger.notes import KeyKind, KeyMalformed, Note, NoteRefused, SigningKey

if TYPE_CHECKING:
    from pathlib import Path


class KeyFileMalformed(Rejected):
    """账本签名密钥文件有误。 | The file of the ledger's signing keys is not as it should be."""


class PublishedMalformed(Rejected):
    """已公布检查点的文件有误。 | The file of the published checkpoint is not as it should be."""


class KeyFile:
    """The private keys that sign, the newest last, in a file only its owner reads."""

    def __init__(self, path: Path) -> None:
        """Keep them in `path`."""
        self.path = path

    def read(self) -> list[SigningKey]:
        """Give the keys; none while there is no file. Raises `KeyFileMalformed`."""
        try:
            lines = self.path.read_text(encoding="utf-8").split()
            return [SigningKey.parse(line) for line in lines]
        except FileNotFoundError:
            return []
        except (KeyMalformed, UnicodeError):
            raise KeyFileMalformed from None

    def stamp(self) -> tuple[int, int] | None:
        """Tell by a look at the file's outside whether it was written again."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_ino

    def make(self, name: str, kind: KeyKind = KeyKind.LOG) -> list[SigningKey]:
        """Make the first key; of two processes that do, one wins and both read it."""
        key = SigningKey.make(name, kind)
        draft = _draft(self.path, f"{key.secret_text}\n")
        try:
            os.link(draft, self.path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        _make_name_durable(self.path)
        return self.read()

    def write(self, keys: list[SigningKey]) -> None:
        """Put other keys in their place."""
        replace(self.path, "".join(f"{key.secret_text}\n" for key in keys))


class PublishedFile:
    """The last checkpoint that was published, as anybody may read it."""

    def __init__(self, path: Path) -> None:
        """Keep it in `path`."""
        self.path = path

    def read(self) -> Checkpoint | None:
        """Give what was published last, None before the first time. Raises `PublishedMalformed`."""
        note = self.note()
        try:
            return None if note is None else Checkpoint.parse(note.text)
        except NoteRefused as error:
            raise PublishedMalformed(file=self.path.name) from error

    def note(self) -> Note | None:
        """Give the note as it was signed, None before the first time. Raises `PublishedMalformed`."""
        try:
            return Note.parse(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (NoteRefused, UnicodeError) as error:
            raise PublishedMalformed(file=self.path.name) from error

    def write(self, note: str) -> None:
        """Publish a note. The last one of an epoch that ended stays beside it."""
        former, now = self.read(), Checkpoint.parse(Note.parse(note).text)
        if former is not None and former.epoch < now.epoch:
            kept = self.path.with_name(f"{self.path.name}.epoch-{former.epoch}")
            kept.unlink(missing_ok=True)
            os.link(self.path, kept)
        replace(self.path, note, mode=0o644)


def replace(path: Path, content: str, *, mode: int = 0o600) -> None:
    """Write a file whole or not at all, also when the power fails."""
    _draft(path, content, mode=mode).replace(path)
    _make_name_durable(path)


def _draft(path: Path, content: str, *, mode: int = 0o600) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return draft


def _make_name_durable(path: Path) -> None:
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
