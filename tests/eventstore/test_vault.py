"""Keys of persons: durable before they are used, gone when they are destroyed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from eventstore.append import AlreadyReserved, Append, LogUnavailable, StaleVersion
from eventstore.keyring import Keyring, WrappingKeyMissing
from eventstore.log import Log
from eventstore.sealing import AES_256_GCM, KEY_BYTES, SM4_GCM
from eventstore.vault import ERASED, KeyringOfAnotherLog, SealBroken, Vault
from support.database import SCHEMA
from support.histories import id_of, sealed
from support.logs import FORM, append, assert_dense, at_once, in_one_group, new

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from domain.history import Sealed
    from eventstore.vault import Sealer
    from support.database import Database

PERSON = id_of("person")
CASE = id_of("case")
PLACE = "appeal.registered/summary"
TEXT = "想换一把轮椅"
TODAY = date(2022, 4, 5)


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    return tmp_path / "keys"


def _vault(log: Log, keys: Path, *, today: date = TODAY, algorithm: str = AES_256_GCM) -> Vault:
    return Vault(log, Keyring(keys), today=lambda: today, algorithm=algorithm)


@pytest.fixture
def vault(log: Log, keys: Path) -> Vault:
    return _vault(log, keys)


@pytest.fixture
def other(database: Database, keys: Path) -> Iterator[Vault]:
    """The vault of another process on the same log and the same keys."""
    log = Log(database.service_url, schema=SCHEMA, form=FORM)
    yield _vault(log, keys)
    log.close()


def _record(log: Log, sealer: Sealer, stream: str = "case", version: int = 1) -> None:
    log.append(Append([new(stream, version)], keys=sealer.new_keys))
    sealer.made_durable()


def _sealed(log: Log, vault: Vault, stream: str = "case", text: str = TEXT) -> Sealed:
    """Seal a text of the person and record it."""
    sealer = vault.sealer()
    box = sealer.seal(PERSON, PLACE, text)
    _record(log, sealer, stream)
    return box


def _keys_in(log: Log) -> int:
    return int(log.select("select count(*) from {schema}.keys")[0][0])


def _shred(log: Log, stream: str = "shredding") -> None:
    log.append(append(stream, shred=[PERSON]))


# --- there and back


@pytest.mark.parametrize("algorithm", KEY_BYTES)
def test_what_was_sealed_is_opened_by_every_process(
    log: Log, keys: Path, other: Vault, algorithm: str
) -> None:
    box = _sealed(log, _vault(log, keys, algorithm=algorithm))

    assert box.alg == algorithm
    assert other.open(box, place=PLACE) == TEXT
    assert other.person_of(box) == PERSON
    assert TEXT not in box.box


def test_a_seal_cannot_be_moved_to_another_place(log: Log, vault: Vault) -> None:
    box = _sealed(log, vault)

    with pytest.raises(SealBroken):
        vault.open(box, place="appeal.replied/reply")


def test_a_seal_cannot_be_moved_to_another_person(log: Log, vault: Vault) -> None:
    sealer = vault.sealer()
    box = sealer.seal(PERSON, PLACE, TEXT)
    foreign = sealer.seal(id_of("neighbour"), PLACE, TEXT)
    _record(log, sealer)

    with pytest.raises(SealBroken):
        vault.open(type(box)(foreign.kid, box.alg, box.box), place=PLACE)


def test_a_key_stays_with_its_algorithm_when_the_setting_changes(
    log: Log, vault: Vault, keys: Path
) -> None:
    old = _sealed(log, vault)
    changed = _vault(log, keys, algorithm=SM4_GCM)

    sealer = changed.sealer()
    under_the_old_key = sealer.seal(PERSON, PLACE, "later")
    under_a_new_key = sealer.seal(id_of("newcomer"), PLACE, "new")

    assert (under_the_old_key.kid, under_the_old_key.alg) == (old.kid, AES_256_GCM)
    assert under_a_new_key.alg == SM4_GCM
    assert changed.open(under_the_old_key, place=PLACE) == "later"


# --- a key and its first event


def test_a_key_is_written_with_the_first_event_and_used_again(log: Log, vault: Vault) -> None:
    first = _sealed(log, vault, "first")
    assert _keys_in(log) == 1

    sealer = vault.sealer()
    second = sealer.seal(PERSON, PLACE, TEXT)

    assert second.kid == first.kid
    assert sealer.new_keys == []


def test_a_matter_of_a_person_has_a_key_of_its_own(log: Log, vault: Vault, other: Vault) -> None:
    sealer = vault.sealer()
    file, case = (
        sealer.seal(PERSON, PLACE, TEXT),
        sealer.seal(PERSON, PLACE, TEXT, matter=CASE),
    )
    _record(log, sealer)

    assert file.kid != case.kid
    assert other.sealer().seal(PERSON, PLACE, TEXT, matter=CASE).kid == case.kid
    assert other.sealer().seal(PERSON, PLACE, TEXT).kid == file.kid


def test_a_command_that_failed_leaves_no_key_behind(log: Log, vault: Vault) -> None:
    log.append(append("case"))
    sealer = vault.sealer()
    lost = sealer.seal(PERSON, PLACE, TEXT)

    with pytest.raises(StaleVersion):
        _record(log, sealer)

    assert _keys_in(log) == 0
    assert vault.sealer().seal(PERSON, PLACE, TEXT).kid != lost.kid


def test_a_command_that_is_refused_among_others_leaves_no_key_behind(
    log: Log, vault: Vault
) -> None:
    sealers = [vault.sealer() for _ in range(3)]
    boxes = [
        sealer.seal(id_of(f"person {number}"), PLACE, TEXT) for number, sealer in enumerate(sealers)
    ]
    slots = [("slot:1", id_of("0")), ("slot:1", id_of("1")), ("slot:2", id_of("2"))]

    answers = in_one_group(
        log,
        [
            append(f"{number}", keys=sealer.new_keys, reserve=[slot])
            for number, (sealer, slot) in enumerate(zip(sealers, slots, strict=True))
        ],
    )

    assert [isinstance(answer, AlreadyReserved) for answer in answers] == [False, True, False]
    kept = {kid for (kid,) in log.select("select kid from {schema}.keys")}
    assert kept == {boxes[0].kid, boxes[2].kid}


def test_a_key_is_unknown_to_others_until_it_is_durable(
    log: Log, vault: Vault, other: Vault
) -> None:
    sealer = vault.sealer()
    box = sealer.seal(PERSON, PLACE, TEXT)

    assert vault.sealer().seal(PERSON, PLACE, TEXT).kid != box.kid
    assert other.open(box, place=PLACE) == ERASED
    _record(log, sealer)
    assert vault.sealer().seal(PERSON, PLACE, TEXT).kid == box.kid


def test_two_commands_that_both_make_a_key_for_a_person_both_stand(
    log: Log, vault: Vault, other: Vault
) -> None:
    sealers = [vault.sealer(), other.sealer()]
    boxes = [sealer.seal(PERSON, PLACE, TEXT) for sealer in sealers]

    at_once(
        [
            lambda: _record(log, sealers[0], "first"),
            lambda: _record(log, sealers[1], "second"),
        ]
    )

    assert _keys_in(log) == 2
    for each in (vault, other):
        assert [each.open(box, place=PLACE) for box in boxes] == [TEXT, TEXT]
        assert each.sealer().seal(PERSON, PLACE, TEXT).kid in {box.kid for box in boxes}


def test_of_a_stream_made_by_the_command_no_key_is_looked_for(log: Log, vault: Vault) -> None:
    first = _sealed(log, vault)
    sealer = vault.sealer()
    sealer.minted(PERSON)

    assert sealer.seal(PERSON, PLACE, TEXT).kid != first.kid


# --- erased


def test_a_person_who_was_shredded_reads_as_erased(log: Log, vault: Vault) -> None:
    box = _sealed(log, vault)
    assert vault.open(box, place=PLACE) == TEXT

    _shred(log)
    vault.look_again()

    assert vault.open(box, place=PLACE) == ERASED == "<已删除>"
    assert vault.person_of(box) == PERSON
    assert_dense(log)


def test_another_process_forgets_a_destroyed_key(
    log: Log, vault: Vault, other: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = _sealed(log, vault)
    assert other.open(box, place=PLACE) == TEXT
    _shred(log)

    monkeypatch.setattr("eventstore.vault.time.monotonic", lambda: 1e12)  # a second has passed

    assert other.open(box, place=PLACE) == ERASED
    assert other.sealer().seal(PERSON, PLACE, TEXT).kid != box.kid


def test_shredding_destroys_every_key_of_the_person_and_no_other(log: Log, vault: Vault) -> None:
    sealer = vault.sealer()
    file = sealer.seal(PERSON, PLACE, TEXT)
    case = sealer.seal(PERSON, PLACE, TEXT, matter=CASE)
    neighbour = sealer.seal(id_of("neighbour"), PLACE, TEXT)
    _record(log, sealer)

    _shred(log)
    vault.look_again()

    assert [vault.open(box, place=PLACE) for box in (file, case, neighbour)] == [
        ERASED,
        ERASED,
        TEXT,
    ]


def test_the_keys_of_one_case_die_alone_and_what_is_written_with_it_lives(
    log: Log, vault: Vault, other: Vault
) -> None:
    sealer = vault.sealer()
    file = sealer.seal(PERSON, PLACE, TEXT)
    case = sealer.seal(PERSON, PLACE, TEXT, matter=CASE)
    _record(log, sealer)
    keys = vault.keys_of(PERSON, CASE)
    again = vault.sealer()
    right = again.seal(id_of("the right person"), PLACE, TEXT, matter=CASE)

    log.append(append("moved", keys=again.new_keys, destroy=keys))
    vault.look_again()
    other.look_again()

    assert keys == [case.kid]
    assert vault.keys_of(PERSON, CASE) == []
    for each in (vault, other):
        opened = [each.open(box, place=PLACE) for box in (file, case, right)]
        assert opened == [TEXT, ERASED, TEXT]


def test_destroying_a_key_leaves_the_person_s_tokens(log: Log, vault: Vault) -> None:
    box = _sealed(log, vault)
    token = vault.token("id", "990000199001010015")
    log.append(append("a", tokens=[(token, PERSON)]))

    log.append(append("b", destroy=[box.kid]))

    assert log.select("select token, person from {schema}.tokens") == [(token, PERSON)]


def test_tokens_die_with_the_key(log: Log, vault: Vault) -> None:
    token = vault.token("id", "990000199001010015")
    log.append(append("a", tokens=[(token, PERSON), (token, id_of("neighbour"))]))

    _shred(log)

    assert log.select("select token, person from {schema}.tokens") == [(token, id_of("neighbour"))]


def test_a_shredding_that_is_refused_destroys_nothing(log: Log, vault: Vault) -> None:
    box = _sealed(log, vault)

    with pytest.raises(StaleVersion):
        _shred(log, "case")
    vault.look_again()

    assert vault.open(box, place=PLACE) == TEXT


def test_a_key_made_after_a_shredding_in_the_same_group_lives(log: Log, vault: Vault) -> None:
    sealer = vault.sealer()
    box = sealer.seal(PERSON, PLACE, TEXT)

    in_one_group(log, [append("first", shred=[PERSON]), append("then", keys=sealer.new_keys)])

    assert vault.open(box, place=PLACE) == TEXT


def test_a_key_loaded_while_it_is_destroyed_is_not_remembered(log: Log, vault: Vault) -> None:
    box = _sealed(log, vault)
    key = vault.current_key(PERSON, None)
    assert key is not None
    before = vault.destroyed_until
    _shred(log)
    vault.look_again()
    assert vault.open(box, place=PLACE) == ERASED

    vault.remember([key], as_of=before)

    assert vault.open(box, place=PLACE) == ERASED


def test_a_seal_of_a_key_nobody_knows_reads_as_erased(vault: Vault) -> None:
    assert vault.open(sealed(), place=PLACE) == ERASED
    assert vault.person_of(sealed()) is None


# --- wrapping keys


def test_a_log_belongs_to_the_keyring_it_was_first_used_with(
    log: Log, vault: Vault, tmp_path: Path
) -> None:
    _sealed(log, vault)
    foreign = _vault(log, tmp_path / "empty directory after a restore")

    with pytest.raises(KeyringOfAnotherLog):
        foreign.token("id", "990000199001010015")
    with pytest.raises(KeyringOfAnotherLog):
        foreign.sealer()


def test_a_missing_wrapping_key_is_no_erasure(log: Log, vault: Vault, keys: Path) -> None:
    box = _sealed(log, vault)
    (keys / "wrapping-2022-04.key").unlink()

    with pytest.raises(WrappingKeyMissing):
        _vault(log, keys).open(box, place=PLACE)


def test_live_keys_are_wrapped_again_and_the_former_wrapping_key_may_go(
    log: Log, vault: Vault, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eventstore.vault.KEYS_WRAPPED_AT_ONCE", 2)
    sealer = vault.sealer()
    boxes = [sealer.seal(id_of(f"person {number}"), PLACE, TEXT) for number in range(5)]
    erased = sealer.seal(PERSON, PLACE, TEXT)
    _record(log, sealer)
    (backup,) = log.select("select wrapped from {schema}.keys where kid = %s", [erased.kid])
    _shred(log)

    may = _vault(log, keys, today=date(2022, 5, 1))
    assert may.wrap_again() == 5
    assert may.wrap_again() == 0
    Keyring(keys).destroy("2022-04")

    fresh = _vault(log, keys, today=date(2022, 5, 1))
    assert [fresh.open(box, place=PLACE) for box in boxes] == [TEXT] * 5
    assert fresh.open(erased, place=PLACE) == ERASED
    with pytest.raises(WrappingKeyMissing):  # not even with the key that an old backup holds
        Keyring(keys).unwrap(backup[0], month="2022-04", bound_to=erased.kid.bytes + PERSON.bytes)


def test_a_key_destroyed_while_it_is_wrapped_again_stays_destroyed(log: Log, vault: Vault) -> None:
    box = _sealed(log, vault)
    _shred(log)

    (answer,) = log.select(
        "select {schema}.wrap_again(%s, '2022-04', '2022-05', %s)", [[box.kid], [b"stale"]]
    )

    assert answer == (0,)
    assert log.select("select wrapped from {schema}.keys") == [(None,)]


# --- uniqueness without plain text


def test_an_id_number_is_held_by_one_resident(log: Log, vault: Vault, other: Vault) -> None:
    number = "990000199001010015"
    log.append(append("resident", reserve=[(vault.token("id", number), id_of("resident"))]))

    with pytest.raises(AlreadyReserved) as refused:
        log.append(append("again", reserve=[(other.token("id", number), id_of("again"))]))

    assert refused.value.holder == id_of("resident")
    assert log.holder(other.token("id", number)) == id_of("resident")
    assert number not in str(log.select("select * from {schema}.reservations"))


def test_a_database_that_is_away_opens_nothing_and_says_so(
    database: Database, keys: Path, tmp_path: Path
) -> None:
    nowhere = Log(f"host={tmp_path} dbname={database.name}", schema=SCHEMA, form=FORM)
    try:
        with pytest.raises(LogUnavailable):
            _vault(nowhere, keys).open(sealed(), place=PLACE)
    finally:
        nowhere.close()
