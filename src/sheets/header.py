"""Finding the header of a sheet, and which column is what, by tables of synonyms (`domain.md` 12.2).

Merged titles stand above the header, notes and a total below the rows; columns are in any order,
some hidden, some unknown.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from domain.identity.characters import as_written
from sheets.cells import shown, unguarded
from sheets.limits import HEADER_WITHIN_ROWS
from sheets.refusals import FileEmpty, HeaderNotFound

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sheets.cells import Cell, Row, Sheet

ERROR_COLUMN: Final = "错误说明"
RECOGNISED_MIN: Final = 2

_NOT_SAID: Final = re.compile(r"[\s*:：、·.．。/\\_\-—]|[(（\[【][^)）\]】]*[)）\]】]$")
_NOTE: Final = re.compile(
    r"(合计|总计|小计|共计|总数|累计|填表人|审核人|制表人|填报人|负责人|单位盖章|填表说明|填表日期|备注[::]|注[::]|说明[::])"
)


class Named(Protocol):
    """A column one may recognise: `field` is its own name, `names` what people write above it."""

    @property
    def field(self) -> str:
        """The column's own name."""

    @property
    def names(self) -> Sequence[str]:
        """The names people give it, the template's first."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things are in a sheet: the titles, the header, and the place of each column known."""

    titles: tuple[Row, ...]
    header: Row
    places: Mapping[str, int]
    unknown: tuple[str, ...]
    hidden: tuple[str, ...]

    @property
    def error_place(self) -> int:
        """Where the errors of rows are written: their own column, if there is one, else a new one."""
        for place, cell in enumerate(self.header.cells):
            if plain_name(shown(cell)) == ERROR_COLUMN:
                return place
        return len(self.header.cells)

    def cell(self, row: Row, field: str) -> Cell:
        """Give the cell of a column; None where there is none."""
        place = self.places.get(field)
        if place is None or place >= len(row.cells):
            return None
        cell = row.cells[place]
        return unguarded(cell) if isinstance(cell, str) else cell

    def body(self, sheet: Sheet) -> Iterator[Row]:
        """Give the rows below the header, without blank ones, totals and notes."""
        for row in sheet.rows():
            if row.number > self.header.number and not row.is_blank and not self._is_note(row):
                yield row

    def _is_note(self, row: Row) -> bool:
        """Tell whether a row is a total or a note: it begins so, and most of its columns are empty."""
        first = next(shown(cell).strip() for cell in row.cells if shown(cell).strip())
        if not _NOTE.match(re.sub(r"\s", "", first)):
            return False
        filled = sum(1 for field in self.places if shown(self.cell(row, field)).strip())
        return filled * 2 <= max(len(self.places), 2)


def recognise(sheet: Sheet, columns: Sequence[Named]) -> Layout:
    """Find the header: among the first rows, the one with the most columns known.

    Raises `HeaderNotFound` where no row has two, or `FileEmpty`.
    """
    fields = {plain_name(name): column.field for column in columns for name in column.names}
    titles: list[Row] = []
    best: tuple[int, int] | None = None
    for row in sheet.rows():
        if len(titles) == HEADER_WITHIN_ROWS:
            break
        known = {fields.get(plain_name(shown(cell))) for cell in row.cells} - {None}
        titles.append(row)
        if len(known) >= RECOGNISED_MIN and (best is None or len(known) > best[0]):
            best = (len(known), len(titles) - 1)
    if all(row.is_blank for row in titles):
        raise FileEmpty
    if best is None:
        raise HeaderNotFound
    header = titles[best[1]]
    places = _places(header, fields, sheet.hidden)
    written = {place: shown(cell).strip() for place, cell in enumerate(header.cells)}
    return Layout(
        titles=tuple(titles[: best[1]]),
        header=header,
        places=places,
        unknown=tuple(
            name
            for place, name in written.items()
            if name and place not in places.values() and plain_name(name) != ERROR_COLUMN
        ),
        hidden=tuple(written[place] for place in places.values() if place in sheet.hidden),
    )


def plain_name(name: str) -> str:
    """Give a column's name without width, spaces, marks and a remark in brackets at its end."""
    plain = as_written(unicodedata.normalize("NFKC", name)).lower()
    while (shorter := _NOT_SAID.sub("", plain)) and shorter != plain:
        plain = shorter
    return plain


def _places(header: Row, fields: Mapping[str, str], hidden: frozenset[int]) -> dict[str, int]:
    """Place each column at the first cell of its name that is visible, else at the first."""
    places: dict[str, int] = {}
    for place, cell in enumerate(header.cells):
        field = fields.get(plain_name(shown(cell)))
        if field is None:
            continue
        if field not in places or (places[field] in hidden and place not in hidden):
            places[field] = place
    return places
