"""The lease and the keeper's lock: locks of the kernel on files, gone with their process.

`flock` belongs to the open file, so a child made by `fork` would share its parent's lease and keep
it alive. Each process therefore opens its own: what a child inherited is closed in the child.
"""

import os
import sys
import time
from functools import cache
from pathlib import Path
from typing import Final
from weakref import WeakSet

from eventstore.embedded.refusals import ServerDidNotStart

if sys.platform != "win32":
    import fcntl

POLL_SECONDS: Final = 0.02


class Lease:
    """One process's claim on the server, from `take` to `release` or the end of the process."""

    def __init__(self, path: Path) -> None:
        """Claim nothing yet; `path` is the lease file."""
        self._path = path
        self._descriptor: int | None = None

    @property
    def held(self) -> bool:
        """Whether this process holds the lease."""
        return self._descriptor is not None

    def take(self, *, until: float) -> None:
        """Hold the lease; waits, until the monotonic time given, for a keeper that is stopping."""
        if self._descriptor is not None:
            return
        descriptor = open_private(self._path)
        while not try_lock(descriptor, alone=False):
            if time.monotonic() > until:
                os.close(descriptor)
                raise ServerDidNotStart(f"{self._path}: the former server is still stopping")
            time.sleep(POLL_SECONDS)
        self._descriptor = descriptor
        _close_inherited_leases_after_fork()
        _taken.add(self)

    def release(self) -> None:
        """Give the lease up. Harmless when it is not held."""
        # Closing, never unlocking: in a forked child an unlock would take the parent's lease away.
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def open_private(path: Path, *, append: bool = False) -> int:
    """Open, and create if need be, a file of ours; it belongs to whom its directory belongs to."""
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    descriptor = os.open(path, flags | (os.O_APPEND if append else 0), 0o600)
    owner = path.parent.stat()
    if os.geteuid() == 0 and owner.st_uid != 0 and os.fstat(descriptor).st_uid == 0:
        # Root working in a user's directory must not leave files there which that user cannot open.
        os.fchown(descriptor, owner.st_uid, owner.st_gid)
    return descriptor


def try_lock(descriptor: int, *, alone: bool) -> bool:
    """Lock an open file, alone or shared with others; False if another holds it otherwise."""
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_held_alone(path: Path) -> bool:
    """Whether some process holds `path` alone."""
    descriptor = open_private(path)
    try:
        return not try_lock(descriptor, alone=False)
    finally:
        os.close(descriptor)


_taken: Final[WeakSet[Lease]] = WeakSet()


@cache
def _close_inherited_leases_after_fork() -> None:
    os.register_at_fork(after_in_child=_close_inherited_leases)


def _close_inherited_leases() -> None:
    for lease in list(_taken):
        lease.release()
