"""CSV and tab-separated text, in the encodings of the field: UTF-8, GB 18030, UTF-16."""

from __future__ import annotations

import codecs
import csv
import io
from typing import TYPE_CHECKING, Final

from sheets.cells import Row
from sheets.limits import COLUMNS_MAX, ROWS_MAX
from sheets.refusals import FileNotASpreadsheet, FileTooManyRows

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEPARATORS: Final = ",\t;,"
_LOOKED_AT: Final = 4_000


def text_of(content: bytes) -> str | None:
    """Give the text of a file; None for one that is no text."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\x00" in content:
        return None
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


class TextSheet:
    """A CSV file: every cell is a text, also a number that another program ruined."""

    counts_from_1904: Final = False
    hidden: Final[frozenset[int]] = frozenset()

    def __init__(self, text: str) -> None:
        """Read `text`, whose cells are parted by what its beginning has most of."""
        self._text = text
        beginning = text[:_LOOKED_AT]
        self._separator = max(_SEPARATORS, key=beginning.count)

    def rows(self) -> Iterator[Row]:
        """Give the rows in order."""
        reader = csv.reader(io.StringIO(self._text, newline=""), delimiter=self._separator)
        try:
            for number, cells in enumerate(reader, start=1):
                if number > ROWS_MAX:
                    raise FileTooManyRows(rows_max=ROWS_MAX)
                yield Row(number, tuple(cells[:COLUMNS_MAX]))
        except csv.Error as error:
            raise FileNotASpreadsheet from error
