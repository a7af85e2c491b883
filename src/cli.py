"""The command line: `lianxin serve · rebuild · figures · history · compare · import · demo · doctor …`."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

import bootstrap
import cli_audit
import cli_backup
import cli_builds
import cli_compare
import cli_imports
import cli_ledger
import cli_reporting
import cli_suppose
import cli_verify
from application.moments import position_of
from application.opening import plain
from bench import append, asof, others, proof
from bench.measured import Measured
from bench.world import World
from projections.figures.figure import Figure, Question
from projections.figures.reader import BREAKDOWNS, FigureReader
from projections.measures import MEASURES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

app = typer.Typer(
    help="连心: 村(社区)残协事项跟踪 | Case tracking for village disabled persons' associations",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("import")(cli_imports.import_sheet)
app.command("backup")(cli_backup.backup)
app.command("restore")(cli_backup.restore)
app.command("rebuild")(cli_builds.rebuild)
app.command("replay")(cli_builds.replay)
app.command("suppose")(cli_suppose.suppose)
app.command("witness")(cli_ledger.witness)
app.add_typer(cli_ledger.app, name="ledger")
app.command("verify")(cli_verify.verify)
app.add_typer(cli_audit.app, name="audit")
app.add_typer(cli_compare.app, name="compare")
app.add_typer(cli_reporting.app, name="reporting")
console = Console(stderr=True)
out = Console()

_COLUMNS = (
    TextColumn("{task.description}"),
    BarColumn(),
    MofNCompleteColumn(),
    TimeElapsedColumn(),
)


def main() -> None:
    """Run the command line; say every expected failure in one sentence, with exit code 1."""
    try:
        app()
    except bootstrap.EXPECTED_FAILURES as error:
        console.print(f"[red]{bootstrap.in_words(error)}[/red]")
        sys.exit(1)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="监听地址")] = None,
    port: Annotated[int | None, typer.Option(help="监听端口")] = None,
) -> None:
    """启动服务 | Serve the API and the pages, with a projector."""
    with bootstrap.build(_settings(host=host, port=port)) as house:
        bootstrap.serve(house, announce=console.print)


@app.command()
def project() -> None:
    """只做投影 | Run a projector alone; several may run, one is elected."""
    with bootstrap.build(_settings()) as house:
        bootstrap.project(house)


@app.command()
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
    with bootstrap.build(_settings()) as house:
        house.projector.catch_up()
        until = _day(last) or house.office.today()
        since = _day(first) or date(until.year, 1, 1)
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
        sys.stdout.write(json.dumps([_plain(each) for each in found], ensure_ascii=False) + "\n")
    else:
        out.print(_figures_table(found))


@app.command()
def history(case: UUID) -> None:
    """一件事项的全部经过 | Print everything that happened to one record."""
    with bootstrap.build(_settings()) as house:
        entries = house.log.history(case)
        if not entries:
            console.print("没有这份记录 | There is no such record")
            raise typer.Exit(1)
        for recorded in entries:
            envelope = recorded.envelope
            out.print(
                f"{recorded.version:>4}  {envelope.occurred_on}  {envelope.role.chinese}"
                f"  {recorded.event.topic}  @{recorded.position}"
            )
            for name, value in plain(recorded.event, house.vault).items():
                if value not in (None, [], ()):
                    out.print(f"        {name}: {value}", markup=False, highlight=False)


@app.command()
def demo(
    port: Annotated[int | None, typer.Option(help="监听端口")] = None,
    *,
    with_service: Annotated[bool, typer.Option("--serve/--no-serve", help="演示后启动服务")] = True,
) -> None:
    """演示: 真实的区划, 虚构的人和事 | Play the demonstration, then serve it."""
    with bootstrap.build(_settings(port=port)) as house:
        with _stages() as progress:
            told = bootstrap.tell(house, progress)
        out.print(f"\n{told.sentence}\n", highlight=False)
        if not with_service:
            return
        address = f"http://{house.settings.host}:{house.settings.port}"
        for line in (
            f"总览     {address}/",
            f"看数字   {address}/figures/M04?from=2022-03-01&to=2022-07-31",
            f"看一件事 {address}/cases/{told.case}",
            "试一试   curl -H 'X-Lianxin-Acting: 0190b1f0-7a5e-7c3a-9d2b-4f6e8a1c3d5f LDR 320371' \\",
            f"           '{address}/api/v1/figures/M04?from=2022-03-01&to=2022-07-31&by=town'",
        ):
            out.print(line, highlight=False, soft_wrap=True, markup=False)
        bootstrap.serve(house, announce=console.print)


@app.command()
def doctor() -> None:
    """检查安装与数据 | Check the database, the log, and the read models against the log."""
    with bootstrap.build(_settings()) as house:
        findings = bootstrap.examine(house)
    table = Table("检查 check", "结果 result", "说明 detail")
    for finding in findings:
        table.add_row(
            finding.name, "通过 ok" if finding.fine else "[red]异常 wrong[/red]", finding.detail
        )
    out.print(table)
    if not all(finding.fine for finding in findings):
        raise typer.Exit(1)


@app.command()
def simulate(
    divisions: Annotated[Path, typer.Option(help="区划表 CSV", exists=True, dir_okay=False)],
    events: Annotated[int, typer.Option(help="事件数", min=1)] = 100_000,
    seed: Annotated[int, typer.Option(help="随机种子")] = 2022,
) -> None:
    """写入一个更大的虚构世界, 供测速 | Write a bigger invented world through the bulk path."""
    with bootstrap.build(_settings()) as house:
        if house.clock.mode is None:
            bootstrap.open_production(house)
        world = World(house.office, divisions=divisions, events=events, seed=seed)
        with _progress("模拟") as moved:
            written = world.write(moved)
        with _progress("统计视图") as moved:
            house.projector.catch_up(moved)
    out.print(f"{written:,} events")


@app.command()
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


def _settings(**given: object) -> bootstrap.Settings:
    said: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    return bootstrap.Settings(**said)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter("YYYY-MM-DD") from error


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


@contextmanager
def _stages() -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar for each stage on the terminal, by its title."""
    tasks: dict[str, TaskID] = {}
    with Progress(*_COLUMNS, console=console, disable=not console.is_terminal) as bar:

        def moved(title: str, done: int, of: int) -> None:
            if title not in tasks:
                tasks[title] = bar.add_task(title, total=of)
            bar.update(tasks[title], completed=done, total=of)

        yield moved


@contextmanager
def _progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """Show one bar on the terminal; nothing where there is none."""
    with _stages() as moved:
        yield lambda done, of: moved(title, done, of)


if __name__ == "__main__":
    main()
