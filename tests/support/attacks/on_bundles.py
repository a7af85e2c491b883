"""Attacks on a bundle, the manifest made to fit. Each is refused, for a reason that is said."""

from __future__ import annotations

import hashlib
import json
import re
from random import Random
from typing import TYPE_CHECKING, Any

from eventstore.ledger.notes import KeyKind, Note, SigningKey
from projections.figures.figure import Question
from support.counted import APRIL, seen, visit
from support.district import District
from support.histories import id_of
from support.proving import changed, files_of, packed
from verifier import verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.proving import Files, Prover

X = id_of("X")
A, B = id_of("A"), id_of("B")
VISITS = ("first", "second", "third")


def a_bundle(proving: Prover) -> bytes:
    """Prove three visits of April, between events that no rule of M04 counts."""
    for name in VISITS:
        proving.book.record(id_of(name), visit(seen(A), seen(B), by=X))
    district = District(Random(1), first_position=5)
    district.grow(40)
    proving.book.append(district.entries)
    proving.kept.publish()
    return proving.bundle(Question("M04", *APRIL))


def told(files: Files) -> Any:
    return json.loads(files["figure.json"])


def tell(files: Files, **changes: Any) -> None:
    files["figure.json"] = json.dumps(told(files) | changes).encode()


def lines(files: Files, name: str) -> list[bytes]:
    return files[name].splitlines()


def put(files: Files, name: str, kept: list[bytes]) -> None:
    files[name] = b"".join(line + b"\n" for line in kept)


def replace(files: Files, name: str, old: str, new: str) -> None:
    """Replace in the first line that has it, in all places of that line."""
    before = files[name]
    files[name] = re.sub(old.encode(), new.encode(), before, count=1)
    assert files[name] != before


def a_visit_is_removed(files: Files) -> None:
    """Remove the second row of the log whole, and count all others one down."""
    kept = lines(files, "leaves.ndjson")
    del kept[1]
    put(
        files,
        "leaves.ndjson",
        [re.sub(rb'(?<="position":)\d+', b"%d" % at, line) for at, line in enumerate(kept, 1)],
    )
    states = [
        (int(at) - (int(at) > 2), state)
        for at, _, state in (line.partition(b"\t") for line in lines(files, "states.ndjson"))
        if at != b"2"
    ]
    put(files, "states.ndjson", [b"%d\t%s" % each for each in states])
    tell(files, position=told(files)["position"] - 1)


def a_visit_is_a_header(files: Files) -> None:
    put(
        files,
        "states.ndjson",
        [line for line in lines(files, "states.ndjson") if not line.startswith(b"2\t")],
    )


def a_state_is_edited(files: Files) -> None:
    replace(files, "states.ndjson", '"mode":"home"', '"mode":"face"')


def a_state_is_edited_and_its_leaf(files: Files) -> None:
    a_state_is_edited(files)
    state = lines(files, "states.ndjson")[1].partition(b"\t")[2]
    kept = lines(files, "leaves.ndjson")
    digest = hashlib.sha256(state).hexdigest().encode()
    kept[1] = re.sub(rb'(?<="state":")[0-9a-f]+', digest, kept[1])
    put(files, "leaves.ndjson", kept)


def two_leaves_change_places(files: Files) -> None:
    kept = lines(files, "leaves.ndjson")
    kept[6], kept[7] = kept[7], kept[6]
    put(files, "leaves.ndjson", kept)


def a_leaf_is_inserted(files: Files) -> None:
    kept = lines(files, "leaves.ndjson")
    put(files, "leaves.ndjson", [*kept, kept[-1]])


def recorded_at_goes_back(files: Files) -> None:
    replace(files, "leaves.ndjson", r'(?<="position":9,"recorded_at":)\d', "0")


def recorded_at_moves_a_little(files: Files) -> None:
    """Move the recording time of the second row to that of the first."""
    kept = lines(files, "leaves.ndjson")
    first = json.loads(kept[0])["recorded_at"]
    kept[1] = re.sub(rb'(?<="recorded_at":)\d+', b"%d" % first, kept[1])
    put(files, "leaves.ndjson", kept)


def a_version_is_skipped(files: Files) -> None:
    replace(files, "leaves.ndjson", '"version":2', '"version":3')


def a_fact_is_edited(files: Files) -> None:
    replace(files, "facts.ndjson", str(A), str(id_of("nobody")))


def a_fact_is_left_out(files: Files) -> None:
    put(files, "facts.ndjson", lines(files, "facts.ndjson")[1:])
    tell(files, facts=told(files)["facts"] - 1, value=told(files)["value"] - 1)


def a_fact_is_told_twice(files: Files) -> None:
    kept = lines(files, "facts.ndjson")
    put(files, "facts.ndjson", [*kept, kept[-1]])
    tell(files, facts=len(kept) + 1)


def a_fact_is_of_another_event(files: Files) -> None:
    replace(files, "facts.ndjson", r'"position":\d+', '"position":3')


def the_number_is_edited(files: Files) -> None:
    tell(files, value=told(files)["value"] + 1)


