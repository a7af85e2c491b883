"""`lianxin audit figure …`: write the proof of a number into a file, to be checked without us."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import DownloadColumn, Progress, TextColumn, TimeElapsedColumn

import bootstrap
from application.moments import position_of
from cli.console import console, day_of, say
from projections.figures.figure import Question
from projections.measures import MEASURES


class Kind(StrEnum):
    """Whether all of the log is in the bundle, or only what is counted."""

    COMPLETE = "complete"
    SELECTIVE = "selective"


def figure(
    measure: Annotated[str, typer.Argument(help="指标编号, 如 M04")],
    *,
    first: Annotated[str, typer.Option("--from", metavar="YYYY-MM-DD")],
    last: Annotated[str, typer.Option("--to", metavar="YYYY-MM-DD")],
    target: Annotated[Path, typer.Option("--out", metavar="FILE", help="写到这个文件")],
    area: Annotated[str | None, typer.Option(help="区划代码: 6、9 或 12 位")] = None,
    known_at: Annotated[str | None, typer.Option(help="按当时所知: 日期、时间或位置")] = None,
    kind: Annotated[Kind, typer.Option(help="complete 或 selective")] = Kind.COMPLETE,
) -> None:
    """一个指标的证明包 | Write the proof of a figure; `python3 verify.py FILE` checks it."""
    if measure not in MEASURES:
        raise typer.BadParameter(", ".join(MEASURES), param_hint="MEASURE")
    question = Question(measure, day_of(first), day_of(last), area)
    with bootstrap.build(bootstrap.Settings()) as house:
        house.projector.catch_up()
        position = None if known_at is None else position_of(house.office, known_at)
        bundle = bootstrap.prove(
            house, question, kind=kind.value, known_at=known_at, position=position
        )
        columns = (TextColumn("{task.description}"), DownloadColumn(), TimeElapsedColumn())
        with (
            target.open("wb") as file,
            Progress(*columns, console=console, disable=not console.is_terminal) as bar,
        ):
            task = bar.add_task("证明", total=None)
            for piece in bundle.stream:
                file.write(piece)
                bar.advance(task, len(piece))
    say(f"{target}: python3 verify.py {target}")
