"""What would be otherwise: figures by town, the cases behind them, and dates."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from psycopg import sql

from projections.figures.figure import Question
from projections.figures.reader import FigureReader
from projections.lists.clocks import CLOCKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from uuid import UUID

    import psycopg

    from projections.figures.figure import Counted, Figure, Part, Reading
    from supposing.measures import Rules

    Connection = psycopg.Connection[tuple[Any, ...]]

CASES_MAX: Final = 10_000

_MOVED: Final = """
    select coalesce(a.id, b.id), coalesce(a.clock, b.clock), coalesce(a.kind, b.kind),
           coalesce(a.code, b.code), a.due_on, b.due_on
    from (select * from {real} where from_position <= %(position)s and to_position > %(position)s) a
    full join
         (select * from {supposed}
          where from_position <= %(position)s and to_position > %(position)s) b
    on a.id = b.id and a.clock = b.clock
    where a.due_on is distinct from b.due_on
    order by 4, 1, 2 limit %(limit)s
"""


@dataclass(frozen=True, slots=True)
class OtherNumber:
    """A number as it is and as it would be; `key` is a town's code, or empty for the whole."""

    key: str
    real: int
    real_of: int | None
    supposed: int
    supposed_of: int | None


@dataclass(frozen=True, slots=True)
class OtherKey:
    """Somebody or something counted only as it is, or only as it would be (`is_supposed`)."""

    counted: Counted
    is_supposed: bool


@dataclass(frozen=True, slots=True)
class OtherFigure:
    """A measure that would be otherwise: as a whole and by town, and which cases make it so."""

    measure: str
    numbers: tuple[OtherNumber, ...]
    cases: tuple[OtherKey, ...]


@dataclass(frozen=True, slots=True)
class OtherDate:
    """A clock that would run until another day; None where it does not run."""

    case: UUID
    clock: str
    kind: str
    code: str
    real: date | None
    supposed: date | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What would be otherwise, as known at `position`. Hypothetical: nobody ever reported it."""

    position: int
    figures: tuple[OtherFigure, ...]
    dates: tuple[OtherDate, ...]


def difference(
    connection: Connection,
    real: Reading,
    supposed: Reading,
    *,
    rules: Rules,
    measures: Sequence[str],
    first: date,
    last: date,
    area: str | None = None,
) -> Difference:
    """Compare two builds as of one position; `supposed` was counted, and is read, by `rules`."""
    readers = FigureReader(connection, real), FigureReader(connection, supposed, rates=rules.rates)
    figures = [
        figure
        for measure in measures
        if (figure := _figure(readers, Question(measure, first, last, area)))
    ]
    statement = sql.SQL(_MOVED).format(
        real=CLOCKS.within(real.schema), supposed=CLOCKS.within(supposed.schema)
    )
    rows = connection.execute(statement, {"position": real.position, "limit": CASES_MAX}).fetchall()
    return Difference(real.position, tuple(figures), tuple(OtherDate(*row) for row in rows))


def _figure(readers: tuple[FigureReader, FigureReader], question: Question) -> OtherFigure | None:
    real, supposed = (reader.figure(question, by="town") for reader in readers)
    numbers = list(_numbers(real, supposed))
    cases = list(
        islice(_only_in_one(*(reader.every_key(question) for reader in readers)), CASES_MAX)
    )
    if not numbers and not cases:
        return None
    return OtherFigure(question.measure, tuple(numbers), tuple(cases))


def _only_in_one(real: Iterator[Counted], supposed: Iterator[Counted]) -> Iterator[OtherKey]:
    """Merge two drill-downs, each in order of date, person and rest; give what only one has."""
    one, other = next(real, None), next(supposed, None)
    while one or other:
        if one and (not other or _order(one) < _order(other)):
            yield OtherKey(one, is_supposed=False)
            one = next(real, None)
        elif other and (not one or _order(other) < _order(one)):
            yield OtherKey(other, is_supposed=True)
            other = next(supposed, None)
        else:
            one, other = next(real, None), next(supposed, None)


def _order(counted: Counted) -> tuple[date, str, str]:
    return counted.occurred_on, str(counted.person), counted.rest


def _numbers(real: Figure, supposed: Figure) -> list[OtherNumber]:
    towns: dict[str, list[Part | Figure | None]] = {"": [real, supposed]}
    for side, figure in enumerate((real, supposed)):
        for part in figure.parts:
            towns.setdefault(part.key, [None, None])[side] = part
    numbers = []
    for key, (one, other) in sorted(towns.items()):
        number = OtherNumber(key, *_pair(one), *_pair(other))
        if (number.real, number.real_of) != (number.supposed, number.supposed_of):
            numbers.append(number)
    return numbers


def _pair(part: Part | Figure | None) -> tuple[int, int | None]:
    return (0, None) if part is None else (part.value, part.of)
