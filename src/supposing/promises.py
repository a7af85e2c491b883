"""If more or less time had been promised: the close clocks of appeals by another row of the SLA table.

Extensions stay those that were granted, and a clock that stood still stood still as long.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from domain.appeal import Appeal
from domain.appeal.promises import SlaTable
from domain.deadlines import DeadlineRecalculated
from domain.history import Corrected, Rejected, fold
from supposing.supposition import Supposition, with_deadlines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.calendar import Clock, Deadline, WorkCalendar
    from domain.history import Event, Recorded
    from domain.words import AppealCategory, Regime, Track

CLOSE_CLOCK: Final = "close_by"


class NoSuchPromise(Rejected):
    """时限表中没有这一行。 | The SLA table has no such row."""


@dataclass(frozen=True)
class OtherPromise(Supposition):
    """Suppose that a row of the table had promised `close`, in every edition there was."""

    sla: SlaTable
    calendar: WorkCalendar
    track: Track
    close: Clock
    regime: Regime | None = None
    category: AppealCategory | None = None

    def __post_init__(self) -> None:
        """Refuse a row that is in no edition. Raises `NoSuchPromise`."""
        if self.supposed == self.sla:
            raise NoSuchPromise(track=self.track, regime=self.regime, category=self.category)

    @cached_property
    def supposed(self) -> SlaTable:
        """The table that is supposed."""
        row = self.track, self.regime, self.category
        return SlaTable(
            tuple(
                replace(
                    edition,
                    version=f"{edition.version}?",
                    rows=tuple(
                        replace(each, close=self.close)
                        if (each.track, each.regime, each.category) == row
                        else each
                        for each in edition.rows
                    ),
                )
                if any((each.track, each.regime, each.category) == row for each in edition.rows)
                else edition
                for edition in self.sla.editions
            )
        )

    @property
    def chinese(self) -> str:
        """Say which row, and what it would promise."""
        of = [each.chinese for each in (self.track, self.regime, self.category) if each]
        return f"假定{' '.join(of)}的办结时限为 {self.close.n} 个{self.close.kind.chinese}"

    @property
    def english(self) -> str:
        """Say which row, and what it would promise."""
        of = [str(each) for each in (self.track, self.regime, self.category) if each]
        return f"suppose {' '.join(of)} had promised to close within {self.close}"

    def concerns(self, event: Event) -> bool:
        """Concern whatever sets the close clock of an appeal."""
        if isinstance(event, Corrected):
            return self.concerns(event.whole.event)
        if isinstance(event, DeadlineRecalculated):
            return event.clock == CLOSE_CLOCK
        return hasattr(event, CLOSE_CLOCK)

    def retell(self, history: Sequence[Recorded[Event]]) -> list[Recorded[Event]]:
        """Count the close clocks anew, each by the promise to the appeal as it stood then."""
        return [
            self._retold(recorded, history[: nth + 1])
            if self.concerns(recorded.event)
            else recorded
            for nth, recorded in enumerate(history)
        ]

    def _retold(
        self, recorded: Recorded[Event], history: Sequence[Recorded[Event]]
    ) -> Recorded[Event]:
        appeal = fold(Appeal, recorded.stream, history)
        is_recalculation = isinstance(recorded.event, DeadlineRecalculated)

        def counted(name: str, deadline: Deadline) -> Deadline:
            if name != CLOSE_CLOCK and not is_recalculation:
                return deadline
            return self._counted(appeal, deadline)

        return replace(recorded, event=with_deadlines(recorded.event, counted))

    def _counted(self, appeal: Appeal, deadline: Deadline) -> Deadline:
        if appeal.track is None or appeal.category is None:
            return deadline
        of = appeal.track, appeal.promised or appeal.regime, appeal.category
        real = self.sla.promise(*of, on=deadline.start_on)
        other = self.supposed.promise(*of, on=deadline.start_on)
        if deadline.clock != real.close or real == other:
            return deadline
        version = self.supposed.on(deadline.start_on).version
        return replace(deadline, clock=other.close, sla_version=version).recalculated(self.calendar)
