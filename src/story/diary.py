"""The diary: what people did, as commands, in order of time.

An act is one command with its circumstances. Writing one down gives it a moment in office hours,
after whatever was done before on the same day to its own record and to every record it names.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from story.days import office_time
from story.numbers import LAST_BUSINESS_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from application.actor import Actor
    from story.chance import Chance

A_MOMENT_LATER_SECONDS: Final = (20, 150)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One command given: recorded `at`, about the business date `occurred_on`, by `actor`.

    `resource` and `name` find the command in the catalogue; `stream` is the record it writes to,
    `values` what is said, in plain words. `command` is the client's id of it.
    """

    at: datetime
    occurred_on: date
    actor: Actor
    resource: str
    name: str
    stream: UUID
    values: Mapping[str, Any]
    command: UUID

    @property
    def recorded_on(self) -> date:
        """The day on which it is written down."""
        return self.at.date()

    @property
    def title(self) -> str:
        """How we call it among ourselves: no word of what is said."""
        return f"{self.resource}/{self.name or 'open'} {self.stream} of {self.occurred_on}"

    def names(self) -> frozenset[UUID]:
        """Give every id the command names beside its own stream."""
        return frozenset(_ids(self.values)) - {self.stream}


class Diary:
    """Takes acts down; `acts` gives them in order of time."""

    def __init__(self, chance: Chance) -> None:
        """Begin an empty diary."""
        self._chance = chance
        self._moments = chance.of("moments")
        self._acts: list[Act] = []
        self._written: dict[UUID, int] = {}
        self._changed: dict[tuple[UUID, date], datetime] = {}
        self._touched: dict[tuple[UUID, date], datetime] = {}

    def write(
        self,
        day: date,
        actor: Actor,
        command: str,
        stream: UUID,
        values: Mapping[str, Any] | None = None,
        *,
        occurred_on: date | None = None,
        at: datetime | None = None,
    ) -> Act:
        """Take down that `actor` gave `command` ("appeals/reply", "appeals" to begin one) on a day.

        `day` is when it is recorded, `occurred_on` when it happened: unless given, the same day, but
        July's last for what is recorded after it.
        """
        resource, _, name = command.partition("/")
        count = self._written[stream] = self._written.get(stream, 0) + 1
        act = Act(
            at=at or office_time(day, self._moments),
            occurred_on=occurred_on or min(day, LAST_BUSINESS_DAY),
            actor=actor,
            resource=resource,
            name=name,
            stream=stream,
            values=values or {},
            command=self._chance.id("command", command, stream, count),
        )
        act = self._after_what_it_needs(act)
        self._acts.append(act)
        return act

    def acts(self) -> list[Act]:
        """Give all acts in order of time."""
        return sorted(self._acts, key=attrgetter("at"))

    def _after_what_it_needs(self, act: Act) -> Act:
        """Move an act behind those of the same day that it builds on."""
        day = act.recorded_on
        needed = [self._touched.get((act.stream, day))]
        needed += [self._changed.get((named, day)) for named in act.names()]
        latest = max((moment for moment in needed if moment is not None), default=None)
        if latest is not None and act.at <= latest:
            pause = timedelta(seconds=self._moments.randint(*A_MOMENT_LATER_SECONDS))
            act = dataclasses.replace(act, at=latest + pause)
        assert act.recorded_on == day, act.title
        self._changed[act.stream, day] = act.at
        for touched in (act.stream, *act.names()):
            before = self._touched.get((touched, day), act.at)
            self._touched[touched, day] = max(before, act.at)
        return act


def _ids(value: object) -> Iterator[UUID]:
    match value:
        case UUID():
            yield value
        case dict():
            for part in value.values():
                yield from _ids(part)
        case tuple() | list():
            for part in value:
                yield from _ids(part)
        case _:
            pass
