"""Every command of `lianxin`, each by its name; those of a line or two are here."""

from __future__ import annotations

import sys
from typing import Annotated, Any
from uuid import UUID

import typer
from rich.table import Table

import bootstrap
from application.opening import plain
from cli import figures, measuring
from cli.checking import audit, compare, ledger, suppose, verify
from cli.console import console, out, stages
from cli.upkeep import backup, builds, imports, reporting

app = typer.Typer(
    help="连心: 村(社区)残协事项跟踪 | Case tracking for village disabled persons' associations",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("figures")(figures.figures)
app.command("simulate")(measuring.simulate)
app.command("bench")(measuring.bench)
app.command("import")(imports.import_sheet)
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.command("rebuild")(builds.rebuild)
app.command("replay")(builds.replay)
app.command("suppose")(suppose.suppose)
app.command("witness")(ledger.witness)
app.add_typer(ledger.app, name="ledger")
app.command("verify")(verify.verify)
app.add_typer(audit.app, name="audit")
app.add_typer(compare.app, name="compare")
app.add_typer(reporting.app, name="reporting")


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
        with stages() as progress:
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


def _settings(**given: object) -> bootstrap.Settings:
    said: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    return bootstrap.Settings(**said)
