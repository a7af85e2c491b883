"""`lianxin compare case · list · figure`: what changed between what was known then and now."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import typer
from rich.table import Table

import bootstrap
from cli.console import day_if_given, out, write_json
from projections.lists.reader import CaseFilter
from projections.lists.summary import KINDS

app = typer.Typer(
    help="比较两个时点所知 | Compare what was known at two moments",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

Then = Annotated[str, typer.Option("--then", help="从何时所知: 日期、时间或账本位置")]
Now = Annotated[str | None, typer.Option("--now", help="到何时所知; 不填为现在")]
AsJson = Annotated[bool, typer.Option("--json", help="以 JSON 输出, 与接口相同")]
Area = Annotated[str | None, typer.Option(help="区划代码: 6、9 或 12 位")]
After = Annotated[str | None, typer.Option(help="上一页的 next")]

_BECAME = {"entered": "新入", "left": "移出", "changed": "变化"}


@app.command()
def case(case: UUID, then: Then, now: Now = None, *, as_json: AsJson = False) -> None:
    """一件事项 | One case, field by field, with the entries between."""
    with bootstrap.build(bootstrap.Settings()) as house:
        told = bootstrap.compare_case(house, case, bootstrap.Moments(then, now))
    if as_json:
        write_json(told)
        return
    fields = Table("项目", "当时", "之后", title=_between(told))
    for each in told["fields"]:
        fields.add_row(each["label"], each["before"] or "—", each["after"] or "—")
    out.print(fields)
    entries = Table("位置", "录入", "何人", "内容", "理由")
    for each in told["entries"]:
        entries.add_row(*_maker(each))
    out.print(entries)


@app.command("list")
def list_of_cases(  # noqa: PLR0917  (the filters of the list)
    then: Then,
    now: Now = None,
    kind: Annotated[str | None, typer.Option(help="种类, 如 appeals")] = None,
    state: Annotated[str | None, typer.Option(help="状态的代码")] = None,
    area: Area = None,
    handler: Annotated[UUID | None, typer.Option(help="经办人的 id")] = None,
    person: Annotated[UUID | None, typer.Option(help="残疾人的 id")] = None,
    after: After = None,
    limit: Annotated[int, typer.Option(min=1, max=500)] = 50,
    *,
    open_only: Annotated[bool, typer.Option("--open", help="只看在办的")] = False,
    overdue: Annotated[bool, typer.Option("--overdue", help="只看已超期的")] = False,
    as_json: AsJson = False,
) -> None:
    """事项列表 | A list of cases: which entered, left, or changed."""
    if kind is not None and kind not in {each.code for each in KINDS}:
        raise typer.BadParameter(", ".join(each.code for each in KINDS), param_hint="--kind")
    asked = CaseFilter(
        kind=kind,
        status=state,
        area=area,
        handler=handler,
        person=person,
        open=True if open_only else None,
    )
    with bootstrap.build(bootstrap.Settings()) as house:
        told = bootstrap.compare_list(
            house,
            asked,
            bootstrap.Moments(then, now),
            overdue=overdue,
            after=after,
            limit=limit,
        )
    if as_json:
        write_json(told)
        return
    table = Table("", "事项", "当时", "之后", "变化的项目", title=_between(told))
    for each in told["items"]:
        before = each["before"]["status"] if each["before"] else "—"
        name = each["after"]["number"] or each["id"]
        table.add_row(
            _BECAME[each["became"]],
            name,
            before,
            each["after"]["status"],
            "、".join(each["changed"]),
        )
    out.print(table)
    _more(told)


@app.command()
def figure(  # noqa: PLR0917  (a question and two moments)
    measure: Annotated[str, typer.Argument(help="指标编号, 如 M04")],
    then: Then,
    now: Now = None,
    first: Annotated[str | None, typer.Option("--from", metavar="YYYY-MM-DD")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="YYYY-MM-DD")] = None,
    area: Area = None,
    after: After = None,
    limit: Annotated[int, typer.Option(min=1, max=1_000)] = 100,
    *,
    as_json: AsJson = False,
) -> None:
    """一个指标 | A figure: its value then and now, and the entries that moved it."""
    period = day_if_given(first), day_if_given(last)
    with bootstrap.build(bootstrap.Settings()) as house:
        told = bootstrap.compare_figure(
            house,
            measure,
            period,
            bootstrap.Moments(then, now),
            area=area,
            after=after,
            limit=limit,
        )
    if as_json:
        write_json(told)
        return
    value = f"当时 {told['value_then']:,}, 之后 {told['value_now']:,}, 相差 {told['difference']:+,}"
    out.print(f"{measure} {told['first']} — {told['last']}: {value}", highlight=False)
    table = Table(
        *("增减", "日期", "所计", "位置", "录入", "何人", "内容", "理由"), title=_between(told)
    )
    for each in told["moves"]:
        maker = _maker(each["by"]) if each["by"] else ("—",) * 5
        table.add_row(f"{each['change']:+}", each["occurred_on"], each["person"], *maker)
    out.print(table)
    _more(told)


def _between(told: dict[str, Any]) -> str:
    return f"账本第 {told['then']['position']:,} 条时所知 → 第 {told['position']:,} 条时所知"


def _maker(entry: dict[str, Any]) -> tuple[str, ...]:
    """Give what a table tells of an entry: where, when, who, what, why."""
    late = " (补录)" if entry["late"] else ""
    return (
        f"{entry['position']:,}",
        entry["recorded_at"][:16] + late,
        entry["role_word"],
        entry["chinese"],
        entry["reason"] or "—",
    )


def _more(told: dict[str, Any]) -> None:
    if told["next"]:
        out.print(f"还有更多: --after {told['next']}", highlight=False, soft_wrap=True)
