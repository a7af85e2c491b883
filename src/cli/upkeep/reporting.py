"""`lianxin reporting grant · revoke`: who may read the views for dashboards, see docs/reporting.md."""

from __future__ import annotations

from typing import Annotated

import typer

import bootstrap
from cli.console import say

app = typer.Typer(
    help="报表工具的只读视图 | Read-only views for dashboards, see docs/reporting.md",
    no_args_is_help=True,
)


@app.command()
def grant(
    *,
    login: Annotated[bool, typer.Option("--login", help="设密码, 允许登录 (会询问)")] = False,
    password: Annotated[
        str | None, typer.Option(envvar="LIANXIN_REPORTING_PASSWORD", hidden=True)
    ] = None,
) -> None:
    """准许只读角色查询视图 | Let the role read the views; with --login it gets a password."""
    if login and password is None:
        password = typer.prompt("密码 password", hide_input=True, confirmation_prompt=True)
    with bootstrap.build(bootstrap.Settings()) as house:
        role = bootstrap.open_reporting(house, password=password if login else None)
    say(f"{role} 可以查询视图 | may read the views")


@app.command()
def revoke() -> None:
    """收回 | Take it back."""
    with bootstrap.build(bootstrap.Settings()) as house:
        role = bootstrap.close_reporting(house)
    say(f"{role} 不能再查询视图 | may read the views no more")
