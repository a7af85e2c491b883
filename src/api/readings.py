"""The query boundary: every reading of every request passes here and knows who is asking.

It settles the moment first (`known_at`, `min_position`), then names one build and one position in
all that it reads.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import Depends, Query, Request
from pydantic import BaseModel

from api.acting import acting
from api.problems import Preparing, Unavailable
from api.services import Services, services_of
from application.moments import Moment, moment_of
from application.opening import plain
from application.refusals import CaseUnknown
from domain.history import standing_corrections
from projections.figures.reader import FigureReader
from projections.lists.reader import ListReader
from projections.lists.worklist import WorkReader
from projections.running.builds import NothingToRead, ReadModelsUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any
    from uuid import UUID

    from application.actor import Actor
    from application.office import Rules
    from domain.calendar import WorkCalendar
    from domain.history import Corrected, Event, Recorded
    from projections.figures.figure import Reading
    from projections.lists.reader import SealedName

WAIT_FOR_POSITION_SECONDS: Final = 2.0
LOOK_EVERY_SECONDS: Final = 0.005

KnownAt = Annotated[
    str | None,
    Query(
        description="按当时所知: 日期 (当日 24:00, 上海时间)、时间或账本位置",
        examples=["2022-07-31"],
        max_length=40,
    ),
]
MinPosition = Annotated[
    int | None,
    Query(description="至少读到账本的这个位置, 最多等两秒", ge=0, le=10**18),
]
On = Annotated[
    date | None,
    Query(description="业务日期: 按这一天算临期、超期; 不填为所问时点的当日"),
]


class ReadAt(BaseModel):
    """What every answer says of itself: the position it was read at.

    `open` tells that the moment asked for is not over: ask again by `position` for the same answer.
    """

    position: int
    open: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a history, its texts opened for display."""

    recorded: Recorded[Event]
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Opened:
    """One answer in the making: figures and lists at one reading."""

    reading: Reading
    figures: FigureReader
    lists: ListReader
    work: WorkReader


class Readings:
    """What one actor may read, as of one moment."""

    def __init__(
        self, services: Services, actor: Actor, *, known_at: str | None, min_position: int | None
    ) -> None:
        """Read for `actor`, as of the moment that `known_at` names; None is now."""
        self.services = services
        self.actor = actor
        self.known_at = known_at
        self._asked = None if known_at is None else moment_of(services.office, known_at)
        self._min_position = min_position

    @property
    def position(self) -> int | None:
        """The position asked for; None reads what is known now."""
        return self._asked.position if self._asked else None

    @cached_property
    def moment(self) -> Moment:
        """The moment asked for, or now, by the log: for what is read from the log itself."""
        return self._asked or moment_of(self.services.office, None)

    @property
    def day(self) -> date:
        """The day by which deadlines are near or past: today, or that of the moment known at."""
        return self._asked.day if self._asked else self.services.office.today()

    @cached_property
    def rules(self) -> Rules:
        """The rules in force at the moment: the calendar and the table of promises."""
        rulebook = self.services.office.rulebook
        return rulebook.at(self._asked.position) if self._asked else rulebook.in_force()

    @property
    def calendar(self) -> WorkCalendar:
        """The work calendar in force at the moment."""
        return self.rules.calendar

    @contextmanager
    def open(self) -> Iterator[Opened]:
        """Settle where to read, and read. Raises `Preparing` or `Unavailable`."""
        models = self.services.read_models
        try:
            with models.connection() as connection:
                reading = models.reading(connection, position=self.position)
                give_up_at = time.monotonic() + WAIT_FOR_POSITION_SECONDS
                while self._is_behind(reading) and time.monotonic() < give_up_at:
                    time.sleep(LOOK_EVERY_SECONDS)
                    reading = models.reading(connection, position=self.position)
                reading = self._marked(reading)
                yield Opened(
                    reading,
                    FigureReader(connection, reading),
                    ListReader(connection, reading),
                    WorkReader(connection, reading),
                )
        except ReadModelsUnavailable as error:
            raise Unavailable from error
        except NothingToRead as error:
            raise Preparing from error

    def history(self, stream: UUID) -> list[Entry]:
        """Give a record's entries, opened for display. Raises `CaseUnknown`."""
        office = self.services.office
        recorded = office.log.history(stream, through=self.position)
        if not recorded:
            raise CaseUnknown
        return [Entry(each, plain(each.event, office.vault)) for each in recorded]

    def corrections(
        self, opened: Opened, streams: Iterable[UUID]
    ) -> dict[UUID, list[Recorded[Corrected]]]:
        """Give the corrections of records that stand at the reading; who has none is not in it."""
        log, position = self.services.office.log, opened.reading.position
        return {
            row.id: standing_corrections(log.history(row.id, through=position))
            for row in opened.lists.cases_of(list(set(streams))).values()
            if row.corrected
        }

    def names(self, opened: Opened, people: Sequence[UUID]) -> dict[UUID, str]:
        """Open the names of people for display; who has none is not in the answer."""
        sealed = opened.lists.names(list(set(people)))
        return {person: self._name(name) for person, name in sealed.items()}

    def _name(self, sealed: SealedName) -> str:
        return self.services.office.vault.open(sealed.name, place=sealed.place)

    def _marked(self, reading: Reading) -> Reading:
        """Mark an answer that may become another one: by its moment, or by what is not read yet."""
        if self._asked is None:
            return reading
        is_behind = reading.position < self._asked.position
        return replace(reading, open=self._asked.open or is_behind)

    def _is_behind(self, reading: Reading) -> bool:
        wanted = self.position or self._min_position
        return wanted is not None and reading.position < wanted


def readings(
    request: Request, known_at: KnownAt = None, min_position: MinPosition = None
) -> Readings:
    """Give the readings of the actor of this request."""
    return Readings(
        services_of(request), acting(request), known_at=known_at, min_position=min_position
    )


Reads = Annotated[Readings, Depends(readings)]
