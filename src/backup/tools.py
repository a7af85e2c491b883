"""Which programs of PostgreSQL are run, and how: never through a shell, passwords never in arguments."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final

from psycopg import conninfo

from backup.refusals import ToolFailed, ToolMissing
from eventstore.embedded.binaries import OVERRIDE, shipped_programs

if TYPE_CHECKING:
    from collections.abc import Sequence

TOOL_SECONDS_MAX: Final = 6 * 60 * 60
LAST_WORDS_MAX: Final = 2_000

_PASSWORD: Final = "password"  # noqa: S105 - the name of a setting of libpq.
_ENVIRONMENT: Final = ("PATH", "LD_LIBRARY_PATH", "HOME", "SYSTEMROOT")


def find_tool(name: str) -> Path:
    """Give the path of a tool: where `LIANXIN_PG_BIN` says, in the wheel, or on PATH.

    Raises `ToolMissing`.
    """
    override = os.environ.get(OVERRIDE)
    folders = (
        [Path(override)] if override else [folder for folder in (shipped_programs(),) if folder]
    )
    for folder in folders:
        if os.access(folder / name, os.X_OK):
            return folder / name
    on_path = shutil.which(name)
    if on_path is None:
        raise ToolMissing(name)
    return Path(on_path)


def run_tool(name: str, *arguments: str | Path, url: str | None = None) -> str:
    """Run a tool to its end, connected to `url` if it is given one; give what it said.

    Raises `ToolMissing`, and `ToolFailed` with the tool's last words.
    """
    environment = {each: os.environ[each] for each in _ENVIRONMENT if each in os.environ}
    environment["LC_ALL"] = "C"
    connect: Sequence[str] = ()
    if url is not None:
        told = {name: str(value) for name, value in conninfo.conninfo_to_dict(url).items()}
        password = told.pop(_PASSWORD, None)
        if password is not None:
            environment["PGPASSWORD"] = password
        connect = ("--no-password", "--dbname", conninfo.make_conninfo(**told))
    try:
        ended = subprocess.run(
            [find_tool(name), *connect, *arguments],
            capture_output=True,
            check=False,
            encoding="utf-8",
            env=environment,
            errors="replace",
            stdin=subprocess.DEVNULL,
            timeout=TOOL_SECONDS_MAX,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ToolFailed(f"{name}: {type(error).__name__}") from error
    if ended.returncode != 0:
        raise ToolFailed(f"{name}: {ended.stderr.strip()[-LAST_WORDS_MAX:]}")
    return ended.stdout
