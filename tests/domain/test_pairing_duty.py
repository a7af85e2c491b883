"""A month in which nobody met the resident is noted, when its late entries are in (`domain.md` 14)."""

from __future__ import annotations

from datetime import date

import pytest

from domain.calendar import Clock
from domain.pairing import (
    DutyMissAlreadyNoted,
    MonthNotOver,
    Pairing,
    PairingNotStarted,
    PairingStarted,
    VisitDutyMissed,
)
from domain.words import ConsentBy, NoticeForm
from support.calendars import CALENDAR_2022
from support.histories import given, id_of

RESIDENT = id_of("resident")
MAY = date(2022, 5, 1)
THIRD_WORKDAY_OF_JUNE = date(2022, 6, 6)  # 06-01, 06-02, and after the Dragon Boat Festival
STARTED = PairingStarted(
    resident=RESIDENT,
    helper=id_of("helper"),
    association=id_of("association"),
    start_on=date(2022, 3, 17),
    consent_by=ConsentBy.RESIDENT,
    consent_form=NoticeForm.VOICE,
    first_visit=Clock.wd(10).deadline(start_on=date(2022, 3, 17), calendar=CALENDAR_2022),
)


def note(pairing: Pairing, *, month: date = MAY, on: date = date(2022, 6, 7)) -> VisitDutyMissed:
    return pairing.note_missed_duty(month=month, on=on, calendar=CALENDAR_2022)


def test_a_missed_month_is_noted_after_three_workdays_as_section_14_says() -> None:
    """VISIT_LATE_GRACE_WD = 3: not yet on the third, 2022-06-06, but on the day after."""
    pairing = given(Pairing, STARTED)

    with pytest.raises(MonthNotOver) as refusal:
        note(pairing, on=THIRD_WORKDAY_OF_JUNE)

    assert refusal.value.details["month"] == MAY
    assert note(pairing) == VisitDutyMissed(resident=RESIDENT, month=MAY)


def test_any_day_of_a_month_means_the_month() -> None:
    assert note(given(Pairing, STARTED), month=date(2022, 5, 31)).month == MAY


def test_a_month_is_noted_once_and_every_month_by_itself() -> None:
    pairing = given(Pairing, STARTED, VisitDutyMissed(resident=RESIDENT, month=MAY))

    with pytest.raises(DutyMissAlreadyNoted):
        note(pairing)
    assert note(pairing, month=date(2022, 4, 1)).month == date(2022, 4, 1)


def test_who_was_never_paired_was_not_missed() -> None:
    with pytest.raises(PairingNotStarted):
        note(given(Pairing))
