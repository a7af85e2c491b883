"""Files beside the log: whole or not at all, in order, and gone with the person's keys."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg import sql

from eventstore import files
from eventstore.files import CHUNK_BYTES, FileErased, FileStore, FileUnknown
from eventstore.keyring import Keyring
from eventstore.sealing import KEY_BYTES
from eventstore.vault import SealBroken, Vault
from support.database import SCHEMA
from support.histories import id_of
from support.logs import append

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from eventstore.log import Log
    from support.database import Database

PERSON, FILE, OTHER = id_of("person"), id_of("file"), id_of("other file")
LONG = bytes(range(256)) * (2 * CHUNK_BYTES // 256) + b"and a bit"
LATER = datetime.now(UTC) + timedelta(days=2)


@pytest.fixture(params=sorted(KEY_BYTES))
def algorithm(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def store(log: Log, tmp_path: Path, algorithm: str) -> FileStore:
    keyring = Keyring(tmp_path / "keys")
    return FileStore(log, Vault(log, keyring, today=lambda: date(2022, 4, 5), algorithm=algorithm))


def content(store: FileStore, file: UUID = FILE) -> bytes:
    return b"".join(store.content_of(file))


def execute(database: Database, statement: str, *parameters: object) -> None:
    """Do as the owner what the service may not."""
    with psycopg.connect(database.owner_url) as connection:
        text = statement.replace("{schema}", SCHEMA)
        connection.execute(sql.SQL(text), parameters)


@pytest.mark.parametrize(
    "size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES]
)
def test_a_file_comes_back_as_it_was_in_chunks_of_bounded_size(store: FileStore, size: int) -> None:
    kept = LONG[:size] + bytes(max(size - len(LONG), 0))
    store.keep(FILE, kept, person=PERSON)

    chunks = list(store.content_of(FILE))

    assert b"".join(chunks) == kept
    assert max(map(len, chunks)) <= CHUNK_BYTES


def test_nothing_of_it_lies_in_the_clear(log: Log, store: FileStore) -> None:
    store.keep(FILE, b"PLAINTEXT" * 1_000, person=PERSON)

    boxes = log.select("select box from {schema}.file_chunks")
    assert all(b"PLAINTEXT" not in bytes(box) for (box,) in boxes)


def test_the_same_bytes_twice_are_two_files_with_two_keys(log: Log, store: FileStore) -> None:
    store.keep(FILE, LONG, person=PERSON)
    store.keep(OTHER, LONG, person=PERSON)

    assert content(store) == content(store, OTHER) == LONG
    assert len(set(log.select("select kid from {schema}.files"))) == 2
    boxes = log.select("select box from {schema}.file_chunks")
    assert len(set(boxes)) == len(boxes)


def test_asked_twice_it_is_kept_once(store: FileStore) -> None:
    store.keep(FILE, LONG, person=PERSON)
    store.keep(FILE, LONG, person=PERSON)

    assert content(store) == LONG


def test_when_the_persons_keys_are_destroyed_the_file_cannot_be_read(
    log: Log, store: FileStore
) -> None:
    store.keep(FILE, LONG, person=PERSON)
    store.keep(OTHER, LONG, person=id_of("somebody else"))
    log.append(append("shredding", shred=[PERSON]))
    store._vault.look_again()

    with pytest.raises(FileErased):
        content(store)
    assert content(store, OTHER) == LONG


@pytest.mark.parametrize(
    "altered",
    [
        "swap",
        "delete from {schema}.file_chunks where nth = 2",
        "delete from {schema}.file_chunks where nth = 0",
        "update {schema}.file_chunks set box = set_byte(box, 9, get_byte(box, 9) # 1) where nth = 1",
    ],
    ids=["swapped", "cut off", "without its head", "altered"],
)
def test_a_file_that_was_touched_is_not_given_as_if_it_were_whole(
    database: Database, store: FileStore, altered: str
) -> None:
    store.keep(FILE, LONG, person=PERSON)
    if altered == "swap":
        execute(database, "alter table {schema}.file_chunks drop constraint file_chunks_pkey")
        execute(database, "alter table {schema}.file_chunks drop constraint file_chunks_nth_check")
        altered = "update {schema}.file_chunks set nth = 1 - nth where nth < 2"
    execute(database, altered)

    with pytest.raises(SealBroken):
        content(store)


def test_a_chunk_of_another_file_does_not_fit(database: Database, store: FileStore) -> None:
    store.keep(FILE, LONG, person=PERSON)
    store.keep(OTHER, LONG, person=PERSON)
    moved = "update {schema}.file_chunks a set box = b.box from {schema}.file_chunks b"
    execute(database, moved + " where a.file = %s and b.file = %s and a.nth = b.nth", FILE, OTHER)

    with pytest.raises(SealBroken):
        content(store)


def test_killed_half_way_nothing_is_kept_not_even_the_key(
    log: Log, store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> object:
        yield b"the first chunk"
        raise KeyboardInterrupt

    monkeypatch.setattr(files, "_sealed", interrupted)
    with pytest.raises(KeyboardInterrupt):
        store.keep(FILE, LONG, person=PERSON)

    with pytest.raises(FileUnknown):
        content(store)
    for table in ("keys", "files", "file_chunks"):
        assert log.select(f"select from {{schema}}.{table}") == []


def test_a_file_whose_event_never_came_is_swept_after_a_day(log: Log, store: FileStore) -> None:
    store.keep(FILE, LONG, person=PERSON)
    store.keep(OTHER, LONG, person=PERSON)
    log.append(append(OTHER))

    assert store.sweep() == 0
    assert store.sweep(now=LATER) == 1

    with pytest.raises(FileUnknown):
        content(store)
    assert content(store, OTHER) == LONG
    assert store.sweep(now=LATER) == 0
    assert len(log.select("select from {schema}.keys")) == 1


def test_the_service_can_neither_change_nor_remove_a_file(
    database: Database, store: FileStore
) -> None:
    store.keep(FILE, LONG, person=PERSON)
    with psycopg.connect(database.service_url, autocommit=True) as connection:
        for statement in (
            "update lianxin.file_chunks set nth = 9",
            "delete from lianxin.files",
            "delete from lianxin.file_chunks",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
