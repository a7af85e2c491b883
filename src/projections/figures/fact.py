"""A fact: one thing counted, in the name of the event that made it so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Final, Protocol
from uuid import UUID

from domain.history import Organisation
from domain.words import Word

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from domain.history import Event, Recorded

NOBODY: Final = UUID(int=0)
"""The subject of facts that are about no person and no case."""


NOWHERE: Final = Organisation(NOBODY, "", "")
"""The organisation of what is kept at none."""


class Unit(Word):
    """Units, never mixed (`domain.md` 11.1)."""

    PERSON_TIMES = "person-times", "人次"
    PERSONS = "persons", "人"
    CASES = "cases", "件"
    HOUSEHOLDS = "households", "户"
    ASSOCIATIONS = "associations", "个"
    AREAS = "areas", "个自然村(小区)"
    TOWNS = "towns", "个镇(街道)"
    CLOSINGS = "closings", "件次"
    HAZARDS = "hazards", "项"
    NEEDS = "needs", "项"
    WORKDAYS = "workdays", "个工作日"
    PERCENT = "percent", "%"


class Kind(Enum):
    """How a figure is read from facts.

    FLOW: in a period, keys that fix their own date, so months add up. DISTINCT: in a period,
    distinct keys that may come again. STOCK: held on the last day asked. RATE: one figure in
    another, derived from both. MEAN: a sum over the cases it is about, derived from their facts.
    """

    FLOW = "flow"
    DISTINCT = "distinct"
    STOCK = "stock"
    RATE = "rate"
    MEAN = "mean"

    @property
    def is_derived(self) -> bool:
        """Whether it is read from facts that other measures made."""
        return self in {Kind.RATE, Kind.MEAN}


class About(Enum):
    """Whom the keys of a measure name, for breakdowns by what is sealed of a person.

    RESIDENTS: residents themselves. CASES: cases that have one resident. OTHERS: anything else.
    """

    RESIDENTS = "residents"
    CASES = "cases"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Measure:
    """What a figure means: id, names, unit, kind, the rule in words, and the rule's version.

    `naive` names the measures whose recorded lines a naive count would have added up, for the
    line under a tile that tells what was left out. One that is not `shown` is only there for others
    to be derived from, or to be told apart from. `about` tells whom its keys name.
    """

    id: str
    chinese: str
    english: str
    unit: Unit
    kind: Kind
    rule: str
    rule_english: str
    version: int = 1
    naive: tuple[str, ...] = ()
    shown: bool = True
    about: About = About.OTHERS


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing counted, before the engine resolves who it is about.

    `subject` + `rest` is what must be distinct: the resident for 人; resident, date and visitor for
    人次; the case for 件. `amount` is 1, or -1 where a stock goes down or a count is taken back.
    `occurred_on`, `organisation` and `source_version` are those of the recorded event unless given.
    What is taken back, and a stock that goes down, keeps the organisation and `source_version` it
    went up with, so that both lie in one area and are one line.
    """

    measure: str
    subject: UUID
    rest: str = ""
    amount: int = 1
    occurred_on: date | None = None
    organisation: Organisation | None = None
    source_version: int | None = None

    def made_by(self, recorded: Recorded[Event]) -> Fact:
        """Fill in what the recorded event says, for a fact that is kept to be taken back."""
        return replace(
            self,
            occurred_on=self.occurred_on or recorded.occurred_on,
            organisation=self.organisation or recorded.envelope.organisation or NOWHERE,
            source_version=self.source_version or recorded.version,
        )

    def taken_back(self) -> Fact:
        """Give the fact that makes this one undone, as if it had never been."""
        return replace(self, amount=-self.amount)

    def until(self, day: date) -> Fact:
        """Give the fact by which this stock goes down on `day`, the first day without it."""
        return replace(self, amount=-self.amount, occurred_on=day)


class Count(Protocol):
    """What a family folds from one stream; made anew for each stream, fed its standing events."""

    def count(self, recorded: Recorded[Event]) -> Iterable[Fact]:
        """Take one event over; give the facts it makes."""


@dataclass(frozen=True, slots=True)
class Family:
    """A family of measures: which topics it reads, and how it counts one stream.

    `stateless` families count each event by itself, so nothing is remembered of their streams.
    """

    name: str
    measures: tuple[Measure, ...]
    topics: frozenset[str]
    count: type[Count]
    stateless: bool = False
