"""The ledger as it is read: checkpoints, tiles, proofs, leaves and keys, of the epoch in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain.history import Rejected
from eventstore.ledger import tree
from eventstore.ledger.hashing import DIGEST_BYTES
from eventstore.ledger.leaf import leaf_hash, leaf_line
from eventstore.ledger.notes import NoteMalformed, Signature, SignatureMissing
from eventstore.ledger.storage import ListedKey, Loss, Opened, Published, Storage
from eventstore.ledger.tiles import TILE_HASHES, fold, nodes_of, width_of
from eventstore.ledger.tree import NoSuchProof

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventstore.ledger.notes import VerifierKey
    from eventstore.ledger.tree import Nodes
    from eventstore.log import Log

TILES_REMEMBERED_MAX: Final = 1_000  # 8 MB


class NothingPublished(Rejected):
    """账本尚未公布检查点, 请稍候。 | No checkpoint has been published yet; please try again soon."""


class Ledger:
    """Answers what was published of a log, and proves it. Safe for any number of threads."""

    def __init__(self, log: Log, *, witnesses: Sequence[VerifierKey] = ()) -> None:
        """Read beside `log`; cosignatures are taken of `witnesses` only."""
        self.log = log
        self.storage = Storage(log)
        self.witnesses = tuple(witnesses)
        self._opened: Opened | None = None
        self._remembered: dict[tuple[int, int, int], bytes] = {}

    @property
    def opened(self) -> Opened:
        """What the ledger is called and made with. Raises `NothingPublished`."""
        if self._opened is None:
            self._opened = self.storage.opened()
        if self._opened is None:
            raise NothingPublished
        return self._opened

    def published(self) -> Published:
        """Give the last checkpoint. Raises `NothingPublished`."""
        found = self.storage.last(self.storage.epoch())
        if found is None:
            raise NothingPublished
        return found

    def published_size(self) -> int:
        """Tell how many rows were published, 0 before the first time."""
        found = self.storage.last_size(self.storage.epoch())
        return 0 if found is None else found[0]

    def published_from(self, size: int) -> Published:
        """Give the first checkpoint that covers `size` rows. Raises `NothingPublished`."""
        found = self.storage.first_from(self.storage.epoch(), size)
        if found is None:
            raise NothingPublished(size=size)
        return found

    def loss(self) -> Loss | None:
        """Give the loss for which nothing is appended now, if there is one."""
        return self.storage.loss()

    def listed_keys(self) -> list[ListedKey]:
        """Give the log's keys, the newest last."""
        return self.storage.listed_keys()

    def root(self, size: int) -> bytes:
        """Give the root over the first `size` rows. Raises `NoSuchProof`."""
        return tree.root(size, self._nodes(size), self.opened.hashing)

    def inclusion(self, position: int, size: int) -> list[bytes]:
        """Prove that the row at `position` is among the first `size`. Raises `NoSuchProof`."""
        return tree.inclusion(position - 1, size, self._nodes(size), self.opened.hashing)

    def consistency(self, former: int, size: int) -> list[bytes]:
        """Prove that the first `former` rows begin the first `size`. Raises `NoSuchProof`."""
        return tree.consistency(former, size, self._nodes(size), self.opened.hashing)

    def leaf_lines(self, *, after: int, limit: int) -> list[bytes]:
        """Give the leaves of up to `limit` rows after a position, as they are hashed."""
        hashing = self.opened.hashing
        return [leaf_line(row, hashing) for row in self.log.read_rows(after=after, limit=limit)]

    def tile(self, level: int, index: int, width: int) -> bytes:
        """Give the first `width` hashes of a tile that was published. Raises `NoSuchProof`."""
        published = self.published().checkpoint
        if not 0 < width <= width_of(level, index, published.size):
            raise NoSuchProof(level=level, index=index, width=width)
        return self._tile(published.epoch, level, index, width)

    def cosign(self, size: int, line: str) -> None:
        """Take a witness's signature of the checkpoint of `size`.

        Raises `NoteMalformed`, `SignatureMissing` for one of nobody configured, `SignatureWrong`,
        `NoSuchProof` where no checkpoint of that size was published.
        """
        signature = Signature.parse(line)
        witness = next((key for key in self.witnesses if key.made(signature)), None)
        if witness is None:
            raise SignatureMissing
        epoch = self.storage.epoch()
        published = self.storage.first_from(epoch, size)
        if published is None or published.checkpoint.size != size:
            raise NoSuchProof(size=size)
        if witness.check(signature, published.note.text) is None:
            raise NoteMalformed
        self.storage.cosign(epoch, size, signature, witness)

    def _nodes(self, size: int) -> Nodes:
        """Give the complete subtrees of the first `size` rows; each tile is fetched once."""
        if size > self.log.last_position():
            raise NoSuchProof(size=size)
        epoch = self.storage.epoch()
        fetched: dict[tuple[int, int], bytes] = {}

        def tile(level: int, index: int) -> bytes:
            if (level, index) not in fetched:
                width = width_of(level, index, size)
                fetched[level, index] = self._tile(epoch, level, index, width)
            return fetched[level, index]

        return nodes_of(tile, self.opened.hashing)

    def _tile(self, epoch: int, level: int, index: int, width: int) -> bytes:
        """Give the first `width` hashes of a tile: as it is kept, or made from what is below it."""
        place = (epoch, level, index)
        hashes = self._remembered.get(place)
        if hashes is None and (kept := self.storage.tile(*place)) is not None:
            if len(self._remembered) >= TILES_REMEMBERED_MAX:
                self._remembered.clear()
            hashes = self._remembered[place] = kept[0]
        if hashes is not None:
            return hashes[: width * DIGEST_BYTES]
        first = index * TILE_HASHES
        if level == 0:
            rows = self.log.read_rows(after=first, limit=width)
            if len(rows) < width:
                raise NoSuchProof(level=level, index=index, width=width)
            return b"".join(leaf_hash(row, self.opened.hashing) for row in rows)
        roots = self.storage.roots(epoch, level - 1, first=first, end=first + width)
        return b"".join(
            roots.get(below)
            or fold(self._tile(epoch, level - 1, below, TILE_HASHES), self.opened.hashing)
            for below in range(first, first + width)
        )
