"""Pairing 一对一结对: the one named helper of one resident (`domain.md` 10.4).

A helper may have several residents, a resident one helper at a time: the slot of the resident is a
reservation, taken with `PairingStarted` and given back when the pairing is over, by the caller.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final, assert_never

from domain.calendar import Clock, months_later, refuse_future
from domain.deadlines import Running
from domain.history import Aggregate
from domain.limits import VISIT_LATE_GRACE_WD
from domain.pairing import rules
from domain.pairing.events import (
    FirstVisitMade,
    FirstVisitTakenBack,
    PairingCorrected,
    PairingDeclined,
    PairingEnded,
    PairingEvent,
    PairingOrphaned,
    PairingProposed,
    PairingResumed,
    PairingStartCorrected,
    PairingStarted,
    PairingSuspended,
    PairingTransferred,
    PairingVoided,
    PairingVoidReverted,
    SupportPlanSet,
    VisitDutyMissed,
)
from domain.words import Role, Word

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from domain.calendar import Deadline, WorkCalendar
    from domain.history import Sealed
    from domain.words import (
        ConsentBy,
        HelperKind,
        Need,
        NoticeForm,
        PairingEndReason,
        SuspensionReason,
    )

FIRST_VISIT_WD: Final = 10  # [design] of 10.4


class PairingStatus(Word):
    """Where a pairing stands."""

    PROPOSED = "proposed", "待确认"
    ACTIVE = "active", "结对中"
    SUSPENDED = "suspended", "暂停"
    ENDED = "ended", "已结束"


@dataclass(slots=True)
class Pairing(Aggregate[PairingEvent]):
    """One pairing of one resident with one helper."""

    status: PairingStatus | None = None
    resident: UUID | None = None
    helper: UUID | None = None
    association: UUID | None = None
    is_orphaned: bool = False
    start_on: date | None = None
    first_visit: Deadline | None = None
    visit: UUID | None = None
    visited_on: date | None = None
    suspended_on: date | None = None
    months_missed: tuple[date, ...] = ()

    corrected = PairingCorrected
    voided = PairingVoided
    void_reverted = PairingVoidReverted

    def propose(
        self,
        *,
        resident: UUID,
        resident_lives_here: bool,
        helper: UUID,
        helper_as: HelperKind | None,
        helper_is_guardian: bool,
        association: UUID,
        override: Sealed | None = None,
        replaces: UUID | None = None,
    ) -> PairingProposed:
        """Propose 拟结对; `helper_as` is what the helper is in the association, None if nothing."""
        if self.version:
            raise rules.PairingAlreadyProposed
        if helper == resident:
            raise rules.HelperIsResident
        if helper_as is None:
            raise rules.HelperNotOfAssociation
        if not resident_lives_here:
            raise rules.ResidentNotOfAssociation
        if helper_is_guardian and override is None:
            raise rules.HelperIsGuardian
        return PairingProposed(
            resident=resident,
            helper=helper,
            helper_as=helper_as,
            association=association,
            override=override if helper_is_guardian else None,
            replaces=replaces,
        )

    def decline(self, *, by: ConsentBy, reason: Sealed | None = None) -> PairingDeclined:
        """Decline 不同意."""
        self._demand_proposed()
        return PairingDeclined(by=by, reason=reason)

    def confirm(
        self,
        *,
        consent_by: ConsentBy,
        consent_form: NoticeForm,
        start_on: date,
        on: date,
        calendar: WorkCalendar,
        sla_version: str | None = None,
    ) -> PairingStarted:
        """Confirm 确认 with the resident's or guardian's consent; the slot is the caller's.

        Of a transfer, the new pairing is proposed and confirmed in the transaction that transfers
        the old one.
        """
        resident, helper, association = self._demand_proposed()
        refuse_future(start_on, on=on)
        first_visit = Clock.wd(FIRST_VISIT_WD).deadline(
            start_on=start_on, calendar=calendar, sla_version=sla_version
        )
        return PairingStarted(
            resident=resident,
            helper=helper,
            association=association,
            start_on=start_on,
            consent_by=consent_by,
            consent_form=consent_form,
            first_visit=first_visit,
        )

    def correct_start(
        self,
        *,
        start_on: date,
        reason: str,
        first_rest_on: date | None,
        on: date,
        calendar: WorkCalendar,
    ) -> PairingStartCorrected:
        """Correct the first day 起始日更正, in any state after the start; visits are not invented.

        `first_rest_on` is the day it was first suspended or ended, None if it never was.
        """
        if self.start_on is None or self.first_visit is None:
            raise rules.PairingNotStarted(status=self.status)
        if start_on == self.start_on:
            raise rules.PairingStartUnchanged(start_on=start_on)
        if start_on > on:
            raise rules.PairingStartAhead(on=on, start_on=start_on)
        if first_rest_on is not None and start_on > first_rest_on:
            raise rules.PairingStartAfterRest(first_rest_on=first_rest_on, start_on=start_on)
        return PairingStartCorrected(
            former_start_on=self.start_on,
            start_on=start_on,
            first_visit=replace(self.first_visit, start_on=start_on).recalculated(calendar),
            reason=reason,
        )

    def transfer(self, *, to: UUID, new_helper: UUID) -> PairingTransferred:
        """Transfer 调整: this pairing ends as the pairing `to` starts, in one transaction."""
        self._demand_active()
        if to == self.id:
            raise rules.TransferToItself
        if new_helper == self.helper:
            raise rules.HelperUnchanged
        return PairingTransferred(to=to, new_helper=new_helper)

    def suspend(
        self, *, reason: SuspensionReason, expected_last_day: date, on: date
    ) -> PairingSuspended:
        """Suspend 暂停 from the day `on`."""
        self._demand_active()
        if expected_last_day < on:
            raise rules.SuspensionEndsInThePast(on=on, expected_last_day=expected_last_day)
        return PairingSuspended(reason=reason, expected_last_day=expected_last_day, suspended_on=on)

    def resume(self, *, on: date, calendar: WorkCalendar) -> PairingResumed:
        """Resume 恢复; the time to make the first visit stood still meanwhile (9.2)."""
        if self.status is not PairingStatus.SUSPENDED:
            raise rules.PairingNotSuspended(status=self.status)
        first_visit = self.first_visit
        if first_visit is None or self.suspended_on is None or self.is_visited:
            return PairingResumed()
        return PairingResumed(
            first_visit=first_visit.suspended(since=self.suspended_on, until=on, calendar=calendar)
        )

    def end(self, *, reason: PairingEndReason) -> PairingEnded:
        """End 解除 from the business date."""
        self._demand_running()
        return PairingEnded(reason=reason)

    def orphan(self) -> PairingOrphaned:
        """Note that the helper left 离任; the pairing waits to be transferred and does not end."""
        self._demand_running()
        if self.is_orphaned:
            raise rules.PairingAlreadyOrphaned
        return PairingOrphaned()

    def note_first_visit(self, *, visit: UUID, visited_on: date) -> FirstVisitMade:
        """Note that the resident was met in person since the start 首次走访.

        By whom and how a visit counts is the caller's to know: as it does for the monthly duty.
        """
        if self.start_on is None:
            raise rules.PairingNotStarted(status=self.status)
        if visited_on < self.start_on:
            raise rules.FirstVisitBeforeStart(start_on=self.start_on, visited_on=visited_on)
        if self.is_visited:
            raise rules.FirstVisitAlreadyMade
        return FirstVisitMade(visit=visit, visited_on=visited_on)

    def take_back_first_visit(self, *, visit: UUID) -> FirstVisitTakenBack:
        """Note that the visit that was the first does not stand 首次走访撤回: the clock runs again."""
        if self.visit != visit:
            raise rules.FirstVisitAnother
        return FirstVisitTakenBack(visit=visit)

    def note_missed_duty(self, *, month: date, on: date, calendar: WorkCalendar) -> VisitDutyMissed:
        """Note that nobody met the resident in the `month` of that day 当月未走访.

        Whether they were on duty and not met is the caller's to know. Not before the late entries
        of the month are in, three workdays after its end (`VISIT_LATE_GRACE_WD`).
        """
        if self.resident is None or self.start_on is None:
            raise rules.PairingNotStarted(status=self.status)
        first = month.replace(day=1)
        last = months_later(first, 1) - timedelta(1)
        if on <= calendar.nth_workday(VISIT_LATE_GRACE_WD, after=last):
            raise rules.MonthNotOver(month=first)
        if first in self.months_missed:
            raise rules.DutyMissAlreadyNoted(month=first)
        return VisitDutyMissed(resident=self.resident, month=first)

    def set_plan(
        self,
        *,
        needs: tuple[Need, ...],
        measures: Sealed,
        review_on: date,
        actor: UUID,
        role: Role,
        on: date,
    ) -> SupportPlanSet:
        """Set what is done for the resident 帮扶措施, by the helper; a later plan takes its place."""
        self._demand_active()
        if actor != self.helper and role is not Role.SYSTEM:
            raise rules.PlanByTheHelper
        if review_on <= on:
            raise rules.ReviewNotAhead(on=on, review_on=review_on)
        return SupportPlanSet(needs=needs, measures=measures, review_on=review_on)

    @property
    def is_visited(self) -> bool:
        """Tell whether the resident was met in person since the start."""
        if self.visited_on is None or self.start_on is None:
            return False
        return self.visited_on >= self.start_on

    @property
    def clocks(self) -> tuple[Running, ...]:
        """The time to make the first visit, which stands still while the pairing rests."""
        runs = self.status is PairingStatus.ACTIVE and not self.is_visited
        if not runs or self.first_visit is None:
            return ()
        return (Running("first_visit", self.first_visit),)

    def evolve(self, event: PairingEvent) -> None:  # noqa: C901  (one case for each event)
        """Take over what `event` says."""
        match event:
            case PairingProposed(resident=resident, helper=helper, association=association):
                self.status = PairingStatus.PROPOSED
                self.resident, self.helper, self.association = resident, helper, association
            case PairingStarted(resident=resident, helper=helper, association=association):
                self.status = PairingStatus.ACTIVE
                self.start_on, self.first_visit = event.start_on, event.first_visit
                self.resident, self.helper, self.association = resident, helper, association
            case PairingStartCorrected(start_on=start_on, first_visit=first_visit):
                self.start_on, self.first_visit = start_on, first_visit
            case PairingSuspended(suspended_on=suspended_on):
                self.status, self.suspended_on = PairingStatus.SUSPENDED, suspended_on
            case PairingResumed(first_visit=first_visit):
                self.status, self.suspended_on = PairingStatus.ACTIVE, None
                self.first_visit = first_visit or self.first_visit
            case FirstVisitMade(visit=visit, visited_on=visited_on):
                self.visit, self.visited_on = visit, visited_on
            case FirstVisitTakenBack():
                self.visit, self.visited_on = None, None
            case PairingDeclined() | PairingTransferred() | PairingEnded():
                self.status = PairingStatus.ENDED
            case PairingOrphaned():
                self.is_orphaned = True
            case VisitDutyMissed(month=month):
                self.months_missed = (*self.months_missed, month)
            case SupportPlanSet():
                pass
            case _:
                assert_never(event)

    def _demand_proposed(self) -> tuple[UUID, UUID, UUID]:
        """Refuse unless proposed; give resident, helper and association."""
        resident, helper, association = self.resident, self.helper, self.association
        is_proposed = self.status is PairingStatus.PROPOSED
        if not is_proposed or resident is None or helper is None or association is None:
            raise rules.PairingNotProposed(status=self.status)
        return resident, helper, association

    def _demand_active(self) -> None:
        if self.status is not PairingStatus.ACTIVE:
            raise rules.PairingNotActive(status=self.status)

    def _demand_running(self) -> None:
        if self.status not in (PairingStatus.ACTIVE, PairingStatus.SUSPENDED):
            raise rules.PairingNotRunning(status=self.status)
