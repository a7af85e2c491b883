"""What an attacker may do to a bundle, the manifest made to fit: both verifiers refuse it, and say why."""

from __future__ import annotations

import hashlib
from random import Random
from typing import TYPE_CHECKING

import pytest

from eventstore.ledger.notes import KeyKind, SigningKey
from support.attacks.on_bundles import ATTACKS, a_bundle, attacked, flipped, tell, told
from support.proving import changed, files_of, needs_node, packed
from verifier import verify

if TYPE_CHECKING:
    from support.proving import Prover

FLIPS = 150


@pytest.fixture
def bundle(proving: Prover) -> bytes:
    return a_bundle(proving)


def test_the_bundle_is_valid_before_it_is_attacked(proving: Prover, bundle: bytes) -> None:
    assert proving.checked(bundle).code == verify.VALID
    assert proving.checked(packed(files_of(bundle))).code == verify.VALID


def test_every_attack_is_refused_and_named(proving: Prover, bundle: bytes) -> None:
    for attack, reason in ATTACKS.items():
        verdict = proving.checked(attacked(bundle, attack), "--lang", "en")
        assert verdict.code == verify.REFUSED, attack.__name__
        assert reason in verdict.said, f"{attack.__name__}: {verdict.said}"


@needs_node
def test_the_other_verifier_refuses_in_the_same_words(proving: Prover, bundle: bytes) -> None:
    contents = [attacked(bundle, attack) for attack in ATTACKS]
    for attack, verdict, content in zip(
        ATTACKS, proving.checked_by_node(*contents), contents, strict=True
    ):
        assert verdict == proving.checked(content), attack.__name__


def test_a_file_that_is_not_the_manifests_is_named(proving: Prover, bundle: bytes) -> None:
    for name in files_of(bundle).keys() - {"manifest.json"}:
        files = files_of(bundle)
        files[name] += b"\n"
        verdict = proving.checked(packed(files, manifest=False), "--lang", "en")
        assert verdict.code == verify.REFUSED, name
        assert name in verdict.said


def test_no_flipped_character_of_the_log_or_the_facts_goes_unseen(
    proving: Prover, bundle: bytes
) -> None:
    random = Random(7)
    for _ in range(FLIPS):
        verdict = proving.checked(flipped(bundle, random))
        assert verdict.code == verify.REFUSED, verdict.said


def test_a_bundle_cut_short_or_damaged_is_no_bundle(proving: Prover, bundle: bytes) -> None:
    assert proving.checked(bundle[: len(bundle) // 2]).code == verify.UNREADABLE
    assert proving.checked(b"PK").code == verify.UNREADABLE
    middle = bundle.index(b"leaves.ndjson") + 200
    damaged = bundle[:middle] + bytes([bundle[middle] ^ 255]) + bundle[middle + 1 :]
    verdict = proving.checked(damaged, "--lang", "en")
    assert verdict.code == verify.REFUSED
    assert "leaves.ndjson" in verdict.said


def test_a_key_that_did_not_sign_is_not_taken_from_the_bundle(
    proving: Prover, bundle: bytes
) -> None:
    (listed,) = proving.kept.ledger.listed_keys()
    foreign = SigningKey.make(listed.key.name, KeyKind.LOG).verifier

    assert proving.checked(bundle, "--key", str(listed.key)).code == verify.VALID
    verdict = proving.checked(bundle, "--key", str(foreign), "--lang", "en")
    assert verdict.code == verify.REFUSED
    assert "no key that is trusted" in verdict.said


def test_the_digest_printed_on_a_report_names_one_bundle(proving: Prover, bundle: bytes) -> None:
    digest = hashlib.sha256(files_of(bundle)["manifest.json"]).hexdigest()
    assert proving.checked(bundle, "--digest", digest).code == verify.VALID

    other = changed(bundle, "README.txt", lambda text: text + b"!")
    assert proving.checked(other).code == verify.VALID
    assert proving.checked(other, "--digest", digest).code == verify.REFUSED


def test_a_rule_of_a_later_version_is_said_not_to_be_recounted(
    proving: Prover, bundle: bytes
) -> None:
    files = files_of(bundle)
    tell(files, measure=told(files)["measure"] | {"version": 9})
    verdict = proving.checked(packed(files), "--lang", "en")
    assert verdict.code == verify.NOT_RECOUNTED
    assert "NOT counted again" in verdict.said
