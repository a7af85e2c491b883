"""The ledger's tables (`0007_ledger.sql`): read, and added to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, LiteralString

from eventstore.ledger.checkpoint import Checkpoint
from eventstore.ledger.hashing import HASHINGS, Hashing
from eventstore.ledger.notes import Note, Signature, VerifierKey

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from eventstore.ledger.tiles import Tile
    from eventstore.log import Log


@dataclass(frozen=True, slots=True)
class Opened:
    """What the ledger is called, and what it is made with."""

    origin: str
    hashing: Hashing


@dataclass(frozen=True, slots=True)
class Published:
    """A checkpoint with its signed note, and when that was published."""

    checkpoint: Checkpoint
    note: Note
    published_at: datetime


@dataclass(frozen=True, slots=True)
class ListedKey:
    """A key of the log: it signs from one size on, and until another once it has an end."""

    key: VerifierKey
    from_size: int
    until_size: int | None

    def signs(self, size: int) -> bool:
        """Tell whether checkpoints of that size are signed by it."""
        return self.until_size is None or size <= self.until_size


@dataclass(frozen=True, slots=True)
class Loss:
    """The log is not what was published of it: shorter, or with another root at that size."""

    epoch: int
    published_size: int
    published_root: bytes
    found_size: int
    found_root: bytes | None
    found_at: datetime
    opened_at_position: int | None

    @property
    def kind(self) -> str:
        """What was found, in Chinese and English."""
        if self.found_root is None:
            return (
                f"账本只有 {self.found_size} 条, 短于已公布的 {self.published_size} 条"
                f" | the log holds {self.found_size} rows, and {self.published_size} were published"
            )
        return (
            f"账本前 {self.published_size} 条与已公布的不同"
            f" | the first {self.published_size} rows are not those that were published"
        )


_LOSS = (
    "select epoch, published_size, published_root, found_size, found_root, found_at,"
    " opened_at_position from {schema}.ledger_losses"
)


class Storage:
    """Reads and adds to the tables of one log's ledger. Raises `LogUnavailable`."""

    def __init__(self, log: Log) -> None:
        """Use the tables beside `log`."""
        self._log = log

    def opened(self) -> Opened | None:
        """Give what the ledger is; None while it was never opened."""
        rows = self._log.select("select origin, hash from {schema}.ledger")
        return Opened(rows[0][0], HASHINGS[rows[0][1]]) if rows else None

    def open(self, origin: str, hashing: Hashing) -> Opened:
        """Open the ledger, once; give what is in force."""
        with self._log.writing() as run:
            run(
                "insert into {schema}.ledger (origin, hash) values (%s, %s) on conflict do nothing",
                [origin, hashing.name],
            )
        opened = self.opened()
        assert opened is not None
        return opened

    def epoch(self) -> int:
        """Give the epoch the log is in, the first being 1."""
        ((last,),) = self._log.select(
            "select coalesce(max(epoch), 0) from {schema}.ledger_losses"
            " where opened_at_position is not null"
        )
        return int(last) + 1

    def loss(self) -> Loss | None:
        """Give the loss for which nothing is appended now, if there is one."""
        rows = self._log.select(_LOSS + " where opened_at_position is null")
        return Loss(*rows[0]) if rows else None

    def losses(self) -> list[Loss]:
        """Give every loss there ever was."""
        return [Loss(*row) for row in self._log.select(_LOSS + " order by loss")]

    def note_loss(
        self, published: tuple[int, int, bytes], *, found_size: int, found_root: bytes | None
    ) -> None:
        """Say that the log is not what was published (epoch, size, root), and stop appending."""
        self._log.select(
            "select {schema}.note_loss(%s, %s, %s, %s, %s)::text",
            [*published, found_size, found_root],
        )

    def last(self, epoch: int) -> Published | None:
        """Give the last checkpoint of an epoch."""
        return self._published(
            "select size, note, published_at from {schema}.ledger_checkpoints"
            " where epoch = %s order by size desc limit 1",
            [epoch],
        )

    def last_size(self, epoch: int) -> tuple[int, bytes] | None:
        """Give size and root of the last checkpoint of an epoch, whatever its note looks like."""
        rows = self._log.select(
            "select size, root from {schema}.ledger_checkpoints"
            " where epoch = %s order by size desc limit 1",
            [epoch],
        )
        return (rows[0][0], bytes(rows[0][1])) if rows else None

    def first_from(self, epoch: int, size: int) -> Published | None:
        """Give the first checkpoint of an epoch that covers `size` rows."""
        return self._published(
            "select size, note, published_at from {schema}.ledger_checkpoints"
            " where epoch = %s and size >= %s order by size limit 1",
            [epoch, size],
        )

    def _published(self, query: LiteralString, parameters: Sequence[object]) -> Published | None:
        rows = self._log.select(query, parameters)
        if not rows:
            return None
        size, text, published_at = rows[0]
        note = Note.parse(text)
        checkpoint = Checkpoint.parse(note.text)
        cosigned = self._log.select(
            "select line from {schema}.ledger_cosignatures where epoch = %s and size = %s"
            " order by witness",
            [checkpoint.epoch, size],
        )
        lines = tuple(Signature.parse(line.removesuffix("\n")) for (line,) in cosigned)
        return Published(checkpoint, Note(note.text, (*note.signatures, *lines)), published_at)

    def sizes(self, epoch: int, *, after: int, through: int) -> dict[int, bytes]:
        """Give the roots of the checkpoints of an epoch within a range of sizes."""
        return dict(
            self._log.select(
                "select size, root from {schema}.ledger_checkpoints"
                " where epoch = %s and size > %s and size <= %s order by size",
                [epoch, after, through],
            )
        )

    def notes(self, *, after: tuple[int, int], limit: int) -> list[tuple[int, int, bytes, str]]:
        """Give epoch, size, root and note of the checkpoints after one, in order."""
        rows = self._log.select(
            "select epoch, size, root, note from {schema}.ledger_checkpoints"
            " where (epoch, size) > (%s, %s) order by epoch, size limit %s",
            [*after, limit],
        )
        return [(epoch, size, bytes(root), note) for epoch, size, root, note in rows]

    def publish(self, checkpoint: Checkpoint, note: str, tiles: Sequence[Tile]) -> None:
        """Write a checkpoint and the tiles that were filled on the way to it, together."""
        with self._log.writing() as run:
            for tile in tiles:
                run(
                    "insert into {schema}.ledger_tiles (epoch, level, index, hashes, root)"
                    " values (%s, %s, %s, %s, %s) on conflict do nothing",
                    [checkpoint.epoch, tile.level, tile.index, tile.hashes, tile.root],
                )
            run(
                "insert into {schema}.ledger_checkpoints (epoch, size, root, note)"
                " values (%s, %s, %s, %s) on conflict do nothing",
                [checkpoint.epoch, checkpoint.size, checkpoint.root, note],
            )

    def tile(self, epoch: int, level: int, index: int) -> tuple[bytes, bytes] | None:
        """Give a full tile's hashes and their root."""
        rows = self._log.select(
            "select hashes, root from {schema}.ledger_tiles"
            " where epoch = %s and level = %s and index = %s",
            [epoch, level, index],
        )
        return None if not rows else (rows[0][0], rows[0][1])

    def roots(self, epoch: int, level: int, *, first: int, end: int) -> dict[int, bytes]:
        """Give the roots of full tiles `first` to before `end` of a level, where they are kept."""
        return dict(
            self._log.select(
                "select index, root from {schema}.ledger_tiles"
                " where epoch = %s and level = %s and index >= %s and index < %s",
                [epoch, level, first, end],
            )
        )

    def cosign(self, epoch: int, size: int, signature: Signature, witness: VerifierKey) -> None:
        """Keep a witness's line under a checkpoint, the first it sent."""
        with self._log.writing() as run:
            run(
                "insert into {schema}.ledger_cosignatures (epoch, size, witness, line)"
                " values (%s, %s, %s, %s) on conflict do nothing",
                [epoch, size, str(witness), signature.line],
            )

    def cosignatures(
        self, *, after: tuple[int, int, str], limit: int
    ) -> list[tuple[int, int, str, str, str]]:
        """Give epoch, size, witness, line and the note it stands under, after one, in order."""
        return self._log.select(
            "select c.epoch, c.size, c.witness, c.line, coalesce(k.note, '')"
            " from {schema}.ledger_cosignatures c"
            " left join {schema}.ledger_checkpoints k on (k.epoch, k.size) = (c.epoch, c.size)"
            " where (c.epoch, c.size, c.witness) > (%s, %s, %s)"
            " order by c.epoch, c.size, c.witness limit %s",
            [*after, limit],
        )

    def listed_keys(self) -> list[ListedKey]:
        """Give the log's keys, the newest last."""
        rows = self._log.select(
            "select k.vkey, k.from_size, min(e.until_size) from {schema}.ledger_keys k"
            " left join {schema}.ledger_key_ends e on e.vkey = k.vkey"
            " group by k.vkey, k.from_size order by k.from_size, k.vkey"
        )
        return [ListedKey(VerifierKey.parse(vkey), first, until) for vkey, first, until in rows]

    def list_key(self, key: VerifierKey, *, from_size: int) -> None:
        """Say from which size on a key signs."""
        with self._log.writing() as run:
            run(
                "insert into {schema}.ledger_keys (vkey, from_size) values (%s, %s)"
                " on conflict do nothing",
                [str(key), from_size],
            )

    def end_key(self, key: VerifierKey, *, until_size: int) -> None:
        """Say until which size a key signs."""
        with self._log.writing() as run:
            run(
                "insert into {schema}.ledger_key_ends (vkey, until_size) values (%s, %s)"
                " on conflict do nothing",
                [str(key), until_size],
            )
