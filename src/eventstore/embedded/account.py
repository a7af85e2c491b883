"""Which system user the server runs as: PostgreSQL refuses root, and users without an entry.

An ordinary user's server runs as that user. Root's runs as whoever owns its files, else as
`postgres`, else as `nobody`, and the keeper itself becomes that user for good before it starts
anything: it then sees, signals and outlives the server's processes with no privilege at all.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from eventstore.embedded.refusals import NoUsableUser

if sys.platform != "win32":
    import pwd

SYSTEM_USERS: Final = ("postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Account:
    """A user with an entry in the user database."""

    name: str
    uid: int
    gid: int


def account_for(*owned: Path) -> Account:
    """Return the user to run the server as.

    For root that is the owner of the first of the `owned` paths which has one other than root.
    Raises `NoUsableUser`.
    """
    if os.geteuid() != 0:
        account = _account_of_uid(os.geteuid())
        if account is None:
            raise NoUsableUser(f"uid {os.geteuid()} has no entry in /etc/passwd")
        return account
    owners = (_account_of_uid(path.stat().st_uid) for path in owned if path.exists())
    named = (_account_of_name(name) for name in SYSTEM_USERS)
    for account in (*owners, *named):
        if account is not None and account.uid != 0:
            return account
    raise NoUsableUser(f"root, and no user called {' or '.join(SYSTEM_USERS)}")


def can_enter(account: Account, directory: Path) -> bool:
    """Whether `account` may enter `directory` and all that is above it."""
    return _may(account, directory, os.X_OK)


def can_run(account: Account, program: Path) -> bool:
    """Whether `account` may read and run `program`."""
    return _may(account, program, os.R_OK | os.X_OK)


def give(path: Path, account: Account) -> None:
    """Make `account` the owner of a directory that we made."""
    if os.geteuid() == 0:
        os.chown(path, account.uid, account.gid, follow_symlinks=False)


def become(account: Account) -> None:
    """Run as `account` from here on, with no way back."""
    if os.geteuid() != 0:
        return
    try:
        os.initgroups(account.name, account.gid)
        os.setgid(account.gid)
        os.setuid(account.uid)
    except PermissionError as error:
        raise NoUsableUser(f"root, but not allowed to become {account.name}") from error


def _may(account: Account, path: Path, mode: int) -> bool:
    # The kernel is asked, not the mode bits: there are access lists and security modules besides.
    with _acting_as(account):
        return os.access(path, mode, effective_ids=os.geteuid() != os.getuid())


@contextmanager
def _acting_as(account: Account) -> Iterator[None]:
    if os.geteuid() != 0:
        yield
        return
    group, groups = os.getegid(), os.getgroups()
    try:
        os.initgroups(account.name, account.gid)
        os.setegid(account.gid)
        os.seteuid(account.uid)
        yield
    except PermissionError as error:
        raise NoUsableUser(f"root, but not allowed to become {account.name}") from error
    finally:
        os.seteuid(0)
        os.setegid(group)
        os.setgroups(groups)


def _account_of_uid(uid: int) -> Account | None:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        return None
    return Account(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid)


def _account_of_name(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid)
