"""The story of a resident: what happens to a person and to the file, in the order it may happen.

Somebody is suspected, found on a visit, or registered at once; told about the file; identified;
moves, is merged with a duplicate, dies. What happens to the certificate is a story of its own, in
`certificate_events`. All that is said *of* a person is sealed; what was done, and when, is clear.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.history import Corrected, Event, Sealed, Voided, VoidReverted
from domain.words import (
    ConsentPurpose,
    DeathEvidence,
    DuplicateGround,
    GuardianBasis,
    IdentityDocument,
    NoticeForm,
    RestrictionGround,
    SubsidyTrigger,
    ToldBy,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A text put before a person: its version, its form, and who signed or stood by.

    Who does not sign, because they cannot, has a witness (`domain.md` 10.12).
    """

    text_version: str
    form: NoticeForm
    signed: bool
    witness: Sealed | None = None


# ---- On file ----


class ResidentSuspected(Event, topic="resident.suspected"):
    """疑似已登记: somebody probably disabled was found, and has no certificate.

    An ID number may be missing (`domain.md` 1.2); association and household may not.
    """

    association: UUID
    household: UUID
    name: Sealed
    address: Sealed
    suspected_categories: Sealed
    identity_number: Sealed | None = None
    birth_date: Sealed | None = None
    sex: Sealed | None = None
    phone: Sealed | None = None


class ResidentRegistered(Event, topic="resident.registered"):
    """已建档: the person is on the register of an association, by address on that date.

    `category` and `grade` are what the person has been told so far, absent when never assessed;
    `hardship` is whether the household is in hardship, economic data and therefore sealed.
    """

    association: UUID
    household: UUID | None
    name: Sealed
    identity_number: Sealed
    birth_date: Sealed
    sex: Sealed
    address: Sealed
    phone: Sealed | None = None
    category: Sealed | None = None
    grade: Sealed | None = None
    hardship: Sealed | None = None


class IdentityVerified(Event, topic="resident.identity_verified"):
    """已核实身份: a document was seen; where it disagrees, the reason it is believed is kept."""

    document: IdentityDocument
    agrees: bool
    acknowledgement: Sealed | None = None


class ContactChanged(Event, topic="resident.contact_changed"):
    """联系方式已变更: a new phone number, a new address in the same village, or both."""

    phone: Sealed | None = None
    address: Sealed | None = None
    told_by: ToldBy
    told_on: date


# ---- Told, and agreed ----


class NoticeGiven(Event, topic="resident.notice_given"):
    """已告知: the person was told who keeps the file, why, for how long, and of their rights."""

    notice: Notice


class ConsentGiven(Event, topic="resident.consent_given"):
    """已同意: consent for one purpose, by the person or by `guardian`."""

    purpose: ConsentPurpose
    notice: Notice
    guardian: UUID | None = None


class ConsentWithdrawn(Event, topic="resident.consent_withdrawn"):
    """已撤回同意: from now on; what was done before stays lawful."""

    purpose: ConsentPurpose


# ---- The people around ----


class GuardianSet(Event, topic="resident.guardian_set"):
    """监护人已登记: a guardian, on which basis and by which evidence (`domain.md` 1.7)."""

    guardian: UUID
    name: Sealed
    relation: Sealed
    phone: Sealed | None = None
    identity_number: Sealed | None = None
    basis: GuardianBasis
    from_on: date
    to_on: date | None = None
    evidence: UUID


class GuardianEnded(Event, topic="resident.guardian_ended"):
    """监护已终止: `ended_on` is the last day of the guardianship."""

    guardian: UUID
    ended_on: date
    evidence: UUID | None = None


class HouseholdJoined(Event, topic="resident.household_joined"):
    """已入户: the person lives in this household."""

    household: UUID
    joined_on: date


class HouseholdLeft(Event, topic="resident.household_left"):
    """已离户: the person lives there no longer."""

    household: UUID
    left_on: date


