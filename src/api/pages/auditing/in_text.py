"""The whole story of a record as lines of a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.pages.auditing.case_story import line_text
from api.pages.rendering import long_day, number
from api.pages.words.zh import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.pages.auditing.case_story import AuditedCase, AuditedEntry


def story_text(case: AuditedCase) -> str:
    """Write the story, an entry a paragraph."""
    return "".join(f"{line}\n" for line in _lines(case))


def _lines(case: AuditedCase) -> Iterator[str]:
    yield " ".join(part for part in (case.kind, case.number, case.status) if part)
    yield f"{WORDS['audit_case_id']}: {case.story.id}"
    yield WORDS["audit_read_at"].format(
        position=number(case.story.position), entries=number(len(case.entries))
    )
    if case.notice is not None:
        yield case.notice
    for entry in case.entries:
        yield ""
        yield from _entry(entry)


def _entry(entry: AuditedEntry) -> Iterator[str]:
    recorded, told = entry.step.recorded, entry.told
    late = f" [{WORDS['late_mark']}]" if told.is_late else ""
    yield f"{WORDS['entry_of'].format(version=recorded.version)} {told.what}{late}"
    for mark in told.marks:
        said = WORDS["audit_marked"].format(word=mark.word, entry=mark.entry, by=mark.by)
        yield f"    !! {said}"
    position = WORDS["audit_position"].format(position=number(recorded.position))
    yield f"    {WORDS['audit_occurred_on']}: {long_day(recorded.occurred_on)}"
    yield f"    {WORDS['audit_recorded_at']}: {entry.recorded_at} ({position})"
    yield f"    {WORDS['audit_who']}: {entry.who}"
    yield f"    {WORDS['audit_where']}: {entry.where}"
    for why in entry.why:
        yield f"    {WORDS['audit_why']}: {why}"
    for line in told.lines:
        yield f"    {line_text(line)}"
    for label, before, after in entry.changes:
        yield f"    {WORDS['audit_changes']} {label}: {before} → {after}"
