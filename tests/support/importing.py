"""Files as people send them, and somebody who imports them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

import openpyxl
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from domain.words import ImportKind
from importing.batch import Batch
from importing.kinds.kind import Said
from importing.preview import preview_of
from support.casework import OTHER_TOWN, OTHER_VILLAGE, an_active_association, an_association
from support.histories import VILLAGE
from support.office import OFFICER, Front, identity_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from application.actor import Actor
    from eventstore.log import Log
    from importing.batch import Outcome
    from importing.preview import Preview

RESIDENT_HEADER = ("姓名", "身份证号", "村(社区)", "住址", "告知书版本")
NOTICE_VERSION = "2022-03"


@dataclass(frozen=True)
class APlace:
    association: UUID
    code: str
    name: str


def xlsx(*rows: Sequence[object], hidden: Iterable[str] = (), from_1904: bool = False) -> bytes:
    """Give an xlsx with these rows."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    if from_1904:
        book.epoch = CALENDAR_MAC_1904
    for row in rows:
        sheet.append(list(row))
    for letter in hidden:
        sheet.column_dimensions[letter].hidden = True
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def xls(*rows: Sequence[object], hidden: Iterable[int] = ()) -> bytes:
    """Give an old xls with these rows; dates are kept as dates."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    as_day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write(number, place, cell, as_day)
            else:
                sheet.write(number, place, cell)
    for place in hidden:
        sheet.col(place).hidden = True
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def csv(*rows: Sequence[object], encoding: str = "utf-8-sig", separator: str = ",") -> bytes:
    """Give a CSV with these rows."""
    lines = (separator.join("" if cell is None else str(cell) for cell in row) for row in rows)
    return "\r\n".join(lines).encode(encoding)


def rows_of(content: bytes) -> list[list[str]]:
    """Give the rows of an xlsx that we wrote, as text."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]  # type: ignore[misc]


def number(sequence: int) -> str:
    """Give an ID number nobody has."""
    return identity_number(date(1960 + sequence // 900, 5, 1), sequence=sequence % 900 + 1)


def a_resident_row(sequence: int = 11, **changed: object) -> tuple[object, ...]:
    """Give a row that is in order, under `RESIDENT_HEADER`."""
    row: dict[str, object] = {
        "姓名": "李示例",
        "身份证号": number(sequence),
        "村(社区)": "示例村",
        "住址": f"示例村一组{sequence}号",
        "告知书版本": NOTICE_VERSION,
    }
    return tuple((row | changed)[name] for name in RESIDENT_HEADER)


class Importer:
    """Imports into a district with two associations, 示例村 and 翠湖社区, in two towns."""

    def __init__(self, log: Log, keys: Path) -> None:
        self.front = Front(log, keys)
        self.office = self.front.office
        self.log = log
        self.village = an_active_association(self.front)
        self.elsewhere = an_association(self.front, code=OTHER_VILLAGE, town=OTHER_TOWN)
        self.places = (
            APlace(self.village, VILLAGE, "示例村残协"),
            APlace(self.elsewhere, OTHER_VILLAGE, "翠湖社区残协"),
        )

    def batch(
        self,
        content: bytes,
        *,
        kind: ImportKind = ImportKind.RESIDENTS,
        actor: Actor = OFFICER,
        notice: str | None = None,
    ) -> Batch:
        return Batch(self.office, actor, self.places, kind=kind, content=content, said=Said(notice))

    def preview(
        self, content: bytes, *, kind: ImportKind = ImportKind.RESIDENTS, actor: Actor = OFFICER
    ) -> Preview:
        return preview_of(self.batch(content, kind=kind, actor=actor))

    def confirm(
        self, content: bytes, *, kind: ImportKind = ImportKind.RESIDENTS, actor: Actor = OFFICER
    ) -> Outcome:
        return self.batch(content, kind=kind, actor=actor).confirm(at=lambda: self.front.now)

    def reasons(
        self, *rows: Sequence[object], kind: ImportKind = ImportKind.RESIDENTS
    ) -> list[tuple[int, str | None, str]]:
        """Give row, column and rule of every reason."""
        preview = self.preview(xlsx(*rows), kind=kind)
        return [(each.row, each.column, each.rule) for each in preview.reasons]
