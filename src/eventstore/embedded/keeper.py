"""The detached process that owns one PostgreSQL server.

    python -m eventstore.embedded.keeper --directory … --verdict-descriptor …

It starts the server, starts it again when it falls, and stops it when the last lease is gone. It
holds the keeper's lock all the while, so there is one keeper at a time and it alone may clean up.
What it cannot do it refuses: it writes one line for the process that started it, and ends.
"""

import argparse
import json
import logging
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Final

from eventstore.embedded import postgres
from eventstore.embedded.account import account_for, become
from eventstore.embedded.binaries import find_binaries, require_major_version
from eventstore.embedded.locks import open_private, try_lock
from eventstore.embedded.place import (
    Names,
    Place,
    choose_place,
    make_private,
    read_place,
    write_place,
)
from eventstore.embedded.processes import clear_the_way
from eventstore.embedded.refusals import (
    EmbeddedServerError,
    ServerDidNotStart,
    from_operating_system,
)

LOCK_SECONDS_MAX: Final = 1.0
RETRY_SECONDS_MAX: Final = 30.0
STEADY_SECONDS: Final = 5.0
LAST_REQUESTS_SECONDS_MAX: Final = 10.0
POLL_SECONDS: Final = 0.1
LOG_BYTES_MAX: Final = 10 * 1024 * 1024
LOG_BYTES_KEPT: Final = 1024 * 1024

_log: Final = logging.getLogger("eventstore.embedded.keeper")


class Keeper:
    """One server of one directory, for as long as somebody holds a lease."""

    def __init__(self, directory: Path, *, fsync: bool) -> None:
        """Open the files while whoever started us may; nothing is started yet."""
        self._directory = directory
        self._fsync = fsync
        names = Names(directory)
        self._lock = open_private(names.keeper_lock)
        self._lease = open_private(names.lease)
        self._server_log = open_private(names.server_log, append=True)
        self._stop_before: float | None = None

    def keep(self) -> None:
        """Own the server until nobody wants it. Returns at once if another keeper does."""
        if not self._is_only_keeper():
            return
        _log.info("keeper %d of %s", os.getpid(), self._directory)
        binaries, place = self._settle()
        make_private(place.socket_directory)
        require_major_version(binaries)
        postgres.make_data_directory(binaries, place, fsync=self._fsync)
        self._run_again_and_again(binaries, place)
        if not place.socket_directory.is_relative_to(place.base):
            place.socket_directory.rmdir()
        # In this order: whoever then gets a lease finds no keeper and starts one.
        os.close(self._lock)
        os.close(self._lease)

    def ask_to_stop(self, _signal_number: int, _frame: FrameType | None) -> None:
        """Let those who hold a lease finish what they do, for a moment."""
        self._stop_before = time.monotonic() + LAST_REQUESTS_SECONDS_MAX

    def _is_only_keeper(self) -> bool:
        # A process that only looks whether there is a keeper holds the lock for an instant.
        give_up_at = time.monotonic() + LOCK_SECONDS_MAX
        while not try_lock(self._lock, alone=True):
            if time.monotonic() > give_up_at:
                return False
            time.sleep(POLL_SECONDS)
        return True

    def _settle(self) -> tuple[Path, Place]:
        """Decide what runs where and as whom, and become that user."""
        decided = read_place(self._directory)
        base = self._directory if decided is None else decided.base
        account = account_for(base / "server", self._directory)
        place = choose_place(self._directory, account)
        if place != decided:
            write_place(self._directory, place)
        make_private(place.server_directory, account)
        binaries = find_binaries(place.base, account)
        become(account)
        os.umask(0o077)
        _log.info("user %s, files in %s, programs in %s", account.name, place.base, binaries)
        return binaries, place

    def _run_again_and_again(self, binaries: Path, place: Place) -> None:
        troubled_since = time.monotonic()
        while not self._is_unwanted():
            clear_the_way(place.data_directory, place.socket_path)
            log_start = os.fstat(self._server_log).st_size
            started_at = time.monotonic()
            server = postgres.start(binaries, place, fsync=self._fsync, log=self._server_log)
            _log.info("postgres %d started", server.pid)
            self._watch(server)
            if self._is_unwanted():
                return
            _log.warning("postgres %d ended with %d", server.pid, server.returncode)
            if time.monotonic() - started_at > STEADY_SECONDS:
                troubled_since = time.monotonic()
            refusal = postgres.why_it_ended(server.returncode, self._server_log, log_start)
            if refusal is not None:
                raise refusal
            if time.monotonic() - troubled_since > RETRY_SECONDS_MAX:
                raise ServerDidNotStart(f"tried for {RETRY_SECONDS_MAX:.0f} s")
            time.sleep(POLL_SECONDS)

    def _watch(self, server: subprocess.Popen[bytes]) -> None:
        """Return when the server has ended, by itself or because nobody wants it any more."""
        while server.poll() is None:
            if self._is_unwanted():
                postgres.stop(server)
                _log.info("postgres %d stopped", server.pid)
                return
            _keep_tail(self._server_log)
            time.sleep(POLL_SECONDS)

    def _is_unwanted(self) -> bool:
        # Once we hold the lease alone we keep it, so that nobody starts to use what is stopping.
        is_directory_gone = os.fstat(self._lease).st_nlink == 0
        is_time_up = self._stop_before is not None and time.monotonic() > self._stop_before
        return is_directory_gone or is_time_up or try_lock(self._lease, alone=True)


def main() -> int:
    """Leave the process that started us, and keep; the exit code is 1 after a refusal."""
    parser = argparse.ArgumentParser(prog="eventstore.embedded.keeper")
    parser.add_argument("--directory", type=Path, required=True)
    parser.add_argument("--verdict-descriptor", type=int, required=True)
    parser.add_argument("--no-fsync", action="store_true")
    arguments = parser.parse_args()
    if os.fork():
        # The one who started us waits for this, and has no child to bury afterwards.
        os._exit(0)
    os.chdir("/")
    # What the one who started us ignored or held back is still so here, and would be in PostgreSQL.
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    _keep_tail(sys.stderr.fileno())
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    refusal: EmbeddedServerError
    try:
        keeper = Keeper(arguments.directory, fsync=not arguments.no_fsync)
        signal.signal(signal.SIGTERM, keeper.ask_to_stop)
        signal.signal(signal.SIGINT, keeper.ask_to_stop)
        keeper.keep()
    except EmbeddedServerError as error:
        refusal = error
    except OSError as error:
        refusal = from_operating_system(error)
    except Exception as error:  # noqa: BLE001 - whatever it is, the one who waits is told.
        _log.exception("our own mistake")
        refusal = ServerDidNotStart(repr(error))
    else:
        return 0
    _log.error("%s: %s", type(refusal).__name__, refusal)
    _say(refusal, arguments.verdict_descriptor)
    return 1


def _say(refusal: EmbeddedServerError, descriptor: int) -> None:
    verdict = json.dumps({"refusal": type(refusal).__name__, "detail": refusal.detail[-1024:]})
    # Nobody reads any more once the server has been ready.
    with suppress(BrokenPipeError):
        os.write(descriptor, verdict.encode())


def _keep_tail(log: int) -> None:
    size = os.fstat(log).st_size
    if size > LOG_BYTES_MAX:
        tail = os.pread(log, LOG_BYTES_KEPT, size - LOG_BYTES_KEPT)
        os.ftruncate(log, 0)
        os.write(log, tail)


if __name__ == "__main__":
    raise SystemExit(main())
