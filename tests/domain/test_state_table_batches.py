"""From which states a day's round accepts each of its commands (`domain.md` 10.3)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import pytest

from domain.assessment import (
    AssessmentBatch,
    AssessmentStatus,
    BatchCancelled,
    BatchCancelReason,
    BatchConfirmed,
    BatchFinished,
    BatchPlanned,
    BatchStarted,
    BatchStatus,
    BatchVoided,
    DoctorListed,
    InstitutionDesignated,
    Roster,
    StopAdded,
    StopFacts,
    StopVisited,
)
from domain.history import fold
from domain.words import AssessmentPlace, DisabilityCategory, StopOutcome
from support.assessments import COMMISSIONER, DOCTOR, INSTITUTION, RESIDENT
from support.histories import history, id_of
from support.state_tables import NEW, VOIDED, Histories, accepting, is_reached, starts

if TYPE_CHECKING:
    from collections.abc import Callable

ON = date(2022, 4, 28)
PHYSICAL = (DisabilityCategory.PHYSICAL,)
REQUEST = id_of("request")
ROSTER = fold(
    Roster,
    INSTITUTION,
    history(
        InstitutionDesignated(
            name="某区人民医院", categories=PHYSICAL, valid_from=date(2022, 1, 1)
        ),
        DoctorListed(doctor=DOCTOR, categories=PHYSICAL, valid_from=date(2022, 1, 1)),
        stream=INSTITUTION,
    ),
)
READY = StopFacts(
    request=REQUEST,
    status=AssessmentStatus.ACCEPTED,
    place=AssessmentPlace.HOME,
    in_district=True,
    categories=PHYSICAL,
)

PLANNED = (
    BatchPlanned(
        planned_on=ON,
        institution=INSTITUTION,
        doctors=(DOCTOR,),
        vehicle=None,
        equipment=(),
        stops_max=12,
    ),
    StopAdded(request=REQUEST, resident=RESIDENT, commissioner=COMMISSIONER),
)
CONFIRMED = (*PLANNED, BatchConfirmed())
RUNNING = (*CONFIRMED, BatchStarted())
VISITED = (
    *RUNNING,
    StopVisited(request=REQUEST, resident=RESIDENT, outcome=StopOutcome.ASSESSED),
)

STATES: Final[dict[str, Histories]] = {
    NEW: ((),),
    "PLANNED": (PLANNED,),
    "CONFIRMED": (CONFIRMED,),
    "RUNNING": (RUNNING, VISITED),
    "FINISHED": ((*VISITED, BatchFinished(distance_km=46, duration_hours=7)),),
    "CANCELLED": ((*PLANNED, BatchCancelled(reason=BatchCancelReason.WEATHER)),),
    VOIDED: ((*PLANNED, BatchVoided(reason="误录")),),
}
FROM: Final = starts("batches", STATES)

COMMANDS: Final[dict[str, Callable[[AssessmentBatch], object]]] = {
    "batches/": lambda batch: batch.plan(planned_on=ON, institution=INSTITUTION, doctors=(DOCTOR,)),
    "batches/add-stop": lambda batch: batch.add_stop(
        request=id_of("another"), resident=id_of("somebody"), commissioner=COMMISSIONER
    ),
    "batches/remove-stop": lambda batch: batch.remove_stop(request=REQUEST),
    "batches/reorder-stops": lambda batch: batch.reorder_stops(requests=(REQUEST,)),
    "batches/confirm": lambda batch: batch.confirm(stops=(READY,), institution=ROSTER),
    "batches/start": lambda batch: batch.start(),
    "batches/visit-stop": lambda batch: batch.visit_stop(
        request=REQUEST, outcome=StopOutcome.ASSESSED
    ),
    "batches/finish": lambda batch: batch.finish(distance_km=46, duration_hours=7),
    "batches/cancel": lambda batch: batch.cancel(reason=BatchCancelReason.WEATHER),
}


@pytest.mark.parametrize("path", COMMANDS)
def test_a_round_accepts_a_command_from_the_states_of_its_row_only(path: str) -> None:
    assert accepting(AssessmentBatch, STATES, COMMANDS[path]) == FROM[path]


@pytest.mark.parametrize("state", STATES)
def test_the_histories_end_where_they_say(state: str) -> None:
    assert all(is_reached(AssessmentBatch, state, told) for told in STATES[state])


def test_no_state_and_no_row_is_left_out() -> None:
    assert set(STATES) == {status.name for status in BatchStatus} | {NEW, VOIDED}
    assert set(COMMANDS) == set(FROM)
