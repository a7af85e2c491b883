"""Certificates that run out: reminded of at six months and at one, then expired (`domain.md` 10.14).

The look-up only proposes; the resident's record decides what is due, so each thing is said once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from application.attending.daily import Proposal
from domain.calendar import months_later
from domain.resident.certificate import CERT_REMIND_MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from application.office import Office

REMIND_MONTHS_MAX: Final = max(CERT_REMIND_MONTHS)


def certificates_running_out(office: Office, today: date) -> Iterator[Proposal]:
    """Propose to remind of what runs out, and to note what has run out."""
    until = months_later(today, REMIND_MONTHS_MAX)
    for resident, valid_to in office.lookups.certificates_until(until):
        name = "expire-certificate" if valid_to < today else "remind-of-expiry"
        yield Proposal("residents", name, resident)
