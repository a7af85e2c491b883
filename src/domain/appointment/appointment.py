"""CommissionerAppointment 专委聘任: one person in one post, from nomination to the last day.

The commissioner 残疾人专职委员 is who visits (`domain.md` 10.8). That nobody is in post twice anywhere
is a reservation of the person, made by the caller; that an association has more commissioners than
its quota only warns (`domain.association.quota`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from domain.appointment import rules
from domain.appointment.events import (
    AppointmentCorrected,
    AppointmentEvent,
    AppointmentPeriodCorrected,
    AppointmentVoided,
    AppointmentVoidReverted,
    BankAccountSet,
    CommissionerApproved,
    CommissionerEnded,
    CommissionerNominated,
    CommissionerStarted,
    DutyAssessed,
    LeaveEnded,
    LeaveStarted,
    RateOverridden,
    TrainingRecorded,
)
from domain.history import Aggregate
from domain.limits import COMMISSIONER_FLOOR_FEN_PER_MONTH
from domain.words import ApprovalLevel, HandOver, Role, Word

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from domain.history import Sealed
    from domain.words import CommissionerEndReason, DutyResult, TrainingResult


class AppointmentStatus(Word):
    """Where an appointment stands."""

    NOMINATED = "nominated", "推荐"
    APPROVED = "approved", "批准"
    ACTIVE = "active", "在岗"
    ON_LEAVE = "on_leave", "请假"
    ENDED = "ended", "离任"


_IN_POST = (AppointmentStatus.ACTIVE, AppointmentStatus.ON_LEAVE)


@dataclass(slots=True)
class CommissionerAppointment(Aggregate[AppointmentEvent]):
    """One appointment of one person in one association."""

    status: AppointmentStatus | None = None
    person: UUID | None = None
    association: UUID | None = None
    town_has_approved: bool = False
    start_on: date | None = None
    last_day: date | None = None
    leave_start_on: date | None = None

    corrected = AppointmentCorrected
    voided = AppointmentVoided
    void_reverted = AppointmentVoidReverted

    def nominate(
        self,
        *,
        person: UUID,
        association: UUID,
        is_adult: bool,
        is_employed_elsewhere: bool,
        related_to_chair: bool,
        relation: Sealed | None = None,
        name: Sealed | None = None,
    ) -> CommissionerNominated:
        """Nominate 推荐 an adult, who declares whether he or she is related to the chair."""
        if self.version:
            raise rules.AppointmentAlreadyNominated
        if not is_adult:
            raise rules.NomineeNotAdult
        if is_employed_elsewhere:
            raise rules.NomineeEmployedElsewhere
        if related_to_chair and relation is None:
            raise rules.RelationToChairNotDescribed
        return CommissionerNominated(
            person=person,
            association=association,
            related_to_chair=related_to_chair,
            relation=relation,
            name=name,
        )

    def approve(
        self, *, level: ApprovalLevel, document_number: str, role: Role
    ) -> CommissionerApproved:
        """Approve 批准: the town, then the district, which the town does not speak for."""
        if self.status is not AppointmentStatus.NOMINATED:
            raise rules.AppointmentNotNominated(status=self.status)
        if level is ApprovalLevel.TOWN and self.town_has_approved:
            raise rules.TownHasApproved
        if level is ApprovalLevel.DISTRICT and role is Role.TOWN:
            raise rules.ApprovalNotOfTheTown
        if level is ApprovalLevel.DISTRICT and not self.town_has_approved:
            raise rules.TownHasNotApproved
        _demand_document(document_number)
        return CommissionerApproved(level=level, document_number=document_number)

    def start(self, *, start_on: date, pledge_signed_on: date | None) -> CommissionerStarted:
        """Start 上岗 once the confidentiality pledge is signed, at the latest on the first day."""
        if (
            self.status is not AppointmentStatus.APPROVED
            or self.person is None
            or self.association is None
        ):
            raise rules.AppointmentNotApproved(status=self.status)
        if pledge_signed_on is None or pledge_signed_on > start_on:
            raise rules.ConfidentialityPledgeMissing
        return CommissionerStarted(
            person=self.person,
            association=self.association,
            start_on=start_on,
            pledge_signed_on=pledge_signed_on,
        )

    def set_bank_account(
        self, *, bank: str, holder: Sealed, account_number: Sealed, holder_is_person: bool
    ) -> BankAccountSet:
        """Note where the subsidy is paid to 银行账户; a later account takes its place.

        `holder_is_person` tells whether the holder is called as on the commissioner's ID card.
        """
        self._demand_active()
        if not holder_is_person:
            raise rules.AccountHolderNotPerson
        return BankAccountSet(bank=bank, holder=holder, account_number=account_number)

    def start_leave(
        self,
        *,
        start_on: date,
        expected_last_day: date,
        is_paid: bool,
        reason: Sealed,
        substitute: UUID | None = None,
    ) -> LeaveStarted:
        """Start a leave 请假, with a substitute or without."""
        self._demand_active()
        self._demand_in_order(start_on, expected_last_day)
        if substitute is not None and substitute == self.person:
            raise rules.SubstituteIsSelf
        return LeaveStarted(
            start_on=start_on,
            expected_last_day=expected_last_day,
            is_paid=is_paid,
            reason=reason,
            substitute=substitute,
        )

    def end_leave(self, *, last_day: date) -> LeaveEnded:
        """End the leave 销假; it may have been shorter or longer than expected."""
        if self.status is not AppointmentStatus.ON_LEAVE or self.leave_start_on is None:
            raise rules.CommissionerNotOnLeave(status=self.status)
        self._demand_in_order(self.leave_start_on, last_day)
        return LeaveEnded(last_day=last_day)

    def record_training(
        self, *, title: str, hours: int, result: TrainingResult
    ) -> TrainingRecorded:
        """Record a training 培训."""
        self._demand_active()
        if hours <= 0:
            raise rules.TrainingHoursNotPositive(hours=hours)
        return TrainingRecorded(title=title, hours=hours, result=result)

    def assess_duty(
        self, *, first_day: date, last_day: date, result: DutyResult, note: Sealed | None = None
    ) -> DutyAssessed:
        """Assess how the duty was done in a period 考核."""
        self._demand_active()
        if last_day < first_day:
            raise rules.AppointmentDaysOutOfOrder(first_day=first_day, last_day=last_day)
        return DutyAssessed(first_day=first_day, last_day=last_day, result=result, note=note)

    def override_rate(
        self, *, fen_per_month: int, valid_from: date, document_number: str
    ) -> RateOverridden:
        """Give a rate of one's own 单列标准 by a document, never below the floor (`domain.md` 14)."""
        self._demand_active()
        _demand_document(document_number)
        if fen_per_month < COMMISSIONER_FLOOR_FEN_PER_MONTH:
            raise rules.RateBelowFloor(
                fen_per_month=fen_per_month, floor=COMMISSIONER_FLOOR_FEN_PER_MONTH
            )
        self._demand_in_order(valid_from, valid_from)
        return RateOverridden(
            fen_per_month=fen_per_month, valid_from=valid_from, document_number=document_number
        )

    def correct_period(
        self,
        *,
        start_on: date,
        document_number: str,
        approver: UUID,
        actor: UUID,
        last_day: date | None = None,
    ) -> AppointmentPeriodCorrected:
        """Correct from when to when 任期更正, in any state after the start, by two persons."""
        if self.start_on is None or self.person is None:
            raise rules.AppointmentPeriodUnknown(status=self.status)
        _demand_document(document_number)
        if actor == approver:
            raise rules.PeriodCorrectedByOnePerson
        has_ended = self.status is AppointmentStatus.ENDED
        if (last_day is not None) is not has_ended:
            raise rules.AppointmentEndsOtherwise(status=self.status)
        before_end = last_day or self.leave_start_on
        if before_end is not None and before_end < start_on:
            raise rules.AppointmentDaysOutOfOrder(first_day=start_on, last_day=before_end)
        if (start_on, last_day) == (self.start_on, self.last_day if has_ended else None):
            raise rules.AppointmentPeriodUnchanged
        return AppointmentPeriodCorrected(
            person=self.person,
            former_start_on=self.start_on,
            start_on=start_on,
            document_number=document_number,
            approver=approver,
            former_last_day=self.last_day if has_ended else None,
            last_day=last_day,
        )

    def end(
        self,
        *,
        last_day: date,
        reason: CommissionerEndReason,
        pairings_left: int,
        hand_over: HandOver,
        successor: UUID | None = None,
    ) -> CommissionerEnded:
        """End 离任, when no pairing is left, or a successor or the town has taken them over."""
        if self.status not in _IN_POST or self.person is None:
            raise rules.CommissionerNotInPost(status=self.status)
        self._demand_in_order(last_day, last_day)
        if pairings_left and hand_over is HandOver.NONE:
            raise rules.HandOverMissing(pairings_left=pairings_left)
        if hand_over is HandOver.ACCEPTED and successor is None:
            raise rules.SuccessorMissing
        if successor is not None and successor == self.person:
            raise rules.SubstituteIsSelf
        return CommissionerEnded(
            person=self.person,
            last_day=last_day,
            reason=reason,
            hand_over=hand_over,
            successor=successor,
        )

    def evolve(self, event: AppointmentEvent) -> None:
        """Take over what `event` says."""
        match event:
            case CommissionerNominated(person=person, association=association):
                self.status = AppointmentStatus.NOMINATED
                self.person, self.association = person, association
            case CommissionerApproved(level=ApprovalLevel.TOWN):
                self.town_has_approved = True
            case CommissionerApproved():
                self.status = AppointmentStatus.APPROVED
            case CommissionerStarted(start_on=start_on):
                self.status, self.start_on = AppointmentStatus.ACTIVE, start_on
            case LeaveStarted(start_on=start_on):
                self.status, self.leave_start_on = AppointmentStatus.ON_LEAVE, start_on
            case LeaveEnded():
                self.status, self.leave_start_on = AppointmentStatus.ACTIVE, None
            case BankAccountSet() | TrainingRecorded() | DutyAssessed() | RateOverridden():
                pass
            case CommissionerEnded(last_day=last_day):
                self.status, self.last_day = AppointmentStatus.ENDED, last_day
            case AppointmentPeriodCorrected(start_on=start_on, last_day=last_day):
                self.start_on, self.last_day = start_on, last_day
            case _:
                assert_never(event)

    def _demand_active(self) -> None:
        if self.status is not AppointmentStatus.ACTIVE:
            raise rules.CommissionerNotInPost(status=self.status)

    def _demand_in_order(self, first_day: date, last_day: date) -> None:
        """Refuse days out of order, or before the post began."""
        if last_day < first_day or (self.start_on is not None and first_day < self.start_on):
            raise rules.AppointmentDaysOutOfOrder(
                start_on=self.start_on, first_day=first_day, last_day=last_day
            )


def _demand_document(number: str) -> None:
    if not number.strip():
        raise rules.AppointmentDocumentMissing
