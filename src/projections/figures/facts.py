"""Which facts stand, and since which position?

One table answers what was reported and what is known now: a fact names the event it is about
(`source`) and the event that made it known (`position`), and is never changed. Voids, corrections
and their reverts are handled here, once: the touched stream is folded again as it stands, and the
difference is written at the new event's position. A merge moves the standing facts of the loser to
the survivor. Measures never hear of any of it.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from typing import TYPE_CHECKING, Any, ClassVar, Final

from domain.history import Corrected, Voided, VoidReverted, standing
from domain.resident import (
    MergeReverted,
    ResidentCorrected,
    ResidentsMerged,
    ResidentVoided,
    ResidentVoidReverted,
)
from projections.figures.merges import SURVIVORS, Merges, merged_into
from projections.figures.rollups import PRESENCES, STEPS, TOWN_DIGITS, Rollups
from projections.measures import FAMILIES
from projections.running.model import ReadModel
from projections.running.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from uuid import UUID

    from domain.history import Event, Recorded
    from projections.figures.fact import Count, Fact, Family
    from projections.running.batch import Batch, Feed
    from projections.running.tables import Store, Values

FACTS: Final = Table(
    "facts",
    (
        ("measure", 'text collate "C" not null'),
        ("person", "uuid not null"),
        ("rest", 'text collate "C" not null'),
        ("subject", "uuid not null"),
        ("code", 'text collate "C" not null'),
        ("town", 'text collate "C" not null'),
        ("occurred_on", "date not null"),
        ("amount", "bigint not null"),
        ("source", "uuid not null"),
        ("source_version", "int not null"),
        ("cause", "smallint not null"),
        ("position", "bigint not null"),
    ),
    indexes=(
        "(measure, occurred_on, town, code)",
        "(measure, person, rest)",
        "(subject)",
        "(source)",
    ),
)

BY_EVENT: Final = 0
BY_CORRECTION: Final = 1
BY_MERGE: Final = 2

CASES_REMEMBERED_MAX: Final = 50_000

_VERBS = (Corrected, Voided, VoidReverted)
_MERGING = (ResidentsMerged, MergeReverted, ResidentCorrected, ResidentVoided, ResidentVoidReverted)

MERGING_TOPICS: Final = frozenset(event.topic for event in _MERGING)
"""What may change who a person is, and so every figure that counts people."""

Draft = tuple[str, "UUID", str, str, str, "date", int]
"""Measure, subject, rest, code, town, occurred_on, source_version: a fact without its amount."""

Drafts = dict[Draft, int]
"""Facts with their amounts; what was taken back at once has the amount 0 and is not written."""

Move = tuple[Draft, "UUID", "UUID", int]
"""A fact that stands, its source, the person to write it for, and the change of its amount."""

_STANDING = """
select measure, subject, rest, code, town, occurred_on, source_version, source, sum(amount)::bigint
from {schema}.facts where subject = %s
group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(amount) <> 0
"""


class FactsModel(ReadModel):
    """The facts table and what is kept beside it."""

    name = "facts"
    version = 1
    tables: ClassVar[tuple[Table, ...]] = (FACTS, STEPS, PRESENCES, SURVIVORS)

    def __init__(self, families: tuple[Family, ...] = FAMILIES) -> None:
        """Count by `families`."""
        self._families: dict[str, list[Family]] = {}
        for family in families:
            for topic in family.topics:
                self._families.setdefault(topic, []).append(family)
        self._rollups = Rollups(measure for family in families for measure in family.measures)
        self._merges = Merges()
        self._merges_known = False
        self._cases: OrderedDict[UUID, dict[str, Count]] = OrderedDict()
        self._of_subject: dict[UUID, list[tuple[Draft, UUID, int]]] = {}

    def forget(self) -> None:
        """Drop everything remembered."""
        self._rollups.forget()
        self._merges.forget()
        self._merges_known = False
        self._cases.clear()
        self._of_subject.clear()

    def project(self, batch: Batch, store: Store) -> None:
        """Count a batch."""
        if not store.in_bulk and not self._merges_known:
            self._merges.look_up(store)
            self._merges_known = True
        for segment in _segments(batch.events):
            self._project_segment(segment, batch.feed, store)
        if not store.in_bulk:
            self._remember_less()

    def _project_segment(self, events: Sequence[Recorded[Event]], feed: Feed, store: Store) -> None:
        """Count events of which none, or the only one, can merge people."""
        counted = [(recorded, self._drafts(recorded, feed, store)) for recorded in events]
        moves = self._moves(events[0], feed, store) if isinstance(events[0].event, _MERGING) else []
        if not store.in_bulk:
            self._look_up(counted, moves, store)
        for recorded, drafts in counted:
            cause = BY_CORRECTION if isinstance(recorded.event, _VERBS) else BY_EVENT
            source, position = recorded.stream, recorded.position
            for draft, amount in drafts.items():
                if not amount:
                    continue
                person = self._merges.survivor(draft[1])
                self._add(store, draft, source, person, amount, cause=cause, position=position)
        for draft, source, person, amount in moves:
            position = events[0].position
            self._add(store, draft, source, person, amount, cause=BY_MERGE, position=position)

    # --- counting

    def _drafts(self, recorded: Recorded[Event], feed: Feed, store: Store) -> Drafts:
        """Give the facts an event makes, or the difference a correction or void makes."""
        if isinstance(recorded.event, _VERBS):
            return self._difference(recorded, feed)
        drafts: Drafts = {}
        for family in self._families.get(recorded.event.topic, ()):
            case = self._case(family, recorded, feed, store)
            _take(drafts, case.count(recorded), recorded)
        return drafts

    def _difference(self, recorded: Recorded[Event], feed: Feed) -> Drafts:
        history = feed.history(recorded.stream, through=recorded.position)
        before, _ = self._fold(history[:-1])
        after, cases = self._fold(history)
        self._cases[recorded.stream] = cases
        for draft, amount in before.items():
            after[draft] = after.get(draft, 0) - amount
        return after

    def _fold(self, history: Iterable[Recorded[Event]]) -> tuple[Drafts, dict[str, Count]]:
        """Count a whole stream as it stands."""
        drafts: Drafts = {}
        cases: dict[str, Count] = {}
        for recorded in standing(list(history)):
            for family in self._families.get(recorded.event.topic, ()):
                case = cases.get(family.name)
                if case is None:
                    case = cases[family.name] = family.count()
                _take(drafts, case.count(recorded), recorded)
        return drafts, cases

    def _case(self, family: Family, recorded: Recorded[Event], feed: Feed, store: Store) -> Count:
        """Give what a family folded from the stream so far."""
        if family.stateless:
            return family.count()
        cases = self._cases.get(recorded.stream)
        if cases is None:
            cases = {}
            if recorded.version > 1 and not store.in_bulk:
                earlier = feed.history(recorded.stream, through=recorded.position - 1)
                _, cases = self._fold(earlier)
            self._cases[recorded.stream] = cases
        case = cases.get(family.name)
        if case is None:
            case = cases[family.name] = family.count()
        return case

    # --- writing

    def _look_up(
        self,
        counted: list[tuple[Recorded[Event], Drafts]],
        moves: list[Move],
        store: Store,
    ) -> None:
        """Ask once what stands for all the keys a live segment will touch."""
        survivor = self._merges.survivor
        changes = [(draft, survivor(draft[1])) for _, drafts in counted for draft in drafts]
        changes += [(draft, person) for draft, _, person, _ in moves]
        keys = {(draft[0], person, draft[2]) for draft, person in changes}
        months = {(draft[0], _month(draft[5])) for draft, _ in changes}
        self._rollups.look_up(keys, months, store)

    def _add(
        self,
        store: Store,
        draft: Draft,
        source: UUID,
        person: UUID,
        amount: int,
        *,
        cause: int,
        position: int,
    ) -> None:
        measure, subject, rest, code, town, occurred_on, source_version = draft
        row: Values = (
            measure,
            person,
            rest,
            subject,
            code,
            town,
            occurred_on,
            amount,
            source,
            source_version,
            cause,
            position,
        )
        store.add(FACTS, row)
        if store.in_bulk and cause != BY_MERGE:
            self._of_subject.setdefault(subject, []).append((draft, source, amount))
        self._rollups.change(
            store,
            measure=measure,
            person=person,
            rest=rest,
            month=_month(occurred_on),
            code=code,
            amount=amount,
            position=position,
        )

    # --- merging

    def _moves(self, recorded: Recorded[Event], feed: Feed, store: Store) -> list[Move]:
        """Give the standing facts to move, for everybody whose survivor this event changes."""
        into = merged_into(feed.history(recorded.stream, through=recorded.position))
        changed = self._merges.point(recorded.stream, into, store, recorded.position)
        return [
            (draft, source, person, change)
            for subject, (was, now) in changed.items()
            for draft, source, amount in self._standing_facts(subject, store)
            for person, change in ((was, -amount), (now, amount))
        ]

    def _standing_facts(self, subject: UUID, store: Store) -> list[tuple[Draft, UUID, int]]:
        if store.in_bulk:
            facts: Counter[tuple[Draft, UUID]] = Counter()
            for draft, source, amount in self._of_subject.get(subject, ()):
                facts[draft, source] += amount
            return [(draft, source, amount) for (draft, source), amount in facts.items() if amount]
        rows: list[Any] = store.rows(_STANDING, [subject])
        return [(tuple(row[:7]), row[7], row[8]) for row in rows]

    def _remember_less(self) -> None:
        while len(self._cases) > CASES_REMEMBERED_MAX:
            self._cases.popitem(last=False)


def _month(day: date) -> str:
    return day.isoformat()[:7]


def _take(drafts: Drafts, facts: Iterable[Fact], recorded: Recorded[Event]) -> None:
    for fact in facts:
        organisation = fact.organisation or recorded.envelope.organisation
        code = organisation.code if organisation else ""
        draft: Draft = (
            fact.measure,
            fact.subject,
            fact.rest,
            code,
            code[:TOWN_DIGITS],
            fact.occurred_on or recorded.envelope.occurred_on,
            fact.source_version or recorded.version,
        )
        drafts[draft] = drafts.get(draft, 0) + fact.amount


def _segments(events: Sequence[Recorded[Event]]) -> Iterator[Sequence[Recorded[Event]]]:
    """Cut a batch so that an event that can merge people stands alone."""
    start = 0
    for index, recorded in enumerate(events):
        if isinstance(recorded.event, _MERGING):
            if start < index:
                yield events[start:index]
            yield events[index : index + 1]
            start = index + 1
    if start < len(events):
        yield events[start:]
