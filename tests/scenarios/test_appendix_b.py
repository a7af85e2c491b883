"""The acceptance scenarios of `domain.md` Appendix B: where each is held, and some on whole paths.

`appendix_b.csv` names, for every number, the tests that hold it. What is missing of a scenario stands
there with what it waits for, beside the tests that hold the rest of it.
"""

from __future__ import annotations

import ast
import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from application.attending.watching import Watcher
from application.lookups import WatchedClock
from application.refusals import AlreadyThere
from domain.appeal import Appeal, AppealNotAwaitingAcceptance, AppealStatus
from domain.deadlines import DeadlineApproaching, DeadlineMissed
from domain.pairing import Pairing, PairingStatus
from domain.resident import CaseStillOpen, ProcessingIsRestricted
from domain.words import NoticeForm, RestrictionGround
from support.casework import (
    a_commissioner,
    a_pairing,
    a_resident,
    an_active_association,
    an_appeal,
    an_appeal_in_progress,
    confirm,
    triage,
)
from support.office import CHAIR, COMMISSIONER, TOWN_OFFICER, Front, key_of
from support.site import OFFICER, VILLAGE, Site, a_house
from support.site_story import a_resident as a_villager
from support.site_story import an_appeal as a_call
from support.site_story import an_association as a_village

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eventstore.log import Log
    from support.database import Database

ROWS: Final = tuple(
    csv.DictReader(
        (Path(__file__).parent / "appendix_b.csv").read_text(encoding="utf-8").splitlines()
    )
)
HELD: Final = tuple(row for row in ROWS if row["test"])


@pytest.fixture
def front(log: Log, tmp_path: Path) -> Front:
    """An office over an empty log."""
    return Front(log, tmp_path / "keys")


@pytest.fixture
def site(database: Database, tmp_path: Path) -> Iterator[Site]:
    """A district with its read models."""
    with a_house(database, tmp_path / "keys") as house:
        yield Site(house)


def test_every_scenario_is_held_or_waits_for_something_named() -> None:
    assert {int(row["scenario"]) for row in ROWS} == set(range(1, 21))
    assert all(bool(row["test"]) is not bool(row["waits_for"]) for row in ROWS)


@pytest.mark.parametrize("row", HELD, ids=lambda row: f"{row['scenario']}-{row['test']}")
def test_what_holds_a_scenario_is_there(row: dict[str, str]) -> None:
    file = Path(__file__).parents[1] / row["held_in"]
    module = ast.parse(file.read_text(encoding="utf-8"))

    assert row["test"] in {each.name for each in module.body if isinstance(each, ast.FunctionDef)}


def test_a_case_without_a_note_is_announced_and_missed_and_stays_where_it_is(front: Front) -> None:
    """Appendix B 7: work began on 2022-06-15, so that CD15 ends on Thursday 06-30."""
    resident = a_resident(front, an_active_association(front))
    appeal = an_appeal_in_progress(front, resident, track="coordinated")
    due_on = date(2022, 6, 30)
    watcher = Watcher(front.office, lambda: None)

    def noted_on(day: date) -> object:
        front.now = datetime(day.year, day.month, day.day, 2, tzinfo=UTC)
        front.lookups.clocks = [WatchedClock(appeal, "progress_by", due_on, "2025-11-04")]
        return front.last(appeal).event if watcher.look() else None

    assert noted_on(date(2022, 6, 27)) is None
    assert noted_on(date(2022, 6, 28)) == DeadlineApproaching(clock="progress_by", due_on=due_on)
    assert noted_on(due_on) is None
    assert noted_on(due_on + timedelta(1)) == DeadlineMissed(clock="progress_by", due_on=due_on)
    assert front.fold(Appeal, appeal).status is AppealStatus.IN_PROGRESS


def test_an_appeal_two_registrars_accept_is_accepted_once(front: Front) -> None:
    """Appendix B 8: the same command sent again is answered; somebody else's comes too late."""
    appeal = an_appeal(front, a_resident(front, an_active_association(front)))
    triage(front, appeal)
    key = key_of(TOWN_OFFICER, "accepted on the way")

    first, again = (
        front.give("appeals/accept", appeal, actor=TOWN_OFFICER, key=key, related=False)
        for _ in range(2)
    )
    with pytest.raises(AppealNotAwaitingAcceptance):
        front.give(
            "appeals/accept",
            appeal,
            actor=COMMISSIONER,
            key=key_of(COMMISSIONER, "accepted on the way"),
            related=False,
        )

    assert (again.version, again.repeated) == (first.version, True)
    assert front.topics(appeal).count("appeal.accepted") == 1


def test_the_place_of_a_helper_is_taken_and_handed_on(front: Front) -> None:
    """Appendix B 9: another helper is refused, and a transfer works."""
    association = an_active_association(front)
    a_commissioner(front, association)
    resident = a_resident(front, association)
    first = a_pairing(front, resident, association, CHAIR.id)
    second = a_pairing(front, resident, association, COMMISSIONER.id)
    confirm(front, first)

    with pytest.raises(AlreadyThere) as refused:
        confirm(front, second)
    front.give(
        "pairings/transfer",
        first,
        actor=TOWN_OFFICER,
        new_helper=COMMISSIONER.id,
        consent_by="resident",
        consent_form="voice",
    )

    assert refused.value.details == {"kind": "pairing-slot", "held_by": first}
    assert front.fold(Pairing, first).status is PairingStatus.ENDED
    successor = front.log.holder(f"pairing-slot:{resident}")
    assert successor not in {None, first, second}
    assert successor is not None
    assert front.fold(Pairing, successor).helper == COMMISSIONER.id


def test_a_file_is_restricted_once_its_case_is_closed(site: Site) -> None:
    """Appendix B 12, its first half."""
    resident = a_villager(site, a_village(site, VILLAGE, "甲村残协"), "赵示例", 11)
    appeal = a_call(site, resident)
    ground = RestrictionGround.RETENTION

    site.project()
    with pytest.raises(CaseStillOpen):
        site.give("residents/restrict", resident, actor=OFFICER, ground=ground)
    site.give("appeals/withdraw", appeal, wish="不办了。", signed=True, read_back=False)
    site.project()
    site.give("residents/restrict", resident, actor=OFFICER, ground=ground)

    file = site.house.office.log.history(resident)
    assert [entry.event.topic for entry in file][-1] == "resident.processing_restricted"
    notice = {"text_version": "2022-04", "form": NoticeForm.PAPER, "signed": True}
    with pytest.raises(ProcessingIsRestricted):
        site.give("residents/give-notice", resident, notice=notice)
