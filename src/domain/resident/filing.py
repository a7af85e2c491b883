"""How a person comes on file, is identified, told and asked (`domain.md` 10.12, 10.13a, 8.1).

That an ID number belongs to one file only is a reservation the caller makes in the same append.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.calendar import refuse_future
from domain.resident import rules
from domain.resident.events import (
    ConsentGiven,
    ConsentWithdrawn,
    ContactChanged,
    IdentityVerified,
    NoticeGiven,
    ResidentRegistered,
    ResidentSuspected,
)
from domain.resident.state import ResidentState
from domain.words import ResidentStatus

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from domain.history import Sealed
    from domain.resident.events import Notice
    from domain.words import ConsentPurpose, IdentityDocument, ToldBy


class Filing(ResidentState):
    """On file, identified, told, and agreed."""

    __slots__ = ()

    def suspect(
        self,
        *,
        association: UUID,
        household: UUID,
        name: Sealed,
        address: Sealed,
        suspected_categories: Sealed,
        identity_number: Sealed | None = None,
        birth_date: Sealed | None = None,
        sex: Sealed | None = None,
        phone: Sealed | None = None,
    ) -> ResidentSuspected:
        """Note somebody probably disabled, with or without an ID number 疑似."""
        if self.version:
            raise rules.ResidentOnFile
        return ResidentSuspected(
            association=association,
            household=household,
            name=name,
            address=address,
            suspected_categories=suspected_categories,
            identity_number=identity_number,
            birth_date=birth_date,
            sex=sex,
            phone=phone,
        )

    def register(
        self,
        *,
        association: UUID,
        household: UUID | None,
        name: Sealed,
        identity_number: Sealed,
        birth_date: Sealed,
        sex: Sealed,
        address: Sealed,
        phone: Sealed | None = None,
        category: Sealed | None = None,
        grade: Sealed | None = None,
        hardship: Sealed | None = None,
        notice: Notice | None = None,
    ) -> tuple[ResidentRegistered, NoticeGiven] | ResidentRegistered:
        """Put a person on the register 建档, new or suspected so far, and tell them so.

        `notice` may be left out only where a suspected person was told before.
        """
        if self.entered is not None:
            self.refuse_unless_here()
        if self.version and self.entered is not ResidentStatus.SUSPECTED:
            raise rules.ResidentOnFile
        registered = ResidentRegistered(
            association=association,
            household=household,
            name=name,
            identity_number=identity_number,
            birth_date=birth_date,
            sex=sex,
            address=address,
            phone=phone,
            category=category,
            grade=grade,
            hardship=hardship,
        )
        if notice is not None:
            _refuse_unwitnessed(notice)
            return registered, NoticeGiven(notice=notice)
        if not self.notice_given:
            raise rules.NoticeNotGiven
        return registered

    def verify_identity(
        self,
        *,
        document: IdentityDocument,
        agrees: bool,
        acknowledgement: Sealed | None = None,
    ) -> IdentityVerified:
        """Verify the identity 核实身份: `agrees` says that date of birth and sex are the document's."""
        self.refuse_unless_here()
        if not self.has_identity_number:
            raise rules.IdentityNumberMissing
        if not agrees and acknowledgement is None:
            raise rules.IdentityDisagrees
        return IdentityVerified(document=document, agrees=agrees, acknowledgement=acknowledgement)

    def change_contact(
        self,
        *,
        told_by: ToldBy,
        told_on: date,
        on: date,
        phone: Sealed | None = None,
        address: Sealed | None = None,
    ) -> ContactChanged:
        """Change phone or address 变更联系方式: who told us, and when."""
        self.refuse_unless_here()
        if phone is None and address is None:
            raise rules.NothingToChange
        refuse_future(told_on, on=on)
        return ContactChanged(phone=phone, address=address, told_by=told_by, told_on=told_on)

    def give_notice(self, *, notice: Notice) -> NoticeGiven:
        """Tell the person about the file 告知, again whenever the text has a new version."""
        self.refuse_unless_here()
        _refuse_unwitnessed(notice)
        return NoticeGiven(notice=notice)

    def give_consent(
        self,
        *,
        purpose: ConsentPurpose,
        notice: Notice,
        on: date,
        is_under_14: bool,
        guardian: UUID | None = None,
    ) -> ConsentGiven:
        """Take consent for one purpose 同意; under fourteen a guardian's (PIPL art 31)."""
        self.refuse_unless_here()
        if guardian is None and is_under_14:
            raise rules.GuardianMustConsent
        if guardian is not None and guardian not in self.guardians(on):
            raise rules.NotAGuardian
        _refuse_unwitnessed(notice)
        return ConsentGiven(purpose=purpose, notice=notice, guardian=guardian)

    def withdraw_consent(self, *, purpose: ConsentPurpose) -> ConsentWithdrawn:
        """Withdraw consent 撤回同意, from now on; also after a move, and by relatives after a death."""
        self.refuse_unless_open()
        if purpose not in self.consents:
            raise rules.ConsentNotGiven(purpose=purpose)
        return ConsentWithdrawn(purpose=purpose)


def _refuse_unwitnessed(notice: Notice) -> None:
    if not notice.signed and notice.witness is None:
        raise rules.NeitherSignedNorWitnessed
