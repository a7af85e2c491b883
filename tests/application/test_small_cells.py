"""The small-cell rule hides what it must, and cannot be undone by subtraction (`domain.md` 11.4)."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from application.breakdowns.small_cells import PEOPLE_MIN, SMALL, WITHHELD, Cell, masked


def table(*people: int) -> list[Cell]:
    return [Cell(f"group {nth}", count, count) for nth, count in enumerate(people)]


def shown(*people: int) -> list[int | str | None]:
    return [cell.hidden or cell.value for cell in masked(table(*people))]


def test_fewer_than_five_people_are_not_shown() -> None:
    """11.4: dashboards and public material show "<5"."""
    assert shown(20, 2, 3, 9) == [20, SMALL, SMALL, 9]
    assert shown(20, 5, 9) == [20, 5, 9]


def test_one_hidden_cell_takes_the_smallest_other_one_with_it() -> None:
    assert shown(20, 3, 30) == [WITHHELD, SMALL, 30]
    assert shown(20, 4, 4, 9, 8) == [20, SMALL, SMALL, WITHHELD, WITHHELD]


@pytest.mark.parametrize("people", [(1, 1, 20, 30), (4, 4, 20, 30)])
def test_two_hidden_cells_that_the_sum_gives_away_take_another_with_them(
    people: tuple[int, ...],
) -> None:
    assert shown(*people) == [SMALL, SMALL, WITHHELD, 30]


def test_a_larger_one_that_would_still_give_it_away_takes_one_more() -> None:
    """1 + 5 = 6 can be nothing else than 1 and 5."""
    assert shown(1, 5, 30, 40) == [SMALL, WITHHELD, WITHHELD, 40]


def test_where_nothing_helps_nothing_is_shown() -> None:
    assert shown(3) == []
    assert shown(1, 1) == []
    assert shown(2, 6, 5) == []


@settings(deadline=None, max_examples=150)
@given(st.lists(st.integers(1, 12), min_size=1, max_size=3))
def test_whoever_knows_total_and_rule_cannot_tell_a_hidden_small_cell(people: list[int]) -> None:
    """Every table that would look the same is tried: each small cell takes two values or more."""
    seen = shown(*people)
    total = sum(people)
    alike = [
        other
        for other in product(range(1, total + 1), repeat=len(people))
        if sum(other) == total and shown(*other) == seen
    ]

    assert tuple(people) in alike
    for nth, cell in enumerate(seen):
        if cell == SMALL:
            assert people[nth] < PEOPLE_MIN
            assert len({other[nth] for other in alike}) > 1
