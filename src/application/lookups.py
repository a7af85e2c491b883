"""What a command looks up in the read models. Such an answer is advice: it may lag by a moment.

Whatever must not be wrong is a reservation or a version in the append instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from domain.audit_sample import Candidate, Seed
    from domain.report_month import ReportedFigure, ReportedGroup


@dataclass(frozen=True, slots=True)
class Left:
    """What an association still has: open cases, and commissioners in post."""

    open_cases: int
    commissioners: int


@dataclass(frozen=True, slots=True)
class WatchedClock:
    """A clock of which something may have to be noted: its record, its name, and how it stands."""

    record: UUID
    clock: str
    due_on: date
    calendar_version: str


@dataclass(frozen=True, slots=True)
class FirstVisit:
    """The first visit at which the resident of a pairing was met in person since its start."""

    pairing: UUID
    visit: UUID
    visited_on: date


@dataclass(frozen=True, slots=True)
class ReadFigures:
    """What the facts say of a month: the figures at one position, and whether all is counted."""

    position: int
    figures: tuple[ReportedFigure, ...]
    groups: tuple[ReportedGroup, ...]
    complete: bool
    anything_happened: bool


@dataclass(frozen=True, slots=True)
class CountedKeys:
    """What a figure counted when the lot was signed; None for a measure or a lot that is not there."""

    rule_version: int | None
    seed: Seed | None
    candidates: tuple[Candidate, ...]
    complete: bool


class Lookups(Protocol):
    """The questions commands ask; answered from projections by `bootstrap`."""

    def left_at(self, association: UUID) -> Left:
        """Tell what an association still has."""

    def pairings_of(self, helper: UUID) -> int:
        """Count the pairings that a helper carries now."""

    def associations_in(self, district: str) -> tuple[str, ...]:
        """Name the associations of a district, which carry the names of its villages."""

    def open_matters_of(self, resident: UUID) -> int:
        """Count a resident's open cases and pairings."""

    def clocks_to_watch(self, on: date, calendar_version: str) -> Sequence[WatchedClock]:
        """Give the clocks of which something may have to be noted on a day, by a calendar."""

    def pairings_helped_by(self, helper: UUID) -> Sequence[UUID]:
        """Give the pairings that a helper carries now."""

    def pairings_not_visited(self, month: date) -> Sequence[UUID]:
        """Give the pairings on duty in the month of that first day whose resident nobody met."""

    def first_visits(
        self, *, residents: Sequence[UUID] = (), pairings: Sequence[UUID] = ()
    ) -> Sequence[FirstVisit]:
        """Give the first visits of some pairings, or residents', that still wait for theirs."""

    def open_assessments_of(self, resident: UUID) -> Sequence[UUID]:
        """Give a resident's open assessment requests."""

    def figures_to_report(self, area: str, month: date) -> ReadFigures:
        """Read the figures of a month in an area, at the last position."""

    def counted_after(self, measure: str, first: date, last: date, area: str | None) -> CountedKeys:
        """Give what a figure counted at the first checkpoint signed after its period."""

    def areas_below(self, area: str, month: date) -> Sequence[str]:
        """Name the areas whose reports of a month an area adds up: villages at work, or towns."""

    def certificates_until(self, day: date) -> Sequence[tuple[UUID, date]]:
        """Give the residents whose certificate's last day is that day or before, with the day."""
