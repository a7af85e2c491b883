"""`lianxin verify`: the whole log row by row, and with `--read-models` a refold compared row by row."""

from __future__ import annotations

from typing import Annotated

import typer

import bootstrap
from bootstrap.upkeep.verifying import ALWAYS, verify_read_models
from cli.console import progress, say


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
            with progress("核对") as moved:
                verified = check(house, moved)
            word = "异常 wrong" if verified.faults else "无误 fine"
            say(f"{verified.name}: {word}, {verified.detail}")
            for fault in verified.faults:
                say(f"    {fault}")
            faults += len(verified.faults)
    if faults:
        raise typer.Exit(1)
