"""What changed between two moments, as the API tells it, for the command line: as the system reads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from api.pages.changes import of_case, of_figure, of_list
from api.pages.changes.comparison import Comparison
from api.problems import MeasureUnknown, PeriodEndsBeforeItBegins
from api.routers.cases import cursor_of as case_cursor_of
from api.routers.drill_downs import cursor_of
from bootstrap.operations import acting, services_of
from projections.figures.figure import Question
from projections.measures import MEASURES

if TYPE_CHECKING:
    from uuid import UUID

    from bootstrap.house import House
    from projections.lists.reader import CaseFilter

Told = dict[str, Any]
"""An answer as the API sends it."""


@dataclass(frozen=True, slots=True)
class Moments:
    """Two moments, said as everywhere: a date, an instant or a position; `now` None is now."""

    then: str
    now: str | None = None


def compare_case(house: House, case: UUID, moments: Moments) -> Told:
    """Tell what changed of a case. Raises a refusal."""
    comparison = _comparison(house, moments)
    with comparison.open() as pair:
        return of_case.case_changes(case, comparison, pair).model_dump(mode="json")


def compare_list(
    house: House,
    asked: CaseFilter,
    moments: Moments,
    *,
    overdue: bool = False,
    after: str | None = None,
    limit: int = 50,
) -> Told:
    """Tell what changed in a list of cases, a page of it. Raises a refusal."""
    comparison = _comparison(house, moments)
    days = (comparison.then.day, comparison.reads.day) if overdue else (None, None)
    wanted = replace(asked, overdue_on=days[0]), replace(asked, overdue_on=days[1])
    with comparison.open() as pair:
        changes = of_list.list_changes(pair, wanted, after=case_cursor_of(after), limit=limit)
        return changes.model_dump(mode="json")


def compare_figure(
    house: House,
    measure: str,
    period: tuple[date | None, date | None],
    moments: Moments,
    *,
    area: str | None = None,
    after: str | None = None,
    limit: int = 100,
) -> Told:
    """Tell what moved a figure, a page of it. Raises a refusal."""
    if measure not in MEASURES:
        raise MeasureUnknown
    comparison = _comparison(house, moments)
    last = period[1] or comparison.reads.day
    first = period[0] or date(last.year, 1, 1)
    if first > last:
        raise PeriodEndsBeforeItBegins(first=first, last=last)
    question = Question(measure, first, last, area)
    with comparison.open() as pair:
        changes = of_figure.figure_changes(
            comparison, pair, question, after=cursor_of(after), limit=limit
        )
        return changes.model_dump(mode="json")


def _comparison(house: House, moments: Moments) -> Comparison:
    house.projector.catch_up()
    return Comparison(services_of(house), acting(None), then=moments.then, now=moments.now)
