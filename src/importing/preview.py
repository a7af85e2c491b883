"""What a file would come to, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sheets.cells import shown
from sheets.writing import ErrorSheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from domain.words import ImportKind
    from importing.batch import Batch, Judged

FIRST_ROWS: Final = 10
REASONS_MAX: Final = 200
_WHOLE: Final = 4
_SHOWN_FIRST: Final = 6


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one row is not taken: the row's number in the sheet, the column, the rule, the words."""

    row: int
    column: str | None
    rule: str
    chinese: str
    duplicate: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """The columns found, the counts, the first rows and the reasons; `ready` would be written.

    `repeated` of those ready were written by this very file before, and are not written again.
    `reasons` holds the first ones only; the error sheet holds every row refused.
    """

    kind: ImportKind
    digest: str
    columns: tuple[str, ...]
    unknown: tuple[str, ...]
    hidden: tuple[str, ...]
    rows: int
    ready: int
    repeated: int
    refused: int
    duplicates: int
    first: tuple[tuple[str, ...], ...]
    reasons: tuple[Reason, ...]
    error_sheet: bytes | None


def preview_of(batch: Batch, *, progress: Callable[[int], None] = lambda _: None) -> Preview:
    """Look at every row of a file, and at what the log knows of it."""
    errors = ErrorSheet(batch.layout)
    reasons: list[Reason] = []
    first: list[tuple[str, ...]] = []
    rows = ready = repeated = duplicates = 0
    for some in batch.judged(with_log=True):
        for each in some:
            rows += 1
            ready += not each.faults
            repeated += each.is_ours
            duplicates += each.duplicate
            if len(first) < FIRST_ROWS:
                first.append(_row(batch, each))
            if each.faults:
                errors.add(each.row, each.why)
                reasons += _reasons(each)[: REASONS_MAX - len(reasons)]
        progress(rows)
    found = [column for column in batch.kind.columns if column.field in batch.layout.places]
    return Preview(
        kind=batch.kind.word,
        digest=batch.digest,
        columns=tuple(column.chinese for column in found),
        unknown=batch.layout.unknown,
        hidden=batch.layout.hidden,
        rows=rows,
        ready=ready,
        repeated=repeated,
        refused=rows - ready - duplicates,
        duplicates=duplicates,
        first=tuple(first),
        reasons=tuple(reasons),
        error_sheet=errors.content() if errors.refused else None,
    )


def _reasons(each: Judged) -> list[Reason]:
    return [
        Reason(
            row=each.row.number,
            column=fault.column,
            rule=fault.refusal.rule,
            chinese=fault.refusal.chinese,
            duplicate=each.duplicate,
        )
        for fault in each.faults
    ]


def _row(batch: Batch, each: Judged) -> tuple[str, ...]:
    """Show a row: its number, then each column found; numbers of persons in part only."""
    cells = [str(each.row.number)]
    for column in batch.kind.columns:
        if column.field in batch.layout.places:
            text = shown(batch.layout.cell(each.row, column.field))
            cells.append(masked(text) if column.personal else text)
    return tuple(cells)


def masked(text: str) -> str:
    """Show the ends of a text and hide the rest (`domain.md` 1.2)."""
    if len(text) <= _SHOWN_FIRST + _WHOLE:
        return text[:1] + "*" * (len(text) - 1)
    hidden = len(text) - _SHOWN_FIRST - _WHOLE
    return text[:_SHOWN_FIRST] + "*" * hidden + text[-_WHOLE:]
