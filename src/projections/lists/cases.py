"""Which records are there, where does each stand, who handles it, and what is due next?

Versioned by position, so any list can be read as it was at a past moment. A case number is the n-th
registration of its kind, town and year in position order; voided and merged ones keep theirs, so
the numbers are the same after every rebuild (`domain.md`, Appendix A).
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any, ClassVar, Final

from domain.catalogue import KINDS as KIND_OF_TOPIC
from domain.deadlines import DeadlineRecalculated
from domain.history import Corrected, Voided, VoidReverted, fold, standing_corrections
from projections.lists.clocks import CLOCKS, RECALCULATIONS, clock_rows, recalculation_row
from projections.lists.summary import KINDS, summarise
from projections.running.model import ReadModel
from projections.running.tables import NOW, Table

if TYPE_CHECKING:
    from uuid import UUID

    from domain.history import Aggregate, Event, Recorded
    from projections.lists.summary import Kind
    from projections.running.batch import Batch, Feed
    from projections.running.tables import Store, Values

CASES: Final = Table(
    "cases",
    (
        ("id", "uuid not null"),
        ("kind", 'text collate "C" not null'),
        ("number", 'text collate "C"'),
        ("opened_position", "bigint not null"),
        ("opened_on", "date not null"),
        ("code", 'text collate "C" not null'),
        ("town", 'text collate "C" not null'),
        ("status", 'text collate "C" not null'),
        ("open", "boolean not null"),
        ("handler", "uuid"),
        ("person", "uuid"),
        ("category", 'text collate "C"'),
        ("due_on", "date"),
        ("watch_on", "date"),
        ("provisional", "boolean not null"),
        ("corrected", "boolean not null"),
    ),
    indexes=(
        "(kind, opened_position, id, from_position, to_position)",
        "(kind, status, opened_position, id, from_position, to_position)",
        "(town, opened_position, id, from_position, to_position)",
        "(code, opened_position, id, from_position, to_position)",
        "(handler, opened_position, id, from_position, to_position) where handler is not null",
        "(person, opened_position, id, from_position, to_position) where person is not null",
        "(watch_on, id, from_position, to_position) where open and watch_on is not null",
        f"(kind, opened_position, id) where to_position = {NOW}",
        f"(number) where to_position = {NOW}",
        "(id, from_position)",
        "(from_position, id)",
    ),
    key_columns=1,
)
SERIES: Final = Table(
    "series",
    (("series", 'text collate "C" not null'), ("number", "int not null"), ("id", "uuid not null")),
    indexes=("(series, number)",),
)

CASES_REMEMBERED_MAX: Final = 100_000

_VERBS = (Corrected, Voided, VoidReverted)
_KIND_OF: Final = {kind.aggregate: kind for kind in KINDS}


class _Case:
    """A record as folded so far, and its row as last written."""

    __slots__ = ("aggregate", "clocks", "corrected", "fixed", "values")

    def __init__(self, aggregate: Aggregate[Any], fixed: Values) -> None:
        self.aggregate = aggregate
        self.fixed = fixed
        self.values: Values | None = None
        self.clocks: dict[str, Values] = {}
        self.corrected = False


class CasesModel(ReadModel):
    """The list of cases of every kind, and of the clocks that run in them."""

    name = "cases"
    version = 4
    tables: ClassVar[tuple[Table, ...]] = (CASES, CLOCKS, RECALCULATIONS, SERIES)

    def __init__(self) -> None:
        """Start remembering nothing."""
        self._cases: OrderedDict[UUID, _Case] = OrderedDict()
        self._last_numbers: dict[str, int] = {}

    def forget(self) -> None:
        """Drop everything remembered."""
        self._cases.clear()
        self._last_numbers.clear()

    def project(self, batch: Batch, store: Store) -> None:
        """Take a batch over."""
        for recorded in batch.events:
            case = self._folded(recorded, batch.feed, store)
            if case is None:
                continue
            values = _values(case, recorded)
            if values != case.values:
                case.values = values
                store.put(CASES, (recorded.stream,), values, recorded.position)
            _put_clocks(case, recorded, store)
        while not store.in_bulk and len(self._cases) > CASES_REMEMBERED_MAX:
            self._cases.popitem(last=False)

    def _folded(self, recorded: Recorded[Event], feed: Feed, store: Store) -> _Case | None:
        """Give the record with this event taken over; None for streams that are no case."""
        stream = recorded.stream
        case = self._cases.get(stream)
        if case is None:
            case = self._opened(recorded, store) if recorded.version == 1 else None
            if case is None and recorded.version > 1:
                case = self._found(recorded, feed, store)
            if case is None:
                return None
            self._cases[stream] = case
        else:
            self._cases.move_to_end(stream)
        if isinstance(recorded.event, _VERBS):
            history = feed.history(stream, through=recorded.position)
            case.aggregate = fold(type(case.aggregate), stream, history)
            case.corrected = bool(standing_corrections(history))
        else:
            case.aggregate.take(recorded.event)
            case.aggregate.version = recorded.version
        return case

    def _opened(self, recorded: Recorded[Event], store: Store) -> _Case | None:
        kind = _kind_of(recorded)
        if kind is None:
            return None
        number = self._next_number(kind, recorded, store)
        return _Case(kind.aggregate(recorded.stream), _fixed(kind, number, recorded))

    def _found(self, recorded: Recorded[Event], feed: Feed, store: Store) -> _Case | None:
        """Fold again a record that is not remembered, as it was before this event."""
        history = feed.history(recorded.stream, through=recorded.position - 1)
        kind = _kind_of(history[0])
        if kind is None:
            return None
        number = self._known_number(kind, history[0], store)
        case = _Case(
            fold(kind.aggregate, recorded.stream, history), _fixed(kind, number, history[0])
        )
        case.corrected = bool(standing_corrections(history))
        case.values = _values(case, history[-1])
        case.clocks = _clocks(case, history[-1])
        return case

    def _next_number(self, kind: Kind, first: Recorded[Event], store: Store) -> str | None:
        series = _series(kind, first)
        if series is None:
            return None
        last = self._last_numbers.get(series)
        if last is None:
            query = "select coalesce(max(number), 0) from {schema}.series where series = %s"
            last = 0 if store.in_bulk else int(store.rows(query, [series])[0][0])
        self._last_numbers[series] = last + 1
        store.add(SERIES, (series, last + 1, first.stream))
        return _number(series, last + 1)

    def _known_number(self, kind: Kind, first: Recorded[Event], store: Store) -> str | None:
        series = _series(kind, first)
        if series is None:
            return None
        query = "select number from {schema}.series where series = %s and id = %s"
        return _number(series, int(store.rows(query, [series, first.stream])[0][0]))


def _kind_of(first: Recorded[Event]) -> Kind | None:
    aggregate = KIND_OF_TOPIC.get(first.event.topic)
    return None if aggregate is None else _KIND_OF.get(aggregate)


def _series(kind: Kind, first: Recorded[Event]) -> str | None:
    organisation = first.envelope.organisation
    if kind.letters is None or organisation is None:
        return None
    return f"{kind.letters}-{organisation.town}-{first.occurred_on.year}"


def _number(series: str, nth: int) -> str:
    return f"{series}-{nth:04d}"


def _fixed(kind: Kind, number: str | None, first: Recorded[Event]) -> Values:
    return (kind.code, number, first.position, first.occurred_on)


def _values(case: _Case, recorded: Recorded[Event]) -> Values:
    """Give the row but for its id."""
    summary = summarise(case.aggregate)
    organisation = recorded.envelope.organisation
    code = organisation.code if organisation else ""
    due = summary.due
    return (
        *case.fixed,
        code,
        code[:9],
        summary.status,
        summary.open,
        summary.handler,
        summary.person,
        summary.category,
        due.due_on if due else None,
        due.watch_on if due else None,
        due.provisional if due else False,
        case.corrected,
    )


def _clocks(case: _Case, recorded: Recorded[Event]) -> dict[str, Values]:
    if case.aggregate.is_void or not case.aggregate.clocks:
        return {}
    return clock_rows(case.aggregate, str(case.fixed[0]), recorded.envelope.organisation)


def _put_clocks(case: _Case, recorded: Recorded[Event], store: Store) -> None:
    """Write down the clocks that this event started, moved or stopped."""
    if isinstance(recorded.event, DeadlineRecalculated):
        store.add(RECALCULATIONS, recalculation_row(recorded, recorded.event, str(case.fixed[0])))
    before, case.clocks = case.clocks, _clocks(case, recorded)
    for clock in before.keys() - case.clocks.keys():
        store.end(CLOCKS, (recorded.stream, clock), recorded.position)
    for clock, values in case.clocks.items():
        if before.get(clock) != values:
            store.put(CLOCKS, (recorded.stream, clock), values, recorded.position)
