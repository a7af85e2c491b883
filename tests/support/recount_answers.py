"""Replies and revisits counted a second time: how they were taken, whether in time (M13-M15)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from domain.appeal import (
    AppealMerged,
    AppealRegistered,
    AppealReopened,
    AppealReplied,
    AppealRevisited,
    AppealWithdrawn,
    MaterialRequested,
    ReplyWithdrawn,
)
from domain.words import Satisfaction
from support.recount_marks import Mark, code_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from domain.history import Event, Recorded

NO_RATING = {None, Satisfaction.UNRATED, Satisfaction.UNREACHED}


def answers(stands: Sequence[Recorded[Event]]) -> Iterator[Mark]:
    """Mark the last reply, the last revisit, and the days on which each round was due or met."""
    if not stands or not stands[0].event.topic.startswith("appeal."):
        return
    registered = [entry for entry in stands if isinstance(entry.event, AppealRegistered)]
    yield from _last(stands, registered)
    for part in _rounds(stands):
        yield from _timed(part, registered)


def _place(entry: Recorded[Event], registered: list[Recorded[Event]]) -> str:
    """Give where an appeal was registered, as far as that was known then and anywhere."""
    known = [each for each in registered if each.version <= entry.version and code_of(each)]
    return code_of(known[0]) if known else code_of(entry)


def _last(stands: Sequence[Recorded[Event]], registered: list[Recorded[Event]]) -> Iterator[Mark]:
    reply = revisit = None
    for entry in stands:
        if isinstance(entry.event, AppealReplied):
            reply = entry
        elif isinstance(entry.event, ReplyWithdrawn):
            reply = None
        elif isinstance(entry.event, AppealRevisited) and entry.event.satisfaction is not None:
            revisit = entry
    said: Any = revisit.event if revisit else None
    rated = said is not None and said.satisfaction not in NO_RATING
    if reply is not None:
        code = _place(reply, registered)
        yield Mark("M13e", reply.stream, "", code, reply.occurred_on)
        if rated:
            yield Mark("M13f", reply.stream, "", code, reply.occurred_on)
        days = getattr(reply.event, "handled_workdays", None)
        if days is not None:
            yield Mark("M15b", reply.stream, str(days), code, reply.occurred_on)
    if revisit is not None and rated:
        code = _place(revisit, registered)
        yield Mark("M13c", revisit.stream, "", code, said.revisited_on)
        if said.satisfaction is not Satisfaction.UNSATISFIED:
            yield Mark("M13d", revisit.stream, "", code, said.revisited_on)


def _rounds(stands: Sequence[Recorded[Event]]) -> Iterator[list[Recorded[Event]]]:
    part: list[Recorded[Event]] = []
    for entry in stands:
        if isinstance(entry.event, AppealReopened):
            yield part
            part = []
        part.append(entry)
    yield part


def _timed(part: list[Recorded[Event]], registered: list[Recorded[Event]]) -> Iterator[Mark]:
    due: tuple[date, str] | None = None
    replied: tuple[date, str] | None = None
    for entry in part:
        code = _place(entry, registered)
        stops = isinstance(entry.event, MaterialRequested | AppealWithdrawn | AppealMerged)
        if isinstance(entry.event, AppealReplied):
            replied = entry.occurred_on, code
        elif isinstance(entry.event, ReplyWithdrawn):
            replied = None
        if stops and replied is None:
            due = None
        close_by = getattr(entry.event, "close_by", None)
        if close_by is not None:
            due = close_by.due_on, code
    if due is None:
        return
    days = [due] if replied is None else [due, replied]
    late = replied is None or replied[0] > due[0]
    for day, code in days:
        yield Mark("M14b", part[0].stream, "", code, day)
        if late:
            yield Mark("M14c", part[0].stream, "", code, day)
