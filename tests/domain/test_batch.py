"""A day's round of home assessments (`domain.md` 1.6, 10.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from domain.assessment import (
    AssessmentBatch,
    AssessmentStatus,
    BatchAlreadyPlanned,
    BatchCancelled,
    BatchCancelReason,
    BatchConfirmed,
    BatchFinished,
    BatchFull,
    BatchHasEnded,
    BatchHasNoDoctor,
    BatchHasNoStops,
    BatchHasSetOut,
    BatchNotConfirmed,
    BatchNotPlanned,
    BatchNotRunning,
    BatchPlanned,
    BatchStarted,
    BatchStatus,
    DoctorListed,
    DoctorsDoNotCoverStops,
    InstitutionDesignated,
    OrderIsNotTheStops,
    Roster,
    StopAdded,
    StopAlreadyListed,
    StopAlreadyVisited,
    StopFacts,
    StopNotAtHome,
    StopNotReady,
    StopOutsideDistrict,
    StopRemoved,
    StopsReordered,
    StopsWithoutOutcome,
    StopUnknown,
    StopVisited,
)
from domain.history import fold
from domain.words import AssessmentPlace, DisabilityCategory, StopOutcome
from support.histories import given, history, id_of

INSTITUTION, DOCTOR = id_of("institution"), id_of("doctor")
PHYSICAL, MENTAL = DisabilityCategory.PHYSICAL, DisabilityCategory.MENTAL

ROSTER = fold(
    Roster,
    INSTITUTION,
    history(
        InstitutionDesignated(
            name="某区人民医院", categories=(PHYSICAL, MENTAL), valid_from=date(2022, 1, 1)
        ),
        DoctorListed(doctor=DOCTOR, categories=(PHYSICAL,), valid_from=date(2022, 1, 1)),
        stream=INSTITUTION,
    ),
)


def request(n: int) -> UUID:
    return id_of(f"request {n}")


def added(n: int) -> StopAdded:
    return StopAdded(
        request=request(n), resident=id_of(f"resident {n}"), commissioner=id_of("commissioner")
    )


def visited(n: int, outcome: StopOutcome = StopOutcome.ASSESSED) -> StopVisited:
    return StopVisited(request=request(n), resident=id_of(f"resident {n}"), outcome=outcome)


def facts(n: int) -> StopFacts:
    return StopFacts(
        request=request(n),
        status=AssessmentStatus.ACCEPTED,
        place=AssessmentPlace.HOME,
        in_district=True,
        categories=(PHYSICAL,),
    )


PLANNED = BatchPlanned(
    planned_on=date(2022, 4, 28),
    institution=INSTITUTION,
    doctors=(DOCTOR,),
    vehicle=None,
    equipment=("tape", "camera"),
    stops_max=12,
)
TWO_STOPS = (PLANNED, added(1), added(2))
CONFIRMED = (*TWO_STOPS, BatchConfirmed())
RUNNING = (*CONFIRMED, BatchStarted())
FINISHED = BatchFinished(distance_km=46, duration_hours=7)


def plan(batch: AssessmentBatch, *doctors: UUID) -> BatchPlanned:
    return batch.plan(
        planned_on=date(2022, 4, 28),
        institution=INSTITUTION,
        doctors=doctors,
        equipment=("tape", "camera"),
    )


def add(batch: AssessmentBatch, n: int) -> StopAdded:
    return batch.add_stop(
        request=request(n),
        resident=id_of(f"resident {n}"),
        commissioner=id_of("commissioner"),
    )


def test_a_round_is_planned_for_a_day_with_room_for_twelve_stops() -> None:
    """Default 12 stops a day, `domain.md` 10.3."""
    assert plan(given(AssessmentBatch), DOCTOR) == PLANNED
    with pytest.raises(BatchAlreadyPlanned):
        plan(given(AssessmentBatch, PLANNED), DOCTOR)
    with pytest.raises(BatchHasNoDoctor):
        plan(given(AssessmentBatch))


def test_the_thirteenth_stop_is_for_another_day() -> None:
    full = (PLANNED, *(added(n) for n in range(12)))

    assert add(given(AssessmentBatch, *full[:-1]), 11) == added(11)
    with pytest.raises(BatchFull) as refusal:
        add(given(AssessmentBatch, *full), 12)
    assert refusal.value.details == {"stops_max": 12}


def test_nobody_is_twice_on_a_route() -> None:
    batch = given(AssessmentBatch, PLANNED, added(1))

    with pytest.raises(StopAlreadyListed):
        add(batch, 1)
    with pytest.raises(StopAlreadyListed):
        batch.add_stop(
            request=request(9), resident=id_of("resident 1"), commissioner=id_of("commissioner")
        )


def test_a_route_is_reordered_as_a_whole() -> None:
    batch = given(AssessmentBatch, *TWO_STOPS)
    event = batch.reorder_stops(requests=(request(2), request(1)))

    assert event == StopsReordered(requests=(request(2), request(1)))
    stops = given(AssessmentBatch, *TWO_STOPS, event).stops
    assert [stop.request for stop in stops] == [request(2), request(1)]
    with pytest.raises(OrderIsNotTheStops):
        batch.reorder_stops(requests=(request(2),))
    with pytest.raises(OrderIsNotTheStops):
        batch.reorder_stops(requests=(request(2), request(2)))


def test_a_stop_is_removed_until_it_was_visited() -> None:
    event = given(AssessmentBatch, *RUNNING).remove_stop(request=request(1))

    assert event == StopRemoved(request=request(1))
    assert len(given(AssessmentBatch, *RUNNING, event).stops) == 1
    with pytest.raises(StopAlreadyVisited):
        given(AssessmentBatch, *RUNNING, visited(1)).remove_stop(request=request(1))
    with pytest.raises(StopUnknown):
        given(AssessmentBatch, *TWO_STOPS).remove_stop(request=request(7))
    with pytest.raises(BatchHasEnded):
        given(AssessmentBatch, *RUNNING, visited(1), visited(2), FINISHED).remove_stop(
            request=request(1)
        )


def confirm(*stops: StopFacts) -> BatchConfirmed:
    return given(AssessmentBatch, *TWO_STOPS).confirm(stops=stops, institution=ROSTER)


def test_a_round_is_confirmed_when_every_stop_fits() -> None:
    assert confirm(facts(1), facts(2)) == BatchConfirmed()
    confirm(facts(1), replace(facts(2), status=AssessmentStatus.SCHEDULED))


def test_every_stop_is_an_accepted_home_request_of_this_district() -> None:
    """Guards of `domain.md` 10.3."""
    with pytest.raises(StopNotReady):
        confirm(facts(1), replace(facts(2), status=AssessmentStatus.SCREENED))
    with pytest.raises(StopNotReady) as refusal:
        confirm(facts(1))
    assert refusal.value.details == {"request": request(2)}
    with pytest.raises(StopNotAtHome):
        confirm(facts(1), replace(facts(2), place=AssessmentPlace.INSTITUTION))
    with pytest.raises(StopOutsideDistrict):
        confirm(facts(1), replace(facts(2), in_district=False))


def test_the_doctors_may_assess_every_stop_s_categories() -> None:
    """Guard of `domain.md` 10.3: this doctor is listed for physical disability only."""
    with pytest.raises(DoctorsDoNotCoverStops):
        confirm(facts(1), replace(facts(2), categories=(PHYSICAL, MENTAL)))


def test_an_empty_route_is_not_confirmed() -> None:
    with pytest.raises(BatchHasNoStops):
        given(AssessmentBatch, PLANNED).confirm(stops=(), institution=ROSTER)


def test_a_confirmed_route_is_not_changed_or_confirmed_again() -> None:
    batch = given(AssessmentBatch, *CONFIRMED)

    with pytest.raises(BatchNotPlanned):
        add(batch, 3)
    with pytest.raises(BatchNotPlanned):
        batch.reorder_stops(requests=(request(2), request(1)))
    with pytest.raises(BatchNotPlanned):
        batch.confirm(stops=(facts(1), facts(2)), institution=ROSTER)


def test_a_confirmed_round_sets_out() -> None:
    assert given(AssessmentBatch, *CONFIRMED).start() == BatchStarted()
    with pytest.raises(BatchNotConfirmed):
        given(AssessmentBatch, *TWO_STOPS).start()


def test_each_stop_has_one_outcome() -> None:
    """Outcomes of `domain.md` 1.6."""
    batch = given(AssessmentBatch, *RUNNING)

    event = batch.visit_stop(request=request(2), outcome=StopOutcome.NOT_AT_HOME)
    assert event == visited(2, StopOutcome.NOT_AT_HOME)
    with pytest.raises(StopAlreadyVisited):
        given(AssessmentBatch, *RUNNING, event).visit_stop(
            request=request(2), outcome=StopOutcome.ASSESSED
        )
    with pytest.raises(StopUnknown):
        batch.visit_stop(request=request(7), outcome=StopOutcome.ASSESSED)
    with pytest.raises(BatchNotRunning):
        given(AssessmentBatch, *CONFIRMED).visit_stop(
            request=request(1), outcome=StopOutcome.ASSESSED
        )


@pytest.mark.parametrize("n", [1, 2])
def test_a_visit_to_one_stop_says_nothing_of_the_other(n: int) -> None:
    batch = given(AssessmentBatch, *RUNNING, visited(n, StopOutcome.NOT_AT_HOME))

    assert [(stop.request, stop.outcome) for stop in batch.stops] == [
        (request(each), StopOutcome.NOT_AT_HOME if each == n else None) for each in (1, 2)
    ]
    assert batch.visit_stop(request=request(3 - n), outcome=StopOutcome.ASSESSED) == visited(3 - n)


def finish(*story: StopVisited | StopRemoved) -> BatchFinished:
    batch = given(AssessmentBatch, *RUNNING, *story)
    return batch.finish(distance_km=46, duration_hours=7)


def test_a_round_is_finished_when_no_stop_is_forgotten() -> None:
    assert finish(visited(1), visited(2)) == FINISHED
    assert finish(visited(1), StopRemoved(request=request(2))) == FINISHED
    with pytest.raises(StopsWithoutOutcome) as refusal:
        finish(visited(1))
    assert refusal.value.details == {"requests": (request(2),)}
    with pytest.raises(BatchNotRunning):
        given(AssessmentBatch, *CONFIRMED).finish(distance_km=0, duration_hours=0)


def test_a_round_is_cancelled_before_it_sets_out() -> None:
    cancelled = given(AssessmentBatch, *CONFIRMED).cancel(reason=BatchCancelReason.WEATHER)

    assert cancelled == BatchCancelled(reason=BatchCancelReason.WEATHER)
    after = given(AssessmentBatch, *CONFIRMED, cancelled)
    assert after.status is BatchStatus.CANCELLED
    with pytest.raises(BatchHasSetOut):
        given(AssessmentBatch, *RUNNING).cancel(reason=BatchCancelReason.WEATHER)
