"""Two processes, many threads, the same commands again and again, and connections that are ended.

In the end count = max = last position, and no answer disagrees with the log.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

from support.database import SCHEMA
from support.logs import assert_dense
from support.stress import COMMANDS_A_THREAD, THREADS, Does, Told, case, does, hot, id_for, slot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from eventstore.log import Log
    from support.database import Database

PROCESSES = 2
TESTS = Path(__file__).parent.parent


@contextmanager
def _connections_ended_now_and_then(database: Database) -> Iterator[list[int]]:
    over = threading.Event()
    ended: list[int] = []

    def end() -> None:
        chance = random.Random(11)
        with psycopg.connect(database.administrator_url, autocommit=True) as administrator:
            while not over.wait(chance.uniform(0.02, 0.25)):
                rows = administrator.execute(
                    "select pid, pg_terminate_backend(pid) from pg_stat_activity"
                    " where datname = %s and application_name like 'lianxin%%'"
                    " and random() < 0.5",
                    [database.name],
                ).fetchall()
                ended.extend(pid for pid, _ in rows)

    thread = threading.Thread(target=end)
    thread.start()
    try:
        yield ended
    finally:
        over.set()
        thread.join()


def _run(database: Database) -> list[Told]:
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "support.stress", database.service_url, SCHEMA, str(seed)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(TESTS)},
        )
        for seed in range(PROCESSES)
    ]
    ended = [(*each.communicate(timeout=240), each.returncode) for each in running]
    assert [code for *_, code in ended] == [0] * PROCESSES, ended[0][1]
    return [
        Told(number, outcome, first, last, repeated=repeated)
        for output, _, _ in ended
        for number, outcome, first, last, repeated in map(json.loads, output.splitlines())
    ]


def test_no_answer_disagrees_with_the_log(log: Log, database: Database) -> None:
    with _connections_ended_now_and_then(database) as ended:
        told = _run(database)

    assert len(ended) > 10
    assert len(told) == PROCESSES * THREADS * COMMANDS_A_THREAD
    assert {"stands", "StaleVersion", "AlreadyReserved"} <= {one.outcome for one in told}
    assert any(one.repeated for one in told)
    assert_dense(log)
    _assert_every_answer_is_true(log, told)
    _assert_the_log_makes_sense(log)


def _assert_every_answer_is_true(log: Log, told: list[Told]) -> None:
    by_number: dict[int, list[Told]] = defaultdict(list)
    for one in told:
        by_number[one.number].append(one)
    for number, ones in by_number.items():
        known = log.answer_of(id_for(number))
        stands = [one for one in ones if one.outcome == "stands"]
        for one in stands:
            assert known is not None
            assert (one.first, one.last) == (known.first_position, known.last_position)
        assert sum(not one.repeated for one in stands) <= 1
        if not stands and not any(one.outcome == "unknown" for one in ones):
            assert known is None, f"{number} was refused by everybody and yet written"


def _assert_the_log_makes_sense(log: Log) -> None:
    """Tell the whole log again, command by command, and see that each was right in its place."""
    versions: dict[UUID, int] = defaultdict(int)
    slots: dict[str, UUID] = {}
    does_seen = set()
    for first, last in log.select(
        "select first_position, last_position from {schema}.commands order by first_position"
    ):
        rows = log.read_rows(after=first - 1, limit=last - first + 1)
        written: dict[str, Any] = json.loads(rows[0][5])
        number = written["number"]
        if does(number) in {Does.WRITES_HOT, Does.READS_HOT}:
            assert versions[hot(number)] == written["hot"], "decided on what no longer stood"
        for _, _, stream, version, _, _ in rows:
            assert version == versions[stream] + 1
            versions[stream] = version
        if does(number) is Does.RESERVES:
            assert slot(number) not in slots
            slots[slot(number)] = case(number)
        if does(number) is Does.TAKES_OVER and written["from"] is not None:
            assert str(slots[slot(number)]) == written["from"]
            slots[slot(number)] = case(number)
        does_seen.add(does(number))
    assert does_seen == set(Does)
    assert sum(versions.values()) == log.last_position()
    assert dict(log.select("select key, holder from {schema}.reservations")) == slots
