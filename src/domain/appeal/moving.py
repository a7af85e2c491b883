"""Whose case it is, and where it is kept: the wrong person put right, and the move to another 残协."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.appeal.further_events import AppealSubjectChanged, CaseTransferred
from domain.appeal.further_rules import (
    MergedAppealHasNoOwnSubject,
    SubjectUnchanged,
    TransferTargetNotActive,
    TransferTargetUnchanged,
    TransferWithoutDocument,
)
from domain.appeal.rules import AppealNotOpen
from domain.appeal.state import AppealState, AppealStatus

if TYPE_CHECKING:
    from uuid import UUID

    from domain.history import Sealed


class Moving(AppealState):
    """The commands by which an appeal comes to another person, or to another association."""

    __slots__ = ()

    def change_subject(self, *, resident: UUID, reason: Sealed) -> AppealSubjectChanged:
        """更正诉求人, in any state: it was recorded for the wrong person (10.1, corrections)."""
        if self.status is AppealStatus.MERGED:
            raise MergedAppealHasNoOwnSubject
        if resident == self.resident:
            raise SubjectUnchanged
        return AppealSubjectChanged(resident=resident, reason=reason)

    def transfer(
        self,
        *,
        from_association: UUID | None,
        to_association: UUID,
        to_is_active: bool,
        document_number: str,
    ) -> CaseTransferred:
        """移交 an open case, as when associations merge (10.7); `document_number` orders it."""
        if not self.is_open:
            raise AppealNotOpen(status=self.status)
        if to_association == from_association:
            raise TransferTargetUnchanged
        if not to_is_active:
            raise TransferTargetNotActive(to_association=to_association)
        if not document_number.strip():
            raise TransferWithoutDocument
        return CaseTransferred(
            from_association=from_association,
            to_association=to_association,
            document_number=document_number,
        )
