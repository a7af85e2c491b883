"""Whom a person lives with and who speaks for them; moving, and dying (`domain.md` 1.7, 10.13a)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.calendar import refuse_future
from domain.resident import rules
from domain.resident.events import (
    CarerEnded,
    CarerSet,
    DeathReverted,
    GuardianEnded,
    GuardianSet,
    HouseholdJoined,
    HouseholdLeft,
    ResidentDied,
    ResidentMovedIn,
    ResidentMovedOut,
    SubsidyTriggerRaised,
)
from domain.resident.state import ResidentState

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from domain.history import Sealed
    from domain.words import DeathEvidence, GuardianBasis, SubsidyTrigger


class Living(ResidentState):
    """The people around, the place, and the end of it."""

    __slots__ = ()

    def set_guardian(
        self,
        *,
        guardian: UUID,
        name: Sealed,
        relation: Sealed,
        basis: GuardianBasis,
        from_on: date,
        evidence: UUID,
        to_on: date | None = None,
        phone: Sealed | None = None,
        identity_number: Sealed | None = None,
    ) -> GuardianSet:
        """Enter a guardian 监护人 by the document `evidence`; both parents of a minor may be."""
        self.refuse_unless_here()
        self._refuse_oneself(guardian)
        if to_on is not None and to_on < from_on:
            raise rules.EndBeforeBeginning(from_on=from_on, to_on=to_on)
        if any(
            held.guardian == guardian and held.overlaps(from_on, to_on)
            for held in self.guardianships
        ):
            raise rules.GuardianAlreadySet
        return GuardianSet(
            guardian=guardian,
            name=name,
            relation=relation,
            phone=phone,
            identity_number=identity_number,
            basis=basis,
            from_on=from_on,
            to_on=to_on,
            evidence=evidence,
        )

    def end_guardian(
        self, *, guardian: UUID, ended_on: date, evidence: UUID | None = None
    ) -> GuardianEnded:
        """End a guardianship 终止监护; `ended_on` is its last day."""
        self.refuse_unless_open()
        if guardian not in self.guardians(ended_on):
            raise rules.NotAGuardian(ended_on=ended_on)
        return GuardianEnded(guardian=guardian, ended_on=ended_on, evidence=evidence)

    def join_household(self, *, household: UUID, joined_on: date, on: date) -> HouseholdJoined:
        """Enter the person into a household 入户."""
        self.refuse_unless_here()
        if self.household is not None:
            raise rules.HouseholdAlreadyJoined(household=self.household)
        refuse_future(joined_on, on=on)
        return HouseholdJoined(household=household, joined_on=joined_on)

    def leave_household(self, *, left_on: date, on: date) -> HouseholdLeft:
        """Take the person out of the household 离户."""
        self.refuse_unless_open()
        if self.household is None:
            raise rules.NotInHousehold
        refuse_future(left_on, on=on)
        if self.joined_on is not None and left_on < self.joined_on:
            raise rules.EndBeforeBeginning(from_on=self.joined_on, to_on=left_on)
        return HouseholdLeft(household=self.household, left_on=left_on)

    def set_carer(
        self,
        *,
        carer: UUID,
        name: Sealed,
        relation: Sealed,
        from_on: date,
        phone: Sealed | None = None,
    ) -> CarerSet:
        """Enter the main carer 主要照料人."""
        self.refuse_unless_here()
        self._refuse_oneself(carer)
        if self.carer is not None:
            raise rules.CarerAlreadySet(carer=self.carer)
        return CarerSet(carer=carer, name=name, relation=relation, phone=phone, from_on=from_on)

    def end_carer(self, *, ended_on: date) -> CarerEnded:
        """End the care 终止照料; `ended_on` is its last day."""
        self.refuse_unless_open()
        if self.carer is None:
            raise rules.NoCarer
        if self.carer_from_on is not None and ended_on < self.carer_from_on:
            raise rules.EndBeforeBeginning(from_on=self.carer_from_on, to_on=ended_on)
        return CarerEnded(carer=self.carer, ended_on=ended_on)

    def move_out(
        self,
        *,
        moved_on: date,
        place: Sealed,
        matters_decided: bool,
        on: date,
        to_association: UUID | None = None,
    ) -> ResidentMovedOut:
        """Record a move away 迁出, once it is decided what becomes of pairing and open cases."""
        self.refuse_unless_here()
        refuse_future(moved_on, on=on)
        if not matters_decided:
            raise rules.OpenMattersUndecided
        return ResidentMovedOut(moved_on=moved_on, place=place, to_association=to_association)

    def move_in(
        self,
        *,
        moved_on: date,
        association: UUID,
        household: UUID | None,
        address: Sealed,
        on: date,
        place: Sealed | None = None,
    ) -> ResidentMovedIn:
        """Record a move back or to another association 迁入; a newcomer is registered instead."""
        self.refuse_unless_open()
        if self.died_on is not None:
            raise rules.ResidentDead(died_on=self.died_on)
        if self.moved_out_on is None:
            raise rules.ResidentLivesHere
        refuse_future(moved_on, on=on)
        if moved_on < self.moved_out_on:
            raise rules.MovedBackTooSoon(moved_out_on=self.moved_out_on)
        return ResidentMovedIn(
            moved_on=moved_on,
            association=association,
            household=household,
            address=address,
            place=place,
        )

    def record_death(
        self, *, died_on: date, evidence: DeathEvidence, on: date, document: UUID | None = None
    ) -> ResidentDied:
        """Record the death 死亡 and what proves it; also of somebody who moved away."""
        self.refuse_unless_open()
        if self.died_on is not None:
            raise rules.ResidentDead(died_on=self.died_on)
        refuse_future(died_on, on=on)
        return ResidentDied(died_on=died_on, evidence=evidence, document=document)

    def revert_death(self, *, document: UUID) -> DeathReverted:
        """Take a death back 撤销死亡登记: the person is alive, as `document` shows."""
        self.refuse_unless_open()
        if self.died_on is None:
            raise rules.ResidentAlive
        return DeathReverted(document=document)

    def raise_subsidy_trigger(
        self, *, trigger: SubsidyTrigger, from_month: date
    ) -> SubsidyTriggerRaised:
        """Say what the two subsidies have to do with it 提示两项补贴, once a month and matter."""
        self.refuse_unless_open()
        raised = trigger, from_month.replace(day=1)
        if raised in self.subsidy_triggers:
            raise rules.SubsidyTriggerAlreadyRaised(trigger=trigger, from_month=from_month)
        return SubsidyTriggerRaised(trigger=trigger, from_month=raised[1])

    def _refuse_oneself(self, person: UUID) -> None:
        if person == self.id:
            raise rules.PersonIsTheResident
