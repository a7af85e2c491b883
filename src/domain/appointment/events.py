"""The story of an appointment in one-line facts (`domain.md` 10.8, Appendix E).

Posts are counted from Started and Ended, as PeriodCorrected put them right: a commissioner is in
post 在岗 from `start_on` through `last_day`, on leave or not (M09, M09b).
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.history import Corrected, Event, Sealed, Voided, VoidReverted
from domain.words import (
    ApprovalLevel,
    CommissionerEndReason,
    DutyResult,
    HandOver,
    TrainingResult,
)


class CommissionerNominated(Event, topic="appointment.nominated"):
    """已推荐: the association put somebody forward; a relation to the chair is declared, sealed."""

    person: UUID
    association: UUID
    related_to_chair: bool
    relation: Sealed | None = None
    name: Sealed | None = None


class CommissionerApproved(Event, topic="appointment.approved"):
    """已批准: the town approved, or after it the district."""

    level: ApprovalLevel
    document_number: str


class CommissionerStarted(Event, topic="appointment.started"):
    """已上岗: in post from `start_on`, the confidentiality pledge 保密承诺 signed."""

    person: UUID
    association: UUID
    start_on: date
    pledge_signed_on: date


class BankAccountSet(Event, topic="appointment.bank_account_set"):
    """银行账户已登记: where the subsidy is paid to; a financial account is sensitive, so sealed."""

    bank: str
    holder: Sealed
    account_number: Sealed


class LeaveStarted(Event, topic="appointment.leave_started"):
    """已请假: away from `start_on`, still in post; the reason may be an illness, so it is sealed."""

    start_on: date
    expected_last_day: date
    is_paid: bool
    reason: Sealed
    substitute: UUID | None = None


class LeaveEnded(Event, topic="appointment.leave_ended"):
    """已销假: `last_day` was the last day of the leave."""

    last_day: date


class TrainingRecorded(Event, topic="appointment.training_recorded"):
    """培训已登记: a training of so many hours, and how it ended."""

    title: str
    hours: int
    result: TrainingResult


class DutyAssessed(Event, topic="appointment.duty_assessed"):
    """已考核: how the duty was done in the period from `first_day` through `last_day`."""

    first_day: date
    last_day: date
    result: DutyResult
    note: Sealed | None = None


class RateOverridden(Event, topic="appointment.rate_overridden"):
    """补助标准已单列: from `valid_from` this commissioner has a rate of their own, by a document."""

    fen_per_month: int
    valid_from: date
    document_number: str


class CommissionerEnded(Event, topic="appointment.ended"):
    """已离任: `last_day` is the last day in post; says what became of the pairings."""

    person: UUID
    last_day: date
    reason: CommissionerEndReason
    hand_over: HandOver
    successor: UUID | None = None


class AppointmentPeriodCorrected(Event, topic="appointment.period_corrected"):
    """任期已更正: in post from `start_on` through `last_day`, by a document and by two persons.

    `last_day` is None while the post has not ended.
    """

    person: UUID
    former_start_on: date
    start_on: date
    document_number: str
    approver: UUID
    former_last_day: date | None = None
    last_day: date | None = None


class AppointmentCorrected(Corrected, topic="appointment.corrected"):
    """已更正."""


class AppointmentVoided(Voided, topic="appointment.voided"):
    """已作废."""


class AppointmentVoidReverted(VoidReverted, topic="appointment.void_reverted"):
    """已撤销作废."""


AppointmentEvent = (
    CommissionerNominated
    | CommissionerApproved
    | CommissionerStarted
    | BankAccountSet
    | LeaveStarted
    | LeaveEnded
    | TrainingRecorded
    | DutyAssessed
    | RateOverridden
    | CommissionerEnded
    | AppointmentPeriodCorrected
)
