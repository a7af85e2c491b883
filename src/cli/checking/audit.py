"""`lianxin audit …`: what an auditor asks: the story of a case, the proof of a number, a sample."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Final
from uuid import UUID

import typer

import bootstrap
from application.moments import position_of
from cli.checking import proofs
from cli.console import day_of, say

app = typer.Typer(help="审计: 经过、证明、抽查 | For auditors", no_args_is_help=True)

SIZE: Final = 60

app.command("figure")(proofs.figure)


@app.callback()
def audit() -> None:
    """审计: 经过、证明、抽查 | For auditors: stories, proofs, samples."""


@app.command("case")
def case(
    record: Annotated[UUID, typer.Argument(metavar="ID", help="记录的 id")],
    *,
    known_at: Annotated[str | None, typer.Option(help="按当时所知: 日期、时间或位置")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出")] = False,
    page: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="可打印的网页")
    ] = None,
    bundle: Annotated[Path | None, typer.Option(metavar="FILE", help="证据包, 可离线核对")] = None,
) -> None:
    """一件事项的全部经过, 不打开个人内容 | Who did what, when, why; before and after."""
    with bootstrap.build(bootstrap.Settings()) as house:
        if bundle is not None:
            position = None if known_at is None else position_of(house.office, known_at)
            proof = bootstrap.prove_case(house, record, known_at=known_at, position=position)
            with bundle.open("wb") as file:
                file.writelines(proof.stream)
            say(f"{bundle}: python3 verify.py {bundle}")
            return
        story = bootstrap.audit_case(house, record, known_at=known_at)
        if page is not None:
            page.write_text(story.html, encoding="utf-8")
            say(str(page))
        else:
            sys.stdout.write(f"{story.json}\n" if as_json else story.text)


@app.command("sample")
def sample(
    *,
    measure: Annotated[str | None, typer.Option(help="指标编号, 如 M04")] = None,
    first: Annotated[str | None, typer.Option("--from", metavar="YYYY-MM-DD")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="YYYY-MM-DD")] = None,
    size: Annotated[int, typer.Option("--n", help="抽几项", min=1)] = SIZE,
    area: Annotated[str | None, typer.Option(help="区划代码: 6、9 或 12 位")] = None,
    again: Annotated[UUID | None, typer.Option(metavar="ID", help="重抽并核对这个样本")] = None,
    acting: Annotated[
        str | None, typer.Option(help="由谁抽取: “UUID 角色 区划”, 不填为系统")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出")] = False,
    sheets: Annotated[
        Path | None, typer.Option(metavar="FILE", help="打印用的核对表, 每项一张")
    ] = None,
) -> None:
    """抽查: 以期间结束后的检查点为种子 | Draw what to check, by a lot nobody could foresee."""
    with bootstrap.build(bootstrap.Settings()) as house:
        if again is None:
            if measure is None or first is None or last is None:
                raise typer.BadParameter("--measure --from --to", param_hint="sample")
            shown = bootstrap.draw_sample(
                house,
                bootstrap.acting(acting),
                measure=measure,
                first=day_of(first),
                last=day_of(last),
                size=size,
                area=area,
            )
        else:
            differs = bootstrap.redraw(house, again)
            if differs:
                say(f"不同 differs: {', '.join(differs)}")
                raise typer.Exit(1)
            shown = bootstrap.show_sample(house, again)
    if sheets is not None:
        sheets.write_text(shown.call_sheets, encoding="utf-8")
    if as_json:
        sys.stdout.write(f"{shown.json}\n")
        return
    sys.stdout.write(shown.text)
    if again is not None:
        say("重抽结果相同 | drawn again: the same")
