"""名录: which institution may assess what, and which doctors it sends (`domain.md` 10.13a).

残疾人证管理办法 art 6: only hospitals designated by the province assess. One stream is one
institution, and its id the institution's. Without a designation nothing is scheduled. All periods
include their first and their last day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never
from uuid import UUID

from domain.history import Aggregate, Corrected, Event, Rejected, Voided, VoidReverted
from domain.words import DisabilityCategory

# The story.


class InstitutionDesignated(Event, topic="roster.institution_designated"):
    """机构已指定: an institution, named in clear, may assess these categories."""

    name: str
    categories: tuple[DisabilityCategory, ...]
    valid_from: date
    valid_to: date | None = None


class DesignationEnded(Event, topic="roster.designation_ended"):
    """指定已终止: `last_day` is the last day on which the institution may assess."""

    last_day: date


class DoctorListed(Event, topic="roster.doctor_listed"):
    """医生已列入: a doctor of this institution assesses these categories."""

    doctor: UUID
    categories: tuple[DisabilityCategory, ...]
    valid_from: date
    valid_to: date | None = None


class DoctorDelisted(Event, topic="roster.doctor_delisted"):
    """医生已移出: `last_day` is the doctor's last day on the list."""

    doctor: UUID
    last_day: date


class RosterCorrected(Corrected, topic="roster.corrected"):
    """已更正."""


class RosterVoided(Voided, topic="roster.voided"):
    """已作废."""


class RosterVoidReverted(VoidReverted, topic="roster.void_reverted"):
    """已撤销作废."""


RosterEvent = InstitutionDesignated | DesignationEnded | DoctorListed | DoctorDelisted


# The rules.


class NoCategoriesGiven(Rejected):
    """至少选一个残疾类别; 多重残疾按各单项类别选。
    | Choose at least one category; multiple disability is listed by its single categories.
    """


class PeriodEndsBeforeItBegins(Rejected):
    """终止日期早于起始日期, 请核对。 | The period ends before it begins; check the dates."""


class InstitutionAlreadyDesignated(Rejected):
    """该机构在此期间已被指定; 要变更类别, 请先终止原指定。
    | The institution is designated in that period already; end that first to change categories.
    """


class InstitutionHasNoDesignation(Rejected):
    """该机构在当日没有有效的指定。 | The institution has no designation in force on that day."""


class DoctorBeyondDesignation(Rejected):
    """医生的类别超出机构被指定的类别。
    | The doctor's categories go beyond those the institution is designated for.
    """


class DoctorAlreadyListed(Rejected):
    """该医生在此期间已在名录内; 要变更类别, 请先移出。
    | The doctor is on the list in that period already; delist first to change categories.
    """


class DoctorNotListed(Rejected):
    """该医生在当日不在名录内。 | The doctor is not on the list on that day."""


# The aggregate.


@dataclass(frozen=True, slots=True)
class Entry:
    """Some categories during a period, without an end where none is set."""

    categories: tuple[DisabilityCategory, ...]
    valid_from: date
    valid_to: date | None

    def holds(self, on: date) -> bool:
        """Tell whether the entry is in force on that day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def overlaps(self, valid_from: date, valid_to: date | None) -> bool:
        """Tell whether the entry has a day in common with that period."""
        starts_before = valid_to is None or self.valid_from <= valid_to
        return starts_before and (self.valid_to is None or valid_from <= self.valid_to)

    def ended(self, last_day: date) -> Entry:
        """Give the entry as it is when nothing holds after that day."""
        return replace(self, valid_to=last_day) if self.holds(last_day) else self


@dataclass(frozen=True, slots=True)
class DoctorEntry:
    """A doctor's place on the list."""

    doctor: UUID
    entry: Entry


