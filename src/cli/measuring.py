"""`lianxin simulate` and `lianxin bench`: a bigger world, and how fast it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

import bootstrap
from bench import append, asof, others, proof
from bench.measured import Measured
from bench.world import World
from cli.console import out, progress

if TYPE_CHECKING:
    from collections.abc import Callable


def simulate(
    divisions: Annotated[Path, typer.Option(help="区划表 CSV", exists=True, dir_okay=False)],
    events: Annotated[int, typer.Option(help="事件数", min=1)] = 100_000,
    seed: Annotated[int, typer.Option(help="随机种子")] = 2022,
) -> None:
    """写入一个更大的虚构世界, 供测速 | Write a bigger invented world through the bulk path."""
    with bootstrap.build(bootstrap.Settings()) as house:
        if house.clock.mode is None:
            bootstrap.open_production(house)
        world = World(house.office, divisions=divisions, events=events, seed=seed)
        with progress("模拟") as moved:
            written = world.write(moved)
        with progress("统计视图") as moved:
            house.projector.catch_up(moved)
    out.print(f"{written:,} events")


def bench(
    what: Annotated[
        str, typer.Argument(help="append, asof, verify, rebuild, import, aggregate 或 start")
    ],
    divisions: Annotated[Path | None, typer.Option(help="区划表 CSV")] = None,
    events: Annotated[
        int, typer.Option(help="asof、verify、rebuild 的事件数", min=1_000)
    ] = 200_000,
    years: Annotated[int, typer.Option(help="asof 的年数", min=1)] = 5,
    residents: Annotated[int, typer.Option(help="import 的档案数", min=100)] = 20_000,
) -> None:
    """测速, 与原装库同场比较 | Measure, side by side with the library as it comes."""
    places = divisions or bootstrap.SHIPPED_DIVISIONS
    measures: dict[str, Callable[[], Measured]] = {
        "append": append.measure,
        "asof": lambda: asof.measure(places, events=events, years=years),
        "verify": lambda: proof.measure(places, events=events),
        "rebuild": lambda: others.rebuild(places, events=events),
        "import": lambda: others.imports(places, residents=residents),
        "aggregate": others.aggregate,
        "start": others.start,
    }
    if what not in measures:
        raise typer.BadParameter(", ".join(measures), param_hint="what")
    measured = measures[what]()
    table = Table("what", "measured", "bar", title=f"{measured.bar}: {measured.title}")
    for row in measured.rows:
        table.add_row(row.what, row.value, row.bar)
    out.print(table)
