"""Following the log: new rows become tiles and a signed checkpoint, within a second of their commit.

One process of all does it at a time, and nobody who appends waits for it. Killed at any moment, it
goes on from the last checkpoint, since tiles and checkpoint are written together.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from domain.history import Rejected
from eventstore.ledger.checkpoint import Checkpoint
from eventstore.ledger.hashing import DIGEST_BYTES
from eventstore.ledger.leaf import leaf_hash, microseconds
from eventstore.ledger.notes import KeyKind, Note, SigningKey
from eventstore.ledger.tiles import TILE_HASHES, TILE_HEIGHT, Edge, width_of
from eventstore.ledger.upkeep.standing import ROWS_PER_PAGE, look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventstore.ledger.instance import KeyFile, PublishedFile
    from eventstore.ledger.ledger import Ledger
    from eventstore.ledger.tiles import Tile
    from eventstore.stored_form import Row

ROWS_PER_CHECKPOINT_MAX: Final = 200_000
OVERLAP_SIZE: Final = 1_000
"""For how many rows more a key signs beside the one that follows it."""

_noted = logging.getLogger(__name__)


class SigningKeyMissing(Rejected):
    """账本的签名密钥文件缺失, 检查点暂停公布;
    请恢复密钥文件, 或用 lianxin ledger rotate-key --at-once 换新密钥。
    | The file of the ledger's signing keys is missing: no checkpoint is published until it is put
    back, or a new key is made with lianxin ledger rotate-key --at-once.
    """


class RowsMissing(Rejected):
    """账本中间缺少记录, 检查点暂停公布。 | Rows are missing within the log: nothing is published."""


class Publisher:
    """Signs and publishes what the log holds, each time it is asked to step."""

    def __init__(self, ledger: Ledger, keys: KeyFile, published: PublishedFile) -> None:
        """Sign with the keys of a file, and publish into another one beside the database."""
        self._ledger = ledger
        self._storage = ledger.storage
        self._key_file = keys
        self._file = published
        self._epoch = 0
        self._edge: Edge | None = None
        self._stamp: object = None
        self._signing: list[SigningKey] = []

    def step(self) -> int:
        """Publish what is new; give how many rows were. Raises `LogUnavailable`, `SigningKeyMissing`.

        Where the log turns out not to be what was published of it, nothing is published.
        """
        # Forgotten until all is done: what is interrupted begins anew from what was written.
        edge, self._edge = self._edge_now(), None
        if edge is None:
            return 0
        begun = edge.size
        tiles, row = self._take_rows(edge)
        if row is not None:
            self._publish(edge, tiles, row)
        elif self._ledger.log.last_position() < edge.size:
            self._is_standing()
            return 0
        self._edge = edge
        return edge.size - begun

    def rotate(self, *, overlap: int = OVERLAP_SIZE) -> SigningKey:
        """Make a new key; those before it sign for `overlap` rows more, or not at all for none."""
        published = self._storage.last(self._storage.epoch())
        size = 0 if published is None else published.checkpoint.size
        ended = {each.key for each in self._storage.listed_keys() if not each.signs(size + 1)}
        former = [key for key in self._key_file.read() if key.verifier not in ended]
        new = SigningKey.make(self._ledger.opened.origin, KeyKind.LOG)
        # Into the file first: a key that is listed signs the next checkpoint, or the one after it.
        self._key_file.write([*(former if overlap else []), new])
        for each in self._storage.listed_keys():
            if each.signs(size + overlap + 1):
                self._storage.end_key(each.key, until_size=size + overlap)
        self._storage.list_key(new.verifier, from_size=size + 1)
        return new

    def _edge_now(self) -> Edge | None:
        """Give the growing edge after the last checkpoint, made anew where another one published."""
        if self._ledger.loss() is not None:
            return None
        epoch = self._storage.epoch()
        last = self._storage.last(epoch)
        size = 0 if last is None else last.checkpoint.size
        if self._edge is not None and (self._epoch, self._edge.size) == (epoch, size):
            return self._edge
        if not self._is_standing():
            return None
        self._epoch = epoch
        said = self._file.read()
        if last is not None and (said is None or (said.epoch, said.size) < (epoch, size)):
            self._file.write(str(last.note))
        levels = range(size.bit_length() // TILE_HEIGHT + 1)
        return Edge(
            self._ledger.opened.hashing, size=size, partial=[self._partial(size, n) for n in levels]
        )

    def _is_standing(self) -> bool:
        stands = look(self._ledger, self._file.read())
        if not stands:
            _noted.error("the log is not what was published of it; nothing is appended any more")
        return stands

    def _partial(self, size: int, level: int) -> bytes:
        """Give the hashes at the right end of a level that do not fill a tile."""
        index = (size >> TILE_HEIGHT * level) // TILE_HASHES
        width = width_of(level, index, size)
        hashes = self._ledger.tile(level, index, width) if width else b""
        assert len(hashes) == width * DIGEST_BYTES
        return hashes

    def _take_rows(self, edge: Edge) -> tuple[list[Tile], Row | None]:
        """Add what the log has beyond the edge; give the tiles that filled, and the last row."""
        tiles: list[Tile] = []
        last: Row | None = None
        begun = edge.size
        while edge.size - begun < ROWS_PER_CHECKPOINT_MAX:
            rows = self._ledger.log.read_rows(after=edge.size, limit=ROWS_PER_PAGE)
            if rows and rows[-1][0] != edge.size + len(rows):
                raise RowsMissing(after=edge.size)
            for row in rows:
                tiles += edge.add(leaf_hash(row, edge.hashing))
                last = row
            if len(rows) < ROWS_PER_PAGE:
                break
        return tiles, last

    def _publish(self, edge: Edge, tiles: Sequence[Tile], row: Row) -> None:
        checkpoint = Checkpoint(
            origin=self._ledger.opened.origin,
            size=edge.size,
            root=edge.root(),
            recorded_at=microseconds(row[1]),
            hash_name=edge.hashing.name,
            epoch=self._epoch,
        )
        text = checkpoint.text
        signatures = tuple(key.sign(text) for key in self._signers(checkpoint.size))
        note = str(Note(text, signatures))
        self._storage.publish(checkpoint, note, tiles)
        self._file.write(note)

    def _signers(self, size: int) -> list[SigningKey]:
        """Give the keys that sign a checkpoint of that size. Raises `SigningKeyMissing`."""
        stamp = self._key_file.stamp()
        if stamp is None or stamp != self._stamp:
            self._signing = self._read_keys(size)
            self._stamp = self._key_file.stamp()
        ended = {each.key for each in self._storage.listed_keys() if not each.signs(size)}
        signing = [key for key in self._signing if key.verifier not in ended]
        if not signing:
            raise SigningKeyMissing
        return signing

    def _read_keys(self, size: int) -> list[SigningKey]:
        listed = {each.key for each in self._storage.listed_keys()}
        keys = self._key_file.read()
        if not listed and not keys:
            keys = self._key_file.make(self._ledger.opened.origin)
        elif listed and not any(key.verifier in listed for key in keys):
            raise SigningKeyMissing
        for key in keys:
            self._storage.list_key(key.verifier, from_size=size)
        return keys
