"""Which cases entered a list, left it, or changed in it, between two positions?

A case may come to be overdue with no entry of its own, as days pass; anything else that changes a
list is a new version of a row.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import Enum
from typing import TYPE_CHECKING, Final, LiteralString

from projections.lists.reader import PAGE_MAX, WAITED_FOR, CaseFilter, CaseRow, conditions_of

if TYPE_CHECKING:
    from uuid import UUID

    from projections.figures.figure import Reading
    from projections.lists.reader import ListReader


class Became(Enum):
    """What became of a case in a list."""

    ENTERED = "entered"
    LEFT = "left"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class CaseChange:
    """One case that entered a list, left it, or changed in it; its rows, in the list or not.

    `before` is None for a case that was not recorded then. `opened_position` is for pages.
    """

    id: UUID
    opened_position: int
    became: Became
    before: CaseRow | None
    after: CaseRow

    @property
    def changed(self) -> tuple[str, ...]:
        """Name the fields that are not what they were."""
        if self.before is None:
            return ()
        return tuple(
            each.name
            for each in fields(CaseRow)
            if getattr(self.before, each.name) != getattr(self.after, each.name)
        )


_TOUCHED: Final = "id in (select id from {schema}.cases where from_position between %s and %s)"
_BY_DAYS: Final = f"{WAITED_FOR} and due_on >= %s and due_on < %s"


def case_changes(
    lists: ListReader,
    then: Reading,
    *,
    wanted: tuple[CaseFilter, CaseFilter],
    after: tuple[int, UUID] | None = None,
    limit: int = 50,
) -> tuple[list[CaseChange], tuple[int, UUID] | None]:
    """Give what changed from `then` to the reading of `lists`, the newest case first.

    `wanted` is the filter then and now: they differ by the day that overdue is counted from.
    Gives a page, and what asks for the page after it.
    """
    was_in, was_said = _held_at(then.position, wanted[0])
    is_in, is_said = _held_at(lists.reading.position, wanted[1])
    among, among_said = _among(then.position, lists.reading.position, wanted)
    beyond: LiteralString = "" if after is None else " and (opened_position, id) < (%s, %s)"
    rows = lists.rows(
        "select id, opened_position, was_in, is_in from ("
        f"select id, opened_position, coalesce(bool_or({was_in}), false) as was_in,"
        f" coalesce(bool_or({is_in}), false) as is_in,"
        " bool_or(from_position between %s and %s) as moved"
        " from {schema}.cases where " + among + " group by id, opened_position) k"
        " where (was_in or is_in) and (was_in <> is_in or moved)"
        + beyond
        + " order by opened_position desc, id desc limit %s",
        [
            *was_said,
            *is_said,
            then.position + 1,
            lists.reading.position,
            *among_said,
            *(after or ()),
            min(limit, PAGE_MAX),
        ],
    )
    ids = [row[0] for row in rows]
    before, now = lists.at(then).cases_of(ids), lists.cases_of(ids)
    found = [
        CaseChange(case, opened, _became(was, now=is_now), before.get(case), now[case])
        for case, opened, was, is_now in rows
    ]
    last = (rows[-1][1], rows[-1][0]) if len(rows) == min(limit, PAGE_MAX) else None
    # A row that went and came back is no change.
    return [each for each in found if each.became is not Became.CHANGED or each.changed], last


def _became(was: bool, *, now: bool) -> Became:  # noqa: FBT001  (a row of two flags)
    if was and now:
        return Became.CHANGED
    return Became.ENTERED if now else Became.LEFT


def _held_at(position: int, wanted: CaseFilter) -> tuple[LiteralString, list[object]]:
    conditions = conditions_of(wanted)
    held: LiteralString = "from_position <= %s and to_position > %s"
    for condition, _ in conditions:
        held += " and " + condition
    return held, [position, position, *(value for _, value in conditions)]


def _among(
    then: int, now: int, wanted: tuple[CaseFilter, CaseFilter]
) -> tuple[LiteralString, list[object]]:
    """Say which cases can have changed: those touched, and those whose day came."""
    days = wanted[0].overdue_on, wanted[1].overdue_on
    if None in days or days[0] == days[1]:
        return _TOUCHED, [then + 1, now]
    return (
        f"({_TOUCHED} or id in (select id from {{schema}}.cases where {_BY_DAYS}))",
        [then + 1, now, *days],
    )
