"""`lianxin rebuild` and `lianxin replay`: read models anew, and as they were at a past moment."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

import bootstrap
from bootstrap.upkeep.rebuilding import return_to_former
from bootstrap.upkeep.replaying import known_replays, make_replay, remove_replay
from cli.console import out, progress, say

if TYPE_CHECKING:
    from projections.running.comparing import Differences


DIFFERENCES_SHOWN = 50


def rebuild(
    *,
    yes: Annotated[bool, typer.Option("--yes", help="有差异也切换")] = False,
    back: Annotated[bool, typer.Option("--return", help="立即换回上一版")] = False,
) -> None:
    """从头重建统计视图, 比较后切换 | Rebuild the read models beside the old ones, compare, switch."""
    with bootstrap.build(bootstrap.Settings()) as house:
        if back:
            say(f"已换回 {return_to_former(house)} | returned")
            return
        with progress("重建") as moved:
            rebuilt = bootstrap.rebuild(
                house, progress=moved, agree=lambda found: _agreed(found, yes=yes)
            )
    if rebuilt.differences is not None and rebuilt.differences.none:
        position = rebuilt.differences.position
        say(f"与上一版无差异 (至第 {position:,} 条) | no difference at position {position:,}")
    if not rebuilt.switched:
        say("未切换, 新的一版已删除 | not switched; the new build was dropped")
        raise typer.Exit(1)
    say(f"已切换到 {rebuilt.name}; 换回用 lianxin rebuild --return | switched")


def replay(
    to: Annotated[
        str | None, typer.Option(metavar="POSITION|TIME", help="账本位置、日期或时间")
    ] = None,
    schema: Annotated[str | None, typer.Option(help="放进哪个模式 (schema)")] = None,
    *,
    drop: Annotated[bool, typer.Option("--drop", help="删除 --schema 的回放")] = False,
) -> None:
    """按过去某一刻另建统计视图, 供查看 | Build the read models as of a moment, to look around in."""
    if drop == (to is not None) and (drop or to is not None or schema is not None):
        raise typer.BadParameter("--to, 或 --drop --schema")
    with bootstrap.build(bootstrap.Settings()) as house:
        if drop:
            if schema is None:
                raise typer.BadParameter("--drop --schema NAME")
            remove_replay(house, schema)
            say(f"已删除 {schema} | dropped")
        elif to is not None:
            with progress("回放") as moved:
                name, position = make_replay(house, to, schema=schema, progress=moved)
            say(
                f"已建到第 {position:,} 条: {name}。查看: lianxin figures --schema {name};"
                f" 删除: lianxin replay --drop --schema {name} | built as of position {position:,}"
            )
        else:
            for name, position in known_replays(house).items():
                say(f"{name}  @{position}")


def _agreed(found: Differences, *, yes: bool) -> bool:
    """Show what differs, and ask whoever can be asked."""
    table = Table(
        "指标", "村(社区)", "月份", "原", "新", title=f"差异 differences @{found.position}"
    )
    for each in found.figures[:DIFFERENCES_SHOWN]:
        former, new = f"{each.former_keys:,}", f"{each.new_keys:,}"
        if (each.former_amount, each.new_amount) != (each.former_keys, each.new_keys):
            former, new = f"{former} ({each.former_amount:,})", f"{new} ({each.new_amount:,})"
        table.add_row(each.measure, each.code, each.month, former, new)
    out.print(table)
    if len(found.figures) > DIFFERENCES_SHOWN:
        say(f"… {len(found.figures) - DIFFERENCES_SHOWN:,} more")
    if found.tables:
        say(f"内容不同的表: {', '.join(found.tables)} | tables that differ")
    if yes:
        return True
    if not sys.stdin.isatty():
        say("有差异; 确认无误后用 --yes 切换 | they differ; switch with --yes")
        return False
    return typer.confirm("仍要切换吗? Switch all the same?")
