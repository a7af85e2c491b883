"""Reading one row: each cell as what its column asks for, every fault noted with its column.

A row tells all its faults at once, so that nobody is sent back for one at a time. Nothing is ever
repaired but what looks the same: spaces, width of digits, unseen marks.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, TypeVar

from application.command.texts import NAME_LENGTH_MAX, TEXT_LENGTH_MAX, clean
from domain.history import Rejected
from domain.identity import (
    CertificateNumber,
    CertificateNumberDamagedBySpreadsheet,
    IdentityNumber,
    IdentityNumberDamagedBySpreadsheet,
)
from domain.identity.characters import as_written, is_spreadsheet_number
from importing import refusals
from sheets.cells import day_of_number, is_error, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from domain.words import Word
    from importing.columns import Column
    from sheets.cells import Cell, Row
    from sheets.header import Layout

W = TypeVar("W", bound="Word")

IDENTITY_LENGTH: Final = 18

_YES: Final = frozenset({"是", "有", "y", "yes", "true", "1", "√", "✓", "对"})
_NO: Final = frozenset({"否", "无", "不是", "n", "no", "false", "0", "×", "x"})

_SEVERAL: Final = re.compile(
    r"\S\s*[/、,，;；\n|&]\s*\S|\S{2,}[和及]\S{2,}|[\u3400-\u9fff]{2,}\s+[\u3400-\u9fff]{2,}"
)
_DAY: Final = re.compile(
    r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?( \d{1,2}:\d{2}(:\d{2})?)?"
)
_MONTH: Final = re.compile(r"(\d{4})[-./年](\d{1,2})月?")
_YEAR: Final = re.compile(r"(\d{4})年?")
_SHORT_YEAR: Final = re.compile(r"\d{2}[-./年]\d{1,2}[-./月]\d{1,2}[日号]?")
_DIGITS: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMBER_OF_A_DAY: Final = range(2_101, 100_000)  # 1905 to 2173; smaller ones may be years


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row cannot be taken: the column it is about, if it is one's, and the refusal."""

    column: str | None
    refusal: Rejected

    @property
    def chinese(self) -> str:
        """The sentence for people."""
        return (
            self.refusal.chinese
            if self.column is None
            else f"{self.column}: {self.refusal.chinese}"
        )


