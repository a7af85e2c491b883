"""The Merkle tree of RFC 9162: roots and proofs from complete subtrees, and how proofs are checked.

Whoever asks lends the complete subtrees, by height and index from the left; a proof over n leaves
asks for some log n of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.history import Rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from eventstore.ledger.hashing import Hashing

    Nodes = Callable[[int, int], bytes]
    """Gives the root of the `index`-th subtree of 2^`height` leaves."""


class ProofWrong(Rejected):
    """证明不成立: 与公布的根哈希不符。 | The proof does not lead to the root that was published."""


class NoSuchProof(Rejected):
    """所问的位置或长度不在账本之内。 | The position or size asked for is not within the ledger."""


def split(leaves: int) -> int:
    """Give the largest power of two below a number of leaves above one."""
    return 1 << ((leaves - 1).bit_length() - 1)


def root(size: int, nodes: Nodes, hashing: Hashing) -> bytes:
    """Give the root of the first `size` leaves."""
    return _subtree(0, size, nodes, hashing) if size else hashing.empty_root


def inclusion(index: int, size: int, nodes: Nodes, hashing: Hashing) -> list[bytes]:
    """Prove that leaf `index` is among the first `size` (2.1.3.1). Raises `NoSuchProof`."""
    if not 0 <= index < size:
        raise NoSuchProof(index=index, size=size)
    first, end = 0, size
    proof = []
    while end - first > 1:
        middle = first + split(end - first)
        if index < middle:
            proof.append(_subtree(middle, end, nodes, hashing))
            end = middle
        else:
            proof.append(_subtree(first, middle, nodes, hashing))
            first = middle
    return proof[::-1]


def consistency(former: int, size: int, nodes: Nodes, hashing: Hashing) -> list[bytes]:
    """Prove that the first `former` leaves begin the first `size` (2.1.4.1). Raises `NoSuchProof`.

    Nothing begins everything: that needs no proof.
    """
    if not 0 <= former <= size:
        raise NoSuchProof(former=former, size=size)
    if former == 0:
        return []
    first, end = 0, size
    proof = []
    while former < end:
        middle = first + split(end - first)
        if former <= middle:
            proof.append(_subtree(middle, end, nodes, hashing))
            end = middle
        else:
            proof.append(_subtree(first, middle, nodes, hashing))
            first = middle
    if first:
        proof.append(_subtree(first, end, nodes, hashing))
    return proof[::-1]


def check_inclusion(
    leaf: bytes,
    proof: Sequence[bytes],
    *,
    index: int,
    size: int,
    expected: bytes,
    hashing: Hashing,
) -> None:
    """Hold a leaf's hash and its proof against a root (2.1.3.2). Raises `ProofWrong`."""
    if not 0 <= index < size:
        raise ProofWrong
    found = leaf
    for step, on_the_left in _sides(proof, index, size - 1):
        found = hashing.node(step, found) if on_the_left else hashing.node(found, step)
    if found != expected:
        raise ProofWrong


def check_consistency(
    proof: Sequence[bytes],
    *,
    former: int,
    former_root: bytes,
    size: int,
    expected: bytes,
    hashing: Hashing,
) -> None:
    """Hold two roots and a proof against each other (2.1.4.2). Raises `ProofWrong`."""
    if former in {0, size}:
        begins = expected if former == size else hashing.empty_root
        if proof or former_root != begins:
            raise ProofWrong
        return
    if not 0 < former < size:
        raise ProofWrong
    is_complete = former & (former - 1) == 0
    first, *steps = [former_root, *proof] if is_complete else [*proof] or [b""]
    place, last = former - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = first
    for step, on_the_left in _sides(steps, place, last):
        if on_the_left:
            old, new = hashing.node(step, old), hashing.node(step, new)
        else:
            new = hashing.node(new, step)
    if old != former_root or new != expected:
        raise ProofWrong


def _sides(proof: Sequence[bytes], place: int, last: int) -> list[tuple[bytes, bool]]:
    """Tell of each step of a proof whether it stands on the left. Raises `ProofWrong`.

    `place` is where the way up begins, `last` the rightmost place beside it; the way must end where
    only the root is left.
    """
    sides = []
    for step in proof:
        if last == 0:
            raise ProofWrong
        on_the_left = bool(place & 1) or place == last
        sides.append((step, on_the_left))
        while on_the_left and place and not place & 1:
            place, last = place >> 1, last >> 1
        place, last = place >> 1, last >> 1
    if last:
        raise ProofWrong
    return sides


def _subtree(first: int, end: int, nodes: Nodes, hashing: Hashing) -> bytes:
    """Give the root over leaves `first` to before `end`, a subtree of a tree that begins at 0."""
    leaves = end - first
    if leaves & (leaves - 1) == 0:
        height = leaves.bit_length() - 1
        return nodes(height, first >> height)
    middle = first + split(leaves)
    return hashing.node(
        _subtree(first, middle, nodes, hashing), _subtree(middle, end, nodes, hashing)
    )
