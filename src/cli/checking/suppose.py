"""`lianxin suppose`: what would be otherwise if a promise, a calendar or a measure were."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

import bootstrap
from bootstrap.supposing import suppose as tell_difference
from cli.console import day_if_given, day_of, out, progress
from domain.calendar import Clock, ClockKind
from domain.words import AppealCategory, Regime, Track
from projections.measures import MEASURES
from supposing.calendar import OtherDays
from supposing.measures import Rules, rules_from
from supposing.promises import OtherPromise

if TYPE_CHECKING:
    from application.office import Office
    from supposing.difference import Difference, OtherFigure
    from supposing.supposition import Supposition


CASES_SHOWN = 20

_PROMISE = re.compile(
    r"(?P<track>[a-z]+)(/(?P<regime>[a-z_]*))?(/(?P<category>[a-z_]*))?=(?P<kind>CD|WD|MD)(?P<n>\d{1,4})"
)


def suppose(  # noqa: PLR0917  (options, which are given by name)
    promise: Annotated[
        str | None,
        typer.Option(help="时限, 如 coordinated=WD20 或 coordinated/petition=CD30"),
    ] = None,
    worked: Annotated[list[str] | None, typer.Option(help="假定上班的日子, 可多次")] = None,
    off: Annotated[list[str] | None, typer.Option(help="假定放假的日子, 可多次")] = None,
    rules: Annotated[
        Path | None,
        typer.Option(help="另一套指标规则 (您自己的 Python 文件)", exists=True, dir_okay=False),
    ] = None,
    first: Annotated[str | None, typer.Option("--from", metavar="YYYY-MM-DD")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="YYYY-MM-DD")] = None,
    measure: Annotated[list[str] | None, typer.Option(help="只看这些指标, 可多次")] = None,
    area: Annotated[str | None, typer.Option(help="区划代码: 6、9 或 12 位")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出")] = False,
) -> None:
    """假如规则不同: 不写账本, 只比较 | What if a rule were otherwise: nothing is written, only compared."""
    if sum(map(bool, (promise, worked or off, rules))) != 1:
        raise typer.BadParameter("--promise | --worked, --off | --rules")
    for each in measure or ():
        if each not in MEASURES:
            raise typer.BadParameter(each, param_hint="--measure")
    with bootstrap.build(bootstrap.Settings()) as house, progress("重演") as moved:
        supposition = _supposition(house.office, promise, worked or [], off or [])
        until = day_if_given(last) or house.office.today()
        found = tell_difference(
            house,
            supposition,
            rules_from(rules) if rules else Rules(),
            measures=measure or [each.id for each in MEASURES.values() if each.shown],
            first=day_if_given(first) or date(until.year, 1, 1),
            last=until,
            area=area,
            progress=moved,
        )
    words = (
        (supposition.chinese, supposition.english)
        if supposition
        else (f"假定指标规则为 {rules}", f"suppose measures were those of {rules}")
    )
    if as_json:
        said = {"hypothetical": True, "supposed": words, **asdict(found)}
        sys.stdout.write(json.dumps(said, ensure_ascii=False, default=str) + "\n")
    else:
        _show(found, words)


def _supposition(
    office: Office, promise: str | None, worked: list[str], off: list[str]
) -> Supposition | None:
    if promise:
        said = _PROMISE.fullmatch(promise)
        if said is None:
            raise typer.BadParameter(promise, param_hint="--promise")
        try:
            return OtherPromise(
                office.rulebook.in_force().sla,
                office.calendar,
                Track.of(said["track"]),
                Clock(ClockKind.of(said["kind"]), int(said["n"])),
                Regime.of(said["regime"]) if said["regime"] else None,
                AppealCategory.of(said["category"]) if said["category"] else None,
            )
        except ValueError as error:
            raise typer.BadParameter(promise, param_hint="--promise") from error
    if worked or off:
        days = [tuple(filter(None, map(day_of, each))) for each in (worked, off)]
        return OtherDays(office.calendar, *days)
    return None


def _show(found: Difference, words: tuple[str, str]) -> None:
    for line in (
        f"[bold red]假定, 非实际数字[/bold red] {words[0]}",
        f"[bold red]Hypothetical, not a figure[/bold red] {words[1]}",
        f"按账本第 {found.position:,} 条所知 | as known at position {found.position:,}",
    ):
        out.print(line, soft_wrap=True, highlight=False)
    if not found.figures and not found.dates:
        out.print("没有变化 | nothing would be otherwise")
        return
    table = Table("指标", "名称", "区划", "实际 real", "假定 supposed")
    for figure in found.figures:
        for number in figure.numbers:
            table.add_row(
                figure.measure,
                MEASURES[figure.measure].chinese,
                number.key or "全部",
                _of(number.real, number.real_of),
                _of(number.supposed, number.supposed_of),
            )
    out.print(table)
    for figure in found.figures:
        _show_cases(figure)
    dates = Table("事项", "期限", "区划", "实际 real", "假定 supposed", title="期限 deadlines")
    for each in found.dates[:CASES_SHOWN]:
        dates.add_row(
            str(each.case), each.clock, each.code, str(each.real or "-"), str(each.supposed or "-")
        )
    if found.dates:
        out.print(dates)
        out.print(f"共 {len(found.dates):,} 个期限 | {len(found.dates):,} deadlines in all")


def _show_cases(figure: OtherFigure) -> None:
    for each in figure.cases[:CASES_SHOWN]:
        counted = each.counted
        sign = "+" if each.is_supposed else "-"
        sources = " ".join(f"{stream}:{version}" for stream, version in counted.sources)
        out.print(
            f"{sign} {figure.measure} {counted.code} {counted.occurred_on} {sources}",
            soft_wrap=True,
            highlight=False,
        )
    if len(figure.cases) > CASES_SHOWN:
        out.print(f"  {figure.measure}: 共 {len(figure.cases):,} 件, 全部见 --json | all in --json")


def _of(value: int, of: int | None) -> str:
    return f"{value:,}" if of is None else f"{value:,} / {of:,}"
