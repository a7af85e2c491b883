"""What the end of a month brings by itself: who was not visited 当月未走访 (`domain.md` 10.14, 10.5).

The months looked at are the last two, so that a service that stood still for weeks catches up; what
is on record already is not said again.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from application.attending.watching import NOBODY
from application.catalogue import command
from application.desk import Desk
from domain.history import Rejected
from domain.limits import VISIT_LATE_GRACE_WD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime
    from uuid import UUID

    from application.office import Office

MONTHS_BACK: Final = 2


class MonthEnd:
    """Looks once a day whether a month is over. To be used by one thread."""

    def __init__(self, office: Office, recording_time: Callable[[], datetime | None]) -> None:
        """Look for `office`; a demonstration is recorded at its own time."""
        self._office = office
        self._recording_time = recording_time
        self._looked_on: date | None = None

    def look(self) -> int:
        """Note who was on duty and not met in the months that are over; give how many."""
        today = self._office.today()
        if self._looked_on == today:
            return 0
        noted = sum(
            self._note(pairing, month)
            for month in months_over(self._office, today)
            for pairing in self._office.lookups.pairings_not_visited(month)
        )
        self._looked_on = today
        return noted

    def _note(self, pairing: UUID, month: date) -> bool:
        desk = Desk(self._office, NOBODY, at=self._recording_time())
        try:
            command("pairings", "note-missed-duty").give(desk, pairing, {"month": month})
        except Rejected:
            return False  # noted before, or the pairing is void by now
        return True


def months_over(office: Office, today: date) -> Iterator[date]:
    """Give the first days of the last months whose late entries are in, the later one first."""
    last = today.replace(day=1) - timedelta(1)
    for _ in range(MONTHS_BACK):
        if today > office.calendar.nth_workday(VISIT_LATE_GRACE_WD, after=last):
            yield last.replace(day=1)
        last = last.replace(day=1) - timedelta(1)
