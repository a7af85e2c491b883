"""The first visit of a pairing is known by what is recorded of visits (`domain.md` 10.4)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from application.attending.reacting import Reactor
from application.attending.watching import Watcher
from application.lookups import FirstVisit, WatchedClock
from domain.pairing import FirstVisitMade, FirstVisitTakenBack
from eventstore.attended import Attended
from support.casework import START, a_pairing, a_resident, an_active_association, confirm
from support.office import COMMISSIONER, TODAY

if TYPE_CHECKING:
    from uuid import UUID

    from support.office import Front


@pytest.fixture
def attended(front: Front) -> Attended:
    """Where reacting has come to."""
    return Attended(front.log)


@pytest.fixture
def reactor(front: Front, attended: Attended) -> Reactor:
    """Somebody who reacts to everything recorded."""
    return Reactor(
        front.office,
        attended,
        folded_through=front.log.last_position,
        recording_time=lambda: None,
    )


def react(reactor: Reactor) -> None:
    while reactor.react():
        pass


def a_paired_resident(front: Front) -> tuple[UUID, UUID]:
    association = an_active_association(front)
    resident = a_resident(front, association)
    pairing = a_pairing(front, resident, association)
    confirm(front, pairing)
    return resident, pairing


def a_visit(front: Front, resident: UUID) -> UUID:
    return front.open(
        "visits",
        actor=COMMISSIONER,
        visitor=COMMISSIONER.id,
        mode="home",
        purpose="pairing",
        residents=({"resident": resident, "met": "yes", "state_checked": True},),
    )


def visited(front: Front, reactor: Reactor) -> tuple[UUID, UUID, UUID]:
    """Visit a paired resident; give resident, pairing and visit."""
    resident, pairing = a_paired_resident(front)
    visit = a_visit(front, resident)
    front.lookups.first = [(resident, FirstVisit(pairing, visit, TODAY))]
    react(reactor)
    front.lookups.first = []
    return resident, pairing, visit


def test_a_visit_recorded_is_noted_as_the_first_on_its_day_and_as_its_effect(
    front: Front, reactor: Reactor
) -> None:
    _, pairing, visit = visited(front, reactor)

    last = front.last(pairing)
    assert last.event == FirstVisitMade(visit=visit, visited_on=TODAY)
    assert last.occurred_on == TODAY
    assert last.envelope.causation is not None


def test_a_visit_on_record_before_the_pairing_was_confirmed_is_found(
    front: Front, reactor: Reactor, attended: Attended
) -> None:
    """A pairing may be confirmed later than it began."""
    visit = uuid4()
    attended.move_to(front.log.last_position())
    resident, pairing = a_paired_resident(front)
    front.lookups.first = [(resident, FirstVisit(pairing, visit, START))]

    react(reactor)

    assert front.last(pairing).event == FirstVisitMade(visit=visit, visited_on=START)


def test_a_voided_visit_is_taken_back_and_another_one_is_looked_for(
    front: Front, reactor: Reactor
) -> None:
    resident, pairing, visit = visited(front, reactor)
    another = uuid4()
    front.give("visits/void", visit, actor=COMMISSIONER, reason="重复录入")
    front.lookups.first = [(resident, FirstVisit(pairing, another, TODAY))]

    react(reactor)

    taken_back = FirstVisitTakenBack(visit=visit)
    assert front.log.history(pairing)[-2].event == taken_back
    assert front.last(pairing).event == FirstVisitMade(visit=another, visited_on=TODAY)


def test_a_visit_whose_day_is_put_right_is_another_first_visit(
    front: Front, reactor: Reactor, attended: Attended
) -> None:
    _, pairing, visit = visited(front, reactor)

    front.give(
        "visits/correct",
        visit,
        actor=COMMISSIONER,
        version=1,
        field="occurred_on",
        new="2022-06-14",
        reason="日期写错",
    )
    react(reactor)

    assert front.last(pairing).event == FirstVisitTakenBack(visit=visit)
    assert attended.refused() == []


def test_what_else_is_put_right_in_a_visit_leaves_it_the_first(
    front: Front, reactor: Reactor
) -> None:
    _, pairing, visit = visited(front, reactor)

    front.give(
        "visits/correct",
        visit,
        actor=COMMISSIONER,
        version=1,
        field="mode",
        new="face",
        reason="选错",
    )
    react(reactor)

    assert front.last(pairing).event == FirstVisitMade(visit=visit, visited_on=TODAY)


def test_nobody_is_blamed_for_a_visit_that_was_made_and_not_told(front: Front) -> None:
    """A log written before first visits were noted has them on record all the same."""
    resident, pairing = a_paired_resident(front)
    visit = uuid4()
    front.lookups.first = [(resident, FirstVisit(pairing, visit, date(2022, 3, 2)))]
    front.lookups.clocks = [WatchedClock(pairing, "first_visit", date(2022, 3, 15), "2025-11-04")]
    watcher = Watcher(front.office, lambda: None)

    assert watcher.look() == 1

    assert front.last(pairing).event == FirstVisitMade(visit=visit, visited_on=date(2022, 3, 2))
    assert "deadline.missed" not in front.topics(pairing)


def test_a_first_visit_not_made_is_missed_once(front: Front) -> None:
    _, pairing = a_paired_resident(front)
    front.lookups.clocks = [WatchedClock(pairing, "first_visit", date(2022, 3, 15), "2025-11-04")]
    front.now = datetime(2022, 8, 20, 2, tzinfo=UTC)
    watcher = Watcher(front.office, lambda: None)

    assert (watcher.look(), watcher.look()) == (1, 0)
    assert front.topics(pairing)[-1] == "deadline.missed"
