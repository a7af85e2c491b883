"""上门评残批次: one day's round of home assessments (`domain.md` 1.6, 10.3).

PLANNED 计划 → CONFIRMED 已确认 → RUNNING 进行中 → FINISHED 已完成, or CANCELLED 取消 before it set
out. A stop that leads to no assessment is an outcome here and a new appointment on the request.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, assert_never
from uuid import UUID

from domain.assessment.batch_rules import (
    BatchAlreadyPlanned,
    BatchFull,
    BatchHasEnded,
    BatchHasNoDoctor,
    BatchHasNoStops,
    BatchHasSetOut,
    BatchNotConfirmed,
    BatchNotPlanned,
    BatchNotRunning,
    DoctorsDoNotCoverStops,
    OrderIsNotTheStops,
    StopAlreadyListed,
    StopAlreadyVisited,
    StopNotAtHome,
    StopNotReady,
    StopOutsideDistrict,
    StopsWithoutOutcome,
    StopUnknown,
)
from domain.assessment.words import AssessmentStatus, BatchCancelReason, BatchStatus
from domain.history import Aggregate, Corrected, Event, Sealed, Voided, VoidReverted
from domain.words import AssessmentPlace, DisabilityCategory, StopOutcome

if TYPE_CHECKING:
    from domain.assessment.roster import Roster

STOPS_A_DAY_MAX: Final = 12  # [design] in 10.3; a batch may say otherwise

# The story.


class BatchPlanned(Event, topic="assessment_batch.planned"):
    """已计划: a day, an institution, its doctors, how many stops they can make.

    `vehicle` is sealed, `equipment` are codes of the district's own list.
    """

    planned_on: date
    institution: UUID
    doctors: tuple[UUID, ...]
    vehicle: Sealed | None
    equipment: tuple[str, ...]
    stops_max: int


class StopAdded(Event, topic="assessment_batch.stop_added"):
    """已增点: a request is on the route, last; this commissioner leads the way 带路."""

    request: UUID
    resident: UUID
    commissioner: UUID


class StopRemoved(Event, topic="assessment_batch.stop_removed"):
    """已减点: the request is no longer on the route."""

    request: UUID


class StopsReordered(Event, topic="assessment_batch.stops_reordered"):
    """已调序: the route runs in this order."""

    requests: tuple[UUID, ...]


class BatchConfirmed(Event, topic="assessment_batch.confirmed"):
    """已确认: stops and doctors fit."""


class BatchStarted(Event, topic="assessment_batch.started"):
    """已出发."""


class StopVisited(Event, topic="assessment_batch.stop_visited"):
    """已到户: what came of the stop."""

    request: UUID
    resident: UUID
    outcome: StopOutcome


class BatchFinished(Event, topic="assessment_batch.finished"):
    """已完成: how far and how long it was."""

    distance_km: int
    duration_hours: int


class BatchCancelled(Event, topic="assessment_batch.cancelled"):
    """已取消."""

    reason: BatchCancelReason


class BatchCorrected(Corrected, topic="assessment_batch.corrected"):
    """已更正."""


class BatchVoided(Voided, topic="assessment_batch.voided"):
    """已作废."""


class BatchVoidReverted(VoidReverted, topic="assessment_batch.void_reverted"):
    """已撤销作废."""


BatchEvent = (
    BatchPlanned
    | StopAdded
    | StopRemoved
    | StopsReordered
    | BatchConfirmed
    | BatchStarted
    | StopVisited
    | BatchFinished
    | BatchCancelled
)


# The aggregate.


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop: whose request, and what came of it once visited."""

    request: UUID
    resident: UUID
    outcome: StopOutcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StopFacts:
    """What confirming must know of a stop's request; plain, for one decision, never stored."""

    request: UUID
    status: AssessmentStatus
    place: AssessmentPlace | None
    in_district: bool
    categories: tuple[DisabilityCategory, ...]


