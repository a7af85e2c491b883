"""An office over a real log: a fixed time, keys in a folder of the test, and look-ups as told."""

from __future__ import annotations

import dataclasses
import typing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID, uuid4

from application.actor import Actor
from application.catalogue import command
from application.command import hints_of, without_none
from application.desk import Desk
from application.idempotency import command_id
from application.lookups import CountedKeys, FirstVisit, Left, ReadFigures, WatchedClock
from application.office import Office
from domain.audit_sample import Candidate, SampledEntry, Seed
from domain.catalogue import KINDS
from domain.history import Aggregate, Envelope, fold
from domain.identity import check_digit
from domain.report_month import ReportedFigure, ReportedGroup
from domain.resident import Resident
from domain.system import LogOpened
from domain.words import LogMode, Role
from eventstore.keyring import Keyring
from eventstore.vault import Vault
from support.calendars import CALENDAR_2022
from support.histories import TOWN, VILLAGE, id_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from application.desk import Receipt
    from domain.history import Event, Recorded
    from eventstore.append import CommandId
    from eventstore.log import Log

A = TypeVar("A", bound=Aggregate[Any])

Said = dict[str, Any]
"""What a test says to a command."""

LOG_ITSELF = id_of("the log")

NOW = datetime(2022, 6, 15, 2, tzinfo=UTC)
TODAY = date(2022, 6, 15)
DISTRICT_CODE = "320371"

COMMISSIONER = Actor(id_of("commissioner"), Role.COMMISSIONER, VILLAGE)
CHAIR = Actor(id_of("chair"), Role.ASSOCIATION, VILLAGE)
TOWN_OFFICER = Actor(id_of("town officer"), Role.TOWN, TOWN)
OFFICER = Actor(id_of("district officer"), Role.DISTRICT, DISTRICT_CODE)
LEADER = Actor(id_of("leader"), Role.LEADER, DISTRICT_CODE)
FINANCE = Actor(id_of("finance"), Role.FINANCE, DISTRICT_CODE)
MEDIATOR = Actor(id_of("mediator"), Role.MEDIATOR, DISTRICT_CODE)
SYSTEM = Actor(id_of("system"), Role.SYSTEM, "")


READ = ReadFigures(
    position=7,
    figures=(ReportedFigure("M04", 1, 3), ReportedFigure("M05", 1, 1, of=2)),
    groups=(ReportedGroup("M04b", "sex", "男", 2),),
    complete=True,
    anything_happened=True,
)


COUNTED = CountedKeys(
    rule_version=1,
    seed=Seed(9, "cm9vdA==", "ab" * 32),
    candidates=tuple(
        Candidate(
            id_of(name),
            f"2022-05-0{day}",
            VILLAGE,
            date(2022, 5, day),
            (SampledEntry(id_of(name), 1),),
        )
        for day, name in enumerate(("one", "two", "three"), start=1)
    ),
    complete=True,
)


@dataclass
class ToldLookups:
    """Answers what a test told it, and nothing is left anywhere otherwise."""

    left: dict[UUID, Left] = field(default_factory=dict)
    pairings: dict[UUID, int] = field(default_factory=dict)
    open_matters: dict[UUID, int] = field(default_factory=dict)
    clocks: list[WatchedClock] = field(default_factory=list)
    asked: list[tuple[date, str]] = field(default_factory=list)
    helped: dict[UUID, list[UUID]] = field(default_factory=dict)
    not_visited: dict[date, list[UUID]] = field(default_factory=dict)
    first: list[tuple[UUID, FirstVisit]] = field(default_factory=list)
    assessments: dict[UUID, list[UUID]] = field(default_factory=dict)
    associations: tuple[str, ...] = ()
    read_figures: ReadFigures = READ
    counted: CountedKeys = COUNTED
    below: dict[str, list[str]] = field(default_factory=dict)
    certificates: list[tuple[UUID, date]] = field(default_factory=list)

    def left_at(self, association: UUID) -> Left:
        return self.left.get(association, Left(open_cases=0, commissioners=0))

    def pairings_of(self, helper: UUID) -> int:
        return self.pairings.get(helper, 0)

    def associations_in(self, district: str) -> tuple[str, ...]:
        return self.associations if district == DISTRICT_CODE else ()

    def open_matters_of(self, resident: UUID) -> int:
        return self.open_matters.get(resident, 0)

    def clocks_to_watch(self, on: date, calendar_version: str) -> list[WatchedClock]:
        self.asked.append((on, calendar_version))
        return self.clocks

    def certificates_until(self, day: date) -> list[tuple[UUID, date]]:
        return [each for each in self.certificates if each[1] <= day]

    def figures_to_report(self, area: str, month: date) -> ReadFigures:
        self.asked.append((month, area))
        return self.read_figures

    def counted_after(self, measure: str, first: date, last: date, area: str | None) -> CountedKeys:
        self.asked.append((last, f"{measure} {first} {area}"))
        return self.counted

    def areas_below(self, area: str, month: date) -> list[str]:
        self.asked.append((month, area))
        return self.below.get(area, [])

    def pairings_helped_by(self, helper: UUID) -> list[UUID]:
        return self.helped.get(helper, [])

    def pairings_not_visited(self, month: date) -> list[UUID]:
        return self.not_visited.get(month, [])

    def first_visits(
        self, *, residents: Sequence[UUID] = (), pairings: Sequence[UUID] = ()
    ) -> list[FirstVisit]:
        return [
            first
            for resident, first in self.first
            if resident in residents or first.pairing in pairings
        ]

    def open_assessments_of(self, resident: UUID) -> list[UUID]:
        return self.assessments.get(resident, [])


