"""After the reply: delivered, asked about by somebody else, closed, and perhaps opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain.appeal import promises
from domain.appeal.events import (
    AppealClosed,
    AppealReopened,
    AppealRevisited,
    AppealWithdrawn,
    ReplyDelivered,
    ReplyWithdrawn,
)
from domain.appeal.promises import SHIPPED_SLA
from domain.appeal.rules import (
    AlreadyTriedThatDay,
    AppealNotOpen,
    AppealNotReopenable,
    AppealNotReplied,
    AppealNotRevisited,
    ClosingNeedsTown,
    DeliveredBeforeReplied,
    EarlierEntryIsVoid,
    PetitionGoesToReview,
    ReopeningTooLate,
    ReplyAlreadyDelivered,
    RevisitByHandler,
    RevisitSkippedUnexplained,
    SatisfactionMissing,
    SatisfactionOfNobody,
    UnsatisfiedNotExplained,
    WishNotConfirmed,
)
from domain.appeal.state import AppealState, AppealStatus
from domain.calendar import refuse_future
from domain.words import Appellant, Regime, ReopenGround, Role, Satisfaction, Track

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from domain.appeal.promises import SlaTable
    from domain.calendar import WorkCalendar
    from domain.history import Sealed

# So many failed attempts, each on another day, count as not reached 未接通 (10.1).
REVISIT_ATTEMPTS_MAX: Final = 3

CLOSERS: Final = frozenset({Role.TOWN, Role.DISTRICT, Role.LEADER})


class Ending(AppealState):
    """The commands of revisit, closing and reopening."""

    __slots__ = ()

    def confirm_delivery(self, *, received_on: date, on: date) -> ReplyDelivered:
        """送达: the day on which the person had the reply."""
        replied_on = self._demand_replied()
        if self.received_on is not None:
            raise ReplyAlreadyDelivered
        if received_on < replied_on:
            raise DeliveredBeforeReplied(replied_on=replied_on, received_on=received_on)
        refuse_future(received_on, on=on)
        return ReplyDelivered(received_on=received_on)

    def withdraw_reply(self, *, reason: Sealed, on: date, calendar: WorkCalendar) -> ReplyWithdrawn:
        """撤回答复: a wrong one was sent. The close clock goes on as if it had never stopped."""
        self._demand_replied()
        if self.close_by is None:
            raise EarlierEntryIsVoid
        progress_by = promises.progress(self.track, on=on, calendar=calendar)
        return ReplyWithdrawn(reason=reason, close_by=self.close_by, progress_by=progress_by)

    def revisit(
        self,
        *,
        actor: UUID,
        reached: bool,
        on: date,
        satisfaction: Satisfaction | None = None,
        remark: Sealed | None = None,
    ) -> AppealRevisited:
        """回访, by anybody but the handler. A third failed day counts as not reached."""
        self._demand_replied()
        if actor == self.handler:
            raise RevisitByHandler
        attempt = len(self.failed_on) + 1
        if reached:
            if satisfaction is None or satisfaction is Satisfaction.UNREACHED:
                raise SatisfactionMissing
        else:
            if satisfaction not in {None, Satisfaction.UNREACHED}:
                raise SatisfactionOfNobody
            if on in self.failed_on:
                raise AlreadyTriedThatDay(on=on)
            last = attempt >= REVISIT_ATTEMPTS_MAX
            satisfaction = Satisfaction.UNREACHED if last else None
        return AppealRevisited(
            revisited_on=on,
            attempt=attempt,
            reached=reached,
            satisfaction=satisfaction,
            remark=remark,
        )

    def close(self, *, role: Role, reason: Sealed | None = None) -> AppealClosed:
        """办结. `reason`: why without a revisit (not a resident on file), or though unsatisfied."""
        if self.status is AppealStatus.REPLIED and self.appellant is Appellant.OTHER:
            if reason is None:
                raise RevisitSkippedUnexplained
        elif self.status is not AppealStatus.REVISITED:
            raise AppealNotRevisited(status=self.status)
        if self.satisfaction is Satisfaction.UNSATISFIED and reason is None:
            raise UnsatisfiedNotExplained
        if role not in CLOSERS and not (role is Role.ASSOCIATION and self.track is Track.PROMPT):
            raise ClosingNeedsTown(track=self.track)
        if self.outcome is None:
            raise EarlierEntryIsVoid
        return AppealClosed(outcome=self.outcome, round=self.round, reason=reason)

    def reopen(
        self,
        *,
        ground: ReopenGround,
        explanation: Sealed,
        on: date,
        calendar: WorkCalendar,
        sla: SlaTable = SHIPPED_SLA,
    ) -> AppealReopened:
        """重办 within 30 days of the reply: next round, new clock, the same 件 (3.6).

        A petitioner who is unsatisfied asks for a review 复查 instead.
        """
        if self.status not in {AppealStatus.REVISITED, AppealStatus.CLOSED}:
            raise AppealNotReopenable(status=self.status)
        if self.regime is Regime.PETITION and ground is ReopenGround.UNSATISFIED:
            raise PetitionGoesToReview
        if self.replied_on is None:
            raise EarlierEntryIsVoid
        window = promises.started(promises.REOPENING, on=self.replied_on, calendar=calendar)
        if window.is_overdue(on):
            raise ReopeningTooLate(due_on=window.due_on)
        return AppealReopened(
            ground=ground,
            explanation=explanation,
            round=self.round + 1,
            from_closed=self.status is AppealStatus.CLOSED,
            close_by=self.close_clock_from(on, calendar, sla=sla, regime=self.regime),
        )

    def withdraw(self, *, wish: Sealed, signed: bool, read_back: bool) -> AppealWithdrawn:
        """撤回, the person's own wish."""
        if not self.is_open:
            raise AppealNotOpen(status=self.status)
        if not (signed or read_back):
            raise WishNotConfirmed
        return AppealWithdrawn(wish=wish, signed=signed, read_back=read_back)

    def _demand_replied(self) -> date:
        if self.status is not AppealStatus.REPLIED or self.replied_on is None:
            raise AppealNotReplied(status=self.status)
        return self.replied_on
