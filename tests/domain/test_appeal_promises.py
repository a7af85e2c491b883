"""The table of promises, row by row, with the numbers of `domain.md` 3.4, 3.3 and 14."""

from __future__ import annotations

from datetime import date

import pytest

from domain.appeal import SHIPPED_SLA
from domain.calendar import Clock
from domain.words import AppealCategory, Regime, Track

ON = date(2022, 4, 28)


@pytest.mark.parametrize(
    ("track", "regime", "category", "close", "extension"),
    [
        (Track.PROMPT, Regime.ORDINARY, AppealCategory.SUBSIDY, Clock.wd(5), Clock.wd(3)),
        (Track.COORDINATED, Regime.ORDINARY, AppealCategory.SUBSIDY, Clock.wd(15), Clock.wd(15)),
        (Track.OPEN, Regime.ORDINARY, AppealCategory.SUBSIDY, Clock.wd(15), Clock.wd(15)),
        (Track.PROMPT, Regime.PETITION, AppealCategory.SUBSIDY, Clock.wd(5), Clock.wd(3)),
        (Track.COORDINATED, Regime.PETITION, AppealCategory.STAFF, Clock.cd(60), Clock.cd(30)),
        (Track.OPEN, Regime.PETITION, AppealCategory.SUBSIDY, Clock.cd(60), Clock.cd(30)),
        (Track.PROMPT, Regime.HOTLINE, AppealCategory.DEVICE, Clock.wd(5), Clock.wd(3)),
        (Track.PROMPT, Regime.HOTLINE, AppealCategory.STAFF, Clock.wd(15), Clock.wd(15)),
        (Track.PROMPT, Regime.HOTLINE_DISABLED, AppealCategory.DEVICE, Clock.wd(5), Clock.wd(3)),
        (Track.PROMPT, Regime.HOTLINE_DISABLED, AppealCategory.STAFF, Clock.wd(15), Clock.wd(15)),
        (Track.COORDINATED, Regime.HOTLINE, AppealCategory.DEVICE, Clock.wd(15), Clock.wd(15)),
        (Track.OPEN, Regime.HOTLINE_DISABLED, AppealCategory.DEVICE, Clock.wd(15), Clock.wd(15)),
    ],
)
def test_the_table_promises_what_3_4_says(
    track: Track, regime: Regime, category: AppealCategory, close: Clock, extension: Clock
) -> None:
    promise = SHIPPED_SLA.promise(track, regime, category, on=ON)
    assert (promise.close, promise.extension) == (close, extension)


def test_every_appeal_has_a_promise_in_every_edition() -> None:
    for edition in SHIPPED_SLA.editions:
        for track in Track:
            for regime in Regime:
                for category in AppealCategory:
                    assert SHIPPED_SLA.promise(track, regime, category, on=edition.valid_from)


def test_the_edition_in_force_is_the_last_one_begun() -> None:
    assert SHIPPED_SLA.on(date(2022, 3, 1)).version == "2022-03-01"
    assert SHIPPED_SLA.on(date(2026, 11, 23)).version == "2022-03-01"


def test_before_the_first_edition_the_first_one_holds() -> None:
    assert SHIPPED_SLA.on(date(2022, 2, 28)).version == "2022-03-01"


def test_editions_stand_in_the_order_of_their_days() -> None:
    days = [edition.valid_from for edition in SHIPPED_SLA.editions]
    assert days == sorted(set(days))
