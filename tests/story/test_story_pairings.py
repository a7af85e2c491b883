"""Pairings and the monthly duty, counted from the acts (M17, M05)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from domain.words import VisitPurpose
from story.days import month_of

if TYPE_CHECKING:
    from support.told import Told

JULY_31 = date(2022, 7, 31)


def test_638_residents_are_paired_and_613_still_are(told: Told) -> None:
    assert len(set(told.values("pairings", "", "resident"))) == 638
    assert sum(time.holds(JULY_31) for time in told.paired()) == 613


def test_some_are_voided_ended_suspended_and_transferred(told: Told) -> None:
    count = Counter(act.name for act in told.acts if act.resource == "pairings")
    assert (count["void"], count["end"], count["suspend"], count["resume"], count["transfer"]) == (
        (3, 22, 38, 38, 9)
    )


def test_638_and_9_helps_come_from_520_helpers(told: Told) -> None:
    times = Counter(told.values("pairings", "", "helper"))
    times.update(told.values("pairings", "transfer", "new_helper"))
    assert Counter(times.values()) == {1: 404, 2: 105, 3: 11}


def test_helpers_are_members_or_commissioners_of_the_same_association(told: Told) -> None:
    team = {(act.stream, act.values["person"]) for act in told.of("associations", "appoint-member")}
    team |= {
        (act.values["association"], act.values["person"]) for act in told.of("appointments", "")
    }
    where = {act.stream: act.values["association"] for act in told.of("pairings", "")}
    helps = [(where[act.stream], act.values["helper"]) for act in told.of("pairings", "")]
    helps += [
        (where[act.stream], act.values["new_helper"]) for act in told.of("pairings", "transfer")
    ]
    assert set(helps) <= team


@pytest.mark.parametrize(
    ("month", "on_duty", "met"),
    [(3, 218, 171), (4, 555, 346), (5, 617, 578), (6, 626, 597), (7, 617, 583)],
)
def test_the_duty_of_a_month(told: Told, month: int, on_duty: int, met: int) -> None:
    present = told.on_duty(*month_of(month))
    assert len(present) == on_duty
    assert len(present & told.met(*month_of(month))) == met


def test_1443_pairing_visits_each_to_another_resident_on_duty(told: Told) -> None:
    visits = [act for act in told.of("visits", "") if act.values["purpose"] is VisitPurpose.PAIRING]
    assert all("campaign" not in act.values for act in visits)
    by_month = Counter(act.occurred_on.month for act in visits)
    assert by_month == {3: 95, 4: 202, 5: 360, 6: 417, 7: 369}
    for month, many in by_month.items():
        visited = {
            act.values["residents"][0]["resident"]
            for act in visits
            if act.occurred_on.month == month
        }
        assert len(visited) == many
        assert visited <= told.on_duty(*month_of(month))
