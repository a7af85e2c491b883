"""The story of an association in one-line facts (`domain.md` 10.7, Appendix E).

The business date of each event is its `occurred_on`. M01 counts the associations that are ACTIVE on
a day from Activated, Suspended, Resumed, Merged and Dissolved; M02 the areas of those from
AreaAssigned and AreaRemoved; M09 the members from MemberAppointed and MemberEnded, as
MemberTermCorrected put them right. Places and offices are clear, since statistics outlive people;
persons are named by id only.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.history import Corrected, Event, Sealed, Voided, VoidReverted
from domain.words import MemberEndReason, MemberPost


class AssociationProposed(Event, topic="association.proposed"):
    """已拟建: a town proposed an association for a village; `code` 12 digits, `town` its first 9."""

    name: str
    code: str
    town: str


class AssociationApproved(Event, topic="association.approved"):
    """已批复: the district approved it with the areas assigned to it so far."""

    document_number: str


class AssociationActivated(Event, topic="association.activated"):
    """已成立: it began to work."""


class AssociationSuspended(Event, topic="association.suspended"):
    """已暂停: it stopped working for a time."""

    reason: str
    document_number: str


class AssociationResumed(Event, topic="association.resumed"):
    """已恢复: it works again."""

    document_number: str


class AssociationsMerged(Event, topic="association.merged"):
    """已合并: this association was merged into another and is no more; each source has its own."""

    into: UUID
    document_number: str


class AssociationDissolved(Event, topic="association.dissolved"):
    """已撤销: it was dissolved."""

    reason: str
    document_number: str


class PlateApproved(Event, topic="association.plate_approved"):
    """已准入挂牌: the organisation department admitted its nameplate."""

    document_number: str
    approved_by: str


class PlateHung(Event, topic="association.plate_hung"):
    """已挂牌: the plate hangs at `place`; `photo` is the id of a document."""

    place: str
    photo: UUID | None = None


class PlateRemoved(Event, topic="association.plate_removed"):
    """已摘牌: the plate was taken down."""

    reason: str


class MemberAppointed(Event, topic="association.member_appointed"):
    """委员已任职: a person took a post from `start_on`.

    The name is sealed, and so is whether the person is disabled or a disabled person's relative.
    """

    person: UUID
    post: MemberPost
    start_on: date
    document_number: str
    is_party_secretary: bool
    name: Sealed | None = None
    disabled_or_relative: Sealed | None = None


class MemberEnded(Event, topic="association.member_ended"):
    """委员已离任: a person left the post; `last_day` is the last day in it."""

    person: UUID
    last_day: date
    reason: MemberEndReason


class MemberTermCorrected(Event, topic="association.member_term_corrected"):
    """任期已更正: the term that began on `former_start_on` was from `start_on` through `last_day`.

    An open term stays open: `last_day` is None. A document says what is right.
    """

    person: UUID
    former_start_on: date
    start_on: date
    document_number: str
    last_day: date | None = None


class AreaAssigned(Event, topic="association.area_assigned"):
    """自然村(小区)已划入: an area without a code of its own belongs here from this business date."""

    area: UUID
    name: str


class AreaRemoved(Event, topic="association.area_removed"):
    """自然村(小区)已划出: from this business date the area belongs here no more."""

    area: UUID
    reason: str


class DivisionCodeChanged(Event, topic="association.division_code_changed"):
    """区划代码已变更: from `valid_from` the village has another code; the old one keeps its past."""

    code: str
    town: str
    valid_from: date
    document_number: str


class PopulationRecorded(Event, topic="association.population_recorded"):
    """人口数已更新: the inhabitants on `as_of`, which set the commissioner quota."""

    count: int
    as_of: date
    source: str


class PledgePublished(Event, topic="association.pledge_published"):
    """承诺已公开: the association published its pledge 残协亮承诺."""

    text: str


class BrandRegistered(Event, topic="association.brand_registered"):
    """品牌已登记: its brand 一村一居一品, which is public."""

    title: str
    slogan: str
    description: str


class BrandRetired(Event, topic="association.brand_retired"):
    """品牌已停用: the brand is no longer used."""

    reason: str


class TermStarted(Event, topic="association.term_started"):
    """本届已开始: the n-th term began, planned until `planned_last_day`."""

    number: int
    planned_last_day: date


class TermEnded(Event, topic="association.term_ended"):
    """本届已届满: the n-th term is over; members leave by events of their own."""

    number: int


class AssociationCorrected(Corrected, topic="association.corrected"):
    """已更正."""


class AssociationVoided(Voided, topic="association.voided"):
    """已作废."""


class AssociationVoidReverted(VoidReverted, topic="association.void_reverted"):
    """已撤销作废."""


AssociationEvent = (
    AssociationProposed
    | AssociationApproved
    | AssociationActivated
    | AssociationSuspended
    | AssociationResumed
    | AssociationsMerged
    | AssociationDissolved
    | PlateApproved
    | PlateHung
    | PlateRemoved
    | MemberAppointed
    | MemberEnded
    | MemberTermCorrected
    | AreaAssigned
    | AreaRemoved
    | DivisionCodeChanged
    | PopulationRecorded
    | PledgePublished
    | BrandRegistered
    | BrandRetired
    | TermStarted
    | TermEnded
)
