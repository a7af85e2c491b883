"""Whatever happens to a connection, the answer is the truth and nothing is written twice."""

from __future__ import annotations

import random
import tempfile
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from eventstore.append import AlreadyReserved, Append, Appended, LogUnavailable, StaleVersion
from eventstore.log import Log
from eventstore.writing.batch import parcel
from eventstore.writing.writer import _Waiting
from support.appeals import TRIAGED
from support.database import SCHEMA
from support.histories import id_of
from support.line import Line
from support.logs import (
    FORM,
    append,
    assert_dense,
    at_once,
    command,
    in_one_group,
    new,
    send_at_once,
    wait_until,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from eventstore.writing.batch import Parcel
    from support.database import Database


@pytest.fixture
def line(database: Database) -> Iterator[Line]:
    with tempfile.TemporaryDirectory(prefix="line-") as directory:
        line = Line(Path(directory), database.service_url)
        yield line
        line.close()


@pytest.fixture
def far_log(line: Line) -> Iterator[Log]:
    """The log at the end of the line; its connections are up."""
    log = Log(line.url, schema=SCHEMA, form=FORM)
    log.append(append("before"))
    assert log.last_position() == 1
    yield log
    log.close()


# --- a message is lost


def test_a_command_whose_reply_is_lost_is_answered_and_stands_once(
    far_log: Log, line: Line, log: Log
) -> None:
    line.lose_next_reply()

    answer = far_log.append(append("case", command=command("register")))

    assert line.has_lost_it
    assert (answer.first_position, answer.last_position) == (2, 2)
    assert [each.position for each in log.history(id_of("case"))] == [2]
    assert log.last_position() == 2


def test_a_command_without_an_id_whose_reply_is_lost_stands_once(
    far_log: Log, line: Line, log: Log
) -> None:
    line.lose_next_reply()

    answer = far_log.append(append("case"))

    assert line.has_lost_it
    assert answer.first_position == log.last_position() == 2


def test_a_command_whose_request_is_lost_is_written_once(
    far_log: Log, line: Line, log: Log
) -> None:
    line.lose_next_request()

    answer = far_log.append(append("case", command=command("register")))

    assert line.has_lost_it
    assert (answer.first_position, answer.repeated) == (2, False)
    assert log.last_position() == 2


def test_a_whole_group_whose_reply_is_lost_is_answered(far_log: Log, line: Line, log: Log) -> None:
    sent = [append(f"case {each}", command=command(f"{each}")) for each in range(4)]
    sent += [append("no id"), Append([new("before", 1, TRIAGED)])]
    line.lose_next_reply()  # of the group that clashed on "before"
    answers = in_one_group(far_log, sent)

    assert line.has_lost_it
    assert [type(answer) for answer in answers] == [Appended] * 5 + [StaleVersion]
    assert log.last_position() == 6
    for each in range(4):
        assert log.answer_of(command(f"{each}")) is not None


def test_a_whole_group_that_was_written_before_the_line_was_cut_is_answered(
    far_log: Log, line: Line, log: Log
) -> None:
    sent = [
        append(f"case {each}", command=command(f"{each}"), reserve=[(f"id:{each}", id_of("x"))])
        for each in range(6)
    ]
    line.lose_next_reply()
    answers = in_one_group(far_log, sent)

    assert line.has_lost_it
    assert [a.first_position for a in answers if isinstance(a, Appended)] == [*range(2, 8)]
    assert_dense(log)


def test_a_refusal_whose_reply_is_lost_is_refused_again(far_log: Log, line: Line, log: Log) -> None:
    log.append(append("holder", reserve=[("id:1", id_of("holder"))]))
    line.lose_next_reply()

    with pytest.raises(AlreadyReserved):
        far_log.append(append("case", reserve=[("id:1", id_of("case"))], command=command("c")))

    assert line.has_lost_it
    assert log.answer_of(command("c")) is None


def test_reading_goes_on_after_every_connection_was_cut(far_log: Log, line: Line) -> None:
    at_once([far_log.last_position] * 16)
    line.cut()

    assert far_log.last_position() == 1
    assert [each.position for each in far_log.history(id_of("before"))] == [1]


# --- nothing comes through


def test_a_database_that_refuses_is_unavailable_and_then_comes_back(
    far_log: Log, line: Line
) -> None:
    line.refuse()

    answers = send_at_once(far_log, [append(f"case {each}") for each in range(6)])
    assert {type(answer) for answer in answers} == {LogUnavailable}
    with pytest.raises(LogUnavailable):
        far_log.last_position()

    line.restore()
    assert far_log.append(append("after")).last_position == 2
    assert far_log.last_position() == 2


def test_a_database_that_says_nothing_is_unavailable_and_then_comes_back(
    far_log: Log, line: Line, log: Log
) -> None:
    line.freeze()

    sent = [append(f"case {each}", command=command(f"{each}")) for each in range(6)]
    answers = send_at_once(far_log, sent)
    assert {type(answer) for answer in answers} == {LogUnavailable}
    with pytest.raises(LogUnavailable):
        far_log.last_position()

    line.restore()
    wait_until(lambda: _answered(far_log))
    # What the frozen line held may or may not have come through; now it is sent again.
    for each in sent:
        far_log.append(each)
    assert len(log.read_rows(after=0, limit=100)) == len(sent) + 2
    assert_dense(log)


def _answered(log: Log) -> bool:
    try:
        log.append(append("after", command=command("after")))
    except LogUnavailable:
        return False
    return True


def test_what_was_given_up_is_not_written_behind_the_back_of_later_commands(
    far_log: Log, line: Line, log: Log
) -> None:
    """The writer ends its lost backend before it goes on, so a late request finds nobody."""
    line.freeze()
    with pytest.raises(LogUnavailable):
        far_log.append(append("late", command=command("late")))
    held, line._calls = line._calls, []
    line.restore()
    far_log.append(append("after"))

    for call in held:
        call.thawed.set()
    far_log.append(append("after", 2))

    assert log.answer_of(command("late")) is None
    assert log.last_position() == 3


def test_a_command_that_gave_up_waiting_is_never_written(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken, busy = threading.Event(), threading.Event()
    writer = log._writer
    write = writer._write

    def slowly(parcels: Sequence[Parcel]) -> Sequence[Appended | Exception]:
        taken.set()
        assert busy.wait(60)
        return write(parcels)

    def give_up_waiting() -> None:
        assert taken.wait(60)
        try:
            with pytest.raises(LogUnavailable):
                log.append(append("waiting", command=command("waiting")))
        finally:
            busy.set()

    monkeypatch.setattr(writer, "_write", slowly)
    being_written = append("being written", command=command("being written"))
    calls: list[Callable[[], Appended | None]] = [
        partial(log.append, being_written),
        give_up_waiting,
    ]
    answers = at_once(calls)

    assert [type(answer) for answer in answers] == [Appended, type(None)]
    assert log.append(append("next")).last_position == 2
    assert log.answer_of(command("waiting")) is None


def test_who_is_called_to_lead_but_has_given_up_passes_the_call_on(log: Log) -> None:
    writer = log._writer
    first, second = (_Waiting(parcel(append(name))) for name in ("first", "second"))
    writer._leading, writer._queue = True, [first, second]
    writer._call_next_leader()

    writer._leave(first)

    assert second.bell.acquire(blocking=False)
    assert writer._queue == [second]


def test_who_has_given_up_and_was_the_last_leaves_nobody_leading(log: Log) -> None:
    writer = log._writer
    only = _Waiting(parcel(append("only")))
    writer._leading, writer._queue = True, [only]
    writer._call_next_leader()

    writer._leave(only)

    assert not writer._leading
    assert log.append(append("next")).first_position == 1


def test_a_mistake_of_ours_in_one_group_does_not_stop_the_log(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = log._writer
    write = writer._write
    mistakes = [ZeroDivisionError()]

    def mistaken(parcels: Sequence[Parcel]) -> Sequence[Appended | Exception]:
        if mistakes:
            raise mistakes.pop()
        return write(parcels)

    monkeypatch.setattr(writer, "_write", mistaken)

    with pytest.raises(LogUnavailable) as unavailable:
        log.append(append("case"))

    assert isinstance(unavailable.value.__cause__, ZeroDivisionError)
    assert log.append(append("next")).last_position == 1


# --- backends are ended


def test_connections_ended_at_random_moments_never_change_an_answer(
    log: Log, database: Database
) -> None:
    over = threading.Event()
    ended = 0

    def end_backends() -> None:
        nonlocal ended
        chance = random.Random(7)
        with psycopg.connect(database.administrator_url, autocommit=True) as administrator:
            while not over.wait(chance.uniform(0.05, 0.2)):
                rows = administrator.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity"
                    " where datname = %s and application_name like 'lianxin writer%%'",
                    [database.name],
                ).fetchall()
                ended += len(rows)

    killer = threading.Thread(target=end_backends)
    killer.start()
    try:
        answers = at_once([partial(_many, log, each, until=lambda: ended > 8) for each in range(8)])
    finally:
        over.set()
        killer.join()

    told = [answer for each in answers for answer in each if isinstance(answer, Appended)]  # type: ignore[union-attr]
    positions = [answer.first_position for answer in told]
    assert len(set(positions)) == len(positions)
    for each, answers_of_thread in enumerate(answers):
        for number, answer in enumerate(answers_of_thread):  # type: ignore[arg-type]
            known = log.answer_of(command(f"{each} {number}"))
            if isinstance(answer, Appended):
                assert known is not None
                assert known.first_position == answer.first_position
            else:
                assert isinstance(answer, LogUnavailable)
    assert_dense(log)


def _many(log: Log, thread: int, *, until: Callable[[], bool]) -> list[Appended | Exception]:
    answers: list[Appended | Exception] = []
    while not until():
        name = f"{thread} {len(answers)}"
        try:
            answers.append(log.append(append(name, command=command(name))))
        except LogUnavailable as error:
            answers.append(error)
    return answers
