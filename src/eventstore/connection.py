"""Connections that do not wait for ever: a database that stands still is answered in time.

The server's own time limits do not help when the server itself is frozen, and on a Unix socket no
network timeout does either; so the waiting is limited on our side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

import psycopg
from psycopg.pq import TransactionStatus

if TYPE_CHECKING:
    from psycopg.abc import PQGen

# Instants are read as UTC, wherever the server is.
SESSION: Final = "-c timezone=UTC -c jit=off"

CONNECT_WITHIN_SECONDS: Final = 2
ANSWER_WITHIN_SECONDS: Final = 1.7
LOOK_EVERY_SECONDS: Final = 0.1

R = TypeVar("R")


class TimedConnection(psycopg.Connection[tuple[Any, ...]]):
    """Gives up, and closes itself, when an answer takes too long."""

    def wait(
        self,
        gen: PQGen[R],
        interval: float = LOOK_EVERY_SECONDS,
        timeout: float | None = None,
    ) -> R:
        """Wait for one answer; raise an `OperationalError` when it does not come in time.

        Who gives a `timeout`, as one does who listens for notices, has set the limit already.
        """
        if timeout is not None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, ANSWER_WITHIN_SECONDS)
        except psycopg.OperationalError:
            # What was asked may still be carried out; nothing more can be asked here.
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.close()
            raise


def connect(url: str, *, settings: str = "", name: str = "lianxin") -> TimedConnection:
    """Connect with autocommit; `settings` are more of the session, written as libpq takes them."""
    return TimedConnection.connect(
        url,
        autocommit=True,
        connect_timeout=CONNECT_WITHIN_SECONDS,
        application_name=name,
        options=f"{SESSION} {settings}",
    )
