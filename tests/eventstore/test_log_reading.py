"""Reading the log: in order, by stream, as it was, and being told that it has grown."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.appeal import Appeal
from domain.history import fold
from eventstore.append import Append, LogUnavailable
from eventstore.log import AsOf, Log
from support.appeals import ACCEPTED, REGISTERED, TRIAGED
from support.database import SCHEMA, fresh_database
from support.histories import CASE, history, id_of
from support.logs import FORM, STORED, append, new, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.database import Database

BEGINS = datetime(2022, 3, 1, 9, tzinfo=UTC)
STORY = (REGISTERED, TRIAGED, ACCEPTED)


@pytest.fixture
def _case(log: Log) -> None:
    for version, event in enumerate(STORY, start=1):
        log.append(append(f"other {version}"))
        log.append(Append([new(CASE, version, event)]))


# --- in order and by stream


@pytest.mark.usefixtures("_case")
def test_pages_follow_each_other_without_a_gap(log: Log) -> None:
    pages = [log.read(after=after, limit=4) for after in (0, 4, 8)]

    assert [[each.position for each in page] for page in pages] == [[1, 2, 3, 4], [5, 6], []]


@pytest.mark.usefixtures("_case")
def test_a_stream_is_read_whole_and_folds_as_it_was_decided(log: Log) -> None:
    read = log.history(CASE)

    assert [each.event for each in read] == list(STORY)
    assert [(each.position, each.version) for each in read] == [(2, 1), (4, 2), (6, 3)]
    assert [each.envelope for each in read] == [each.envelope for each in history(*STORY)]
    assert fold(Appeal, CASE, read) == fold(Appeal, CASE, history(*STORY))


@pytest.mark.usefixtures("_case")
def test_a_stream_is_read_as_it_was_at_a_position(log: Log) -> None:
    assert [each.version for each in log.history(CASE, through=5)] == [1, 2]
    assert log.history(CASE, through=1) == []
    assert log.history(id_of("nobody")) == []


@pytest.mark.usefixtures("_case")
def test_several_streams_are_read_at_once(log: Log) -> None:
    found = log.histories([CASE, id_of("other 3"), id_of("nobody")], through=4)

    assert {stream: [each.position for each in read] for stream, read in found.items()} == {
        CASE: [2, 4],
        id_of("other 3"): [],
        id_of("nobody"): [],
    }


@pytest.mark.usefixtures("_case")
def test_one_event_is_read_by_its_position(log: Log) -> None:
    triaged = log.event_at(4)

    assert triaged is not None
    assert triaged.event == TRIAGED
    assert log.event_at(7) is None
    assert log.event_at(0) is None


def test_an_empty_log_has_nothing_to_tell(log: Log) -> None:
    assert log.last_position() == 0
    assert log.last_recorded_at() is None
    assert log.mode() is None
    assert log.read(after=0, limit=10) == []
    assert log.as_of(BEGINS) == AsOf(0, open=True)


def test_recording_times_are_utc(log: Log) -> None:
    log.append(append("case"))

    (read,) = log.read(after=0, limit=1)

    assert read.recorded_at.utcoffset() == timedelta()


# --- as of an instant

MINUTES = (0, 1, 1, 1, 5, 5, 9, 20, 20, 21)
"""When the events of the story were written down, in minutes after its beginning."""


@pytest.fixture(scope="module")
def story_database(server_url: str) -> Iterator[Database]:
    yield from fresh_database(server_url)


@pytest.fixture(scope="module")
def story(story_database: Database) -> Iterator[Log]:
    """A log whose recording times are known to the minute, some of them several times."""
    log = Log(story_database.service_url, schema=SCHEMA, form=FORM)
    with psycopg.connect(story_database.owner_url) as owner:
        for position, minute in enumerate(MINUTES, start=1):
            owner.execute(
                f"insert into {SCHEMA}.events values (%s, %s, %s, 1, %s, %s)",
                [
                    position,
                    BEGINS + timedelta(minutes=minute),
                    id_of(f"{position}"),
                    REGISTERED.topic,
                    STORED,
                ],
            )
    yield log
    log.close()


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seconds=st.integers(-120, 25 * 60))
def test_an_instant_names_the_last_position_recorded_by_then(story: Log, seconds: int) -> None:
    instant = BEGINS + timedelta(seconds=seconds)
    by_then = [
        position
        for position, minute in enumerate(MINUTES, start=1)
        if BEGINS + timedelta(minutes=minute) <= instant
    ]

    answer = story.as_of(instant)

    assert answer.position == (by_then[-1] if by_then else 0)
    assert answer.open == (answer.position == len(MINUTES))


def test_an_instant_is_settled_once_something_later_was_recorded(log: Log) -> None:
    first = log.append(append("first"))
    assert log.as_of(first.recorded_at) == AsOf(1, open=True)

    second = log.append(append("second"))

    assert log.as_of(first.recorded_at) == AsOf(1, open=False)
    assert log.as_of(second.recorded_at - timedelta(microseconds=1)) == AsOf(1, open=False)
    assert log.as_of(second.recorded_at) == AsOf(2, open=True)
    assert log.as_of(first.recorded_at - timedelta(microseconds=1)) == AsOf(0, open=False)


# --- notices


def test_who_listens_is_told_of_what_is_written_by_anybody(log: Log, database: Database) -> None:
    other = Log(database.service_url, schema=SCHEMA, form=FORM)
    seen: list[int] = []
    over = threading.Event()
    listener = log.listen(lambda: seen.append(log.last_position()), until=over.is_set)
    try:
        for number in range(1, 4):
            other.append(append(f"{number}"))
            wait_until(partial(_has, seen, number))
    finally:
        over.set()
        listener.join()
        other.close()

    assert seen == sorted(seen)


def _has(seen: list[int], position: int) -> bool:
    return position in seen


def test_who_listens_looks_again_when_the_connection_was_lost(log: Log, database: Database) -> None:
    heard = threading.Semaphore(0)
    over = threading.Event()
    listener = log.listen(heard.release, until=over.is_set)
    try:
        assert heard.acquire(timeout=60)
        with psycopg.connect(database.administrator_url) as administrator:
            administrator.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where datname = %s and query like 'listen%%'",
                [database.name],
            )
        for _ in range(4):
            assert heard.acquire(timeout=60)
        assert listener.is_alive()
    finally:
        over.set()
        listener.join()


def test_a_log_that_was_closed_takes_nothing_more(database: Database) -> None:
    log = Log(database.service_url, schema=SCHEMA, form=FORM)
    log.append(append("case"))
    log.close()

    with pytest.raises(LogUnavailable):
        log.append(append("other"))
