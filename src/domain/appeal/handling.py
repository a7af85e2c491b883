"""From assignment to the reply: one handler, and the clock that runs against them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain.appeal import promises
from domain.appeal.events import (
    AppealAssigned,
    AppealExtended,
    AppealReplied,
    AppealWorkStarted,
    AssignmentReturned,
    CoordinationHeld,
    MaterialReceived,
    MaterialRequested,
    ProgressNoted,
)
from domain.appeal.promises import SHIPPED_SLA
from domain.appeal.rules import (
    AlreadyExtended,
    AppealNotAssigned,
    AppealNotAwaitingAssignment,
    AppealNotInProgress,
    AppealNotSuspended,
    AssistingUnitMissing,
    EarlierEntryIsVoid,
    ExtensionNotApproved,
    ExtensionTooLate,
    ExtensionTooLong,
    HandlerIsRelated,
    LeadAssistsItself,
    MaterialAlreadyRequested,
    NotTheHandler,
    ObjectionTooLate,
    OpinionIncomplete,
    PersonNotTold,
    ReturnNotConfirmed,
)
from domain.appeal.state import AppealState, AppealStatus
from domain.calendar import Clock
from domain.words import Regime, Role, Track

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from domain.appeal.promises import SlaTable
    from domain.calendar import WorkCalendar
    from domain.history import Sealed
    from domain.words import Outcome, ReplyMeans

# Who approves an extension (3.4): the town on the prompt track, the head of the body elsewhere.
APPROVERS: Final = {
    Track.PROMPT: frozenset({Role.TOWN, Role.LEADER}),
    Track.COORDINATED: frozenset({Role.LEADER}),
    Track.OPEN: frozenset({Role.LEADER}),
}


class Handling(AppealState):
    """The commands of assigner and handler."""

    __slots__ = ()

    def assign(
        self,
        *,
        lead: str,
        handler: UUID,
        related: bool,
        on: date,
        calendar: WorkCalendar,
        assisting: tuple[str, ...] = (),
    ) -> AppealAssigned:
        """交办 to a leading unit with one named handler, who must not be `related` 回避."""
        if self.status not in {AppealStatus.ACCEPTED, AppealStatus.REOPENED}:
            raise AppealNotAwaitingAssignment(status=self.status)
        if related:
            raise HandlerIsRelated
        if self.track is Track.COORDINATED and not assisting:
            raise AssistingUnitMissing
        if lead in assisting:
            raise LeadAssistsItself(unit=lead)
        object_by = promises.started(promises.OBJECTION, on=on, calendar=calendar)
        return AppealAssigned(lead=lead, assisting=assisting, handler=handler, object_by=object_by)

    def return_assignment(
        self, *, reason: Sealed, confirmed_by: UUID, on: date
    ) -> AssignmentReturned:
        """退单 within five workdays, confirmed by the assigner."""
        if self.status is not AppealStatus.ASSIGNED:
            raise AppealNotAssigned(status=self.status)
        if self.object_by is not None and self.object_by.is_overdue(on):
            raise ObjectionTooLate(due_on=self.object_by.due_on)
        if confirmed_by == self.handler:
            raise ReturnNotConfirmed
        return AssignmentReturned(reason=reason, confirmed_by=confirmed_by)

    def start_work(self, *, actor: UUID, on: date, calendar: WorkCalendar) -> AppealWorkStarted:
        """签收办理."""
        if self.status is not AppealStatus.ASSIGNED:
            raise AppealNotAssigned(status=self.status)
        self._demand_handler(actor)
        return AppealWorkStarted(
            progress_by=promises.progress(self.track, on=on, calendar=calendar)
        )

    def note_progress(
        self, *, actor: UUID, note: Sealed, on: date, calendar: WorkCalendar
    ) -> ProgressNoted:
        """记进展; on the coordinated and open tracks the next note is due within 15 days."""
        self._demand_in_progress()
        self._demand_handler(actor)
        progress_by = promises.progress(self.track, on=on, calendar=calendar)
        return ProgressNoted(note=note, progress_by=progress_by)

    def hold_coordination(
        self, *, attendees: Sealed, decisions: Sealed, minutes: Sealed
    ) -> CoordinationHeld:
        """召开协调会: who came, what was decided, the minutes."""
        self._demand_in_progress()
        return CoordinationHeld(attendees=attendees, decisions=decisions, minutes=minutes)

    def request_material(self, *, actor: UUID, items: Sealed, on: date) -> MaterialRequested:
        """要求补充材料, once and completely; the close clock stands still."""
        self._demand_in_progress()
        self._demand_handler(actor)
        if self.suspended_on is not None:
            raise MaterialAlreadyRequested(suspended_on=self.suspended_on)
        return MaterialRequested(items=items, suspended_on=on)

    def receive_material(self, *, on: date, calendar: WorkCalendar) -> MaterialReceived:
        """材料补齐; `close_by` moves by the suspended span, in the clock's own unit (9.2)."""
        if self.status is not AppealStatus.SUSPENDED:
            raise AppealNotSuspended(status=self.status)
        if self.close_by is None or self.suspended_on is None:
            raise EarlierEntryIsVoid
        return MaterialReceived(
            resumed_on=on,
            close_by=self.close_by.suspended(since=self.suspended_on, until=on, calendar=calendar),
            progress_by=promises.progress(self.track, on=on, calendar=calendar),
        )

    def extend(
        self,
        *,
        days: int,
        reason: Sealed,
        person_told: bool,
        role: Role,
        on: date,
        calendar: WorkCalendar,
        sla: SlaTable = SHIPPED_SLA,
    ) -> AppealExtended:
        """延期 by `days` of the promise's unit: once, before it is due, the person told why.

        The days run from the last day before it was rolled over days of rest (App. B 5).
        """
        self._demand_in_progress()
        if self.track is None or self.category is None or self.close_by is None:
            raise EarlierEntryIsVoid
        if self.close_by.extensions:
            raise AlreadyExtended
        if self.close_by.is_overdue(on):
            raise ExtensionTooLate(due_on=self.close_by.due_on)
        if role not in APPROVERS[self.track]:
            raise ExtensionNotApproved(track=self.track)
        if not person_told:
            raise PersonNotTold
        accepted_on = self.close_by.start_on
        regime = self.promised or self.regime
        promise = sla.promise(self.track, regime, self.category, on=accepted_on)
        if not 1 <= days <= promise.extension.n:
            raise ExtensionTooLong(days=days, days_max=promise.extension.n)
        by = Clock(promise.extension.kind, days)
        return AppealExtended(reason=reason, close_by=self.close_by.extend(by, calendar))

    def reply(
        self,
        *,
        actor: UUID,
        outcome: Outcome,
        reply: Sealed,
        means: ReplyMeans,
        on: date,
        calendar: WorkCalendar,
        opinion_number: str | None = None,
        basis: Sealed | None = None,
    ) -> AppealReplied:
        """答复. A petition's reply is a 处理意见书 with number and basis (信访工作条例 art 31)."""
        self._demand_in_progress()
        self._demand_handler(actor)
        if self.regime is Regime.PETITION and (opinion_number is None or basis is None):
            raise OpinionIncomplete
        return AppealReplied(
            outcome=outcome,
            reply=reply,
            means=means,
            opinion_number=opinion_number,
            basis=basis,
            revisit_by=promises.started(promises.REVISIT, on=on, calendar=calendar),
            handled_workdays=self._handled_workdays(on, calendar),
            publish_by=promises.publication(self.track, on=on, calendar=calendar),
        )

    def _handled_workdays(self, on: date, calendar: WorkCalendar) -> int | None:
        """Count the workdays since the round's clock started, less those it stood still (M15)."""
        if self.close_by is None:
            return None
        days = calendar.workdays_between(self.close_by.start_on, on)
        if self.suspended_on is None or self.resumed_on is None:
            return days
        return max(days - calendar.workdays_between(self.suspended_on, self.resumed_on), 0)

    def _demand_in_progress(self) -> None:
        if self.status is not AppealStatus.IN_PROGRESS:
            raise AppealNotInProgress(status=self.status)

    def _demand_handler(self, actor: UUID) -> None:
        if actor != self.handler:
            raise NotTheHandler
