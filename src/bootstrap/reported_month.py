"""The month that the demonstration reports: June submitted and locked, then put right and restated.

A visit of June was written down as made at home and was not: the way of meeting is corrected, and
the month is restated. None of the headline figures hangs on it (`domain.md` 11.5).
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid5

from application.actor import Actor
from application.casework.months import report_of
from application.catalogue import command
from application.desk import Desk
from domain.report_month import ReportMonthLocked, ReportMonthRestated, ReportMonthSubmitted
from domain.words import Role
from projections.figures.figure import Question
from projections.figures.reader import FigureReader

if TYPE_CHECKING:
    from bootstrap.house import House

DISTRICT: Final = "320371"
JUNE: Final = date(2022, 6, 1)
LAST: Final = date(2022, 6, 30)

_PEOPLE: Final = UUID("0190b1f0-0000-7000-8000-0000000000ad")
OFFICER: Final = Actor(uuid5(_PEOPLE, "officer"), Role.DISTRICT, DISTRICT)


def report_june(house: House) -> None:
    """Do what of it is not done yet: killed and repeated, it goes on."""
    report = report_of(DISTRICT, JUNE)
    done = {type(each.event) for each in house.log.history(report)}
    if ReportMonthSubmitted not in done:
        said = {"area": DISTRICT, "month": JUNE, "missing_reason": "演示: 镇街月报不在演示之内"}
        _give(house, "months", "", report, said)
    if ReportMonthLocked not in done:
        _give(house, "months", "lock", report, {})
    if ReportMonthRestated not in done:
        _correct_a_visit(house)
        house.projector.catch_up()
        _give(house, "months", "restate", report, {"reason": "一次走访的方式记错, 已更正"})
    house.projector.catch_up()


def _correct_a_visit(house: House) -> None:
    """Correct the way of meeting of a visit on whose month nothing else hangs, once."""
    with house.read_models.connection() as connection:
        figures = FigureReader(connection, house.read_models.reading(connection))
        at_home = {each.person for each in figures.every_key(Question("M05d", JUNE, LAST))}
        contacts = list(figures.every_key(Question("M05x", JUNE, LAST)))
    times = Counter(each.person for each in contacts)
    alone = [
        each
        for each in contacts
        if each.person in at_home and times[each.person] == 1 and len(each.sources) == 1
    ]
    stream, version = min(alone, key=lambda each: (each.occurred_on, each.person)).sources[0]
    said = {"version": version, "field": "mode", "new": "face", "reason": "在村委会见面, 不是入户"}
    _give(house, "visits", "correct", stream, said)


def _give(house: House, resource: str, name: str, record: UUID, said: dict[str, Any]) -> None:
    desk = Desk(house.office, OFFICER, at=house.clock.recording_time)
    command(resource, name).give(desk, record, said)
