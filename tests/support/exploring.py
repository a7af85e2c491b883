"""Which steps a record can really take, found by trying its commands on it, again and again.

From the empty record on, every command is given values of the types it asks for, many times over,
by dice that always fall the same. What is decided is folded, and goes on from there. So a step that
is found is possible, whatever a table says; a test holds that every event is found somewhere.
"""

from __future__ import annotations

import dataclasses
import enum
import types
from copy import copy
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, Final, NamedTuple, get_args, get_origin
from uuid import UUID

from application.catalogue import COMMANDS
from application.command.signatures import events_of, hints_of, without_none
from domain.appeal import SHIPPED_SLA, SlaTable
from domain.assessment import (
    AssessmentBatch,
    AssessmentStatus,
    DoctorListed,
    Finding,
    Grading,
    InstitutionDesignated,
    Roster,
    StopFacts,
)
from domain.calendar import Deadline, WorkCalendar
from domain.dispute import Confirmation, Party
from domain.history import Aggregate, Event, Rejected, Sealed
from domain.words import AssessmentPlace, DisabilityCategory, DisabilityGrade
from support.assessments import DOCTOR, INSTITUTION
from support.calendars import CALENDAR_2022
from support.disputes import APPLICANT, CONFIRMATIONS, RESPONDENT
from support.histories import CASE, SEALED, TOWN, VILLAGE, given, id_of
from support.samples import fields_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from domain.words import Word

    Decided = Event | tuple[Event, ...]
    Move = Callable[[Any, "Drawing"], Decided]
    Lens = Callable[[Any], Word | None]

TRIES: Final = 24
TRIES_FIRST: Final = 300
RECORDS_PER_STATUS_MAX: Final = 3
DAYS: Final = tuple(date(2022, 4, 1) + timedelta(days=n) for n in (0, 5, 27, 28, 38, 41, 60, 90))
PEOPLE: Final = (*(id_of(f"person {n}") for n in range(3)), DOCTOR, INSTITUTION)


class Step(NamedTuple):
    """One event that was decided: where the record stood before and after."""

    before: Word | None
    event: type[Event]
    after: Word | None


def explore(
    kind: type[Aggregate[Any]],
    moves: Iterable[Move],
    lens: Lens,
    lives: Iterable[Sequence[Event]] = (),
    tries: int = TRIES,
) -> frozenset[Step]:
    """Find the steps between what `lens` sees of a record of this kind.

    It begins with nothing and from every point of `lives`, which spare it the unlikely.
    """
    random = Random(kind.__name__)
    tried = tuple(moves)
    waiting = [kind(CASE)]
    waiting += [given(kind, *life[:n]) for life in lives for n in range(1, len(life) + 1)]
    known: dict[Word | None, set[tuple[object, ...]]] = {}
    steps: set[Step] = set()
    while waiting:
        record = waiting.pop(0)
        drawing = Drawing(record, random)
        for move in tried:
            for before, event, after in _outcomes(
                record, move, drawing, tries if record.version else TRIES_FIRST
            ):
                step = Step(lens(before), type(event), lens(after))
                met = known.setdefault(step.after, set())
                is_new = step not in steps
                steps.add(step)
                if is_new or (len(met) < RECORDS_PER_STATUS_MAX and _outline(after) not in met):
                    met.add(_outline(after))
                    waiting.append(after)
    return frozenset(steps)


def _outcomes(
    record: Aggregate[Any], move: Move, drawing: Drawing, tries: int
) -> Iterator[tuple[Aggregate[Any], Event, Aggregate[Any]]]:
    """Give what became of the record by each try of a move, until it is plainly refused."""
    refusals: list[type[Exception]] = []
    for _ in range(tries):
        if len(refusals) == tries // 3 and len(set(refusals)) == 1:
            return
        try:
            decided = move(record, drawing)
        except (Rejected, AssertionError) as refusal:  # some assert what no caller passes
            refusals.append(type(refusal))
            continue
        before = record
        for event in decided if isinstance(decided, tuple) else (decided,):
            after = copy(before)
            after.take(event)
            after.version += 1
            yield before, event, after
            before = after


def _outline(record: Aggregate[Any]) -> tuple[object, ...]:
    """Tell which records are much alike: the same words and answers, the same facts known."""
    facts = (getattr(record, each.name) for each in dataclasses.fields(record))
    return tuple(
        fact
        if isinstance(fact, (enum.Enum, bool)) or fact is None
        else min(len(fact), 2)
        if isinstance(fact, (tuple, frozenset))
        else "known"
        for fact in facts
    )


def moves_of(kind: type[Aggregate[Any]]) -> tuple[Move, ...]:
    """Give the commands of a kind of record, each with values drawn for its signature."""
    decides = dict.fromkeys(each.decide for each in COMMANDS if each.kind is kind)
    return tuple(_move(each) for each in decides if each.__name__ not in vars(Aggregate))


