"""What another life of this server left behind: orphans, PID files, sockets.

A killed postmaster leaves backends that hold the shared memory until their query ends, and PID
files whose number the kernel may have given to somebody else since. So a number proves nothing:
a process is ours only if it is called postgres and works in our data directory, as /proc shows.
Nothing else is ever signalled. Where there is no /proc nothing is found, and PostgreSQL's own
checks decide.
"""

import os
import signal
import socket
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from eventstore.embedded.refusals import ServerDidNotStart, SocketInUse

ORPHAN_SECONDS_MAX: Final = 30.0
ORDERLY_SECONDS_MAX: Final = 5.0
POLL_SECONDS: Final = 0.05

_PROC: Final = Path("/proc")


def clear_the_way(data_directory: Path, socket_path: Path) -> None:
    """Make sure that a server of `data_directory` can start and that it is the only one.

    Raises `SocketInUse` if another program serves `socket_path`, and `ServerDidNotStart` if an
    orphan does not end.
    """
    end_orphans(data_directory)
    # Only after the orphans: the PID file also names the shared memory that they might still hold.
    remove_foreign_pid_file(data_directory)
    remove_unused_socket(socket_path)


def end_orphans(data_directory: Path) -> None:
    """End every server process of `data_directory`: the postmaster in order, the rest at once."""
    started_at = time.monotonic()
    postmaster = pid_in(data_directory / "postmaster.pid")
    asked = False
    while orphans := servers_in(data_directory):
        waited_seconds = time.monotonic() - started_at
        if waited_seconds > ORPHAN_SECONDS_MAX:
            raise ServerDidNotStart(f"processes {orphans} of {data_directory} do not end")
        if postmaster in orphans and waited_seconds < ORDERLY_SECONDS_MAX:
            # SIGQUIT is PostgreSQL's immediate shutdown: it ends its own children, nothing is lost.
            if not asked:
                _send(postmaster, signal.SIGQUIT)
            asked = True
        else:
            for orphan in orphans:
                _send(orphan, signal.SIGKILL)
        time.sleep(POLL_SECONDS)


def servers_in(data_directory: Path) -> tuple[int, ...]:
    """Return the processes called postgres whose working directory is `data_directory`."""
    if not _PROC.is_dir():
        return ()
    pids = (int(entry.name) for entry in _PROC.iterdir() if entry.name.isdecimal())
    return tuple(pid for pid in pids if _serves(pid, data_directory))


def remove_foreign_pid_file(data_directory: Path) -> None:
    """Remove a PID file whose process is a zombie, is called otherwise or works elsewhere.

    PostgreSQL itself passes over numbers that nobody has; these two it takes for a living server.
    """
    pid_file = data_directory / "postmaster.pid"
    pid = pid_in(pid_file)
    if pid is not None and (_is_zombie(pid) or _is_stranger(pid, data_directory)):
        pid_file.unlink(missing_ok=True)


def remove_unused_socket(socket_path: Path) -> None:
    """Remove the socket and its lock file if nobody serves them; raise `SocketInUse` otherwise."""
    lock_file = socket_path.with_name(socket_path.name + ".lock")
    with suppress(FileNotFoundError):
        lines = lock_file.read_text(encoding="utf-8", errors="replace").splitlines()
        pid = pid_in(lock_file)
        # The second line of a socket's lock file is the data directory of the server that made it.
        if pid is not None and len(lines) > 1 and _serves(pid, Path(lines[1])):
            raise SocketInUse(f"{socket_path}, PID {pid}")
    if _accepts(socket_path):
        raise SocketInUse(str(socket_path))
    lock_file.unlink(missing_ok=True)
    socket_path.unlink(missing_ok=True)


def pid_in(pid_file: Path) -> int | None:
    """Return the number on the first line of a PID file, None if there is no file or no number."""
    try:
        first_line, *_ = pid_file.read_text(encoding="utf-8", errors="replace").splitlines() or [""]
    except FileNotFoundError:
        return None
    # A standalone backend writes its number with a minus sign.
    digits = first_line.strip().lstrip("-")
    return int(digits) if digits.isdecimal() else None


def _serves(pid: int, data_directory: Path) -> bool:
    try:
        return _name_of(pid) == "postgres" and _working_directory_of(pid) == data_directory
    except OSError:
        return False


def _is_stranger(pid: int, data_directory: Path) -> bool:
    try:
        return _name_of(pid) != "postgres" or _working_directory_of(pid) != data_directory
    except OSError:
        # Nobody, or another user's server: PostgreSQL passes over both by itself.
        return False


def _name_of(pid: int) -> str:
    return (_PROC / str(pid) / "comm").read_text(encoding="utf-8", errors="replace").strip()


def _working_directory_of(pid: int) -> Path:
    return (_PROC / str(pid) / "cwd").readlink()


def _is_zombie(pid: int) -> bool:
    try:
        status = (_PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    # The name before it is in parentheses and may hold anything, parentheses and blanks included.
    return status.rpartition(")")[2].split()[0] in {"Z", "X"}


def _accepts(socket_path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(1.0)
        try:
            client.connect(str(socket_path))
        except (FileNotFoundError, ConnectionRefusedError):
            return False
        except OSError:
            # Whatever else it says, such as that its queue is full: somebody is there.
            return True
        return True


def _send(pid: int, signal_number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal_number)
