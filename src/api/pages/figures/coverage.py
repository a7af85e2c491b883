"""What a rate must print beside itself: its denominator line by line, and the other denominator.

`domain.md` 11.3: target, excluded by reason, effective target, met at home, met elsewhere, by
telephone, not met, and the rate with both denominators; 11.2, M19: the three add up to the register.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from api.pages.figures.in_words import part_text
from projections.measures import MEASURES
from projections.measures.campaigns.coverage import COVERAGE_LINES

if TYPE_CHECKING:
    from api.pages.asking import Asked
    from api.readings import Opened
    from projections.figures.figure import Figure

DUTY: Final = (
    *("M05h1", "M05h2", "M05h3", "M05h4"),
    *("M05d", "M05e", "M05f", "M05g", "M05i", "M05", "M05j"),
)
LINES: Final = {
    **dict.fromkeys(("M05", "M05j"), DUTY),
    **dict.fromkeys(("M02", "M02b"), ("M02", "M02b")),
    **dict.fromkeys(COVERAGE_LINES, COVERAGE_LINES),
    **dict.fromkeys(("M19", "M19a", "M19b", "M19c"), ("M19a", "M19b", "M19c")),
    **dict.fromkeys(("M13", "M13b"), ("M13", "M13b")),
    **dict.fromkeys(("M14", "M15"), ("M14", "M14c", "M15")),
    **dict.fromkeys(("M18", "M18b", "M18c"), ("M18", "M18b", "M18c")),
    **dict.fromkeys(("M20", "M20b", "M20c"), ("M20b", "M20c", "M20")),
}
"""Which figures are printed together on the page of each."""


@dataclass(frozen=True, slots=True)
class Line:
    """One figure beside another: its name, its number as written, and where it leads."""

    name: str
    text: str
    link: str


def lines_of(figure: Figure, opened: Opened, asked: Asked) -> list[Line]:
    """Give the figures to be read together with this one, itself included."""
    found = []
    for each in LINES.get(figure.measure.id, ()):
        other = opened.figures.figure(replace(figure.question, measure=each))
        text = part_text(other, other.value, other.of)
        found.append(Line(MEASURES[each].chinese, text, asked.link(f"/figures/{each}")))
    return found
