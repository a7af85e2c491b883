"""Carries out the policies: reads the log after what was reacted to, and gives what follows.

A command given here has its id from the policy and the event that caused it, so that a replay, a
crash in the middle or a second process repeats the same ids, and the log answers them with what was
written the first time. What a rule refuses is kept by name, and nobody else waits for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5

from application.attending.watching import NOBODY
from application.catalogue import command
from application.desk import Desk
from application.idempotency import command_id
from application.policies import BY_EVENT
from application.refusals import ChangedMeanwhile
from domain.history import Cause, Rejected
from eventstore.attended import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from application.office import Office
    from application.policies import Errand, Policy
    from domain.history import Event, Recorded
    from eventstore.attended import Attended

EVENTS_READ_MAX: Final = 500

_IDS: Final = UUID("0190b1f0-0000-7000-8000-0000000000ab")
"""The name space of the ids of reactions. It is for ever."""


class Reactor:
    """Reacts to the events of one log. To be used by one thread."""

    def __init__(
        self,
        office: Office,
        attended: Attended,
        *,
        folded_through: Callable[[], int],
        recording_time: Callable[[], datetime | None],
    ) -> None:
        """React for `office`, to what the look-ups know already: up to `folded_through`."""
        self._office = office
        self._attended = attended
        self._folded_through = folded_through
        self._recording_time = recording_time

    def react(self) -> int:
        """React to what was recorded since; give how many events there were."""
        done = self._attended.position()
        limit = min(EVENTS_READ_MAX, self._folded_through() - done)
        if limit <= 0:
            return 0
        events = self._office.log.read(after=done, limit=limit)
        for recorded in events:
            for policy in BY_EVENT.get(type(recorded.event), ()):
                self._follow(policy, recorded)
        if events:
            self._attended.move_to(events[-1].position)
        return len(events)

    def _follow(self, policy: Policy, recorded: Recorded[Event]) -> None:
        for errand in policy.errands(self._office, recorded):
            try:
                self._run(policy, errand, recorded)
            except ChangedMeanwhile:
                raise  # not the rule's word: the whole is repeated, and repeats no command
            except Rejected as refusal:
                refused = Refused(recorded.position, policy.name, errand.record, refusal.rule)
                self._attended.refuse(refused)

    def _run(self, policy: Policy, errand: Errand, recorded: Recorded[Event]) -> None:
        route = f"{errand.resource}/{errand.name}/{errand.record}"
        name = f"{policy.name}:{recorded.stream}:{recorded.version}:{route}"
        desk = Desk(
            self._office,
            NOBODY,
            command=command_id(NOBODY, uuid5(_IDS, name), route=route, content=policy.name),
            occurred_on=errand.on,
            at=self._recording_time(),
            cause=Cause(recorded.stream, recorded.version),
        )
        command(errand.resource, errand.name).give(desk, errand.record, errand.values)
