"""Rows in PostgreSQL's own binary form, a column an array.

Handing lists over to psycopg costs about as much as the rest of an append together, and finds out
what cannot be sent only when the whole group is sent.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from psycopg.adapt import Dumper
from psycopg.pq import Format

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from uuid import UUID

    import psycopg

NAME_BYTES_MAX: Final = 500

# The numbers PostgreSQL knows its own types by; they are the same on every server, for ever.
BIGINT: Final = 20
BYTES: Final = 17
INSTANT: Final = 1184
INT: Final = 23
TEXT: Final = 25
UUID_: Final = 2950

_ARRAY: Final = struct.Struct("!iiiii")
_LENGTH: Final = struct.Struct("!i")
_LENGTH_AND_BIGINT: Final = struct.Struct("!iq")
_LENGTH_AND_INT: Final = struct.Struct("!ii")
_NULL: Final = _LENGTH.pack(-1)
_UUID_LENGTH: Final = _LENGTH.pack(16)
_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


class NotKept(ValueError):
    """The database could not keep a text: it is too long, or holds a NUL character."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows, column by column, each column the joined elements of an array."""

    count: int
    columns: tuple[bytes, ...]


def rows(
    values: Sequence[tuple[Any, ...]], *columns: Callable[[Iterable[Any]], bytes]
) -> Rows | None:
    """Give rows in binary form, each column by its function below; None for no rows."""
    if not values:
        return None
    turned = zip(*values, strict=True)
    return Rows(
        len(values), tuple(column(each) for column, each in zip(columns, turned, strict=True))
    )


def uuids(values: Iterable[UUID | None]) -> bytes:
    """Give ids, or nulls."""
    return b"".join([_NULL if value is None else _UUID_LENGTH + value.bytes for value in values])


def bigints(values: Iterable[int]) -> bytes:
    """Give numbers of 8 bytes."""
    return b"".join([_LENGTH_AND_BIGINT.pack(8, value) for value in values])


def ints(values: Iterable[int]) -> bytes:
    """Give numbers of 4 bytes."""
    return b"".join([_LENGTH_AND_INT.pack(4, value) for value in values])


def texts(values: Iterable[str], *, bytes_max: int = NAME_BYTES_MAX) -> bytes:
    """Give texts. Raises `NotKept`."""
    pieces: list[bytes] = []
    for value in values:
        encoded = value.encode()
        if len(encoded) > bytes_max or b"\0" in encoded:
            raise NotKept
        pieces += (_LENGTH.pack(len(encoded)), encoded)
    return b"".join(pieces)


def byte_strings(values: Iterable[bytes]) -> bytes:
    """Give strings of bytes."""
    return b"".join([_LENGTH.pack(len(value)) + value for value in values])


def instants(values: Iterable[datetime]) -> bytes:
    """Give instants, which must know their zone."""
    return bigints((value - _EPOCH) // _MICROSECOND for value in values)


class Array:
    """An array ready to be sent."""

    __slots__ = ("content",)

    def __init__(self, content: bytes) -> None:
        """Hold the bytes."""
        self.content = content


def arrays(tables: Iterable[Rows | None], *kinds: int) -> list[Array | None]:
    """Give the columns of all tables together as arrays of these types; nulls for no rows."""
    found = [table for table in tables if table is not None]
    if not found:
        return [None] * len(kinds)
    count = sum(each.count for each in found)
    return [
        # One dimension, nulls allowed, elements counted from 1.
        Array(_ARRAY.pack(1, 1, kind, count, 1) + b"".join([each.columns[nth] for each in found]))
        for nth, kind in enumerate(kinds)
    ]


class _ArrayDumper(Dumper):
    """Hands an array over as it is; the statement says of what type it is."""

    format = Format.BINARY

    def dump(self, obj: Array) -> bytes:
        return obj.content


def teach(connection: psycopg.Connection[Any]) -> None:
    """Make a connection able to send arrays."""
    connection.adapters.register_dumper(Array, _ArrayDumper)
