"""The ledger over HTTP, by nobody in particular: what was published, and that it proves itself."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from bootstrap import House, application
from eventstore.ledger.checkpoint import Checkpoint
from eventstore.ledger.hashing import HASHINGS
from eventstore.ledger.notes import KeyKind, Note, SigningKey, VerifierKey
from eventstore.ledger.tiles import encode_path, nodes_of, width_of
from eventstore.ledger.tree import check_consistency, check_inclusion, root
from support.ledgers import cut_short, fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.database import Database

SHA256 = HASHINGS["sha256"]
WITNESS = SigningKey("witness.example/w1", KeyKind.WITNESS, bytes(32))


@pytest.fixture
def published(house: House) -> House:
    """A house whose first 300 and then 600 rows were published."""
    house.ledger.witnesses = (WITNESS.verifier,)
    for size in (300, 600):
        fill(house.log, size - house.log.last_position())
        house.publisher.step()
    return house


@pytest.fixture
def anybody(published: House) -> Iterator[TestClient]:
    with TestClient(application(published), raise_server_exceptions=False) as client:
        yield client


def the_checkpoint(anybody: TestClient) -> Checkpoint:
    return Checkpoint.parse(Note.parse(anybody.get("/api/v1/ledger/checkpoint").text).text)


def test_a_checkpoint_is_signed_by_a_key_that_is_listed(anybody: TestClient) -> None:
    answer = anybody.get("/api/v1/ledger/checkpoint")
    (key,) = anybody.get("/api/v1/ledger/keys").json()["log"]

    assert answer.headers["content-type"].startswith("text/plain")
    note = Note.parse(answer.text)
    assert note.signed_by([VerifierKey.parse(key["vkey"])])
    assert Checkpoint.parse(note.text).size == 600
    assert (key["from_size"], key["until_size"]) == (300, None)


def test_a_row_is_proven_to_be_in_the_log(anybody: TestClient) -> None:
    top = the_checkpoint(anybody)
    for position in (1, 256, 600):
        said = anybody.get(f"/api/v1/ledger/proof?position={position}&size=600").json()
        check_inclusion(
            base64.b64decode(said["leaf"]),
            [base64.b64decode(step) for step in said["proof"]],
            index=position - 1,
            size=600,
            expected=top.root,
            hashing=SHA256,
        )
        assert base64.b64decode(said["root"]) == top.root


def test_the_log_is_proven_to_have_only_grown(anybody: TestClient, published: House) -> None:
    top = the_checkpoint(anybody)
    said = anybody.get("/api/v1/ledger/consistency?from=300&to=600").json()

    check_consistency(
        [base64.b64decode(step) for step in said["proof"]],
        former=300,
        former_root=published.ledger.published_from(1).checkpoint.root,
        size=600,
        expected=top.root,
        hashing=SHA256,
    )


def test_the_root_follows_from_the_tiles(anybody: TestClient) -> None:
    top = the_checkpoint(anybody)

    def tile(level: int, index: int) -> bytes:
        width = width_of(level, index, top.size)
        part = "" if width == 256 else f".p/{width}"
        answer = anybody.get(f"/api/v1/ledger/tile/{level}/{encode_path(index)}{part}")
        assert answer.status_code == 200
        assert len(answer.content) == width * 32
        return answer.content

    assert root(top.size, nodes_of(tile, SHA256), SHA256) == top.root


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/003",
        "tile/0/002",
        "tile/0/000.p/0",
        "tile/0/0",
        "tile/0/x000/000",
        "proof?position=601&size=600",
        "proof?position=1&size=601",
        "consistency?from=601&to=600",
        "consistency?from=1&to=601",
    ],
)
def test_there_is_nothing_beyond_what_was_published(anybody: TestClient, path: str) -> None:
    answer = anybody.get(f"/api/v1/ledger/{path}")

    assert answer.status_code == 404
    assert answer.json()["rule"] == "NoSuchProof"


def test_a_ledger_that_was_never_published_says_so(house: House) -> None:
    with TestClient(application(house)) as client:
        answer = client.get("/api/v1/ledger/checkpoint")
    assert (answer.status_code, answer.json()["rule"]) == (503, "NothingPublished")
    assert answer.headers["retry-after"] == "1"


def test_a_witness_s_line_is_kept_under_the_checkpoint(anybody: TestClient) -> None:
    top = the_checkpoint(anybody)
    line = WITNESS.sign(top.text, seen_at=7).line.strip()

    for _ in range(2):
        answer = anybody.post("/api/v1/ledger/cosignatures", json={"size": 600, "line": line})
        assert (answer.status_code, answer.json()) == (200, {"size": 600})

    note = Note.parse(anybody.get("/api/v1/ledger/checkpoint").text)
    assert note.signatures[-1].line.strip() == line
    assert len(note.signatures) == 2
    assert note.signed_by([WITNESS.verifier])


@pytest.mark.parametrize(
    ("key", "text", "size", "rule"),
    [
        (SigningKey.make("witness.example/w1", KeyKind.WITNESS), None, 600, "SignatureMissing"),
        (SigningKey("witness.example/w1", KeyKind.LOG, bytes(32)), None, 600, "SignatureMissing"),
        (WITNESS, "something else\n", 600, "SignatureWrong"),
        (WITNESS, None, 300, "SignatureWrong"),
        (WITNESS, None, 500, "NoSuchProof"),
        (WITNESS, None, 601, "NoSuchProof"),
    ],
)
def test_no_other_line_is_kept(
    anybody: TestClient, key: SigningKey, text: str | None, size: int, rule: str
) -> None:
    top = the_checkpoint(anybody)
    line = key.sign(text or top.text, seen_at=7).line.strip()

    answer = anybody.post("/api/v1/ledger/cosignatures", json={"size": size, "line": line})

    assert answer.json()["rule"] == rule
    assert len(Note.parse(anybody.get("/api/v1/ledger/checkpoint").text).signatures) == 1


def test_what_is_no_signature_line_is_refused(anybody: TestClient) -> None:
    answer = anybody.post("/api/v1/ledger/cosignatures", json={"size": 600, "line": "我看过了"})
    assert (answer.status_code, answer.json()["rule"]) == (422, "NoteMalformed")


def test_readiness_tells_that_nothing_is_written_after_a_loss(
    anybody: TestClient, published: House, database: Database
) -> None:
    before = anybody.get("/readyz").json()
    cut_short(database, 599)
    published.publisher.step()

    after = anybody.get("/readyz")

    assert (before["writable"], before["published"]) == (True, 600)
    assert after.status_code == 200
    assert after.json()["writable"] is False
