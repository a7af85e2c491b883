"""What can happen to an appeal beside its own course: linked, published, come to somebody else."""

from __future__ import annotations

from uuid import UUID

from domain.calendar import Deadline
from domain.history import Event, Sealed
from domain.words import (
    AppealCategory,
    LinkedKind,
    Outcome,
    SatisfactionBand,
    UrgentGround,
)


class AppealEscalatedUrgent(Event, topic="appeal.escalated_urgent"):
    """已紧急上报: life, safety or a group is at stake, and it was reported at once."""

    ground: UrgentGround
    report: Sealed
    report_by: Deadline


class CaseLinked(Event, topic="appeal.case_linked"):
    """已关联: another case has to do with this one."""

    other: UUID
    kind: LinkedKind


class AppealPublished(Event, topic="appeal.published"):
    """已公开: the de-identified result is public. Two people: `author` wrote, the actor published.

    Everything but `public_summary`, which is written for the public and so not sealed, is taken
    from the case: a whitelist, with the month of the reply and no day (3.7). The town is that of
    the snapshot. It is kept as it was published, whatever is corrected in the case afterwards.
    """

    public_summary: str
    author: UUID
    month: str
    category: AppealCategory
    outcome: Outcome
    days: int
    satisfaction: SatisfactionBand


class PublicationWithdrawn(Event, topic="appeal.publication_withdrawn"):
    """已撤下公开: the public item is gone; or, never published, there is a `reason` not to.

    That reason is no part of closing, since it is often found only when the summary is written.
    Either way nothing more is owed to the public, and the log keeps both.
    """

    reason: Sealed
    was_public: bool


class AppealSubjectChanged(Event, topic="appeal.subject_changed"):
    """诉求人已更正: it was recorded for the wrong person, and is `resident`'s.

    The corrections that follow it hold every text of the case, sealed again under the right
    person's key; the key they were sealed under before is destroyed with it (8.4).
    """

    resident: UUID
    reason: Sealed


class CaseTransferred(Event, topic="appeal.case_transferred"):
    """已移交: another association keeps the open case; earlier entries keep their own snapshot."""

    from_association: UUID | None
    to_association: UUID
    document_number: str
