"""One command after another: positions, times, ids, reservations and versions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import psycopg
import pytest

from eventstore.append import (
    AlreadyReserved,
    Append,
    Appended,
    BadEvent,
    ClockAhead,
    CommandReused,
    ModeMismatch,
    ReservationNotHeld,
    StaleVersion,
)
from eventstore.log import Log
from support.database import SCHEMA
from support.histories import id_of
from support.logs import FORM, STORED, append, assert_dense, command, new

if TYPE_CHECKING:
    from support.database import Database

STORY_BEGINS = datetime(2022, 3, 1, 9, tzinfo=UTC)
OPENED = "system.log_opened"


# --- positions and times


def test_positions_are_dense_and_times_never_decrease(log: Log) -> None:
    for number in range(20):
        log.append(Append([new(f"case {number}", version) for version in (1, 2, 3)]))

    assert log.last_position() == 60
    assert_dense(log)


def test_the_answer_says_where_the_events_stand(log: Log) -> None:
    log.append(append("first"))

    answer = log.append(Append([new("second", 1), new("third", 1)]))

    assert answer == Appended(2, 3, answer.recorded_at)
    assert [recorded.position for recorded in log.history(id_of("second"))] == [2]
    assert log.event_at(3) is not None
    assert log.last_recorded_at() == answer.recorded_at


def test_a_refused_command_leaves_no_hole(log: Log) -> None:
    log.append(append("case"))
    with pytest.raises(StaleVersion):
        log.append(append("case"))

    assert log.append(append("case", 2)).first_position == 2


def test_recording_times_go_on_when_the_clock_of_the_database_goes_back(
    log: Log, database: Database
) -> None:
    ahead = datetime.now(UTC) + timedelta(minutes=30)
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(
            f"insert into {SCHEMA}.events values (1, %s, %s, 1, 'appeal.registered', %s)",
            [ahead, id_of("from the future"), STORED],
        )

    answer = log.append(append("case"))

    assert answer.recorded_at == ahead + timedelta(microseconds=1)


def test_a_database_clock_more_than_an_hour_ahead_is_refused(database: Database) -> None:
    log = Log(
        database.service_url,
        schema=SCHEMA,
        form=FORM,
        now=lambda: datetime.now(UTC) - timedelta(minutes=61),
    )
    try:
        with pytest.raises(ClockAhead):
            log.append(append("case"))
        with pytest.raises(ClockAhead):
            log.open_log("production", stream=id_of("log"), topic=OPENED, state=STORED)
        assert log.last_position() == 0
    finally:
        log.close()


def test_a_database_clock_less_than_an_hour_ahead_is_not(database: Database) -> None:
    log = Log(
        database.service_url,
        schema=SCHEMA,
        form=FORM,
        now=lambda: datetime.now(UTC) - timedelta(minutes=59),
    )
    try:
        assert log.append(append("case")).last_position == 1
    finally:
        log.close()


# --- a log is opened once


def test_a_log_is_opened_by_its_first_event_and_its_mode_stays(log: Log) -> None:
    assert log.mode() is None

    first = log.open_log("production", stream=id_of("log"), topic=OPENED, state=STORED)
    second = log.open_log(
        "demonstration", stream=id_of("again"), topic=OPENED, state=STORED, at=STORY_BEGINS
    )

    assert (first, second, log.mode()) == ("production", "production", "production")
    assert log.last_position() == 1


def test_a_log_that_has_events_is_not_opened_any_more(log: Log) -> None:
    log.append(append("case"))

    with pytest.raises(ModeMismatch):
        log.open_log("production", stream=id_of("log"), topic=OPENED, state=STORED)


def test_a_production_log_refuses_a_story_s_time(log: Log) -> None:
    with pytest.raises(ModeMismatch):
        log.open_log("production", stream=id_of("log"), topic=OPENED, state=STORED, at=STORY_BEGINS)
    log.open_log("production", stream=id_of("log"), topic=OPENED, state=STORED)

    with pytest.raises(ModeMismatch):
        log.append(append("case", at=STORY_BEGINS))

    assert log.last_position() == 1


def test_a_log_not_opened_yet_refuses_a_story_s_time(log: Log) -> None:
    with pytest.raises(ModeMismatch):
        log.append(append("case", at=STORY_BEGINS))


def test_a_demonstration_records_at_the_story_s_time_and_never_goes_back(log: Log) -> None:
    log.open_log("demonstration", stream=id_of("log"), topic=OPENED, state=STORED, at=STORY_BEGINS)
    later = STORY_BEGINS + timedelta(days=3)

    first = log.append(Append([new("case", 1), new("case", 2)], at=later))
    second = log.append(append("other", at=STORY_BEGINS + timedelta(days=1)))

    assert first.recorded_at == later
    assert second.recorded_at == later + timedelta(microseconds=1)
    assert_dense(log)


# --- commands


def test_a_command_that_is_sent_again_gets_its_first_answer(log: Log) -> None:
    first = log.append(append("case", command=command("register")))

    again = log.append(append("case", command=command("register")))

    assert again == replace(first, repeated=True)
    assert log.last_position() == 1


def test_a_command_sent_again_may_look_quite_different(log: Log) -> None:
    """The second try of a client decides anew: other ids, other times, the same fingerprint."""
    first = log.append(append("case", command=command("register")))

    again = log.append(append("another new case", command=command("register")))

    assert again == replace(first, repeated=True)
    assert log.history(id_of("another new case")) == []


def test_a_command_is_found_when_its_first_try_changed_what_it_meets(log: Log) -> None:
    reserve = [("id:1", id_of("case"))]
    first = log.append(append("case", command=command("register"), reserve=reserve))

    again = log.append(append("case", command=command("register"), reserve=reserve))

    assert again == log.answer_of(command("register")) == replace(first, repeated=True)


def test_a_command_id_used_for_something_else_is_refused(log: Log) -> None:
    log.append(append("case", command=command("register", content="one thing")))

    with pytest.raises(CommandReused):
        log.append(append("other", command=command("register", content="another")))
    with pytest.raises(CommandReused):
        log.answer_of(command("register", content="another"))

    assert log.last_position() == 1


def test_a_command_id_belongs_to_its_actor(log: Log) -> None:
    log.append(append("case", command=command("register")))
    somebody = id_of("somebody else")

    assert log.answer_of(command("register", actor=somebody)) is None
    answer = log.append(append("other", command=command("register", actor=somebody)))

    assert (answer.last_position, answer.repeated) == (2, False)


def test_a_refused_command_may_be_sent_again_with_its_id(log: Log) -> None:
    log.append(append("case"))
    with pytest.raises(StaleVersion):
        log.append(append("case", 1, command=command("note")))

    assert log.answer_of(command("note")) is None
    assert not log.append(append("case", 2, command=command("note"))).repeated


def test_the_streams_of_a_command_are_told_in_order_of_writing(log: Log) -> None:
    answer = log.append(Append([new("second", 1), new("first", 1), new("second", 2)]))

    assert log.streams_written(answer) == [(id_of("second"), 2), (id_of("first"), 1)]


# --- reservations


def test_a_reservation_is_held_by_one_stream(log: Log) -> None:
    log.append(append("case", reserve=[("id:1", id_of("case"))]))

    with pytest.raises(AlreadyReserved) as refused:
        log.append(append("other", reserve=[("id:1", id_of("other"))]))

    assert (refused.value.key, refused.value.holder) == ("id:1", id_of("case"))
    assert log.holder("id:1") == id_of("case")
    assert log.holder("id:2") is None
    assert log.last_position() == 1


def test_a_released_reservation_is_free(log: Log) -> None:
    log.append(append("case", reserve=[("slot:1", id_of("case"))]))

    log.append(append("case", 2, release=[("slot:1", id_of("case"))]))

    assert log.holder("slot:1") is None
    log.append(append("other", reserve=[("slot:1", id_of("other"))]))
    assert log.holder("slot:1") == id_of("other")


def test_only_the_holder_releases(log: Log) -> None:
    log.append(append("case", reserve=[("slot:1", id_of("case"))]))

    with pytest.raises(ReservationNotHeld) as refused:
        log.append(append("other", release=[("slot:1", id_of("other"))]))

    assert refused.value.key == "slot:1"
    assert log.holder("slot:1") == id_of("case")


def test_one_command_may_hand_a_reservation_over(log: Log) -> None:
    log.append(append("case", reserve=[("slot:1", id_of("case"))]))

    log.append(
        append(
            "other",
            release=[("slot:1", id_of("case"))],
            reserve=[("slot:1", id_of("other"))],
        )
    )

    assert log.holder("slot:1") == id_of("other")


def test_of_several_reservations_all_are_taken_or_none(log: Log) -> None:
    log.append(append("case", reserve=[("slot:2", id_of("case"))]))
    wanted = [("slot:1", id_of("other")), ("slot:2", id_of("other"))]

    with pytest.raises(AlreadyReserved):
        log.append(append("other", reserve=wanted))

    assert log.holder("slot:1") is None


# --- versions


def test_a_stale_version_is_named(log: Log) -> None:
    log.append(append("case"))

    with pytest.raises(StaleVersion) as refused:
        log.append(Append([new("other", 1), new("case", 1)]))

    assert refused.value.stream == id_of("case")
    assert log.history(id_of("other")) == []


def test_a_stream_that_was_only_read_must_not_have_moved(log: Log) -> None:
    log.append(append("association"))
    seen = [(id_of("association"), 1)]
    log.append(append("case", reads=seen))
    log.append(append("association", 2))

    with pytest.raises(StaleVersion) as refused:
        log.append(append("other", reads=seen))

    assert refused.value.stream == id_of("association")


def test_a_stream_that_did_not_exist_when_it_was_read_must_still_not_exist(log: Log) -> None:
    unseen = [(id_of("association"), 0)]
    log.append(append("case", reads=unseen))
    log.append(append("association"))

    with pytest.raises(StaleVersion):
        log.append(append("other", reads=unseen))


# --- what no log keeps


@pytest.mark.parametrize(
    "bad",
    [
        Append([]),
        Append([replace(new("case"), state="a NUL \0 in it")]),
        Append([replace(new("case"), topic=None)]),  # type: ignore[arg-type]
        Append([replace(new("case"), topic="long" * 1_000)]),
        Append([replace(new("case"), state="long" * 5_000_000)]),
        Append([replace(new("case"), state="half a character \ud800")]),
        Append([replace(new("case"), version=2**63)]),
        Append([replace(new("case"), stream=None)]),  # type: ignore[arg-type]
        Append([new("case")], reserve=[("key\0", id_of("case"))]),
        Append([new("case")], at=datetime(2022, 3, 1)),  # noqa: DTZ001  (that is what is wrong)
        Append([new("case"), new("case")]),
        Append([new("case")], reserve=[("twice", id_of("case")), ("twice", id_of("case"))]),
    ],
    ids=lambda bad: str(bad)[:60],
)
def test_a_bad_event_is_refused_and_nothing_is_written(log: Log, bad: Append) -> None:
    with pytest.raises(BadEvent):
        log.append(bad)

    assert log.last_position() == 0
    assert log.append(append("good")).first_position == 1


def test_a_refusal_does_not_repeat_what_was_to_be_kept(log: Log) -> None:
    with pytest.raises(BadEvent) as refused:
        log.append(Append([replace(new("case"), state="a secret\0")]))

    assert "secret" not in repr(refused.value)
    assert refused.value.__cause__ is None
