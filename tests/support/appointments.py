"""The events of one appointment, and its commands with the usual arguments."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from domain.appointment import (
    AppointmentPeriodCorrected,
    BankAccountSet,
    CommissionerAppointment,
    CommissionerApproved,
    CommissionerEnded,
    CommissionerNominated,
    CommissionerStarted,
    LeaveStarted,
    RateOverridden,
)
from domain.words import (
    ApprovalLevel,
    CommissionerEndReason,
    HandOver,
    Role,
)
from support.histories import ACTOR, SEALED, id_of, sealed

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
ACCOUNT = BankAccountSet(
    bank="示例银行", holder=sealed("holder"), account_number=sealed("account number")
)
RATE = RateOverridden(
    fen_per_month=30_000, valid_from=date(2022, 4, 1), document_number="残发〔2022〕9号"
)
PERIOD_CORRECTED = AppointmentPeriodCorrected(
    person=PERSON,
    former_start_on=date(2022, 3, 1),
    start_on=date(2022, 3, 10),
    document_number="残发〔2022〕11号",
    approver=id_of("approver"),
)
IN_POST = (NOMINATED, TOWN, DISTRICT, STARTED)


def nominate(
    appointment: CommissionerAppointment,
    *,
    is_adult: bool = True,
    is_employed_elsewhere: bool = False,
    related_to_chair: bool = False,
    relation: Sealed | None = None,
) -> CommissionerNominated:
    return appointment.nominate(
        person=PERSON,
        association=ASSOCIATION,
        is_adult=is_adult,
        is_employed_elsewhere=is_employed_elsewhere,
        related_to_chair=related_to_chair,
        relation=relation,
    )


def approve(
    appointment: CommissionerAppointment,
    level: ApprovalLevel,
    number: str = "残发〔2022〕7号",
    *,
    role: Role = Role.DISTRICT,
) -> CommissionerApproved:
    return appointment.approve(level=level, document_number=number, role=role)


def set_account(
    appointment: CommissionerAppointment, *, holder_is_person: bool = True
) -> BankAccountSet:
    return appointment.set_bank_account(
        bank=ACCOUNT.bank,
        holder=ACCOUNT.holder,
        account_number=ACCOUNT.account_number,
        holder_is_person=holder_is_person,
    )


def override_rate(
    appointment: CommissionerAppointment,
    *,
    fen_per_month: int = 30_000,
    valid_from: date = date(2022, 4, 1),
    document_number: str = "残发〔2022〕9号",
) -> RateOverridden:
    return appointment.override_rate(
        fen_per_month=fen_per_month, valid_from=valid_from, document_number=document_number
    )


def correct_period(
    appointment: CommissionerAppointment,
    *,
    start_on: date = date(2022, 3, 10),
    last_day: date | None = None,
    document_number: str = "残发〔2022〕11号",
    approver: UUID = PERIOD_CORRECTED.approver,
) -> AppointmentPeriodCorrected:
    return appointment.correct_period(
        start_on=start_on,
        last_day=last_day,
        document_number=document_number,
        approver=approver,
        actor=ACTOR,
    )


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
