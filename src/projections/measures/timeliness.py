"""M14 and M15: replied in time, and after how many workdays (`domain.md` 11.2).

A case is in M14's denominator in the period of its due date and in that of its reply; it is timely
unless one of both says that it was late there, or still waits past its due date. Each round of a
reopened case has a clock of its own. While suspended, withdrawn or merged it has no due date.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from domain.appeal import (
    AppealAccepted,
    AppealExtended,
    AppealMerged,
    AppealRegistered,
    AppealReopened,
    AppealReplied,
    AppealWithdrawn,
    MaterialReceived,
    MaterialRequested,
    ReplyWithdrawn,
    TrackChanged,
)
from domain.deadlines import DeadlineRecalculated
from projections.figures.fact import About, Fact, Family, Kind, Measure, Unit
from projections.figures.held import difference
from projections.figures.rate import Mean, ShareWithout

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from domain.calendar import Deadline
    from domain.history import Event, Organisation, Recorded

M14 = Measure(
    "M14",
    "按期办结率",
    "timely rate",
    Unit.PERCENT,
    Kind.RATE,
    "在答复时有效的期限内答复的诉求, 占期内到期或答复的诉求的比例; 中止、撤回、并案的不计",
    "appeals replied to by the due date in force at the reply, of those due or replied to in the"
    " period; suspended, withdrawn and merged ones are left out",
)
M14B = Measure(
    "M14b",
    "到期或答复的诉求",
    "appeals due or replied to",
    Unit.CASES,
    Kind.DISTINCT,
    "期内到期或答复的诉求; 中止、撤回、并案的不计",
    "appeals due or replied to in the period; suspended, withdrawn and merged ones are left out",
    shown=False,
    about=About.CASES,
)
M14C = Measure(
    "M14c",
    "逾期的诉求",
    "appeals late",
    Unit.CASES,
    Kind.DISTINCT,
    "期内到期未答复、或答复时已逾期的诉求",
    "appeals not replied to by their due date, in the period of the due date or of the late reply",
    about=About.CASES,
)
M15 = Measure(
    "M15",
    "平均办理工作日",
    "average handling workdays",
    Unit.WORKDAYS,
    Kind.MEAN,
    "从受理(重办的从重办)到末次答复的工作日, 扣除中止, 按件平均, 计在答复日",
    "workdays from acceptance, or reopening, to the last reply, less suspended ones, by case, on"
    " the date of the reply",
)
M15B = Measure(
    "M15b",
    "计时的答复",
    "replies timed",
    Unit.CASES,
    Kind.FLOW,
    "已答复且记有办理工作日的诉求, 计在末次答复日",
    "appeals replied to whose handling workdays are kept, on the date of the last reply",
    shown=False,
    about=About.CASES,
)

TIMELY: Final = ShareWithout(M14, whole=M14B, without=M14C)
HANDLING_DAYS: Final = Mean(M15, of=M15B)


@dataclass(slots=True)
class _Round:
    """One round: when it is due and was replied to, each as a fact of M14b on that day."""

    due: Fact | None = None
    replied: Fact | None = None

    def facts(self) -> Iterator[Fact]:
        """Give what it counts as; without a due date nothing."""
        if self.due is None:
            return
        days = [self.due] if self.replied is None else [self.due, self.replied]
        yield from days
        if self.replied is None or _day(self.replied) > _day(self.due):
            yield from (replace(day, measure="M14c") for day in days)


class TimelinessCount:
    """One appeal, round by round."""

    def __init__(self) -> None:
        """Start before it is registered."""
        self._organisation: Organisation | None = None
        self._rounds = [_Round()]
        self._timed: Fact | None = None
        self._counted: list[Fact] = []

    def count(self, recorded: Recorded[Event]) -> Iterator[Fact]:
        """Count by what the clock says now; what it said before is taken back."""
        self._take(recorded)
        before, self._counted = self._counted, self._facts()
        yield from difference(before, self._counted)

    def _take(self, recorded: Recorded[Event]) -> None:  # noqa: C901  (a case an event)
        match recorded.event:
            case AppealRegistered():
                self._organisation = self._organisation or recorded.envelope.organisation
            case AppealReopened(close_by=due):
                self._rounds.append(_Round())
                self._is_due(due, recorded)
            case ReplyWithdrawn(close_by=due):
                self._rounds[-1].replied = self._timed = None
                self._is_due(due, recorded)
            case (
                AppealAccepted(close_by=due)
                | AppealExtended(close_by=due)
                | MaterialReceived(close_by=due)
            ):
                self._is_due(due, recorded)
            case DeadlineRecalculated(clock="close_by", new=due):
                self._is_due(due, recorded)
            case TrackChanged(close_by=due) if due is not None:
                self._is_due(due, recorded)
            case AppealReplied(handled_workdays=days):
                self._rounds[-1].replied = self._step("M14b", recorded)
                if days is not None:
                    self._timed = replace(self._step("M15b", recorded), rest=str(days))
            case MaterialRequested() | AppealWithdrawn() | AppealMerged():
                if self._rounds[-1].replied is None:
                    self._rounds[-1].due = None
            case _:
                pass

    def _is_due(self, due: Deadline, recorded: Recorded[Event]) -> None:
        step = self._step("M14b", recorded)
        self._rounds[-1].due = replace(step, occurred_on=due.due_on)

    def _facts(self) -> list[Fact]:
        facts = [fact for each in self._rounds for fact in each.facts()]
        return facts if self._timed is None else [*facts, self._timed]

    def _step(self, measure: str, recorded: Recorded[Event]) -> Fact:
        return Fact(measure, recorded.stream, organisation=self._organisation).made_by(recorded)


def _day(fact: Fact) -> date:
    assert fact.occurred_on is not None
    return fact.occurred_on


TIMELINESS = Family(
    "timeliness",
    (M14B, M14C, M15B),
    frozenset(
        event.topic
        for event in (
            AppealRegistered,
            AppealAccepted,
            TrackChanged,
            MaterialRequested,
            MaterialReceived,
            AppealExtended,
            DeadlineRecalculated,
            AppealReplied,
            ReplyWithdrawn,
            AppealReopened,
            AppealWithdrawn,
            AppealMerged,
        )
    ),
    TimelinessCount,
)
