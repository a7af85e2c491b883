"""What the embedded database refuses, named for the state of the world.

The docstring is the message, in the two languages of the screens; `detail` adds the path, the
number or the server's own words. A refusal travels from the keeper to the process that started it
as its name and its detail.
"""

import errno
from typing import Final


class EmbeddedServerError(Exception):
    """内置数据库出错。 | The embedded database failed."""

    def __init__(self, detail: str = "") -> None:
        """Keep `detail`, which is shown after the message."""
        super().__init__(detail)
        self.detail = detail

    def __str__(self) -> str:
        """Return the message, and the detail if there is one."""
        message = self.__doc__ or ""
        return f"{message} ({self.detail})" if self.detail else message


class BinariesMissing(EmbeddedServerError):
    """找不到可运行的数据库程序。 | No PostgreSQL programs that can be run were found."""


class BinariesOfAnotherVersion(EmbeddedServerError):
    """数据库程序不是所需的主版本。 | The PostgreSQL programs are of another major version."""


class DataDirectoryOfAnotherVersion(EmbeddedServerError):
    """数据目录属于另一版本的数据库。 | The data directory belongs to another PostgreSQL version."""


class DirectoryNotUsable(EmbeddedServerError):
    """数据库目录无法使用。 | The directory of the database cannot be used."""


class DiskFull(EmbeddedServerError):
    """磁盘已满。 | The disk is full."""


class NoUsableUser(EmbeddedServerError):
    """没有可用来运行数据库的系统用户。 | There is no system user to run the database as."""


class PlaceInUse(EmbeddedServerError):
    """该位置的数据库正在运行。 | The database there is running."""


class PlaceNotEmpty(EmbeddedServerError):
    """该位置已有数据库。 | There is a database already."""


class PlatformNotSupported(EmbeddedServerError):
    """此系统不支持内置数据库。 | The embedded database does not run on this system."""


class ServerDidNotStart(EmbeddedServerError):
    """数据库未能启动。 | The database did not start."""


class SocketInUse(EmbeddedServerError):
    """数据库套接字已被另一程序占用。 | The database's socket is in use by another program."""


class SocketPathTooLong(EmbeddedServerError):
    """数据库套接字的路径过长。 | The path of the database's socket is too long."""


REFUSALS: Final[dict[str, type[EmbeddedServerError]]] = {
    refusal.__name__: refusal
    for refusal in (
        BinariesMissing,
        BinariesOfAnotherVersion,
        DataDirectoryOfAnotherVersion,
        DirectoryNotUsable,
        DiskFull,
        NoUsableUser,
        PlaceInUse,
        PlaceNotEmpty,
        PlatformNotSupported,
        ServerDidNotStart,
        SocketInUse,
        SocketPathTooLong,
    )
}


def from_operating_system(error: OSError) -> EmbeddedServerError:
    """Return the refusal that an error of the operating system amounts to."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(str(error))
    return DirectoryNotUsable(str(error))
