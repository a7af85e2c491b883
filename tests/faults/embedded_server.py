"""Processes that use an embedded server, and what can be seen of it from outside.

A user of the server is a process of its own wherever one is killed. Nothing but what the tests
started is ever signalled, and whatever a test leaves is ended and removed after it.
"""

import contextlib
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psycopg
import pytest

from eventstore.embedded.locks import is_held_alone
from eventstore.embedded.place import Place, read_place
from eventstore.embedded.processes import pid_in, servers_in
from support.logs import wait_until

PATIENCE_SECONDS: Final = 90

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root: it changes users")
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux: it reads /proc")

USER: Final = """
import os, pathlib, sys
from eventstore.embedded import EmbeddedServer, EmbeddedServerError

try:
    server = EmbeddedServer(pathlib.Path(sys.argv[1]), fsync=False).start()
except EmbeddedServerError as refusal:
    print(type(refusal).__name__, refusal, flush=True)
    sys.exit(3)
if "fork" in sys.argv:
    child = os.fork()
    if child == 0:
        os.close(1)
        sys.stdin.read()
        os._exit(0)
    print(child, flush=True)
print(server.url(), flush=True)
sys.stdin.read()
"""


CAN_START_A_KEEPER: Final = """
import os, sys, eventstore.embedded

sys.exit(not os.access(sys.executable, os.X_OK, effective_ids=True))
"""


@dataclass(frozen=True, slots=True)
class User:
    """A process that started the server and holds its lease, or was refused."""

    process: subprocess.Popen[str]
    lines: list[str]

    @property
    def pid(self) -> int:
        return self.process.pid

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def url(self) -> str:
        if not self.lines:
            self.lines.append(self.line().strip())
        assert self.lines[0].startswith("postgresql://"), self.lines[0]
        return self.lines[0]

    def done(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(PATIENCE_SECONDS)


@contextlib.contextmanager
def running(
    command: Sequence[str | Path], *, user: int, group: int | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run another program as another user until the block ends."""
    with subprocess.Popen(
        command, user=user, group=group, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    ) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)


@contextlib.contextmanager
def using(
    directory: Path,
    *arguments: str,
    through: Sequence[str] = (),
    environment: dict[str, str] | None = None,
) -> Iterator[User]:
    """Run a process that uses the server of `directory` until the block ends."""
    with subprocess.Popen(
        [*through, sys.executable, "-c", USER, str(directory), *arguments],
        env={**os.environ, **(environment or {})},
        encoding="utf-8",
        stderr=None,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        try:
            yield User(process, [])
        finally:
            with contextlib.suppress(ValueError):
                process.communicate(timeout=PATIENCE_SECONDS)


def as_user(uid: int) -> list[str]:
    """Return the beginning of a command that runs the rest as another user."""
    ordinary = ["setpriv", f"--reuid={uid}", "--regid=65534", "--clear-groups"]
    # The interpreter or this project may be under /root: then one who may read everything, and
    # nothing more, stands for the ordinary user.
    capability = "-all,+dac_read_search"
    reader = [f"--{kind}={capability}" for kind in ("inh-caps", "ambient-caps", "bounding-set")]
    for beginning in (ordinary, [*ordinary, *reader]):
        command = [*beginning, sys.executable, "-c", CAN_START_A_KEEPER]
        if subprocess.run(command, check=False, capture_output=True).returncode == 0:
            return beginning
    pytest.skip("needs root that may let another user run this interpreter")


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(query.encode()).fetchall()


def answers(url: str) -> bool:
    try:
        return rows(url, "select 1") == [(1,)]
    except psycopg.OperationalError:
        return False


def is_active(url: str, backend: int) -> bool:
    query = f"select state from pg_stat_activity where pid = {backend}"
    return rows(url, query) == [("active",)]


def write_row(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("create table kept (word text)")
        # Without fsync a commit is not waited for, and these tests kill.
        connection.execute("set synchronous_commit = on")
        connection.execute("insert into kept values ('连心')")


def assert_row_is_kept(url: str) -> None:
    assert rows(url, "select word from kept") == [("连心",)]


def place_of(directory: Path) -> Place:
    place = read_place(directory)
    assert place is not None
    return place


def postmaster_of(directory: Path) -> int | None:
    return pid_in(place_of(directory).data_directory / "postmaster.pid")


def program_of(directory: Path) -> Path:
    # Not the link to its program: in a container even root may not read that of another user.
    program, *_ = command_of(Path(f"/proc/{postmaster_of(directory)}"))
    return Path(os.fsdecode(program))


def keepers_of(directory: Path) -> list[int]:
    return [
        int(process.name)
        for process in Path("/proc").iterdir()
        if process.name.isdecimal()
        and {b"eventstore.embedded.keeper", f"--directory={directory}".encode()}
        <= set(command_of(process))
    ]


def command_of(process: Path) -> list[bytes]:
    try:
        return (process / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return []


def assert_stopped(directory: Path) -> None:
    wait_until(lambda: not is_held_alone(directory / "keeper.lock"))
    place = read_place(directory)
    wait_until(lambda: place is None or servers_in(place.data_directory) == ())


def contents_of(directory: Path) -> dict[Path, tuple[int, bytes]]:
    files = (path for path in directory.rglob("*") if path.is_file())
    return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def has_entry(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def state_of(pid: int) -> str:
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return "gone"
    return status.rpartition(")")[2].split()[0]


def is_alive(pid: int) -> bool:
    return state_of(pid) not in {"Z", "X", "gone"}


def kill(pid: int | None) -> None:
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not is_alive(pid))


def clean_up(room: Path) -> None:
    """End what a failed test left of the servers below `room`, and remove what is elsewhere."""
    for directory in [path.parent for path in room.rglob("place.json")]:
        place = place_of(directory)
        with contextlib.suppress(AssertionError):
            assert_stopped(directory)
        for pid in (*keepers_of(directory), *servers_in(place.data_directory)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if place.base != directory:
            shutil.rmtree(place.base)
            with contextlib.suppress(OSError):
                place.base.parent.rmdir()


@contextlib.contextmanager
def standing_still(directory: Path) -> Iterator[None]:
    """Let every process of the server stand still."""
    family = servers_in(place_of(directory).data_directory)
    assert family
    for pid in family:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in family:
            os.kill(pid, signal.SIGCONT)
