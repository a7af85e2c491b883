"""Where the bars of a chart stand."""

from __future__ import annotations

import pytest

from api.pages.figures.charts import BASE, TOP, Point, columns, share


def points(*values: float) -> list[Point]:
    return [Point(f"{nth}月", value, f"{value:g}") for nth, value in enumerate(values, start=1)]


def test_the_largest_column_is_as_high_as_the_chart() -> None:
    chart = columns("走访", points(2, 4))

    assert [column.height for column in chart.columns] == [(BASE - TOP) / 2, BASE - TOP]
    assert [column.y for column in chart.columns] == [(BASE + TOP) / 2, TOP]


def test_columns_share_the_width() -> None:
    chart = columns("走访", points(1, 1, 1, 1))

    assert [column.middle for column in chart.columns] == [12.5, 37.5, 62.5, 87.5]
    assert all(column.x + column.width / 2 == column.middle for column in chart.columns)


def test_a_rate_is_measured_against_the_whole() -> None:
    chart = columns("覆盖率", points(50), whole=100)

    assert chart.columns[0].height == (BASE - TOP) / 2


@pytest.mark.parametrize("values", [(), (0,), (0, 0)])
def test_nothing_is_drawn_for_nothing(values: tuple[float, ...]) -> None:
    assert [column.height for column in columns("走访", points(*values)).columns] == [
        0.0 for _ in values
    ]


def test_many_columns_name_every_nth() -> None:
    chart = columns("走访", points(*range(1, 26)))

    assert chart.is_crowded
    assert [column.label for column in chart.columns if column.label] == [
        f"{nth}月" for nth in range(1, 26, 3)
    ]


def test_a_chart_is_read_out_in_full() -> None:
    assert columns("走访", points(2, 4)).title == "走访: 1月 2, 2月 4"


@pytest.mark.parametrize(("value", "largest", "per_cent"), [(1, 4, 25.0), (0, 4, 0.0), (3, 0, 0.0)])
def test_a_lying_bar_is_a_share_of_the_longest(
    value: float, largest: float, per_cent: float
) -> None:
    assert share(value, largest) == per_cent
