"""A key is used once it is written, and never when the append it was made for came to nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from application.catalogue import command
from application.opening import plain
from application.refusals import CaseUnknown
from domain.resident import CarerSet
from eventstore.append import LogUnavailable
from support.casework import a_resident, an_association
from support.histories import id_of
from support.office import OFFICER, TODAY, Front, Said, key_of

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from application.work import Work
    from eventstore.append import Append, Appended


@pytest.fixture
def resident(front: Front) -> UUID:
    return a_resident(front, an_association(front))


def test_a_key_is_not_used_after_its_command_was_refused(
    front: Front, resident: UUID, tmp_path: Path
) -> None:
    def fails_after_closing(work: Work) -> None:
        command("residents", "set-carer").within(work, resident, CARER)
        raise CaseUnknown

    with pytest.raises(CaseUnknown):
        front.desk(OFFICER).do(fails_after_closing)
    front.give("residents/set-carer", resident, **CARER)

    elsewhere = front.another_vault(tmp_path / "keys")
    assert plain(front.last(resident).event, elsewhere)["name"] == CARER["name"]


def test_a_key_is_not_used_after_an_append_that_may_not_have_been_written(
    front: Front, resident: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_answer(append: Append) -> Appended:
        raise LogUnavailable

    with monkeypatch.context() as away:
        away.setattr(front.log, "append", no_answer)
        with pytest.raises(LogUnavailable):
            front.give("residents/set-carer", resident, **CARER)
    front.give("residents/set-carer", resident, **CARER)

    elsewhere = front.another_vault(tmp_path / "keys")
    assert plain(front.last(resident).event, elsewhere)["name"] == CARER["name"]


def test_a_key_made_for_a_repeated_command_is_not_used(
    front: Front, resident: UUID, tmp_path: Path
) -> None:
    key = key_of(OFFICER, "set-carer")
    other_process = Front(front.log, tmp_path / "keys")
    other_process.give("residents/set-carer", resident, key=key, **CARER)

    # This process has not heard of the carer: what it closes for the repetition is never written.
    def decides_once_more(work: Work) -> None:
        joining = {"household": id_of("household"), "joined_on": TODAY}
        command("residents", "join-household").within(work, resident, joining)
        work.seal(CARER["carer"], CarerSet, "name", "从未写下")

    repeated = front.desk(OFFICER, key=key).do(decides_once_more)
    front.give("residents/end-carer", resident, ended_on=TODAY)
    front.give("residents/set-carer", resident, **CARER)

    assert repeated.repeated
    elsewhere = front.another_vault(tmp_path / "keys")
    assert plain(front.last(resident).event, elsewhere)["name"] == CARER["name"]


CARER: Said = {
    "carer": id_of("carer"),
    "name": "照料人甲",
    "relation": "邻居",
    "from_on": date(2022, 5, 1),
}
