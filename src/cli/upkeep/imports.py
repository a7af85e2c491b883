"""`lianxin import KIND FILE`: preview a sheet on the terminal; with `--confirm`, write it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

import bootstrap
from cli.console import out, progress
from domain.words import ImportKind
from importing.batch import Batch
from importing.kinds.kind import Said
from importing.preview import Preview, preview_of

if TYPE_CHECKING:
    from importing.batch import Outcome


REASONS_SHOWN = 20


def import_sheet(
    kind: Annotated[ImportKind, typer.Argument(help="种类")],
    file: Annotated[
        Path, typer.Argument(help="xlsx、xls 或 CSV", exists=True, dir_okay=False, readable=True)
    ],
    errors: Annotated[Path | None, typer.Option(help="错误表写到这里 (xlsx)")] = None,
    notice_version: Annotated[
        str | None, typer.Option(help="名册中的人都已收到的告知书版本")
    ] = None,
    acting: Annotated[
        str | None, typer.Option(help="由谁导入: “UUID 角色 区划”, 不填为系统")
    ] = None,
    *,
    confirm: Annotated[bool, typer.Option("--confirm", help="预览后写入")] = False,
) -> None:
    """导入名册: 不带 --confirm 只预览 | Preview a sheet; with --confirm, write it row by row."""
    with bootstrap.build(bootstrap.Settings()) as house:
        batch = Batch(
            house.office,
            bootstrap.acting(acting),
            bootstrap.places(house),
            kind=kind,
            content=file.read_bytes(),
            said=Said(notice_version),
        )
        with progress("预览") as moved:
            preview = preview_of(batch, progress=lambda done: moved(done, None))
        _tell(preview)
        sheet = preview.error_sheet
        if confirm and preview.ready:
            with progress("写入") as moved:
                outcome = batch.confirm(
                    at=lambda: house.clock.recording_time,
                    progress=lambda done: moved(done, preview.rows),
                )
            _tell_outcome(outcome)
            sheet = outcome.error_sheet
    if errors is not None and sheet is not None:
        errors.write_bytes(sheet)
        out.print(f"错误表: {errors}", highlight=False)
    if not preview.ready:
        raise typer.Exit(1)


def _tell(preview: Preview) -> None:
    out.print(
        f"{preview.kind.chinese}: 共 {preview.rows:,} 行, 可写入 {preview.ready:,},"
        f" 有误 {preview.refused:,}, 重复 {preview.duplicates:,}",
        highlight=False,
    )
    out.print(f"识别的列: {'、'.join(preview.columns)}", highlight=False)
    for word, names in (("未识别的列", preview.unknown), ("隐藏的列", preview.hidden)):
        if names:
            out.print(f"{word}: {'、'.join(names)}", highlight=False, markup=False)
    if not preview.reasons:
        return
    table = Table("行", "列", "原因")
    for each in preview.reasons[:REASONS_SHOWN]:
        table.add_row(str(each.row), each.column or "整行", each.chinese)
    out.print(table)


def _tell_outcome(outcome: Outcome) -> None:
    out.print(
        f"已写入 {outcome.accepted:,}, 未通过 {outcome.rejected:,}, 重复 {outcome.duplicates:,}"
        f" (账本第 {outcome.position:,} 条)",
        highlight=False,
    )
