"""The evidence of one record: both verifiers hold it against the signed log, and say its limits."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from domain.visit import VisitVoided
from proofs.case import CaseProof
from support.attacks.on_bundles import (
    a_state_is_edited,
    a_state_is_edited_and_its_leaf,
    attacked,
    lines,
    put,
    recorded_at_moves_a_little,
    the_checkpoint_is_edited,
)
from support.counted import seen, visit
from support.histories import id_of
from support.proving import changed, files_of, needs_node
from verifier import verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.proving import Files, Prover

CASE, OTHER = id_of("case"), id_of("other")


def evidence(proving: Prover, *, known_at: str | None = None, through: int | None = None) -> bytes:
    history = proving.book.log.history(CASE, through=through)
    return b"".join(CaseProof(history, proving.kept.ledger, known_at=known_at).stream())


@pytest.fixture
def bundle(proving: Prover) -> bytes:
    """A visit that is recorded, and voided after another one was recorded."""
    record = proving.book.record
    record(CASE, visit(seen(id_of("A")), by=id_of("X")))
    record(OTHER, visit(seen(id_of("B")), by=id_of("X")))
    record(CASE, VisitVoided(version=None, reason="录错"))
    record(OTHER, VisitVoided(version=None, reason="录错"))
    proving.kept.publish()
    return evidence(proving)


def told(files: Files) -> Any:
    return json.loads(files["case.json"])


def tell(files: Files, **changes: Any) -> None:
    files["case.json"] = json.dumps(told(files) | changes).encode()


def an_entry_is_a_header(files: Files) -> None:
    put(files, "states.ndjson", lines(files, "states.ndjson")[:-1])


def the_first_entry_is_left_out(files: Files) -> None:
    for name in ("leaves.ndjson", "states.ndjson"):
        kept = lines(files, name)
        put(files, name, [kept[0], *kept[2:]])
    tell(files, entries=1)


def the_last_entry_is_left_out(files: Files) -> None:
    for name in ("leaves.ndjson", "states.ndjson"):
        put(files, name, lines(files, name)[:-1])
    tell(files, position=2)


def a_version_is_edited(files: Files) -> None:
    files["leaves.ndjson"] = files["leaves.ndjson"].replace(b'"version":2', b'"version":3')


def an_inclusion_is_missing(files: Files) -> None:
    proofs = json.loads(files["inclusion.json"])
    del proofs["2"]
    files["inclusion.json"] = json.dumps(proofs).encode()


def the_count_is_edited(files: Files) -> None:
    tell(files, entries=3)


def the_record_is_another_one(files: Files) -> None:
    tell(files, case=str(OTHER))


def the_kind_is_edited(files: Files) -> None:
    tell(files, kind="selective")


def the_moment_is_edited(files: Files) -> None:
    tell(files, known_at="2")


def real_work_is_called_a_demonstration(files: Files) -> None:
    tell(files, mode="demonstration")


def a_figure_is_added(files: Files) -> None:
    files["figure.json"] = b"{}"


ATTACKS: dict[Callable[[Files], None], str] = {
    a_state_is_edited: "event 2 is not what its leaf holds the hash of",
    a_state_is_edited_and_its_leaf: "event 2 is not in the log that was signed",
    an_entry_is_a_header: "event 4 is of the record, but is not given in full",
    the_first_entry_is_left_out: "event 4 is version 2",
    the_last_entry_is_left_out: "has 1 events of the record, case.json says 2",
    a_version_is_edited: "event 4 is not in the log that was signed",
    recorded_at_moves_a_little: "event 2 is not in the log that was signed",
    an_inclusion_is_missing: "no proof of event 2",
    the_count_is_edited: "has 2 events of the record, case.json says 3",
    the_record_is_another_one: "has 0 events of the record, case.json says 2",
    the_kind_is_edited: "kind or a number of case.json is wrong",
    the_moment_is_edited: "event 4 is later than the moment asked for, 2",
    real_work_is_called_a_demonstration: "event 1 does not say that this log is one of demonstration",
    the_checkpoint_is_edited: "the signature of lianxin/",
    a_figure_is_added: "figure.json is missing, or does not belong here",
}


def test_the_evidence_holds_and_says_what_it_does_not_show(proving: Prover, bundle: bytes) -> None:
    verdict = proving.checked(bundle, "--lang", "en")

    assert verdict.code == verify.VALID
    assert f"record {CASE}: 2 events, versions 1 to 2 without a gap, until event 4" in verdict.said
    assert "no number was counted" in verdict.said
    assert "nor that nothing was added later" in verdict.said


def test_it_holds_every_event_of_the_record_in_full_and_of_no_other(
    proving: Prover, bundle: bytes
) -> None:
    states = dict(line.split(b"\t", 1) for line in lines(files_of(bundle), "states.ndjson"))
    rows = {row[0]: row[5] for row in proving.book.log.read_rows(after=0, limit=10)}

    assert {int(at): state.decode() for at, state in states.items()} == {
        at: rows[at] for at in (1, 2, 4)
    }
    assert str(OTHER).encode() not in files_of(bundle)["leaves.ndjson"]


def test_as_known_before_the_void_it_is_one_event(proving: Prover, bundle: bytes) -> None:
    before = evidence(proving, known_at="3", through=3)

    assert told(files_of(before))["entries"] == 1
    assert proving.checked(before).code == verify.VALID
    assert bundle != before


def test_every_attack_is_refused_and_named(proving: Prover, bundle: bytes) -> None:
    for attack, reason in ATTACKS.items():
        verdict = proving.checked(attacked(bundle, attack), "--lang", "en")
        assert verdict.code == verify.REFUSED, attack.__name__
        assert reason in verdict.said, f"{attack.__name__}: {verdict.said}"


@needs_node
def test_the_other_verifier_says_the_same_of_it_whole_and_attacked(
    proving: Prover, bundle: bytes
) -> None:
    contents = [bundle, *(attacked(bundle, attack) for attack in ATTACKS)]
    for content, verdict in zip(contents, proving.checked_by_node(*contents), strict=True):
        assert verdict == proving.checked(content)


def test_a_flipped_character_of_an_event_does_not_go_unseen(proving: Prover, bundle: bytes) -> None:
    for name in ("leaves.ndjson", "states.ndjson"):
        size = len(files_of(bundle)[name])
        for at in range(0, size, 13):

            def flip(content: bytes, at: int = at) -> bytes:
                return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]

            assert proving.checked(changed(bundle, name, flip)).code == verify.REFUSED
