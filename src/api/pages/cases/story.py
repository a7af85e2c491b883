"""The story of a case: each entry in words, with the marks that later entries put on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from api.pages.cases.facts import Known, Line, Shown, ids_in, lines_of, shown
from api.pages.rendering import moment
from api.pages.words.labels_zh import label_of
from api.pages.words.zh import WORDS
from api.routers.cases import chinese_of
from application.office import SHANGHAI
from auditing.marks import marks_of
from domain.calendar import is_late
from domain.dispute import DisputeRegistered
from domain.history import Corrected, Event, Recorded, Voided, VoidReverted
from domain.words import Channel, Role

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from api.pages.places import Places
    from api.readings import Entry, Opened, Readings
    from domain.calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class Mark:
    """What a later entry says of this one: corrected or void, by whom, when and why."""

    word: str
    by: str
    entry: int


@dataclass(frozen=True, slots=True)
class Told:
    """One entry as it is read."""

    recorded: Recorded[Event]
    what: str
    who: str
    where: str
    lines: tuple[Line, ...]
    is_late: bool
    marks: tuple[Mark, ...] = ()
    cause: Shown | None = None
    about: int | None = None
    through: str | None = None


def known_ids(
    entries: Sequence[Entry], reads: Readings, opened: Opened, places: Places, known_at: str | None
) -> Known:
    """Find out at once what every id in a story means."""
    ids: set[UUID] = set()
    for entry in entries:
        ids.update(ids_in(entry.facts), {entry.recorded.envelope.actor})
        cause = entry.recorded.envelope.causation
        ids.update({cause.stream} if cause else ())
    names = reads.names(opened, list(ids))
    known = Known(names, opened.lists.cases_of(list(ids)), places, known_at)
    for entry in entries:
        if isinstance(entry.recorded.event, DisputeRegistered):
            known.parties.update(_parties(entry.facts, names))
    return known


def story_of(entries: Sequence[Entry], known: Known, calendar: WorkCalendar) -> list[Told]:
    """Tell a history, the oldest first."""
    events = {entry.recorded.version: entry.recorded.event for entry in entries}
    told = [_told(entry, events, known, calendar) for entry in entries]
    marks = _marks(entries, known)
    return [replace(each, marks=tuple(marks.get(each.recorded.version, ()))) for each in told]


def _told(entry: Entry, events: dict[int, Event], known: Known, calendar: WorkCalendar) -> Told:
    recorded = entry.recorded
    envelope = recorded.envelope
    what, lines, about = _in_words(entry, events, known)
    through = None if envelope.channel in {Channel.WEB, Channel.SYSTEM} else envelope.channel
    return Told(
        recorded=recorded,
        what=what,
        who=who_of(recorded, known),
        where=known.places.full_name(envelope.area) if envelope.area else "",
        lines=lines,
        is_late=is_late(recorded.occurred_on, _written_on(recorded), calendar),
        cause=known.shown(envelope.causation.stream) if envelope.causation else None,
        about=about,
        through=WORDS["by_channel"].format(channel=through.chinese) if through else None,
    )


def who_of(recorded: Recorded[Event], known: Known) -> str:
    """Say who wrote an entry, in which role."""
    envelope = recorded.envelope
    name = known.name(envelope.actor)
    if envelope.role is Role.SYSTEM:
        return WORDS["system"]
    return f"{envelope.role.chinese} {name}" if name else envelope.role.chinese


def _in_words(
    entry: Entry, events: dict[int, Event], known: Known
) -> tuple[str, tuple[Line, ...], int | None]:
    """Say what an entry is, its facts, and which earlier entry it is about."""
    event, facts = entry.recorded.event, entry.facts
    match event:
        case Corrected(version=version, field=field):
            original = events.get(version)
            topic = original.topic if original else event.topic
            what = WORDS["correction_of"].format(version=version, field=label_of(topic, field))
            return what, _correction(original, field, facts, known), version
        case Voided(version=None):
            return WORDS["void_of_all"], _reason(facts, known), None
        case Voided(version=version):
            return WORDS["void_of"].format(version=version), _reason(facts, known), version
        case VoidReverted(version=version):
            return WORDS["revert_of"].format(version=version), _reason(facts, known), version
        case _:
            return chinese_of(type(event)), lines_of(event.topic, facts, known), None


def _correction(
    original: Event | None, field: str, facts: dict[str, Any], known: Known
) -> tuple[Line, ...]:
    """Show old and new in the words of the field; where the date or place was wrong, those."""
    lines = [
        Line(label_of("", name), _of_field(original, field, facts[name], known))
        for name in ("old", "new")
        if facts.get(name) is not None
    ]
    moved = {name: facts[name] for name in ("occurred_on", "organisation") if facts.get(name)}
    return (*lines, *lines_of("", moved, known), *_reason(facts, known))


def _of_field(original: Event | None, field: str, said: object, known: Known) -> Shown:
    """Show a value by its field's own words: a code by the word of its kind."""
    topic = original.topic if original else ""
    standing = getattr(original, field, None)
    if isinstance(standing, Enum):
        for word in type(standing):
            if str(word.value) == said:
                return shown(field, word, topic, known)
    return shown(field.rpartition(".")[2], said, topic, known)


def _reason(facts: dict[str, Any], known: Known) -> tuple[Line, ...]:
    return lines_of("", {"reason": facts.get("reason")}, known)


def _marks(entries: Sequence[Entry], known: Known) -> dict[int | None, list[Mark]]:
    """Find the entries that stand corrected or void, and by which later ones."""
    by_version = {entry.recorded.version: entry for entry in entries}
    marks: dict[int | None, list[Mark]] = {}
    for each in marks_of([entry.recorded for entry in entries]):
        word = "voided_mark" if each.is_void else "corrected_mark"
        marks.setdefault(each.about, []).append(_mark(word, by_version[each.by.version], known))
    return marks


def _mark(word: str, entry: Entry, known: Known) -> Mark:
    by = WORDS["mark_by"].format(
        who=who_of(entry.recorded, known),
        moment=moment(entry.recorded.recorded_at),
        reason=entry.facts["reason"],
    )
    return Mark(WORDS[word], by, entry.recorded.version)


def _written_on(recorded: Recorded[Event]) -> date:
    return recorded.recorded_at.astimezone(SHANGHAI).date()


def _parties(facts: dict[str, Any], names: dict[UUID, str]) -> dict[UUID, str]:
    """Name the parties of a dispute, who have ids of their own."""
    found = {
        party["id"]: party.get("name") or names.get(party["resident"]) for party in facts["parties"]
    }
    return {party: name for party, name in found.items() if name}
