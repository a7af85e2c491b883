"""`lianxin audit …`: what an auditor asks: the story of a case, the proof of a number."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

import bootstrap
from cli.checking import proofs
from cli.console import say

app = typer.Typer(help="审计: 经过、证明 | For auditors", no_args_is_help=True)

app.command("figure")(proofs.figure)


@app.callback()
def audit() -> None:
    """审计: 经过、证明 | For auditors: stories and proofs."""


@app.command("case")
def case(
    record: Annotated[UUID, typer.Argument(metavar="ID", help="记录的 id")],
    *,
    known_at: Annotated[str | None, typer.Option(help="按当时所知: 日期、时间或位置")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出")] = False,
    page: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="可打印的网页")
    ] = None,
) -> None:
    """一件事项的全部经过, 不打开个人内容 | Who did what, when, why; before and after."""
    with bootstrap.build(bootstrap.Settings()) as house:
        story = bootstrap.audit_case(house, record, known_at=known_at)
        if page is not None:
            page.write_text(story.html, encoding="utf-8")
            say(str(page))
        else:
            sys.stdout.write(f"{story.json}\n" if as_json else story.text)
