"""The ledger made again from the log: whatever does not follow from it is named by its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eventstore.checking.faults import FAULTS_MAX, Fault
from eventstore.ledger.notes import KeyKind, Note, SigningKey
from eventstore.ledger.upkeep.verifying import verify
from support.ledgers import Kept, fill, keep, tamper

if TYPE_CHECKING:
    from pathlib import Path

    from eventstore.log import Log
    from support.database import Database


@pytest.fixture
def kept(log: Log, tmp_path: Path) -> Kept:
    """A ledger of 600 rows, published at 300 and at 600."""
    kept = keep(log, tmp_path / "ledger")
    for _ in range(2):
        fill(log, 300)
        kept.publish()
    return kept


def found(kept: Kept) -> list[Fault]:
    return verify(kept.ledger, file=kept.file, keys=kept.keys)


def places(kept: Kept) -> list[str]:
    return [each.place for each in found(kept)]


def signed(text: str, key: SigningKey) -> str:
    return str(Note(text, (key.sign(text),)))


def test_nothing_differs_where_nobody_touched_anything(kept: Kept, log: Log) -> None:
    assert found(kept) == []
    fill(log, 10)
    assert found(kept) == []
    kept.publisher().rotate()
    kept.publish()
    fill(log, 10)
    kept.publish()
    assert found(kept) == []


def test_an_edited_row_is_named(kept: Kept, database: Database) -> None:
    tamper(database, "update {schema}.events set topic = 'other' where position = 290")

    differing = found(kept)

    assert (
        Fault("row 290", "与 tile 0/1 所存不同 | it is not what tile 0/1 keeps of it") in differing
    )
    assert [each.place for each in differing] == [
        "checkpoint 300",
        "row 290",
        "tile 0/1",
        "checkpoint 600",
    ]
    assert "rows 1 to 300 are not those that were signed" in differing[0].what


def test_an_edited_row_beyond_the_last_full_tile_is_named_by_the_checkpoints_around_it(
    kept: Kept, database: Database
) -> None:
    tamper(database, "update {schema}.events set state = 'other' where position = 520")

    (differing,) = found(kept)

    assert differing.place == "checkpoint 600"
    assert "rows 301 to 600 are not those that were signed" in differing.what


@pytest.mark.parametrize("position", [1, 300, 600])
def test_a_deleted_row_is_named(kept: Kept, database: Database, position: int) -> None:
    tamper(database, f"delete from {{schema}}.events where position = {position}")

    assert f"row {position}" in places(kept)


def test_a_deleted_row_whose_followers_moved_up_is_among_those_that_are_named(
    kept: Kept, database: Database
) -> None:
    tamper(
        database,
        "delete from {schema}.events where position = 520",
        "update {schema}.events set position = -position where position > 520",
        "update {schema}.events set position = -position - 1 where position < 0",
    )

    missing, signed = found(kept)

    assert missing.place == "row 600"
    assert signed.place == "checkpoint 600"
    assert "rows 301 to 600 are not those that were signed" in signed.what


EDITS = {
    "a hash of a tile": (
        "ledger_tiles set hashes = overlay(hashes placing 'x' from 9)",
        "index = 0",
    ),
    "the root of a tile": ("ledger_tiles set root = sha256('x')", "index = 1"),
    "the root of a checkpoint": ("ledger_checkpoints set root = sha256('x')", "size = 300"),
    "the text of a note": ("ledger_checkpoints set note = '1' || note", "size = 300"),
    "the note of another": (
        "ledger_checkpoints set note = (select note from {schema}.ledger_checkpoints where size = 300)",
        "size = 600",
    ),
    "a key": ("ledger_keys set vkey = 'nonsense'", "true"),
}
NAMED = {
    "a hash of a tile": {"row 1"},
    "the root of a tile": {"tile 0/1"},
    "the root of a checkpoint": {"checkpoint 300"},
    "the text of a note": {"checkpoint 300"},
    "the note of another": {"checkpoint 600"},
    "a key": {"keys"},
}


def test_a_note_that_is_nonsense_keeps_nobody_from_starting_and_is_named(
    kept: Kept, database: Database
) -> None:
    tamper(database, "update {schema}.ledger_checkpoints set note = 'nonsense' where size = 600")

    kept.looked_at()

    assert kept.ledger.loss() is None
    assert kept.ledger.published_size() == 600
    assert "checkpoint 600" in places(kept)


@pytest.mark.parametrize("what", EDITS)
def test_every_edit_of_the_ledger_itself_is_named(
    kept: Kept, database: Database, what: str
) -> None:
    edit, where = EDITS[what]
    tamper(database, f"update {{schema}}.{edit} where {where}")

    assert set(places(kept)) == NAMED[what]


@pytest.mark.parametrize(
    ("table", "where", "named"),
    [
        ("ledger_tiles", "index = 1", "tile 0/1"),
        ("ledger_checkpoints", "size = 600", "checkpoint 600"),
    ],
)
def test_what_is_deleted_of_the_ledger_is_named(
    kept: Kept, database: Database, table: str, where: str, named: str
) -> None:
    tamper(database, f"delete from {{schema}}.{table} where {where}")

    assert places(kept) == [named]


def test_a_checkpoint_signed_by_another_key_is_named(kept: Kept, database: Database) -> None:
    published = kept.ledger.published()
    other = SigningKey.make(kept.ledger.opened.origin, KeyKind.LOG)
    tamper(
        database,
        f"update {{schema}}.ledger_checkpoints set note = '{signed(published.note.text, other)}'"
        " where size = 600",
    )

    assert places(kept) == ["checkpoint 600"]


def test_a_key_that_was_put_in_the_place_of_ours_is_named(kept: Kept, database: Database) -> None:
    """As by one who signs the whole ledger anew with a key of his own."""
    other = SigningKey.make(kept.ledger.opened.origin, KeyKind.LOG)
    tamper(database, f"update {{schema}}.ledger_keys set vkey = '{other.verifier}'")
    for size in (300, 600):
        text = kept.ledger.published_from(size).note.text
        tamper(
            database,
            f"update {{schema}}.ledger_checkpoints set note = '{signed(text, other)}'"
            f" where size = {size}",
        )
    (ours,) = kept.keys.read()

    assert places(kept) == [
        "published",
        f"key {other.verifier.id.hex()}",
        f"key {ours.verifier.id.hex()}",
    ]


@pytest.mark.parametrize(
    "edit",
    [
        "line = replace(line, '/w1 ', '/w2 ')",
        "line = 'nonsense'",
        "size = 300",
        "witness = replace(witness, '/w1+', '/w2+')",
    ],
)
def test_a_cosignature_that_was_edited_is_named(kept: Kept, database: Database, edit: str) -> None:
    witness = SigningKey.make("witness.example/w1", KeyKind.WITNESS)
    published = kept.ledger.published()
    line = witness.sign(published.note.text, seen_at=1)
    kept.ledger.storage.cosign(1, 600, line, witness.verifier)
    assert found(kept) == []

    tamper(database, f"update {{schema}}.ledger_cosignatures set {edit}")

    assert any(place.startswith("cosignature ") for place in places(kept))


@pytest.fixture
def rotated(kept: Kept, log: Log) -> list[str]:
    """Two keys: one signed 300, 600 and 700, the other 700 and 800."""
    kept.publisher().rotate(overlap=100)
    for _ in range(2):
        fill(log, 100)
        kept.publish()
    assert found(kept) == []
    return [f"key {each.verifier.id.hex()}" for each in kept.keys.read()]


@pytest.mark.parametrize(
    ("edit", "which"),
    [
        ("update {schema}.ledger_keys set from_size = 1 where from_size = 601", 1),
        ("update {schema}.ledger_keys set from_size = 701 where from_size = 601", 1),
        ("update {schema}.ledger_keys set from_size = 301 where from_size = 300", 0),
        ("update {schema}.ledger_key_ends set until_size = 800", 0),
        ("update {schema}.ledger_key_ends set until_size = 699", 0),
        ("delete from {schema}.ledger_key_ends", 0),
    ],
)
def test_a_key_listed_for_another_span_than_it_signed_is_named(
    kept: Kept, rotated: list[str], database: Database, edit: str, which: int
) -> None:
    tamper(database, edit)

    assert places(kept) == [rotated[which]]


def test_a_new_key_may_be_listed_while_a_checkpoint_is_on_its_way(
    kept: Kept, log: Log, database: Database
) -> None:
    fill(log, 10)
    kept.publish()
    kept.publisher().rotate()
    fill(log, 10)
    kept.publish()
    tamper(database, "update {schema}.ledger_keys set from_size = 601 where from_size = 611")

    assert found(kept) == []


def test_a_key_that_ended_at_once_is_no_fault(kept: Kept, log: Log) -> None:
    kept.publisher().rotate(overlap=0)
    fill(log, 10)
    kept.publish()

    assert len(kept.keys.read()) == 1
    assert found(kept) == []


def put_back(kept: Kept, size: int) -> None:
    kept.file.path.write_text(str(kept.ledger.published_from(size).note), encoding="utf-8")


def test_a_file_that_is_missing_malformed_or_older_is_named(kept: Kept, log: Log) -> None:
    fill(log, 10)
    kept.publish()
    put_back(kept, 300)
    assert [each.what for each in found(kept)] == [
        "文件是旧的: 300, 应为 610 | an older one of 300, not of 610"
    ]
    kept.file.path.unlink()
    assert places(kept) == ["published"]
    kept.file.path.write_text("nonsense", encoding="utf-8")
    assert places(kept) == ["published"]


def test_a_process_killed_before_it_wrote_the_file_raises_no_alarm(kept: Kept) -> None:
    put_back(kept, 300)

    assert found(kept) == []


def test_another_key_file_is_named(kept: Kept) -> None:
    (ours,) = kept.keys.read()
    other = SigningKey.make(kept.ledger.opened.origin, KeyKind.LOG)
    kept.keys.write([other])
    assert set(places(kept)) == {f"key {each.verifier.id.hex()}" for each in (ours, other)}
    kept.keys.path.write_text("nonsense", encoding="utf-8")
    assert places(kept) == ["signing.key"]


def test_only_the_first_faults_are_named(kept: Kept, database: Database) -> None:
    tamper(database, "update {schema}.events set topic = 'other' where position <= 256")

    assert len(found(kept)) == FAULTS_MAX
