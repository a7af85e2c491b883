"""Which keys moved a figure between two positions, and which event made each known?

The keys counted at one position and not at the other: so the moves add up to the difference of the
two values. Of a rate, the moves are those of its numerator; of a mean, of its sum.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from projections.figures.fact import Kind
from projections.figures.queries import FACTS, IN_AREA, KNOWN
from projections.figures.reader import measure_of
from projections.measures import RATES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from projections.figures.fact import Measure
    from projections.figures.figure import Question, Reading
    from projections.figures.queries import Page
    from projections.figures.reader import FigureReader

Key = tuple["UUID", str]


@dataclass(frozen=True, slots=True)
class Move:
    """One key more (+) or less (-), and the position of the event that made it so.

    Of a rate no single event may be to blame: then it is the last one that touched the person.
    """

    person: UUID
    rest: str
    occurred_on: date
    change: int
    position: int | None


# The keys that stand at one of the positions only; the day is that of their first fact.
_MOVED: Final = (
    """
select person, rest, day, after_it from (
    select person, rest, min(occurred_on) as day,
           coalesce(sum(amount) filter (where position <= %(then)s), 0) > 0 as before_it,
           sum(amount) > 0 as after_it
"""
    + FACTS
    + """
    group by person, rest
) k where before_it <> after_it
    and (%(after_day)s::date is null or (day, person::text, rest) >
         (%(after_day)s::date, %(after_person)s::text, %(after_rest)s::text))
order by day, person::text, rest limit %(limit)s
"""
)
_STEPS: Final = (
    "select person, rest, position, sum(amount)::bigint"
    + FACTS
    + " and (person, rest) in (select * from unnest(%(persons)s::uuid[], %(rests)s::text[]))"
    " group by 1, 2, 3 order by 3"
)
_TOUCHED: Final = (
    "select person, rest, max(position) from {schema}.facts"
    f" where measure = any(%(reads)s) and {KNOWN} and {IN_AREA}"
    " and position > %(then)s and person = any(%(persons)s) group by 1, 2"
)


def moves(
    figures: FigureReader, then: Reading, question: Question, *, after: Page = None, limit: int
) -> list[Move]:
    """Give what moved a figure from `then` to the reading of `figures`, in order of date."""
    measure = measure_of(question.measure)
    if measure.kind.is_derived:
        return _derived(figures, then, measure, question, after=after, limit=limit)
    last_day, last_person, last_rest = after or (None, None, None)
    rows = figures.facts.rows(
        _MOVED,
        measure,
        question,
        then=then.position,
        after_day=last_day,
        after_person=last_person,
        after_rest=last_rest,
        limit=limit,
    )
    flips = _flips(figures, measure, question, [(row[0], row[1]) for row in rows])
    return [
        Move(person, rest, day, 1 if stands else -1, flips[person, rest])
        for person, rest, day, stands in rows
    ]


def _flips(
    figures: FigureReader, measure: Measure, question: Question, keys: list[Key]
) -> dict[Key, int]:
    """Find, for each key, the position since which it stands as it does, or does not."""
    steps = figures.facts.rows(
        _STEPS,
        measure,
        question,
        persons=[person for person, _ in keys],
        rests=[rest for _, rest in keys],
    )
    nets: defaultdict[Key, int] = defaultdict(int)
    flips: dict[Key, int] = {}
    for person, rest, position, amount in steps:
        stood = nets[person, rest] > 0
        nets[person, rest] += amount
        if (nets[person, rest] > 0) is not stood:
            flips[person, rest] = position
    return flips


def _derived(
    figures: FigureReader,
    then: Reading,
    measure: Measure,
    question: Question,
    *,
    after: Page,
    limit: int,
) -> list[Move]:
    """Compare the drill-downs of what is derived from other measures' facts."""
    before = {(key.person, key.rest): key for key in figures.at(then).every_key(question)}
    now = {(key.person, key.rest): key for key in figures.every_key(question)}
    moved = sorted(
        ((before | now)[key] for key in before.keys() ^ now.keys()),
        key=lambda key: (key.occurred_on, str(key.person), key.rest),
    )
    page = [
        key
        for key in moved
        if after is None or (key.occurred_on, str(key.person), key.rest) > after
    ][:limit]
    touched = _touched(figures, then, measure, question, (key.person for key in page))
    return [
        Move(
            key.person,
            key.rest,
            key.occurred_on,
            _weight(measure, key.rest) * (1 if (key.person, key.rest) in now else -1),
            touched.get((key.person, key.rest)) or touched.get((key.person, "")),
        )
        for key in page
    ]


def _touched(
    figures: FigureReader,
    then: Reading,
    measure: Measure,
    question: Question,
    persons: Iterable[UUID],
) -> dict[Key, int]:
    """Find the last event that touched each key, and, under no rest, each person."""
    rows = figures.facts.rows(
        _TOUCHED,
        measure,
        question,
        reads=list(RATES[measure.id].reads),
        then=then.position,
        persons=list(persons),
    )
    touched: dict[Key, int] = {}
    for person, rest, position in rows:
        touched[person, rest] = position
        touched[person, ""] = max(touched.get((person, ""), 0), position)
    return touched


def _weight(measure: Measure, rest: str) -> int:
    """Give what a key adds to the value: of a mean, its number."""
    return int(rest) if measure.kind is Kind.MEAN else 1
