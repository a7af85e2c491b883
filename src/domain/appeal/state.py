"""What an appeal's history adds up to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, assert_never

from domain.appeal.events import (
    AppealAccepted,
    AppealAssigned,
    AppealClosed,
    AppealEvent,
    AppealExtended,
    AppealMerged,
    AppealNotAccepted,
    AppealRedirected,
    AppealRegistered,
    AppealReopened,
    AppealReplied,
    AppealRevisited,
    AppealTriaged,
    AppealWithdrawn,
    AppealWorkStarted,
    AssignmentReturned,
    CoordinationHeld,
    MaterialReceived,
    MaterialRequested,
    ProgressNoted,
    RecheckIssued,
    RecheckRequested,
    RegimeChanged,
    ReplyDelivered,
    ReplyWithdrawn,
    ReviewIssued,
    ReviewRequested,
    TrackChanged,
)
from domain.appeal.further_events import (
    AppealEscalatedUrgent,
    AppealPublished,
    AppealSubjectChanged,
    CaseLinked,
    CaseTransferred,
    PublicationWithdrawn,
)
from domain.appeal.rules import EarlierEntryIsVoid
from domain.deadlines import Running
from domain.history import Aggregate
from domain.words import Appellant, Regime, Track, Urgency, Word

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from domain.appeal.promises import SlaTable
    from domain.calendar import Deadline, WorkCalendar
    from domain.words import AppealCategory, Outcome, Satisfaction


class AppealStatus(Word):
    """Where an appeal stands, with the words of the screens (`domain.md` 10.1)."""

    REGISTERED = "registered", "已登记"
    TRIAGED = "triaged", "已分类"
    ACCEPTED = "accepted", "已受理"
    ASSIGNED = "assigned", "已交办"
    IN_PROGRESS = "in_progress", "办理中"
    SUSPENDED = "suspended", "中止"
    REPLIED = "replied", "已答复"
    REVISITED = "revisited", "已回访"
    CLOSED = "closed", "已办结"
    REOPENED = "reopened", "重办中"
    UNDER_REVIEW = "under_review", "复查中"
    REVIEWED = "reviewed", "已复查"
    UNDER_RECHECK = "under_recheck", "复核中"
    FINAL = "final", "已终结"
    REDIRECTED = "redirected", "已告知转办"
    NOT_ACCEPTED = "not_accepted", "不予受理"
    MERGED = "merged", "已并案"
    WITHDRAWN = "withdrawn", "已撤回"
    VOIDED = "voided", "作废"


# Open 在办, as M07c counts it (`domain.md` 11.2).
OPEN: Final = frozenset(
    {
        AppealStatus.REGISTERED,
        AppealStatus.TRIAGED,
        AppealStatus.ACCEPTED,
        AppealStatus.ASSIGNED,
        AppealStatus.IN_PROGRESS,
        AppealStatus.SUSPENDED,
        AppealStatus.REPLIED,
        AppealStatus.REVISITED,
        AppealStatus.REOPENED,
    }
)

# Where the law's 60 days for a petition run; they do not stand still (信访工作条例 art 34).
PETITION_CLOCK_RUNS: Final = OPEN - {AppealStatus.REPLIED, AppealStatus.REVISITED}

# Where the close clock runs: not before acceptance, while suspended, or once replied.
CLOSE_CLOCK_RUNS: Final = frozenset(
    {
        AppealStatus.ACCEPTED,
        AppealStatus.ASSIGNED,
        AppealStatus.IN_PROGRESS,
        AppealStatus.REOPENED,
    }
)

# Where the time to publish runs: from the reply, also after the case is closed (3.4).
PUBLISH_CLOCK_RUNS: Final = frozenset(
    {AppealStatus.REPLIED, AppealStatus.REVISITED, AppealStatus.CLOSED}
)


@dataclass(slots=True)
class AppealState(Aggregate[AppealEvent]):
    """The state of an appeal. Rules and commands are in the classes that derive from it.

    `status` is absent until it is registered. `close_by` is the close clock of this round, running
    or not (`running`), under the promise to its `promised` regime; `petition_by` the law's own end
    of one that became a petition later. The other deadlines are absent once their clock has stopped.
    An entry may be void by itself, so any fact may be missing from any status.
    """

    status: AppealStatus | None = None
    appellant: Appellant | None = None
    resident: UUID | None = None
    track: Track | None = None
    category: AppealCategory | None = None
    regime: Regime = Regime.ORDINARY
    promised: Regime | None = None
    urgency: Urgency = Urgency.NORMAL
    handler: UUID | None = None
    notify_by: Deadline | None = None
    close_by: Deadline | None = None
    petition_by: Deadline | None = None
    review_by: Deadline | None = None
    object_by: Deadline | None = None
    progress_by: Deadline | None = None
    revisit_by: Deadline | None = None
    publish_by: Deadline | None = None
    registered_on: date | None = None
    suspended_on: date | None = None
    resumed_on: date | None = None
    replied_on: date | None = None
    received_on: date | None = None
    outcome: Outcome | None = None
    satisfaction: Satisfaction | None = None
    failed_on: tuple[date, ...] = ()
    round: int = 1
    linked: tuple[UUID, ...] = ()
    is_public: bool = False

    @property
    def is_open(self) -> bool:
        """Tell whether the appeal still waits for somebody to do something (在办)."""
        return self.status in OPEN

    @property
    def clocks(self) -> tuple[Running, ...]:
        """The clocks that run; a unit may object, and a petitioner ask on, for so long."""
        close_by = self.close_by if self.status in CLOSE_CLOCK_RUNS else None
        petition_by = self.petition_by if self.status in PETITION_CLOCK_RUNS else None
        publish_by = self.publish_by if self.status in PUBLISH_CLOCK_RUNS else None
        may_ask_on = self.status is AppealStatus.REVIEWED
        return tuple(
            Running(name, deadline, is_right)
            for name, deadline, is_right in (
                ("notify_by", self.notify_by, False),
                ("close_by", close_by, False),
                ("petition_by", petition_by, False),
                ("object_by", self.object_by, True),
                ("progress_by", self.progress_by, False),
                ("revisit_by", self.revisit_by, False),
                ("review_by", self.review_by, may_ask_on),
                ("publish_by", publish_by, False),
            )
            if deadline is not None
        )

    def close_clock_from(
        self,
        accepted_on: date,
        calendar: WorkCalendar,
        *,
        sla: SlaTable,
        regime: Regime,
        track: Track | None = None,
    ) -> Deadline:
        """Start the close clock on `accepted_on` by the promise of `track`, or of its own track.

        Raises `EarlierEntryIsVoid`.
        """
        track = track or self.track
        if track is None or self.category is None:
            raise EarlierEntryIsVoid
        return sla.started(track, regime, self.category, on=accepted_on, calendar=calendar)

    def evolve(self, event: AppealEvent) -> None:  # noqa: C901, PLR0912, PLR0915  (a case an event)
        """Take over what `event` says."""
        match event:
            case AppealRegistered():
                self.status = AppealStatus.REGISTERED
                self.appellant, self.resident = event.appellant, event.resident
                self.category, self.regime = event.category, event.regime
                self.urgency, self.notify_by = event.urgency, event.notify_by
                self.registered_on = event.notify_by.start_on
            case AppealEscalatedUrgent():
                self.urgency = Urgency.URGENT
            case AppealTriaged():
                self.status = AppealStatus.TRIAGED
                self.track, self.category = event.track, event.category
                self.regime, self.notify_by = event.regime, event.notify_by
            case TrackChanged():
                self.track, self.close_by = event.track, event.close_by
                self.progress_by = event.progress_by
            case RegimeChanged():
                self.promised = self.promised or self.regime
                self.regime, self.notify_by = event.regime, event.notify_by
                self.petition_by = event.petition_by
            case AppealAccepted():
                self.status, self.promised = AppealStatus.ACCEPTED, self.regime
                self.notify_by, self.close_by = None, event.close_by
            case AppealNotAccepted():
                self._end(AppealStatus.NOT_ACCEPTED)
            case AppealRedirected():
                self._end(AppealStatus.REDIRECTED)
            case AppealMerged():
                self._end(AppealStatus.MERGED)
            case AppealAssigned():
                self.status, self.handler = AppealStatus.ASSIGNED, event.handler
                self.object_by = event.object_by
            case AssignmentReturned():
                self.status, self.handler = AppealStatus.ACCEPTED, None
                self.object_by = None
            case AppealWorkStarted():
                self.status, self.object_by = AppealStatus.IN_PROGRESS, None
                self.progress_by = event.progress_by
            case ProgressNoted():
                self.progress_by = event.progress_by
            case CoordinationHeld():
                pass
            case MaterialRequested():
                self.status, self.progress_by = AppealStatus.SUSPENDED, None
                self.suspended_on, self.resumed_on = event.suspended_on, None
            case MaterialReceived():
                self.status, self.resumed_on = AppealStatus.IN_PROGRESS, event.resumed_on
                self.close_by, self.progress_by = event.close_by, event.progress_by
            case AppealExtended():
                self.close_by = event.close_by
            case AppealReplied():
                self.status, self.outcome = AppealStatus.REPLIED, event.outcome
                self.revisit_by, self.replied_on = event.revisit_by, event.revisit_by.start_on
                self.progress_by, self.received_on, self.failed_on = None, None, ()
                self.publish_by = event.publish_by
            case ReplyDelivered():
                self.received_on = event.received_on
            case ReplyWithdrawn():
                self.status, self.outcome = AppealStatus.IN_PROGRESS, None
                self.revisit_by, self.replied_on, self.publish_by = None, None, None
                self.close_by, self.progress_by = event.close_by, event.progress_by
            case AppealRevisited(satisfaction=None):
                self.failed_on = (*self.failed_on, event.revisited_on)
            case AppealRevisited():
                self.status, self.satisfaction = AppealStatus.REVISITED, event.satisfaction
                self.revisit_by = None
            case AppealClosed():
                self._end(AppealStatus.CLOSED)
            case AppealReopened():
                self.status, self.round = AppealStatus.REOPENED, event.round
                self.close_by, self.handler = event.close_by, None
                self.petition_by, self.promised = None, self.regime
                self.outcome, self.satisfaction = None, None
                self.suspended_on, self.resumed_on = None, None
                self.publish_by, self.is_public = None, False
            case AppealWithdrawn():
                self._end(AppealStatus.WITHDRAWN)
            case ReviewRequested():
                self._end(AppealStatus.UNDER_REVIEW)
                self.review_by = event.answer_by
            case ReviewIssued():
                self.status, self.review_by = AppealStatus.REVIEWED, event.ask_recheck_by
            case RecheckRequested():
                self.status, self.review_by = AppealStatus.UNDER_RECHECK, event.answer_by
            case RecheckIssued():
                self._end(AppealStatus.FINAL)
            case CaseLinked():
                self.linked = (*self.linked, event.other)
            case AppealPublished():
                self.publish_by, self.is_public = None, True
            case PublicationWithdrawn():
                self.publish_by, self.is_public = None, False
            case AppealSubjectChanged():
                self.resident, self.appellant = event.resident, Appellant.RESIDENT
            case CaseTransferred():
                pass  # kept elsewhere, which the envelope says; read as the newer reply
            case _:
                assert_never(event)

    def _end(self, status: AppealStatus) -> None:
        """Stop all clocks."""
        self.status = status
        self.notify_by = self.object_by = self.progress_by = None
        self.revisit_by = self.review_by = None
