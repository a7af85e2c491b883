"""A log that is not what was published of it is not added to, and is read all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest

from eventstore.append import LogCutShort
from eventstore.ledger.instance import PublishedMalformed
from eventstore.ledger.upkeep.standing import LedgerIsFixed, PublishedByAnotherLog, open_ledger
from support.ledgers import Kept, cut_short, fill, keep, tamper
from support.logs import append, in_one_group

if TYPE_CHECKING:
    from pathlib import Path

    from eventstore.log import Log
    from support.database import Database


@pytest.fixture
def kept(log: Log, tmp_path: Path) -> Kept:
    """A ledger of 600 rows, published."""
    kept = keep(log, tmp_path / "ledger")
    fill(log, 600)
    kept.publish()
    return kept


def test_a_log_that_holds_what_was_published_is_added_to(kept: Kept, log: Log) -> None:
    fill(log, 1)
    kept.looked_at()

    assert kept.ledger.loss() is None
    assert log.append(append("case")).first_position == 602


@pytest.mark.parametrize("size", [0, 1, 255, 256, 599])
def test_a_shorter_log_is_found_at_the_start_and_not_added_to(
    kept: Kept, log: Log, database: Database, size: int
) -> None:
    said = kept.file.read()
    assert said is not None
    cut_short(database, size)

    kept.looked_at()

    loss = kept.ledger.loss()
    assert loss is not None
    assert (loss.epoch, loss.published_size, loss.published_root) == (1, 600, said.root)
    assert (loss.found_size, loss.found_root) == (size, None)
    assert f"{size} 条" in loss.kind
    with pytest.raises(LogCutShort):
        log.append(append("case"))
    assert log.last_position() == size
    assert len(log.read_rows(after=0, limit=1_000)) == size


def test_everybody_who_waits_in_one_group_is_refused(
    kept: Kept, log: Log, database: Database
) -> None:
    cut_short(database, 599)
    kept.looked_at()

    answers = in_one_group(log, [append(f"case {nth}") for nth in range(3)])

    assert [type(answer) for answer in answers] == [LogCutShort] * 3


def test_a_shorter_log_is_found_while_it_is_followed(
    kept: Kept, log: Log, database: Database
) -> None:
    publisher = kept.publisher()
    assert publisher.step() == 0
    tamper(database, "delete from {schema}.events where position > 500")

    assert publisher.step() == 0

    assert kept.ledger.loss() is not None
    with pytest.raises(LogCutShort):
        log.append(append("case"))
    assert publisher.step() == 0


def test_a_log_with_other_rows_at_its_end_is_found_at_the_start(
    kept: Kept, database: Database
) -> None:
    tamper(database, "update {schema}.events set state = 'other' where position = 590")

    kept.looked_at()

    loss = kept.ledger.loss()
    assert loss is not None
    assert loss.found_root not in {None, loss.published_root}
    assert "与已公布的不同" in loss.kind


def test_a_log_put_back_and_gone_on_with_is_found_by_the_file(
    kept: Kept, log: Log, database: Database
) -> None:
    """As when an older release, which does not look, ran after a restore."""
    cut_short(database, 500)
    fill(log, 200)

    kept.looked_at()

    loss = kept.ledger.loss()
    assert loss is not None
    assert (loss.found_size, loss.published_size) == (700, 600)


def test_rows_missing_within_are_found_where_the_edge_is(kept: Kept, database: Database) -> None:
    tamper(database, "delete from {schema}.events where position = 550")

    kept.looked_at()

    loss = kept.ledger.loss()
    assert loss is not None
    assert loss.found_root == b""


def test_a_whole_database_that_was_lost_is_missed(kept: Kept, log: Log, database: Database) -> None:
    """The name is taken over from what was published, so the new log is no other one."""
    origin = kept.ledger.opened.origin
    cut_short(database, 0)
    tamper(
        database,
        "alter table {schema}.ledger disable trigger user",
        "delete from {schema}.ledger",
    )

    again = keep(log, kept.file.path.parent)

    assert again.ledger.opened.origin == origin
    with pytest.raises(LogCutShort):
        log.append(append("case"))


def test_a_database_put_back_between_rows_and_checkpoint_has_lost_nothing(
    kept: Kept, log: Log, database: Database
) -> None:
    tamper(
        database,
        "delete from {schema}.ledger_checkpoints",
        "delete from {schema}.ledger_tiles",
    )

    kept.looked_at()

    assert kept.ledger.loss() is None
    assert kept.publish() == 600
    assert log.append(append("case")).first_position == 601


def test_what_was_found_is_not_taken_back_by_looking_again(
    kept: Kept, log: Log, database: Database
) -> None:
    cut_short(database, 599)
    kept.looked_at()
    kept.looked_at()

    assert len(kept.ledger.storage.losses()) == 1
    with pytest.raises(psycopg.DatabaseError):
        log.select("delete from {schema}.ledger_losses returning loss")


def test_another_log_s_folder_is_refused(kept: Kept) -> None:
    said = kept.file.read()
    assert said is not None
    text = kept.file.path.read_text(encoding="utf-8")
    kept.file.path.write_text(text.replace(said.origin, "lianxin/another"), encoding="utf-8")

    with pytest.raises(PublishedByAnotherLog):
        kept.looked_at()


def test_a_damaged_file_is_refused(kept: Kept) -> None:
    kept.file.path.write_text("nothing", encoding="utf-8")

    with pytest.raises(PublishedMalformed):
        kept.looked_at()


def test_a_ledger_s_name_is_chosen_once(log: Log, tmp_path: Path) -> None:
    file = keep(log, tmp_path).file
    ledger = keep(log, tmp_path).ledger
    with pytest.raises(LedgerIsFixed):
        open_ledger(ledger, file, origin="lianxin/other", hash_name=None)
    with pytest.raises(LedgerIsFixed):
        open_ledger(ledger, file, origin=None, hash_name="sm3")
    same = open_ledger(ledger, file, origin=ledger.opened.origin, hash_name="sha256")
    assert same == ledger.opened