def the_period_is_edited(files: Files) -> None:
    tell(files, last="2022-04-29", first="2022-04-06")


def the_area_is_edited(files: Files) -> None:
    tell(files, area="320399001")


def the_rule_is_swapped(files: Files) -> None:
    tell(files, measure=told(files)["measure"] | {"id": "M04d"})


def the_rule_is_swapped_with_its_name(files: Files) -> None:
    rule = verify.RULES["M04d", 1]
    names = {"id": "M04d", "chinese": rule.chinese, "english": rule.english}
    tell(files, measure=told(files)["measure"] | names)


def a_number_is_renamed(files: Files) -> None:
    tell(files, measure=told(files)["measure"] | {"chinese": "诉求"})


def the_position_is_edited(files: Files) -> None:
    tell(files, position=told(files)["position"] - 1)


def the_moment_is_edited(files: Files) -> None:
    tell(files, known_at="2001-01-01")


def a_demonstration_is_called_real_work(files: Files) -> None:
    tell(files, mode="demonstration")


def the_checkpoint_is_edited(files: Files) -> None:
    note = files["checkpoint.txt"].decode().split("\n")
    note[1] = str(int(note[1]) + 1)
    files["checkpoint.txt"] = "\n".join(note).encode()


def the_checkpoint_is_unsigned(files: Files) -> None:
    text = files["checkpoint.txt"].decode().partition("\n\n")[0] + "\n"
    other = SigningKey.make("somebody/else", KeyKind.LOG)
    files["checkpoint.txt"] = str(Note(text, (other.sign(text),))).encode()


def the_checkpoint_is_of_another_log(files: Files) -> None:
    text = (
        "another/log\n" + files["checkpoint.txt"].decode().partition("\n\n")[0].partition("\n")[2]
    )
    other = SigningKey.make("another/log", KeyKind.LOG)
    files["checkpoint.txt"] = str(Note(text + "\n", (other.sign(text + "\n"),))).encode()
    files["keys.txt"] = f"{other.verifier}\n".encode()


def the_consistency_is_edited(files: Files) -> None:
    files["consistency.json"] = json.dumps({"from": 1, "to": 2, "proof": []}).encode()


def a_file_is_missing(files: Files) -> None:
    del files["consistency.json"]


def a_file_is_added(files: Files) -> None:
    files["more.txt"] = b"more"


ATTACKS: dict[Callable[[Files], None], str] = {
    a_visit_is_removed: "the root over leaves.ndjson does not fit",
    a_visit_is_a_header: "event 2 (visit.recorded) can be counted, but is not given in full",
    a_state_is_edited: "states.ndjson: event 2 is not what its leaf holds the hash of",
    a_state_is_edited_and_its_leaf: "the root over leaves.ndjson does not fit",
    two_leaves_change_places: "line 7 of leaves.ndjson: position 7 is due, 8 is there",
    a_leaf_is_inserted: "is there",
    recorded_at_goes_back: "event 9 is recorded before the one it follows (back-dated)",
    recorded_at_moves_a_little: "the root over leaves.ndjson does not fit",
    a_version_is_skipped: "version 2 is due",
    a_fact_is_edited: "facts.ndjson: the log does not give this fact",
    a_fact_is_left_out: "facts.ndjson: the log gives a fact that is missing",
    a_fact_is_told_twice: "facts.ndjson: the log does not give this fact",
    a_fact_is_of_another_event: "facts.ndjson: the log does not give this fact",
    the_number_is_edited: "it comes to ",
    the_period_is_edited: "facts.ndjson: the log does not give this fact",
    the_area_is_edited: "facts.ndjson: the log does not give this fact",
    the_rule_is_swapped: "name, unit or kind in figure.json are not those of M04d",
    the_rule_is_swapped_with_its_name: "facts.ndjson: the log does not give this fact",
    a_number_is_renamed: "name, unit or kind in figure.json are not those of M04",
    the_position_is_edited: "leaves.ndjson ends at event 44",
    the_moment_is_edited: "is later than the moment asked for",
    a_demonstration_is_called_real_work: "event 1 does not say that this log is one of demonstration",
    the_checkpoint_is_edited: "the signature of lianxin/",
    the_checkpoint_is_unsigned: "no key that is trusted has signed checkpoint.txt",
    the_checkpoint_is_of_another_log: "the checkpoint is of another/log, the figure of lianxin/",
    the_consistency_is_edited: "the root over leaves.ndjson does not fit",
    a_file_is_missing: "consistency.json is missing",
    a_file_is_added: "more.txt is missing, or does not belong here",
}


def attacked(content: bytes, attack: Callable[[Files], None]) -> bytes:
    """Give a bundle as the attacker left it."""
    files = files_of(content)
    attack(files)
    return packed(files)


def flipped(content: bytes, random: Random) -> bytes:
    """Flip one bit of what is proven."""
    name = random.choice(("leaves.ndjson", "states.ndjson", "facts.ndjson"))

    def flip(old: bytes) -> bytes:
        at = random.randrange(len(old))
        return old[:at] + bytes([old[at] ^ 1 << random.randrange(7)]) + old[at + 1 :]

    return changed(content, name, flip)
