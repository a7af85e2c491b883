"""Which files are where.

    directory/          the one the user named
        lease           each process that uses the server holds it
        keeper.lock     the keeper holds it
        keeper.log      what the keeper did
        postgres.log    what PostgreSQL said
        place.json      what the keeper decided, for the others and for the next keeper
        server/         0700, of the user the server runs as
            data/       0700
            socket/     0700

Started by root, the server runs as a system user who may not be able to come here, as under /root.
Then `server/` is in a directory of its own below /var/lib/lianxin, which place.json remembers.
Nobody's parent directories are ever changed. A socket's path must be shorter than 107 bytes and
without commas; where it would not be, the socket is in a private directory below the temporary one.
"""

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from eventstore.embedded.account import Account, can_enter, give
from eventstore.embedded.locks import open_private
from eventstore.embedded.refusals import DirectoryNotUsable, SocketPathTooLong

ELSEWHERE: Final = Path("/var/lib/lianxin")
PORT: Final = 5432
SOCKET_NAME: Final = f".s.PGSQL.{PORT}"
SOCKET_PATH_BYTES_MAX: Final = 106


@dataclass(frozen=True, slots=True)
class Names:
    """The files in the directory that the user named."""

    directory: Path

    @property
    def lease(self) -> Path:
        """Held, shared, by every process that uses the server."""
        return self.directory / "lease"

    @property
    def keeper_lock(self) -> Path:
        """Held, alone, by the keeper."""
        return self.directory / "keeper.lock"

    @property
    def keeper_log(self) -> Path:
        """What the keeper did."""
        return self.directory / "keeper.log"

    @property
    def server_log(self) -> Path:
        """What PostgreSQL said."""
        return self.directory / "postgres.log"

    @property
    def place(self) -> Path:
        """What the keeper decided."""
        return self.directory / "place.json"


@dataclass(frozen=True, slots=True)
class Place:
    """Where one server's own files are: `base` holds `server/`."""

    base: Path
    socket_directory: Path

    @property
    def server_directory(self) -> Path:
        """The directory of the user that the server runs as; nobody else may enter it."""
        return self.base / "server"

    @property
    def data_directory(self) -> Path:
        """PostgreSQL's data directory."""
        return self.server_directory / "data"

    @property
    def socket_path(self) -> Path:
        """The socket that the server listens on."""
        return self.socket_directory / SOCKET_NAME

    def url(self, database: str, user: str) -> str:
        """Return a URI that libpq takes."""
        # The port is written out, or PGPORT in somebody's environment would name another socket.
        host = quote(str(self.socket_directory), safe="")
        return f"postgresql://{quote(user, safe='')}@:{PORT}/{quote(database, safe='')}?host={host}"


def choose_place(directory: Path, account: Account) -> Place:
    """Decide where the server's files are, as before if it was decided before.

    Raises `DirectoryNotUsable` and `SocketPathTooLong`.
    """
    base = _choose_base(directory, account)
    if not can_enter(account, base):
        raise DirectoryNotUsable(f"{account.name} may not enter {base}")
    return Place(base=base, socket_directory=_choose_socket_directory(base / "server"))


def read_place(directory: Path) -> Place | None:
    """Return what the keeper decided last, None before the first."""
    try:
        decided = json.loads(Names(directory).place.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    # Only a base elsewhere is written down: the directory may be moved together with its data.
    return Place(
        base=directory if decided["base"] is None else Path(decided["base"]),
        socket_directory=Path(decided["socket_directory"]),
    )


def write_place(directory: Path, place: Place) -> None:
    """Tell the other processes, and the next keeper, what was decided."""
    base = None if place.base == directory else str(place.base)
    decided = {"base": base, "socket_directory": str(place.socket_directory)}
    unfinished = directory / "place.json.new"
    with os.fdopen(open_private(unfinished), "w", encoding="utf-8") as file:
        file.truncate()
        json.dump(decided, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(Names(directory).place)


def make_private(directory: Path, account: Account | None = None) -> None:
    """Make a directory that only its owner may enter, or check that it is one.

    Below the temporary directory anybody might have made it first. Raises `DirectoryNotUsable`.
    """
    directory.mkdir(mode=0o700, exist_ok=True)
    found = directory.lstat()
    if account is not None and found.st_uid == 0:
        give(directory, account)
        found = directory.lstat()
    owner = os.geteuid() if account is None else account.uid
    if directory.is_symlink() or found.st_uid != owner or found.st_mode & 0o077:
        raise DirectoryNotUsable(f"{directory} is not a private directory of uid {owner}")


def _choose_base(directory: Path, account: Account) -> Path:
    decided = read_place(directory)
    if decided is not None and decided.base != directory:
        return decided.base
    if (directory / "server" / "data").exists() or can_enter(account, directory):
        return directory
    if not ELSEWHERE.exists():
        ELSEWHERE.mkdir(parents=True)
        ELSEWHERE.chmod(0o755)
    base = Path(tempfile.mkdtemp(prefix=f"{directory.name}-", dir=ELSEWHERE)).resolve()
    base.chmod(0o711)
    (base / "belongs-to").write_text(f"{directory}\n", encoding="utf-8")
    return base


def _choose_socket_directory(server_directory: Path) -> Path:
    fingerprint = hashlib.sha256(os.fsencode(server_directory)).hexdigest()[:16]
    candidates = (
        server_directory / "socket",
        Path(tempfile.gettempdir()).resolve() / f"lianxin-{fingerprint}",
    )
    for candidate in candidates:
        is_short = len(os.fsencode(candidate / SOCKET_NAME)) <= SOCKET_PATH_BYTES_MAX
        # libpq takes a comma for the end of one host and the beginning of the next.
        if is_short and "," not in str(candidate):
            return candidate
    raise SocketPathTooLong(" / ".join(map(str, candidates)))
