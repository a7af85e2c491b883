"""Breakdowns by what is sealed of a person: facts from the figures, texts from the vault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from api.problems import NotBrokenDownByPerson
from application.breakdowns import Attribute, broken_down, demand_looking, is_exact_for
from projections.figures.persons import NotAboutResidents

if TYPE_CHECKING:
    from api.readings import Opened, Readings
    from application.breakdowns import Breakdown
    from projections.figures.figure import Question

BY: Final = {
    "category": Attribute.CATEGORY,
    "grade": Attribute.GRADE,
    "age": Attribute.AGE,
    "sex": Attribute.SEX,
}
"""The breakdowns by a person's attributes, by the word that asks for them."""


def by_attribute(reads: Readings, opened: Opened, question: Question, by: str) -> Breakdown:
    """Break a figure down. Raises `NotBrokenDownByPerson` or `NotYours`."""
    demand_looking(reads.actor)
    attribute = BY[by]
    try:
        counts = opened.figures.persons(question)
    except NotAboutResidents as error:
        raise NotBrokenDownByPerson(measure=question.measure) from error
    people = [person for person in counts if person is not None]
    return broken_down(
        counts,
        opened.lists.attributes(people, attribute.value),
        by=attribute,
        on=question.last,
        vault=reads.services.office.vault,
        exact=is_exact_for(reads.actor, question.area),
    )
