"""Figures by category, grade, age and sex: opened for whoever may see them, grouped, never kept.

An officer who handles the area sees every number; whoever looks from above sees no cell of fewer
than five people (`domain.md` 8.3, 11.4).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Final

from application import permissions
from application.breakdowns.small_cells import Cell, masked
from application.opening import ERASED
from application.permissions import ASC, COM, DST, LDR, TWN, of
from domain.words import DisabilityCategory, DisabilityGrade, Role, Sex

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from application.actor import Actor
    from domain.history import Sealed
    from eventstore.vault import Vault

HANDLERS: Final = of(COM, TWN, DST)
MAY_LOOK: Final = HANDLERS | of(ASC, LDR, Role.AUDITOR)

NOT_ASSESSED: Final = "未评定"
UNKNOWN: Final = "未知"

AGES: Final = ((0, 6), (7, 17), (18, 44), (45, 59), (60, 79), (80, None))
"""Age bands, in years reached on the last day of the period, both ends included."""

WHOLE_LOG_AREA_DIGITS: Final = 6


class Attribute(Enum):
    """What a figure may be broken down by, and the name of the sealed text it is read from."""

    CATEGORY = "category"
    GRADE = "grade"
    AGE = "birth_date"
    SEX = "sex"

    @property
    def keys(self) -> tuple[str, ...]:
        """The groups, in the order of the table."""
        match self:
            case Attribute.CATEGORY:
                return (*(each.chinese for each in DisabilityCategory), NOT_ASSESSED, UNKNOWN)
            case Attribute.GRADE:
                return (*(each.chinese for each in DisabilityGrade), NOT_ASSESSED, UNKNOWN)
            case Attribute.AGE:
                return (*(_band(first, last) for first, last in AGES), UNKNOWN)
            case Attribute.SEX:
                return (*(each.chinese for each in Sex), UNKNOWN)

    @property
    def when_absent(self) -> str:
        """The group of who has no such text: never assessed, or not known."""
        return NOT_ASSESSED if self in {Attribute.CATEGORY, Attribute.GRADE} else UNKNOWN


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The cells with anything in them, and whether all numbers are shown."""

    cells: tuple[Cell, ...]
    exact: bool


def demand_looking(actor: Actor) -> None:
    """Refuse who has no business with such tables. Raises `NotYours`."""
    permissions.demand_role(actor, MAY_LOOK)


def is_exact_for(actor: Actor, area: str | None) -> bool:
    """Tell whether the actor handles what lies in `area`, and so sees every number."""
    if actor.role not in HANDLERS:
        return False
    whole_log = area is None and len(actor.area) <= WHOLE_LOG_AREA_DIGITS
    return whole_log or (area is not None and area.startswith(actor.area))


def broken_down(
    counts: Mapping[UUID | None, int],
    sealed: Mapping[UUID, tuple[Sealed, str]],
    *,
    by: Attribute,
    on: date,
    vault: Vault,
    exact: bool,
) -> Breakdown:
    """Open what is sealed of the people counted, each with its place, and group them.

    What is counted of nobody on file, under None, is 未知.
    """
    people = [person for person in counts if person is not None and person in sealed]
    texts = vault.open_many([sealed[person] for person in people])
    groups = {person: _group(text, by, on) for person, text in zip(people, texts, strict=True)}
    values: Counter[str] = Counter()
    numbers: Counter[str] = Counter()
    for person, count in counts.items():
        group = UNKNOWN if person is None else groups.get(person, by.when_absent)
        values[group] += count
        numbers[group] += count if person is None else 1
    cells = [Cell(key, values[key], numbers[key]) for key in by.keys if numbers[key]]
    return Breakdown(tuple(cells if exact else masked(cells)), exact)


def _group(text: str, by: Attribute, on: date) -> str:
    """Name the group of one text; `<已删除>` and what cannot be read are 未知."""
    if text == ERASED:
        return UNKNOWN
    try:
        match by:
            case Attribute.CATEGORY:
                return DisabilityCategory(int(text)).chinese
            case Attribute.GRADE:
                return DisabilityGrade(int(text)).chinese
            case Attribute.SEX:
                return Sex.of(text).chinese
            case Attribute.AGE:
                return _age_band(date.fromisoformat(text), on)
    except ValueError:
        return UNKNOWN


def _age_band(born: date, on: date) -> str:
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    for first, last in AGES:
        if first <= years and (last is None or years <= last):
            return _band(first, last)
    return UNKNOWN


def _band(first: int, last: int | None) -> str:
    return f"{first}岁以上" if last is None else f"{first}–{last}岁"
