"""What changed of earlier months between two positions, case by case 更正以前月份 (11.5).

Of each measure that adds up by months: the keys that were counted in a month at one position and
are not at the other, or the other way round. So the changes of a month are exactly the difference
between its two figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from projections.figures.fact import Kind
from projections.figures.figure import Question
from projections.figures.queries import IN_AREA
from projections.measures import MEASURES

if TYPE_CHECKING:
    from datetime import date

    from projections.figures.queries import FactsReader

ADJUSTED: Final = tuple(
    measure.id
    for measure in MEASURES.values()
    if measure.shown and measure.kind in {Kind.FLOW, Kind.DISTINCT}
)
"""The measures whose months can change afterwards; stocks and rates are read anew each time."""

_CHANGED: Final = (
    """
select measure, person, rest, month, case when after then 1 else -1 end, changed_at from (
    select measure, person, rest, to_char(occurred_on, 'YYYY-MM') as month,
           coalesce(sum(amount) filter (where position <= %(since)s), 0) > 0 as before,
           sum(amount) > 0 as after, max(position) as changed_at
    from {schema}.facts
    where measure = any(%(measures)s) and position <= %(position)s
      and occurred_on < %(first)s and """
    + IN_AREA
    + """
    group by 1, 2, 3, 4
) k where before <> after order by measure, month, changed_at, person, rest limit %(limit)s
"""
)


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One key more or less in an earlier month; `position` is the last event that touched it."""

    measure: str
    key: UUID
    rest: str
    month: str
    change: int
    position: int


def adjustments(
    facts: FactsReader, *, since: int, before: date, area: str | None, limit: int
) -> list[Adjustment]:
    """Give what changed of the months before a day, after position `since`."""
    some = MEASURES[ADJUSTED[0]]
    rows = facts.rows(
        _CHANGED,
        some,
        Question(some.id, before, before, area),
        since=since,
        measures=list(ADJUSTED),
        limit=limit,
    )
    return [Adjustment(*row) for row in rows]