class CarerSet(Event, topic="resident.carer_set"):
    """主要照料人已登记: who looks after the person day by day, often not the guardian."""

    carer: UUID
    name: Sealed
    relation: Sealed
    phone: Sealed | None = None
    from_on: date


class CarerEnded(Event, topic="resident.carer_ended"):
    """照料已终止: `ended_on` is the last day of it."""

    carer: UUID
    ended_on: date


# ---- Moving, dying ----


class ResidentMovedOut(Event, topic="resident.moved_out"):
    """已迁出: to `place`, or to `to_association` of this district; the household is left with it."""

    moved_on: date
    place: Sealed
    to_association: UUID | None = None


class ResidentMovedIn(Event, topic="resident.moved_in"):
    """已迁入: back from elsewhere, or from another association of this district."""

    moved_on: date
    association: UUID
    household: UUID | None
    address: Sealed
    place: Sealed | None = None


class ResidentDied(Event, topic="resident.died"):
    """已死亡: on which day, and what proves it."""

    died_on: date
    evidence: DeathEvidence
    document: UUID | None = None


class DeathReverted(Event, topic="resident.death_reverted"):
    """死亡登记已撤销: the person is alive, as `document` shows."""

    document: UUID


class SubsidyTriggerRaised(Event, topic="resident.subsidy_trigger_raised"):
    """已提示两项补贴事项: what is to be done, beginning with the month of `from_month`."""

    trigger: SubsidyTrigger
    from_month: date


# ---- Duplicates ----


class DuplicateSuspected(Event, topic="resident.duplicate_suspected"):
    """疑似重复: `other` may be the same person's file, because these things agree."""

    other: UUID
    grounds: tuple[DuplicateGround, ...]


class NotDuplicateConfirmed(Event, topic="resident.not_duplicate_confirmed"):
    """已确认非重复: `other` is another person's file."""

    other: UUID


class ResidentsMerged(Event, topic="resident.merged"):
    """档案已合并: this file gives way to `into`, which stays; reads follow the pointer."""

    into: UUID
    grounds: tuple[DuplicateGround, ...]


class MergeReverted(Event, topic="resident.merge_reverted"):
    """合并已撤销: they are two people after all; this file, untouched by the merge, is open again."""

    into: UUID
    reason: Sealed


# ---- Rights over the file ----


class ProcessingRestricted(Event, topic="resident.processing_restricted"):
    """已限制处理: stored and protected, and nothing else (`domain.md` 8.4)."""

    ground: RestrictionGround


class RestrictionLifted(Event, topic="resident.restriction_lifted"):
    """限制已解除: the file is in use again."""

    reason: Sealed


class ResidentShredded(Event, topic="resident.shredded"):
    """密钥已销毁: the key is gone, and with it all that was sealed; counts and dates stay."""

    appraisal: UUID
    approvers: tuple[UUID, ...]


# ---- The kernel's three verbs ----


class ResidentCorrected(Corrected, topic="resident.corrected"):
    """已更正: something in the file was typed wrong."""


class ResidentVoided(Voided, topic="resident.voided"):
    """已作废: the file, or one entry of it, should not be there."""


class ResidentVoidReverted(VoidReverted, topic="resident.void_reverted"):
    """已撤销作废: the void was a mistake."""


PersonEvent = (
    ResidentSuspected
    | ResidentRegistered
    | IdentityVerified
    | ContactChanged
    | NoticeGiven
    | ConsentGiven
    | ConsentWithdrawn
    | GuardianSet
    | GuardianEnded
    | HouseholdJoined
    | HouseholdLeft
    | CarerSet
    | CarerEnded
    | ResidentMovedOut
    | ResidentMovedIn
    | ResidentDied
    | DeathReverted
    | SubsidyTriggerRaised
    | DuplicateSuspected
    | NotDuplicateConfirmed
    | ResidentsMerged
    | MergeReverted
    | ProcessingRestricted
    | RestrictionLifted
    | ResidentShredded
)
