"""公开: the de-identified result of a closed appeal, and taking it down again (`domain.md` 3.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain.appeal.further_events import AppealPublished, PublicationWithdrawn
from domain.appeal.further_rules import (
    SUMMARY_REFUSED,
    AppealAlreadyPublic,
    AppealNotClosed,
    AppealNotPublic,
    AuthorPublishes,
    PromptIsNotPublished,
    PublicationNotOwed,
    SummaryMissing,
)
from domain.appeal.rules import EarlierEntryIsVoid
from domain.appeal.state import AppealState, AppealStatus
from domain.words import Satisfaction, SatisfactionBand, Track

if TYPE_CHECKING:
    from uuid import UUID

    from domain.history import Sealed
    from domain.words import Identifying

BANDS: Final = {
    Satisfaction.VERY: SatisfactionBand.CONTENT,
    Satisfaction.SATISFIED: SatisfactionBand.CONTENT,
    Satisfaction.BASIC: SatisfactionBand.CONTENT,
    Satisfaction.UNSATISFIED: SatisfactionBand.DISCONTENT,
}


class Publication(AppealState):
    """The commands of publication."""

    __slots__ = ()

    def publish(
        self,
        *,
        public_summary: str,
        author: UUID,
        actor: UUID,
        found: tuple[Identifying, ...],
    ) -> AppealPublished:
        """公开 what `author` wrote, by somebody else. The rest is taken from the case.

        `found` tells what in the summary points at a person; anything found refuses it.
        """
        if self.status is not AppealStatus.CLOSED:
            raise AppealNotClosed(status=self.status)
        if self.track is Track.PROMPT:
            raise PromptIsNotPublished
        if self.is_public:
            raise AppealAlreadyPublic
        if author == actor:
            raise AuthorPublishes
        if not public_summary.strip():
            raise SummaryMissing
        if found:
            raise SUMMARY_REFUSED[found[0]](found=tuple(map(str, found)))
        if (
            self.category is None
            or self.outcome is None
            or self.registered_on is None
            or self.replied_on is None
        ):
            raise EarlierEntryIsVoid
        return AppealPublished(
            public_summary=public_summary,
            author=author,
            month=f"{self.replied_on:%Y-%m}",
            category=self.category,
            outcome=self.outcome,
            days=(self.replied_on - self.registered_on).days,
            satisfaction=(
                SatisfactionBand.UNKNOWN
                if self.satisfaction is None
                else BANDS.get(self.satisfaction, SatisfactionBand.UNKNOWN)
            ),
        )

    def withdraw_publication(self, *, reason: Sealed) -> PublicationWithdrawn:
        """撤下公开: the public item goes, the log stays."""
        if not self.is_public:
            raise AppealNotPublic
        return PublicationWithdrawn(reason=reason, was_public=True)

    def decline_publication(self, *, reason: Sealed) -> PublicationWithdrawn:
        """不予公开: record why a closed appeal of the open track is not published at all."""
        if self.status is not AppealStatus.CLOSED:
            raise AppealNotClosed(status=self.status)
        if self.is_public:
            raise AppealAlreadyPublic
        if self.publish_by is None:
            raise PublicationNotOwed
        return PublicationWithdrawn(reason=reason, was_public=False)
