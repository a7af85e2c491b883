"""Files as they come: titles, totals, hidden columns, other encodings, damaged ones and bombs."""

from __future__ import annotations

import io
import subprocess
import sys
import tracemalloc
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest

from importing.kinds.residents import RESIDENTS
from sheets import refusals
from sheets.files import open_sheet
from sheets.header import recognise
from sheets.limits import FILE_BYTES_MAX
from sheets.writing import NewSheet
from support.importing import RESIDENT_HEADER, a_resident_row, csv, rows_of, xls, xlsx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sheets.cells import Cell

ROWS = 100_000
GROWTH_KIB_MAX = 60_000  # the rows themselves, as objects, are over 100,000

READING = """
import resource, sys
from importing.kinds.residents import RESIDENTS
from sheets.files import open_sheet
from sheets.header import recognise

before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with open(sys.argv[1], "rb") as file:
    sheet = open_sheet(file.read())
layout = recognise(sheet, RESIDENTS.columns)
count = sum(1 for _ in layout.body(sheet))
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def body(content: bytes) -> list[list[Cell]]:
    """Give name and number of every row below the header."""
    sheet = open_sheet(content)
    layout = recognise(sheet, RESIDENTS.columns)
    return [
        [layout.cell(row, "name"), layout.cell(row, "identity_number")]
        for row in layout.body(sheet)
    ]


def with_part(content: bytes, changed: Callable[[str], str]) -> bytes:
    """Give an xlsx whose sheet is another one."""
    memory = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            text = old.read(part).decode()
            is_sheet = part == "xl/worksheets/sheet1.xml"
            new.writestr(part, changed(text) if is_sheet else text)
    return memory.getvalue()


@pytest.mark.parametrize("make", [xlsx, xls, csv])
def test_titles_blank_rows_totals_and_signatures_are_left_out(make: object) -> None:
    assert callable(make)
    content = make(
        ("某镇残疾人名册", None, None),
        ("制表日期:", "2022-06-01", None),
        ("序号", "残疾人姓名", "公民身份号码"),
        ("1", "李示例", "甲"),
        (None, None, None),
        ("2", "合计生", "乙"),
        ("合 计", None, "2"),
        ("填表人: 某某", None, "审核人: 某某"),
    )

    assert body(content) == [["李示例", "甲"], ["合计生", "乙"]]


def test_a_total_that_stands_in_the_column_of_names_is_left_out() -> None:
    content = xlsx(RESIDENT_HEADER, a_resident_row(1), ("总计", 1, None, None, None))

    assert len(body(content)) == 1


@pytest.mark.parametrize(
    "header",
    [
        ("姓名", "身份证号"),
        ("名字", "身份证"),
        ("残疾人姓名", "证件号码"),
        ("姓 名*", "公民身份号码（18位）"),
        ("\ufeff姓名", "身份证号码:"),
    ],
)
def test_columns_are_recognised_by_their_synonyms(header: tuple[str, str]) -> None:
    """`domain.md` 12.2."""
    assert body(xlsx(header, ("李示例", "甲"))) == [["李示例", "甲"]]


def test_what_is_not_recognised_is_named() -> None:
    sheet = open_sheet(xlsx(("姓名", "鞋码", "身份证号", "错误说明")))

    assert recognise(sheet, RESIDENTS.columns).unknown == ("鞋码",)


def test_a_hidden_column_gives_way_to_one_that_is_seen_and_is_named_otherwise() -> None:
    header, row = ("姓名", "姓名", "身份证号"), ("旧名", "李示例", "甲")

    for content in (
        xlsx(header, row, hidden=("A", "C")),
        xls(header, row, hidden=(0, 2)),
    ):
        assert body(content) == [["李示例", "甲"]]
        layout = recognise(open_sheet(content), RESIDENTS.columns)
        assert layout.hidden == ("身份证号",)


def test_dates_count_from_1904_where_the_file_says_so() -> None:
    day = date(2022, 3, 5)
    sheet = open_sheet(xlsx(("姓名", "身份证号"), (day, 43163), from_1904=True))

    assert sheet.counts_from_1904
    assert [row.cells for row in sheet.rows()][1][0] == day


def test_formats_down_to_the_last_row_are_no_rows() -> None:
    content = with_part(
        xlsx(("姓名", "身份证号"), ("李示例", "甲")),
        lambda text: text.replace("</sheetData>", '<row r="200010"/></sheetData>'),
    )

    assert body(content) == [["李示例", "甲"]]


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", refusals.FileEmpty),
        (b" \r\n ", refusals.FileEmpty),
        (csv(("", ""), ("", "")), refusals.FileEmpty),
        (csv(("甲", "乙"), ("丙", "丁")), refusals.HeaderNotFound),
        (b"<html><table><tr><td>\xe5</td>", refusals.FileIsAWebPage),
        (b"\x89PNG\r\n\x1a\n\x00\x00", refusals.FileNotASpreadsheet),
        (b"PK\x03\x04 and nothing behind it", refusals.FileNotASpreadsheet),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, refusals.FileNotASpreadsheet),
        (xlsx(("姓名",))[:-200], refusals.FileNotASpreadsheet),
        (xls(("姓名",))[:700], refusals.FileNotASpreadsheet),
        (b"\xff\xff\xff\xff", refusals.FileNotASpreadsheet),
        (b"a" * (FILE_BYTES_MAX + 1), refusals.SheetTooLarge),
    ],
    ids=lambda case: "" if isinstance(case, bytes) else case.__name__,
)
def test_a_file_that_is_no_sheet_is_refused(content: bytes, rule: type[Exception]) -> None:
    with pytest.raises(rule):
        recognise(open_sheet(content), RESIDENTS.columns)


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    memory = io.BytesIO()
    with (
        zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(130):
            part.write(bytes(1_000_000))

    tracemalloc.start()
    with pytest.raises(refusals.FileUnpacksTooLarge):
        open_sheet(memory.getvalue())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000


def test_entities_that_multiply_are_refused() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = '<sheetData><row r="1"><c t="str"><v>&l11;</v></c></row>'
    content = with_part(
        xlsx(("姓名",)),
        lambda text: (
            f'<!DOCTYPE w [<!ENTITY l0 "ha">{laughs}]>' + text.replace("<sheetData>", bomb)
        ),
    )

    with pytest.raises(refusals.FileNotASpreadsheet):
        recognise(open_sheet(content), RESIDENTS.columns)


def test_a_sheet_that_we_wrote_is_all_text_and_read_as_it_was() -> None:
    sheet = NewSheet()
    sheet.add(["姓名", "=1+1", "<&>\"'", 110105.0, date(2022, 3, 5), None, "甲\x07乙", "首 尾 "])

    (row,) = rows_of(sheet.content())
    assert row == ["姓名", "'=1+1", "<&>\"'", "110105", "2022-03-05", "", "甲乙", "首 尾 "]


def test_a_hundred_thousand_rows_are_read_in_bounded_memory(tmp_path: Path) -> None:
    """In a process of its own, whose peak is what this reading took."""
    sheet = NewSheet()
    sheet.add(RESIDENT_HEADER)
    for number in range(ROWS):
        sheet.add(["李示例", f"{number:018d}", "示例村", f"一组{number}号", "2022-03"])
    file = tmp_path / "residents.xlsx"
    file.write_bytes(sheet.content())

    said = subprocess.run(
        [sys.executable, "-c", READING, str(file)], capture_output=True, text=True, check=True
    )

    count, grown_kib = (int(each) for each in said.stdout.split())
    assert count == ROWS
    assert grown_kib < GROWTH_KIB_MAX
