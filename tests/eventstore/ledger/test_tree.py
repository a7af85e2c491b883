"""Roots and proofs against the text of RFC 9162, and against vectors that others published."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventstore.ledger.hashing import HASHINGS, Hashing
from eventstore.ledger.tiles import (
    TILE_HASHES,
    Edge,
    decode_path,
    encode_path,
    nodes_of,
    width_of,
)
from eventstore.ledger.tree import (
    NoSuchProof,
    ProofWrong,
    check_consistency,
    check_inclusion,
    consistency,
    inclusion,
    root,
)
from support.trees import leaves, mth, path, proof

SHA256, SM3 = HASHINGS["sha256"], HASHINGS["sm3"]

# Of the Certificate Transparency project: eight entries, and the root of the first n of them.
ENTRIES = [
    bytes.fromhex(entry)
    for entry in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAF_0 = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
LEAF_1 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
LEAF_4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
NODE_2_3 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
NODE_4_5 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
NODE_6_7 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
NODE_4_7 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
INCLUSIONS = [
    (0, 1, []),
    (0, 8, [LEAF_1, NODE_2_3, NODE_4_7]),
    (5, 8, [LEAF_4, NODE_6_7, ROOTS[4]]),
    (2, 3, [ROOTS[2]]),
    (1, 5, [LEAF_0, NODE_2_3, LEAF_4]),
]
CONSISTENCIES = [
    (1, 1, []),
    (1, 8, [LEAF_1, NODE_2_3, NODE_4_7]),
    (6, 8, [NODE_4_5, NODE_6_7, ROOTS[4]]),
    (2, 5, [NODE_2_3, LEAF_4]),
]

BOUNDARIES = (0, 1, 2, 3, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537)


class Tiles:
    """A tree kept in tiles, as the ledger keeps it: full ones as they fill, the others not at all."""

    def __init__(self, hashes: list[bytes], hashing: Hashing) -> None:
        self.hashing = hashing
        self.hashes = hashes
        self.edge = Edge(hashing)
        self.kept = {
            (tile.level, tile.index): tile for each in hashes for tile in self.edge.add(each)
        }
        self.fetched = 0

    def tile(self, level: int, index: int) -> bytes:
        self.fetched += 1
        if (level, index) in self.kept:
            return self.kept[level, index].hashes
        first = index * TILE_HASHES
        last = first + width_of(level, index, len(self.hashes))
        if level == 0:
            return b"".join(self.hashes[first:last])
        return b"".join(self.kept[level - 1, below].root for below in range(first, last))

    def nodes(self, height: int, index: int) -> bytes:
        return nodes_of(self.tile, self.hashing)(height, index)


@pytest.fixture(scope="module")
def big() -> Tiles:
    return Tiles(leaves(65_537), SHA256)


def test_the_published_roots_of_certificate_transparency() -> None:
    tree = Tiles([SHA256.leaf(entry) for entry in ENTRIES], SHA256)

    assert [root(size, tree.nodes, SHA256).hex() for size in range(9)] == ROOTS


@pytest.mark.parametrize(("index", "size", "expected"), INCLUSIONS)
def test_the_published_inclusion_proofs(index: int, size: int, expected: list[str]) -> None:
    tree = Tiles([SHA256.leaf(entry) for entry in ENTRIES], SHA256)

    found = inclusion(index, size, tree.nodes, SHA256)

    assert [each.hex() for each in found] == expected
    leaf, top = SHA256.leaf(ENTRIES[index]), bytes.fromhex(ROOTS[size])
    check_inclusion(leaf, found, index=index, size=size, expected=top, hashing=SHA256)


@pytest.mark.parametrize(("former", "size", "expected"), CONSISTENCIES)
def test_the_published_consistency_proofs(former: int, size: int, expected: list[str]) -> None:
    tree = Tiles([SHA256.leaf(entry) for entry in ENTRIES], SHA256)

    found = consistency(former, size, tree.nodes, SHA256)

    assert [each.hex() for each in found] == expected
    old, new = bytes.fromhex(ROOTS[former]), bytes.fromhex(ROOTS[size])
    check_consistency(
        found, former=former, former_root=old, size=size, expected=new, hashing=SHA256
    )


def test_sm3_is_the_national_standard() -> None:
    """GB/T 32905-2016, example 1; domain.md 8.6."""
    expected = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert SM3.digest(b"abc").hex() == expected


@pytest.mark.parametrize("size", BOUNDARIES)
def test_the_growing_edge_has_the_root_of_the_text(big: Tiles, size: int) -> None:
    edge = Edge(SHA256)
    for each in big.hashes[:size]:
        edge.add(each)

    assert edge.root() == mth(big.hashes[:size], SHA256) == root(size, big.nodes, SHA256)
    assert edge.size == size


@given(st.integers(0, 600), st.sampled_from([SHA256, SM3]))
def test_every_root_is_that_of_the_text(size: int, hashing: Hashing) -> None:
    tree = Tiles(leaves(size), hashing)

    expected = mth(tree.hashes, hashing)

    assert tree.edge.root() == expected
    assert root(size, tree.nodes, hashing) == expected


@given(st.data(), st.integers(1, 600), st.sampled_from([SHA256, SM3]))
def test_every_inclusion_proof_is_that_of_the_text(
    data: st.DataObject, size: int, hashing: Hashing
) -> None:
    index = data.draw(st.integers(0, size - 1))
    tree = Tiles(leaves(size), hashing)

    found = inclusion(index, size, tree.nodes, hashing)

    assert found == path(index, tree.hashes, hashing)
    top = mth(tree.hashes, hashing)
    check_inclusion(
        tree.hashes[index], found, index=index, size=size, expected=top, hashing=hashing
    )


@given(st.data(), st.integers(1, 600), st.sampled_from([SHA256, SM3]))
def test_every_consistency_proof_is_that_of_the_text(
    data: st.DataObject, size: int, hashing: Hashing
) -> None:
    former = data.draw(st.integers(1, size))
    tree = Tiles(leaves(size), hashing)

    found = consistency(former, size, tree.nodes, hashing)

    assert found == proof(former, tree.hashes, hashing)
    old, new = mth(tree.hashes[:former], hashing), mth(tree.hashes, hashing)
    check_consistency(
        found, former=former, former_root=old, size=size, expected=new, hashing=hashing
    )


@pytest.mark.parametrize("size", BOUNDARIES[1:])
@pytest.mark.parametrize("part", [0.0, 0.5, 1.0])
def test_proofs_at_the_edges_of_tiles(big: Tiles, size: int, part: float) -> None:
    hashes = big.hashes[:size]
    index = int((size - 1) * part)
    top = mth(hashes, SHA256)

    included = inclusion(index, size, big.nodes, SHA256)
    grown = consistency(index + 1, size, big.nodes, SHA256)

    assert included == path(index, hashes, SHA256)
    assert grown == proof(index + 1, hashes, SHA256)
    check_inclusion(hashes[index], included, index=index, size=size, expected=top, hashing=SHA256)
    former_root = mth(hashes[: index + 1], SHA256)
    check_consistency(
        grown, former=index + 1, former_root=former_root, size=size, expected=top, hashing=SHA256
    )


def test_a_proof_reads_a_few_tiles_only(big: Tiles) -> None:
    big.fetched = 0
    inclusion(40_000, 65_537, big.nodes, SHA256)
    consistency(40_001, 65_537, big.nodes, SHA256)
    assert big.fetched <= 2 * 18


def test_an_edge_goes_on_where_another_one_stopped(big: Tiles) -> None:
    size = 40_000
    partial = [
        big.tile(level, size >> 8 * level >> 8)[
            : width_of(level, size >> 8 * level >> 8, size) * 32
        ]
        for level in range(2)
    ]
    edge = Edge(SHA256, size=size, partial=partial)
    for each in big.hashes[size:]:
        for tile in edge.add(each):
            assert tile == big.kept[tile.level, tile.index]

    assert edge.root() == big.edge.root()


@given(st.data(), st.integers(2, 64))
def test_no_changed_inclusion_proof_is_believed(data: st.DataObject, size: int) -> None:
    hashes = leaves(size)
    index = data.draw(st.integers(0, size - 1))
    found, top = path(index, hashes, SHA256), mth(hashes, SHA256)
    other = data.draw(st.integers(0, size - 1).filter(lambda each: each != index))
    nth = data.draw(st.integers(0, len(found) - 1))
    wrong = bytes(32)

    for leaf, place, steps, expected in (
        (hashes[index], other, found, top),
        (hashes[other], index, found, top),
        (wrong, index, found, top),
        (hashes[index], index, found, wrong),
        (hashes[index], index, found[:-1], top),
        (hashes[index], index, [*found, wrong], top),
        (hashes[index], index, [*found[:nth], wrong, *found[nth + 1 :]], top),
        (hashes[index], -1, found, top),
        (hashes[index], size, found, top),
    ):
        with pytest.raises(ProofWrong):
            check_inclusion(leaf, steps, index=place, size=size, expected=expected, hashing=SHA256)


@given(st.data(), st.integers(2, 64))
def test_no_changed_consistency_proof_is_believed(data: st.DataObject, size: int) -> None:
    hashes = leaves(size)
    former = data.draw(st.integers(1, size - 1))
    found = proof(former, hashes, SHA256)
    old, new = mth(hashes[:former], SHA256), mth(hashes, SHA256)
    nth = data.draw(st.integers(0, len(found) - 1))
    wrong = bytes(32)

    for m, n, old_root, new_root, steps in (
        (former, size, wrong, new, found),
        (former, size, old, wrong, found),
        (former, size, old, new, found[:-1]),
        (former, size, old, new, []),
        (former, size, old, new, [*found, wrong]),
        (former, size, old, new, [*found[:nth], wrong, *found[nth + 1 :]]),
        (former, size, new, new, found),
        (size + 1, size, old, new, found),
        (-1, size, old, new, found),
        (size, size, new, new, found),
        (size, size, old, new, []),
        (0, size, old, new, []),
    ):
        with pytest.raises(ProofWrong):
            check_consistency(
                steps, former=m, former_root=old_root, size=n, expected=new_root, hashing=SHA256
            )


def test_an_empty_ledger_begins_every_other() -> None:
    top = mth(leaves(5), SHA256)
    assert consistency(0, 5, Tiles(leaves(5), SHA256).nodes, SHA256) == []
    check_consistency(
        [], former=0, former_root=SHA256.empty_root, size=5, expected=top, hashing=SHA256
    )


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 3)])
def test_there_is_no_proof_of_what_is_not_there(index: int, size: int) -> None:
    tree = Tiles(leaves(3), SHA256)
    with pytest.raises(NoSuchProof):
        inclusion(index, size, tree.nodes, SHA256)


@pytest.mark.parametrize(("former", "size"), [(4, 3), (-1, 3)])
def test_nothing_longer_begins_a_shorter_one(former: int, size: int) -> None:
    tree = Tiles(leaves(3), SHA256)
    with pytest.raises(NoSuchProof):
        consistency(former, size, tree.nodes, SHA256)


@pytest.mark.parametrize(
    ("index", "text"),
    [(0, "000"), (7, "007"), (999, "999"), (1_000, "x001/000"), (1_234_067, "x001/x234/067")],
)
def test_a_tile_s_number_is_written_in_threes(index: int, text: str) -> None:
    assert encode_path(index) == text
    assert decode_path(text) == (index, 256)
    assert decode_path(f"{text}.p/1") == (index, 1)
    assert decode_path(f"{text}.p/255") == (index, 255)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "0000",
        "x001",
        "x000/001",
        "001/001",
        "000.p/0",
        "000.p/256",
        "000.p/01",
        "000/",
        "٠٠٠",
    ],
)
def test_a_tile_s_number_is_written_in_one_way_only(text: str) -> None:
    assert decode_path(text) is None
