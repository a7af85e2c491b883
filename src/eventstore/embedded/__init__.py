"""A PostgreSQL of our own, started when nothing is configured.

Every process that wants the database holds a *lease*: a shared lock on one file. The first one
starts a *keeper*, a small detached process which owns the server, brings it back when it falls,
and stops it when the last lease is gone. The kernel drops a lease when its process ends, however
it ends, so no server is ever left behind. Only the keeper cleans up, since only one can hold its
lock. A server is ready when a connection to it succeeds, never because a PID file says so.

    server.py      what a process of ours uses: lease, start, url, close
    keeper.py      the detached process that owns PostgreSQL
    postgres.py    one run of PostgreSQL: make the files, start, stop, why it ended
    settings.py    what the server is told
    place.py       which files are where
    account.py     which system user the server runs as
    binaries.py    which programs are run
    processes.py   what another life of this server left behind
    emptiness.py    a place for a server whose data somebody else brings
    locks.py       the lease and the keeper's lock
    refusals.py    what can be refused, in the two languages of the screens
"""

from eventstore.embedded.refusals import (
    BinariesMissing,
    BinariesOfAnotherVersion,
    DataDirectoryOfAnotherVersion,
    DirectoryNotUsable,
    DiskFull,
    EmbeddedServerError,
    NoUsableUser,
    PlatformNotSupported,
    ServerDidNotStart,
    SocketInUse,
    SocketPathTooLong,
)
from eventstore.embedded.server import EmbeddedServer

__all__ = [
    "BinariesMissing",
    "BinariesOfAnotherVersion",
    "DataDirectoryOfAnotherVersion",
    "DirectoryNotUsable",
    "DiskFull",
    "EmbeddedServer",
    "EmbeddedServerError",
    "NoUsableUser",
    "PlatformNotSupported",
    "ServerDidNotStart",
    "SocketInUse",
    "SocketPathTooLong",
]
