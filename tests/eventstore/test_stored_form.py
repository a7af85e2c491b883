"""The stored form keeps every byte, and refuses loudly what it cannot read."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.appeal import AppealCorrected
from domain.catalogue import EVENTS
from domain.history import Event, Whole
from eventstore.stored_form import DamagedEvent, StoredForm, UnknownTopic
from support.appeals import REGISTERED
from support.histories import CASE, recorded
from support.logs import FORM, append, new
from support.samples import WHOLE, any_event, any_event_of, sample

if TYPE_CHECKING:
    from eventstore.log import Log

AT = datetime(2022, 3, 1, tzinfo=UTC)
ENVELOPE = recorded(REGISTERED).envelope


IMPOSSIBLE_DEADLINE = json.loads(FORM.encode(ENVELOPE, REGISTERED))["event"]["notify_by"]
IMPOSSIBLE_DEADLINE["clock"]["n"] = -1


def _decoded(state: str, topic: str = REGISTERED.topic, form: StoredForm = FORM) -> Event:
    return form.decode((1, AT, CASE, 1, topic, state)).event


def _changed(**event: Any) -> str:
    stored = json.loads(FORM.encode(ENVELOPE, REGISTERED))
    stored["event"] |= event
    return json.dumps(stored)


# --- there and back


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.topic)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_any_event_comes_back_as_it_went(kind: type[Event], data: st.DataObject) -> None:
    event = data.draw(any_event_of(kind))

    back = FORM.decode((1, AT, CASE, 1, kind.topic, FORM.encode(ENVELOPE, event)))

    assert back.event == event.upcast()
    assert type(back.event) is type(event.upcast())
    assert back.envelope == ENVELOPE


@settings(deadline=None)
@given(event=any_event())
def test_the_same_event_is_always_stored_the_same(event: Event) -> None:
    state = FORM.encode(ENVELOPE, event)

    assert FORM.encode(ENVELOPE, _decoded(state, event.topic)) == state


def test_the_envelope_comes_first() -> None:
    stored = json.loads(FORM.encode(ENVELOPE, REGISTERED))

    assert list(stored) == ["envelope", "event"]
    assert list(stored["envelope"])[:2] == ["occurred_on", "actor"]


def test_words_are_stored_by_their_codes_and_chinese_as_chinese() -> None:
    state = FORM.encode(ENVELOPE, sample(type(REGISTERED)))

    assert '"role":"COM"' in state
    assert "\\u" not in state


# --- bytes


@pytest.mark.parametrize(
    "state",
    [
        '{"b": 1,   "a": 1.00, "a": 2}',
        '{"text": "\\u8fde\\u5fc3 \\u0000 \\ud83d\\ude00"}',
        '{"text": "连心 é é 👨‍👩‍👧 \\r\\n"}',
        "no JSON at all, \t and a trailing space ",
        '{"number": 123456789012345678901234567890.10}',
    ],
)
def test_the_log_keeps_exactly_these_bytes(log: Log, state: str) -> None:
    event = new("case", state=state)
    log.append(replace(append("case"), events=[event]))

    (row,) = log.read_rows(after=0, limit=1)

    assert row[5].encode() == state.encode()


# --- corrections


def test_a_correction_carries_the_whole_corrected_event() -> None:
    correction = sample(AppealCorrected)

    back = _decoded(FORM.encode(ENVELOPE, correction), AppealCorrected.topic)

    assert back == correction
    assert isinstance(back, AppealCorrected)
    assert back.whole == WHOLE


@pytest.mark.parametrize(
    "whole",
    [
        None,
        [],
        {},
        "appeal.closed",
        {"topic": "appeal.closed"},
        {"event": {}, "topic": "x", "y": 1},
    ],
)
def test_a_correction_whose_whole_event_is_damaged_is_refused(whole: object) -> None:
    stored = json.loads(FORM.encode(ENVELOPE, sample(AppealCorrected)))
    stored["event"]["whole"] = whole

    with pytest.raises(DamagedEvent):
        _decoded(json.dumps(stored), AppealCorrected.topic)


def test_a_correction_of_an_unknown_event_is_refused() -> None:
    stored = json.loads(FORM.encode(ENVELOPE, sample(AppealCorrected)))
    stored["event"]["whole"]["topic"] = "appeal.never_heard_of"

    with pytest.raises(UnknownTopic, match="never_heard_of"):
        _decoded(json.dumps(stored), AppealCorrected.topic)


# --- what cannot be read


def test_an_unknown_topic_is_refused() -> None:
    state = FORM.encode(ENVELOPE, REGISTERED)

    with pytest.raises(UnknownTopic, match="never_heard_of"):
        _decoded(state, "appeal.never_heard_of")
    with pytest.raises(UnknownTopic):
        StoredForm([]).encode(ENVELOPE, REGISTERED)


@pytest.mark.parametrize(
    "state",
    [
        "",
        "{}",
        "null",
        "[]",
        "not JSON",
        FORM.encode(ENVELOPE, REGISTERED)[:-1],
        FORM.encode(ENVELOPE, REGISTERED) + "x",
        _changed(channel="no such channel"),
        _changed(resident="no id"),
        _changed(people="three"),
        _changed(read_back=1),
        _changed(summary="in the clear"),
        _changed(notify_by={"due_on": "2022-02-30"}),
        _changed(notify_by=IMPOSSIBLE_DEADLINE),
        FORM.encode(ENVELOPE, REGISTERED).replace('"COM"', '"NOBODY"'),
        FORM.encode(ENVELOPE, REGISTERED).replace('"occurred_on"', '"happened_on"'),
        FORM.encode(ENVELOPE, REGISTERED).replace('"channel":"visit",', ""),
    ],
)
def test_a_damaged_event_is_refused_and_its_position_named(state: str) -> None:
    with pytest.raises(DamagedEvent, match=r"position 1, topic appeal\.registered"):
        _decoded(state)


def test_a_damaged_event_stops_who_reads_it(log: Log) -> None:
    log.append(append("good"))
    log.append(replace(append("bad"), events=[new("bad", state="{}")]))

    assert len(log.read(after=0, limit=1)) == 1
    with pytest.raises(DamagedEvent, match="position 2"):
        log.read(after=0, limit=2)


# --- events that were superseded


class _CounterRead(Event, topic="test.counter_read"):
    value: int


class _CounterReadIn(Event, topic="test.counter_read_in"):
    value: int
    unit: str

    def upcast(self) -> Event:
        return _CounterReadAt(value=self.value, unit=self.unit, place="unknown")


class _CounterReadAt(Event, topic="test.counter_read_at"):
    value: int
    unit: str
    place: str


class _CounterReadFirst(Event, topic="test.counter_read_first"):
    value: int

    def upcast(self) -> Event:
        return _CounterReadIn(value=self.value, unit="件").upcast()


CHAIN = StoredForm([_CounterReadFirst, _CounterReadIn, _CounterReadAt, AppealCorrected])


@pytest.mark.parametrize(
    ("old", "unit"),
    [(_CounterReadFirst(value=3), "件"), (_CounterReadIn(value=3, unit="人"), "人")],
)
def test_a_superseded_event_is_read_in_its_newest_form(old: Event, unit: str) -> None:
    back = _decoded(CHAIN.encode(ENVELOPE, old), old.topic, CHAIN)

    assert back == _CounterReadAt(value=3, unit=unit, place="unknown")


def test_a_superseded_event_inside_a_correction_is_read_in_its_newest_form() -> None:
    correction = sample(AppealCorrected)
    correction = replace(correction, whole=Whole(_CounterReadFirst(value=3)))

    back = _decoded(CHAIN.encode(ENVELOPE, correction), AppealCorrected.topic, CHAIN)

    assert isinstance(back, AppealCorrected)
    assert back.whole == Whole(_CounterReadAt(value=3, unit="件", place="unknown"))


def test_two_classes_of_one_topic_are_our_mistake() -> None:
    class Again(Event, topic="test.counter_read"):
        value: int

    with pytest.raises(AssertionError, match=r"test\.counter_read"):
        StoredForm([_CounterRead, Again])
