"""Signed notes, keys and checkpoints: others' examples word for word, and what is refused."""

from __future__ import annotations

import base64
import hashlib
import struct

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from eventstore.ledger.checkpoint import Checkpoint, CheckpointMalformed
from eventstore.ledger.notes import (
    KeyKind,
    KeyMalformed,
    Note,
    NoteMalformed,
    Signature,
    SignatureMissing,
    SignatureWrong,
    SigningKey,
    VerifierKey,
)

# Of the Go project (golang.org/x/mod/sumdb/note), whose form C2SP signed-note took over.
VERIFIER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SIGNER = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
LINE = (
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)

# Of C2SP tlog-cosignature: a checkpoint with the signatures of its log and of a witness.
EXAMPLE = """\
example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa \
Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 \
jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZ\
qhf5nNo0xUe+mbIUBkBIfZ+qnA==
"""

ROOT = bytes(range(32))
CHECKPOINT = Checkpoint("lianxin/7f3a", 257, ROOT, 1767225600000000)


def test_the_go_project_s_example_is_signed_byte_for_byte() -> None:
    key = SigningKey.parse(SIGNER)

    note = Note(TEXT, (key.sign(TEXT),))

    assert str(note) == f"{TEXT}\n{LINE}"
    assert str(key.verifier) == VERIFIER
    assert key.secret_text == SIGNER


def test_the_go_project_s_example_is_believed() -> None:
    key = VerifierKey.parse(VERIFIER)

    assert Note.parse(f"{TEXT}\n{LINE}").signed_by([key]) == [key]


def test_the_example_of_c2sp_is_read_and_written_alike() -> None:
    note = Note.parse(EXAMPLE)

    log, witness = note.signatures
    assert log.name == "example.com/behind-the-sofa"
    assert struct.unpack(">Q", witness.content[:8]) == (1679315147,)
    assert len(witness.content) == 8 + 64
    assert str(note) == EXAMPLE


def test_a_witness_signs_what_it_saw_and_when() -> None:
    """tlog-cosignature, "Ed25519 cosignature/v1", made here by hand."""
    key = SigningKey("witness.example/w1", KeyKind.WITNESS, bytes(range(32)))
    by_hand = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    signed = b"cosignature/v1\ntime 1679315147\n" + CHECKPOINT.text.encode()

    signature = key.sign(CHECKPOINT.text, seen_at=1679315147)

    assert signature.content == struct.pack(">Q", 1679315147) + by_hand.sign(signed)
    public = by_hand.public_key().public_bytes_raw()
    assert signature.key_id == hashlib.sha256(b"witness.example/w1\n\x04" + public).digest()[:4]
    assert key.verifier.check(signature, CHECKPOINT.text) == 1679315147


def test_the_time_cannot_be_taken_off_a_cosignature() -> None:
    key = SigningKey.make("w1", KeyKind.WITNESS)
    signature = key.sign("text\n", seen_at=7)
    later = Signature("w1", signature.key_id, struct.pack(">Q", 8) + signature.content[8:])

    with pytest.raises(SignatureWrong):
        key.verifier.check(later, "text\n")
    with pytest.raises(SignatureWrong):
        key.verifier.check(Signature("w1", signature.key_id, signature.content[8:]), "text\n")


def test_a_log_s_signature_is_no_witness_s_even_of_the_same_key() -> None:
    log = SigningKey("one", KeyKind.LOG, bytes(32))
    witness = SigningKey("one", KeyKind.WITNESS, bytes(32))

    note = Note("text\n", (log.sign("text\n"),))

    with pytest.raises(SignatureMissing):
        note.signed_by([witness.verifier])


def test_a_note_may_be_signed_by_an_old_and_a_new_key() -> None:
    old, new = (SigningKey.make("lianxin/1", KeyKind.LOG) for _ in range(2))
    note = Note.parse(str(Note("text\n", (old.sign("text\n"), new.sign("text\n")))))

    assert note.signed_by([new.verifier, old.verifier]) == [new.verifier, old.verifier]
    assert note.signed_by([old.verifier]) == [old.verifier]


def test_a_text_that_was_changed_is_refused() -> None:
    note = Note.parse(f"{TEXT.replace('answer', 'cause')}\n{LINE}")

    with pytest.raises(SignatureWrong):
        note.signed_by([VerifierKey.parse(VERIFIER)])


def test_one_wrong_signature_of_a_known_key_spoils_the_note() -> None:
    key = SigningKey.parse(SIGNER)
    note = Note(TEXT, (key.sign(TEXT), key.sign("something else\n")))

    with pytest.raises(SignatureWrong):
        note.signed_by([key.verifier])


