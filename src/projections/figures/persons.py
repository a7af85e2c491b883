"""Whom a figure counts, for breakdowns by what is sealed of a person (`domain.md` 11.4).

Of a measure whose keys name residents, the residents; of one whose keys name cases, the resident of
each case, and None where the case has none on file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from projections.figures.fact import About
from projections.figures.queries import FACTS

if TYPE_CHECKING:
    from uuid import UUID

    from projections.figures.fact import Measure
    from projections.figures.figure import Question
    from projections.figures.queries import FactsReader

_KEYS: Final = "select person, rest" + FACTS + "group by person, rest having sum(amount) > 0"
_RESIDENTS: Final = "select person, count(*) from (" + _KEYS + ") k group by person"
_OF_CASES: Final = (
    "select c.person, count(*) from (" + _KEYS + ") k left join {schema}.cases c on c.id = k.person"
    " and c.from_position <= %(position)s and c.to_position > %(position)s group by c.person"
)
_SURVIVORS: Final = (
    "select person, into_person from {schema}.survivors"
    " where from_position <= %(position)s and to_position > %(position)s"
)


class NotAboutResidents(Exception):
    """该指标不是按残疾人计的。 | The keys of this measure name no residents."""


def persons(facts: FactsReader, question: Question, measure: Measure) -> dict[UUID | None, int]:
    """Give each person with the number of keys counted of them. Raises `NotAboutResidents`."""
    if measure.about is About.OTHERS:
        raise NotAboutResidents(measure.id)
    if measure.about is About.RESIDENTS:
        return dict(facts.rows(_RESIDENTS, measure, question))
    into = dict(facts.rows(_SURVIVORS, measure, question))
    counts: dict[UUID | None, int] = {}
    for person, keys in facts.rows(_OF_CASES, measure, question):
        survivor = None if person is None else _survivor(person, into)
        counts[survivor] = counts.get(survivor, 0) + keys
    return counts


def _survivor(person: UUID, into: dict[UUID, UUID]) -> UUID:
    seen = {person}
    while (other := into.get(person)) is not None and other not in seen:
        seen.add(other)
        person = other
    return person
