"""The two hashes a ledger may be made with, and how leaves and nodes are hashed (RFC 9162 2.1.1)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

from cryptography.hazmat.primitives import hashes

if TYPE_CHECKING:
    from collections.abc import Callable

HashName = Literal["sha256", "sm3"]
HASH_NAMES: Final[tuple[HashName, ...]] = get_args(HashName)

DIGEST_BYTES: Final = 32
"""Both hashes give as much."""

_LEAF: Final = b"\x00"
_NODE: Final = b"\x01"


@dataclass(frozen=True, slots=True)
class Hashing:
    """One hash, by its name, and what the tree makes of it."""

    name: HashName
    digest: Callable[[bytes], bytes]

    def leaf(self, line: bytes) -> bytes:
        """Hash a leaf."""
        return self.digest(_LEAF + line)

    def node(self, left: bytes, right: bytes) -> bytes:
        """Hash two subtrees together."""
        return self.digest(_NODE + left + right)

    @property
    def empty_root(self) -> bytes:
        """The root of a tree without leaves."""
        return self.digest(b"")


def _sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def _sm3(content: bytes) -> bytes:
    """Hash by SM3, which the OpenSSL beneath `hashlib` need not have."""
    hashed = hashes.Hash(hashes.SM3())
    hashed.update(content)
    return hashed.finalize()


HASHINGS: Final[dict[HashName, Hashing]] = {
    "sha256": Hashing("sha256", _sha256),
    "sm3": Hashing("sm3", _sm3),
}
