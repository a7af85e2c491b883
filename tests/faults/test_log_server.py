"""The server itself stops, falls and comes back; and many processes come to a new one at once."""

from __future__ import annotations

import subprocess
import sys
import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest
from faults.embedded_server import kill, needs_linux, postmaster_of, standing_still
from psycopg import conninfo

from eventstore.append import Appended, LogUnavailable
from eventstore.log import Log
from support.database import SCHEMA
from support.logs import FORM, append, assert_dense, at_once, command, send_at_once, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from eventstore.embedded import EmbeddedServer
    from support.database import Database

pytestmark = needs_linux

STARTED_AT_ONCE = 4
START = """
import sys
from psycopg import conninfo
from eventstore.migrations.migrate import migrate
from eventstore.migrations.provision import OWNER_ROLE, SERVICE_ROLE, provision
provision(sys.argv[1], database="lianxin")
migrate(
    conninfo.make_conninfo(sys.argv[1], dbname="lianxin", user=OWNER_ROLE),
    schema="lianxin",
    service_role=SERVICE_ROLE,
)
"""


@pytest.fixture
def own_log(own: Database) -> Iterator[Log]:
    log = Log(own.service_url, schema=SCHEMA, form=FORM)
    log.append(append("before"))
    yield log
    log.close()


def test_a_server_that_stands_still_is_unavailable_and_then_goes_on(
    own_log: Log, directory: Path
) -> None:
    assert own_log.last_position() == 1
    sent = [append(f"case {each}", command=command(f"{each}")) for each in range(6)]

    with standing_still(directory):
        answers = send_at_once(own_log, sent)
        assert {type(answer) for answer in answers} == {LogUnavailable}
        with pytest.raises(LogUnavailable):
            own_log.last_position()

    answers = at_once([partial(_until_written, own_log, each) for each in sent])
    assert {type(answer) for answer in answers} == {Appended}
    assert_dense(own_log)
    assert own_log.last_position() == len(sent) + 1


def test_a_server_that_is_killed_and_comes_back_has_kept_what_was_acknowledged(
    own_log: Log, directory: Path
) -> None:
    over = threading.Event()
    acknowledged: list[tuple[str, int]] = []

    def write(thread: int) -> None:
        number = 0
        while not over.is_set():
            number += 1
            name = f"{thread} {number}"
            answer = _until_written(own_log, append(name, command=command(name)))
            acknowledged.append((name, answer.first_position))

    threads = [threading.Thread(target=write, args=(each,)) for each in range(4)]
    for each in threads:
        each.start()
    wait_until(lambda: len(acknowledged) > 20)
    kill(postmaster_of(directory))
    before = len(acknowledged)
    wait_until(lambda: len(acknowledged) > before + 20)
    over.set()
    for each in threads:
        each.join()

    wait_until(lambda: _reads(own_log))
    for name, position in acknowledged:
        known = own_log.answer_of(command(name))
        assert known is not None
        assert known.first_position == position
    assert own_log.last_position() == len(acknowledged) + 1
    assert_dense(own_log)


def test_processes_that_come_to_a_new_server_at_once_all_find_their_log(
    durable_server: EmbeddedServer,
) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", START, durable_server.url()], stderr=subprocess.PIPE
        )
        for _ in range(STARTED_AT_ONCE)
    ]
    ended = [(each.communicate(timeout=120)[1], each.returncode) for each in running]

    assert ended == [(b"", 0)] * STARTED_AT_ONCE
    url = conninfo.make_conninfo(durable_server.url("lianxin"), user="lianxin_service")
    log = Log(url, schema="lianxin", form=FORM)
    try:
        assert log.append(append("case")).last_position == 1
    finally:
        log.close()


def _until_written(log: Log, sent: object) -> Appended:
    """Send a command again and again, as its client does, until it is answered."""
    for _ in range(60):
        try:
            return log.append(sent)  # type: ignore[arg-type]
        except LogUnavailable:
            continue
    raise AssertionError("the log did not come back")


def _reads(log: Log) -> bool:
    try:
        return log.last_position() > 0
    except LogUnavailable:
        return False
