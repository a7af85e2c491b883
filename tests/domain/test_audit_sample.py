"""A sample is drawn by a checkpoint that was signed after the period, and anybody can draw it again."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import pytest

from domain.audit_sample import (
    AuditResultRecorded,
    AuditSample,
    AuditSampleClosed,
    AuditSampleDrawn,
    Candidate,
    Finding,
    NothingToSample,
    SampleAlreadyDrawn,
    SampleAreaNotUnderstood,
    SampledEntry,
    SampleItemUnknown,
    SampleMeasureUnknown,
    SampleNotCountedYet,
    SampleNotOpen,
    SamplePeriodBackwards,
    SamplePeriodNotClosed,
    SampleResultsMissing,
    SampleResultThere,
    SampleSizeNotUnderstood,
    Seed,
)
from domain.history import Event, Recorded, Rejected, fold
from support.histories import id_of, recorded

SAMPLE = id_of("sample")
SEED = Seed(size=41, root="cm9vdA==", note_digest=hashlib.sha256(b"a signed text").hexdigest())
CANDIDATES = tuple(
    Candidate(
        id_of(f"resident {number}"),
        f"2022-06-{number:02}|visitor",
        "320371005001",
        date(2022, 6, number),
        (SampledEntry(id_of(f"visit {number}"), 1),),
    )
    for number in range(1, 21)
)
ASKED: dict[str, Any] = {
    "measure": "M04",
    "first": date(2022, 6, 1),
    "last": date(2022, 6, 30),
    "size": 5,
    "rule_version": 1,
    "seed": SEED,
    "candidates": CANDIDATES,
    "complete": True,
}


def drawn(**changes: Any) -> AuditSampleDrawn:
    return AuditSample(SAMPLE).draw(**ASKED | changes)


def given(*events: Event) -> AuditSample:
    history: list[Recorded[Event]] = [
        recorded(event, stream=SAMPLE, version=version)
        for version, event in enumerate(events, start=1)
    ]
    return fold(AuditSample, SAMPLE, history)


def result(item: int, finding: Finding = Finding.CONFIRMED) -> AuditResultRecorded:
    person = DRAWN.items[item - 1].person
    return AuditResultRecorded(item=item, person=person, finding=finding)


DRAWN = drawn()


def test_the_keys_with_the_smallest_hashes_after_the_seed_are_drawn() -> None:
    """As `drawing` tells it, written here once more."""
    seed = hashlib.sha256(b"a signed text").digest()
    lines = [f"M04|{each.person}|{each.rest}".encode() for each in CANDIDATES]
    ranked = sorted(lines, key=lambda line: hashlib.sha256(seed + line).digest())

    assert [f"M04|{each.person}|{each.rest}".encode() for each in DRAWN.items] == ranked[:5]
    assert [each.number for each in DRAWN.items] == [1, 2, 3, 4, 5]
    assert DRAWN.counted == 20
    whole = b"".join(line + b"\n" for line in sorted(lines))
    assert DRAWN.keys_digest == hashlib.sha256(whole).hexdigest()


def test_in_whatever_order_the_keys_come_the_sample_is_the_same() -> None:
    assert drawn(candidates=CANDIDATES[::-1]) == DRAWN


def test_a_larger_sample_begins_with_the_smaller_one() -> None:
    assert drawn(size=12).items[:5] == DRAWN.items


def test_another_seed_draws_another_sample() -> None:
    other = Seed(SEED.size, SEED.root, hashlib.sha256(b"another").hexdigest())
    assert drawn(seed=other).items != DRAWN.items


def test_where_fewer_are_counted_all_are_drawn() -> None:
    assert len(drawn(size=500).items) == 20


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"seed": None}, SamplePeriodNotClosed),
        ({"rule_version": None, "seed": None}, SampleMeasureUnknown),
        ({"first": date(2022, 7, 1)}, SamplePeriodBackwards),
        ({"size": 0}, SampleSizeNotUnderstood),
        ({"size": 501}, SampleSizeNotUnderstood),
        ({"area": "3203"}, SampleAreaNotUnderstood),
        ({"complete": False}, SampleNotCountedYet),
        ({"candidates": ()}, NothingToSample),
    ],
)
def test_nothing_is_drawn(changes: dict[str, Any], refusal: type[Rejected]) -> None:
    with pytest.raises(refusal):
        drawn(**changes)


def test_a_sample_is_drawn_once() -> None:
    with pytest.raises(SampleAlreadyDrawn):
        given(DRAWN).draw(**ASKED)


def test_a_result_is_of_an_item_and_of_its_person() -> None:
    sample = given(DRAWN)
    person = DRAWN.items[1].person

    assert sample.record_result(item=2, person=person, finding=Finding.NOT_CONFIRMED) == (
        result(2, Finding.NOT_CONFIRMED)
    )
    with pytest.raises(SampleItemUnknown):
        sample.record_result(item=3, person=person, finding=Finding.CONFIRMED)
    with pytest.raises(SampleResultThere):
        given(DRAWN, result(2)).record_result(item=2, person=person, finding=Finding.CONFIRMED)


def test_a_sample_closes_with_its_counts_when_every_item_has_a_result() -> None:
    found = [
        result(1),
        result(2, Finding.NOT_CONFIRMED),
        result(3),
        result(4, Finding.UNREACHABLE),
    ]
    with pytest.raises(SampleResultsMissing) as refused:
        given(DRAWN, *found).close()
    assert refused.value.details == {"missing": 1}

    closed = given(DRAWN, *found, result(5)).close()
    assert closed == AuditSampleClosed(confirmed=3, not_confirmed=1, unreachable=1)


def test_before_it_is_drawn_and_after_it_is_closed_nothing_is_recorded() -> None:
    closed = AuditSampleClosed(confirmed=5, not_confirmed=0, unreachable=0)
    for sample in (AuditSample(SAMPLE), given(DRAWN, closed)):
        with pytest.raises(SampleNotOpen):
            sample.record_result(item=1, person=DRAWN.items[0].person, finding=Finding.CONFIRMED)
        with pytest.raises(SampleNotOpen):
            sample.close()
