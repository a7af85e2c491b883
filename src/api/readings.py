"""The query boundary: every reading of every request passes here and knows who is asking.

It settles the moment first (`known_at`, `min_position`), then names one build and one position in
all that it reads.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import Depends, Query, Request

from api.acting import acting
from api.problems import Preparing, Unavailable
from api.services import Services, services_of
from application.moments import position_of
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
        """Read for `actor`."""
        self.services = services
        self.actor = actor
        self._known_at = known_at
        self._position = None if known_at is None else position_of(services.office, known_at)
        self._min_position = min_position

    @property
    def known_at(self) -> str | None:
        """The moment as it was asked; None is now."""
        return self._known_at

    @property
    def position(self) -> int | None:
        """The position asked for; None reads what is known now."""
        return self._position

    @property
    def day(self) -> date:
        """The day by which deadlines are near or past: today, or that of the moment known at."""
        office = self.services.office
        if self._known_at is None or self._position is None:
            return office.today()
        if not self._known_at.isdecimal() and len(self._known_at) == len("2022-07-31"):
            return date.fromisoformat(self._known_at)
        recorded = office.log.event_at(self._position)
        if recorded is None:
            return office.today()
        return recorded.recorded_at.astimezone(office.zone).date()

    @contextmanager
    def open(self) -> Iterator[Opened]:
        """Settle where to read, and read. Raises `Preparing` or `Unavailable`."""
        models = self.services.read_models
        try:
            with models.connection() as connection:
                reading = models.reading(connection, position=self._position)
                give_up_at = time.monotonic() + WAIT_FOR_POSITION_SECONDS
                while self._is_behind(reading) and time.monotonic() < give_up_at:
                    time.sleep(LOOK_EVERY_SECONDS)
                    reading = models.reading(connection, position=self._position)
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
        recorded = office.log.history(stream, through=self._position)
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

    def _is_behind(self, reading: Reading) -> bool:
        wanted = self._position or self._min_position
        return wanted is not None and reading.position < wanted


def readings(
    request: Request, known_at: KnownAt = None, min_position: MinPosition = None
) -> Readings:
    """Give the readings of the actor of this request."""
    return Readings(
        services_of(request), acting(request), known_at=known_at, min_position=min_position
    )


Reads = Annotated[Readings, Depends(readings)]
