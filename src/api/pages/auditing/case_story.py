"""The whole story of a record for an auditor: who, when, from where, why, before and after.

No personal text is opened, whoever asks: people are their ids, texts a mark. The page, the command
line and the JSON resource tell this same story.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from api.pages.asking import moment_notice
from api.pages.cases.deadlines import KIND_OF
from api.pages.cases.facts import Known, Line, Shown, ids_in, shown
from api.pages.cases.statuses import status_word
from api.pages.cases.story import Told, story_of
from api.pages.places import Places
from api.pages.words.auditing_zh import FIELDS, OTHER_KINDS
from api.pages.words.labels_zh import label_of
from api.pages.words.zh import WORDS
from api.readings import Entry
from api.routers.stories import read_story
from application.office import SHANGHAI
from auditing.steps import kind_of
from domain.words import Role

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from api.readings import Opened, Readings
    from api.routers.stories import CaseStory
    from auditing.steps import Change, Step

_CLOCKS: Final = frozenset({"reminded", "missed"})


@dataclass(frozen=True, slots=True)
class AuditedEntry:
    """One entry: as it is told, why it is there, and what it changed, in words."""

    step: Step
    told: Told
    who: str
    where: str
    recorded_at: str
    why: tuple[str, ...]
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class AuditedCase:
    """A record's story in words."""

    story: CaseStory
    kind: str
    number: str | None
    status: str | None
    entries: tuple[AuditedEntry, ...]
    notice: str | None


class _ById(Known):
    """What ids mean to an auditor: people and records without a number are their whole id."""

    def shown(self, what: UUID) -> Shown:
        """Show an id: by its number or place, else whole."""
        row, place = self.cases.get(what), self.places.of_association(what)
        named = (row.number if row else None) or (place.name if place else str(what))
        return Shown(f"{KIND_OF[row.kind].chinese} {named}" if row else named)


def audited_case(case: UUID, reads: Readings) -> AuditedCase:
    """Tell the story of a record of any kind. Raises `CaseUnknown`."""
    with reads.open() as opened:
        story = read_story(case, reads, opened)
        known = _known(story, opened)
        notice = moment_notice(reads.known_at, opened.reading)
    row, entries = story.row, [Entry(step.recorded, step.facts) for step in story.steps]
    told = story_of(entries, known, reads.calendar)
    return AuditedCase(
        story=story,
        kind=KIND_OF[row.kind].chinese if row else _other_kind(story),
        number=row.number if row else None,
        status=status_word(row.kind, row.status) if row else None,
        entries=tuple(
            _entry(step, each, known) for step, each in zip(story.steps, told, strict=True)
        ),
        notice=notice,
    )


def _other_kind(story: CaseStory) -> str:
    return OTHER_KINDS[kind_of([step.recorded for step in story.steps]).__name__]


def _known(story: CaseStory, opened: Opened) -> Known:
    """Find out which ids are cases and places; nobody is named."""
    ids: set[UUID] = set()
    for step in story.steps:
        ids.update(ids_in(step.facts))
        for change in step.changes:
            ids.update(ids_in([change.before, change.after, *change.added, *change.removed]))
        cause = step.recorded.envelope.causation
        ids.update({cause.stream} if cause else ())
    cases, places = opened.lists.cases_of(list(ids)), Places(opened.lists.places())
    return _ById({}, cases, places, story.known_at)


def _entry(step: Step, told: Told, known: Known) -> AuditedEntry:
    envelope = step.recorded.envelope
    who = envelope.role.chinese
    if envelope.role is not Role.SYSTEM:
        who = f"{who} {envelope.actor}"
    organisation = envelope.organisation
    places = [known.places.full_name(envelope.area)] if envelope.area else []
    places += [known.places.full_name(organisation.code)] if organisation else []
    where = WORDS["at"].join([envelope.channel.chinese, *dict.fromkeys(places)])
    return AuditedEntry(
        step=step,
        told=told,
        who=who,
        where=where,
        recorded_at=_second(step.recorded.recorded_at),
        why=tuple(_why(step, known)),
        changes=tuple(
            _in_words(change, step.recorded.event.topic, known) for change in step.changes
        ),
    )


def _why(step: Step, known: Known) -> list[str]:
    """Say why an entry is there: its reason is among its facts; here by what it was given."""
    envelope = step.recorded.envelope
    why = []
    if envelope.command is not None:
        why.append(WORDS["audit_command"].format(command=envelope.command))
    elif envelope.causation is not None:
        why.append(WORDS["audit_policy"])
    if envelope.causation is not None:
        cause = envelope.causation
        case = text_of(known.shown(cause.stream))
        why.append(WORDS["audit_caused_by"].format(case=case, version=cause.version))
    return why


def _in_words(change: Change, topic: str, known: Known) -> tuple[str, str, str]:
    """Give a change as label, before and after; of a collection what went and what came."""
    label = field_word(change.field)
    if change.added or change.removed:
        before = _several(change, change.removed, "audit_removed", topic, known)
        return label, before, _several(change, change.added, "audit_added", topic, known)
    before, after = (
        _value(change.field, each, topic, known) for each in (change.before, change.after)
    )
    return label, before, after


def _several(change: Change, values: tuple[Any, ...], word: str, topic: str, known: Known) -> str:
    if not values:
        return WORDS["audit_nothing"]
    return f"{WORDS[word]} {'、'.join(_value(change.field, each, topic, known) for each in values)}"


def _value(field: str, value: Any, topic: str, known: Known) -> str:  # noqa: ANN401  (of any type)
    if value is None or value in ("", [], {}):
        return WORDS["audit_nothing"]
    if field in _CLOCKS:
        clock, day = value
        return f"{field_word(clock)} {text_of(shown(field, day, topic, known))}"
    return text_of(shown(field, value, topic, known))


def field_word(field: str) -> str:
    """Give the word for a field of a record."""
    return FIELDS.get(field) or label_of("", field)


def text_of(value: Shown) -> str:
    """Write a value on one line."""
    if value.lines:
        return "; ".join(line_text(line) for line in value.lines)
    if value.items:
        return "、".join(text_of(item) for item in value.items)
    return value.text


def line_text(line: Line) -> str:
    """Write a labelled value on one line."""
    return f"{line.label}: {text_of(line.value)}"


def _second(instant: datetime) -> str:
    moment = f"{instant.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
    return WORDS["audit_seconds"].format(moment=moment)
