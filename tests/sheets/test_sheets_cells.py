"""Days as numbers and as text, guarded texts, names of columns: for anything people may write."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904, from_excel, to_excel

from domain.history import Rejected
from importing.columns import Column
from importing.kinds import residents
from importing.reading import Cells
from sheets.cells import Row, day_of_number, guarded, is_error, shown, unguarded
from sheets.header import Layout, plain_name

DAYS = st.dates(min_value=date(1930, 1, 1), max_value=date(2099, 12, 31))
TODAY = date(2099, 12, 31)
WIDE = {ord(each): ord(each) + 0xFEE0 for each in "0123456789.-/"}


def read_day(cell: object, *, from_1904: bool = False, first_of_month: bool = False) -> object:
    """Give the day a cell is read as, or the rule that refuses it."""
    layout = Layout((), Row(1, ("日期",)), {"day": 0}, (), ())
    cells = Cells(
        Row(2, (cell,)),  # type: ignore[arg-type]
        layout,
        {"day": Column("day", ("日期",))},
        from_1904=from_1904,
        today=TODAY,
    )
    day = cells.day("day", first_of_month=first_of_month)
    return cells.faults[0].refusal.rule if cells.faults else day


@given(DAYS, st.sampled_from(("%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y%m%d")))
def test_a_day_is_read_however_it_is_written(day: date, form: str) -> None:
    assert read_day(day.strftime(form)) == day
    assert read_day(f"{day.year}.{day.month}.{day.day}") == day
    assert read_day(f" {day.year}年 {day.month}月 {day.day}日 ") == day
    assert read_day(f"{day:%Y-%m-%d} 00:00:00") == day
    assert read_day(day.strftime("%Y.%m.%d").translate(WIDE)) == day
    assert read_day(day) == day


@given(DAYS)
@example(date(1931, 1, 1))  # 9862 where days are counted from 1904
def test_a_number_is_the_day_a_spreadsheet_shows(day: date) -> None:
    assert read_day(to_excel(day)) == day  # type: ignore[no-untyped-call]
    old = to_excel(day, epoch=CALENDAR_MAC_1904)  # type: ignore[no-untyped-call]
    assert read_day(old, from_1904=True) == day


@given(st.integers(61, 80_000), st.booleans())
def test_numbers_of_days_are_those_of_spreadsheets(number: int, from_1904: bool) -> None:
    shift = 1_462 if from_1904 else 0
    shown_there = from_excel(number + shift)

    assert day_of_number(number, from_1904=from_1904) == shown_there.date()


def test_a_number_that_is_no_day_is_none() -> None:
    assert day_of_number(60, from_1904=False) is None, "29 February 1900 never was"
    assert day_of_number(59, from_1904=False) == date(1900, 2, 28)
    assert day_of_number(61, from_1904=False) == date(1900, 3, 1)
    assert day_of_number(0, from_1904=False) is None
    assert day_of_number(10**12, from_1904=True) is None


@given(st.integers(1900, 2099), st.integers(1, 12))
def test_a_month_is_a_day_only_where_that_is_the_custom(year: int, month: int) -> None:
    for text in (f"{year}年{month}月", f"{year}.{month}", f"{year}-{month:02d}"):
        assert read_day(text) == "DateWithoutDay"
        assert read_day(text, first_of_month=True) == date(year, month, 1)
    assert read_day(str(year)) == "DateWithoutDay"
    assert read_day(year) == "DateWithoutDay", "a year is not the day number of 1905"


@given(st.text(max_size=30))
def test_anything_else_is_refused_and_never_breaks(text: str) -> None:
    found = read_day(text)

    assert found is None or isinstance(found, date | str)


@given(st.text(max_size=50))
def test_a_guarded_text_begins_no_formula_and_is_read_as_it_was(text: str) -> None:
    safe = guarded(text)

    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguarded(safe) == text or text.startswith("'")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (True, "是"),
        (False, "否"),
        (13912345678.0, "13912345678"),
        (1.5, "1.5"),
        (1.10105e17, "1.10105E+17"),
        (date(2022, 3, 5), "2022-03-05"),
        ("李示例", "李示例"),
    ],
)
def test_a_cell_is_shown_as_people_read_it(cell: object, text: str) -> None:
    assert shown(cell) == text  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!"])
def test_an_error_of_a_formula_is_known(text: str) -> None:
    assert is_error(text)
    assert not is_error(f"{text}x")


KNOWN = [name for column in residents.RESIDENTS.columns for name in column.names]


@given(
    st.sampled_from(KNOWN),
    st.sampled_from(("", " ", "\n", "\u3000")),
    st.sampled_from(("", "*", ":", "：", "(必填)", "（必填）")),
    st.booleans(),
)
def test_a_name_is_recognised_whatever_stands_around_it(
    name: str,
    blank: str,
    mark: str,
    wide: bool,
) -> None:
    written = blank.join(name) if "(" not in name else name
    if wide:
        written = written.translate({ord("("): ord("（"), ord(")"): ord("）")})

    assert plain_name(blank + written + mark) == plain_name(name)


def test_the_rules_of_cells_and_files_have_a_sentence_in_both_languages() -> None:
    from importing import refusals as of_rows
    from sheets import refusals as of_files

    rules = [
        each
        for module in (of_rows, of_files)
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, Rejected) and each is not Rejected
    ]
    assert len(rules) > 25
    for rule in rules:
        said = rule()
        assert said.chinese != said.english
        assert said.english.isascii()
