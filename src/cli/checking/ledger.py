"""`lianxin ledger …`: verify, keys, rotate-key, open-epoch; and `lianxin witness` for third parties."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

import bootstrap
from bootstrap.ledger import faults_of_ledger
from cli.console import console, progress, say
from eventstore.ledger.notes import VerifierKey
from eventstore.ledger.upkeep.publishing import OVERLAP_SIZE
from eventstore.ledger.witness import LogUnreachable, Witness, witness_key

if TYPE_CHECKING:
    from eventstore.ledger.witness import Seen

app = typer.Typer(
    help="账本的检查点、密钥与纪元 | Checkpoints, keys and epochs of the log", no_args_is_help=True
)

LOOK_EVERY_SECONDS: Final = 60


@app.command()
def verify() -> None:
    """由账本重算全部检查点和杂凑, 指出每一处不同 | Make the ledger again from the log, and compare."""
    with bootstrap.build(bootstrap.Settings()) as house:
        with progress("重算") as moved:
            found = faults_of_ledger(house, progress=moved)
        loss, size = house.ledger.loss(), house.ledger.published_size()
    for each in found:
        say(f"不同 differs: {each.place}: {each.what}")
    if loss is not None:
        say(loss.kind)
    if found or loss is not None:
        raise typer.Exit(1)
    say(f"前 {size} 条与公布的一致 | the first {size} rows are what was published")


@app.command()
def keys() -> None:
    """列出签名密钥及其起止 | List the keys that sign, and from and until which size."""
    with bootstrap.build(bootstrap.Settings()) as house:
        listed = house.ledger.listed_keys()
    for each in listed:
        until = "" if each.until_size is None else str(each.until_size)
        say(f"{each.key}  {each.from_size}-{until}")


@app.command("rotate-key")
def rotate_key(
    overlap: Annotated[int, typer.Option(help="新旧密钥同时签名的条数", min=1)] = OVERLAP_SIZE,
    *,
    at_once: Annotated[
        bool, typer.Option("--at-once", help="旧密钥立即停用 (已泄露或遗失)")
    ] = False,
) -> None:
    """更换签名密钥 | Make a new signing key; the old one signs beside it for a while."""
    with bootstrap.build(bootstrap.Settings()) as house:
        new = house.publisher.rotate(overlap=0 if at_once else overlap)
    say(str(new.verifier))


@app.command("open-epoch")
def open_epoch(
    reason: Annotated[str, typer.Option(help="原因, 写入账本")],
    acting: Annotated[
        str | None, typer.Option(help="由谁开启: “UUID 角色 区划”, 不填为系统")
    ] = None,
) -> None:
    """账本短于已公布的检查点时, 核对后继续 | Go on with a log that is not what was published."""
    with bootstrap.build(bootstrap.Settings()) as house:
        position, event = bootstrap.open_epoch(house, bootstrap.acting(acting), reason=reason)
        house.publisher.step()
    say(
        f"第 {event.epoch} 纪元自第 {position} 条开始: 已公布 {event.published_size} 条,"
        f" 找到 {event.found_size} 条 | epoch {event.epoch} begins at position {position}"
    )


def witness(
    *,
    log: Annotated[str, typer.Option(help="账本服务的地址, 如 https://…")],
    vkey: Annotated[list[str], typer.Option(help="账本的公钥 (可多个)")],
    key_file: Annotated[Path, typer.Option(help="见证人的私钥文件, 没有则新建")],
    state: Annotated[Path, typer.Option(help="保存所见检查点和证据的文件夹")],
    name: Annotated[str | None, typer.Option(help="见证人的名称, 新建私钥时用")] = None,
    every: Annotated[int, typer.Option(help="每隔多少秒看一次", min=1)] = LOOK_EVERY_SECONDS,
    accept_epoch: Annotated[int | None, typer.Option(help="已核实、可以接受的新纪元")] = None,
    once: Annotated[bool, typer.Option("--once", help="只看一次")] = False,
) -> None:
    """见证: 核对并联署检查点, 分叉或变短即报警 | Check and cosign another's checkpoints."""
    key = witness_key(key_file, name=name)
    say(f"见证人公钥 witness key: {key.verifier}")
    seeing = Witness(
        log, [VerifierKey.parse(text) for text in vkey], key, state, accepted_epoch=accept_epoch
    )
    while True:
        try:
            _tell(seeing.look(now=int(time.time())))
        except LogUnreachable as error:
            console.print(f"{error} {error.details}")
            if once:
                raise typer.Exit(1) from error
        if once:
            return
        time.sleep(every)


def _tell(seen: Seen) -> None:
    state = "已联署 cosigned" if seen.cosigned else "未变 as before"
    say(f"{seen.checkpoint.size} {seen.checkpoint.root.hex()} {state}")
