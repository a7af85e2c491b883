"""Who was not visited in a month that is over, noted after the late entries (`domain.md` 10.5)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from application.attending.daily import Daily
from application.attending.month_end import missed_duties, months_over
from domain.pairing import VisitDutyMissed
from support.casework import a_pairing, a_resident, an_active_association, confirm

if TYPE_CHECKING:
    from uuid import UUID

    from support.office import Front

MAY = date(2022, 5, 1)


def a_pairing_on_duty(front: Front) -> tuple[UUID, UUID]:
    association = an_active_association(front)
    resident = a_resident(front, association)
    pairing = a_pairing(front, resident, association)
    confirm(front, pairing)
    return resident, pairing


def month_end(front: Front) -> Daily:
    return Daily(front.office, lambda: None, missed_duties)


def test_the_grace_for_late_entries_is_three_workdays(front: Front) -> None:
    """VISIT_LATE_GRACE_WD = 3 (14): May 2022 ends; 06-01, 06-02 and 06-06 are workdays."""
    assert MAY not in months_over(front.office, date(2022, 6, 6))
    assert list(months_over(front.office, date(2022, 6, 7))) == [MAY, date(2022, 4, 1)]


def test_a_month_without_a_visit_is_noted_once(front: Front) -> None:
    resident, pairing = a_pairing_on_duty(front)
    front.lookups.not_visited = {MAY: [pairing]}

    assert month_end(front).look() == 1
    assert month_end(front).look() == 0

    noted = [each.event for each in front.log.history(pairing)]
    assert noted.count(VisitDutyMissed(resident=resident, month=MAY)) == 1
