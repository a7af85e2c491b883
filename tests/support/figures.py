"""A log with its read models: record events, then ask figures as known at any position."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eventstore.append import Append, NewEvent
from projections.figures.facts import FactsModel
from projections.figures.figure import Figure, Question, Reading
from projections.figures.reader import FigureReader
from projections.running.builds import ReadModels
from projections.running.projector import Projector
from support.database import SCHEMA
from support.histories import ASSOCIATION, DAY, recorded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from uuid import UUID

    from domain.history import Event, Organisation, Recorded
    from eventstore.log import Log
    from projections.figures.explanation import Explanation
    from projections.figures.figure import Counted
    from projections.running.model import ReadModel

Period = tuple["date", "date"]

PAGE = 1_000


def models() -> Sequence[ReadModel]:
    """Make the read model of facts, alone."""
    return (FactsModel(),)


@dataclass
class Book:
    """One log, and what can be counted in it."""

    log: Log
    url: str
    versions: dict[UUID, int] = field(default_factory=dict)
    kept: Callable[[], Sequence[ReadModel]] = models

    def __post_init__(self) -> None:
        self.read_models = ReadModels(self.url, schema=SCHEMA, models=self.kept())
        self.projector = Projector(self.url, self.log, self.kept, log_schema=SCHEMA)

    def close(self) -> None:
        self.read_models.close()

    # --- recording

    def record(
        self,
        stream: UUID,
        *events: Event,
        on: date = DAY,
        organisation: Organisation | None = ASSOCIATION,
    ) -> int:
        """Append events to a stream, all of one day and place; give the last position."""
        first = self.versions.get(stream, 0) + 1
        self.versions[stream] = first + len(events) - 1
        return self.append(
            [
                recorded(event, stream=stream, version=version, on=on, organisation=organisation)
                for version, event in enumerate(events, start=first)
            ]
        )

    def append(self, entries: Sequence[Recorded[Event]]) -> int:
        """Append entries as they are, in one command; give the last position."""
        encode = self.log.form.encode
        new = [
            NewEvent(
                entry.stream, entry.version, entry.event.topic, encode(entry.envelope, entry.event)
            )
            for entry in entries
        ]
        return self.log.append(Append(new)).last_position

    def entry(self, stream: UUID, version: int) -> Recorded[Event]:
        """Give a recorded entry."""
        return self.log.history(stream)[version - 1]

    # --- asking

    @contextmanager
    def reader(self, *, at: int | None = None) -> Iterator[FigureReader]:
        """Read figures as known now, or at a position."""
        self.projector.catch_up()
        with self.read_models.connection() as connection:
            reading = self.read_models.reading(connection, position=at)
            yield FigureReader(connection, reading)

    def figure(
        self,
        measure: str,
        period: Period,
        *,
        area: str | None = None,
        by: str | None = None,
        at: int | None = None,
    ) -> Figure:
        """Give a figure, having seen that it is as long as its drill-down."""
        question = Question(measure, *period, area)
        with self.reader(at=at) as reader:
            figure = reader.figure(question, by=by)
            assert len(drilled(reader, question)) == figure.keys
        return figure

    def value(
        self, measure: str, period: Period, *, area: str | None = None, at: int | None = None
    ) -> int:
        """Give the number alone."""
        return self.figure(measure, period, area=area, at=at).value

    def explanation(self, measure: str, period: Period) -> Explanation:
        """Give why counting lines would give another number."""
        with self.reader() as reader:
            return reader.explain(Question(measure, *period))


def drilled(reader: FigureReader, question: Question, *, page: int = PAGE) -> list[Counted]:
    """Give the whole drill-down, page by page."""
    keys: list[Counted] = []
    after = None
    while counted := reader.drill_down(question, after=after, limit=page):
        keys += counted
        after = (counted[-1].occurred_on, str(counted[-1].person), counted[-1].rest)
    return keys


def reading_of(build: str, position: int) -> Reading:
    """Give a reading of a build that need not serve."""
    return Reading(build, position, open=False)
