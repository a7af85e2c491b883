"""What the end of a month brings by itself: who was not visited 当月未走访 (`domain.md` 10.14, 10.5).

The months looked at are the last two, so that a service that stood still for weeks catches up; what
is on record already is not said again.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from application.attending.daily import Proposal
from domain.limits import VISIT_LATE_GRACE_WD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from application.office import Office

MONTHS_BACK: Final = 2


def missed_duties(office: Office, today: date) -> Iterator[Proposal]:
    """Propose to note who was on duty and not met in the months that are over."""
    for month in months_over(office, today):
        for pairing in office.lookups.pairings_not_visited(month):
            yield Proposal("pairings", "note-missed-duty", pairing, {"month": month})


def months_over(office: Office, today: date) -> Iterator[date]:
    """Give the first days of the last months whose late entries are in, the later one first."""
    last = today.replace(day=1) - timedelta(1)
    for _ in range(MONTHS_BACK):
        if today > office.calendar.nth_workday(VISIT_LATE_GRACE_WD, after=last):
            yield last.replace(day=1)
        last = last.replace(day=1) - timedelta(1)
