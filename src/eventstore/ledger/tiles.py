"""Tiles of 256 hashes, as C2SP tlog-tiles lays them out: how they grow, and what is read from them.

Tile `n` of level 0 holds the hashes of leaves 256n to 256n+255; tile `n` of level 1 the roots of
the tiles of level 0, and so on. A full tile never changes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from eventstore.ledger.hashing import DIGEST_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from eventstore.ledger.hashing import Hashing
    from eventstore.ledger.tree import Nodes

TILE_HEIGHT: Final = 8
TILE_HASHES: Final = 1 << TILE_HEIGHT
TILE_BYTES: Final = TILE_HASHES * DIGEST_BYTES

_PATH: Final = re.compile(r"(?P<index>(?:x\d{3}/)*\d{3})(?:\.p/(?P<width>[1-9]\d{0,2}))?")


@dataclass(frozen=True, slots=True)
class Tile:
    """A full tile, and the root over it."""

    level: int
    index: int
    hashes: bytes
    root: bytes


def width_of(level: int, index: int, size: int) -> int:
    """Tell how many hashes a tile has in a tree of `size` leaves."""
    return max(0, min(TILE_HASHES, (size >> TILE_HEIGHT * level) - index * TILE_HASHES))


def encode_path(index: int) -> str:
    """Give a tile's number as it stands in a path: 1234067 is x001/x234/067."""
    threes = [f"{index % 1000:03d}"]
    while index := index // 1000:
        threes.append(f"x{index % 1000:03d}")
    return "/".join(reversed(threes))


def decode_path(text: str) -> tuple[int, int] | None:
    """Read a tile's number and width from a path, or None where it is not written so."""
    match = _PATH.fullmatch(text)
    if match is None:
        return None
    index = int(match["index"].replace("x", "").replace("/", ""))
    width = int(match["width"] or TILE_HASHES)
    if encode_path(index) != match["index"] or width >= TILE_HASHES + (match["width"] is None):
        return None
    return index, width


def fold(hashes: bytes, hashing: Hashing) -> bytes:
    """Give the root over a power of two of hashes."""
    level = [hashes[at : at + DIGEST_BYTES] for at in range(0, len(hashes), DIGEST_BYTES)]
    while len(level) > 1:
        level = [hashing.node(*pair) for pair in zip(level[::2], level[1::2], strict=True)]
    return level[0]


def nodes_of(tile: Callable[[int, int], bytes], hashing: Hashing) -> Nodes:
    """Give the complete subtrees of a tree from its tiles, each fetched by level and index."""

    def node(height: int, index: int) -> bytes:
        level, within = divmod(height, TILE_HEIGHT)
        number, first = divmod(index << within, TILE_HASHES)
        last = first + (1 << within)
        return fold(tile(level, number)[first * DIGEST_BYTES : last * DIGEST_BYTES], hashing)

    return node


class Edge:
    """The growing right edge of a tree: of each level, the hashes that do not fill a tile yet."""

    def __init__(self, hashing: Hashing, *, size: int = 0, partial: Iterable[bytes] = ()) -> None:
        """Go on from a tree of `size` leaves, whose partial tiles are `partial`, level 0 first."""
        self.hashing = hashing
        self.size = size
        self._levels = [bytearray(hashes) for hashes in partial]

    def add(self, leaf: bytes) -> list[Tile]:
        """Add a leaf's hash; give the tiles it fills, the lowest first."""
        filled: list[Tile] = []
        carried: bytes | None = leaf
        level = 0
        while carried is not None:
            if level == len(self._levels):
                self._levels.append(bytearray())
            hashes = self._levels[level]
            hashes += carried
            carried = None
            if len(hashes) == TILE_BYTES:
                index = self.size >> TILE_HEIGHT * (level + 1)
                carried = fold(bytes(hashes), self.hashing)
                filled.append(Tile(level, index, bytes(hashes), carried))
                hashes.clear()
            level += 1
        self.size += 1
        return filled

    def root(self) -> bytes:
        """Give the root over everything added: the complete subtrees joined from the right."""
        found: bytes | None = None
        for hashes in self._levels:
            for subtree in reversed(self._complete(bytes(hashes))):
                found = subtree if found is None else self.hashing.node(subtree, found)
        return self.hashing.empty_root if found is None else found

    def _complete(self, hashes: bytes) -> list[bytes]:
        """Give the complete subtrees over a partial tile, the largest, which is leftmost, first."""
        count = len(hashes) // DIGEST_BYTES
        found, first = [], 0
        for height in reversed(range(TILE_HEIGHT)):
            if count >> height & 1:
                last = first + (1 << height)
                found.append(fold(hashes[first * DIGEST_BYTES : last * DIGEST_BYTES], self.hashing))
                first = last
        return found
