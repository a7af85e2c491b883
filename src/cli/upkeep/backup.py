"""`lianxin backup FOLDER` and `lianxin restore FOLDER`: with PostgreSQL's own tools, to any moment."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import bootstrap
from bootstrap.upkeep.backups import keys_of, restore_backup, take_backup
from cli.console import say

_MIB = 1 << 20

Folder = Annotated[
    Path,
    typer.Argument(help="备份文件夹, 最好在另一块盘上", envvar="LIANXIN_BACKUPS", file_okay=False),
]


def backup(
    folder: Folder,
    *,
    full: Annotated[bool, typer.Option("--full", help="完整备份, 不做增量")] = False,
) -> None:
    """备份: 首次完整, 以后增量 | Take a backup: full the first time, then what has changed."""
    settings = bootstrap.Settings()
    with bootstrap.build(settings) as house:
        taken = take_backup(house, folder, full=full)
    described = taken.backup
    if taken.full_because is not None:
        say(f"改为完整备份, 因为{taken.full_because}")
    kind = "完整 full" if described.full else "增量 incremental"
    say(
        f"已备份 ({kind}): {described.line}/{described.name},"
        f" {taken.size_bytes / _MIB:,.1f} MiB, 账本至第 {described.position:,} 条,"
        f" 可恢复到 {described.ended_at} 至 {described.covered_until} 的任一时刻"
        f" | backed up to position {described.position:,}"
    )
    say(f"账本摘要 digest of the log: {described.digest}")
    say(
        f"不在备份里, 须另存他处: 密钥文件 {keys_of(settings)}, 检查点与其签名密钥"
        f" {settings.ledger_folder}, 以及服务的环境变量 (LIANXIN_…)。没有密钥,"
        " 备份中的个人信息打不开; 密钥销毁后, 另存的那份也要同时销毁, 否则删除无效。"
    )
    say(
        "Not in the backup, to be kept somewhere else: the key files, the checkpoint with its signing"
        " key, and the service's environment."
        " Without the keys nothing personal opens; when a key is destroyed, destroy its copy too."
    )


def restore(
    folder: Folder,
    into: Annotated[Path | None, typer.Option(help="恢复到此目录, 不填为 LIANXIN_VAR")] = None,
    to: Annotated[
        str | None, typer.Option(help="恢复到的时刻: 2022-04-05T18:30 或日志位置 0/3000060")
    ] = None,
) -> None:
    """恢复到空目录, 可到任一时刻 | Restore into an empty place, as it was at any moment covered."""
    settings = bootstrap.Settings()
    place = settings.var if into is None else into
    restored = restore_backup(settings, folder, into=place, to=to)
    chain = " + ".join(each.name for each in restored.chain)
    say(f"已恢复: {chain} → {place}")
    say(
        f"账本至第 {restored.log.position:,} 条, 位置连续, 摘要 {restored.log.digest}"
        f" | the log ends at position {restored.log.position:,}, without a hole"
    )
    if restored.compared is not None:
        say(
            f"前 {restored.compared.position:,} 条与备份时记下的摘要一致"
            f" | equal to the digest written down at position {restored.compared.position:,}"
        )
    keyring = restored.chain[-1].keyring
    if keyring is not None:
        say(
            f"请把另存的密钥文件放回 {place / 'keys'} (或 LIANXIN_KEYS), 指纹应为 {keyring},"
            " 然后运行 lianxin doctor"
            " | put the key files back before the service is started, then run lianxin doctor"
        )
