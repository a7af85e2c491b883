"""Rounds of home assessments: each stop is a request, and its request says how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from application.casework.assessments import roster_of
from application.command import Command, Field
from application.permissions import COM, DOC, DST, TWN, of
from domain.assessment import AssessmentBatch, AssessmentRequest, BatchNotPlanned, StopFacts
from domain.resident import Resident
from domain.words import ResidentStatus

if TYPE_CHECKING:
    from uuid import UUID

    from application.work import Work
    from domain.words import DisabilityCategory


@dataclass(frozen=True, slots=True, kw_only=True)
class StopCategories:
    """The suspected categories of one stop, in plain for this one decision and never kept."""

    request: UUID
    categories: tuple[DisabilityCategory, ...]


def _add_stop(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Put a request on the route, and with it the person whose request it is."""
    resident = work.load(AssessmentRequest, values["request"]).resident
    command.change(work, stream, values, resident=resident)


def _confirm(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Confirm, by what each stop's request says now; a stop without categories is not ready."""
    batch = work.load(AssessmentBatch, stream)
    if batch.institution is None:
        raise BatchNotPlanned
    asked = {each["request"]: tuple(each["categories"]) for each in values["categories"]}
    facts = (
        _facts(work, stop.request, asked[stop.request])
        for stop in batch.stops
        if asked.get(stop.request)
    )
    stops = tuple(fact for fact in facts if fact is not None)
    institution = roster_of(work, batch.institution)
    command.change(work, stream, values, stops=stops, institution=institution)


def _facts(
    work: Work, request: UUID, categories: tuple[DisabilityCategory, ...]
) -> StopFacts | None:
    """Read how a request stands; who has moved away or died is not to be visited here."""
    read = work.load(AssessmentRequest, request)
    if read.status is None or read.resident is None:
        return None
    return StopFacts(
        request=request,
        status=read.status,
        place=read.place,
        in_district=work.load(Resident, read.resident).status is not ResidentStatus.INACTIVE,
        categories=categories,
    )


_B: Final = AssessmentBatch

COMMANDS: Final = (
    Command("batches", "", _B, _B.plan, of(DST), opens=True),
    Command(
        "batches",
        "add-stop",
        _B,
        _B.add_stop,
        of(DST),
        by=_add_stop,
        computed=frozenset({"resident"}),
    ),
    Command("batches", "remove-stop", _B, _B.remove_stop, of(DST)),
    Command("batches", "reorder-stops", _B, _B.reorder_stops, of(DST)),
    Command(
        "batches",
        "confirm",
        _B,
        _B.confirm,
        of(DST),
        by=_confirm,
        computed=frozenset({"stops", "institution"}),
        extra=(Field("categories", tuple[StopCategories, ...], required=True),),
    ),
    Command("batches", "start", _B, _B.start, of(COM, TWN, DST, DOC)),
    Command("batches", "visit-stop", _B, _B.visit_stop, of(COM, TWN, DST, DOC)),
    Command("batches", "finish", _B, _B.finish, of(COM, TWN, DST, DOC)),
    Command("batches", "cancel", _B, _B.cancel, of(DST)),
)
