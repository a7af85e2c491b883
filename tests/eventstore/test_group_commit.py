"""Commands that meet in one group: each gets the answer it would have got alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from eventstore.append import (
    AlreadyReserved,
    Append,
    Appended,
    BadEvent,
    CommandReused,
    ReservationNotHeld,
    StaleVersion,
)
from eventstore.log import Log
from eventstore.writing import batch, writer
from support.database import SCHEMA
from support.histories import id_of
from support.logs import (
    FORM,
    STORED,
    append,
    assert_dense,
    at_once,
    command,
    in_one_group,
    new,
    send_at_once,
)

if TYPE_CHECKING:
    from support.database import Database

STORY_BEGINS = datetime(2022, 3, 1, 9, tzinfo=UTC)


def _kinds(answers: list[Appended | Exception]) -> list[type]:
    return [type(answer) for answer in answers]


def test_a_group_is_written_in_the_order_of_arrival(log: Log) -> None:
    answers = in_one_group(log, [append(f"case {number}") for number in range(8)])

    assert [answer.first_position for answer in answers if isinstance(answer, Appended)] == [
        *range(1, 9)
    ]
    assert len({answer.recorded_at for answer in answers if isinstance(answer, Appended)}) == 1
    assert_dense(log)


def test_each_command_of_a_group_is_told_its_own_positions(log: Log) -> None:
    answers = in_one_group(
        log,
        [
            Append([new("a", 1), new("a", 2)], command=command("a")),
            Append([new("b", 1)]),
            Append([new("c", 1), new("c", 2), new("c", 3)], command=command("c")),
        ],
    )

    places = [(a.first_position, a.last_position) for a in answers if isinstance(a, Appended)]
    assert places == [(1, 2), (3, 3), (4, 6)]
    assert log.answer_of(command("c")) == replace(answers[2], repeated=True)  # type: ignore[type-var]
    assert [recorded.position for recorded in log.history(id_of("c"))] == [4, 5, 6]


def test_a_stale_version_does_not_hurt_the_others(log: Log) -> None:
    log.append(append("taken"))

    answers = in_one_group(log, [append("a"), append("taken"), append("b")])

    assert _kinds(answers) == [Appended, StaleVersion, Appended]
    assert_dense(log)


def test_of_two_commands_on_one_version_one_is_refused(log: Log) -> None:
    answers = in_one_group(log, [append("case"), append("other"), append("case")])

    assert _kinds(answers) == [Appended, Appended, StaleVersion]
    assert log.last_position() == 2


def test_a_taken_reservation_does_not_hurt_the_others(log: Log) -> None:
    answers = in_one_group(
        log,
        [
            append("a", reserve=[("id:1", id_of("a"))]),
            append("b", reserve=[("id:1", id_of("b"))]),
            append("c", reserve=[("id:2", id_of("c"))]),
        ],
    )

    assert _kinds(answers) == [Appended, AlreadyReserved, Appended]
    assert (log.holder("id:1"), log.holder("id:2")) == (id_of("a"), id_of("c"))


def test_a_release_of_nothing_does_not_hurt_the_others(log: Log) -> None:
    answers = in_one_group(
        log, [append("a"), append("b", release=[("slot:1", id_of("b"))]), append("c")]
    )

    assert _kinds(answers) == [Appended, ReservationNotHeld, Appended]


def test_what_is_released_first_may_be_reserved_next_in_the_same_group(log: Log) -> None:
    log.append(append("case", reserve=[("slot:1", id_of("case"))]))

    answers = in_one_group(
        log,
        [
            append("case", 2, release=[("slot:1", id_of("case"))]),
            append("other", reserve=[("slot:1", id_of("other"))]),
        ],
    )

    assert _kinds(answers) == [Appended, Appended]
    assert log.holder("slot:1") == id_of("other")


def test_what_is_reserved_first_is_not_free_because_it_is_released_next(log: Log) -> None:
    """Otherwise two streams would hold one slot between two positions of the log."""
    log.append(append("case", reserve=[("slot:1", id_of("case"))]))

    answers = in_one_group(
        log,
        [
            append("other", reserve=[("slot:1", id_of("other"))]),
            append("case", 2, release=[("slot:1", id_of("case"))]),
        ],
    )

    assert _kinds(answers) == [AlreadyReserved, Appended]
    assert log.holder("slot:1") is None


def test_two_releases_of_one_reservation_in_a_group_are_one(log: Log) -> None:
    log.append(append("case", reserve=[("slot:1", id_of("case"))]))
    release = [("slot:1", id_of("case"))]

    answers = in_one_group(log, [append("a", release=release), append("b", release=release)])

    assert _kinds(answers) == [Appended, ReservationNotHeld]


def test_write_skew_within_a_group_is_refused(log: Log) -> None:
    """Each reads what the other writes: both would be right alone, both together would not."""
    log.append(append("first"))
    log.append(append("second"))

    answers = in_one_group(
        log,
        [
            append("first", 2, reads=[(id_of("second"), 1)]),
            append("second", 2, reads=[(id_of("first"), 1)]),
        ],
    )

    assert _kinds(answers) == [Appended, StaleVersion]
    assert log.last_position() == 3


def test_reading_before_another_of_the_group_writes_is_no_conflict(log: Log) -> None:
    log.append(append("association"))

    answers = in_one_group(
        log, [append("case", reads=[(id_of("association"), 1)]), append("association", 2)]
    )

    assert _kinds(answers) == [Appended, Appended]


def test_one_command_twice_in_a_group_is_written_once(log: Log) -> None:
    answers = in_one_group(
        log,
        [
            append("case", command=command("register")),
            append("case again", command=command("register")),
            append("other"),
        ],
    )

    first, second, _ = answers
    assert isinstance(first, Appended)
    assert second == replace(first, repeated=True)
    assert log.last_position() == 2


def test_one_id_for_two_commands_in_a_group_serves_one(log: Log) -> None:
    answers = in_one_group(
        log,
        [
            append("case", command=command("register", content="one thing")),
            append("other", command=command("register", content="another")),
        ],
    )

    assert _kinds(answers) == [Appended, CommandReused]


def test_a_command_that_contradicts_itself_does_not_hurt_the_others(log: Log) -> None:
    answers = in_one_group(
        log, [append("a"), Append([new("b", 1), new("b", 1)]), append("c", command=command("c"))]
    )

    assert _kinds(answers) == [Appended, BadEvent, Appended]
    assert_dense(log)


def test_bad_events_among_many_threads_hurt_nobody(log: Log) -> None:
    good = [append(f"good {number}", command=command(f"{number}")) for number in range(24)]
    bad = [
        Append([replace(new("nul"), state="\0")]),
        Append([replace(new("no topic"), topic=None)]),  # type: ignore[arg-type]
        Append([replace(new("long"), topic="long" * 1_000)]),
        Append([new("twice"), new("twice")]),
    ] * 4

    answers = send_at_once(log, [*good, *bad])

    assert [type(answer) for answer in answers] == [Appended] * 24 + [BadEvent] * 16
    assert log.last_position() == 24
    assert_dense(log)


def test_commands_of_a_story_are_each_told_their_own_time(database: Database) -> None:
    log = Log(database.service_url, schema=SCHEMA, form=FORM)
    try:
        log.open_log(
            "demonstration",
            stream=id_of("log"),
            topic="system.log_opened",
            state=STORED,
            at=STORY_BEGINS,
        )
        times = [STORY_BEGINS + timedelta(days=day) for day in (1, 3, 2, 4)]
        answers = in_one_group(
            log, [append(f"case {at}", at=at, command=command(str(at))) for at in times]
        )

        told = [answer.recorded_at for answer in answers if isinstance(answer, Appended)]
        assert told == [times[0], times[1], times[1], times[3]]
        assert [log.answer_of(command(str(at))).recorded_at for at in times] == told  # type: ignore[union-attr]
        assert_dense(log)
    finally:
        log.close()


def test_a_story_s_time_in_production_does_not_hurt_the_others(log: Log) -> None:
    log.open_log("production", stream=id_of("log"), topic="system.log_opened", state=STORED)

    answers = in_one_group(log, [append("a"), append("b", at=STORY_BEGINS), append("c")])

    assert [isinstance(answer, Appended) for answer in answers] == [True, False, True]


def test_a_group_is_limited_and_the_rest_goes_next(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "EVENTS_PER_GROUP_MAX", 5)
    sizes: list[int] = []
    monkeypatch.setattr(
        batch,
        "parameters",
        lambda parcels, *, service_clock, given=batch.parameters: (
            sizes.append(len(parcels)) or given(parcels, service_clock=service_clock)  # type: ignore[func-returns-value]
        ),
    )

    answers = in_one_group(
        log, [Append([new(f"{number}", 1), new(f"{number}", 2)]) for number in range(5)]
    )

    assert _kinds(answers) == [Appended] * 5
    assert sizes == [2, 2, 1]
    assert_dense(log)


def test_two_processes_worth_of_writers_share_one_order(database: Database) -> None:
    """Two writers know nothing of each other; the lock in the database orders them."""
    logs = [Log(database.service_url, schema=SCHEMA, form=FORM) for _ in range(2)]
    try:
        answers = at_once(
            [
                partial(log.append, append(f"{each} {number}"))
                for number in range(12)
                for each, log in enumerate(logs)
            ]
        )

        positions = [a.first_position for a in answers if isinstance(a, Appended)]
        assert sorted(positions) == list(range(1, 25))
        assert_dense(logs[0])
    finally:
        for log in logs:
            log.close()


def test_one_command_sent_to_two_writers_at_once_is_written_once(database: Database) -> None:
    logs = [Log(database.service_url, schema=SCHEMA, form=FORM) for _ in range(2)]
    try:
        for number in range(10):
            sent = append(f"case {number}", command=command(f"{number}"))
            one, other = at_once([partial(log.append, sent) for log in logs])

            assert isinstance(one, Appended)
            assert isinstance(other, Appended)
            assert {one.repeated, other.repeated} == {True, False}
            assert replace(one, repeated=False) == replace(other, repeated=False)
        assert logs[0].last_position() == 10
    finally:
        for log in logs:
            log.close()