class Front:
    """The front office of a test: gives commands by their path, and looks at what came of them."""

    def __init__(self, log: Log, keys: Path) -> None:
        self.log = log
        self.lookups = ToldLookups()
        self.now = NOW
        self.vault = self.another_vault(keys)
        self.typed: set[str] = set()
        self.given: set[str] = set()
        self._open_log()
        self.office = Office(
            log=log,
            vault=self.vault,
            shipped_calendar=CALENDAR_2022,
            now=lambda: self.now,
            kinds=KINDS,
            lookups=self.lookups,
        )

    def another_vault(self, keys: Path) -> Vault:
        """Give a vault that remembers nothing, as another process has it."""
        return Vault(self.log, Keyring(keys), today=lambda: TODAY)

    def open(
        self,
        path: str,
        *,
        actor: Actor = OFFICER,
        on: date | None = None,
        key: CommandId | None = None,
        **values: object,
    ) -> UUID:
        """Give a command that makes a record; give the record's id."""
        return self.give(path, uuid4(), actor=actor, on=on, key=key, seen=None, **values).id

    def give(
        self,
        path: str,
        stream: UUID,
        *,
        actor: Actor = OFFICER,
        on: date | None = None,
        key: CommandId | None = None,
        seen: int | None = None,
        **values: object,
    ) -> Receipt:
        """Give the command at `path`, as `appeals/reply` or `appeals`."""
        resource, _, name = path.partition("/")
        desk = self.desk(actor, key=key, seen=seen, on=on)
        asked = command(resource, name)
        kinds = {each.name: each.kind for each in asked.fields}
        said = {each: as_code(value, kinds.get(each)) for each, value in values.items()}
        receipt = asked.give(desk, stream, said)
        self.given.add(path)
        self.typed.update(_words(values))
        return receipt

    def desk(
        self,
        actor: Actor,
        *,
        key: CommandId | None = None,
        seen: int | None = None,
        on: date | None = None,
    ) -> Desk:
        """Sit down at a desk, at the time it is here."""
        return Desk(
            self.office,
            actor,
            command=key,
            expected_version=seen,
            occurred_on=on,
            at=self.now,
        )

    def fold(self, kind: type[A], stream: UUID) -> A:
        """Give a record as it stands."""
        return fold(kind, stream, self.log.history(stream))

    def fold_association_of(self, resident: UUID) -> UUID:
        """Give where a resident lives."""
        association = self.fold(Resident, resident).association
        assert isinstance(association, UUID)
        return association

    def last(self, stream: UUID) -> Recorded[Event]:
        """Give the last entry of a record."""
        return self.log.history(stream)[-1]

    def _open_log(self) -> None:
        """Open the log as a demonstration, whose time is the test's, unless it is open."""
        opened = LogOpened(mode=LogMode.DEMONSTRATION, story_ends_at=NOW, begun_at=NOW)
        envelope = Envelope(
            occurred_on=TODAY,
            actor=SYSTEM.id,
            role=SYSTEM.role,
            area=SYSTEM.area,
            channel=SYSTEM.channel,
        )
        self.log.open_log(
            str(opened.mode),
            stream=LOG_ITSELF,
            topic=opened.topic,
            state=self.log.form.encode(envelope, opened),
            at=NOW,
        )

    def topics(self, stream: UUID) -> list[str]:
        """Give what happened to a record, in short."""
        return [each.event.topic for each in self.log.history(stream)]


def key_of(actor: Actor, name: str, *, content: str = "") -> CommandId:
    """Give the id of a command a test calls `name`; the same content means the same command."""
    return command_id(actor, id_of(name), route="/test", content=content)


def identity_number(born: date = date(1970, 5, 1), *, sequence: int = 11) -> str:
    """Give an ID number that nobody has: 990000 is no division."""
    first17 = f"990000{born:%Y%m%d}{sequence:03d}"
    return first17 + check_digit(first17)


def as_code(value: Any, kind: Any) -> Any:
    """Turn codes into the members they name, as the web side does: tests say "phone"."""
    inner = without_none(kind)
    if typing.get_origin(inner) is tuple:
        return tuple(as_code(each, typing.get_args(inner)[0]) for each in value)
    if dataclasses.is_dataclass(inner) and isinstance(value, dict):
        hints = hints_of(inner)
        return {name: as_code(part, hints[name]) for name, part in value.items()}
    if isinstance(inner, type) and issubclass(inner, Enum) and value is not None:
        return inner(value)
    return value


def _words(values: object) -> Iterator[str]:
    match values:
        case str():
            yield str(values)
        case dict():
            for part in values.values():
                yield from _words(part)
        case list() | tuple():
            for part in values:
                yield from _words(part)
        case _:
            pass
