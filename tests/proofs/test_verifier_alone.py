"""The verifier by itself: its signatures, its hashes, and that it needs nothing but its own file."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eventstore.ledger.hashing import HASHINGS
from projections.figures.figure import Question
from support.counted import APRIL, seen, visit
from support.histories import id_of
from support.proving import files_of, prover
from verifier import verify

if TYPE_CHECKING:
    from eventstore.log import Log
    from support.database import Database
    from support.figures import Book
    from support.proving import Prover

# RFC 8032, 7.1: secret key, public key, message, signature of tests 1 to 3.
VECTORS = (
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
            "d25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
            "387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
            "4a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
)


@pytest.mark.parametrize(("public", "message", "signature"), VECTORS)
def test_signatures_are_those_of_rfc_8032(public: str, message: str, signature: str) -> None:
    key, said, signed = map(bytes.fromhex, (public, message, signature))
    assert verify.ed25519(key, signed, said)
    assert not verify.ed25519(key, signed, said + b"!")
    assert not verify.ed25519(key, bytes([signed[0] ^ 1]) + signed[1:], said)
    assert not verify.ed25519(bytes([key[0] ^ 1]) + key[1:], signed, said)
    beyond = int.from_bytes(signed[32:], "little") + 2**252 + 27742317777372353535851937790883648493
    assert not verify.ed25519(key, signed[:32] + beyond.to_bytes(32, "little"), said)


@pytest.mark.parametrize("length", [0, 1, 55, 56, 63, 64, 65, 119, 120, 500])
def test_its_own_sm3_is_sm3(length: int) -> None:
    content = bytes(range(256)) * 2
    assert verify._plain_sm3(content[:length]) == HASHINGS["sm3"].digest(content[:length])


def test_sm3_of_abc_is_that_of_the_standard() -> None:
    expected = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert verify._plain_sm3(b"abc").hex() == expected


def test_it_imports_the_standard_library_and_nothing_else() -> None:
    tree = ast.parse(Path(verify.__file__).read_text(encoding="utf-8"), feature_version=(3, 8))
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            names = [node.module or ""]
        for name in names:
            assert name.partition(".")[0] in sys.stdlib_module_names, name


def one_visit(proving: Prover) -> bytes:
    proving.book.record(id_of("one"), visit(seen(id_of("A")), by=id_of("X")))
    proving.kept.publish()
    return proving.bundle(Question("M04", *APRIL), known_at="2100-01-01")


def test_it_runs_from_an_empty_folder_taken_out_of_the_bundle(
    proving: Prover, tmp_path: Path
) -> None:
    content = one_visit(proving)
    away = tmp_path / "away"
    away.mkdir()
    (away / "bundle.zip").write_bytes(content)
    (away / "verify.py").write_bytes(files_of(content)["verify.py"])
    run = subprocess.run(
        [sys.executable, "-I", "verify.py", "bundle.zip"],
        cwd=away,
        env={},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (run.returncode, run.stderr) == (verify.VALID, "")
    assert "有效" in run.stdout
    assert "valid" in run.stdout


@pytest.mark.skipif(shutil.which("node") is None, reason="no Node.js here; .ci/run installs it")
def test_so_does_the_other_one(proving: Prover, tmp_path: Path) -> None:
    content = one_visit(proving)
    away = tmp_path / "away"
    away.mkdir()
    (away / "bundle.zip").write_bytes(content)
    (away / "verify.mjs").write_bytes(files_of(content)["verify.mjs"])
    run = subprocess.run(
        ["node", "verify.mjs", "bundle.zip", "--lang", "zh"],
        cwd=away,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (run.returncode, run.stderr) == (verify.VALID, "")
    assert run.stdout.endswith("有效\n")


def test_the_same_question_gives_the_same_bytes(proving: Prover) -> None:
    content = one_visit(proving)
    assert proving.bundle(Question("M04", *APRIL), known_at="2100-01-01") == content


def test_a_longer_log_still_proves_its_past(proving: Prover) -> None:
    content = one_visit(proving)
    for name in ("two", "three", "four"):
        proving.book.record(id_of(name), visit(seen(id_of("B")), by=id_of("X")))
    proving.kept.publish()
    again = proving.bundle(Question("M04", *APRIL), at=2)
    assert proving.checked(content).code == verify.VALID
    assert proving.checked(again).code == verify.VALID


def test_a_ledger_of_sm3_is_proven_as_well(log: Log, database: Database, tmp_path: Path) -> None:
    from support.figures import Book

    book: Book = Book(log, database.service_url)
    try:
        proving = prover(book, tmp_path, hash_name="sm3")
        content = one_visit(proving)
        assert proving.checked(content).code == verify.VALID
        if shutil.which("node"):
            assert proving.checked_by_node(content) == [proving.checked(content)]
    finally:
        book.close()
