"""Playing: the acts are given as commands, day by day, as fast as the log takes them.

Nothing is written but by the commands that people give. Killed in the middle and started again, the
play goes on: days wholly written are passed over, and on the last day each command has the id it
had before, so that it gets its first answer and nothing is written twice.
"""

from __future__ import annotations

import json
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from application.casework.documents import ATTACH
from application.catalogue import command
from application.desk import Desk
from application.idempotency import command_id
from application.refusals import LogUnavailable
from domain.history import Rejected
from domain.system import LogOpened
from domain.words import LogMode
from story.chapters.papers import SHEET
from story.numbers import LAST_DAY, STORY_ENDS_AT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from uuid import UUID

    from application.office import Office
    from story.diary import Act

THREADS: Final = 16
SENDINGS_MAX: Final = 5
TOLD_EVERY: Final = 100


class StoryRefused(Exception):
    """The story does something that a rule forbids: our mistake, and the play stops there."""


def opening(*, begun_at: datetime) -> LogOpened:
    """Give the first event of a log that is to hold the story, played at the real time `begun_at`."""
    return LogOpened(mode=LogMode.DEMONSTRATION, story_ends_at=STORY_ENDS_AT, begun_at=begun_at)


def is_told(office: Office) -> bool:
    """Tell whether the whole story is in the log: its last day has begun only when all else stood."""
    last = office.log.last_recorded_at()
    return last is not None and last.astimezone(office.zone).date() >= LAST_DAY


def play(
    office: Office,
    acts: Sequence[Act],
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Give every act that the log does not have yet; `acts` are in order of time.

    `progress` is told now and then how many are done, of how many. Raises `StoryRefused`, or
    `LogUnavailable` when the database stays away.
    """
    last = office.log.last_recorded_at()
    last_day = None if last is None else last.astimezone(office.zone).date()
    done = 0
    with ThreadPoolExecutor(THREADS, thread_name_prefix="story") as pool:
        for day, of_day in groupby(acts, attrgetter("recorded_on")):
            today = list(of_day)
            if last_day is None or day >= last_day:
                for n in _finished(_give_day(pool, office, today)):
                    if progress is not None and n % TOLD_EVERY == 0:
                        progress(done + n, len(acts))
            done += len(today)
            if progress is not None:
                progress(done, len(acts))


def _give_day(pool: ThreadPoolExecutor, office: Office, acts: Sequence[Act]) -> list[Future[None]]:
    """Begin to give the acts of a day side by side, each after those it builds on.

    An act waits for those before it on its own record and for those that changed a record it names;
    and a record that is named is changed only afterwards.
    """
    changed: dict[UUID, Future[None]] = {}
    named: dict[UUID, list[Future[None]]] = {}
    given: list[Future[None]] = []
    for act in acts:
        names = act.names()
        before = [changed[each] for each in (act.stream, *names) if each in changed]
        before += named.pop(act.stream, [])
        giving = pool.submit(_give_after, before, office, act)
        changed[act.stream] = giving
        for each in names:
            named.setdefault(each, []).append(giving)
        given.append(giving)
    return given


def _finished(given: Sequence[Future[None]]) -> Iterator[int]:
    """Wait for each in order and count; when one fails, what has not begun is not given any more."""
    try:
        for n, giving in enumerate(given, start=1):
            giving.result()
            yield n
    finally:
        for giving in given:
            giving.cancel()


def _give_after(before: Sequence[Future[None]], office: Office, act: Act) -> None:
    for each in before:
        each.result()
    for sending in range(1, SENDINGS_MAX + 1):
        try:
            _give(office, act)
        except LogUnavailable:
            if sending == SENDINGS_MAX:
                raise
        except Rejected as refusal:
            raise StoryRefused(f"{act.title}: {type(refusal).__name__}") from refusal
        else:
            return


def _give(office: Office, act: Act) -> None:
    said = json.dumps(dict(act.values), default=str, ensure_ascii=False, sort_keys=True)
    route = f"{act.resource}/{act.stream}/{act.name}"
    desk = Desk(
        office,
        act.actor,
        command=command_id(act.actor, act.command, route=route, content=said),
        occurred_on=act.occurred_on,
        at=act.at,
    )
    given = command(act.resource, act.name)
    if given is ATTACH:
        office.files.keep(act.stream, SHEET, person=act.values.get("person", act.stream))
    given.give(desk, act.stream, dict(act.values))
