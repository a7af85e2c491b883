"""A figure, and the one engine that reads it: dashboard, list, API, sheet and proof all ask here.

A figure is the number of distinct keys whose amounts add up to more than zero over period, area
and position. `number = length of its drill-down`, always.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from projections.figures.fact import Kind

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from projections.figures.fact import Measure


@dataclass(frozen=True, slots=True)
class Reading:
    """Where to read: the schema of the build that serves, and the position it is read at.

    `open` marks an answer that may become another one: it is known now, or at a moment that is not
    over. Asked by its position it stays the same.
    """

    schema: str
    position: int
    open: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """Which figure: of which measure, in which period (both days included), in which area.

    A stock is read on the last day. `area` is a division code of 6, 9 or 12 digits, or None for
    the whole log. `campaign` asks only about one campaign, where the measure is about campaigns.
    """

    measure: str
    first: date
    last: date
    area: str | None = None
    campaign: UUID | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a breakdown: the code or month, and its value."""

    key: str
    value: int
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with everything needed to read it again.

    `of` is the denominator of a rate, whose `value` is the numerator; of a mean, `value` is the sum
    and `of` the number of cases; `complete` is False while an
    event this figure may depend on is parked or not yet read.
    """

    measure: Measure
    question: Question
    value: int
    position: int
    open: bool
    complete: bool
    of: int | None = None
    parts: tuple[Part, ...] = ()

    @property
    def percent(self) -> float | None:
        """A rate in percent, one decimal; None when there is nothing to divide by."""
        if self.measure.kind is Kind.MEAN:
            return None
        return round(self.value * 100 / self.of, 1) if self.of else None

    @property
    def average(self) -> float | None:
        """A mean, one decimal; None when there is nothing to divide by."""
        if self.measure.kind is not Kind.MEAN:
            return None
        return round(self.value / self.of, 1) if self.of else None

    @property
    def is_more_in_parts(self) -> bool:
        """Whether the parts add up to something else: somebody is in two of them."""
        if self.measure.kind.is_derived or not self.parts:
            return False
        return sum(part.value for part in self.parts) != self.value

    @property
    def keys(self) -> int:
        """How many keys the drill-down gives: as many as the figure says, of a mean its cases."""
        return self.of or 0 if self.measure.kind is Kind.MEAN else self.value


@dataclass(frozen=True, slots=True)
class Counted:
    """One key of a drill-down: who or what was counted, where, when, and by which events."""

    person: UUID
    rest: str
    code: str
    occurred_on: date
    sources: tuple[tuple[UUID, int], ...]
