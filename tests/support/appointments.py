"""The events of one appointment, and its commands with the usual arguments."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from domain.appointment import (
    CommissionerAppointment,
    CommissionerApproved,
    CommissionerEnded,
    CommissionerNominated,
    CommissionerStarted,
    LeaveStarted,
)
from domain.words import (
    ApprovalLevel,
    CommissionerEndReason,
    HandOver,
)
from support.histories import SEALED, id_of

if TYPE_CHECKING:
    from uuid import UUID

    from domain.history import Sealed

PERSON = id_of("person")
SUCCESSOR = id_of("successor")
ASSOCIATION = id_of("association")

NOMINATED = CommissionerNominated(person=PERSON, association=ASSOCIATION, related_to_chair=False)
TOWN = CommissionerApproved(level=ApprovalLevel.TOWN, document_number="镇发〔2022〕3号")
DISTRICT = CommissionerApproved(level=ApprovalLevel.DISTRICT, document_number="残发〔2022〕7号")
STARTED = CommissionerStarted(
    person=PERSON,
    association=ASSOCIATION,
    start_on=date(2022, 3, 1),
    pledge_signed_on=date(2022, 2, 28),
)
ON_LEAVE = LeaveStarted(
    start_on=date(2022, 3, 14),
    expected_last_day=date(2022, 3, 25),
    is_paid=True,
    reason=SEALED,
    substitute=SUCCESSOR,
)
ENDED = CommissionerEnded(
    person=PERSON,
    last_day=date(2022, 4, 10),
    reason=CommissionerEndReason.RESIGNED,
    hand_over=HandOver.ACCEPTED,
    successor=SUCCESSOR,
)
IN_POST = (NOMINATED, TOWN, DISTRICT, STARTED)


def nominate(
    appointment: CommissionerAppointment,
    *,
    is_adult: bool = True,
    related_to_chair: bool = False,
    relation: Sealed | None = None,
) -> CommissionerNominated:
    return appointment.nominate(
        person=PERSON,
        association=ASSOCIATION,
        is_adult=is_adult,
        related_to_chair=related_to_chair,
        relation=relation,
    )


def approve(
    appointment: CommissionerAppointment, level: ApprovalLevel, number: str = "残发〔2022〕7号"
) -> CommissionerApproved:
    return appointment.approve(level=level, document_number=number)


def leave(
    appointment: CommissionerAppointment,
    *,
    start_on: date = date(2022, 3, 14),
    expected_last_day: date = date(2022, 3, 25),
    substitute: UUID = SUCCESSOR,
) -> LeaveStarted:
    return appointment.start_leave(
        start_on=start_on,
        expected_last_day=expected_last_day,
        is_paid=True,
        reason=SEALED,
        substitute=substitute,
    )


def end(
    appointment: CommissionerAppointment,
    *,
    last_day: date = date(2022, 4, 10),
    pairings_left: int = 7,
    hand_over: HandOver = HandOver.ACCEPTED,
    successor: UUID | None = SUCCESSOR,
) -> CommissionerEnded:
    return appointment.end(
        last_day=last_day,
        reason=CommissionerEndReason.RESIGNED,
        pairings_left=pairings_left,
        hand_over=hand_over,
        successor=successor,
    )
