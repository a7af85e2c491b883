"""Two roll-ups kept beside the facts, so that calendar periods need not touch them.

STEPS holds, per measure, month and area, how many distinct keys stand. A row of an association
counts its own; a row of a town, the district or everything holds only the (negative) overlap of
keys that stand in more than one of its parts, so a figure is the sum of all rows within its area.
PRESENCES holds, per measure, calendar month and year, each key that stands there, so that distinct
persons over a period are a count of keys. Both are versioned by position.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final
from uuid import UUID

from projections.figures.fact import Kind
from projections.running.tables import NOW, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from projections.figures.fact import Measure
    from projections.running.tables import Store

STEPS: Final = Table(
    "steps",
    (
        ("measure", 'text collate "C" not null'),
        ("period", 'text collate "C" not null'),
        ("area", 'text collate "C" not null'),
        ("total", "bigint not null"),
    ),
    indexes=("(measure, period, to_position)",),
    key_columns=3,
)
PRESENCES: Final = Table(
    "presences",
    (
        ("measure", 'text collate "C" not null'),
        ("period", 'text collate "C" not null'),
        ("area", 'text collate "C" not null'),
        ("person", "uuid not null"),
        ("rest", 'text collate "C" not null'),
        ("town", 'text collate "C" not null'),
    ),
    indexes=("(measure, period, to_position)",),
    key_columns=5,
)

TOWN_DIGITS: Final = 9
DISTRICT_DIGITS: Final = 6

EVERYTHING: Final = "*"
"""The area that holds the districts, and what is kept at no organisation at all."""

Cell = tuple[str, UUID, str, str]
"""Measure, person, rest, period: where a key stands, by area."""

_NETS = """
select measure, person, rest, to_char(occurred_on, 'YYYY-MM'), code, sum(amount)::bigint
from {schema}.facts
where (measure, person, rest) in (select * from unnest(%s::text[], %s::uuid[], %s::text[]))
group by 1, 2, 3, 4, 5 having sum(amount) <> 0
"""
_TOTALS = f"""
select s.measure, s.period, s.area, s.total from {{schema}}.steps s
join unnest(%s::text[], %s::text[]) as k(measure, period)
    on s.measure = k.measure and s.period = k.period
where s.to_position = {NOW}
"""


class Rollups:
    """Turns changes of net amounts into rows of both tables."""

    def __init__(self, measures: Iterable[Measure]) -> None:
        """Keep roll-ups for those of `measures` that are read in a period."""
        kept = {Kind.FLOW, Kind.DISTINCT}
        self._kinds = {measure.id: measure.kind for measure in measures if measure.kind in kept}
        self._nets: dict[Cell, dict[str, int]] = {}
        self._totals: dict[tuple[str, str, str], int] = {}

    def forget(self) -> None:
        """Drop what is remembered."""
        self._nets.clear()
        self._totals.clear()

    def look_up(
        self, keys: set[tuple[str, UUID, str]], months: set[tuple[str, str]], store: Store
    ) -> None:
        """Read, before live changes are taken over, what stands for the keys and months touched.

        All at once and before the first of them: reading flushes, and a row that is put, flushed
        and put again at one position would leave a version behind that never held.
        """
        self.forget()
        self._look_up_totals(months, store)
        kept = [key for key in keys if key[0] in self._kinds]
        if not kept:
            return
        columns = [list(column) for column in zip(*kept, strict=True)]
        for measure, person, rest, month, code, net in store.rows(_NETS, columns):
            for period in _periods(self._kinds[measure], month):
                nets = self._nets.setdefault((measure, person, rest, period), {})
                nets[code] = nets.get(code, 0) + net

    def change(
        self,
        store: Store,
        *,
        measure: str,
        person: UUID,
        rest: str,
        month: str,
        code: str,
        amount: int,
        position: int,
    ) -> None:
        """Take over that a key's net amount changed in a month and area."""
        kind = self._kinds.get(measure)
        if kind is None:
            return
        for period in _periods(kind, month):
            cell = (measure, person, rest, period)
            nets = self._nets.get(cell)
            if nets is None:
                nets = self._nets[cell] = {}
            net = nets.get(code, 0)
            nets[code] = net + amount
            stands = net + amount > 0
            if stands is (net > 0):
                continue
            if kind is Kind.FLOW:
                self._step(store, (measure, period), nets, code, position)
            elif stands:
                key = (measure, period, code, person, rest)
                store.put(PRESENCES, key, (code[:TOWN_DIGITS],), position)
            else:
                store.end(PRESENCES, (measure, period, code, person, rest), position)

    def _step(
        self,
        store: Store,
        column: tuple[str, str],
        nets: Mapping[str, int],
        code: str,
        position: int,
    ) -> None:
        """Let the rows of a column follow, now that a key came to stand in `code`, or left it."""
        others = {area for area, net in nets.items() if net > 0 and area != code}
        change = 1 if nets[code] > 0 else -1
        changes = {code: change}
        if others:
            alone, together = _parts(others), _parts(others | {code})
            changes = {
                area: change * (part - alone.get(area, 0)) for area, part in together.items()
            }
        for area, part in changes.items():
            if part:
                key = (*column, area)
                total = self._totals[key] = self._totals.get(key, 0) + part
                store.put(STEPS, key, (total,), position)

    def _look_up_totals(self, months: set[tuple[str, str]], store: Store) -> None:
        columns = [month for month in months if self._kinds.get(month[0]) is Kind.FLOW]
        if columns:
            lists = [list(column) for column in zip(*columns, strict=True)]
            for measure, period, area, total in store.rows(_TOTALS, lists):
                self._totals[measure, period, area] = total


def _periods(kind: Kind, month: str) -> tuple[str, ...]:
    """Name the periods kept: months add up when keys fix their date, and years must be counted."""
    return (month,) if kind is Kind.FLOW else (month, month[:4])


def _parts(codes: set[str]) -> Mapping[str, int]:
    """Give what one key adds to each area's own row: 1 where it stands, less the overlaps."""
    parts = Counter(codes)
    within = codes
    for holds in (_town, _district, _everything):
        areas = [holds(area) for area in within]
        within = set(areas)
        parts.update(within)
        parts.subtract(areas)
    return parts


def _town(code: str) -> str:
    return code[:TOWN_DIGITS]


def _district(town: str) -> str:
    return town[:DISTRICT_DIGITS]


def _everything(_: str) -> str:
    return EVERYTHING
