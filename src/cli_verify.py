"""`lianxin verify`: the whole log row by row, and with `--read-models` a refold compared row by row."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

import bootstrap
from bootstrap.upkeep.verifying import ALWAYS, verify_read_models

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

console = Console(stderr=True)
out = Console()


def verify(
    *,
    read_models: Annotated[
        bool, typer.Option("--read-models", help="从头重算统计视图, 逐表逐行比较")
    ] = False,
) -> None:
    """逐条核对账本 | Check the log row by row; exit code 1 when anything is wrong."""
    checks = (*ALWAYS, verify_read_models) if read_models else ALWAYS
    with bootstrap.build(bootstrap.Settings()) as house:
        faults = 0
        for check in checks:
            with _progress() as moved:
                verified = check(house, moved)
            word = "异常 wrong" if verified.faults else "无误 fine"
            _say(f"{verified.name}: {word}, {verified.detail}")
            for fault in verified.faults:
                _say(f"    {fault}")
            faults += len(verified.faults)
    if faults:
        raise typer.Exit(1)


def _say(sentence: str) -> None:
    out.print(sentence, highlight=False, markup=False, soft_wrap=True)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """Show one bar on the terminal; nothing where there is none."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("核对", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
