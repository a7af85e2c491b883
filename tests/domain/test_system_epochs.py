"""A new epoch of the log: said with what was lost and why, and never taken back."""

from __future__ import annotations

import pytest

from domain.system import (
    EpochIsForEver,
    EpochOpened,
    EpochReasonMissing,
    LogNotOpened,
    LogOpened,
    NothingWasLost,
    System,
)
from domain.words import LogMode
from support.histories import given, recorded

OPENED = LogOpened(mode=LogMode.PRODUCTION)
EPOCH = EpochOpened(
    epoch=2,
    published_size=400,
    published_root="ab" * 32,
    found_size=300,
    found_root=None,
    reason="由备份恢复",
)
SAID = {
    "epoch": 2,
    "published_size": 400,
    "published_root": "ab" * 32,
    "found_size": 300,
    "found_root": None,
    "reason": "由备份恢复",
}


def test_a_log_that_became_shorter_goes_on_and_says_so() -> None:
    assert given(System, OPENED).open_epoch(**SAID) == EPOCH  # type: ignore[arg-type]


def test_a_log_that_became_another_one_goes_on_and_says_so() -> None:
    said = {**SAID, "found_size": 500, "found_root": "cd" * 32}
    assert given(System, OPENED).open_epoch(**said).found_root == "cd" * 32  # type: ignore[arg-type]


def test_a_log_that_lost_nothing_opens_no_epoch() -> None:
    said = {**SAID, "found_size": 400, "found_root": "ab" * 32}
    with pytest.raises(NothingWasLost):
        given(System, OPENED).open_epoch(**said)  # type: ignore[arg-type]


def test_an_epoch_takes_a_reason() -> None:
    with pytest.raises(EpochReasonMissing):
        given(System, OPENED).open_epoch(**{**SAID, "reason": "  "})  # type: ignore[arg-type]


def test_a_log_that_was_never_opened_has_no_epochs() -> None:
    with pytest.raises(LogNotOpened):
        given(System).open_epoch(**SAID)  # type: ignore[arg-type]


def test_an_epoch_changes_nothing_else_of_the_log() -> None:
    assert given(System, OPENED, EPOCH).mode is LogMode.PRODUCTION


def test_an_epoch_is_not_corrected() -> None:
    system = given(System, OPENED, EPOCH)
    with pytest.raises(EpochIsForEver):
        system.correct(
            original=recorded(EPOCH, stream=system.id, version=2),
            whole=EPOCH,
            field="reason",
            old="由备份恢复",
            new="没有什么",
            reason="改一改",
        )
