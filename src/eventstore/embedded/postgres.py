"""One run of PostgreSQL: make its data directory, start it, stop it, and say why it ended.

The server dies with its keeper: the kernel sends it SIGQUIT, PostgreSQL's immediate shutdown, when
the keeper is gone, however it went.
"""

import ctypes
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from eventstore.embedded import settings
from eventstore.embedded.binaries import MAJOR_VERSION
from eventstore.embedded.place import Place
from eventstore.embedded.refusals import (
    DataDirectoryOfAnotherVersion,
    DirectoryNotUsable,
    DiskFull,
    EmbeddedServerError,
    ServerDidNotStart,
    SocketInUse,
)

FAST_STOP_SECONDS_MAX: Final = 60
IMMEDIATE_STOP_SECONDS_MAX: Final = 10
LAST_WORDS_BYTES_MAX: Final = 4096

_PR_SET_PDEATHSIG: Final = 1
# What another life of this server leaves for a moment: worth another try.
_PASSING: Final = re.compile(r'shared memory block .* still in use|"postmaster\.pid" already')
_LASTING: Final = (
    ("No space left on device", DiskFull),
    ("Disk quota exceeded", DiskFull),
    ("database files are incompatible with server", DataDirectoryOfAnotherVersion),
    ("could not create any Unix-domain sockets", SocketInUse),
)


def make_data_directory(binaries: Path, place: Place, *, fsync: bool) -> None:
    """Make the data directory if there is none, and check that it is of our version if there is.

    Raises `DataDirectoryOfAnotherVersion`, `DirectoryNotUsable`, `DiskFull`, `ServerDidNotStart`.
    """
    if place.data_directory.exists():
        _require_same_version(place.data_directory)
        return
    for abandoned in place.server_directory.glob("data.new-*"):
        shutil.rmtree(abandoned, ignore_errors=True)
    # Under another name until it is whole: a keeper may be killed in the middle of it.
    unfinished = place.server_directory / f"data.new-{os.getpid()}"
    tuning = (f"--set={name}={value}" for name, value in settings.TUNING.items())
    command = [
        binaries / "initdb",
        f"--pgdata={unfinished}",
        *settings.CLUSTER,
        *tuning,
        *(() if fsync else ("--no-sync",)),
    ]
    made = subprocess.run(
        command,
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=_environment(),
        errors="replace",
        preexec_fn=_die_with_keeper(signal.SIGKILL),
        stdin=subprocess.DEVNULL,
    )
    if made.returncode != 0:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise _lasting_refusal(made.stderr)
    unfinished.rename(place.data_directory)
    _make_durable(place.server_directory)


def start(binaries: Path, place: Place, *, fsync: bool, log: int) -> subprocess.Popen[bytes]:
    """Start the server; `log` is the open file that it writes to."""
    required = settings.required(place.socket_directory, fsync=fsync)
    command = [
        str(binaries / "postgres"),
        "-D",
        str(place.data_directory),
        *(word for name, value in required.items() for word in ("-c", f"{name}={value}")),
    ]
    return subprocess.Popen(
        command,
        env=_environment(),
        preexec_fn=_die_with_keeper(signal.SIGQUIT),  # noqa: PLW1509 - the keeper has one thread.
        stderr=log,
        stdin=subprocess.DEVNULL,
        stdout=log,
    )


def stop(server: subprocess.Popen[bytes]) -> None:
    """Stop the server: fast, which ends its clients, then at once if that takes too long."""
    for signal_number, seconds_max in (
        (signal.SIGINT, FAST_STOP_SECONDS_MAX),
        (signal.SIGQUIT, IMMEDIATE_STOP_SECONDS_MAX),
    ):
        server.send_signal(signal_number)
        try:
            server.wait(timeout=seconds_max)
        except subprocess.TimeoutExpired:
            continue
        return
    server.kill()
    server.wait()


def why_it_ended(exit_code: int, log: int, log_start: int) -> EmbeddedServerError | None:
    """Return what keeps the server from running, None if it is worth another try.

    It is when the server was killed, was stopped by a person, or met what its former life left.
    """
    if exit_code <= 0:
        return None
    end = os.fstat(log).st_size
    begin = max(min(log_start, end), end - LAST_WORDS_BYTES_MAX)
    words = os.pread(log, end - begin, begin).decode("utf-8", errors="replace")
    if _PASSING.search(words):
        return None
    return _lasting_refusal(words)


def _require_same_version(data_directory: Path) -> None:
    try:
        version = (data_directory / "PG_VERSION").read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise DirectoryNotUsable(f"{data_directory} has no PG_VERSION") from error
    if version != str(MAJOR_VERSION):
        detail = f"{data_directory}: {version}; {MAJOR_VERSION}"
        raise DataDirectoryOfAnotherVersion(detail)


def _lasting_refusal(words: str) -> EmbeddedServerError:
    for sign, refusal in _LASTING:
        if sign in words:
            return refusal(words.strip()[-LAST_WORDS_BYTES_MAX:])
    return ServerDidNotStart(words.strip()[-LAST_WORDS_BYTES_MAX:])


def _environment() -> dict[str, str]:
    # Nothing of ours: the environment may hold keys, and PGPORT and the like would be obeyed.
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return {**kept, "LC_ALL": "C"}


def _make_durable(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _die_with_keeper(signal_number: signal.Signals) -> Callable[[], None] | None:
    # The kernel forgets this when a process changes its user, and obeys when the thread that
    # started the child ends: so the keeper is that user already, and has one thread only.
    if sys.platform != "linux":
        return None
    set_process_option = ctypes.CDLL(None, use_errno=True).prctl
    keeper = os.getpid()

    def ask_the_kernel() -> None:
        set_process_option(_PR_SET_PDEATHSIG, int(signal_number), 0, 0, 0)
        if os.getppid() != keeper:
            os._exit(1)

    return ask_the_kernel
