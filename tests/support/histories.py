"""Histories told in a line: `given(Appeal, REGISTERED, TRIAGED)`."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID, uuid5

from domain.history import Aggregate, Envelope, Event, Organisation, Recorded, Sealed, fold
from domain.words import Channel, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.calendar import Deadline

A = TypeVar("A", bound=Aggregate[Any])

_NAMES = UUID("0190b1f0-0000-7000-8000-000000000000")


def id_of(name: str) -> UUID:
    """Give the same id for the same name, in every test."""
    return uuid5(_NAMES, name)


CASE = id_of("case")
ACTOR = id_of("actor")
TOWN = "320371005"
VILLAGE = "320371005001"
ASSOCIATION = Organisation(association=id_of("association"), code=VILLAGE, town=TOWN)
DAY = date(2022, 4, 5)


@cache
def sealed(name: str = "text") -> Sealed:
    """Give a closed box, equal for equal names, that nobody ever opens."""
    return Sealed(kid=id_of(f"key of {name}"), alg="AES-256-GCM", box=f"Ym94{name}")


SEALED = sealed()


def recorded(
    event: Event,
    *,
    stream: UUID = CASE,
    version: int = 1,
    position: int = 1,
    on: date = DAY,
    organisation: Organisation | None = ASSOCIATION,
    role: Role = Role.COMMISSIONER,
    actor: UUID = ACTOR,
) -> Recorded[Event]:
    """Give `event` as the log would keep it."""
    return Recorded(
        position=position,
        recorded_at=datetime(2022, 3, 1, tzinfo=UTC) + timedelta(seconds=position),
        stream=stream,
        version=version,
        envelope=Envelope(
            occurred_on=on,
            actor=actor,
            role=role,
            area=VILLAGE,
            channel=Channel.WEB,
            organisation=organisation,
        ),
        event=event,
    )


def history(*events: Event, stream: UUID = CASE, first_position: int = 1) -> list[Recorded[Event]]:
    """Give `events` as one stream, versions and positions counted up from 1."""
    return [
        recorded(event, stream=stream, version=version, position=first_position + version - 1)
        for version, event in enumerate(events, start=1)
    ]


def given(kind: type[A], *events: Event) -> A:
    """Give the aggregate these events add up to."""
    return fold(kind, CASE, history(*events))


def topics(events: Sequence[Event]) -> list[str]:
    """Give the topics of `events`, for short comparisons."""
    return [event.topic for event in events]


def running(record: Aggregate[Any]) -> tuple[Deadline, ...]:
    """Give the deadlines whose clocks run, the next one first."""
    deadlines = [each.deadline for each in record.clocks]
    return tuple(sorted(deadlines, key=lambda deadline: deadline.due_on))
