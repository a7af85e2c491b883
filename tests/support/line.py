"""A line to the database that can be cut, frozen or refused, and that can lose one message."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import TYPE_CHECKING, Final

from psycopg import conninfo

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PORT: Final = 5432
PIECE_BYTES: Final = 65_536
WRITER: Final = b"lianxin writer"


class Line:
    """Passes every connection on to a database, until told otherwise."""

    def __init__(self, directory: Path, url: str) -> None:
        """Lead from a socket in `directory` to the database that `url` names."""
        self.url = conninfo.make_conninfo(url, host=str(directory), port=PORT)
        self._path = directory / f".s.PGSQL.{PORT}"
        self._to = conninfo.conninfo_to_dict(url)
        self._calls: list[_Call] = []
        self._listener: socket.socket | None = None
        self._loses: str | None = None
        self._freezes = False
        self.restore()

    def restore(self) -> None:
        """Take calls, and pass on what frozen ones held back."""
        self._freezes = False
        for call in self._calls:
            call.thawed.set()
        if self._listener is None:
            self._path.unlink(missing_ok=True)
            self._listener = socket.socket(socket.AF_UNIX)
            self._listener.bind(str(self._path))
            self._listener.listen(64)
            threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def refuse(self) -> None:
        """Cut every call and take no new ones."""
        listener, self._listener = self._listener, None
        if listener is not None:
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        self.cut()

    def cut(self) -> None:
        """Cut every call."""
        calls, self._calls = self._calls, []
        for call in calls:
            call.cut()

    def freeze(self) -> None:
        """Pass nothing on any more, and say nothing."""
        self._freezes = True
        for call in self._calls:
            call.thawed.clear()

    def lose_next_request(self) -> None:
        """Cut the writer's call at its next request, before the database hears of it."""
        self._loses = "request"

    def lose_next_reply(self) -> None:
        """Cut the writer's call at its next reply, when the database has done what was asked."""
        self._loses = "reply"

    def close(self) -> None:
        """End."""
        self.refuse()

    @property
    def has_lost_it(self) -> bool:
        """Whether the message that was to be lost has been."""
        return self._loses is None

    def _is_lost(self, what: str) -> bool:
        lost = self._loses == what
        if lost:
            self._loses = None
        return lost

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _ = listener.accept()
                far = self._connect()
            except OSError:
                return
            call = _Call(near, far, is_lost=self._is_lost)
            if self._freezes:
                call.thawed.clear()
            self._calls.append(call)
            call.start()

    def _connect(self) -> socket.socket:
        host, port = str(self._to["host"]), int(self._to.get("port") or PORT)
        if host.startswith("/"):
            far = socket.socket(socket.AF_UNIX)
            far.connect(f"{host}/.s.PGSQL.{port}")
            return far
        return socket.create_connection((host, port))


class _Call:
    """One connection, there and back."""

    def __init__(
        self, near: socket.socket, far: socket.socket, *, is_lost: Callable[[str], bool]
    ) -> None:
        self._near = near
        self._far = far
        self._is_lost = is_lost
        self._is_writers = False
        self.thawed = threading.Event()
        self.thawed.set()

    def start(self) -> None:
        for end, other, what in (
            (self._near, self._far, "request"),
            (self._far, self._near, "reply"),
        ):
            threading.Thread(target=self._pass_on, args=(end, other, what), daemon=True).start()

    def cut(self) -> None:
        self.thawed.set()
        for end in (self._near, self._far):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _pass_on(self, end: socket.socket, other: socket.socket, what: str) -> None:
        with contextlib.suppress(OSError):
            while piece := end.recv(PIECE_BYTES):
                self.thawed.wait()
                if self._is_writers and self._is_lost(what):
                    break
                # It says its name when it connects.
                self._is_writers |= WRITER in piece
                other.sendall(piece)
        # Also what arrives after its sender has gone is passed on first: so is a late request.
        self.thawed.wait()
        self.cut()
        end.close()
