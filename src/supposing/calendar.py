"""If other days had been worked: every deadline counted by another calendar.

Workdays that a reply already states (M15) stay as they were counted on their day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from domain.calendar.fallback import is_weekend
from domain.history import Rejected
from supposing.supposition import Supposition, has_deadline, with_deadlines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from domain.calendar import Deadline, WorkCalendar
    from domain.history import Event, Recorded


class DayIsSoAlready(Rejected):
    """这一天本来就是这样, 没有可假定的。 | That day is so already; there is nothing to suppose."""


@dataclass(frozen=True)
class OtherDays(Supposition):
    """Suppose that `worked` had been workdays and `off` days off, beside what `calendar` says."""

    calendar: WorkCalendar
    worked: tuple[date, ...] = ()
    off: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        """Refuse days that are so already. Raises `DayIsSoAlready`."""
        for days, are_worked in ((self.worked, True), (self.off, False)):
            for day in days:
                if self.calendar.is_workday(day) is are_worked:
                    raise DayIsSoAlready(day=day)

    @cached_property
    def supposed(self) -> WorkCalendar:
        """The calendar that is supposed."""
        worked, off = set(self.worked), set(self.off)
        return replace(
            self.calendar,
            version=f"{self.calendar.version}?",
            days_off=(self.calendar.days_off - worked) | off,
            make_up_workdays=(self.calendar.make_up_workdays - off)
            | {day for day in worked if is_weekend(day)},
        )

    @property
    def chinese(self) -> str:
        """Say which days."""
        return "假定" + "; ".join(
            f"{'、'.join(str(day) for day in days)}{word}"
            for days, word in ((self.worked, "上班"), (self.off, "放假"))
            if days
        )

    @property
    def english(self) -> str:
        """Say which days."""
        return "suppose " + "; ".join(
            f"{', '.join(str(day) for day in days)} {word}"
            for days, word in ((self.worked, "had been worked"), (self.off, "had been off"))
            if days
        )

    def concerns(self, event: Event) -> bool:
        """Concern whatever carries a deadline."""
        return has_deadline(event)

    def retell(self, history: Sequence[Recorded[Event]]) -> list[Recorded[Event]]:
        """Count every deadline anew."""
        return [
            replace(recorded, event=with_deadlines(recorded.event, self._counted))
            for recorded in history
        ]

    def _counted(self, _: str, deadline: Deadline) -> Deadline:
        return deadline.recalculated(self.supposed)