def events_decided(kind: type[Aggregate[Any]]) -> frozenset[type[Event]]:
    """Give the events that the commands of a kind of record say they decide."""
    return frozenset(
        event
        for each in COMMANDS
        if each.kind is kind and each.decide.__name__ not in vars(Aggregate)
        for event in events_of(each.decide)
    )


def _move(decide: Callable[..., Any]) -> Move:
    asked = {name: kind for name, kind in hints_of(decide).items() if name != "return"}

    def move(record: Aggregate[Any], drawing: Drawing) -> Decided:
        decided: Decided = decide(record, **{n: drawing.value(k, n) for n, k in asked.items()})
        return decided

    return move


class Drawing:
    """Draws values of any type, from what the record knows and a little beside."""

    def __init__(self, record: Aggregate[Any], random: Random) -> None:
        self.random = random
        self.record = record
        self.found: dict[type, list[Any]] = {UUID: [], date: []}
        for each in dataclasses.fields(record):
            self._find(getattr(record, each.name))

    def _find(self, fact: object) -> None:
        if isinstance(fact, Deadline):
            self.found[date] += [fact.due_on, fact.due_on + timedelta(days=1)]
        elif isinstance(fact, (UUID, date)):
            self.found[type(fact)].append(fact)
        elif isinstance(fact, (tuple, frozenset)):
            for part in sorted(fact, key=repr):
                self._find(part)
        elif dataclasses.is_dataclass(fact):
            for each in dataclasses.fields(fact):
                self._find(getattr(fact, each.name))

    def value(self, kind: Any, name: str) -> Any:
        """Draw a value for the argument or field of that name and type."""
        if kind in _GIVEN:
            return _GIVEN[kind](self)
        inner = without_none(kind)
        if inner is not kind or types.NoneType in get_args(kind):
            return None if self.random.random() < 0.3 else self.value(inner, name)
        if get_origin(kind) is tuple:
            return self._several(get_args(kind)[0], name)
        if kind in self.found:
            beside = PEOPLE if kind is UUID else DAYS
            return self.random.choice((*self.found[kind], *beside))
        if issubclass(kind, enum.Enum):
            return self.random.choice(list(kind))
        return kind(**{part: self.value(hint, part) for part, hint in fields_of(kind).items()})

    def _several(self, item: Any, name: str) -> tuple[Any, ...]:
        if item is StopFacts and isinstance(self.record, AssessmentBatch):
            return tuple(self._stop(stop.request) for stop in self.record.stops)
        drawn = [self.value(item, name) for _ in range(self.random.randrange(4))]
        return tuple(each for n, each in enumerate(drawn) if each not in drawn[:n])

    def roster(self) -> Roster:
        """Give the list of the institution that the record names."""
        institution = getattr(self.record, "institution", None)
        return dataclasses.replace(_LISTING, id=institution or CASE)

    def _stop(self, request: UUID) -> StopFacts:
        status = self.random.choice((AssessmentStatus.ACCEPTED, AssessmentStatus.SCREENED))
        return StopFacts(
            request=request,
            status=status,
            place=AssessmentPlace.HOME,
            in_district=True,
            categories=(_LIMB,),
        )


_LIMB: Final = DisabilityCategory.PHYSICAL
_GRADE: Final = DisabilityGrade.FIRST
_GRADING: Final = Grading(
    findings=(Finding(category=_LIMB, grade=_GRADE),), category=_LIMB, grade=_GRADE
)
_LISTING: Final = given(
    Roster,
    InstitutionDesignated(name="医院", categories=(_LIMB,), valid_from=DAYS[0]),
    *(DoctorListed(doctor=each, categories=(_LIMB,), valid_from=DAYS[0]) for each in PEOPLE),
)

# What no dice would hit, and what the desk or another record knows.
_GIVEN: Final[dict[Any, Callable[[Drawing], object]]] = {
    bool: lambda drawing: drawing.random.random() < 0.5,
    int: lambda drawing: drawing.random.choice((0, 0, 1, 2, 7, 30, 20_000)),
    str: lambda drawing: drawing.random.choice(("1", VILLAGE, TOWN, f"{TOWN}002")),
    Sealed: lambda _: SEALED,
    Roster: lambda drawing: drawing.roster(),
    Grading: lambda _: _GRADING,
    WorkCalendar: lambda _: CALENDAR_2022,
    SlaTable: lambda _: SHIPPED_SLA,
    tuple[Confirmation, ...]: lambda drawing: CONFIRMATIONS[drawing.random.randrange(2) :],
    tuple[Party, ...]: lambda _: (APPLICANT, RESPONDENT),
    tuple[DisabilityCategory, ...]: lambda _: (_LIMB,),
}
