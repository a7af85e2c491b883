"""What a resident's history adds up to, and what other commands may ask of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar, assert_never

from domain.history import Aggregate
from domain.resident.certificate import Certificate
from domain.resident.certificate_events import (
    CardPrinted,
    CertificateCancelled,
    CertificateEvent,
    CertificateExpired,
    CertificateExpiryReminderRaised,
    CertificateFrozen,
    CertificateMovedOut,
    CertificateReversed,
    CertificateUnfrozen,
)
from domain.resident.events import (
    CarerEnded,
    CarerSet,
    ConsentGiven,
    ConsentWithdrawn,
    ContactChanged,
    DeathReverted,
    DuplicateSuspected,
    GuardianEnded,
    GuardianSet,
    HouseholdJoined,
    HouseholdLeft,
    IdentityVerified,
    MergeReverted,
    NotDuplicateConfirmed,
    NoticeGiven,
    PersonEvent,
    ProcessingRestricted,
    ResidentDied,
    ResidentMovedIn,
    ResidentMovedOut,
    ResidentRegistered,
    ResidentShredded,
    ResidentsMerged,
    ResidentSuspected,
    RestrictionLifted,
    SubsidyTriggerRaised,
)
from domain.resident.rules import (
    FileMerged,
    FileShredded,
    ProcessingIsRestricted,
    ResidentDead,
    ResidentMovedAway,
    ResidentNotOnFile,
    ResidentOnlySuspected,
)
from domain.words import ResidentStatus

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from domain.words import ConsentPurpose, SubsidyTrigger

T = TypeVar("T")

ResidentEvent = PersonEvent | CertificateEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Guardianship:
    """Who is guardian, from the first day to the last."""

    guardian: UUID
    from_on: date
    to_on: date | None

    def holds(self, on: date) -> bool:
        """Tell whether it holds on `on`, first and last day included."""
        return self.overlaps(on, on)

    def overlaps(self, from_on: date, to_on: date | None) -> bool:
        """Tell whether it holds on any day from `from_on` to `to_on`."""
        begun = to_on is None or self.from_on <= to_on
        return begun and (self.to_on is None or from_on <= self.to_on)


@dataclass(slots=True)
class ResidentState(Aggregate[ResidentEvent]):
    """The state of a resident's file. Rules and commands are in the classes that derive from it.

    Nothing personal is in it. `entered` is how the person is on file, SUSPECTED or REGISTERED, and
    absent before; `status` adds what became of person, certificate and file. An entry may be void
    by itself, so any fact may be missing beside any other.
    """

    entered: ResidentStatus | None = None
    association: UUID | None = None
    household: UUID | None = None
    has_identity_number: bool = False
    identity_verified: bool = False
    notice_given: bool = False
    consents: tuple[ConsentPurpose, ...] = ()
    guardianships: tuple[Guardianship, ...] = ()
    carer: UUID | None = None
    carer_from_on: date | None = None
    joined_on: date | None = None
    moved_out_on: date | None = None
    died_on: date | None = None
    suspected_duplicates: tuple[UUID, ...] = ()
    confirmed_others: tuple[UUID, ...] = ()
    merged_into: UUID | None = None
    subsidy_triggers: tuple[tuple[SubsidyTrigger, date], ...] = ()
    is_restricted: bool = False
    is_shredded: bool = False
    certificate: Certificate = field(default_factory=Certificate)

    @property
    def status(self) -> ResidentStatus | None:  # noqa: PLR0911  (one line a status, in order)
        """The status on the screens; absent before the person is on file."""
        if self.is_shredded:
            return ResidentStatus.SHREDDED
        if self.merged_into is not None:
            return ResidentStatus.MERGED
        if self.is_restricted:
            return ResidentStatus.RESTRICTED
        if self.entered is None:
            return None
        if self.died_on is not None or self.moved_out_on is not None:
            return ResidentStatus.INACTIVE
        if self.certificate.is_held:
            return ResidentStatus.CERTIFIED
        return self.entered

    def guardians(self, on: date) -> tuple[UUID, ...]:
        """Who is guardian on `on`; both parents of a minor may be."""
        return tuple(held.guardian for held in self.guardianships if held.holds(on))

    def has_guardian(self, on: date) -> bool:
        """Tell whether anybody is guardian on `on`."""
        return bool(self.guardians(on))

    def refuse_unless_open(self) -> None:
        """Refuse where the file takes no entries: unknown, merged, restricted or shredded."""
        if self.is_shredded:
            raise FileShredded
        if self.merged_into is not None:
            raise FileMerged(into=self.merged_into)
        if self.is_restricted:
            raise ProcessingIsRestricted
        if self.entered is None:
            raise ResidentNotOnFile

    def refuse_unless_here(self) -> None:
        """Refuse where the person is dead or has moved away, or the file is not open."""
        self.refuse_unless_open()
        if self.died_on is not None:
            raise ResidentDead(died_on=self.died_on)
        if self.moved_out_on is not None:
            raise ResidentMovedAway(moved_on=self.moved_out_on)

    def refuse_unless_registered_here(self) -> None:
        """Refuse as well where the person is only suspected."""
        self.refuse_unless_here()
        if self.entered is not ResidentStatus.REGISTERED:
            raise ResidentOnlySuspected

    def evolve(self, event: ResidentEvent) -> None:  # noqa: C901, PLR0912, PLR0915  (one case an event)
        """Take over what `event` says."""
        match event:
            case ResidentSuspected():
                self.entered = ResidentStatus.SUSPECTED
                self.association = event.association
                self.household, self.joined_on = event.household, None
                self.has_identity_number = event.identity_number is not None
            case ResidentRegistered():
                self.entered = ResidentStatus.REGISTERED
                self.association = event.association
                self.household, self.joined_on = event.household, None
                self.has_identity_number, self.identity_verified = True, False
            case IdentityVerified():
                self.identity_verified = True
            case ContactChanged():
                pass
            case NoticeGiven():
                self.notice_given = True
            case ConsentGiven(purpose=purpose):
                self.consents = (*_without(self.consents, purpose), purpose)
            case ConsentWithdrawn(purpose=purpose):
                self.consents = _without(self.consents, purpose)
            case GuardianSet():
                held = Guardianship(
                    guardian=event.guardian, from_on=event.from_on, to_on=event.to_on
                )
                self.guardianships = (*self.guardianships, held)
            case GuardianEnded():
                self.guardianships = tuple(
                    replace(held, to_on=event.ended_on)
                    if held.guardian == event.guardian and held.holds(event.ended_on)
                    else held
                    for held in self.guardianships
                )
            case HouseholdJoined(household=household, joined_on=joined_on):
                self.household, self.joined_on = household, joined_on
            case HouseholdLeft():
                self.household, self.joined_on = None, None
            case CarerSet(carer=carer, from_on=from_on):
                self.carer, self.carer_from_on = carer, from_on
            case CarerEnded():
                self.carer, self.carer_from_on = None, None
            case ResidentMovedOut(moved_on=moved_on):
                self.moved_out_on, self.household, self.joined_on = moved_on, None, None
            case ResidentMovedIn():
                self.moved_out_on = None
                self.association, self.household = event.association, event.household
            case ResidentDied(died_on=died_on):
                self.died_on = died_on
            case DeathReverted():
                self.died_on = None
            case DuplicateSuspected(other=other):
                self.suspected_duplicates = (*_without(self.suspected_duplicates, other), other)
            case NotDuplicateConfirmed(other=other):
                self.suspected_duplicates = _without(self.suspected_duplicates, other)
                self.confirmed_others = (*_without(self.confirmed_others, other), other)
            case ResidentsMerged(into=into):
                self.merged_into = into
            case MergeReverted():
                self.merged_into = None
            case SubsidyTriggerRaised(trigger=trigger, from_month=from_month):
                self.subsidy_triggers = (*self.subsidy_triggers, (trigger, from_month))
            case ProcessingRestricted():
                self.is_restricted = True
            case RestrictionLifted():
                self.is_restricted = False
            case ResidentShredded():
                self.is_shredded = True
            case (
                CardPrinted()
                | CertificateFrozen()
                | CertificateUnfrozen()
                | CertificateExpired()
                | CertificateCancelled()
                | CertificateReversed()
                | CertificateMovedOut()
                | CertificateExpiryReminderRaised()
            ):
                self.certificate = self.certificate.after(event)
            case _:
                assert_never(event)


def _without(items: tuple[T, ...], item: T) -> tuple[T, ...]:
    return tuple(other for other in items if other != item)
