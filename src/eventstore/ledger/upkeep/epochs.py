"""Opening an epoch: the one way to add to a log that is not what was published of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import psycopg

from eventstore.append import Append, StaleVersion
from eventstore.writing import batch, binary

if TYPE_CHECKING:
    from datetime import datetime

    from eventstore.append import NewEvent
    from eventstore.log import Log

NOTHING_LOST: Final = "LX007"


def open_epoch(
    log: Log, event: NewEvent, *, ended: int, at: datetime | None, service_clock: datetime
) -> int:
    """Write the first event of the epoch after `ended`, and lift what keeps the log closed.

    Gives its position. Raises `StaleVersion` when somebody else has opened it meanwhile.
    """
    parcel = batch.parcel(Append([event], at=at))
    parameters = [*batch.parameters([parcel], service_clock=service_clock), ended]
    with log.reading() as connection:
        binary.teach(connection)
        try:
            row = connection.execute(batch.opening_an_epoch(log.schema), parameters).fetchone()
        except psycopg.DatabaseError as error:
            if error.sqlstate == NOTHING_LOST or isinstance(error, psycopg.errors.UniqueViolation):
                raise StaleVersion(event.stream) from error
            raise
    assert row is not None
    return int(row[0])
