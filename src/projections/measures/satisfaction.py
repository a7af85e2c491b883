"""M13: what people said when they were asked afterwards (`domain.md` 11.2).

The last revisit of an appeal counts, on its date; calls that reached nobody are none. M13b shows
how many of those replied to were rated at all, and is counted on the date of the reply.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from domain.appeal import AppealRegistered, AppealReplied, AppealRevisited, ReplyWithdrawn
from domain.words import Satisfaction
from projections.figures.fact import About, Fact, Family, Kind, Measure, Unit
from projections.figures.held import difference
from projections.figures.rate import Share

if TYPE_CHECKING:
    from collections.abc import Iterator

    from domain.history import Event, Organisation, Recorded

SATISFIED: Final = frozenset({Satisfaction.VERY, Satisfaction.SATISFIED, Satisfaction.BASIC})
RATED: Final = SATISFIED | {Satisfaction.UNSATISFIED}

M13 = Measure(
    "M13",
    "满意率",
    "satisfaction",
    Unit.PERCENT,
    Kind.RATE,
    "末次回访评价为非常满意、满意、基本满意的诉求, 占有评价诉求的比例, 计在回访日",
    "appeals very, quite or basically satisfied at the last revisit, of those rated, on its date",
)
M13B = Measure(
    "M13b",
    "回访评价率",
    "rated, of those replied to",
    Unit.PERCENT,
    Kind.RATE,
    "末次回访有评价的诉求, 占已答复诉求的比例, 计在答复日",
    "appeals rated at the last revisit, of those replied to, on the date of the last reply",
)
M13C = Measure(
    "M13c",
    "有评价的诉求",
    "appeals rated",
    Unit.CASES,
    Kind.FLOW,
    "末次回访给出评价的诉求, 计在回访日",
    "appeals rated at the last revisit, on its date",
    shown=False,
    about=About.CASES,
)
M13D = Measure(
    "M13d",
    "评价满意的诉求",
    "appeals rated satisfied",
    Unit.CASES,
    Kind.FLOW,
    "末次回访评价为非常满意、满意、基本满意的诉求, 计在回访日",
    "appeals very, quite or basically satisfied at the last revisit, on its date",
    shown=False,
    about=About.CASES,
)
M13E = Measure(
    "M13e",
    "已答复的诉求",
    "appeals replied to",
    Unit.CASES,
    Kind.FLOW,
    "已答复的诉求, 计在末次答复日; 撤回的答复不计",
    "appeals replied to, on the date of the last reply; one withdrawn is none",
    shown=False,
    about=About.CASES,
)
M13F = Measure(
    "M13f",
    "答复后有评价的诉求",
    "appeals rated, by reply",
    Unit.CASES,
    Kind.FLOW,
    "末次回访给出评价的诉求, 计在末次答复日",
    "appeals rated at the last revisit, on the date of the last reply",
    shown=False,
    about=About.CASES,
)

SATISFACTION: Final = Share(M13, part=M13D, whole=M13C)
RATED_OF_REPLIED: Final = Share(M13B, part=M13F, whole=M13E)


class SatisfactionCount:
    """One appeal: its last reply, and its last revisit."""

    def __init__(self) -> None:
        """Start before it is registered."""
        self._organisation: Organisation | None = None
        self._reply: Fact | None = None
        self._revisit: Fact | None = None
        self._rating: Satisfaction | None = None
        self._counted: list[Fact] = []

    def count(self, recorded: Recorded[Event]) -> Iterator[Fact]:
        """Count the last of each; what an earlier one counted is taken back."""
        match recorded.event:
            case AppealRegistered():
                self._organisation = self._organisation or recorded.envelope.organisation
            case AppealReplied():
                self._reply = self._step("M13e", recorded)
            case ReplyWithdrawn():
                self._reply = None
            case AppealRevisited(satisfaction=rating, revisited_on=on) if rating is not None:
                step = self._step("M13c", recorded)
                self._revisit, self._rating = replace(step, occurred_on=on), rating
            case _:
                pass
        before, self._counted = self._counted, list(self._facts())
        yield from difference(before, self._counted)

    def _facts(self) -> Iterator[Fact]:
        is_rated = self._revisit is not None and self._rating in RATED
        if self._reply is not None:
            yield self._reply
            if is_rated:
                yield replace(self._reply, measure="M13f")
        if self._revisit is not None and is_rated:
            yield self._revisit
            if self._rating in SATISFIED:
                yield replace(self._revisit, measure="M13d")

    def _step(self, measure: str, recorded: Recorded[Event]) -> Fact:
        return Fact(measure, recorded.stream, organisation=self._organisation).made_by(recorded)


REVISITS = Family(
    "satisfaction",
    (M13C, M13D, M13E, M13F),
    frozenset(
        event.topic for event in (AppealRegistered, AppealReplied, ReplyWithdrawn, AppealRevisited)
    ),
    SatisfactionCount,
)
