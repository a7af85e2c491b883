"""The verifier's own tree and clock, held against RFC 9162 as it is written, and against ours."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from eventstore.ledger.hashing import HASHINGS
from support.trees import leaves, mth, path, proof, sha256
from verifier import verify

SHA256 = HASHINGS["sha256"]
SIZE_MAX = 24
LEAVES = leaves(SIZE_MAX)
ROOTS = [mth(LEAVES[:size], SHA256) for size in range(SIZE_MAX + 1)]
OTHER = sha256(b"another")


@pytest.mark.parametrize("size", range(1, SIZE_MAX + 1))
def test_a_leaf_is_in_the_tree_at_its_own_place_by_its_own_proof_only(size: int) -> None:
    for index in range(size):
        steps = path(index, LEAVES[:size], SHA256)

        def leads_to(place: int, of: int, by: list[bytes], leaf: bytes = LEAVES[index]) -> bool:
            return verify.included(leaf, place, of, by, sha256) == ROOTS[size]

        assert leads_to(index, size, steps)
        assert not leads_to(index, size, steps, OTHER)
        assert not leads_to(index, size, [*steps, OTHER])
        assert not (steps and leads_to(index, size, steps[:-1]))
        for place in set(range(size)) - {index}:
            assert not leads_to(place, size, steps)
        for nth in range(len(steps)):
            assert not leads_to(index, size, [*steps[:nth], OTHER, *steps[nth + 1 :]])


def test_a_proof_of_inclusion_names_the_tree_it_is_of() -> None:
    for size in range(1, SIZE_MAX + 1):
        steps = path(0, LEAVES[:size], SHA256)
        others = {
            other
            for other in range(1, SIZE_MAX + 1)
            if verify.included(LEAVES[0], 0, other, steps, sha256) == ROOTS[size]
        }
        assert size in others
        # As the first leaf's path goes, only its length tells: trees of one height.
        assert {(other - 1).bit_length() for other in others} == {(size - 1).bit_length()}


@pytest.mark.parametrize("size", range(1, SIZE_MAX + 1))
def test_a_tree_continues_another_by_its_own_proof_only(size: int) -> None:
    for former in range(1, size + 1):
        steps = proof(former, LEAVES[:size], SHA256)

        def continues(
            by: list[bytes], old: bytes = ROOTS[former], new: bytes = ROOTS[size], of: int = former
        ) -> bool:
            return verify.consistent(of, old, size, new, by, sha256)

        assert continues(steps)
        assert not continues(steps, old=OTHER)
        assert not continues(steps, new=OTHER)
        assert not continues([*steps, OTHER])
        assert not (steps and continues(steps[:-1]))
        for other in set(range(-1, size + 2)) - {former}:
            assert not continues(steps, of=other)
        for nth in range(len(steps)):
            assert not continues([*steps[:nth], OTHER, *steps[nth + 1 :]])


@pytest.mark.parametrize("size", range(SIZE_MAX + 1))
def test_the_root_of_the_leaves_is_that_of_the_text(size: int) -> None:
    tree = verify.Tree(sha256)
    for leaf in LEAVES[:size]:
        tree.add(leaf)
    assert (tree.size, tree.root()) == (size, ROOTS[size])


@pytest.mark.parametrize(
    ("known_at", "instant"),
    [
        ("2022-07-31", datetime(2022, 7, 31, 15, 59, 59, 999_999, tzinfo=UTC)),
        ("2022-07-31T10:00:00+08:00", datetime(2022, 7, 31, 2, tzinfo=UTC)),
        ("2022-07-31T10:00:00", datetime(2022, 7, 31, 2, tzinfo=UTC)),
        ("2022-07-31T10:00:00 08:00", datetime(2022, 7, 31, 2, tzinfo=UTC)),
        ("2022-07-31T02:00:00.000005Z", datetime(2022, 7, 31, 2, 0, 0, 5, tzinfo=UTC)),
    ],
)
def test_a_moment_is_understood_as_the_service_does(known_at: str, instant: datetime) -> None:
    expected = int(instant.replace(microsecond=0).timestamp()) * 1_000_000 + instant.microsecond
    assert verify.microseconds_known(known_at) == expected