class Cells:
    """The cells of one row by column. What cannot be read is None, and its fault is noted."""

    def __init__(
        self,
        row: Row,
        layout: Layout,
        columns: Mapping[str, Column],
        *,
        from_1904: bool,
        today: date,
    ) -> None:
        """Read `row` as `layout` says; `today` is the last possible day."""
        self.row = row
        self.faults: list[Fault] = []
        self.today = today
        self._layout = layout
        self._columns = columns
        self._from_1904 = from_1904

    def at_fault(self, field: str | None, refusal: Rejected) -> None:
        """Note a fault."""
        column = None if field is None else self._columns[field].chinese
        self.faults.append(Fault(column, refusal))

    def text(self, field: str) -> str | None:
        """Give a text in its composed form."""
        return self._checked(field, shown(self._cell(field)))

    def line(self, field: str) -> str | None:
        """Give a text in which breaks are blanks, and full-width digits and letters are narrow."""
        text = self.text(field)
        if text is not None and len(text) > NAME_LENGTH_MAX:
            self.at_fault(field, refusals.LineTooLong())
            return None
        return None if text is None else " ".join(_narrow(text).split())

    def name(self, field: str) -> str | None:
        """Give the name of one person."""
        text = self.text(field)
        if text is not None and _SEVERAL.search(text):
            self.at_fault(field, refusals.TwoPersonsInOneCell())
            return None
        return None if text is None else "".join(text.split()) if _is_chinese(text) else text

    def yes(self, field: str) -> bool:
        """Tell whether a column says yes; an empty one says no."""
        text = self.text(field)
        plain = "" if text is None else _narrow(text).strip().lower()
        if plain in _YES:
            return True
        if plain and plain not in _NO:
            self.at_fault(field, refusals.CellNotAChoice())
        return False

    def word(
        self, field: str, words: Iterable[W], *, also: Mapping[str, W] | None = None
    ) -> W | None:
        """Give the word of a closed list, written in Chinese, by its code or as in `also`."""
        text = self.text(field)
        if text is None:
            return None
        said = {_plain(word.chinese): word for word in words} | {str(word): word for word in words}
        said |= {_plain(name): word for name, word in (also or {}).items()}
        found = said.get(_plain(text))
        if found is None:
            self.at_fault(field, refusals.CellNotAChoice())
        return found

    def identity_number(self, field: str) -> IdentityNumber | None:
        """Give an ID number; one that is a figure is refused, for its last digits may be lost."""
        cell = self._cell(field)
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            self.at_fault(field, IdentityNumberDamagedBySpreadsheet())
            return None
        text = self.text(field)
        if text is None:
            return None
        try:
            return IdentityNumber.parse(text, on=self.today)
        except Rejected as refusal:
            self.at_fault(field, refusal)
            return None

    def certificate_number(self, field: str) -> CertificateNumber | None:
        """Give a certificate number; its holder is who its first 18 characters say."""
        cell = self._cell(field)
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            self.at_fault(field, CertificateNumberDamagedBySpreadsheet())
            return None
        text = self.text(field)
        if text is None:
            return None
        try:
            return CertificateNumber.parse(text, holder=_holder_of(text, self.today))
        except Rejected as refusal:
            self.at_fault(field, refusal)
            return None

    def day(self, field: str, *, first_of_month: bool = False) -> date | None:
        """Give a day, however it is written; where `first_of_month`, a month means its first."""
        cell = self._cell(field)
        if isinstance(cell, date):
            return cell
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            cell = int(cell)
            if cell in _NUMBER_OF_A_DAY:
                return day_of_number(cell, from_1904=self._from_1904)
        text = self._checked(field, shown(cell))
        if text is None:
            return None
        try:
            return _day_in(" ".join(_narrow(text).split()), first_of_month=first_of_month)
        except Rejected as refusal:
            self.at_fault(field, refusal)
            return None

    def month_or_day(self, field: str) -> str | None:
        """Give a day, or a month where no day is written, as 1970-05-01 or 1970-05."""
        found = _MONTH.fullmatch("".join(_narrow(shown(self._cell(field))).split()))
        if found:
            return f"{found[1]}-{int(found[2]):02d}-"
        day = self.day(field)
        return None if day is None else day.isoformat()

    def _cell(self, field: str) -> Cell:
        return self._layout.cell(self.row, field)

    def _checked(self, field: str, text: str) -> str | None:
        if is_error(text):
            self.at_fault(field, refusals.CellIsAnError())
            return None
        if len(text) > TEXT_LENGTH_MAX:
            self.at_fault(field, refusals.CellTooLong())
            return None
        try:
            said = clean(_unseen(text))
        except ValueError:
            self.at_fault(field, refusals.CellHasForeignCharacters())
            return None
        if not said and self._columns[field].required:
            self.at_fault(field, refusals.CellMissing())
        return said or None


def _day_in(text: str, *, first_of_month: bool) -> date:
    said = re.sub(r"\s*([-./年月])\s*", r"\1", text)
    found = _DAY.fullmatch(said) or _DIGITS.fullmatch(said)
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if _SHORT_YEAR.fullmatch(said):
        raise refusals.DateWithShortYear
    month = _MONTH.fullmatch(said)
    if month and first_of_month:
        return _day(int(month[1]), int(month[2]), 1)
    if month or _YEAR.fullmatch(said):
        raise refusals.DateWithoutDay
    raise refusals.DateNotUnderstood


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise refusals.DateNotThere from None


def _holder_of(text: str, today: date) -> IdentityNumber:
    """Read the ID number a certificate number begins with; a wrong number is refused as such."""
    written = as_written(text)
    if is_spreadsheet_number(written):
        raise CertificateNumberDamagedBySpreadsheet
    return IdentityNumber.parse(written[:IDENTITY_LENGTH], on=today)


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _plain(text: str) -> str:
    return re.sub(r"[\s()]", "", _narrow(text)).lower()


def _unseen(text: str) -> str:
    """Drop what WeChat and Word put between characters and nobody sees."""
    return re.sub("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]", "", text).replace(
        "\u3000", " "
    )


def _is_chinese(text: str) -> bool:
    return all(
        "\u3400" <= each <= "\u9fff" or each.isspace() or each >= "\U00020000" for each in text
    )
