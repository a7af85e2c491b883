"""The story of a pairing in one-line facts (`domain.md` 10.4, Appendix E).

The monthly duty and the residents paired on a day (M05, M17) are counted from Started with its
`start_on`, as StartCorrected put it right, and from Suspended, Resumed, Transferred and Ended with
their business dates; on the day of its end a pairing is over, so that a transfer leaves no day
twice or empty.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.calendar import Deadline
from domain.history import Corrected, Event, Sealed, Voided, VoidReverted
from domain.words import (
    ConsentBy,
    HelperKind,
    Need,
    NoticeForm,
    PairingEndReason,
    SuspensionReason,
)


class PairingProposed(Event, topic="pairing.proposed"):
    """已拟结对: a helper is put forward for a resident, perhaps in place of an earlier pairing.

    `override` says why the resident's guardian may be the helper, where that is so.
    """

    resident: UUID
    helper: UUID
    helper_as: HelperKind
    association: UUID
    override: Sealed | None = None
    replaces: UUID | None = None


class PairingDeclined(Event, topic="pairing.declined"):
    """未同意结对: the resident or the guardian did not agree."""

    by: ConsentBy
    reason: Sealed | None = None


class PairingStarted(Event, topic="pairing.started"):
    """已结对: the pairing runs from `start_on`, with consent, and the first visit has a deadline."""

    resident: UUID
    helper: UUID
    association: UUID
    start_on: date
    consent_by: ConsentBy
    consent_form: NoticeForm
    first_visit: Deadline


class PairingStartCorrected(Event, topic="pairing.start_corrected"):
    """结对起始日已更正: it runs from `start_on`, not `former_start_on`; no visits are invented."""

    former_start_on: date
    start_on: date
    first_visit: Deadline
    reason: str


class PairingTransferred(Event, topic="pairing.transferred"):
    """已调整结对人: this pairing ended and another one, `to`, began with a new helper."""

    to: UUID
    new_helper: UUID


class PairingSuspended(Event, topic="pairing.suspended"):
    """已暂停: it rests, and with it the monthly duty."""

    reason: SuspensionReason
    expected_last_day: date
    suspended_on: date | None = None


class PairingResumed(Event, topic="pairing.resumed"):
    """已恢复: it goes on; a first visit still to be made has until `first_visit` now."""

    first_visit: Deadline | None = None


class PairingEnded(Event, topic="pairing.ended"):
    """已解除: it is over from this business date."""

    reason: PairingEndReason


class PairingOrphaned(Event, topic="pairing.orphaned"):
    """结对人已离任: the helper left; it waits to be transferred and has not ended."""


class VisitDutyMissed(Event, topic="pairing.visit_duty_missed"):
    """当月未走访: in the month that began on `month` nobody met `resident`, who was on duty.

    On duty is whose pairing was ACTIVE on at least 15 days of it: the rule of M05 and no other.
    """

    resident: UUID
    month: date


class FirstVisitMade(Event, topic="pairing.first_visit_made"):
    """首次走访已完成: the resident was met in person on `visited_on`, the first time since the start."""

    visit: UUID
    visited_on: date


class FirstVisitTakenBack(Event, topic="pairing.first_visit_taken_back"):
    """首次走访已撤回: that visit was voided or put right, and is the first one no longer."""

    visit: UUID


class SupportPlanSet(Event, topic="pairing.support_plan_set"):
    """已定帮扶措施: what is needed, what is done about it, and when that is looked at again."""

    needs: tuple[Need, ...]
    measures: Sealed
    review_on: date


class PairingCorrected(Corrected, topic="pairing.corrected"):
    """已更正."""


class PairingVoided(Voided, topic="pairing.voided"):
    """已作废."""


class PairingVoidReverted(VoidReverted, topic="pairing.void_reverted"):
    """已撤销作废."""


PairingEvent = (
    PairingProposed
    | PairingDeclined
    | PairingStarted
    | PairingTransferred
    | PairingSuspended
    | PairingResumed
    | PairingEnded
    | PairingOrphaned
    | VisitDutyMissed
    | FirstVisitMade
    | FirstVisitTakenBack
    | SupportPlanSet
    | PairingStartCorrected
)
