"""Whom a form may be about: the residents of one association, named when they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from application.opening import ERASED
from domain.words import ResidentStatus
from projections.lists.reader import PAGE_MAX, CaseFilter

if TYPE_CHECKING:
    from uuid import UUID

    from api.pages.places import Places
    from api.pages.rendering import Caller
    from api.readings import Opened, Readings
    from projections.lists.reader import CaseRow, Place

ASSOCIATION_DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """A resident to choose."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class People:
    """The association a form is filled in for, those to choose from, and its residents."""

    association: Place | None
    associations: tuple[Place, ...]
    residents: tuple[Choice, ...]


def people_for(
    calling: Caller, reads: Readings, opened: Opened, places: Places, wanted: str
) -> People:
    """Give the residents of the association wanted, or of the only one the caller may reach."""
    reachable = tuple(places.within(calling.actor.area))
    code = wanted if len(wanted) == ASSOCIATION_DIGITS else calling.actor.area
    association = next((place for place in reachable if place.code == code), None)
    if association is None:
        return People(None, reachable, ())
    wanted_cases = CaseFilter(kind="residents", area=association.code, open=True)
    rows = opened.lists.cases(wanted_cases, limit=PAGE_MAX)
    names = reads.names(opened, [row.id for row in rows])
    found = [(names[row.id], row) for row in rows if names.get(row.id, ERASED) != ERASED]
    found.sort(key=lambda pair: pair[0].encode("gb18030"))  # by pinyin, for the usual characters
    several = {name for name, _ in found if sum(name == other for other, _ in found) > 1}
    choices = (Choice(row.id, _label(name, row, name in several)) for name, row in found)
    return People(association, reachable, tuple(choices))


def _label(name: str, row: CaseRow, is_shared: bool) -> str:  # noqa: FBT001
    """Name a resident; namesakes are told apart by the day their file was made."""
    said = name
    if row.status == ResidentStatus.SUSPECTED:
        said += f" ({ResidentStatus.SUSPECTED.chinese})"
    return f"{said} {row.opened_on}" if is_shared else said
