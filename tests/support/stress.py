"""One process of the stress test: many threads send commands, many of them the same ones.

What a command does follows from its number alone, so whoever sends it, however often, means the
same. Each answer is printed as a line of JSON.

    python -m support.stress URL SCHEMA SEED
"""

from __future__ import annotations

import json
import random
import sys
import threading
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from eventstore.append import Append, AppendRefused, LogUnavailable, NewEvent
from eventstore.log import Log
from support.histories import id_of
from support.logs import FORM, command

if TYPE_CHECKING:
    from uuid import UUID

    from eventstore.append import CommandId

THREADS: Final = 12
COMMANDS_A_THREAD: Final = 60
NUMBERS: Final = 500
HOT_STREAMS: Final = 4
SLOTS: Final = 12


class Does(IntEnum):
    """What a command does beside beginning a stream of its own."""

    WRITES_HOT = 0
    READS_HOT = 1
    RESERVES = 2
    TAKES_OVER = 3
    NO_MORE = 4


@dataclass(frozen=True, slots=True)
class Told:
    """What came of one sending."""

    number: int
    outcome: str
    first: int = 0
    last: int = 0
    repeated: bool = False


def id_for(number: int) -> CommandId:
    """Give the command id of a number."""
    return command(f"stress {number}")


def case(number: int) -> UUID:
    """Give the stream that a number begins."""
    return id_of(f"stress case {number}")


def hot(number: int) -> UUID:
    """Give the stream that a number shares with many others."""
    return id_of(f"hot {number % HOT_STREAMS}")


def slot(number: int) -> str:
    """Give the slot that a number wants."""
    return f"slot:{number % SLOTS}"


def does(number: int) -> Does:
    """Tell what the command of a number does."""
    return Does(number % len(Does))


def meant(number: int, log: Log) -> Append:
    """Give the command of a number, decided on what stands now."""
    version = _version(log, hot(number))
    holder = log.holder(slot(number)) if does(number) is Does.TAKES_OVER else None
    state = json.dumps({"number": number, "hot": version, "from": holder and str(holder)})
    append = Append([NewEvent(case(number), 1, "stress", state)], command=id_for(number))
    match does(number):
        case Does.WRITES_HOT:
            append.events.append(NewEvent(hot(number), version + 1, "stress", state))
        case Does.READS_HOT:
            append.reads.append((hot(number), version))
        case Does.RESERVES:
            append.reserve.append((slot(number), case(number)))
        case Does.TAKES_OVER if holder is not None:
            append.release.append((slot(number), holder))
            append.reserve.append((slot(number), case(number)))
        case _:
            pass
    return append


def _version(log: Log, stream: UUID) -> int:
    rows = log.select(
        "select coalesce(max(originator_version), 0) from {schema}.events where originator_id = %s",
        [stream],
    )
    return int(rows[0][0])


def _told(log: Log, number: int) -> Told:
    try:
        answer = log.append(meant(number, log))
    except AppendRefused as refused:
        return Told(number, type(refused).__name__)
    except LogUnavailable:
        return Told(number, "unknown")
    return Told(
        number, "stands", answer.first_position, answer.last_position, repeated=answer.repeated
    )


def _send(log: Log, chance: random.Random, told: list[Told]) -> None:
    told.extend(_told(log, chance.randrange(NUMBERS)) for _ in range(COMMANDS_A_THREAD))


def main(url: str, schema: str, seed: int) -> None:
    """Send, and tell what came of it."""
    log = Log(url, schema=schema, form=FORM)
    told: list[Told] = []
    threads = [
        threading.Thread(target=_send, args=(log, random.Random(f"{seed} {each}"), told))
        for each in range(THREADS)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    log.close()
    for one in told:
        sys.stdout.write(
            json.dumps([one.number, one.outcome, one.first, one.last, one.repeated]) + "\n"
        )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
