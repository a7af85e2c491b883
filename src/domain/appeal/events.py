"""What can happen to an appeal 诉求, in the order in which it usually does (`domain.md` App. E)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.appeal.further_events import (
    AppealEscalatedUrgent,
    AppealPublished,
    AppealSubjectChanged,
    CaseLinked,
    CaseTransferred,
    PublicationWithdrawn,
)
from domain.calendar import Deadline
from domain.history import Corrected, Event, Sealed, Voided, VoidReverted
from domain.words import (
    AppealCategory,
    AppealChannel,
    Appellant,
    NotAcceptedGround,
    Outcome,
    Regime,
    ReopenGround,
    ReplyMeans,
    ReviewFinding,
    Satisfaction,
    Track,
    Urgency,
)


class AppealRegistered(Event, topic="appeal.registered"):
    """诉求已登记: somebody asks for something. `name` and `reason` when not a resident on file.

    `category` is a guess until triage. `related_to` and `repeat_of` name earlier appeals (3.6).
    """

    appellant: Appellant
    resident: UUID | None = None
    name: Sealed | None = None
    reason: Sealed | None = None
    representative: Sealed | None = None
    channel: AppealChannel
    order_number: str | None = None
    people: int = 1
    category: AppealCategory | None = None
    regime: Regime
    summary: Sealed
    urgency: Urgency
    read_back: bool
    notify_by: Deadline
    related_to: UUID | None = None
    repeat_of: UUID | None = None


class AppealTriaged(Event, topic="appeal.triaged"):
    """已分类定轨: its track, category and regime are known; the regime may move `notify_by`."""

    track: Track
    category: AppealCategory
    regime: Regime
    notify_by: Deadline


class TrackChanged(Event, topic="appeal.track_changed"):
    """已转轨: another track; the close clock counted again from the original acceptance."""

    track: Track
    reason: Sealed
    close_by: Deadline | None = None
    progress_by: Deadline | None = None


class RegimeChanged(Event, topic="appeal.regime_changed"):
    """已转程序: it is a petition 信访 from now on, and the person knows.

    `notify_by` is counted anew where it still runs; `petition_by` is the law's own end, for one that
    was accepted before under another promise, which stays.
    """

    regime: Regime
    notify_by: Deadline | None = None
    petition_by: Deadline | None = None


class AppealAccepted(Event, topic="appeal.accepted"):
    """已受理: it is ours, and the close clock runs."""

    close_by: Deadline


class AppealNotAccepted(Event, topic="appeal.not_accepted"):
    """不予受理: there is a ground not to take it, told in writing."""

    ground: NotAcceptedGround
    notice: Sealed


class AppealRedirected(Event, topic="appeal.redirected"):
    """已告知途径: not ours; the person was told where to go and offered company."""

    destination: Sealed
    accompaniment_offered: bool


class AppealMerged(Event, topic="appeal.merged"):
    """已并案: the same person and facts as an open appeal, which goes on alone."""

    into: UUID


class AppealAssigned(Event, topic="appeal.assigned"):
    """已交办: a leading unit, assisting units and one named handler."""

    lead: str
    assisting: tuple[str, ...] = ()
    handler: UUID
    object_by: Deadline


class AssignmentReturned(Event, topic="appeal.assignment_returned"):
    """已退单: the receiving unit gave it back with reasons, and the assigner agreed."""

    reason: Sealed
    confirmed_by: UUID


class AppealWorkStarted(Event, topic="appeal.work_started"):
    """已签收: the handler has begun. On two tracks the progress clock begins too."""

    progress_by: Deadline | None = None


class ProgressNoted(Event, topic="appeal.progress_noted"):
    """已记进展: how far it has come."""

    note: Sealed
    progress_by: Deadline | None = None


class CoordinationHeld(Event, topic="appeal.coordination_held"):
    """已召开协调会: the bodies met and decided."""

    attendees: Sealed
    decisions: Sealed
    minutes: Sealed


class MaterialRequested(Event, topic="appeal.material_requested"):
    """已要求补充材料: one complete list; the close clock stands still from `suspended_on`."""

    items: Sealed
    suspended_on: date


class MaterialReceived(Event, topic="appeal.material_received"):
    """材料已补齐: the clock runs again, `close_by` moved by the time it stood still."""

    resumed_on: date
    close_by: Deadline
    progress_by: Deadline | None = None


class AppealExtended(Event, topic="appeal.extended"):
    """已延期: once, before it was due, and the person was told why."""

    reason: Sealed
    close_by: Deadline


class AppealReplied(Event, topic="appeal.replied"):
    """已答复: the handler answered. A petition's reply is a numbered opinion with its basis.

    On the open track the result is published until `publish_by` (3.4).
    `handled_workdays` are those since the round's clock started, less the suspended ones (M15), by
    the calendar of that day. Both are absent from entries made before they were kept.
    """

    outcome: Outcome
    reply: Sealed
    means: ReplyMeans
    opinion_number: str | None = None
    basis: Sealed | None = None
    revisit_by: Deadline
    handled_workdays: int | None = None
    publish_by: Deadline | None = None


class ReplyDelivered(Event, topic="appeal.reply_delivered"):
    """答复已送达: the person has it since `received_on`."""

    received_on: date


class ReplyWithdrawn(Event, topic="appeal.reply_withdrawn"):
    """答复已撤回: a wrong reply was sent. The close clock goes on as if it had not been."""

    reason: Sealed
    close_by: Deadline
    progress_by: Deadline | None = None


class AppealRevisited(Event, topic="appeal.revisited"):
    """已回访: somebody who is not the handler asked, or tried to.

    `satisfaction` is absent after a first and second failed attempt; then the appeal stays replied.
    """

    revisited_on: date
    attempt: int
    reached: bool
    satisfaction: Satisfaction | None = None
    remark: Sealed | None = None


class AppealClosed(Event, topic="appeal.closed"):
    """已办结: `outcome` is that of the standing reply. `reason` why without revisit or content."""

    outcome: Outcome
    round: int
    reason: Sealed | None = None


class AppealReopened(Event, topic="appeal.reopened"):
    """已重办: the same case, its next round, a new close clock. Not another 件."""

    ground: ReopenGround
    explanation: Sealed
    round: int
    from_closed: bool
    close_by: Deadline


class AppealWithdrawn(Event, topic="appeal.withdrawn"):
    """已撤回: the person's own wish, signed or read back."""

    wish: Sealed
    signed: bool
    read_back: bool


