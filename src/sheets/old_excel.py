"""Old .xls files, of 65,536 rows at most."""

from __future__ import annotations

import io
import struct
from datetime import date
from typing import TYPE_CHECKING, Final

import xlrd
from xlrd.compdoc import CompDocError

from sheets.cells import Row
from sheets.limits import COLUMNS_MAX
from sheets.refusals import FileEmpty, FileNotASpreadsheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sheets.cells import Cell

_DAMAGED: Final = (
    xlrd.XLRDError,
    CompDocError,
    struct.error,
    AssertionError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    OverflowError,
)
"""What xlrd comes to with a damaged file, an encrypted one, or another program's."""


class OldExcelSheet:
    """The first visible sheet of a workbook."""

    def __init__(self, content: bytes) -> None:
        """Open the workbook. Raises `SheetRefused`."""
        try:
            book = xlrd.open_workbook(
                file_contents=content, formatting_info=True, logfile=io.StringIO()
            )
        except _DAMAGED as error:
            raise FileNotASpreadsheet from error
        visible = [sheet for sheet in book.sheets() if sheet.visibility == 0]
        if not visible:
            raise FileEmpty
        self._sheet = visible[0]
        self._mode = book.datemode

    @property
    def counts_from_1904(self) -> bool:
        """Tell whether day numbers count from 1904."""
        return bool(self._mode)

    @property
    def hidden(self) -> frozenset[int]:
        """The columns nobody sees."""
        return frozenset(column for column, form in self._sheet.colinfo_map.items() if form.hidden)

    def rows(self) -> Iterator[Row]:
        """Give the rows in order."""
        for index in range(self._sheet.nrows):
            cells = tuple(self._value(cell) for cell in self._sheet.row(index)[:COLUMNS_MAX])
            yield Row(index + 1, cells)

    def _value(self, cell: xlrd.sheet.Cell) -> Cell:
        match cell.ctype:
            case xlrd.XL_CELL_DATE:
                return self._day(cell.value)
            case xlrd.XL_CELL_BOOLEAN:
                return bool(cell.value)
            case xlrd.XL_CELL_ERROR:
                return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
            case xlrd.XL_CELL_NUMBER:
                return float(cell.value)
            case xlrd.XL_CELL_TEXT:
                return str(cell.value)
            case _:
                return None

    def _day(self, value: float) -> Cell:
        try:
            day: date = xlrd.xldate_as_datetime(value, self._mode).date()
        except (ValueError, OverflowError, xlrd.xldate.XLDateError):
            return value
        return day
