"""Which clocks run, until when, and which dates came out otherwise by a new calendar?

A record may have several clocks; the list of cases shows the duty that is due next, this one all of
them, also the times in which somebody may still ask for something.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, LiteralString

from projections.lists.reader import AREA_COLUMN
from projections.running.tables import NOW, Table

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from domain.deadlines import DeadlineRecalculated
    from domain.history import Aggregate, Event, Organisation, Recorded
    from projections.lists.reader import ListReader
    from projections.running.tables import Values

CLOCKS: Final = Table(
    "clocks",
    (
        ("id", "uuid not null"),
        ("clock", 'text collate "C" not null'),
        ("kind", 'text collate "C" not null'),
        ("code", 'text collate "C" not null'),
        ("town", 'text collate "C" not null'),
        ("start_on", "date not null"),
        ("due_on", "date not null"),
        ("watch_on", "date not null"),
        ("provisional", "boolean not null"),
        ("calendar_version", 'text collate "C" not null'),
        ("is_right", "boolean not null"),
        ("reminded", "boolean not null"),
        ("missed", "boolean not null"),
    ),
    indexes=(
        "(due_on, id, clock, from_position, to_position)",
        "(town, due_on, id, clock, from_position, to_position)",
        "(code, due_on, id, clock, from_position, to_position)",
        f"(watch_on) where to_position = {NOW}",
    ),
    key_columns=2,
)
RECALCULATIONS: Final = Table(
    "recalculations",
    (
        ("position", "bigint not null"),
        ("id", "uuid not null"),
        ("clock", 'text collate "C" not null'),
        ("kind", 'text collate "C" not null'),
        ("code", 'text collate "C" not null'),
        ("town", 'text collate "C" not null'),
        ("was_due_on", "date not null"),
        ("due_on", "date not null"),
        ("provisional", "boolean not null"),
        ("calendar_version", 'text collate "C" not null'),
    ),
    indexes=("(calendar_version, position)",),
)

CLOCKS_MAX: Final = 1_000

_CLOCK: Final = ", ".join(name for name, _ in CLOCKS.columns)
_RECALCULATION: Final = ", ".join(name for name, _ in RECALCULATIONS.columns)


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One clock that runs in a record of `kind`."""

    id: UUID
    clock: str
    kind: str
    code: str
    town: str
    start_on: date
    due_on: date
    watch_on: date
    provisional: bool
    calendar_version: str
    is_right: bool
    reminded: bool
    missed: bool


@dataclass(frozen=True, slots=True)
class Recalculation:
    """One date that came out otherwise: `was_due_on` held until `position`."""

    position: int
    id: UUID
    clock: str
    kind: str
    code: str
    town: str
    was_due_on: date
    due_on: date
    provisional: bool
    calendar_version: str


def clock_rows(
    record: Aggregate[Any], kind: str, organisation: Organisation | None
) -> dict[str, Values]:
    """Give the row of each running clock but for its key."""
    code = organisation.code if organisation else ""
    return {
        running.clock: (
            kind,
            code,
            code[:9],
            running.deadline.start_on,
            running.deadline.due_on,
            running.deadline.watch_on,
            running.deadline.provisional,
            running.deadline.calendar_version,
            running.is_right,
            (running.clock, running.deadline.due_on) in record.reminded,
            (running.clock, running.deadline.due_on) in record.missed,
        )
        for running in record.clocks
    }


def recalculation_row(recorded: Recorded[Event], event: DeadlineRecalculated, kind: str) -> Values:
    """Give the row of a date that came out otherwise."""
    organisation = recorded.envelope.organisation
    code = organisation.code if organisation else ""
    return (
        recorded.position,
        recorded.stream,
        event.clock,
        kind,
        code,
        code[:9],
        event.old.due_on,
        event.new.due_on,
        event.new.provisional,
        event.new.calendar_version,
    )


class ClockReader:
    """Answers at the reading of a list reader."""

    def __init__(self, lists: ListReader) -> None:
        """Read what `lists` reads."""
        self._lists = lists

    def clocks(
        self,
        *,
        area: str = "",
        due_by: date | None = None,
        provisional: bool | None = None,
        after: tuple[date, UUID, str] | None = None,
        limit: int = CLOCKS_MAX,
    ) -> list[ClockRow]:
        """Give the clocks that run, the next one first.

        `area` is a division code of 6, 9 or 12 digits; `after` the last row of the page before.
        """
        conditions: list[LiteralString] = []
        parameters: list[object] = [self._lists.reading.position] * 2
        column = AREA_COLUMN.get(len(area))
        for condition, value in (
            (f"{column} = %s", area if column else None),
            ("due_on <= %s", due_by),
            ("provisional = %s", provisional),
        ):
            if value is not None:
                conditions.append(condition)
                parameters.append(value)
        if after is not None:
            conditions.append("(due_on, id, clock) > (%s, %s, %s)")
            parameters += after
        rows = self._lists.rows(
            f"select {_CLOCK} from {{schema}}.clocks"
            " where from_position <= %s and to_position > %s"
            + "".join(" and " + condition for condition in conditions)
            + " order by due_on, id, clock limit %s",
            [*parameters, min(limit, CLOCKS_MAX)],
        )
        return [ClockRow(*row) for row in rows]

    def to_watch(self, on: date, calendar_version: str) -> list[ClockRow]:
        """Give the clocks of which something may have to be noted `on` a day.

        Rather one too many than one too few: the record itself decides.
        """
        rows = self._lists.rows(
            f"select {_CLOCK} from {{schema}}.clocks"
            f" where to_position = {NOW} and from_position <= %s and ("
            "  (due_on < %s and not missed and not is_right)"
            "  or (due_on >= %s and not reminded"
            "      and (watch_on - %s) * 10 <= greatest(watch_on - start_on, 0) + 120)"
            "  or (due_on >= %s and calendar_version <> %s)"
            " ) order by due_on, id, clock",
            [self._lists.reading.position, on, on, on, on, calendar_version],
        )
        return [ClockRow(*row) for row in rows]

    def recalculations(
        self, *, calendar_version: str, area: str = "", after: int = 0, limit: int = CLOCKS_MAX
    ) -> list[Recalculation]:
        """Give the dates that came out otherwise by a calendar, in the order they were noted."""
        column = AREA_COLUMN.get(len(area))
        where = f" and {column} = %s" if column else ""
        rows = self._lists.rows(
            f"select {_RECALCULATION}"
            " from {schema}.recalculations"
            " where position <= %s and calendar_version = %s and position > %s"
            + where
            + " order by position, id, clock limit %s",
            [
                self._lists.reading.position,
                calendar_version,
                after,
                *([area] if column else []),
                min(limit, CLOCKS_MAX),
            ],
        )
        return [Recalculation(*row) for row in rows]
