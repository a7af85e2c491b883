"""The story as played: figures from the read models, and counted again from the raw events."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from application.moments import position_of
from domain.words import LogMode
from projections.figures.figure import Question
from projections.figures.reader import FigureReader
from story import numbers
from story.days import month_of
from story.play import is_told
from support.recount import Recount
from support.recount_duty import duty, nobody_left_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bootstrap import House
    from domain.history import Event, Recorded
    from projections.figures.figure import Figure
    from story.diary import Act
    from support.told import Told

FIRST, LAST = date(2022, 3, 1), date(2022, 7, 31)
PAGE = 5_000

FIGURES = {
    "M01": 89,
    "M02": 282,
    "M03": 6,
    "M04": 3_335,
    "M04b": 1_305,
    "M04c": 588,
    "M04d": 164,
    "M06": 77,
    "M07": 58,
    "M07b": 99,
    "M07c": 19,
    "M07d": 67,
    "M07e": 5,
    "M07f1": 4,
    "M07f2": 6,
    "M07f3": 5,
    "M07f4": 3,
    "M08": 4,
    "M09": 621,
    "M09b": 92,
    "M17": 613,
}
COUNTED_TWICE = (
    *("M13c", "M13d", "M13e", "M13f", "M14b", "M14c", "M15b"),
    *("M18", "M18b", "M18c", "M19", "M20b", "M20c"),
)
DUTY = {3: (171, 218), 4: (346, 555), 5: (578, 617), 6: (597, 626), 7: (583, 617)}


@pytest.fixture(scope="module")
def figures(story_house: House) -> Iterator[FigureReader]:
    with story_house.read_models.connection() as connection:
        yield FigureReader(connection, story_house.read_models.reading(connection))


@pytest.fixture(scope="module")
def entries(story_house: House) -> list[Recorded[Event]]:
    """Every event of the log, read page by page."""
    last = story_house.log.last_position()
    return [
        entry
        for after in range(0, last, PAGE)
        for entry in story_house.log.read(after=after, limit=PAGE)
    ]


@pytest.fixture(scope="module")
def recount(entries: list[Recorded[Event]]) -> Recount:
    return Recount(entries, len(entries))


def figure(reader: FigureReader, measure: str, first: date = FIRST, last: date = LAST) -> Figure:
    return reader.figure(Question(measure, first, last))


@pytest.mark.parametrize(("measure", "value"), FIGURES.items())
def test_a_figure_is_what_the_article_says(figures: FigureReader, measure: str, value: int) -> None:
    read = figure(figures, measure)
    assert (read.value, read.complete) == (value, True)


@pytest.mark.parametrize(("measure", "value"), FIGURES.items())
def test_the_raw_events_count_to_the_same(recount: Recount, measure: str, value: int) -> None:
    assert len(recount.keys(measure, FIRST, LAST)) == value


@pytest.mark.parametrize(("month", "met_of"), DUTY.items())
def test_the_monthly_duty_is_the_same_from_both(
    figures: FigureReader, recount: Recount, month: int, met_of: tuple[int, int]
) -> None:
    read = figure(figures, "M05", *month_of(month))
    counted = duty(recount, *month_of(month))
    assert (read.value, read.of) == met_of
    assert (len(counted["M05"]), len(counted["of"])) == met_of


def test_the_survey_by_month_is_the_same_from_both(figures: FigureReader, recount: Recount) -> None:
    read = figures.figure(Question("M04", FIRST, LAST), by="month")
    months = [month_of(month) for month in numbers.MONTHS]
    assert [part.value for part in read.parts] == list(numbers.SURVEYED)
    assert [len(recount.keys("M04", *month)) for month in months] == list(numbers.SURVEYED)


def test_what_was_known_when_july_was_over_is_still_answered(
    story_house: House, entries: list[Recorded[Event]]
) -> None:
    then = position_of(story_house.office, "2022-07-31")
    with story_house.read_models.connection() as connection:
        reading = story_house.read_models.reading(connection, position=then)
        known = figure(FigureReader(connection, reading), "M04")
    assert (known.value, known.open) == (3_331, False)
    assert len(Recount(entries, then).keys("M04", FIRST, LAST)) == 3_331


@pytest.mark.parametrize("measure", COUNTED_TWICE)
def test_figures_that_the_article_does_not_give_are_the_same_from_both(
    figures: FigureReader, recount: Recount, measure: str
) -> None:
    read = figure(figures, measure)
    assert read.value == len(recount.keys(measure, FIRST, LAST)) > 0


@pytest.mark.parametrize("month", numbers.MONTHS)
def test_nobody_is_left_out_of_a_month(figures: FigureReader, recount: Recount, month: int) -> None:
    """11.2, M19: met, excused and not met add up to the register."""
    lines = nobody_left_out(recount, *month_of(month))
    register = figure(figures, "M19", *month_of(month)).value
    read = [figure(figures, each, *month_of(month)) for each in ("M19a", "M19b", "M19c")]

    assert sum(each.value for each in read) == register == len(lines["of"])
    assert [each.value for each in read] == [len(lines[each]) for each in ("M19a", "M19b", "M19c")]


def test_appeals_balance(recount: Recount) -> None:
    count = {measure: len(recount.keys(measure, FIRST, LAST)) for measure in FIGURES}
    ends = sum(count[each] for each in ("M07f1", "M07f2", "M07f3", "M07f4"))
    assert count["M07c"] == count["M07b"] + count["M07e"] - count["M07d"] - ends


def test_4170_lines_are_explained(figures: FigureReader) -> None:
    explained = figures.explain(Question("M04", FIRST, LAST))
    elsewhere = {measure.id: lines for measure, lines in explained.elsewhere}
    assert (explained.lines, explained.voided, explained.undone) == (4_170, 37, 0)
    assert elsewhere == {"M04c": 588, "M04d": 164}
    assert (explained.repeated, explained.merged, explained.figure) == (41, 5, 3_335)


def test_61_qualified_and_52_certificates_came_of_it(figures: FigureReader) -> None:
    assert (figure(figures, "M06b1").value, figure(figures, "M06b2").value) == (61, 52)


def test_the_log_holds_what_the_acts_come_to(entries: list[Recorded[Event]], told: Told) -> None:
    assert [entry.position for entry in entries] == list(range(1, told.events() + 1))


def test_each_event_is_recorded_on_its_day_and_not_before_its_act(
    entries: list[Recorded[Event]], acts: list[Act]
) -> None:
    planned = {act.command: act for act in acts}
    for entry in entries[1:]:
        assert entry.envelope.command is not None
        act = planned[entry.envelope.command]
        recorded_at = entry.recorded_at.astimezone(act.at.tzinfo)
        assert recorded_at >= act.at
        assert recorded_at.date() == act.recorded_on


def test_the_demonstration_stands_at_the_end_of_its_story(story_house: House) -> None:
    assert story_house.clock.mode is LogMode.DEMONSTRATION
    assert story_house.office.now() >= numbers.STORY_ENDS_AT
    assert is_told(story_house.office)
