"""Association 村(社区)残协: what may be done with one, and what it is now (`domain.md` 10.7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from domain.association import rules
from domain.association.events import (
    AreaAssigned,
    AreaRemoved,
    AssociationActivated,
    AssociationApproved,
    AssociationCorrected,
    AssociationDissolved,
    AssociationEvent,
    AssociationProposed,
    AssociationResumed,
    AssociationsMerged,
    AssociationSuspended,
    AssociationVoided,
    AssociationVoidReverted,
    BrandRegistered,
    BrandRetired,
    DivisionCodeChanged,
    MemberAppointed,
    MemberEnded,
    MemberTermCorrected,
    PlateApproved,
    PlateHung,
    PlateRemoved,
    PledgePublished,
    PopulationRecorded,
    TermEnded,
    TermStarted,
)
from domain.association.seats import (
    MEMBERS_LIMIT,
    Seat,
    demand_correctable,
    demand_room,
    open_seat,
    seats_after,
)
from domain.association.standards import demand_document, is_division_code
from domain.association.status import AssociationStatus, PlateStatus
from domain.history import Aggregate
from domain.words import MemberPost

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from domain.history import Sealed
    from domain.words import MemberEndReason

_GONE = (None, AssociationStatus.MERGED, AssociationStatus.DISSOLVED)


@dataclass(slots=True)
class Association(Aggregate[AssociationEvent]):
    """One association, from being proposed until it is merged or dissolved."""

    status: AssociationStatus | None = None
    code: str = ""
    plate: PlateStatus = PlateStatus.NONE
    seats: tuple[Seat, ...] = ()
    areas: tuple[UUID, ...] = ()
    population: int | None = None
    has_brand: bool = False
    term: int = 0
    term_is_running: bool = False

    corrected = AssociationCorrected
    voided = AssociationVoided
    void_reverted = AssociationVoidReverted

    def propose(self, *, name: str, code: str, town: str) -> AssociationProposed:
        """Propose 拟建; that the village is known and has none is the caller's reservation."""
        if self.version:
            raise rules.AssociationAlreadyProposed
        if not is_division_code(code, town=town):
            raise rules.DivisionCodeMalformed(code=code, town=town)
        return AssociationProposed(name=name, code=code, town=town)

    def approve(self, *, document_number: str) -> AssociationApproved:
        """Approve 批复, once its areas are listed, that is, assigned."""
        if self.status is not AssociationStatus.PROPOSED:
            raise rules.AssociationNotProposed(status=self.status)
        if not self.areas:
            raise rules.AssociationWithoutAreas
        demand_document(document_number)
        return AssociationApproved(document_number=document_number)

    def activate(self, *, on: date) -> AssociationActivated:
        """Activate 成立 with one chair; 5 to 7 members are due, but only more than 9 refused."""
        if self.status is not AssociationStatus.APPROVED:
            raise rules.AssociationNotApproved(status=self.status)
        seats = self.seats_on(on)
        if sum(seat.post is MemberPost.CHAIR for seat in seats) != 1:
            raise rules.AssociationNeedsOneChair
        if len(seats) > MEMBERS_LIMIT:
            raise rules.MembersTooMany(members=len(seats), limit=MEMBERS_LIMIT)
        return AssociationActivated()

    def suspend(self, *, reason: str, document_number: str) -> AssociationSuspended:
        """Suspend 暂停."""
        self._demand_active()
        demand_document(document_number)
        return AssociationSuspended(reason=reason, document_number=document_number)

    def resume(self, *, document_number: str) -> AssociationResumed:
        """Resume 恢复."""
        if self.status is not AssociationStatus.SUSPENDED:
            raise rules.AssociationNotSuspended(status=self.status)
        demand_document(document_number)
        return AssociationResumed(document_number=document_number)

    def merge(
        self, *, into: UUID, into_is_active: bool, document_number: str
    ) -> AssociationsMerged:
        """Merge 合并 into another; members, areas and pairings move by events of their own."""
        self._demand_active()
        if into == self.id:
            raise rules.AssociationMergedIntoItself
        if not into_is_active:
            raise rules.MergeTargetNotActive(into=into)
        demand_document(document_number)
        return AssociationsMerged(into=into, document_number=document_number)

    def dissolve(
        self, *, reason: str, document_number: str, open_cases: int, commissioners: int
    ) -> AssociationDissolved:
        """Dissolve 撤销, when no case is open, no commissioner in post and no area left."""
        if self.status not in (AssociationStatus.ACTIVE, AssociationStatus.SUSPENDED):
            raise rules.AssociationNotActive(status=self.status)
        if open_cases:
            raise rules.AssociationStillHasCases(open_cases=open_cases)
        if commissioners:
            raise rules.AssociationStillHasCommissioners(commissioners=commissioners)
        if self.areas:
            raise rules.AssociationStillHasAreas(areas=len(self.areas))
        demand_document(document_number)
        return AssociationDissolved(reason=reason, document_number=document_number)

    def approve_plate(self, *, document_number: str, approved_by: str) -> PlateApproved:
        """Admit the nameplate 挂牌准入, on the organisation department's paper."""
        self._demand_active()
        if self.plate in (PlateStatus.APPROVED, PlateStatus.HUNG):
            raise rules.PlateAlreadyApproved
        demand_document(document_number)
        return PlateApproved(document_number=document_number, approved_by=approved_by)

    def hang_plate(self, *, place: str, photo: UUID) -> PlateHung:
        """Hang the plate 挂牌, an approved exception (5.3); the `photo` shows that it hangs (10.7)."""
        self._demand_active()
        if self.plate is not PlateStatus.APPROVED:
            raise rules.PlateNotApproved(plate=self.plate)
        return PlateHung(place=place, photo=photo)

    def remove_plate(self, *, reason: str) -> PlateRemoved:
        """Take the plate down 摘牌, which is possible even when the association is gone."""
        if self.plate is not PlateStatus.HUNG:
            raise rules.PlateNotHung(plate=self.plate)
        return PlateRemoved(reason=reason)

    def appoint_member(
        self,
        *,
        person: UUID,
        post: MemberPost,
        start_on: date,
        document_number: str,
        is_party_secretary: bool = False,
        name: Sealed | None = None,
        disabled_or_relative: Sealed | None = None,
    ) -> MemberAppointed:
        """Appoint 任命 from approval on; nobody sits twice at a time, nor do two chairs."""
        if self.status in (*_GONE, AssociationStatus.PROPOSED):
            raise rules.AssociationHasNoSeats(status=self.status)
        demand_document(document_number)
        demand_room(self.seats, person=person, post=post, start_on=start_on)
        return MemberAppointed(
            person=person,
            post=post,
            start_on=start_on,
            document_number=document_number,
            is_party_secretary=is_party_secretary,
            name=name,
            disabled_or_relative=disabled_or_relative,
        )

    def end_member(self, *, person: UUID, last_day: date, reason: MemberEndReason) -> MemberEnded:
        """End a post 离任, in any state, since members of a merged association leave it too."""
        seat = open_seat(self.seats, person)
        if seat is None:
            raise rules.MemberNotSitting
        if last_day < seat.start_on:
            raise rules.MemberEndsBeforeStart(start_on=seat.start_on, last_day=last_day)
        return MemberEnded(person=person, last_day=last_day, reason=reason)

    def correct_term(
        self,
        *,
        person: UUID,
        former_start_on: date,
        start_on: date,
        document_number: str,
        last_day: date | None = None,
    ) -> MemberTermCorrected:
        """Correct the dates of a term 任期更正, in any state, by a document; chairs never overlap."""
        demand_document(document_number)
        demand_correctable(self.seats, person, former_start_on, start_on, last_day)
        return MemberTermCorrected(
            person=person,
            former_start_on=former_start_on,
            start_on=start_on,
            document_number=document_number,
            last_day=last_day,
        )

    def assign_area(self, *, area: UUID, name: str) -> AreaAssigned:
        """Assign an area 划入; that it is free is the caller's reservation."""
        self._demand_on_record()
        if area in self.areas:
            raise rules.AreaAlreadyHere(area=area)
        return AreaAssigned(area=area, name=name)

    def remove_area(self, *, area: UUID, reason: str) -> AreaRemoved:
        """Remove an area 划出, in any state."""
        if area not in self.areas:
            raise rules.AreaNotHere(area=area)
        return AreaRemoved(area=area, reason=reason)

    def change_code(
        self,
        *,
        code: str,
        town: str,
        valid_from: date,
        document_number: str,
        locked_through: date | None = None,
        adjusts_locked_months: bool = False,
    ) -> DivisionCodeChanged:
        """Change the code 代码变更; inside a locked month only as a declared adjustment."""
        self._demand_on_record()
        if not is_division_code(code, town=town):
            raise rules.DivisionCodeMalformed(code=code, town=town)
        if code == self.code:
            raise rules.DivisionCodeUnchanged(code=code)
        if locked_through and valid_from <= locked_through and not adjusts_locked_months:
            raise rules.DivisionCodeReachesLockedMonth(locked_through=locked_through)
        demand_document(document_number)
        return DivisionCodeChanged(
            code=code, town=town, valid_from=valid_from, document_number=document_number
        )

    def record_population(self, *, count: int, as_of: date, source: str) -> PopulationRecorded:
        """Record the inhabitants 人口数."""
        self._demand_active()
        if count <= 0:
            raise rules.PopulationNotPositive(count=count)
        return PopulationRecorded(count=count, as_of=as_of, source=source)

    def publish_pledge(self, *, text: str) -> PledgePublished:
        """Publish the pledge 承诺; a later one takes its place."""
        self._demand_active()
        return PledgePublished(text=text)

    def register_brand(self, *, title: str, slogan: str, description: str) -> BrandRegistered:
        """Register the brand 品牌, one at a time."""
        self._demand_active()
        if self.has_brand:
            raise rules.BrandAlreadyActive
        return BrandRegistered(title=title, slogan=slogan, description=description)

    def retire_brand(self, *, reason: str) -> BrandRetired:
        """Retire the brand."""
        if not self.has_brand:
            raise rules.BrandNotActive
        return BrandRetired(reason=reason)

    def start_term(self, *, number: int, planned_last_day: date) -> TermStarted:
        """Start the n-th term 换届."""
        self._demand_active()
        if self.term_is_running:
            raise rules.TermAlreadyRunning(term=self.term)
        if number <= self.term:
            raise rules.TermNumberNotNext(number=number, last=self.term)
        return TermStarted(number=number, planned_last_day=planned_last_day)

    def end_term(self) -> TermEnded:
        """End the running term."""
        if not self.term_is_running:
            raise rules.TermNotRunning
        return TermEnded(number=self.term)

    def seats_on(self, day: date) -> tuple[Seat, ...]:
        """Give the seats held on `day`, as `member_warnings` takes them."""
        return tuple(seat for seat in self.seats if seat.covers(day))

    def evolve(self, event: AssociationEvent) -> None:  # noqa: C901, PLR0912  (one case an event)
        """Take over what `event` says."""
        match event:
            case AssociationProposed(code=code):
                self.status, self.code = AssociationStatus.PROPOSED, code
            case AssociationApproved():
                self.status = AssociationStatus.APPROVED
            case AssociationActivated() | AssociationResumed():
                self.status = AssociationStatus.ACTIVE
            case AssociationSuspended():
                self.status = AssociationStatus.SUSPENDED
            case AssociationsMerged():
                self.status = AssociationStatus.MERGED
            case AssociationDissolved():
                self.status = AssociationStatus.DISSOLVED
            case PlateApproved():
                self.plate = PlateStatus.APPROVED
            case PlateHung():
                self.plate = PlateStatus.HUNG
            case PlateRemoved():
                self.plate = PlateStatus.REMOVED
            case MemberAppointed() | MemberEnded() | MemberTermCorrected():
                self.seats = seats_after(self.seats, event)
            case AreaAssigned(area=area):
                self.areas = (*self.areas, area)
            case AreaRemoved(area=area):
                self.areas = tuple(kept for kept in self.areas if kept != area)
            case DivisionCodeChanged(code=code):
                self.code = code
            case PopulationRecorded(count=count):
                self.population = count
            case PledgePublished():
                pass
            case BrandRegistered() | BrandRetired():
                self.has_brand = isinstance(event, BrandRegistered)
            case TermStarted(number=number):
                self.term, self.term_is_running = number, True
            case TermEnded():
                self.term_is_running = False
            case _:
                assert_never(event)

    def _demand_active(self) -> None:
        if self.status is not AssociationStatus.ACTIVE:
            raise rules.AssociationNotActive(status=self.status)

    def _demand_on_record(self) -> None:
        if self.status in _GONE:
            raise rules.AssociationGone(status=self.status)
