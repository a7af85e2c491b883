"""What a record holds as it stands: names that may exist once in the district.

A village has one association, an area belongs to one, a person has one post anywhere and a resident
one helper at a time (`domain.md` 10.0, rule 5). Whatever a command does to a record, a void or its
taking back included, the names it holds afterwards are claimed in the same append and those it
holds no longer are given back.

The ID number of a resident is claimed where its plain text is: in `casework.residents`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from domain.appointment import AppointmentStatus, CommissionerAppointment
from domain.association import Association, AssociationStatus
from domain.calendar import months_later
from domain.pairing import Pairing, PairingStatus
from domain.report_month import ReportMonth, ReportMonthStatus

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from domain.history import Aggregate

HOLDERS: Final = frozenset({Association, CommissionerAppointment, Pairing, ReportMonth})
"""The kinds of record that hold names."""

_GONE: Final = (None, AssociationStatus.MERGED, AssociationStatus.DISSOLVED)
_IN_POST: Final = (AppointmentStatus.ACTIVE, AppointmentStatus.ON_LEAVE)
_PAIRED: Final = (PairingStatus.ACTIVE, PairingStatus.SUSPENDED)


def claims_of(aggregate: Aggregate[Any]) -> frozenset[str]:
    """Give the names a record holds."""
    match aggregate:
        case Association(status=status, code=code, areas=areas):
            villages = () if status in _GONE else (f"village:{code}",)
            return frozenset((*villages, *(f"area:{area}" for area in areas)))
        case CommissionerAppointment(person=person) if person and aggregate.status in _IN_POST:
            return frozenset((post_of(person),))
        case Pairing(resident=resident) if resident and aggregate.status in _PAIRED:
            return frozenset((slot_of(resident),))
        case ReportMonth(status=status, area=area, month=month) if status and month:
            is_locked = status is not ReportMonthStatus.SUBMITTED
            locks = (month_lock(month),) if is_locked else ()
            return frozenset((reported(area, month), *locks))
        case _:
            return frozenset()


def reported(area: str, month: date) -> str:
    """Name the one report of an area's month; its holder is the report."""
    return f"report:{area}:{month:%Y%m}"


def month_lock(month: date) -> str:
    """Name the lock of the district's month; its holder is the district's report."""
    return f"month-lock:{month:%Y%m}"


def month_locks(first: date, last: date) -> list[str]:
    """Name the locks of the months from that of one day up to that of another."""
    months = (last.year - first.year) * 12 + last.month - first.month
    begins = first.replace(day=1)
    return [month_lock(months_later(begins, n)) for n in range(months + 1)]


def post_of(person: UUID) -> str:
    """Name the one post of a person; its holder is the appointment."""
    return f"post:{person}"


def slot_of(resident: UUID) -> str:
    """Name the one helper's place of a resident; its holder is the pairing."""
    return f"pairing-slot:{resident}"
