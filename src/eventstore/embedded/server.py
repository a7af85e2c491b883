"""What a process of ours uses: a lease on the server of one directory, and its address."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from eventstore.embedded.locks import Lease, is_held_alone, open_private
from eventstore.embedded.place import Names, Place, read_place
from eventstore.embedded.refusals import (
    REFUSALS,
    PlatformNotSupported,
    ServerDidNotStart,
    from_operating_system,
)

# Long enough to recover from a crash with the most unwritten log that the settings allow.
START_SECONDS_MAX: Final = 300.0
CONNECT_SECONDS_MAX: Final = 10
POLL_SECONDS_MIN: Final = 0.01
POLL_SECONDS_MAX: Final = 0.5
VERDICT_BYTES_MAX: Final = 65536


class EmbeddedServer:
    """The PostgreSQL server of one directory, shared by all processes that name it."""

    def __init__(self, directory: Path, *, fsync: bool = True) -> None:
        """Start nothing yet.

        Without `fsync` a crash of the machine may destroy the data: for tests only. The process
        that starts the server decides, for all that join it.
        """
        self._directory = directory.absolute()
        self._fsync = fsync
        self._lease: Lease | None = None
        self._place: Place | None = None

    def start(self) -> Self:
        """Hold a lease and return once a connection succeeds; may be called again at any time.

        Raises an `EmbeddedServerError`, and then holds no lease that it did not hold before.
        """
        if sys.platform == "win32":
            raise PlatformNotSupported
        had_lease = self._lease is not None and self._lease.held
        try:
            self._place = self._wait_until_ready(time.monotonic() + START_SECONDS_MAX)
        except BaseException as error:
            if not had_lease:
                self.close()
            if isinstance(error, OSError):
                raise from_operating_system(error) from error
            raise
        return self

    def url(self, database: str = "postgres", user: str = "postgres") -> str:
        """Return the URI of a database of the started server, for libpq and psycopg."""
        assert self._place is not None, "start() comes first"
        return self._place.url(database, user)

    def close(self) -> None:
        """Give up this process's lease; the server stops when nobody holds one."""
        if self._lease is not None:
            self._lease.release()

    def __enter__(self) -> Self:
        """Start."""
        return self.start()

    def __exit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close."""
        self.close()

    def _wait_until_ready(self, give_up_at: float) -> Place:
        directory = make_directory(self._directory)
        names = Names(directory)
        if self._lease is None:
            self._lease = Lease(names.lease)
        self._lease.take(until=give_up_at)
        keeper: _StartedKeeper | None = None
        problem: str | None = "no keeper"
        pause_seconds = POLL_SECONDS_MIN
        try:
            while time.monotonic() < give_up_at:
                # A connection alone is not enough: without its keeper the server is about to end.
                if is_held_alone(names.keeper_lock):
                    place = read_place(directory)
                    if place is not None:
                        problem = _problem_of_connecting(place)
                        if problem is None:
                            return place
                elif keeper is None:
                    keeper = _StartedKeeper(directory, fsync=self._fsync)
                if keeper is not None and keeper.has_ended():
                    keeper.forget()
                    keeper = None
                time.sleep(pause_seconds)
                pause_seconds = min(pause_seconds * 1.2, POLL_SECONDS_MAX)
        finally:
            if keeper is not None:
                keeper.forget()
        raise ServerDidNotStart(f"no connection within {START_SECONDS_MAX:.0f} s: {problem}")


class _StartedKeeper:
    """A keeper that this process started: it runs on, ends without a word, or refuses."""

    def __init__(self, directory: Path, *, fsync: bool) -> None:
        self._verdict, theirs = os.pipe()
        os.set_blocking(self._verdict, False)
        log = open_private(Names(directory).keeper_log, append=True)
        # -P: the directory we happen to be in is no place to import from.
        command = [sys.executable, "-P", "-m", "eventstore.embedded.keeper"]
        command += [f"--directory={directory}", f"--verdict-descriptor={theirs}"]
        command += [] if fsync else ["--no-fsync"]
        try:
            # It detaches itself, so this returns at once, and nothing of ours but the verdict's
            # pipe stays open in it: whoever reads our output sees its end when we end.
            subprocess.run(
                command,
                check=True,
                pass_fds=(theirs,),
                start_new_session=True,
                stderr=log,
                stdin=subprocess.DEVNULL,
                stdout=log,
            )
        except subprocess.CalledProcessError as error:
            self.forget()
            raise ServerDidNotStart(f"{error}; {Names(directory).keeper_log}") from error
        finally:
            os.close(theirs)
            os.close(log)

    def has_ended(self) -> bool:
        """Whether it ended without a word, as it does when there is another; raises its refusal."""
        try:
            verdict = os.read(self._verdict, VERDICT_BYTES_MAX)
        except BlockingIOError:
            return False
        if not verdict:
            return True
        told = json.loads(verdict)
        raise REFUSALS[told["refusal"]](told["detail"])

    def forget(self) -> None:
        """Listen to it no longer."""
        os.close(self._verdict)


def make_directory(directory: Path) -> Path:
    """Make the directory, which root's system user may pass through, and return it resolved.

    One that holds something, and every parent, stays as it is.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.geteuid() == 0 and directory.stat().st_uid == 0 and not any(directory.iterdir()):
        directory.chmod(0o711)
    return directory.resolve(strict=True)


def _problem_of_connecting(place: Place) -> str | None:
    # Not at the top: importing it takes 0.4 s, and the keeper, which imports this package and
    # stays, has no use for it.
    import psycopg  # noqa: PLC0415

    url = place.url("postgres", "postgres")
    try:
        with psycopg.connect(url, autocommit=True, connect_timeout=CONNECT_SECONDS_MAX) as server:
            row = server.execute("select current_setting('data_directory')").fetchone()
    except psycopg.OperationalError as error:
        return str(error)
    return None if row == (str(place.data_directory),) else f"it serves {row}"
