"""How commands are handed to the two functions of `0002_append.sql`, and what those answer.

A command is put into binary form by the thread that brings it, before it waits in the queue: what
the database could not keep is refused there and then, and who writes for all only joins the pieces.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from psycopg import sql

from eventstore.append import (
    AlreadyReserved,
    Appended,
    AppendRefused,
    BadEvent,
    ClockAhead,
    CommandReused,
    LogCutShort,
    ModeMismatch,
    ReservationNotHeld,
    StaleVersion,
)
from eventstore.writing.binary import (
    BIGINT,
    BYTES,
    INSTANT,
    INT,
    TEXT,
    UUID_,
    NotKept,
    Rows,
    arrays,
    bigints,
    byte_strings,
    instants,
    ints,
    rows,
    texts,
    uuids,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from eventstore.append import Append

EVENTS_MAX: Final = 10_000
STATES_BYTES_MAX: Final = 16_000_000

_BATCH: Final = sql.SQL("""row(
    %b::uuid[], %b::bigint[], %b::text[], %b::text[], %b::timestamptz[],
    %b::uuid[], %b::uuid[], %b::text[], %b::int[], %b::int[],
    %b::text[], %b::uuid[], %b::text[], %b::uuid[], %b::uuid[], %b::bigint[],
    %b::uuid[], %b::uuid[], %b::uuid[], %b::text[], %b::bytea[],
    %b::text[], %b::uuid[], %b::uuid[], %b::timestamptz)""")


def together(schema: str) -> sql.Composed:
    """Give the call that writes a whole group or nothing."""
    return sql.SQL("select * from {schema}.append_batch({batch}::{schema}.batch)").format(
        schema=sql.Identifier(schema), batch=_BATCH
    )


def alone(schema: str) -> sql.Composed:
    """Give the call that answers one command, whatever becomes of it."""
    return sql.SQL("select * from {schema}.append_alone({batch}::{schema}.batch, %s)").format(
        schema=sql.Identifier(schema), batch=_BATCH
    )


def opening_an_epoch(schema: str) -> sql.Composed:
    """Give the call that writes one command as the first of a new epoch."""
    return sql.SQL("select * from {schema}.open_epoch({batch}::{schema}.batch, %s)").format(
        schema=sql.Identifier(schema), batch=_BATCH
    )


@dataclass(frozen=True, slots=True)
class Parcel:
    """One command, ready to be sent."""

    events: Rows
    times: Rows | None
    command: Rows | None
    release: Rows | None
    reserve: Rows | None
    reads: Rows | None
    keys: Rows | None
    tokens: Rows | None
    shred: Rows | None
    released: frozenset[str]
    reserved: frozenset[str]

    @property
    def size_bytes(self) -> int:
        """How long the states are together."""
        return len(self.events.columns[-1])


def parcel(append: Append) -> Parcel:
    """Make one command ready. Raises `BadEvent` for what no database keeps."""
    try:
        made = _parcel(append)
    except (AttributeError, TypeError, NotKept, UnicodeError, struct.error) as error:
        # The text of the error may hold what was to be kept.
        raise BadEvent(type(error).__name__) from None
    if not 0 < made.events.count <= EVENTS_MAX or made.size_bytes > STATES_BYTES_MAX:
        raise BadEvent("a command writes one event at least, and not too much")
    return made


def _parcel(append: Append) -> Parcel:
    events, command, at = append.events, append.command, append.at
    return Parcel(
        events=Rows(
            len(events),
            (
                uuids([event.stream for event in events]),
                bigints([event.version for event in events]),
                texts([event.topic for event in events]),
                texts([event.state for event in events], bytes_max=STATES_BYTES_MAX),
            ),
        ),
        times=None if at is None else Rows(len(events), (instants([at]) * len(events),)),
        command=None
        if command is None
        else Rows(1, (uuids([command.actor]), uuids([command.id]), texts([command.fingerprint]))),
        release=rows(append.release, texts, uuids),
        reserve=rows(append.reserve, texts, uuids),
        reads=rows(append.reads, uuids, bigints),
        keys=rows(
            [(key.kid, key.person, key.matter, key.wrapping, key.wrapped) for key in append.keys],
            uuids,
            uuids,
            uuids,
            texts,
            byte_strings,
        ),
        tokens=rows(append.tokens, texts, uuids),
        shred=rows([(each,) for each in (*append.shred, *append.destroy)], uuids),
        released=frozenset([key for key, _ in append.release]),
        reserved=frozenset([key for key, _ in append.reserve]),
    )


def fit_together(parcels: Sequence[Parcel]) -> bool:
    """Tell whether the commands can be written by one optimistic call.

    Not if some tell a story's time and others not; and not if one releases what another reserves or
    destroys keys, since within one call it would not matter which of them came first.
    """
    if len(parcels) == 1:
        return True
    if len({each.times is None for each in parcels}) > 1 or any(each.shred for each in parcels):
        return False
    released = frozenset[str]().union(*(each.released for each in parcels))
    return not released or not any(each.reserved & released for each in parcels)


def parameters(parcels: Sequence[Parcel], *, service_clock: datetime) -> list[object]:
    """Give the parameters of `together` and, but for the last one, of `alone`."""
    return [
        *arrays([each.events for each in parcels], UUID_, BIGINT, TEXT, TEXT),
        *arrays([each.times for each in parcels], INSTANT),
        *arrays([each.command for each in parcels], UUID_, UUID_, TEXT),
        *arrays(_places(parcels), INT, INT),
        *arrays([each.release for each in parcels], TEXT, UUID_),
        *arrays([each.reserve for each in parcels], TEXT, UUID_),
        *arrays([each.reads for each in parcels], UUID_, BIGINT),
        *arrays([each.keys for each in parcels], UUID_, UUID_, UUID_, TEXT, BYTES),
        *arrays([each.tokens for each in parcels], TEXT, UUID_),
        *arrays([each.shred for each in parcels], UUID_),
        service_clock,
    ]


def _places(parcels: Sequence[Parcel]) -> list[Rows | None]:
    """Give for each command that has an id the first and the last of its events, from 1."""
    places: list[Rows | None] = []
    last = 0
    for each in parcels:
        first, last = last + 1, last + each.events.count
        if each.command is not None:
            places.append(Rows(1, (ints([first]), ints([last]))))
    return places


def appended(parcels: Sequence[Parcel], row: tuple[Any, ...]) -> list[Appended]:
    """Read the answer of `together`."""
    position, recorded_at, times = row
    answers = []
    nth = 0
    for each in parcels:
        count = each.events.count
        at = recorded_at if times is None else times[nth]
        answers.append(Appended(position + nth, position + nth + count - 1, at))
        nth += count
    return answers


def answer(row: tuple[Any, ...]) -> Appended | AppendRefused | LogCutShort:
    """Read the answer of `alone`."""
    said, first, last, recorded_at, stream, key, holder = row
    match said:
        case "written" | "repeated":
            return Appended(first, last, recorded_at, repeated=said == "repeated")
        case "another_content":
            return CommandReused()
        case "stale":
            return StaleVersion(stream)
        case "taken":
            return AlreadyReserved(key, holder)
        case "not_held":
            return ReservationNotHeld(key)
        case _:
            return refusal(key)


def is_clash(sqlstate: str | None) -> bool:
    """Tell whether some command is to blame, and not the database."""
    return sqlstate is not None and sqlstate[:2] in {"22", "23", "54", "LX"}


def refusal(sqlstate: str) -> AppendRefused | LogCutShort:
    """Say why one command was refused; the database's own text may hold the row, so it is left."""
    match sqlstate:
        case "LX001":
            return ClockAhead()
        case "LX002" | "LX005":
            return ModeMismatch()
        case "LX006":
            return LogCutShort()
        case _:
            return BadEvent(sqlstate)
