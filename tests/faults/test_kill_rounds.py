"""The service, the projector and the database befallen by faults while commands are coming in (R1)."""

from __future__ import annotations

from typing import Final
from uuid import uuid4

import pytest

from support.fault_schedules.clients import Acknowledged, Answered
from support.fault_schedules.running import (
    a_directory,
    assert_in_order_of_real_time,
    run_schedules,
)

ROUNDS: Final = 20
SEED: Final = 2022


def test_nothing_acknowledged_is_lost_or_doubled_whatever_befalls() -> None:
    """R1 of the bars: 20 schedules here; `python -m support.fault_schedules` runs 1,000."""
    with a_directory() as (directory, may_fill):
        befell = run_schedules(directory, rounds=ROUNDS, seed=SEED, may_fill=may_fill)

    assert befell.total() >= ROUNDS
    assert len(befell) >= 6


def test_an_answer_out_of_the_order_of_real_time_is_found() -> None:
    acknowledged = Acknowledged()
    acknowledged.note(uuid4(), Answered({"position": 2}, sent_at=1.0, answered_at=2.0))
    acknowledged.note(uuid4(), Answered({"position": 1}, sent_at=3.0, answered_at=4.0))

    with pytest.raises(AssertionError):
        assert_in_order_of_real_time(acknowledged)
