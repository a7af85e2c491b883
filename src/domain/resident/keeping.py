"""Two files of one person, and a file that may no longer be used (`domain.md` 10.12, 8.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain.resident import rules
from domain.resident.events import (
    DuplicateSuspected,
    MergeReverted,
    NotDuplicateConfirmed,
    ProcessingRestricted,
    ResidentShredded,
    ResidentsMerged,
    RestrictionLifted,
)
from domain.resident.state import ResidentState
from domain.words import DuplicateGround, ResidentStatus

if TYPE_CHECKING:
    from uuid import UUID

    from domain.history import Sealed
    from domain.words import RestrictionGround

GROUNDS_MIN: Final = 2  # unless the ID number is the same (`domain.md` 10.12)
APPROVERS_MIN: Final = 2

_NOT_IN_USE: Final = (
    None,
    ResidentStatus.MERGED,
    ResidentStatus.RESTRICTED,
    ResidentStatus.SHREDDED,
)


class Keeping(ResidentState):
    """Duplicates merged and parted again; processing restricted; the key destroyed."""

    __slots__ = ()

    def suspect_duplicate(
        self, *, other: UUID, grounds: tuple[DuplicateGround, ...]
    ) -> DuplicateSuspected:
        """Propose that `other` is the same person's file 疑似重复."""
        self.refuse_unless_open()
        self._refuse_as_duplicate(other, grounds)
        return DuplicateSuspected(other=other, grounds=grounds)

    def confirm_not_duplicate(self, *, other: UUID) -> NotDuplicateConfirmed:
        """Confirm that they are two people 确认非重复."""
        self.refuse_unless_open()
        if other not in self.suspected_duplicates:
            raise rules.DuplicateNotSuspected
        return NotDuplicateConfirmed(other=other)

    def merge(
        self,
        *,
        into: UUID,
        into_status: ResidentStatus | None,
        grounds: tuple[DuplicateGround, ...],
    ) -> ResidentsMerged:
        """Let this file, the loser, give way to `into`, whose status is `into_status` 合并."""
        self.refuse_unless_open()
        self._refuse_as_duplicate(into, grounds)
        if into_status in _NOT_IN_USE:
            raise rules.WinnerNotInUse(status=into_status)
        return ResidentsMerged(into=into, grounds=grounds)

    def revert_merge(self, *, reason: Sealed) -> MergeReverted:
        """Take a wrong merge back 撤销合并; all else in this file is as it was."""
        if self.is_shredded:
            raise rules.FileShredded
        if self.merged_into is None:
            raise rules.FileNotMerged
        return MergeReverted(into=self.merged_into, reason=reason)

    def restrict(self, *, ground: RestrictionGround, has_open_case: bool) -> ProcessingRestricted:
        """Restrict the file to storage 限制处理 (`domain.md` 8.4, Appendix B 12)."""
        self.refuse_unless_open()
        if has_open_case:
            raise rules.CaseStillOpen
        return ProcessingRestricted(ground=ground)

    def lift_restriction(self, *, reason: Sealed) -> RestrictionLifted:
        """Put the file back into use 解除限制."""
        if self.is_shredded:
            raise rules.FileShredded
        if not self.is_restricted:
            raise rules.ProcessingNotRestricted
        return RestrictionLifted(reason=reason)

    def shred(
        self, *, appraisal: UUID, approvers: tuple[UUID, ...], retention_over: bool
    ) -> ResidentShredded:
        """Record that the key was destroyed 销毁: after appraisal, by two approvers."""
        if self.is_shredded:
            raise rules.FileShredded
        if self.entered is None:
            raise rules.ResidentNotOnFile
        if not retention_over:
            raise rules.RetentionStillRuns
        if len(set(approvers)) < APPROVERS_MIN:
            raise rules.TwoApproversNeeded
        return ResidentShredded(appraisal=appraisal, approvers=approvers)

    def _refuse_as_duplicate(self, other: UUID, grounds: tuple[DuplicateGround, ...]) -> None:
        if other == self.id:
            raise rules.SameFile
        if other in self.confirmed_others:
            raise rules.ConfirmedToBeTwoPeople
        if DuplicateGround.IDENTITY_NUMBER not in grounds and len(set(grounds)) < GROUNDS_MIN:
            raise rules.GroundsTooThin
