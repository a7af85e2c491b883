"""The story counted by hand from its acts, without rules, log or projections.

What stands is read as an auditor would: voided records are left out, a corrected date takes the
place of the wrong one, a file that gave way is the file it gave way to.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from domain.words import Met, VisitMode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from story.diary import Act

IN_PERSON = frozenset({VisitMode.HOME, VisitMode.FACE, VisitMode.VIDEO})


@dataclass(frozen=True)
class Line:
    """What one visit says of one resident."""

    resident: UUID
    day: date
    visitor: UUID
    mode: VisitMode
    met: Met
    in_campaign: bool
    stands: bool

    @property
    def counts(self) -> bool:
        """Tell whether it counts in M04, but for repetitions."""
        met = self.mode in IN_PERSON and self.met is not Met.NO
        return self.in_campaign and self.stands and met


@dataclass
class PairedTime:
    """The days on which one resident is paired, in spells, the last day of each not included."""

    resident: UUID
    spells: list[tuple[date, date | None]]

    def holds(self, day: date) -> bool:
        return any(since <= day and (end is None or day < end) for since, end in self.spells)


class Told:
    """The acts of a plan, as far as they were recorded by the end of a day."""

    def __init__(self, acts: Sequence[Act], *, known_on: date | None = None) -> None:
        self.acts = [act for act in acts if known_on is None or act.recorded_on <= known_on]
        self._into: dict[UUID, UUID] = {
            act.stream: act.values["into"] for act in self.of("residents", "merge")
        }

    def of(self, resource: str, *names: str) -> Iterator[Act]:
        """Give the acts of some commands."""
        return (act for act in self.acts if act.resource == resource and act.name in names)

    def values(self, resource: str, name: str, field: str) -> list[Any]:
        """Give one thing that all acts of a command say."""
        return [act.values[field] for act in self.of(resource, name)]

    def person(self, resident: UUID) -> UUID:
        """Give whose file goes on."""
        return self._into.get(resident, resident)

    def lines(self) -> list[Line]:
        """Give every line of every visit."""
        voided = {act.stream for act in self.of("visits", "void")}
        days = {
            act.stream: date.fromisoformat(act.values["new"])
            for act in self.of("visits", "correct")
        }
        return [
            Line(
                resident=seen["resident"],
                day=days.get(act.stream, act.occurred_on),
                visitor=act.values["visitor"],
                mode=act.values["mode"],
                met=seen["met"],
                in_campaign="campaign" in act.values,
                stands=act.stream not in voided,
            )
            for act in self.of("visits", "")
            for seen in act.values["residents"]
        ]

    def surveyed(self) -> Counter[tuple[UUID, date, UUID]]:
        """Give the keys of M04, each with the number of lines that say it."""
        return Counter(
            (self.person(line.resident), line.day, line.visitor)
            for line in self.lines()
            if line.counts
        )

    def paired(self) -> list[PairedTime]:
        """Give the time of each pairing that stands; a transfer goes on without a day between."""
        voided = {act.stream for act in self.of("pairings", "void")}
        times: dict[UUID, PairedTime] = {}
        residents = {act.stream: act.values["resident"] for act in self.of("pairings", "")}
        for act in self.of("pairings", "confirm", "suspend", "resume", "end"):
            if act.stream in voided:
                continue
            time = times.setdefault(act.stream, PairedTime(residents[act.stream], []))
            if act.name in {"confirm", "resume"}:
                time.spells.append((act.values.get("start_on", act.occurred_on), None))
            elif time.spells[-1][1] is None:
                time.spells[-1] = (time.spells[-1][0], act.occurred_on)
        return list(times.values())

    def on_duty(self, first: date, last: date) -> set[UUID]:
        """Give the residents paired on at least fifteen of the days."""
        return {
            self.person(time.resident)
            for time in self.paired()
            if sum(time.holds(day) for day in each_day(first, last)) >= 15
        }

    def met(self, first: date, last: date) -> set[UUID]:
        """Give the residents met in person by anybody."""
        return {
            self.person(line.resident)
            for line in self.lines()
            if line.stands
            and line.met is Met.YES
            and line.mode in IN_PERSON
            and first <= line.day <= last
        }

    def events(self) -> int:
        """Count the events that the acts come to, the opening of the log included."""
        return 1 + sum(_events_of(act) for act in self.acts)

    def digest(self) -> str:
        """Give a digest of everything that is said."""
        lines = (
            json.dumps([str(act.at), act.title, str(act.command), dict(act.values)], default=str)
            for act in self.acts
        )
        return sha256("\n".join(lines).encode()).hexdigest()


def each_day(first: date, last: date) -> list[date]:
    """Give the days from `first` to `last`, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _events_of(act: Act) -> int:
    match act.resource, act.name:
        case "residents", "" | "register":
            return 2  # registered, and notice given
        case "pairings", "transfer":
            return 3  # the old one, and the new one proposed and started
        case "campaigns", "add-targets":
            return -(-len(act.values["residents"]) // 500)
        case _:
            return 1
