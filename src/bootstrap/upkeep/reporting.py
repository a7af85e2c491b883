"""Reads what a month's report says: every figure, and the tables by what is sealed of a person.

The tables are opened here, once, and kept as numbers: what was reported survives an erasure.
"""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from application.breakdowns import Attribute, broken_down
from application.lookups import ReadFigures
from domain.calendar import months_later
from domain.report_month import ReportedFigure, ReportedGroup
from projections.figures.fact import Kind
from projections.figures.figure import Question
from projections.figures.reader import FigureReader
from projections.lists.reader import ListReader
from projections.measures import MEASURES
from projections.running.builds import NothingToRead

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from eventstore.log import Log
    from eventstore.vault import Vault
    from projections.figures.figure import Figure
    from projections.running.builds import ReadModels

GROUPED: Final = ("M04b", "M06", "M17")
"""The measures of residents that are reported by category, grade, age and sex too (11.4)."""

WAIT_SECONDS: Final = 2.0
LOOK_EVERY_SECONDS: Final = 0.01

NOTHING: Final = ReadFigures(0, (), (), complete=False, anything_happened=False)


def read_month(
    read_models: ReadModels, log: Log, vault: Vault, area: str, month: date
) -> ReadFigures:
    """Read the figures of a month in an area, when everything recorded by now is counted."""
    last_position = log.last_position()
    first, last = month, months_later(month, 1) - timedelta(1)
    with read_models.connection() as connection:
        give_up_at = time.monotonic() + WAIT_SECONDS
        try:
            reading = read_models.reading(connection)
            while reading.position < last_position and time.monotonic() < give_up_at:
                time.sleep(LOOK_EVERY_SECONDS)
                reading = read_models.reading(connection)
        except NothingToRead:
            return NOTHING
        figures = FigureReader(connection, reading)
        lists = ListReader(connection, reading)
        read = [
            figures.figure(Question(measure.id, first, last, area))
            for measure in MEASURES.values()
            if measure.shown
        ]
        return ReadFigures(
            position=reading.position,
            figures=tuple(_reported(figure) for figure in read),
            groups=tuple(_groups(figures, lists, vault, first, last, area)),
            complete=reading.position >= last_position and all(each.complete for each in read),
            anything_happened=any(
                figure.value for figure in read if figure.measure.kind in {Kind.FLOW, Kind.DISTINCT}
            ),
        )


def _reported(figure: Figure) -> ReportedFigure:
    measure = figure.measure
    return ReportedFigure(measure.id, measure.version, figure.value, figure.of)


def _groups(  # noqa: PLR0917  (one reading and its period)
    figures: FigureReader, lists: ListReader, vault: Vault, first: date, last: date, area: str
) -> Iterator[ReportedGroup]:
    for measure in GROUPED:
        counts = figures.persons(Question(measure, first, last, area))
        people = [person for person in counts if person is not None]
        for by in Attribute:
            sealed = lists.attributes(people, by.value)
            table = broken_down(counts, sealed, by=by, on=last, vault=vault, exact=True)
            for cell in table.cells:
                yield ReportedGroup(measure, by.name.lower(), cell.key, int(cell.value or 0))
