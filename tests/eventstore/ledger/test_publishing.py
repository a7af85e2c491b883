"""The ledger follows the log: equal however often it was stopped, and published outside as well."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import psycopg
import pytest

from eventstore.ledger.checkpoint import Checkpoint
from eventstore.ledger.ledger import NothingPublished
from eventstore.ledger.notes import Note, SignatureMissing
from eventstore.ledger.tiles import width_of
from eventstore.ledger.tree import NoSuchProof, check_consistency, check_inclusion
from eventstore.ledger.upkeep.publishing import RowsMissing, SigningKeyMissing
from eventstore.ledger.upkeep.verifying import verify
from support.database import SCHEMA
from support.ledgers import Kept, fill, keep, tamper
from support.logs import append

if TYPE_CHECKING:
    from pathlib import Path

    from eventstore.log import Log
    from support.database import Database


@pytest.fixture
def kept(log: Log, tmp_path: Path) -> Kept:
    return keep(log, tmp_path / "ledger")


def test_nothing_is_published_of_an_empty_log(kept: Kept) -> None:
    assert kept.publish() == 0
    with pytest.raises(NothingPublished):
        kept.ledger.published()
    assert not kept.file.path.exists()
    assert kept.ledger.root(0) == kept.ledger.opened.hashing.empty_root


def test_one_row_is_a_ledger(kept: Kept, log: Log) -> None:
    log.append(append("case"))

    assert kept.publish() == 1

    published = kept.ledger.published()
    ((_, recorded_at, *_),) = log.read_rows(after=0, limit=1)
    assert published.checkpoint == Checkpoint(
        origin=kept.ledger.opened.origin,
        size=1,
        root=kept.root_of_the_text(1),
        recorded_at=round(recorded_at.timestamp() * 1_000_000),
    )
    assert published.checkpoint.origin.startswith("lianxin/")
    assert published.note.signed_by([each.key for each in kept.ledger.listed_keys()])


def test_the_log_and_the_file_outside_say_the_same(kept: Kept, log: Log) -> None:
    fill(log, 3)
    kept.publish()

    text = kept.file.path.read_text(encoding="utf-8")

    assert text == str(kept.ledger.published().note)
    assert kept.file.read() == Checkpoint.parse(Note.parse(text).text)


def test_the_signing_key_is_its_owner_s_alone(kept: Kept, log: Log) -> None:
    fill(log, 1)
    kept.publish()

    assert stat.S_IMODE(kept.keys.path.stat().st_mode) == 0o600
    secret = kept.keys.path.read_text(encoding="utf-8")
    for table in ("ledger", "ledger_keys", "ledger_checkpoints"):
        rows = log.select(f"select t::text from {{schema}}.{table} t")
        assert all(secret.rsplit("+", 1)[-1].strip() not in text for (text,) in rows)


def test_what_grows_step_by_step_is_what_is_made_at_once(
    kept: Kept, log: Log, tmp_path: Path
) -> None:
    publisher = kept.publisher()
    for count in (1, 254, 1, 1, 255, 300):
        fill(log, count)
        assert publisher.step() == count
        assert publisher.step() == 0
        size = log.last_position()
        assert kept.ledger.published().checkpoint.root == kept.root_of_the_text(size)
    assert verify(kept.ledger) == []
    assert log.select("select level, index from {schema}.ledger_tiles order by 1, 2") == [
        (0, 0),
        (0, 1),
        (0, 2),
    ]


def test_every_start_goes_on_from_the_last_checkpoint(kept: Kept, log: Log) -> None:
    for count in (255, 1, 1, 600):
        fill(log, count)
        assert kept.publish() == count
    assert verify(kept.ledger) == []


def test_killed_before_the_commit_it_begins_anew(
    kept: Kept, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(log, 300)
    publisher = kept.publisher()
    with monkeypatch.context() as patched:
        patched.setattr(Note, "__str__", lambda _: "\0")  # no database keeps that: all is undone
        with pytest.raises(psycopg.DataError):
            publisher.step()
    assert log.select("select count(*) from {schema}.ledger_tiles") == [(0,)]

    assert publisher.step() == 300
    assert verify(kept.ledger) == []


def test_killed_after_the_commit_the_file_is_written_at_the_next_start(
    kept: Kept, log: Log
) -> None:
    fill(log, 10)
    kept.publish()
    former = kept.file.path.read_text(encoding="utf-8")
    fill(log, 10)
    kept.publish()
    kept.file.path.write_text(former, encoding="utf-8")

    assert kept.publish() == 0

    said = kept.file.read()
    assert said is not None
    assert said.size == 20


def test_two_that_publish_at_once_publish_the_same(kept: Kept, log: Log) -> None:
    fill(log, 1)
    kept.publish()
    one, other = kept.publisher(), kept.publisher()
    with ThreadPoolExecutor(2) as pool:
        for _ in range(5):
            fill(log, 150)
            list(pool.map(lambda each: each.step(), [one, other]))
    one.step()
    other.step()

    assert verify(kept.ledger) == []
    assert kept.ledger.published().checkpoint.root == kept.root_of_the_text(751)


def test_sm3_is_chosen_once_and_named_in_every_checkpoint(log: Log, tmp_path: Path) -> None:
    """domain.md 8.6."""
    kept = keep(log, tmp_path, hash_name="sm3")
    fill(log, 257)
    kept.publish()

    checkpoint = kept.ledger.published().checkpoint
    assert "hash sm3\n" in checkpoint.text
    assert checkpoint.root == kept.root_of_the_text(257)
    assert verify(kept.ledger) == []
    assert keep(log, tmp_path).ledger.opened.hashing.name == "sm3"


def test_proofs_lead_to_the_published_roots(kept: Kept, log: Log) -> None:
    publisher = kept.publisher()
    for count in (100, 200, 300):
        fill(log, count)
        publisher.step()
    ledger, hashing = kept.ledger, kept.ledger.opened.hashing
    top = ledger.published().checkpoint
    lines = ledger.leaf_lines(after=0, limit=600)
    for position in (1, 256, 257, 600):
        check_inclusion(
            hashing.leaf(lines[position - 1]),
            ledger.inclusion(position, 600),
            index=position - 1,
            size=600,
            expected=top.root,
            hashing=hashing,
        )
    for former in (1, 100, 256, 300, 600):
        check_consistency(
            ledger.consistency(former, 600),
            former=former,
            former_root=ledger.root(former),
            size=600,
            expected=top.root,
            hashing=hashing,
        )
    assert ledger.published_from(101).checkpoint.size == 300
    with pytest.raises(NothingPublished):
        ledger.published_from(601)
    with pytest.raises(NoSuchProof):
        ledger.inclusion(601, 601)


def test_a_tile_is_given_full_or_in_part(kept: Kept, log: Log) -> None:
    fill(log, 600)
    kept.publish()
    ledger, hashing = kept.ledger, kept.ledger.opened.hashing
    leaves = b"".join(hashing.leaf(line) for line in ledger.leaf_lines(after=0, limit=600))

    assert ledger.tile(0, 0, 256) == leaves[: 256 * 32]
    assert ledger.tile(0, 2, 88) == leaves[512 * 32 :]
    assert ledger.tile(0, 2, 10) == leaves[512 * 32 : 522 * 32]
    assert len(ledger.tile(1, 0, width_of(1, 0, 600))) == 2 * 32
    for level, index, width in ((0, 2, 89), (0, 3, 1), (1, 0, 3), (0, 0, 0), (7, 0, 1)):
        with pytest.raises(NoSuchProof):
            ledger.tile(level, index, width)


def test_rows_that_went_missing_are_not_passed_over(
    kept: Kept, log: Log, database: Database
) -> None:
    fill(log, 10)
    publisher = kept.publisher()
    publisher.step()
    fill(log, 10)
    tamper(database, "delete from {schema}.events where position = 15")

    with pytest.raises(RowsMissing):
        publisher.step()
    assert kept.ledger.published().checkpoint.size == 10


def test_a_new_key_signs_beside_the_old_one_for_a_while(kept: Kept, log: Log) -> None:
    fill(log, 10)
    publisher = kept.publisher()
    publisher.step()
    (old,) = [each.key for each in kept.ledger.listed_keys()]

    new = kept.publisher().rotate(overlap=5).verifier
    fill(log, 5)
    publisher.step()
    assert kept.ledger.published().note.signed_by([old, new]) == [old, new]
    fill(log, 1)
    publisher.step()

    note = kept.ledger.published().note
    assert note.signed_by([new]) == [new]
    with pytest.raises(SignatureMissing):
        note.signed_by([old])
    assert [(each.key, each.from_size, each.until_size) for each in kept.ledger.listed_keys()] == [
        (old, 10, 15),
        (new, 11, None),
    ]


def test_a_key_that_is_not_trusted_any_more_ends_at_once(kept: Kept, log: Log) -> None:
    fill(log, 10)
    publisher = kept.publisher()
    publisher.step()
    (old,) = [each.key for each in kept.ledger.listed_keys()]

    new = publisher.rotate(overlap=0).verifier
    fill(log, 1)
    publisher.step()

    with pytest.raises(SignatureMissing):
        kept.ledger.published().note.signed_by([old])
    assert kept.ledger.published().note.signed_by([new]) == [new]
    assert old.name == new.name


def test_a_key_s_earlier_end_holds(kept: Kept, log: Log) -> None:
    fill(log, 10)
    kept.publish()
    kept.publisher().rotate(overlap=6)
    kept.publisher().rotate(overlap=5)

    ends = [each.until_size for each in kept.ledger.listed_keys()]
    assert sorted(ends, key=str) == [15, 15, None]


def test_a_file_is_put_beside_for_an_epoch_that_ended_and_for_nothing_else(
    kept: Kept, log: Log
) -> None:
    for _ in range(2):
        fill(log, 10)
        kept.publish()

    assert [path.name for path in kept.file.path.parent.glob("checkpoint*")] == ["checkpoint"]


def test_a_lost_key_file_stops_publishing_and_nothing_else(kept: Kept, log: Log) -> None:
    fill(log, 10)
    kept.publish()
    kept.keys.path.unlink()
    fill(log, 10)

    with pytest.raises(SigningKeyMissing):
        kept.publish()
    fill(log, 1)
    kept.publisher().rotate(overlap=0)

    assert kept.publish() == 11


def test_a_key_file_of_another_log_signs_nothing_here(kept: Kept, log: Log, tmp_path: Path) -> None:
    fill(log, 10)
    kept.publish()
    kept.keys.path.unlink()
    kept.keys.make("lianxin/another")
    fill(log, 1)

    with pytest.raises(SigningKeyMissing):
        kept.publish()


def test_the_service_adds_to_the_ledger_and_changes_nothing(
    kept: Kept, log: Log, database: Database
) -> None:
    fill(log, 300)
    kept.publish()
    tables = ("ledger", "ledger_tiles", "ledger_checkpoints", "ledger_keys", "ledger_losses")
    for url, expected in ((database.service_url, "42501"), (database.owner_url, "LX900")):
        with psycopg.connect(url, autocommit=True) as connection:
            for table in tables:
                with pytest.raises(psycopg.DatabaseError) as refused:
                    connection.execute(f"delete from {SCHEMA}.{table}".encode())
                assert refused.value.sqlstate == expected
