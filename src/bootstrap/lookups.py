"""Answers what commands look up, from the read models. Advice: it may lag by a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from application.lookups import FirstVisit, Left, WatchedClock
from bootstrap.upkeep.reporting import read_month
from bootstrap.upkeep.sampling import counted_after
from projections.figures.figure import Question
from projections.lists.lookups import ListLookups

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from application.lookups import CountedKeys, ReadFigures
    from eventstore.log import Log
    from eventstore.vault import Vault
    from projections.running.builds import ReadModels


class ReadModelLookups:
    """`application.lookups.Lookups` over the read models that serve."""

    def __init__(self, read_models: ReadModels, log: Log, vault: Vault) -> None:
        """Ask `read_models` of `log`; what is reported by sealed attributes is opened by `vault`."""
        self._read_models = read_models
        self._log = log
        self._vault = vault
        self._lists = ListLookups(read_models)

    def left_at(self, association: UUID) -> Left:
        """Tell what an association still has."""
        return Left(
            open_cases=self._lists.open_cases_at(association),
            commissioners=self._lists.commissioners_at(association),
        )

    def pairings_of(self, helper: UUID) -> int:
        """Count the pairings that a helper carries now."""
        return self._lists.open_pairings(helper=helper)

    def associations_in(self, district: str) -> tuple[str, ...]:
        """Name the associations of a district, which carry the names of its villages."""
        return self._lists.associations_in(district)

    def open_matters_of(self, resident: UUID) -> int:
        """Count a resident's open cases and pairings."""
        return self._lists.open_matters(resident)

    def clocks_to_watch(self, on: date, calendar_version: str) -> Sequence[WatchedClock]:
        """Give the clocks of which something may have to be noted on a day, by a calendar."""
        return [
            WatchedClock(row.id, row.clock, row.due_on, row.calendar_version)
            for row in self._lists.clocks_to_watch(on, calendar_version)
        ]

    def pairings_helped_by(self, helper: UUID) -> Sequence[UUID]:
        """Give the pairings that a helper carries now."""
        return self._lists.open_pairings_of(helper)

    def pairings_not_visited(self, month: date) -> Sequence[UUID]:
        """Give the pairings on duty in the month of that first day whose resident nobody met."""
        return self._lists.pairings_not_visited(month)

    def first_visits(
        self, *, residents: Sequence[UUID] = (), pairings: Sequence[UUID] = ()
    ) -> Sequence[FirstVisit]:
        """Give the first visits of some pairings, or residents', that still wait for theirs."""
        return [FirstVisit(*row) for row in self._lists.first_visits(residents, pairings)]

    def open_assessments_of(self, resident: UUID) -> Sequence[UUID]:
        """Give a resident's open assessment requests."""
        return self._lists.open_assessments_of(resident)

    def figures_to_report(self, area: str, month: date) -> ReadFigures:
        """Read the figures of a month in an area, at the last position."""
        return read_month(self._read_models, self._log, self._vault, area, month)

    def counted_after(self, measure: str, first: date, last: date, area: str | None) -> CountedKeys:
        """Give what a figure counted at the first checkpoint signed after its period."""
        return counted_after(self._read_models, self._log, Question(measure, first, last, area))

    def areas_below(self, area: str, month: date) -> Sequence[str]:
        """Name the areas whose reports of a month an area adds up: villages at work, or towns."""
        return self._lists.areas_below(area, month)

    def certificates_until(self, day: date) -> Sequence[tuple[UUID, date]]:
        """Give the residents whose certificate's last day is that day or before, with the day."""
        return self._lists.certificates_until(day)
