"""Certificates that run out: reminded of at six months and at one, then expired (`domain.md` 10.14).

The look-up only proposes; the resident's record decides what is due, so each thing is said once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from application.attending.watching import NOBODY
from application.catalogue import command
from application.desk import Desk
from domain.calendar import months_later
from domain.history import Rejected
from domain.resident.certificate import CERT_REMIND_MONTHS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from uuid import UUID

    from application.office import Office

REMIND_MONTHS_MAX: Final = max(CERT_REMIND_MONTHS)


class Certificates:
    """Looks once a day which certificates run out. To be used by one thread."""

    def __init__(self, office: Office, recording_time: Callable[[], datetime | None]) -> None:
        """Look for `office`; a demonstration is recorded at its own time."""
        self._office = office
        self._recording_time = recording_time
        self._looked_on: date | None = None

    def look(self) -> int:
        """Remind of what runs out, and note what has run out; give how many."""
        today = self._office.today()
        if self._looked_on == today:
            return 0
        until = months_later(today, REMIND_MONTHS_MAX)
        noted = sum(
            self._note(resident, "expire-certificate" if valid_to < today else "remind-of-expiry")
            for resident, valid_to in self._office.lookups.certificates_until(until)
        )
        self._looked_on = today
        return noted

    def _note(self, resident: UUID, name: str) -> bool:
        desk = Desk(self._office, NOBODY, at=self._recording_time())
        try:
            command("residents", name).give(desk, resident, {})
        except Rejected:
            return False  # said before, or frozen, moved away or restricted by now
        return True
