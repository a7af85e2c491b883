"""What one event sets off elsewhere, each thing once (`domain.md` 10.14, 2.4, Appendix B 10, 11)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from application.attending.reacting import Reactor
from application.attending.watching import NOBODY
from application.policies import BY_EVENT, POLICIES
from domain.catalogue import EVENTS
from domain.history import Cause
from domain.pairing import PairingEnded, PairingOrphaned
from domain.resident import SubsidyTriggerRaised
from domain.words import PairingEndReason, SubsidyTrigger
from eventstore.attended import Attended, Refused
from support.casework import (
    a_commissioner,
    a_pairing,
    a_request,
    a_resident,
    an_active_association,
    confirm,
)
from support.office import COMMISSIONER, TOWN_OFFICER

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


def died(front: Front, resident: UUID) -> int:
    """Record on 06-15 that somebody died on 05-31; give the version of the entry."""
    return front.give(
        "residents/record-death",
        resident,
        actor=TOWN_OFFICER,
        died_on=date(2022, 5, 31),
        evidence="death_certificate",
    ).version


def test_a_death_ends_the_pairing_on_its_day_and_stops_the_subsidies_from_the_next_month(
    front: Front, reactor: Reactor
) -> None:
    """Appendix B 11: died on 05-31, recorded later; the pairing ends 05-31, the stop is from June."""
    resident, pairing = a_paired_resident(front)
    version = died(front, resident)

    react(reactor)

    ended = front.log.history(pairing)[-1]
    assert ended.event == PairingEnded(reason=PairingEndReason.DIED)
    assert ended.occurred_on == date(2022, 5, 31)
    assert ended.envelope.causation == Cause(resident, version)
    assert ended.envelope.correlation == resident
    assert ended.envelope.actor == NOBODY.id
    raised = front.log.history(resident)[-1]
    assert raised.event == SubsidyTriggerRaised(
        trigger=SubsidyTrigger.MUST_STOP, from_month=date(2022, 6, 1)
    )


def test_reacting_again_from_the_beginning_acts_no_second_time(
    front: Front, attended: Attended, reactor: Reactor
) -> None:
    resident, _ = a_paired_resident(front)
    died(front, resident)
    react(reactor)
    written = front.log.last_position()

    front.log.select("update {schema}.attended set position = 0 returning position")
    react(reactor)

    assert front.log.last_position() == written
    assert attended.position() == written
    assert attended.refused() == []


def test_one_that_was_killed_before_it_said_how_far_it_was_repeats_the_same_commands(
    front: Front, attended: Attended, reactor: Reactor, monkeypatch: pytest.MonkeyPatch
) -> None:
    resident, pairing = a_paired_resident(front)
    died(front, resident)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(Attended, "move_to", killed)
        with pytest.raises(KeyboardInterrupt):
            reactor.react()
    react(reactor)

    assert front.topics(pairing).count("pairing.ended") == 1
    assert front.topics(resident).count("resident.subsidy_trigger_raised") == 1


def test_it_waits_until_the_look_ups_know_the_event(front: Front, attended: Attended) -> None:
    resident, pairing = a_paired_resident(front)
    before = front.log.last_position()
    died(front, resident)
    behind = Reactor(
        front.office, attended, folded_through=lambda: before, recording_time=lambda: None
    )

    react(behind)

    assert front.topics(pairing)[-1] == "pairing.started"
    assert attended.position() == before


def test_a_commissioner_who_left_leaves_a_list_of_pairings(front: Front, reactor: Reactor) -> None:
    """Appendix B 10: the same day all pairings are listed."""
    association = an_active_association(front)
    appointment = a_commissioner(front, association)
    resident = a_resident(front, association)
    pairing = a_pairing(front, resident, association, helper=COMMISSIONER.id)
    confirm(front, pairing)
    front.lookups.helped = {COMMISSIONER.id: [pairing]}
    front.give(
        "appointments/end",
        appointment,
        actor=TOWN_OFFICER,
        last_day=date(2022, 6, 15),
        reason="resigned",
        hand_over="escalated",
    )

    react(reactor)

    noted = front.log.history(pairing)[-1]
    assert noted.event == PairingOrphaned()
    assert noted.occurred_on == date(2022, 6, 15)


def test_an_open_request_of_who_died_is_ended(front: Front, reactor: Reactor) -> None:
    resident = a_resident(front, an_active_association(front))
    request = a_request(front, resident)
    front.lookups.assessments = {resident: [request]}
    died(front, resident)

    react(reactor)

    assert front.topics(request)[-1] == "assessment.applicant_died"


def test_what_a_rule_refuses_is_kept_by_name_and_holds_up_nobody(
    front: Front, attended: Attended, reactor: Reactor
) -> None:
    resident, pairing = a_paired_resident(front)
    gone = uuid4()
    front.lookups.assessments = {resident: [gone]}
    died(front, resident)
    death = front.log.last_position()

    react(reactor)

    assert attended.refused() == [Refused(death, "end-assessments", gone, "CaseUnknown")]
    assert front.topics(pairing)[-1] == "pairing.ended"


def test_every_policy_is_named_once_and_follows_events_there_are() -> None:
    names = [policy.name for policy in POLICIES]

    assert len(set(names)) == len(names)
    assert BY_EVENT.keys() <= set(EVENTS)
    assert all(policy.chinese for policy in POLICIES)