@dataclass(slots=True)
class AssessmentBatch(Aggregate[BatchEvent]):
    """A day's round, from the plan to the last stop."""

    status: BatchStatus | None = None
    planned_on: date | None = None
    institution: UUID | None = None
    doctors: tuple[UUID, ...] = ()
    stops_max: int = 0
    stops: tuple[Stop, ...] = ()

    corrected = BatchCorrected
    voided = BatchVoided
    void_reverted = BatchVoidReverted

    def plan(
        self,
        *,
        planned_on: date,
        institution: UUID,
        doctors: tuple[UUID, ...],
        vehicle: Sealed | None = None,
        equipment: tuple[str, ...] = (),
        stops_max: int = STOPS_A_DAY_MAX,
    ) -> BatchPlanned:
        """Plan a round for a day."""
        if self.version > 0:
            raise BatchAlreadyPlanned
        if not doctors:
            raise BatchHasNoDoctor
        return BatchPlanned(
            planned_on=planned_on,
            institution=institution,
            doctors=doctors,
            vehicle=vehicle,
            equipment=equipment,
            stops_max=stops_max,
        )

    def add_stop(self, *, request: UUID, resident: UUID, commissioner: UUID) -> StopAdded:
        """Put a request at the end of the route."""
        if self.status is not BatchStatus.PLANNED:
            raise BatchNotPlanned
        if any(request == stop.request or resident == stop.resident for stop in self.stops):
            raise StopAlreadyListed
        if len(self.stops) >= self.stops_max:
            raise BatchFull(stops_max=self.stops_max)
        return StopAdded(request=request, resident=resident, commissioner=commissioner)

    def remove_stop(self, *, request: UUID) -> StopRemoved:
        """Take a request off the route, even on the way, as long as it was not visited."""
        if self.status not in (BatchStatus.PLANNED, BatchStatus.CONFIRMED, BatchStatus.RUNNING):
            raise BatchHasEnded
        self._demand_unvisited(request)
        return StopRemoved(request=request)

    def reorder_stops(self, *, requests: tuple[UUID, ...]) -> StopsReordered:
        """Run the route in another order: all stops, each once."""
        if self.status is not BatchStatus.PLANNED:
            raise BatchNotPlanned
        if sorted(requests) != sorted(stop.request for stop in self.stops):
            raise OrderIsNotTheStops
        return StopsReordered(requests=requests)

    def confirm(self, *, stops: tuple[StopFacts, ...], institution: Roster) -> BatchConfirmed:
        """Confirm: every stop is ready, at home and here, and the doctors may assess them all."""
        if self.status is not BatchStatus.PLANNED:
            raise BatchNotPlanned
        if not self.stops:
            raise BatchHasNoStops
        facts = {stop.request: stop for stop in stops}
        for stop in self.stops:
            _demand_fit(stop.request, facts.get(stop.request))
        self._demand_doctors_cover([facts[stop.request] for stop in self.stops], institution)
        return BatchConfirmed()

    def start(self) -> BatchStarted:
        """Set out."""
        if self.status is not BatchStatus.CONFIRMED:
            raise BatchNotConfirmed
        return BatchStarted()

    def visit_stop(self, *, request: UUID, outcome: StopOutcome) -> StopVisited:
        """Note what came of a stop."""
        if self.status is not BatchStatus.RUNNING:
            raise BatchNotRunning
        stop = self._demand_unvisited(request)
        return StopVisited(request=request, resident=stop.resident, outcome=outcome)

    def finish(self, *, distance_km: int, duration_hours: int) -> BatchFinished:
        """Come home; whoever was not reached was taken off the route before."""
        if self.status is not BatchStatus.RUNNING:
            raise BatchNotRunning
        open_stops = tuple(stop.request for stop in self.stops if stop.outcome is None)
        if open_stops:
            raise StopsWithoutOutcome(requests=open_stops)
        return BatchFinished(distance_km=distance_km, duration_hours=duration_hours)

    def cancel(self, *, reason: BatchCancelReason) -> BatchCancelled:
        """Cancel a round that has not set out."""
        if self.status not in (BatchStatus.PLANNED, BatchStatus.CONFIRMED):
            raise BatchHasSetOut
        return BatchCancelled(reason=reason)

    def evolve(self, event: BatchEvent) -> None:
        """Take over what `event` says."""
        match event:
            case BatchPlanned():
                self.status = BatchStatus.PLANNED
                self.planned_on, self.institution = event.planned_on, event.institution
                self.doctors, self.stops_max = event.doctors, event.stops_max
            case StopAdded(request=request, resident=resident):
                self.stops = (*self.stops, Stop(request, resident))
            case StopRemoved(request=request):
                self.stops = tuple(stop for stop in self.stops if stop.request != request)
            case StopsReordered(requests=requests):
                place = {request: n for n, request in enumerate(requests)}
                last = len(requests)
                in_order = sorted(self.stops, key=lambda stop: place.get(stop.request, last))
                self.stops = tuple(in_order)
            case BatchConfirmed():
                self.status = BatchStatus.CONFIRMED
            case BatchStarted():
                self.status = BatchStatus.RUNNING
            case StopVisited(request=request, resident=resident, outcome=outcome):
                visited = Stop(request, resident, outcome)
                self.stops = tuple(
                    visited if stop.request == request else stop for stop in self.stops
                )
            case BatchFinished():
                self.status = BatchStatus.FINISHED
            case BatchCancelled():
                self.status = BatchStatus.CANCELLED
            case _:
                assert_never(event)

    def _demand_unvisited(self, request: UUID) -> Stop:
        for stop in self.stops:
            if stop.request == request:
                if stop.outcome is not None:
                    raise StopAlreadyVisited
                return stop
        raise StopUnknown

    def _demand_doctors_cover(self, stops: list[StopFacts], institution: Roster) -> None:
        assert institution.id == self.institution
        assert self.planned_on is not None
        for category in {category for stop in stops for category in stop.categories}:
            if not any(
                institution.lists(doctor, category, self.planned_on) for doctor in self.doctors
            ):
                raise DoctorsDoNotCoverStops(on=self.planned_on)


def _demand_fit(request: UUID, facts: StopFacts | None) -> None:
    if facts is None or facts.status not in (AssessmentStatus.ACCEPTED, AssessmentStatus.SCHEDULED):
        raise StopNotReady(request=request)
    if facts.place is not AssessmentPlace.HOME:
        raise StopNotAtHome(request=request)
    if not facts.in_district:
        raise StopOutsideDistrict(request=request)
