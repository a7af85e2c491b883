"""Certificates that run out: reminded at six months and at one, then expired, once each (10.14)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from application.attending.certificates import certificates_running_out
from application.attending.daily import Daily
from support.casework import a_resident, an_active_association
from support.every_resident import SOURCE, a_card
from support.office import identity_number

if TYPE_CHECKING:
    from uuid import UUID

    from support.office import Front

LAST_DAY = date(2022, 12, 10)


def a_certificate(front: Front) -> UUID:
    """Give a resident with a certificate until 2022-12-10."""
    association = an_active_association(front)
    resident = a_resident(front, association, number=identity_number(sequence=21))
    card = a_card("42", grade="2", valid_from=date(2012, 12, 10), valid_to=LAST_DAY)
    card["number"] = identity_number(sequence=21) + "42"
    front.give("residents/issue-certificate", resident, card=card, source=SOURCE)
    front.lookups.certificates = [(resident, LAST_DAY)]
    return resident


def looking(front: Front, day: date) -> int:
    front.now = datetime(day.year, day.month, day.day, 2, tzinfo=UTC)
    return Daily(front.office, lambda: None, certificates_running_out).look()


def test_it_is_reminded_of_at_six_months_and_at_one_and_then_expires(front: Front) -> None:
    resident = a_certificate(front)
    before = len(front.topics(resident))

    done = [looking(front, day) for day in (date(2022, 6, 15), date(2022, 6, 16))]
    done += [looking(front, day) for day in (date(2022, 11, 9), date(2022, 11, 10))]
    done += [looking(front, day) for day in (LAST_DAY, date(2022, 12, 11), date(2022, 12, 12))]

    assert done == [1, 0, 0, 1, 0, 1, 0]
    assert front.topics(resident)[before:] == [
        "resident.certificate_expiry_reminder_raised",
        "resident.certificate_expiry_reminder_raised",
        "resident.certificate_expired",
    ]
