"""People grouped by what was sealed of them (`domain.md` 11.4)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from application.breakdowns import Attribute, broken_down
from eventstore.append import Append
from eventstore.keyring import Keyring
from eventstore.vault import ERASED, Vault
from support.histories import id_of
from support.logs import append, new

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from domain.history import Sealed
    from eventstore.log import Log

PLACE = "resident.registered/category"
ON = date(2022, 6, 30)
PEOPLE = tuple(id_of(f"person {nth}") for nth in range(8))

Closed = dict["UUID", tuple["Sealed", str]]


@pytest.fixture
def vault(log: Log, tmp_path: Path) -> Vault:
    return Vault(log, Keyring(tmp_path / "keys"), today=lambda: ON)


def closed(log: Log, vault: Vault, texts: dict[UUID, str]) -> Closed:
    """Seal a text of each person, and record it."""
    sealer = vault.sealer()
    sealed = {person: (sealer.seal(person, PLACE, text), PLACE) for person, text in texts.items()}
    log.append(Append([new("a file", 1)], keys=sealer.new_keys))
    sealer.made_durable()
    return sealed


def grouped(
    vault: Vault, counts: dict[UUID | None, int], sealed: Closed, by: Attribute
) -> dict[str, int | None]:
    found = broken_down(counts, sealed, by=by, on=ON, vault=vault, exact=True)
    return {cell.key: cell.value for cell in found.cells}


def test_who_was_never_assessed_is_shown_and_not_dropped(log: Log, vault: Vault) -> None:
    """11.4: suspected without certificate = 未评定."""
    sealed = closed(log, vault, {PEOPLE[0]: "1", PEOPLE[1]: "7"})

    assert grouped(vault, dict.fromkeys(PEOPLE[:4], 1), sealed, Attribute.CATEGORY) == {
        "视力残疾": 1,
        "多重残疾": 1,
        "未评定": 2,
    }


def test_who_was_erased_is_unknown_and_still_counted(log: Log, vault: Vault) -> None:
    """11.4: after erasure 未知."""
    sealed = closed(log, vault, {PEOPLE[0]: "1", PEOPLE[1]: "2"})
    log.append(append("shredding", shred=[PEOPLE[1]]))
    vault.look_again()

    assert grouped(vault, dict.fromkeys(PEOPLE[:2], 1), sealed, Attribute.GRADE) == {
        "一级": 1,
        "未知": 1,
    }
    assert vault.open_many(list(sealed.values())) == ["1", ERASED]


def test_what_is_counted_of_nobody_on_file_is_unknown(vault: Vault) -> None:
    assert grouped(vault, {None: 3}, {}, Attribute.CATEGORY) == {"未知": 3}


def test_person_times_add_up_by_the_group_of_the_person(log: Log, vault: Vault) -> None:
    sealed = closed(log, vault, {PEOPLE[0]: "male", PEOPLE[1]: "female", PEOPLE[2]: "male"})
    counts: dict[UUID | None, int] = {PEOPLE[0]: 4, PEOPLE[1]: 1, PEOPLE[2]: 2}

    assert grouped(vault, counts, sealed, Attribute.SEX) == {"男": 6, "女": 1}


@pytest.mark.parametrize(
    ("born", "band"),
    [
        ("2022-06-30", "0–6岁"),
        ("2015-07-01", "0–6岁"),
        ("2015-06-30", "7–17岁"),
        ("2004-07-01", "7–17岁"),
        ("2004-06-30", "18–44岁"),
        ("1962-07-01", "45–59岁"),
        ("1962-06-30", "60–79岁"),
        ("1942-06-30", "80岁以上"),
        ("2022-07-01", "未知"),
        ("unreadable", "未知"),
    ],
)
def test_age_is_that_of_the_last_day(log: Log, vault: Vault, born: str, band: str) -> None:
    sealed = closed(log, vault, {PEOPLE[0]: born})

    assert grouped(vault, {PEOPLE[0]: 1}, sealed, Attribute.AGE) == {band: 1}


def test_a_vault_that_knows_no_key_yet_opens_many_as_it_opens_one(
    log: Log, vault: Vault, tmp_path: Path
) -> None:
    sealed = list(closed(log, vault, {person: f"text {person}" for person in PEOPLE}).values())
    fresh = Vault(log, Keyring(tmp_path / "keys"), today=lambda: ON)

    assert fresh.open_many(sealed) == [vault.open(each, place=place) for each, place in sealed]
