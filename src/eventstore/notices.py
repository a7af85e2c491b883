"""Telling who waits that the log has grown. A notice that is lost costs a second, never an event."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any, Final

import psycopg
from psycopg import sql

from eventstore.connection import connect

if TYPE_CHECKING:
    from collections.abc import Callable

NOTICE_EVERY_SECONDS: Final = 0.02
LOOK_EVERY_TENTHS: Final = 10
CONNECT_AGAIN_AFTER_SECONDS: Final = 0.1


class Notices:
    """Announces new positions after their commit, at most every 20 ms, outside every append.

    A NOTIFY inside the append transaction would hold a lock of the whole server until the flush.
    """

    def __init__(self, url: str, *, channel: str) -> None:
        """Announce on `channel`, from a thread that starts with the first notice."""
        self.channel = channel
        self._url = url
        self._due = threading.Event()
        self._closing = False
        self._thread: threading.Thread | None = None
        self._mutex = threading.Lock()

    def ring(self) -> None:
        """Say that something was written."""
        if self._thread is None:
            with self._mutex:
                if self._thread is None:
                    thread = threading.Thread(target=self._announce, name="notices", daemon=True)
                    thread.start()
                    self._thread = thread
        self._due.set()

    def close(self) -> None:
        """Stop announcing."""
        self._closing = True
        self._due.set()
        if self._thread is not None:
            self._thread.join()

    def _announce(self) -> None:
        statement = sql.SQL("notify {channel}").format(channel=sql.Identifier(self.channel))
        connection: psycopg.Connection[tuple[Any, ...]] | None = None
        while not self._closing:
            self._due.wait()
            self._due.clear()
            try:
                if connection is None or connection.closed:
                    # A notice outlives no crash, so its commit need not wait for the disk.
                    connection = connect(self._url, settings="-c synchronous_commit=off")
                connection.execute(statement)
            except psycopg.Error:
                if connection is not None:
                    connection.close()
            time.sleep(NOTICE_EVERY_SECONDS)
        if connection is not None:
            connection.close()


def listen(
    url: str, channel: str, heard: Callable[[], None], *, until: Callable[[], bool]
) -> threading.Thread:
    """Call `heard` at every notice and at least once a second, in a thread, `until` it is over."""
    thread = threading.Thread(
        target=_listen, args=(url, channel, heard, until), name="listener", daemon=True
    )
    thread.start()
    return thread


def _listen(url: str, channel: str, heard: Callable[[], None], until: Callable[[], bool]) -> None:
    statement = sql.SQL("listen {channel}").format(channel=sql.Identifier(channel))
    while not until():
        try:
            with connect(url) as connection:
                connection.execute(statement)
                while not until():
                    heard()
                    for _ in range(LOOK_EVERY_TENTHS):
                        if until() or list(connection.notifies(timeout=0.1, stop_after=1)):
                            break
        except psycopg.Error:
            heard()
            time.sleep(CONNECT_AGAIN_AFTER_SECONDS)
