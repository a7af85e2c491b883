"""Correct, void, and take a void back: the same three commands for every kind of record.

Nothing is deleted. A correction names one field of one entry, by the entry's version and the
field's path, and is recorded with the whole entry as it should have been; texts are closed anew. Of
an entry's envelope, `occurred_on` and `association` may be corrected in the same way. A wrong
correction is undone by voiding the correction.

Who may (`domain.md` 10.0): the author on the same day, later the town; what belongs to no town, the
void of a decision that was taken, and what lies in a locked month, is the district's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from application.casework.appeals.moving import SUBJECT
from application.casework.identity import settle_identity
from application.command import Command, Field
from application.corrections.decisions import DECISIONS
from application.corrections.rewriting import Rewriting
from application.permissions import ANYBODY, DST, LDR, TWN, of
from application.refusals import (
    DecisionNeedsDistrict,
    DoneOverNotVoided,
    EntryIsVoid,
    NotYoursToCorrect,
)
from domain.appeal import AppealCorrected, AppealSubjectChanged, CaseTransferred
from domain.history import Corrected, Voided, VoidReverted, standing
from domain.history.aggregate import EntryUnknown, RecordIsNotVoid
from domain.resident import Resident

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from application.work import Work
    from domain.history import Aggregate, Event, Recorded

_LATER: Final = of(TWN, DST, LDR)
_DISTRICT: Final = of(DST, LDR)

_CORRECTION: Final = (
    Field("version", int, required=True),
    Field("field", str, required=True),
    Field("new", Any, required=True),
    Field("reason", str, required=True),
)
_WORKED_OUT: Final = frozenset(
    {"original", "whole", "field", "old", "new", "reason", "occurred_on", "organisation"}
)


def corrections_of(resource: str, kind: type[Aggregate[Any]]) -> tuple[Command, ...]:
    """Give the three commands by which records of a kind are put right."""
    return (
        Command(
            resource,
            "correct",
            kind,
            kind.correct,
            ANYBODY,
            by=_correct,
            computed=_WORKED_OUT,
            extra=_CORRECTION,
        ),
        Command(resource, "void", kind, kind.void, ANYBODY, by=_void),
        Command(
            resource,
            "revert-void",
            kind,
            kind.revert_void,
            ANYBODY,
            by=_revert_void,
            computed=frozenset({"original"}),
            extra=(Field("version", int | None, required=False),),
        ),
    )


def _correct(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Correct one field of the entry at `version`; what was corrected in it before stays."""
    original = _entry(work, stream, values["version"])
    if isinstance(original.event, (Corrected, Voided, VoidReverted)):
        raise EntryUnknown(version=original.version)
    _demand_allowed(work, [original])
    stands = _standing_at(work, stream, original.version)
    if stands is None:
        raise EntryIsVoid
    aggregate = work.load(command.kind, stream)
    rewriting = Rewriting(work, aggregate, original, stands)
    correction = rewriting.of(values["field"], values["new"], reason=values["reason"])
    work.change(command.kind, stream, command.decide, **correction)


def _void(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Void the whole record, or the one entry at `version`."""
    version = values.get("version")
    if version is None:
        voided = list(standing(work.history_of(stream)))
    else:
        voided = [_entry(work, stream, version)]
        _demand_voidable(work, stream, voided[0])
    _demand_allowed(work, voided, decided=_decided(voided))
    command.change(work, stream, values)
    _settle(work, command, stream)


def _revert_void(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Take back the void at `version`; without one, the void of the whole record."""
    history = work.history_of(stream)
    original = _void_in_force(history, values.get("version"))
    target = original.event.version
    voided = history if target is None else [history[target - 1]]
    _demand_allowed(work, [original], decided=_decided(voided))
    work.change(command.kind, stream, command.decide, original=original, reason=values["reason"])
    _settle(work, command, stream)


def _entry(work: Work, stream: UUID, version: int) -> Recorded[Event]:
    history = work.history_of(stream)
    if not 1 <= version <= len(history):
        raise EntryUnknown(version=version)
    return history[version - 1]


def _standing_at(work: Work, stream: UUID, version: int) -> Recorded[Event] | None:
    """Give an entry as it is to be understood today, corrected; None when it is void."""
    entries = standing(work.history_of(stream))
    return next((each for each in entries if each.version == version), None)


def _demand_voidable(work: Work, stream: UUID, entry: Recorded[Event]) -> None:
    if isinstance(entry.event, (Voided, VoidReverted)):
        raise EntryUnknown(version=entry.version)
    if isinstance(entry.event, (AppealSubjectChanged, CaseTransferred)) or (
        isinstance(entry.event, AppealCorrected) and entry.event.field == SUBJECT
    ):
        raise DoneOverNotVoided
    voids = _voids_in_force(work.history_of(stream))
    if any(void.event.version == entry.version for void in voids):
        raise EntryIsVoid


def _void_in_force(history: Sequence[Recorded[Event]], version: int | None) -> Recorded[Voided]:
    """Give the void at `version`, or that of the whole record. Raises `RecordIsNotVoid`."""
    for void in _voids_in_force(history):
        if void.version == version or (version is None and void.event.version is None):
            return void
    raise RecordIsNotVoid


def _voids_in_force(history: Sequence[Recorded[Event]]) -> list[Recorded[Voided]]:
    reverted = {each.event.version for each in history if isinstance(each.event, VoidReverted)}
    return [
        cast("Recorded[Voided]", each)
        for each in history
        if isinstance(each.event, Voided) and each.version not in reverted
    ]


def _decided(entries: Iterable[Recorded[Event]]) -> bool:
    return any(each.event.topic in DECISIONS for each in entries)


def _demand_allowed(
    work: Work, entries: Sequence[Recorded[Event]], *, decided: bool = False
) -> None:
    """Refuse who may not put `entries` right; `decided` when a decision would be voided."""
    desk = work.desk
    for entry in entries:
        desk.demand_open_month(entry.occurred_on)
    if decided:
        if desk.actor.role not in _DISTRICT:
            raise DecisionNeedsDistrict
        return
    by_author_today = all(
        entry.envelope.actor == desk.actor.id
        and entry.recorded_at.astimezone(desk.office.zone).date() == desk.today
        for entry in entries
    )
    of_a_town = all(entry.envelope.organisation is not None for entry in entries)
    if not by_author_today and desk.actor.role not in (_LATER if of_a_town else _DISTRICT):
        raise NotYoursToCorrect


def _settle(work: Work, command: Command, stream: UUID) -> None:
    """Let a resident's file hold the ID number that stands in it now, and no other."""
    if command.kind is Resident:
        settle_identity(work, stream)
