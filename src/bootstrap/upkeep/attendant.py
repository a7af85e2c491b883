"""What is done by itself: one process of all is elected, and looks after what is due.

Which process it is does not matter: each task finds out from the log what was done, so nothing is
done twice when the election changes hands, and nothing is lost when everything stops.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any, Final

import psycopg

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Connection = psycopg.Connection[tuple[Any, ...]]

LOOK_AGAIN_AFTER_SECONDS: Final = 5.0

_noted = logging.getLogger(__name__)


class Attendant:
    """Runs `tasks` again and again while it is elected; each tells how much it did."""

    def __init__(
        self,
        url: str,
        tasks: Sequence[Callable[[], int]],
        *,
        log_schema: str,
        name: str = "attendant",
        pace_seconds: float = 0,
    ) -> None:
        """Elect through the database at `url`, one attendant of that `name` for each log.

        After having done something it rests for `pace_seconds`.
        """
        self._url = url
        self.tasks = tasks
        self._log_schema = log_schema
        self._name = name
        self._pace_seconds = pace_seconds
        self._wake = threading.Event()
        self._stopping = threading.Event()

    def wake(self, *_: object) -> None:
        """Say that there may be something to do."""
        self._wake.set()

    def stop(self) -> None:
        """End `run`."""
        self._stopping.set()
        self._wake.set()

    @property
    def stopping(self) -> bool:
        """Tell whether `run` ends."""
        return self._stopping.is_set()

    def run(self) -> None:
        """Attend until stopped; survive every outage of the database."""
        while not self._stopping.is_set():
            try:
                with psycopg.connect(self._url, autocommit=True, connect_timeout=2) as connection:
                    self._attend_when_elected(connection)
            except Exception as error:  # noqa: BLE001  (nothing may end it but `stop`)
                _noted.warning("%s paused: %s", self._name, type(error).__name__)
                self._stopping.wait(1.0)

    def _attend_when_elected(self, connection: Connection) -> None:
        while not self._stopping.is_set() and not self._is_elected(connection):
            self._stopping.wait(1.0)
        while not self._stopping.is_set():
            self._wake.clear()
            self._is_elected(connection)  # an election lost with its connection ends this here
            if not sum(task() for task in self.tasks):
                self._wake.wait(LOOK_AGAIN_AFTER_SECONDS)
            elif self._pace_seconds:
                self._stopping.wait(self._pace_seconds)

    def _is_elected(self, connection: Connection) -> bool:
        row = connection.execute(
            "select pg_try_advisory_lock(hashtextextended('lianxin ' || %s || ' ' || %s, 0))",
            [self._name, self._log_schema],
        ).fetchone()
        return bool(row and row[0])
