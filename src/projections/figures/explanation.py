"""Why counting the recorded lines gives another number than the figure.

A line is what one event said of one subject: one resident met on one visit, one closing of one
appeal; of needs it is one need, since a visit finds several of one resident. `lines` less
everything else is the figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from projections.figures.fact import Kind, Unit
from projections.figures.queries import IN_AREA, IN_PERIOD, KNOWN, LINES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projections.figures.fact import Measure
    from projections.figures.figure import Question
    from projections.figures.queries import FactsReader


@dataclass(frozen=True, slots=True)
class Explanation:
    """How counting lines would have gone wrong: `lines` less everything else is the figure.

    `voided` lines were voided or corrected away; `undone` ones a later event of the same case took
    back, as a breach does; `elsewhere` gives, by measure, the lines that a naive count adds and the
    rule leaves out; `repeated` lines say again what another one said; `merged` ones say it of a
    file that was merged into another. Of a stock, only what is held on the day is told.
    """

    lines: int
    voided: int
    undone: int
    elsewhere: tuple[tuple[Measure, int], ...]
    repeated: int
    merged: int
    figure: int


class RateHasNoLines(Exception):
    """比率由分子和分母构成, 请分别查看。 | A rate has no lines; look at what it is made of."""


# What became of every line that ever counted here. Moves by a merge (cause 2) leave a line as it is;
# one that no correction touched was taken back by an event of its own case.
_FATES = (
    "select count(*), count(*) filter (where not stands and corrected),"
    " count(*) filter (where not stands and not corrected) from ("
    "select bool_or(net > 0) as stands, sum(by_corrections) <> 0 as corrected from ("
    "select source, source_version, subject{also}, sum(amount) as net,"
    " coalesce(sum(amount) filter (where cause = 1), 0) as by_corrections,"
    " bool_or(amount > 0 and cause < 2) as counted"
    " from {schema}.facts where measure = any(%(measures)s)"
    f" and {KNOWN} and {IN_PERIOD} and {IN_AREA}"
    " group by measure, source, source_version, subject{also}) m"
    " group by source, source_version, subject{also} having bool_or(counted)) l"
)
_STANDING = (
    "select count(*), count(distinct (subject, rest)), count(distinct (person, rest)) from ("
    + LINES
    + ") l"
)


def explain(
    facts: FactsReader, question: Question, measure: Measure, naive: Sequence[Measure]
) -> Explanation:
    """Explain one figure, the `naive` measures being counted in. Raises `RateHasNoLines`."""
    if measure.kind.is_derived:
        raise RateHasNoLines
    standing, subjects, persons = facts.rows(_STANDING, measure, question)[0]
    lines, voided, undone = standing, 0, 0
    elsewhere: tuple[tuple[Measure, int], ...] = ()
    if measure.kind is not Kind.STOCK:
        measures = [measure.id, *(other.id for other in naive)]
        fates = _FATES.replace("{also}", ", rest" if measure.unit is Unit.NEEDS else "")
        lines, voided, undone = facts.rows(fates, measure, question, measures=measures)[0]
        elsewhere = tuple((other, facts.rows(_STANDING, other, question)[0][0]) for other in naive)
    return Explanation(
        lines=lines,
        voided=voided,
        undone=undone,
        elsewhere=elsewhere,
        repeated=standing - subjects,
        merged=subjects - persons,
        figure=persons,
    )
