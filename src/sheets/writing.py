"""Writing an .xlsx in memory, row by row, every cell a text: nothing of it ever lies on a disk.

openpyxl writes through temporary files, in the clear; these sheets hold personal data. Text cells
also keep a spreadsheet from making figures of ID numbers.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from sheets.cells import guarded, shown
from sheets.header import ERROR_COLUMN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sheets.cells import Cell, Row
    from sheets.header import Layout

CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_DECLARED: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SCHEMAS: Final = "http://schemas.openxmlformats.org"
_MAIN: Final = f"{_SCHEMAS}/spreadsheetml/2006/main"
_RELATIONS: Final = f"{_SCHEMAS}/package/2006/relationships"
_OFFICE: Final = f"{_SCHEMAS}/officeDocument/2006/relationships"
_KINDS: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS: Final = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_SCHEMAS}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KINDS}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KINDS}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KINDS}.worksheet+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>"
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        "</Relationships>"
    ),
    # Style 1 is text (number format 49), which also empty cells of a column have.
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    ),
}
_BEGINNING: Final = (
    f'<worksheet xmlns="{_MAIN}">'
    '<cols><col min="1" max="120" width="16" style="1" customWidth="1"/></cols><sheetData>'
)
_END: Final = "</sheetData></worksheet>"

_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class NewSheet:
    """A sheet in the making: add rows, then take `content`."""

    def __init__(self) -> None:
        """Begin."""
        self.rows = 0
        self._memory = io.BytesIO()
        self._archive = zipfile.ZipFile(self._memory, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        for name, text in _PARTS.items():
            self._archive.writestr(name, _DECLARED + text)
        self._part = self._archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True)
        self._part.write((_DECLARED + _BEGINNING).encode())

    def add(self, cells: Sequence[Cell]) -> None:
        """Add a row."""
        self.rows += 1
        written = "".join(_cell(shown(cell)) for cell in cells)
        self._part.write(f'<row r="{self.rows}">{written}</row>'.encode())

    def content(self) -> bytes:
        """Finish the sheet, and give the file."""
        self._part.write(_END.encode())
        self._part.close()
        self._archive.close()
        return self._memory.getvalue()


class ErrorSheet:
    """The rows that were refused, in the file's own layout, with one column more: 错误说明."""

    def __init__(self, layout: Layout) -> None:
        """Begin with the titles and the header of the file."""
        self._place = layout.error_place
        self._sheet = NewSheet()
        self.refused = 0
        for row in layout.titles:
            self._sheet.add(row.cells)
        self._sheet.add(_with(layout.header.cells, self._place, ERROR_COLUMN))

    def add(self, row: Row, errors: str) -> None:
        """Add a row that was refused, and why."""
        self.refused += 1
        self._sheet.add(_with(row.cells, self._place, errors))

    def content(self) -> bytes:
        """Finish the sheet, and give the file."""
        return self._sheet.content()


def template(names: Sequence[str]) -> bytes:
    """Give an empty sheet with the right header."""
    sheet = NewSheet()
    sheet.add(names)
    return sheet.content()


def _cell(text: str) -> str:
    clean = escape(_NOT_IN_XML.sub("", guarded(text)))
    if not clean:
        return '<c s="1"/>'
    return f'<c s="1" t="inlineStr"><is><t xml:space="preserve">{clean}</t></is></c>'


def _with(cells: Sequence[Cell], place: int, text: str) -> list[Cell]:
    padded = [*cells, *([None] * (place + 1 - len(cells)))]
    padded[place] = text
    return padded
