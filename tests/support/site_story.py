"""A little story for the pages: a village with every kind of record, mistakes included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from domain.words import (
    AppealCategory,
    AppealChannel,
    Appellant,
    ApprovalLevel,
    AssessmentKind,
    ConsentBy,
    DisabilityCategory,
    DisputeKind,
    DisputeSource,
    EscalationRisk,
    MemberPost,
    Met,
    NoticeForm,
    Outcome,
    PartyRole,
    Regime,
    ReplyMeans,
    Track,
)
from support.site import (
    CHAIR,
    DISTRICT,
    OFFICER,
    OTHER_VILLAGE,
    TOWN,
    VILLAGE,
    VISITOR,
    invented_number,
)

if TYPE_CHECKING:
    from uuid import UUID

    from support.site import Site

PAPER = "徐残发〔2022〕5号"
START = date(2022, 3, 1)
VISITED_ON = date(2022, 4, 12)
REPLIED_ON = date(2022, 5, 20)
LATELY = date(2022, 6, 14)
NAMES = ("赵示例", "钱示例", "孙示例", "李示例", "周示例", "吴示例")


@dataclass(frozen=True)
class Told:
    """What the story left behind, each a record to look at."""

    association: UUID
    appointment: UUID
    residents: tuple[UUID, ...]
    visit: UUID
    corrected: UUID
    voided: UUID
    overdue: UUID
    resolved: UUID
    fresh: UUID
    pairing: UUID
    assessment: UUID
    batch: UUID
    dispute: UUID
    campaign: UUID
    report: UUID

    @property
    def every_kind(self) -> tuple[UUID, ...]:
        """One record of each kind."""
        return (
            self.association,
            self.appointment,
            self.residents[0],
            self.visit,
            self.fresh,
            self.pairing,
            self.assessment,
            self.batch,
            self.dispute,
            self.campaign,
            self.report,
        )


def a_little_story(site: Site) -> Told:
    """Tell it, and let the read models catch up."""
    association = an_association(site, VILLAGE, "晓山社区残协")
    an_association(site, OTHER_VILLAGE, "翠湖社区残协")
    appointment = _a_commissioner(site, association)
    residents = tuple(
        a_resident(site, association, name, 10 + nth) for nth, name in enumerate(NAMES)
    )
    pairing = _a_pairing(site, residents[0], association)
    campaign = _a_campaign(site)
    site.go_on_to(VISITED_ON)
    visit, corrected, voided = _visits(site, residents)
    overdue = an_appeal(site, residents[0])
    resolved = _a_resolved_appeal(site, residents[2])
    site.go_on_to(LATELY)
    fresh = an_appeal(site, residents[1], summary="想办残疾人证。")
    told = Told(
        association=association,
        appointment=appointment,
        residents=residents,
        visit=visit,
        corrected=corrected,
        voided=voided,
        overdue=overdue,
        resolved=resolved,
        fresh=fresh,
        pairing=pairing,
        assessment=_a_request(site, residents[3]),
        batch=_a_batch(site),
        dispute=_a_dispute(site, residents[4]),
        campaign=campaign,
        report=_a_report(site),
    )
    site.project()
    return told


def an_association(site: Site, code: str, name: str) -> UUID:
    """Bring an association to work."""
    association = site.open("associations", name=name, code=code, town=TOWN)
    site.give("associations/assign-area", association, area=uuid4(), name="一组")
    site.give("associations/approve", association, document_number=PAPER)
    site.give(
        "associations/appoint-member",
        association,
        person=CHAIR.id if code == VILLAGE else uuid4(),
        post=MemberPost.CHAIR,
        start_on=START,
        document_number=PAPER,
        is_party_secretary=True,
        name="王示例",
    )
    site.give("associations/activate", association)
    return association


def a_resident(site: Site, association: UUID, name: str, sequence: int) -> UUID:
    """Put a resident on file."""
    return site.open(
        "residents",
        association=association,
        household=None,
        name=name,
        identity_number=invented_number(sequence),
        address="示例村一组3号",
        category="4",
        grade="2",
        notice={"text_version": "2022-03", "form": NoticeForm.PAPER, "signed": True},
    )


def an_appeal(site: Site, resident: UUID, summary: str = "轮椅坏了, 想换一台。") -> UUID:
    """Register an appeal by telephone."""
    return site.open(
        "appeals",
        actor=VISITOR,
        appellant=Appellant.RESIDENT,
        channel=AppealChannel.PHONE,
        summary=summary,
        read_back=True,
        resident=resident,
    )


def _a_commissioner(site: Site, association: UUID) -> UUID:
    appointment = site.open(
        "appointments",
        person=VISITOR.id,
        association=association,
        is_adult=True,
        related_to_chair=False,
        name="郑示例",
    )
    for level in (ApprovalLevel.TOWN, ApprovalLevel.DISTRICT):
        site.give("appointments/approve", appointment, level=level, document_number=PAPER)
    site.give("appointments/start", appointment, start_on=START, pledge_signed_on=START)
    return appointment


def _a_pairing(site: Site, resident: UUID, association: UUID) -> UUID:
    pairing = site.open("pairings", resident=resident, helper=CHAIR.id, association=association)
    site.give(
        "pairings/confirm",
        pairing,
        consent_by=ConsentBy.RESIDENT,
        consent_form=NoticeForm.VOICE,
        start_on=START,
    )
    return pairing


def _a_campaign(site: Site) -> UUID:
    return site.open(
        "campaigns",
        title="困难残疾人大排查",
        target_definition="困难残疾人",
        start_on=START,
        planned_last_day=date(2022, 7, 31),
        form_version="2022-03",
        officers=(),
    )


def _visits(site: Site, residents: tuple[UUID, ...]) -> tuple[UUID, UUID, UUID]:
    """Four residents met, one of them twice by the same visitor; one not met; one entry void."""
    visit = site.visit(residents[0], residents[1])
    site.visit(residents[0])
    site.visit(residents[2], met=Met.NO)
    corrected = site.visit(residents[3])
    site.give(
        "visits/correct",
        corrected,
        actor=VISITOR,
        version=1,
        field="mode",
        new="face",
        reason="在村口见面, 不是入户",
    )
    site.visit(residents[5])
    voided = site.visit(residents[4])
    site.give("visits/void", voided, actor=VISITOR, reason="重复录入")
    return visit, corrected, voided


def _a_resolved_appeal(site: Site, resident: UUID) -> UUID:
    appeal = an_appeal(site, resident)
    site.give(
        "appeals/triage",
        appeal,
        track=Track.PROMPT,
        category=AppealCategory.DEVICE,
        regime=Regime.ORDINARY,
    )
    site.give("appeals/accept", appeal, related=False)
    site.give(
        "appeals/assign",
        appeal,
        lead="晓山社区残协",
        handler=VISITOR.id,
        related=False,
        assisting=(),
    )
    site.give("appeals/start-work", appeal, actor=VISITOR)
    site.go_on_to(REPLIED_ON)
    site.give(
        "appeals/reply",
        appeal,
        actor=VISITOR,
        outcome=Outcome.RESOLVED,
        reply="新轮椅已送到家。",
        means=ReplyMeans.IN_PERSON,
    )
    return appeal


def _a_request(site: Site, resident: UUID) -> UUID:
    return site.open(
        "assessments",
        actor=VISITOR,
        resident=resident,
        kind=AssessmentKind.FIRST,
        at_home=True,
        consent=NoticeForm.PAPER,
        suspected_categories=(DisabilityCategory.PHYSICAL,),
    )


def _a_batch(site: Site) -> UUID:
    physical = (DisabilityCategory.PHYSICAL,)
    institution = site.open(
        "institutions", name="区人民医院", categories=physical, valid_from=START
    )
    return site.open(
        "batches", planned_on=date(2022, 6, 20), institution=institution, doctors=(uuid4(),)
    )


def _a_report(site: Site) -> UUID:
    """Report March for the district, in which nothing happened, before the towns did."""
    site.project()
    return site.open(
        "months",
        actor=OFFICER,
        area=DISTRICT,
        month=date(2022, 3, 1),
        nothing_happened=True,
        missing_reason="先报",
    )


def _a_dispute(site: Site, resident: UUID) -> UUID:
    parties = (
        {"id": uuid4(), "role": PartyRole.APPLICANT, "resident": resident, "disabled": True},
        {"id": uuid4(), "role": PartyRole.RESPONDENT, "name": "冯示例"},
    )
    return site.open(
        "disputes",
        source=DisputeSource.VISIT,
        kind=DisputeKind.NEIGHBOUR,
        parties=parties,
        facts="邻居在过道堆放杂物, 轮椅过不去。",
        claims="请邻居清走杂物。",
        risk=EscalationRisk.LOW,
        administrative=False,
    )
