"""M07: what stands of an appeal, and the balance that holds for every area and period (11.4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.appeal import AppealVoided, AppealVoidReverted
from domain.history import Event
from domain.words import Outcome
from projections.measures.appeals import APPEALS
from support import appeals
from support.counted import ANSWERED, ELSEWHERE, REOPENED, SAME_TOWN
from support.counting import Lines, counted, flow, stock
from support.histories import CASE, TOWN, VILLAGE, id_of, recorded
from support.lives import (
    DAYS,
    FIRST_DAY,
    MERGED,
    NOT_ACCEPTED,
    REDIRECTED,
    WITHDRAWN,
    appeal_life,
)

if TYPE_CHECKING:
    from random import Random

    from domain.history import Recorded

AREAS = ("", TOWN, VILLAGE, SAME_TOWN.code, ELSEWHERE.town, ELSEWHERE.code)
OTHER_ENDS = ("M07f1", "M07f2", "M07f3", "M07f4", "M07f5")
AGAIN = replace(appeals.CLOSED, round=2)


def life(*steps: tuple[Event, date]) -> list[Recorded[Event]]:
    """Give one appeal whose events are dated one by one."""
    return [
        recorded(event, version=version, position=version, on=on)
        for version, (event, on) in enumerate(steps, start=1)
    ]


def answered(on: date) -> list[tuple[Event, date]]:
    """Give the events of an appeal up to the revisit, all of one day."""
    return [(event, on) for event in ANSWERED]


def demand_balance(lines: Lines, first: date, last: date, area: str) -> None:
    """Hold M07c(end) = M07c(start) + M07b + M07e − M07d − M07f."""
    start = stock(lines, "M07c", first - timedelta(days=1), area)
    opened = sum(flow(lines, measure, first, last, area) for measure in ("M07b", "M07e"))
    ended = sum(flow(lines, measure, first, last, area) for measure in ("M07d", *OTHER_ENDS))
    assert stock(lines, "M07c", last, area) == start + opened - ended


DAY = st.integers(-1, DAYS).map(lambda days: FIRST_DAY + timedelta(days=days))


@settings(deadline=None, max_examples=150)
@given(
    random=st.randoms(use_true_random=False),
    steps=st.integers(1, 40),
    first=DAY,
    last=DAY,
    known=st.integers(0, 40),
)
def test_the_balance_holds_for_every_area_and_period_as_known_at_any_position(
    random: Random, steps: int, first: date, last: date, known: int
) -> None:
    lines: Lines = Lines()
    for number in range(3):
        history = appeal_life(random, steps=steps, stream=id_of(f"appeal {number}"))
        lines.update(counted(APPEALS, history[: known or None]))

    for area in AREAS:
        demand_balance(lines, min(first, last), max(first, last), area)
        demand_balance(lines, FIRST_DAY, FIRST_DAY + timedelta(days=DAYS), area)


@settings(deadline=None, max_examples=60)
@given(random=st.randoms(use_true_random=False), steps=st.integers(1, 40))
def test_closings_are_resolved_or_one_of_the_two_others(random: Random, steps: int) -> None:
    lines = counted(APPEALS, appeal_life(random, steps=steps, stream=CASE))
    first, last = FIRST_DAY, FIRST_DAY + timedelta(days=DAYS)

    resolved = flow(lines, "M07", first, last)
    others = sum(flow(lines, measure, first, last) for measure in ("M07d1", "M07d2"))

    assert resolved <= 1
    assert flow(lines, "M07d", first, last) == resolved + others


APRIL_20, MAY_9, JUNE_1 = date(2022, 4, 20), date(2022, 5, 9), date(2022, 6, 1)
SPRING = (date(2022, 4, 1), date(2022, 6, 30))


@pytest.mark.parametrize(
    ("outcome", "counts"),
    [
        (Outcome.RESOLVED, 1),
        (Outcome.PARTLY, 1),
        (Outcome.EXPLAINED, 1),
        (Outcome.UNSUPPORTED, 0),
        (Outcome.REFERRED, 0),
    ],
)
def test_three_of_the_five_outcomes_count_as_resolved(outcome: Outcome, counts: int) -> None:
    lines = counted(
        APPEALS,
        life(*answered(APRIL_20), (replace(appeals.CLOSED, outcome=outcome), APRIL_20)),
    )

    assert flow(lines, "M07", *SPRING) == counts
    assert flow(lines, "M07d", *SPRING) == 1


def test_an_appeal_first_closed_as_unsupported_is_resolved_by_a_later_closing() -> None:
    unsupported = replace(appeals.CLOSED, outcome=Outcome.UNSUPPORTED)
    lines = counted(
        APPEALS,
        life(*answered(APRIL_20), (unsupported, APRIL_20), (REOPENED, MAY_9), (AGAIN, JUNE_1)),
    )

    assert flow(lines, "M07", JUNE_1, JUNE_1) == 1
    assert flow(lines, "M07", APRIL_20, APRIL_20) == 0


@pytest.mark.parametrize(
    ("end", "measure"),
    [
        (WITHDRAWN, "M07f1"),
        (MERGED, "M07f2"),
        (REDIRECTED, "M07f3"),
        (NOT_ACCEPTED, "M07f4"),
    ],
)
def test_every_other_end_has_a_line_of_its_own(end: Event, measure: str) -> None:
    steps = [(appeals.REGISTERED, APRIL_20), (appeals.TRIAGED, APRIL_20), (end, MAY_9)]
    lines = counted(APPEALS, life(*steps))

    assert [flow(lines, other, *SPRING) for other in OTHER_ENDS] == [
        int(other == measure) for other in OTHER_ENDS
    ]
    assert flow(lines, "M07b2", *SPRING) == (0 if end is MERGED else 1)
    assert stock(lines, "M07c", MAY_9) == 0


def test_a_reopening_before_the_closing_is_no_reopening_of_a_closed_appeal() -> None:
    lines = counted(
        APPEALS, life(*answered(APRIL_20), (replace(REOPENED, from_closed=False), MAY_9))
    )

    assert flow(lines, "M07e", *SPRING) == 0
    assert stock(lines, "M07c", MAY_9) == 1


def test_an_end_after_which_the_appeal_went_on_was_none() -> None:
    """Withdrawn, voided, carried on and closed; then the void of the withdrawal is taken back."""
    lines = counted(
        APPEALS,
        life(
            (appeals.REGISTERED, APRIL_20),
            (WITHDRAWN, APRIL_20),
            (AppealVoided(version=2, reason="误撤"), APRIL_20),
            *answered(MAY_9)[1:],
            (appeals.CLOSED, JUNE_1),
            (AppealVoidReverted(version=3, reason="误作废"), JUNE_1),
        ),
    )

    assert flow(lines, "M07f1", *SPRING) == 0
    assert flow(lines, "M07", JUNE_1, JUNE_1) == 1
    assert stock(lines, "M07c", MAY_9) == 1


def test_a_closing_dated_before_the_registration_ends_on_the_day_it_follows() -> None:
    lines = counted(APPEALS, life(*answered(MAY_9), (appeals.CLOSED, APRIL_20)))

    assert flow(lines, "M07", MAY_9, MAY_9) == 1
    assert stock(lines, "M07c", APRIL_20) == 0


def test_an_appeal_whose_registration_is_void_counts_nothing() -> None:
    lines = counted(
        APPEALS,
        life(
            *answered(APRIL_20),
            (appeals.CLOSED, MAY_9),
            (AppealVoided(version=1, reason="误录"), MAY_9),
        ),
    )

    assert not lines
