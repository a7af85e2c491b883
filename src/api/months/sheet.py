"""The monthly sheet 月报表, in the order of the paper form: for the screen, the printer and Excel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from api.months.report import COLUMNS, adjustments_of, lines
from api.months.seal import seal_of
from api.pages.places import Places
from projections.measures import MEASURES
from sheets.writing import NewSheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.months.report import Report
    from api.months.seal import Seal
    from api.readings import Readings
    from projections.figures.figure import Figure

DISTINCT_NOTE: Final = (
    "去重口径: 人数按人去重, 合计不等于各行相加; 人次按(残疾人, 日期, 走访人)计。"
)
SIGNATURES: Final = ("填表人:", "审核人:", "单位盖章:", "日期:")
STATUS: Final = {
    "draft": "草稿",
    "submitted": "已上报",
    "locked": "已锁定",
    "restated": "已更正",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as text: its title, header, lines, the line of adjustments, and the notes below."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    adjusted: tuple[str, ...]
    notes: tuple[str, ...]
    seal: Seal | None = None


def month_sheet(reads: Readings, report: Report) -> Sheet:
    """Read the sheet of a report's month, as known at the reading."""
    with reads.open() as opened:
        places = Places(opened.lists.places())
        name = places.full_name(report.area)
        changed: dict[str, int] = dict.fromkeys(COLUMNS, 0)
        for each in adjustments_of(reads, opened, report):
            if each.measure in changed:
                changed[each.measure] += each.change
        read = lines(opened, report)
        rows = [
            (places.name(code) if code != report.area else "合计", *map(_shown, figures))
            for code, figures in read
        ]
        rows[-1] = (name if len(rows) == 1 else "合计", *rows[-1][1:])
        return Sheet(
            title=f"{name} {report.month:%Y年%m月} 残疾人工作月报表 ({STATUS[report.status]})",
            header=("单位", *(_head(measure) for measure in COLUMNS)),
            rows=tuple(rows),
            adjusted=("更正以前月份", *(_signed(changed[measure]) for measure in COLUMNS)),
            notes=tuple(_notes(report, opened.reading.position)),
            seal=seal_of(reads.services.ledger, report, read[-1][1]),
        )


def sheet_of(reads: Readings, report: Report) -> bytes:
    """Give the sheet as an xlsx file, every cell a text."""
    sheet, made = month_sheet(reads, report), NewSheet()
    made.add([sheet.title])
    made.add(sheet.header)
    for row in (*sheet.rows, sheet.adjusted):
        made.add(row)
    for note in sheet.notes:
        made.add([note])
    if sheet.seal is not None:
        made.add([sheet.seal.code])
    made.add(SIGNATURES)
    return made.content()


def _head(measure: str) -> str:
    found = MEASURES[measure]
    return f"{found.chinese}({found.unit.chinese})"


def _shown(figure: Figure) -> str:
    if figure.of is None:
        return str(figure.value)
    return f"{figure.value}/{figure.of}" if figure.of else "—"


def _signed(change: int) -> str:
    return f"{change:+d}" if change else ""


def _notes(report: Report, position: int) -> Iterator[str]:
    yield DISTINCT_NOTE
    yield f"指标: {'、'.join(COLUMNS)}; 读自账本位置 {position}。"
    if report.digest is not None:
        yield f"上报位置 {report.position}, 校验值 {report.digest}。"
    if report.reason is not None:
        yield f"更正理由: {report.reason}"
