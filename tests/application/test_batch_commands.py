"""A day's round at the desk: each stop's request says how it stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from application.refusals import CaseUnknown
from domain.assessment import (
    AssessmentBatch,
    BatchStatus,
    DoctorsDoNotCoverStops,
    StopNotAtHome,
    StopNotReady,
    StopOutsideDistrict,
)
from support.casework import (
    PHYSICAL,
    a_request,
    a_resident,
    a_roster,
    an_accepted_request,
    an_association,
)
from support.histories import id_of
from support.office import COMMISSIONER, TODAY, Front, Said, identity_number

if TYPE_CHECKING:
    from uuid import UUID

DOCTOR = id_of("doctor")


@pytest.fixture
def resident(front: Front) -> UUID:
    return a_resident(front, an_association(front))


def a_batch(front: Front, *requests: UUID, doctors: tuple[UUID, ...] = (DOCTOR,)) -> UUID:
    batch = front.open(
        "batches",
        planned_on=date(2022, 6, 20),
        institution=a_roster(front, *doctors),
        doctors=doctors,
    )
    for request in requests:
        front.give("batches/add-stop", batch, request=request, commissioner=COMMISSIONER.id)
    return batch


def confirm(front: Front, batch: UUID, *requests: UUID, categories: object = PHYSICAL) -> None:
    asked: tuple[Said, ...] = tuple(
        {"request": request, "categories": categories} for request in requests
    )
    front.give("batches/confirm", batch, categories=asked)


def test_a_stop_names_the_person_whose_request_it_is(front: Front, resident: UUID) -> None:
    batch = a_batch(front, an_accepted_request(front, resident, place="home"))
    (stop,) = front.fold(AssessmentBatch, batch).stops
    assert stop.resident == resident


def test_a_stop_is_a_request_that_is_there(front: Front, resident: UUID) -> None:
    with pytest.raises(CaseUnknown):
        a_batch(front, resident)


def test_a_round_is_confirmed_when_every_stop_is_ready(front: Front, resident: UUID) -> None:
    request = an_accepted_request(front, resident, place="home")
    batch = a_batch(front, request)
    confirm(front, batch, request)
    assert front.fold(AssessmentBatch, batch).status is BatchStatus.CONFIRMED


def test_a_request_not_accepted_yet_is_not_ready(front: Front, resident: UUID) -> None:
    request = a_request(front, resident)
    batch = a_batch(front, request)
    with pytest.raises(StopNotReady):
        confirm(front, batch, request)


def test_a_void_request_is_not_ready(front: Front, resident: UUID) -> None:
    request = an_accepted_request(front, resident, place="home")
    batch = a_batch(front, request)
    front.give("assessments/void", request, reason="录错")
    with pytest.raises(StopNotReady):
        confirm(front, batch, request)


def test_who_comes_to_the_institution_is_not_visited(front: Front, resident: UUID) -> None:
    request = an_accepted_request(front, resident)
    batch = a_batch(front, request)
    with pytest.raises(StopNotAtHome):
        confirm(front, batch, request)


def test_who_has_moved_away_is_not_visited_here(front: Front, resident: UUID) -> None:
    request = an_accepted_request(front, resident, place="home")
    batch = a_batch(front, request)
    front.give("residents/move-out", resident, moved_on=TODAY, place="外地")
    with pytest.raises(StopOutsideDistrict):
        confirm(front, batch, request)


def test_the_categories_of_every_stop_are_asked_for(front: Front, resident: UUID) -> None:
    request = an_accepted_request(front, resident, place="home")
    batch = a_batch(front, request)
    with pytest.raises(StopNotReady):
        confirm(front, batch)
    with pytest.raises(StopNotReady):
        confirm(front, batch, request, categories=())


def test_the_doctors_cover_the_stops(front: Front, resident: UUID) -> None:
    request = an_accepted_request(front, resident, place="home")
    batch = a_batch(front, request)
    with pytest.raises(DoctorsDoNotCoverStops):
        confirm(front, batch, request, categories=(5,))


def test_two_people_are_two_stops(front: Front, resident: UUID) -> None:
    association = front.fold_association_of(resident)
    other = a_resident(front, association, number=identity_number(sequence=13))
    requests = [an_accepted_request(front, each, place="home") for each in (resident, other)]
    batch = a_batch(front, *requests)
    confirm(front, batch, *requests)
    assert len(front.fold(AssessmentBatch, batch).stops) == 2
