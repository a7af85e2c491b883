"""Reports of months at the desk: read, not typed; one for each area; a locked month is the district's."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from application.casework.months import report_of
from application.refusals import CaseUnknown, MonthLocked
from domain.report_month import (
    LowerReportsMissing,
    NothingToRestate,
    NotYourLevel,
    ReportAlreadySubmitted,
    ReportedFigure,
    ReportMonthRestated,
    ReportMonthSubmitted,
)
from support.casework import a_resident, an_active_association
from support.histories import TOWN, VILLAGE
from support.office import CHAIR, COMMISSIONER, OFFICER, READ, TOWN_OFFICER

if TYPE_CHECKING:
    from uuid import UUID

    from application.actor import Actor
    from support.office import Front

MAY = date(2022, 5, 1)
DISTRICT = "320371"


def a_locked_month(front: Front) -> UUID:
    report = front.open("months", actor=OFFICER, area=DISTRICT, month=MAY)
    front.give("months/lock", report, actor=OFFICER)
    return report


def a_visit(front: Front, resident: UUID, on: date, *, actor: Actor) -> UUID:
    seen = {"resident": resident, "met": "yes", "state_checked": True}
    return front.open(
        "visits",
        actor=actor,
        on=on,
        visitor=COMMISSIONER.id,
        mode="home",
        purpose="survey",
        residents=(seen,),
    )


def test_the_report_of_a_month_has_one_stream_and_says_where_it_was_read(front: Front) -> None:
    report = front.open("months", actor=OFFICER, area=DISTRICT, month=date(2022, 5, 20))

    assert report == report_of(DISTRICT, MAY)
    submitted = front.last(report).event
    assert isinstance(submitted, ReportMonthSubmitted)
    assert (submitted.position, submitted.figures, submitted.groups) == (
        READ.position,
        READ.figures,
        READ.groups,
    )


def test_a_month_is_reported_once_also_by_two_at_the_same_time(front: Front) -> None:
    front.open("months", actor=OFFICER, area=DISTRICT, month=MAY)

    with pytest.raises(ReportAlreadySubmitted):
        front.open("months", actor=OFFICER, area=DISTRICT, month=MAY)


def test_a_village_is_confirmed_by_its_chair_and_then_not_missing(front: Front) -> None:
    an_active_association(front)
    front.lookups.below = {TOWN: [VILLAGE], DISTRICT: [TOWN]}

    with pytest.raises(NotYourLevel):
        front.open("months", actor=OFFICER, area=VILLAGE, month=MAY)
    with pytest.raises(LowerReportsMissing):
        front.open("months", actor=TOWN_OFFICER, area=TOWN, month=MAY)
    front.open("months", actor=CHAIR, area=VILLAGE, month=MAY)
    front.open("months", actor=TOWN_OFFICER, area=TOWN, month=MAY)
    report = front.open("months", actor=OFFICER, area=DISTRICT, month=MAY)

    submitted = front.last(report).event
    assert isinstance(submitted, ReportMonthSubmitted)
    assert submitted.missing == ()


def test_what_is_dated_in_a_locked_month_is_written_down_by_the_district(front: Front) -> None:
    """10.0: earlier than the last locked month, only district officer and leader."""
    resident = a_resident(front, an_active_association(front))
    a_locked_month(front)

    for day in (date(2022, 5, 31), date(2022, 4, 2)):
        with pytest.raises(MonthLocked) as refused:
            a_visit(front, resident, day, actor=TOWN_OFFICER)
        assert refused.value.details == {"last_locked": "202205"}
        assert a_visit(front, resident, day, actor=OFFICER)
    assert a_visit(front, resident, date(2022, 6, 1), actor=COMMISSIONER)


def test_what_lies_in_a_locked_month_is_put_right_by_the_district(front: Front) -> None:
    resident = a_resident(front, an_active_association(front))
    visit = a_visit(front, resident, date(2022, 5, 20), actor=TOWN_OFFICER)
    a_locked_month(front)

    with pytest.raises(MonthLocked):
        front.give("visits/void", visit, actor=TOWN_OFFICER, reason="录错")
    front.give("visits/void", visit, actor=OFFICER, reason="录错")

    assert front.topics(visit)[-1] == "visit.voided"


def test_a_restatement_keeps_both_numbers(front: Front) -> None:
    report = a_locked_month(front)
    with pytest.raises(NothingToRestate):
        front.give("months/restate", report, actor=OFFICER, reason="没有变化")

    figures = (ReportedFigure("M04", 1, 2), *READ.figures[1:])
    front.lookups.read_figures = dataclasses.replace(READ, position=11, figures=figures)
    front.give("months/restate", report, actor=OFFICER, reason="作废一次走访")

    first, _, restated = (each.event for each in front.log.history(report))
    assert isinstance(first, ReportMonthSubmitted)
    assert isinstance(restated, ReportMonthRestated)
    assert (first.figures[0].value, restated.figures[0].value) == (3, 2)
    assert (restated.changes[0].before, restated.changes[0].after) == (3, 2)


def test_an_unknown_report_is_not_locked(front: Front) -> None:
    with pytest.raises(CaseUnknown):
        front.give("months/lock", uuid4(), actor=OFFICER)
