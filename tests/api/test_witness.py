"""A witness over HTTP: it cosigns what continues, and convicts a log that forked or shrank."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import PlainTextResponse
from typer.testing import CliRunner

from bootstrap import House, application
from cli import app
from eventstore.ledger.checkpoint import Checkpoint
from eventstore.ledger.hashing import HASHINGS, HashName
from eventstore.ledger.notes import KeyKind, Note, SigningKey, VerifierKey
from eventstore.ledger.witness import (
    AddressUnfit,
    CheckpointUnsigned,
    CosignatureNotTaken,
    EpochNotAccepted,
    LogForked,
    LogShrank,
    LogUnreachable,
    Witness,
    WitnessKeyUnfit,
    witness_key,
)
from support.ledgers import fill
from support.serving import serving
from support.trees import leaves, mth, proof

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOG = SigningKey("lianxin/7f3a", KeyKind.LOG, bytes(32))
WITNESS = SigningKey("witness.example/w1", KeyKind.WITNESS, bytes(32))
NOW = 1_767_225_600


@dataclass
class Told:
    """A log that tells whatever a test lets it tell."""

    hashes: list[bytes]
    epoch: int = 1
    hash_name: HashName = "sha256"
    keys: list[SigningKey] = field(default_factory=lambda: [LOG])
    origin: str = LOG.name
    posted: list[dict[str, Any]] = field(default_factory=list)
    refuses: bool = False

    @property
    def checkpoint(self) -> Checkpoint:
        root = mth(self.hashes, HASHINGS[self.hash_name])
        return Checkpoint(self.origin, len(self.hashes), root, 7, self.hash_name, self.epoch)

    @property
    def note(self) -> str:
        text = self.checkpoint.text
        return str(Note(text, tuple(key.sign(text) for key in self.keys)))

    def app(self) -> FastAPI:
        served = FastAPI()

        @served.get("/api/v1/ledger/checkpoint")
        def checkpoint() -> PlainTextResponse:
            return PlainTextResponse(self.note)

        @served.get("/api/v1/ledger/consistency")
        def consistency(request: Request) -> dict[str, Any]:
            first = int(request.query_params["from"])
            steps = proof(first, self.hashes, HASHINGS[self.hash_name])
            return {"proof": [base64.b64encode(step).decode() for step in steps]}

        @served.post("/api/v1/ledger/cosignatures")
        async def cosign(request: Request) -> None:
            if self.refuses:
                raise HTTPException(422)
            self.posted.append(await request.json())

        return served


@pytest.fixture
def told() -> Told:
    return Told(leaves(300))


@pytest.fixture
def address(told: Told) -> Iterator[str]:
    with serving(told.app()) as address:
        yield address


def witness(address: str, folder: Path, **others: Any) -> Witness:
    return Witness(address, [LOG.verifier], WITNESS, folder, **others)


def evidence(folder: Path) -> str:
    """Give the one piece of evidence that was kept."""
    (file,) = (folder / "evidence").iterdir()
    return file.read_text(encoding="utf-8")


def test_what_it_sees_first_it_keeps_and_cosigns(told: Told, address: str, tmp_path: Path) -> None:
    seen = witness(address, tmp_path).look(now=NOW)

    assert (seen.checkpoint, seen.cosigned) == (told.checkpoint, True)
    (posted,) = told.posted
    note = Note.parse(f"{told.checkpoint.text}\n{posted['line']}\n")
    assert posted["size"] == 300
    assert note.signed_by([WITNESS.verifier])
    assert (tmp_path / "lianxin_7f3a.checkpoint").read_text(encoding="utf-8") == told.note


def test_what_continues_is_cosigned_and_what_stays_is_not_again(
    told: Told, address: str, tmp_path: Path
) -> None:
    for size, cosigned in ((300, True), (300, False), (512, True), (513, True), (513, False)):
        told.hashes = leaves(size)
        assert witness(address, tmp_path).look(now=NOW).cosigned is cosigned
    assert [each["size"] for each in told.posted] == [300, 512, 513]


def test_a_line_that_was_not_taken_is_sent_again(told: Told, address: str, tmp_path: Path) -> None:
    told.refuses = True
    with pytest.raises(CosignatureNotTaken):
        witness(address, tmp_path).look(now=NOW)
    told.refuses = False

    assert witness(address, tmp_path).look(now=NOW).cosigned


@pytest.mark.parametrize("size", [300, 301, 1_000])
def test_a_log_that_forked_is_convicted(
    told: Told, address: str, tmp_path: Path, size: int
) -> None:
    witness(address, tmp_path).look(now=NOW)
    former = told.note
    told.hashes = [*leaves(100), bytes(32), *leaves(size)[101:]]

    with pytest.raises(LogForked):
        witness(address, tmp_path).look(now=NOW)

    assert len(told.posted) == 1
    kept = evidence(tmp_path)
    assert former in kept
    assert told.note in kept
    assert (tmp_path / "lianxin_7f3a.checkpoint").read_text(encoding="utf-8") == former


def test_a_log_that_shrank_is_convicted(told: Told, address: str, tmp_path: Path) -> None:
    witness(address, tmp_path).look(now=NOW)
    told.hashes = leaves(299)

    with pytest.raises(LogShrank):
        witness(address, tmp_path).look(now=NOW)

    assert told.note in evidence(tmp_path)


def test_another_hash_is_another_log(told: Told, address: str, tmp_path: Path) -> None:
    witness(address, tmp_path).look(now=NOW)
    told.hash_name, told.hashes = "sm3", leaves(301)

    with pytest.raises(LogForked):
        witness(address, tmp_path).look(now=NOW)


def test_a_new_epoch_is_accepted_only_by_a_person(told: Told, address: str, tmp_path: Path) -> None:
    witness(address, tmp_path).look(now=NOW)
    told.epoch, told.hashes = 2, leaves(200)

    with pytest.raises(EpochNotAccepted):
        witness(address, tmp_path).look(now=NOW)
    with pytest.raises(EpochNotAccepted):
        witness(address, tmp_path, accepted_epoch=3).look(now=NOW)
    assert witness(address, tmp_path, accepted_epoch=2).look(now=NOW).cosigned

    assert len(told.posted) == 2
    told.epoch, told.hashes = 1, leaves(400)
    with pytest.raises(EpochNotAccepted):
        witness(address, tmp_path, accepted_epoch=1).look(now=NOW)


def test_what_the_log_did_not_sign_is_not_believed(
    told: Told, address: str, tmp_path: Path
) -> None:
    for keys, origin in (
        ([SigningKey.make(LOG.name, KeyKind.LOG)], LOG.name),
        ([LOG], "lianxin/another"),
    ):
        told.keys, told.origin = keys, origin
        with pytest.raises(CheckpointUnsigned):
            witness(address, tmp_path).look(now=NOW)
    assert told.posted == []


def test_an_old_and_a_new_key_are_both_believed(told: Told, address: str, tmp_path: Path) -> None:
    told.keys = [LOG, SigningKey.make(LOG.name, KeyKind.LOG)]
    assert witness(address, tmp_path).look(now=NOW).cosigned


def test_a_service_that_is_away_is_no_fork(tmp_path: Path) -> None:
    with pytest.raises(LogUnreachable):
        witness("http://127.0.0.1:9", tmp_path).look(now=NOW)
    assert not (tmp_path / "evidence").exists()


def test_no_file_is_read_as_a_log(tmp_path: Path) -> None:
    with pytest.raises(AddressUnfit):
        witness("file:///etc", tmp_path)


def test_a_witness_has_one_key_of_its_own_kind(tmp_path: Path) -> None:
    with pytest.raises(WitnessKeyUnfit):
        witness_key(tmp_path / "key", name=None)
    made = witness_key(tmp_path / "key", name="w1")
    assert witness_key(tmp_path / "key", name=None) == made
    (tmp_path / "log").write_text(LOG.secret_text, encoding="utf-8")
    with pytest.raises(WitnessKeyUnfit):
        witness_key(tmp_path / "log", name=None)


def test_the_program_watches_a_real_service(house: House, tmp_path: Path) -> None:
    house.ledger.witnesses = (WITNESS.verifier,)
    fill(house.log, 300)
    house.publisher.step()
    (tmp_path / "key").write_text(WITNESS.secret_text, encoding="utf-8")
    (listed,) = house.ledger.listed_keys()
    with serving(application(house)) as address:
        arguments = ["witness", "--log", address, "--vkey", str(listed.key), "--once"]
        arguments += ["--key-file", str(tmp_path / "key"), "--state", str(tmp_path / "state")]
        first = CliRunner().invoke(app, arguments)
        fill(house.log, 300)
        house.publisher.step()
        second = CliRunner().invoke(app, arguments)

    for size, run in ((301, first), (601, second)):
        assert run.exit_code == 0, run.output
        assert f"{size} " in run.output
        assert "已联署" in run.output
        note = house.ledger.published_from(size).note
        assert note.signed_by([WITNESS.verifier]) == [VerifierKey.parse(str(WITNESS.verifier))]
