"""The bytes of documents: sealed in chunks, kept in the log's database and beside its events.

A file has a key of its own, which belongs to the person it concerns: whoever destroys the person's
keys makes it unreadable. It is kept whole or not at all, before the event that names it, under the
id of that event's stream; when the event never comes, it is swept a day later.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from eventstore import sealing
from eventstore.sealing import SealBroken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from eventstore.log import Log
    from eventstore.vault import DataKey, Vault

CHUNK_BYTES: Final = 256 * 1024
SWEPT_AFTER: Final = timedelta(days=1)

_KEEP: Final = "select {schema}.keep_file(%s, %s, %s, %s, %s)"
_ADD: Final = "insert into {schema}.file_chunks (file, nth, box) values (%s, %s, %s)"
_NTH: Final = "select box from {schema}.file_chunks where file = %s and nth = %s"


class FileErased(Exception):
    """The key of the file is destroyed."""


class FileUnknown(Exception):
    """No file is kept under this id."""


class FileStore:
    """Keeps files and gives them back. Safe for any number of threads."""

    def __init__(self, log: Log, vault: Vault) -> None:
        """Keep files in the database of `log`, under keys of `vault`."""
        self._log = log
        self._vault = vault

    def keep(self, file: UUID, content: bytes, *, person: UUID) -> None:
        """Seal and keep `content` durably, for `person`; once, however often it is asked.

        Raises `LogUnavailable`.
        """
        if self._log.select("select from {schema}.files where file = %s", [file]):
            return
        key, new = self._vault.new_key(person, file)
        with self._log.writing() as run:
            run(_KEEP, [file, new.kid, new.person, new.wrapping, new.wrapped])
            for nth, box in enumerate(_sealed(content, file, key)):
                run(_ADD, [file, nth, box])

    def content_of(self, file: UUID) -> Iterator[bytes]:
        """Give a file chunk by chunk, each verified to be its own and in its place.

        Raises `FileUnknown` or `FileErased` before the first chunk, and `SealBroken` where one is
        missing, moved or altered.
        """
        rows = self._log.select("select kid from {schema}.files where file = %s", [file])
        if not rows:
            raise FileUnknown
        key = self._vault.key(rows[0][0])
        if key is None:
            raise FileErased
        nth, is_last = 0, False
        while not is_last:
            found = self._log.select(_NTH, [file, nth])
            if not found:
                raise SealBroken
            content, is_last = _opened(found[0][0], file, nth, key)
            yield content
            nth += 1

    def sweep(self, *, now: datetime | None = None) -> int:
        """Remove files that no event came for in a day; give how many there were."""
        moment = (now or datetime.now(UTC)) - SWEPT_AFTER
        return int(self._log.select("select {schema}.sweep_files(%s)", [moment])[0][0])


def _sealed(content: bytes, file: UUID, key: DataKey) -> Iterator[bytes]:
    last = max(len(content) - 1, 0) // CHUNK_BYTES
    for nth in range(last + 1):
        part = content[nth * CHUNK_BYTES : (nth + 1) * CHUNK_BYTES]
        bound_to = _bound_to(file, nth, is_last=nth == last)
        yield sealing.close_bytes(part, secret=key.secret, bound_to=bound_to)


def _opened(box: bytes, file: UUID, nth: int, key: DataKey) -> tuple[bytes, bool]:
    """Open one chunk; the seal alone tells whether it is the last. Raises `SealBroken`."""
    for is_last in (False, True):
        bound_to = _bound_to(file, nth, is_last=is_last)
        try:
            return sealing.opened_bytes(box, secret=key.secret, bound_to=bound_to), is_last
        except SealBroken:
            if is_last:
                raise
    raise AssertionError("unreachable")


def _bound_to(file: UUID, nth: int, *, is_last: bool) -> bytes:
    """Bind a chunk to its file, its number, and to being the last: no reordering, no cutting off."""
    return file.bytes + nth.to_bytes(4, "big") + bytes([is_last])
