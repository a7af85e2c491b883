"""Today's work of whoever asks, by role (`domain.md` 12.1): the same for the page and for programs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from pydantic import BaseModel, computed_field

from api.months.report import without_report
from api.pages.words.zh import WORDS
from api.readings import ReadAt
from application.casework.months import report_of
from domain.report_month import LEVELS
from domain.words import RiskKind, Role
from projections.lists.lookups import areas_below

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.readings import Opened, Readings

_ASSOCIATION: Final = ("risks", "overdue", "approaching", "first_visits", "visits")
_DISTRICT: Final = (
    "risks",
    "overdue",
    "petitions",
    "review",
    "to_schedule",
    "certificates",
)
OF_ROLE: Final = {
    Role.COMMISSIONER: _ASSOCIATION,
    Role.ASSOCIATION: _ASSOCIATION,
    Role.TOWN: ("risks", "overdue", "unassigned", "unanswered"),
    Role.DISTRICT: _DISTRICT,
    Role.LEADER: _DISTRICT,
}
"""The lists of each role; who is not here works in other trades."""

REPORTERS: Final = frozenset({Role.ASSOCIATION, Role.TOWN, Role.DISTRICT, Role.LEADER})
"""Who reports months, or waits for those below."""

_WHERE: Final = {
    "risks": "/cases/{id}",
    "first_visits": "/visits/new?association={code}&resident={person}",
    "visits": "/visits/new?association={code}&resident={person}",
}


class Item(BaseModel):
    """One thing to do; `name` is opened for display, `link` leads to its page."""

    id: UUID
    kind: str
    what: str
    number: str | None
    person: UUID | None
    name: str | None
    area: str
    due_on: date | None
    days_late: int
    link: str
    next_step: str


class Listed(BaseModel):
    """One list, the most pressing first; `has_more` tells that there are others."""

    name: str
    chinese: str
    items: tuple[Item, ...]
    has_more: bool


class Today(ReadAt):
    """What is to be done on a day, as known at a position."""

    on: date
    lists: tuple[Listed, ...]

    @computed_field  # type: ignore[prop-decorator]  # as pydantic has it read
    @property
    def count(self) -> int:
        """How many things there are."""
        return sum(len(each.items) for each in self.lists)


def today_of(reads: Readings, on: date | None = None) -> Today:
    """Give today's work of who asks, or that of the day asked for."""
    day = on or reads.day
    actor = reads.actor
    names = OF_ROLE.get(actor.role, ())
    helper = actor.id if actor.role is Role.COMMISSIONER else None
    with reads.open() as opened:
        lists = list(opened.work.lists(names, area=actor.area, on=day, helper=helper))
        people = [item.person for each in lists for item in each.items if item.person]
        called = reads.names(opened, people)
        months = list(_not_reported(reads, opened, day))
    return Today(
        position=opened.reading.position,
        open=opened.reading.open,
        on=day,
        lists=(
            *(
                Listed(
                    name=each.name,
                    chinese=WORDS[f"work_{each.name}"],
                    items=tuple(
                        Item(
                            id=item.id,
                            kind=item.kind,
                            what=_what(each.name, item.kind, item.status),
                            number=item.number,
                            person=item.person,
                            name=called.get(item.person) if item.person else None,
                            area=item.code,
                            due_on=item.due_on,
                            days_late=max((day - item.due_on).days, 0) if item.due_on else 0,
                            link=_WHERE.get(each.name, "/cases/{id}").format(
                                id=item.id, code=item.code, person=item.person
                            ),
                            next_step=WORDS[f"work_next_{each.name}"],
                        )
                        for item in each.items
                    ),
                    has_more=each.has_more,
                )
                for each in lists
            ),
            *months,
        ),
    )


def _not_reported(reads: Readings, opened: Opened, day: date) -> Iterator[Listed]:
    """List the months that are over and not reported: one's own, and those of the areas below."""
    actor = reads.actor
    if actor.role not in REPORTERS or len(actor.area) not in LEVELS:
        return
    month = (day.replace(day=1) - timedelta(1)).replace(day=1)
    areas = [actor.area, *areas_below(opened.lists, actor.area, month)]
    items = tuple(
        Item(
            id=report_of(area, month),
            kind="months",
            what=WORDS["work_month"].format(month=f"{month:%Y-%m}"),
            number=None,
            person=None,
            name=None,
            area=area,
            due_on=None,
            days_late=0,
            link=f"/months?area={area}&month={month:%Y-%m}",
            next_step=WORDS["work_next_months" if area == actor.area else "work_urge_months"],
        )
        for area in without_report(opened, areas, month)
    )
    if items:
        yield Listed(name="months", chinese=WORDS["work_months"], items=items, has_more=False)


def _what(name: str, kind: str, status: str) -> str:
    from api.pages.cases.deadlines import KIND_OF  # noqa: PLC0415
    from api.pages.cases.statuses import status_word  # noqa: PLC0415

    if name == "risks":
        return RiskKind.of(status).chinese
    return f"{KIND_OF[kind].chinese} {WORDS['at']} {status_word(kind, status)}"