def test_a_note_nobody_known_has_signed_is_refused() -> None:
    other = SigningKey.make("PeterNeumann", KeyKind.LOG)
    with pytest.raises(SignatureMissing):
        Note.parse(f"{TEXT}\n{LINE}").signed_by([other.verifier])


@pytest.mark.parametrize(
    "whole",
    [
        "",
        TEXT,
        LINE,
        f"\n\n{LINE}",
        f"{TEXT}{LINE}",
        f"{TEXT}\n{LINE.rstrip()}",
        f"{TEXT}\n{LINE}\n",
        f"{TEXT}\n{LINE}more\n",
        f"{TEXT}\n{LINE.replace('—', '-')}",
        f"{TEXT}\n{LINE.replace('=', '')}",
        f"{TEXT}\n— PeterNeumann x08g\n",
        f"{TEXT}\n— Peter+Neumann x08go/ZJ\n",
        f"{TEXT}\t\n{LINE}",
        f"{TEXT}\x00\n\n{LINE}",
        f"{TEXT}\n" + LINE * 101,
        "x" * 1_000_000 + f"\n\n{LINE}",
    ],
)
def test_what_is_not_written_as_a_note_is_refused(whole: str) -> None:
    with pytest.raises(NoteMalformed):
        Note.parse(whole)


def test_every_mangling_of_a_key_is_refused() -> None:
    for nth in range(len(VERIFIER)):
        mangled = VERIFIER[:nth] + chr(ord(VERIFIER[nth]) + 1) + VERIFIER[nth + 1 :]
        with pytest.raises(KeyMalformed):
            VerifierKey.parse(mangled)
        with pytest.raises(KeyMalformed):
            VerifierKey.parse(VERIFIER[:nth])


@pytest.mark.parametrize(
    "text",
    [
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        SIGNER,
    ],
    ids=["too long", "of no known kind", "a private one"],
)
def test_a_key_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(KeyMalformed):
        VerifierKey.parse(text)


def test_a_public_key_does_not_sign() -> None:
    with pytest.raises(KeyMalformed):
        SigningKey.parse(VERIFIER)


@pytest.mark.parametrize("name", ["", "two words", "one+two", "a\nb"])
def test_a_key_has_a_name_that_fits_on_its_line(name: str) -> None:
    with pytest.raises(KeyMalformed):
        SigningKey.make(name, KeyKind.LOG)


def test_a_private_key_shows_itself_nowhere() -> None:
    assert "private" not in repr(SigningKey.parse(SIGNER))


def test_a_checkpoint_is_written_as_agreed() -> None:
    root = base64.b64encode(ROOT).decode()
    assert CHECKPOINT.text == f"lianxin/7f3a\n257\n{root}\nrecorded_at 1767225600000000\n"
    assert Checkpoint.parse(CHECKPOINT.text) == CHECKPOINT


def test_a_checkpoint_names_its_hash_and_its_epoch() -> None:
    checkpoint = Checkpoint("lianxin/7f3a", 257, ROOT, 5, hash_name="sm3", epoch=2)
    assert checkpoint.text.endswith("recorded_at 5\nhash sm3\nepoch 2\n")
    assert Checkpoint.parse(checkpoint.text) == checkpoint
    assert checkpoint.hashing.name == "sm3"


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("lianxin/7f3a\n", "\n"),
        ("257", "0257"),
        ("257", "-1"),
        ("257", "٢"),
        ("AAEC", "AAE"),
        ("AAEC", "????"),
        ("recorded_at 1767225600000000\n", ""),
        ("recorded_at 1767225600000000", "recorded_at "),
        ("recorded_at 1767225600000000\n", "recorded_at 1767225600000000\nhash sha256\n"),
        ("recorded_at 1767225600000000\n", "recorded_at 1767225600000000\nhash md5\n"),
        ("recorded_at 1767225600000000\n", "recorded_at 1767225600000000\nepoch 1\n"),
        ("recorded_at 1767225600000000\n", "recorded_at 1767225600000000\nmore\n"),
        ("recorded_at 1767225600000000\n", "recorded_at 1767225600000000"),
        ("\n257", ""),
    ],
)
def test_a_checkpoint_written_otherwise_is_refused(said: str, instead: str) -> None:
    assert said in CHECKPOINT.text
    with pytest.raises(CheckpointMalformed):
        Checkpoint.parse(CHECKPOINT.text.replace(said, instead, 1))


def test_nothing_is_no_checkpoint() -> None:
    with pytest.raises(CheckpointMalformed):
        Checkpoint.parse("")
