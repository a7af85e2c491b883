"""M07: appeals registered, resolved, open, reopened and ended in other ways (`domain.md` 11.2).

M07f has a line for each end and M07b one net of merged sources, so they are M07f1–M07f5 and M07b2
(M07b′); M07d1 and M07d2 are the closings of M07d that M07 leaves out.

All facts of an appeal lie where it was registered, open cases keeping their original organisation,
and no step is dated before the one it follows. So this holds for every area and period, as known at
any position (11.4):

    M07c(end) = M07c(start) + M07b + M07e − M07d − M07f1 − M07f2 − M07f3 − M07f4 − M07f5
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, get_args

from domain.appeal import (
    Appeal,
    AppealClosed,
    AppealEvent,
    AppealMerged,
    AppealNotAccepted,
    AppealRedirected,
    AppealRegistered,
    AppealReopened,
    AppealWithdrawn,
    RecheckIssued,
    RecheckRequested,
    ReviewIssued,
    ReviewRequested,
)
from domain.words import Outcome
from projections.figures.fact import About, Fact, Family, Kind, Measure, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from domain.history import Event, Recorded

M07 = Measure(
    "M07",
    "协调解决诉求",
    "appeals resolved",
    Unit.CASES,
    Kind.FLOW,
    "首次以已解决、部分解决或解释说明办结的诉求, 计在该次办结日; 重办后再次办结不再计; 不予支持、已转介、"
    "撤回、不予受理、告知转办、并案的不计",
    "appeals by their first closing as resolved, partly resolved or explained; closing again after"
    " a reopening adds nothing; other outcomes and other ends are left out",
    naive=("M07d1", "M07d2"),
    about=About.CASES,
)
M07B = Measure(
    "M07b",
    "登记诉求",
    "appeals registered",
    Unit.CASES,
    Kind.FLOW,
    "登记的诉求, 含后来并案的; 作废的不计",
    "appeals registered, later merged ones included",
    about=About.CASES,
)
M07B2 = Measure(
    "M07b2",
    "受理诉求(扣除并案)",
    "appeals registered, merged ones once",
    Unit.CASES,
    Kind.FLOW,
    "登记的诉求, 扣除并入其他诉求的",
    "appeals registered, less those merged into another one",
    about=About.CASES,
)
M07C = Measure(
    "M07c",
    "在办诉求",
    "appeals open",
    Unit.CASES,
    Kind.STOCK,
    "当日处于已登记至已回访、中止或重办中的诉求",
    "appeals on the day in a state from registered to revisited, suspended or reopened",
    about=About.CASES,
)
M07D = Measure(
    "M07d",
    "办结件次",
    "closings",
    Unit.CLOSINGS,
    Kind.FLOW,
    "每一次办结, 含重办后的再次办结和各种办理结果",
    "every closing, of all rounds and outcomes",
    about=About.CASES,
)
M07D1 = Measure(
    "M07d1",
    "办结但不计解决",
    "closings without a counted outcome",
    Unit.CLOSINGS,
    Kind.FLOW,
    "以不予支持或已转介办结",
    "closings as unsupported or referred",
    shown=False,
    about=About.CASES,
)
M07D2 = Measure(
    "M07d2",
    "再次办结",
    "closings again",
    Unit.CLOSINGS,
    Kind.FLOW,
    "已计入解决的诉求重办后再次以已解决、部分解决或解释说明办结",
    "closings with a counted outcome of appeals that had one before",
    shown=False,
    about=About.CASES,
)
M07E = Measure(
    "M07e",
    "重办",
    "appeals reopened",
    Unit.CLOSINGS,
    Kind.FLOW,
    "办结后重办",
    "reopenings of closed appeals",
    about=About.CASES,
)
M07F1 = Measure(
    "M07f1",
    "撤回",
    "appeals withdrawn",
    Unit.CASES,
    Kind.FLOW,
    "由诉求人撤回的诉求",
    "appeals that the person withdrew",
    about=About.CASES,
)
M07F2 = Measure(
    "M07f2",
    "并案",
    "appeals merged",
    Unit.CASES,
    Kind.FLOW,
    "并入其他诉求的诉求",
    "appeals merged into another one",
    about=About.CASES,
)
M07F3 = Measure(
    "M07f3",
    "告知转办",
    "appeals redirected",
    Unit.CASES,
    Kind.FLOW,
    "告知途径、转由其他单位办理的诉求",
    "appeals whose appellant was told where else to go",
    about=About.CASES,
)
M07F4 = Measure(
    "M07f4",
    "不予受理",
    "appeals not accepted",
    Unit.CASES,
    Kind.FLOW,
    "不予受理的诉求",
    "appeals not accepted",
    about=About.CASES,
)
M07F5 = Measure(
    "M07f5",
    "转入复查",
    "petitions gone to review",
    Unit.CASES,
    Kind.FLOW,
    "答复后未办结即申请复查的信访事项",
    "petitions whose reply went to review before they were closed",
    about=About.CASES,
)

COUNTED: Final = frozenset({Outcome.RESOLVED, Outcome.PARTLY, Outcome.EXPLAINED})

OTHER_ENDS: Final[dict[type[Event], str]] = {
    AppealWithdrawn: "M07f1",
    AppealMerged: "M07f2",
    AppealRedirected: "M07f3",
    AppealNotAccepted: "M07f4",
    # Any of the four, since the others may be void.
    **dict.fromkeys((ReviewRequested, ReviewIssued, RecheckRequested, RecheckIssued), "M07f5"),
}


class AppealsCount:
    """One appeal: counted where it opens and where it ends, by the status its own rules give it."""

    def __init__(self) -> None:
        """Start before it is registered."""
        self._appeal: Appeal | None = None
        self._registered: Fact | None = None
        self._opened: Fact | None = None
        self._end: tuple[Fact, ...] = ()
        self._resolved: Fact | None = None
        self._round = 1
        self._last_step: date | None = None

    def count(self, recorded: Recorded[Event]) -> Iterator[Fact]:
        """Count the steps between open and ended. An appeal not registered counts nothing."""
        appeal = self._appeal = self._appeal or Appeal(recorded.stream)
        appeal.take(recorded.event)
        if self._registered is None or self._opened is None:
            if isinstance(recorded.event, AppealRegistered):
                yield from self._register(recorded)
        elif not self._end and not appeal.is_open:
            self._end = (*self._ending(recorded, self._registered), self._close(recorded))
            yield from self._end
        elif self._end and appeal.is_open:
            yield from self._go_on(recorded)

    def _register(self, recorded: Recorded[Event]) -> Iterator[Fact]:
        self._registered = self._step("M07b", recorded)
        self._opened = self._step("M07c", recorded)
        yield self._registered
        yield replace(self._registered, measure="M07b2")
        yield self._opened

    def _ending(self, recorded: Recorded[Event], registered: Fact) -> Iterator[Fact]:
        """Tell what an end counts as."""
        match recorded.event:
            case AppealClosed(outcome=outcome):
                yield self._step("M07d", recorded, str(self._round))
                if outcome not in COUNTED:
                    yield self._step("M07d1", recorded, str(self._round))
                elif self._resolved is not None:
                    yield self._step("M07d2", recorded, str(self._round))
                else:
                    self._resolved = self._step("M07", recorded)
                    yield self._resolved
            case AppealMerged():
                yield self._step("M07f2", recorded)
                yield replace(registered, measure="M07b2").taken_back()
            case other:
                yield self._step(OTHER_ENDS[type(other)], recorded)

    def _close(self, recorded: Recorded[Event]) -> Fact:
        assert self._opened is not None
        return self._opened.until(self._day(recorded))

    def _go_on(self, recorded: Recorded[Event]) -> Iterator[Fact]:
        """Count a reopening; an end that the case went on after in another way was none."""
        was_closed = self._end[0].measure == "M07d"
        if was_closed and isinstance(recorded.event, AppealReopened):
            self._round += 1
            self._opened = self._step("M07c", recorded)
            yield self._opened
            yield self._step("M07e", recorded, str(self._round))
        else:
            for fact in self._end:
                yield fact.taken_back()
            if self._resolved in self._end:
                self._resolved = None
        self._end = ()

    def _step(self, measure: str, recorded: Recorded[Event], rest: str = "") -> Fact:
        """Give a fact of this step, kept where the appeal was registered."""
        organisation = self._registered.organisation if self._registered else None
        day = self._day(recorded)
        fact = Fact(measure, recorded.stream, rest, occurred_on=day, organisation=organisation)
        return fact.made_by(recorded)

    def _day(self, recorded: Recorded[Event]) -> date:
        """Date a step, never before the one it follows."""
        self._last_step = max(self._last_step or recorded.occurred_on, recorded.occurred_on)
        return self._last_step


APPEALS = Family(
    "appeals",
    (M07, M07B, M07B2, M07C, M07D, M07D1, M07D2, M07E, M07F1, M07F2, M07F3, M07F4, M07F5),
    frozenset(event.topic for event in get_args(AppealEvent)),
    AppealsCount,
)
