"""`lianxin figures`: every figure of a period, as a table or as JSON."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import typer
from rich.table import Table

import bootstrap
from application.moments import position_of
from cli.console import day_if_given, out, write_json
from projections.figures.figure import Figure, Question
from projections.figures.reader import BREAKDOWNS, FigureReader
from projections.measures import MEASURES


def figures(
    first: Annotated[str | None, typer.Option("--from", metavar="YYYY-MM-DD")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="YYYY-MM-DD")] = None,
    area: Annotated[str | None, typer.Option(help="区划代码: 6、9 或 12 位")] = None,
    by: Annotated[str | None, typer.Option(help="town, association 或 month")] = None,
    known_at: Annotated[str | None, typer.Option(help="按当时所知: 日期、时间或位置")] = None,
    *,
    schema: Annotated[str | None, typer.Option(help="在 lianxin replay 的回放里看")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出")] = False,
) -> None:
    """列出全部指标 | Print every figure of a period."""
    if by is not None and by not in BREAKDOWNS:
        raise typer.BadParameter(", ".join(BREAKDOWNS), param_hint="--by")
    with bootstrap.build(bootstrap.Settings()) as house:
        house.projector.catch_up()
        until = day_if_given(last) or house.office.today()
        since = day_if_given(first) or date(until.year, 1, 1)
        position = None if known_at is None else position_of(house.office, known_at)
        with house.read_models.connection() as connection:
            if schema is None:
                reading = house.read_models.reading(connection, position=position)
            else:
                reading = bootstrap.reading_of(house, connection, schema)
            reader = FigureReader(connection, reading)
            found = [
                reader.figure(Question(measure, since, until, area), by=by) for measure in MEASURES
            ]
    if as_json:
        write_json([_plain(each) for each in found])
    else:
        out.print(_figures_table(found))


def _plain(figure: Figure) -> dict[str, Any]:
    return {
        "measure": figure.measure.id,
        "chinese": figure.measure.chinese,
        "value": figure.value,
        "of": figure.of,
        "percent": figure.percent,
        "average": figure.average,
        "unit": str(figure.measure.unit),
        "rule_version": figure.measure.version,
        "first": figure.question.first.isoformat(),
        "last": figure.question.last.isoformat(),
        "area": figure.question.area,
        "position": figure.position,
        "open": figure.open,
        "complete": figure.complete,
        "parts": [{"key": part.key, "value": part.value, "of": part.of} for part in figure.parts],
    }


def _figures_table(found: list[Figure]) -> Table:
    table = Table("指标", "名称", "数值", "单位", "规则")
    for figure in found:
        value = f"{figure.value:,}" if figure.of is None else f"{figure.value:,} / {figure.of:,}"
        if figure.percent is not None:
            value += f" = {figure.percent}%"
        if figure.average is not None:
            value += f" = {figure.average}"
        if not figure.complete:
            value += " (不完整)"
        measure = figure.measure
        table.add_row(measure.id, measure.chinese, value, measure.unit.chinese, measure.rule)
        for part in figure.parts:
            shown = f"{part.value:,}" if part.of is None else f"{part.value:,} / {part.of:,}"
            table.add_row("", f"  {part.key}", shown, "", "")
    return table
