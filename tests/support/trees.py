"""RFC 9162 as it is written, slowly: what the ledger's own tree is held against."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventstore.ledger.hashing import Hashing


def sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def leaves(count: int) -> list[bytes]:
    """Give the hashes of as many leaves."""
    return [sha256(b"\x00leaf %d" % nth) for nth in range(count)]


def k_of(n: int) -> int:
    """Give the largest power of two smaller than n, as the text says it."""
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def mth(d: Sequence[bytes], hashing: Hashing) -> bytes:
    """Give the Merkle tree hash of hashed leaves (2.1.1)."""
    if not d:
        return hashing.digest(b"")
    if len(d) == 1:
        return d[0]
    k = k_of(len(d))
    return hashing.digest(b"\x01" + mth(d[:k], hashing) + mth(d[k:], hashing))


def path(m: int, d: Sequence[bytes], hashing: Hashing) -> list[bytes]:
    """Give the inclusion proof of leaf m (2.1.3.1)."""
    if len(d) == 1:
        return []
    k = k_of(len(d))
    if m < k:
        return [*path(m, d[:k], hashing), mth(d[k:], hashing)]
    return [*path(m - k, d[k:], hashing), mth(d[:k], hashing)]


def proof(m: int, d: Sequence[bytes], hashing: Hashing, *, whole: bool = True) -> list[bytes]:
    """Give the consistency proof of the first m leaves (2.1.4.1)."""
    if m == len(d):
        return [] if whole else [mth(d, hashing)]
    k = k_of(len(d))
    if m <= k:
        return [*proof(m, d[:k], hashing, whole=whole), mth(d[k:], hashing)]
    return [*proof(m - k, d[k:], hashing, whole=False), mth(d[:k], hashing)]
