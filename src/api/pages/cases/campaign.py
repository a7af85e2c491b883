"""How far a campaign has come: its list, whom it left out and why, whom it met (`domain.md` 11.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.pages.asking import address
from api.pages.figures.in_words import part_text
from api.pages.rendering import number
from projections.figures.figure import Question
from projections.measures.campaigns.coverage import BOTH_RATES, COVERAGE_LINES

if TYPE_CHECKING:
    from api.readings import Opened, Readings
    from projections.figures.figure import Figure
    from projections.lists.reader import CaseRow


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """One line: what it counts, its number as written, and the list of those counted."""

    measure: str
    name: str
    text: str
    link: str


def coverage_of(
    row: CaseRow, opened: Opened, reads: Readings, known_at: str | None
) -> list[CoverageLine] | None:
    """Give the coverage of a campaign as of the day; None for cases of other kinds."""
    if row.kind != "campaigns":
        return None
    last = max(reads.day, row.opened_on)
    lines = []
    for measure in COVERAGE_LINES:
        figure = opened.figures.figure(
            Question(measure, row.opened_on, last, None, campaign=row.id)
        )
        asked = {"campaign": row.id, "from": row.opened_on, "to": last, "known_at": known_at}
        lines.append(
            CoverageLine(
                measure,
                figure.measure.chinese,
                _text(figure),
                address(f"/figures/{measure}", asked),
            )
        )
    return lines


def _text(figure: Figure) -> str:
    """Write a rate with both its numbers; of a line only how many are in it."""
    if figure.measure.id in BOTH_RATES:
        return part_text(figure, figure.value, figure.of)
    return number(figure.value)
