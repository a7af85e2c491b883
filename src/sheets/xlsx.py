"""Files .xlsx, read row by row: the sheet is never in memory, only its table of texts.

An xlsx is a zip of XML. What its parts unpack to is looked at before anything is unpacked; a part
never unpacks to more than it announces.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
import zlib
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.exceptions import InvalidFileException

from sheets.cells import Row, day_only
from sheets.limits import COLUMNS_MAX, PARTS_MAX, ROWS_MAX, TEXTS_BYTES_MAX, UNPACKED_BYTES_MAX
from sheets.refusals import (
    FileEmpty,
    FileNotASpreadsheet,
    FileTooManyRows,
    FileUnpacksTooLarge,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet.worksheet import Worksheet

_TEXTS: Final = "xl/sharedStrings.xml"
_BEGINNING_BYTES: Final = 60_000
_COLUMN: Final = re.compile(rb"<(?:\w+:)?col\s([^>]*)>")
_NUMBERS: Final = re.compile(rb'\b(min|max|hidden)="(\w+)"')

_DAMAGED: Final = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ParseError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    OverflowError,
    NotImplementedError,
    EOFError,
)
"""What openpyxl comes to with a damaged file, or one of another program."""


class XlsxSheet:
    """The first visible sheet of a workbook, read once for each call of `rows`."""

    def __init__(self, content: bytes) -> None:
        """Open the workbook. Raises `SheetRefused`."""
        # Its warnings quote what stands in a cell, and would reach a log.
        warnings.filterwarnings("ignore", module=r"openpyxl\.")
        self._content = content
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                _refuse_bomb(archive)
                sheet = self._open()
                self.hidden = _hidden_in(archive, sheet)
        except _DAMAGED as error:
            raise FileNotASpreadsheet from error
        self._sheet = sheet

    def rows(self) -> Iterator[Row]:
        """Give the rows in order."""
        try:
            rows = self._sheet.iter_rows(max_col=COLUMNS_MAX, values_only=True)
            filled = 0
            for number, cells in enumerate(rows, start=1):
                row = Row(number, tuple(day_only(cell) for cell in _trimmed(cells)))  # type: ignore[misc]
                filled += not row.is_blank  # formats alone reach down to row 1,048,576
                if filled > ROWS_MAX:
                    raise FileTooManyRows(rows_max=ROWS_MAX)
                yield row
        except _DAMAGED as error:
            raise FileNotASpreadsheet from error

    def _open(self) -> Worksheet:
        book = load_workbook(io.BytesIO(self._content), read_only=True, data_only=True)
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not visible:
            raise FileEmpty
        sheet = visible[0]
        self.counts_from_1904: bool = book.epoch == CALENDAR_MAC_1904
        # Files announce wrong dimensions, and rows would be cut or invented.
        sheet.reset_dimensions()
        return sheet


def _refuse_bomb(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    texts = sum(part.file_size for part in parts if part.filename == _TEXTS)
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > PARTS_MAX or texts > TEXTS_BYTES_MAX or unpacked > UNPACKED_BYTES_MAX:
        raise FileUnpacksTooLarge


def _trimmed(cells: tuple[object, ...]) -> tuple[object, ...]:
    """Give the cells without the empty ones behind the last."""
    last = len(cells)
    while last and cells[last - 1] is None:
        last -= 1
    return cells[:last]


def _hidden_in(archive: zipfile.ZipFile, sheet: Worksheet) -> frozenset[int]:
    """Read the hidden columns from the beginning of the sheet's part."""
    # openpyxl knows them only when it loads the whole sheet.
    name: str = sheet._worksheet_path  # type: ignore[attr-defined]  # noqa: SLF001
    with archive.open(name.lstrip("/")) as part:
        beginning = part.read(_BEGINNING_BYTES).partition(b"<sheetData")[0]
    found: set[int] = set()
    for column in _COLUMN.findall(beginning):
        says = dict(_NUMBERS.findall(column))
        if says.get(b"hidden") in {b"1", b"true"}:
            first, last = int(says[b"min"]), min(int(says[b"max"]), COLUMNS_MAX)
            found.update(range(first - 1, last))
    return frozenset(found)
