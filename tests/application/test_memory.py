"""What is remembered saves a look, and is never the last word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from application.office.memory import EVENTS_MAX, Memory, Remembered
from application.refusals import NotTheVersionSeen
from domain.appeal import Appeal, MergeTargetNotOpen
from domain.campaign import CampaignClosed, SurveyCampaign
from domain.resident import ProcessingIsRestricted
from support.casework import a_resident, an_appeal, an_association, triage
from support.histories import history, id_of
from support.office import OFFICER, TOWN_OFFICER, Front

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from domain.history import Event, Recorded

ONE, TWO, THREE = (id_of(name) for name in ("one", "two", "three"))


@pytest.fixture
def elsewhere(front: Front, tmp_path: Path) -> Front:
    """Another process at work on the same log."""
    return Front(front.log, tmp_path / "keys")


@pytest.fixture
def resident(front: Front) -> UUID:
    return a_resident(front, an_association(front))


def remembered(stream: UUID, events: int = 1) -> Remembered:
    entries = history(*[CampaignClosed()] * events, stream=stream)
    return Remembered(entries, SurveyCampaign(stream))


def look_at(front: Front, appeal: UUID) -> None:
    """Let this process remember an appeal, which it does not change."""
    front.desk(OFFICER).do(lambda work: work.load(Appeal, appeal))


# --- what it holds


def test_what_was_kept_is_recalled() -> None:
    memory = Memory()
    kept = remembered(ONE)
    memory.keep(ONE, kept)
    assert memory.recall(ONE) is kept
    assert memory.recall(TWO) is None


def test_what_was_looked_at_least_lately_is_forgotten_first() -> None:
    memory = Memory(streams_max=2)
    for stream in (ONE, TWO):
        memory.keep(stream, remembered(stream))
    memory.recall(ONE)
    memory.keep(THREE, remembered(THREE))
    assert memory.recall(TWO) is None
    assert memory.recall(ONE) is not None


def test_a_very_long_history_is_not_kept() -> None:
    memory = Memory()
    memory.keep(ONE, remembered(ONE, EVENTS_MAX))
    memory.keep(TWO, remembered(TWO, EVENTS_MAX + 1))
    assert memory.recall(ONE) is not None
    assert memory.recall(TWO) is None


def test_a_record_that_was_written_to_is_forgotten(front: Front, resident: UUID) -> None:
    appeal = an_appeal(front, resident)
    look_at(front, appeal)
    assert front.office.memory.recall(appeal) is not None
    triage(front, appeal)
    assert front.office.memory.recall(appeal) is None
    assert front.office.memory.recall(resident) is not None


# --- what it is good for


def test_a_remembered_record_that_moved_on_elsewhere_is_looked_at_again(
    front: Front, elsewhere: Front, resident: UUID
) -> None:
    appeal, target = an_appeal(front, resident), an_appeal(front, resident)
    look_at(front, target)
    elsewhere.give("appeals/withdraw", target, wish="不办了", signed=True, read_back=False)
    with pytest.raises(MergeTargetNotOpen):
        front.give("appeals/merge-into", appeal, target=target, same_matter=True)


def test_nobody_is_refused_for_what_was_true_a_while_ago(
    front: Front, elsewhere: Front, resident: UUID
) -> None:
    front.give("residents/restrict", resident, ground="retention")
    with pytest.raises(ProcessingIsRestricted):
        an_appeal(front, resident)
    elsewhere.give("residents/lift-restriction", resident, reason="已答复")
    assert front.fold(Appeal, an_appeal(front, resident)).is_open


def test_the_version_seen_is_compared_with_what_stands(
    front: Front, elsewhere: Front, resident: UUID
) -> None:
    appeal = an_appeal(front, resident)
    look_at(front, appeal)
    triage(elsewhere, appeal)

    def accept(seen: int) -> int:
        return front.give(
            "appeals/accept", appeal, actor=TOWN_OFFICER, seen=seen, related=False
        ).version

    with pytest.raises(NotTheVersionSeen):
        accept(1)
    look_at(front, appeal)
    assert accept(2) == 3


def test_where_nothing_is_decided_the_receipt_tells_what_stands_now(
    front: Front, elsewhere: Front, resident: UUID
) -> None:
    appeal = an_appeal(front, resident)
    look_at(front, appeal)
    triage(elsewhere, appeal)
    receipt = front.desk(OFFICER).do(lambda work: work.load(Appeal, appeal))
    assert (receipt.id, receipt.version) == (appeal, 2)


def test_a_command_decided_on_what_is_remembered_costs_no_look_at_the_log(
    front: Front, resident: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_appeal(front, resident)
    looked: list[UUID] = []
    fetch = front.log.history

    def noted(stream: UUID) -> list[Recorded[Event]]:
        looked.append(stream)
        return fetch(stream)

    monkeypatch.setattr(front.log, "history", noted)
    appeal = an_appeal(front, resident)
    assert looked == []
    triage(front, appeal)
    assert looked == [appeal]
