"""Cells as spreadsheets keep them, and how one is shown as text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

Cell = str | int | float | bool | date | None
"""What a cell holds. A date is one only where the sheet itself says so; a datetime never occurs."""

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_GUARD: Final = "'"
_FIRST_1904: Final = date(1904, 1, 1)
_FIRST_1900: Final = date(1899, 12, 31)
_LEAP_DAY_THAT_NEVER_WAS: Final = 60  # 29 February 1900, which spreadsheets believe in

_ERRORS: Final = re.compile(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!)")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the sheet from 1, and its cells."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing is in it."""
        return all(
            cell is None or (isinstance(cell, str) and not cell.strip()) for cell in self.cells
        )


class Sheet(Protocol):
    """The first sheet of a file. Rows may be read any number of times, and come one by one."""

    @property
    def counts_from_1904(self) -> bool:
        """Tell whether day numbers count from 1904, as old Macintosh files do."""

    @property
    def hidden(self) -> frozenset[int]:
        """The columns nobody sees, from 0."""

    def rows(self) -> Iterator[Row]:
        """Give the rows in order, blank ones included. Raises `SheetRefused`."""


def shown(cell: Cell) -> str:
    """Give a cell as text, as a person reads it."""
    match cell:
        case None:
            return ""
        case bool():
            return "是" if cell else "否"
        case float() if cell.is_integer() and abs(cell) < 1e15:  # noqa: PLR2004  (exact below it)
            return str(int(cell))
        case float():
            return repr(cell).replace("e", "E")
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def day_only(cell: object) -> object:
    """Give the day of a date with a time; anything else as it is."""
    return cell.date() if isinstance(cell, datetime) else cell


def day_of_number(number: float, *, from_1904: bool) -> date | None:
    """Give the day a day number stands for; None for one that stands for no day."""
    days = int(number)
    if days < 1 or days > 2_958_465:  # noqa: PLR2004  (the last day of 9999)
        return None
    try:
        if from_1904:
            return _FIRST_1904 + timedelta(days=days)
        if days == _LEAP_DAY_THAT_NEVER_WAS:
            return None
        return _FIRST_1900 + timedelta(days=days - (days > _LEAP_DAY_THAT_NEVER_WAS))
    except OverflowError:
        return None


def is_error(text: str) -> bool:
    """Tell whether a formula came to nothing here: #N/A, #REF! and the like."""
    return _ERRORS.fullmatch(text.strip()) is not None


def guarded(text: str) -> str:
    """Keep a text from being run as a formula when somebody opens the sheet (`domain.md` 12.2)."""
    return _GUARD + text if text.startswith(_FORMULA) else text


def unguarded(text: str) -> str:
    """Give the text that `guarded` was given."""
    return text[1:] if text.startswith(_GUARD) and text[1:].startswith(_FORMULA) else text