class ReviewRequested(Event, topic="appeal.review_requested"):
    """已申请复查: the petitioner disagrees with the reply, received on `received_on`."""

    grounds: Sealed
    received_on: date
    answer_by: Deadline


class ReviewIssued(Event, topic="appeal.review_issued"):
    """已出复查意见, by the superior body; a recheck may be asked for until `ask_recheck_by`."""

    finding: ReviewFinding
    body: str
    opinion_number: str
    opinion: Sealed
    received_on: date
    ask_recheck_by: Deadline


class RecheckRequested(Event, topic="appeal.recheck_requested"):
    """已申请复核: the petitioner disagrees with the review too."""

    grounds: Sealed
    answer_by: Deadline


class RecheckIssued(Event, topic="appeal.recheck_issued"):
    """已出复核意见: the end of the petition. A hearing's days do not count in `answer_by`."""

    finding: ReviewFinding
    body: str
    opinion_number: str
    opinion: Sealed
    hearing_from: date | None = None
    hearing_until: date | None = None
    answer_by: Deadline


class AppealCorrected(Corrected, topic="appeal.corrected"):
    """已更正."""


class AppealVoided(Voided, topic="appeal.voided"):
    """已作废."""


class AppealVoidReverted(VoidReverted, topic="appeal.void_reverted"):
    """已撤销作废."""


AppealEvent = (
    AppealRegistered
    | AppealEscalatedUrgent
    | AppealTriaged
    | TrackChanged
    | RegimeChanged
    | AppealAccepted
    | AppealNotAccepted
    | AppealRedirected
    | AppealMerged
    | AppealAssigned
    | AssignmentReturned
    | AppealWorkStarted
    | ProgressNoted
    | CoordinationHeld
    | MaterialRequested
    | MaterialReceived
    | AppealExtended
    | AppealReplied
    | ReplyDelivered
    | ReplyWithdrawn
    | AppealRevisited
    | AppealClosed
    | AppealReopened
    | AppealWithdrawn
    | ReviewRequested
    | ReviewIssued
    | RecheckRequested
    | RecheckIssued
    | CaseLinked
    | AppealPublished
    | PublicationWithdrawn
    | AppealSubjectChanged
    | CaseTransferred
)
