"""Every command there is, given once in one district, and every text opened again at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from application.catalogue import COMMANDS
from application.opening import ERASED, plain
from support import every_assessment, every_case, every_command, every_resident
from support.casework import a_resident
from support.office import Front, identity_number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def test_every_command_can_be_given_and_every_text_opened(front: Front, tmp_path: Path) -> None:
    association = every_command.organisations(front)
    resident = a_resident(front, association, number=identity_number(sequence=11))
    every_resident.residents(front, association)
    every_command.appeals(front, association, resident)
    every_assessment.assessments(front, association)
    every_case.pairings(front, association)
    every_case.visits(front, resident)
    every_case.disputes(front, resident)
    every_case.documents(front, resident)
    every_command.system(front)
    every_command.months(front)
    every_command.samples(front)
    every_case.verbs(front)
    wrong = a_resident(front, association, number=identity_number(sequence=71))
    moved = every_command.moved(front, association, resident, wrong)

    never_given = {f"{each.resource}/{each.name}".rstrip("/") for each in COMMANDS} - front.given
    assert never_given == set()

    vault = front.another_vault(tmp_path / "keys")
    entries = front.log.read(after=0, limit=5_000)
    texts = {text for entry in entries for text in words(plain(entry.event, vault))}
    erased = {entry.stream for entry in entries if ERASED in words(plain(entry.event, vault))}
    assert erased == {moved}
    assert front.typed - texts == {"bed_bound"}
    assert "长期卧床" in texts
    stored = "\n".join(row[-1] for row in front.log.read_rows(after=0, limit=5_000))
    assert [text for text in PERSONAL if text in stored] == []


PERSONAL = ("张示例", "疑似者", "监护人某", "照料人某", "邻居某", "轮椅坏了", "腿疼", "13900000001")


def words(value: object) -> Iterator[str]:
    match value:
        case str():
            yield str(value)
        case dict():
            for part in value.values():
                yield from words(part)
        case list():
            for part in value:
                yield from words(part)
        case _:
            pass