@dataclass(slots=True)
class Roster(Aggregate[RosterEvent]):
    """One institution: its designations and its doctors, past ones too, since entries come late."""

    designations: tuple[Entry, ...] = ()
    doctors: tuple[DoctorEntry, ...] = ()

    corrected = RosterCorrected
    voided = RosterVoided
    void_reverted = RosterVoidReverted

    def is_designated(self, category: DisabilityCategory, on: date) -> bool:
        """Tell whether the institution may assess that category on that day."""
        return any(entry.holds(on) and category in entry.categories for entry in self.designations)

    def lists(self, doctor: UUID, category: DisabilityCategory, on: date) -> bool:
        """Tell whether that doctor may assess that category here on that day."""
        return self.is_designated(category, on) and any(
            listed.doctor == doctor
            and listed.entry.holds(on)
            and category in listed.entry.categories
            for listed in self.doctors
        )

    def designate(
        self,
        *,
        name: str,
        categories: tuple[DisabilityCategory, ...],
        valid_from: date,
        valid_to: date | None = None,
    ) -> InstitutionDesignated:
        """Designate the institution, first or again after an earlier designation."""
        _demand_categories_and_period(categories, valid_from, valid_to)
        if any(entry.overlaps(valid_from, valid_to) for entry in self.designations):
            raise InstitutionAlreadyDesignated
        return InstitutionDesignated(
            name=name, categories=categories, valid_from=valid_from, valid_to=valid_to
        )

    def end_designation(self, *, last_day: date) -> DesignationEnded:
        """End the designation that is in force on its `last_day`."""
        if not any(entry.holds(last_day) for entry in self.designations):
            raise InstitutionHasNoDesignation(on=last_day)
        return DesignationEnded(last_day=last_day)

    def list_doctor(
        self,
        *,
        doctor: UUID,
        categories: tuple[DisabilityCategory, ...],
        valid_from: date,
        valid_to: date | None = None,
    ) -> DoctorListed:
        """Put a doctor on the institution's list."""
        _demand_categories_and_period(categories, valid_from, valid_to)
        if not all(self.is_designated(category, valid_from) for category in categories):
            raise DoctorBeyondDesignation(on=valid_from)
        if any(
            listed.doctor == doctor and listed.entry.overlaps(valid_from, valid_to)
            for listed in self.doctors
        ):
            raise DoctorAlreadyListed
        return DoctorListed(
            doctor=doctor, categories=categories, valid_from=valid_from, valid_to=valid_to
        )

    def delist_doctor(self, *, doctor: UUID, last_day: date) -> DoctorDelisted:
        """Take a doctor off the list after `last_day`."""
        if not any(
            listed.doctor == doctor and listed.entry.holds(last_day) for listed in self.doctors
        ):
            raise DoctorNotListed(on=last_day)
        return DoctorDelisted(doctor=doctor, last_day=last_day)

    def evolve(self, event: RosterEvent) -> None:
        """Take over what `event` says."""
        match event:
            case InstitutionDesignated(categories=categories, valid_from=first, valid_to=last):
                self.designations = (*self.designations, Entry(categories, first, last))
            case DesignationEnded(last_day=last_day):
                self.designations = tuple(entry.ended(last_day) for entry in self.designations)
            case DoctorListed(
                doctor=doctor, categories=categories, valid_from=first, valid_to=last
            ):
                listed = DoctorEntry(doctor, Entry(categories, first, last))
                self.doctors = (*self.doctors, listed)
            case DoctorDelisted(doctor=doctor, last_day=last_day):
                self.doctors = tuple(
                    replace(listed, entry=listed.entry.ended(last_day))
                    if listed.doctor == doctor
                    else listed
                    for listed in self.doctors
                )
            case _:
                assert_never(event)


def _demand_categories_and_period(
    categories: tuple[DisabilityCategory, ...], valid_from: date, valid_to: date | None
) -> None:
    if not categories or DisabilityCategory.MULTIPLE in categories:
        raise NoCategoriesGiven
    if valid_to is not None and valid_to < valid_from:
        raise PeriodEndsBeforeItBegins
