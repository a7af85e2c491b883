"""The same district as in `every_command`: its assessments, pairings, visits, disputes and papers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from application.catalogue import RESOURCES
from domain.catalogue import KINDS
from support.casework import (
    START,
    a_commissioner,
    a_pairing,
    a_resident,
    an_appeal,
    confirm,
)
from support.office import (
    CHAIR,
    COMMISSIONER,
    MEDIATOR,
    OFFICER,
    SYSTEM,
    TODAY,
    TOWN_OFFICER,
    identity_number,
)

if TYPE_CHECKING:
    from uuid import UUID

    from support.office import Front, Said

RESOURCE_OF = {kind: resource for resource, kind in RESOURCES.items()}


def pairings(front: Front, association: UUID) -> None:
    """Let a resident have one helper after another."""
    a_commissioner(front, association)
    resident = a_resident(front, association, number=identity_number(sequence=51))
    refused = a_pairing(front, resident, association)
    front.give("pairings/decline", refused, actor=CHAIR, by="resident", reason="想另选")
    first = a_pairing(front, resident, association)
    confirm(front, first)
    front.give(
        "pairings/set-plan",
        first,
        actor=CHAIR,
        needs=("device", "care"),
        measures="每周上门",
        review_on=date(2022, 9, 1),
    )
    front.give(
        "pairings/correct-start",
        first,
        actor=TOWN_OFFICER,
        start_on=date(2022, 3, 2),
        reason="补录时日期写错",
    )
    front.give(
        "pairings/suspend",
        first,
        actor=CHAIR,
        reason="hospital",
        expected_last_day=date(2022, 7, 1),
    )
    front.give("pairings/resume", first, actor=CHAIR)
    moved = front.give(
        "pairings/transfer",
        first,
        actor=TOWN_OFFICER,
        new_helper=COMMISSIONER.id,
        consent_by="guardian",
        consent_form="voice",
    )
    (second,) = moved.others
    front.give("pairings/orphan", second, actor=SYSTEM)
    front.give("pairings/note-missed-duty", second, actor=SYSTEM, month=date(2022, 5, 1))
    visit = uuid4()
    front.give("pairings/note-first-visit", second, actor=SYSTEM, visit=visit, visited_on=TODAY)
    front.give("pairings/take-back-first-visit", second, actor=SYSTEM, visit=visit)
    front.give("pairings/end", second, actor=CHAIR, reason="asked")


def visits(front: Front, resident: UUID) -> None:
    """Let a campaign be held, and its visits raise what visits raise."""
    campaign = front.open(
        "campaigns",
        title="大排查",
        target_definition="困难残疾人",
        start_on=START,
        planned_last_day=TODAY,
        form_version="1",
        officers=(OFFICER.id,),
    )
    front.give("campaigns/start-round", campaign, number=1, title="大排查")
    front.give("campaigns/add-targets", campaign, residents=(resident, uuid4()), reason="listed")
    front.give("campaigns/remove-target", campaign, resident=resident, reason="moved")
    front.give("campaigns/fix-target-list", campaign)
    front.give("campaigns/close", campaign)
    front.give("campaigns/reopen", campaign, reason="补录")
    front.give("campaigns/close", campaign)
    front.give("campaigns/lock", campaign)
    seen: Said = {"resident": resident, "met": "yes", "state_checked": True}
    said: Said = {"visitor": COMMISSIONER.id, "mode": "home", "purpose": "survey"}
    visit = front.open(
        "visits",
        actor=COMMISSIONER,
        **said,
        residents=(
            seen | {"heard": "腿疼", "changes": "瘦了", "needs": ("accessibility", "device")},
        ),
        next_step="联系医生",
        risks=({"kind": "housing", "resident": resident, "note": "屋顶漏雨"},),
        appeals=(
            {
                "resident": resident,
                "summary": "想修屋顶",
                "read_back": True,
                "need": "accessibility",
            },
        ),
    )
    front.give(
        "visits/answer-need", visit, resident=resident, need="device", reason="本人谢绝辅助器具"
    )
    front.give(
        "visits/complete-form", visit, resident=resident, form_version="1", answers="问卷答案"
    )
    risk = uuid4()
    front.give(
        "visits/flag-risk", visit, risk=risk, kind="medication", resident=resident, note="断药三天"
    )
    front.give("visits/resolve-risk", visit, risk=risk, measures="已送药")
    planned = front.open(
        "visits/plan",
        actor=COMMISSIONER,
        visitor=COMMISSIONER.id,
        residents=(resident,),
        planned_on=TODAY,
        purpose="pairing",
    )
    front.give("visits/record", planned, actor=COMMISSIONER, **said, residents=(seen,))


def disputes(front: Front, resident: UUID) -> None:
    """Let quarrels be calmed, reported, refused, withdrawn and mediated."""
    for ending in (_calmed, _reported, _refused, _withdrawn, _failed, _confirmed):
        sides = uuid4(), uuid4()
        parties = (
            {"id": sides[0], "role": "applicant", "resident": resident, "disabled": True},
            {"id": sides[1], "role": "respondent", "name": "邻居某", "representative": "其子"},
        )
        dispute = front.open(
            "disputes",
            actor=COMMISSIONER,
            source="visit",
            kind="neighbour",
            parties=parties,
            facts="宅基地纠纷经过",
            claims="要求让出通道",
            risk="low",
            administrative=False,
        )
        ending(front, dispute, *sides)


def _calmed(front: Front, dispute: UUID, ours: UUID, theirs: UUID) -> None:
    front.give("disputes/calm", dispute, actor=CHAIR, said="劝说的话", by="主席某")
    statements = (
        {"party": ours, "statement": "我同意了"},
        {"party": theirs, "statement": "我也同意"},
    )
    front.give("disputes/close-as-calmed", dispute, actor=CHAIR, confirmations=statements)


def _reported(front: Front, dispute: UUID, ours: UUID, theirs: UUID) -> None:
    front.give("disputes/escalate", dispute, to="police", ground="violence", report="持刀威胁")


def _refused(front: Front, dispute: UUID, ours: UUID, theirs: UUID) -> None:
    front.give("disputes/ask-consent", dispute, actor=MEDIATOR)
    front.give("disputes/refuse", dispute, actor=MEDIATOR, party=theirs, reason="不愿见面")
    front.give(
        "disputes/archive",
        dispute,
        actor=MEDIATOR,
        archive_number="2022-1",
        register_present=True,
        records_present=True,
        agreement_present=False,
    )


def _withdrawn(front: Front, dispute: UUID, ours: UUID, theirs: UUID) -> None:
    front.give("disputes/withdraw", dispute, party=ours, reason="和好了")


def _failed(front: Front, dispute: UUID, ours: UUID, theirs: UUID) -> None:
    _mediated(front, dispute, ours, theirs)
    front.give("disputes/fail", dispute, actor=MEDIATOR, routes_told=True, reason="差距太大")


def _confirmed(front: Front, dispute: UUID, ours: UUID, theirs: UUID) -> None:
    _mediated(front, dispute, ours, theirs)
    agreement = {
        "form": "written",
        "content": "让出一米",
        "performance": "月底前",
        "effective_on": TODAY,
        "signed_by": (ours, theirs),
        "mediator_signed": True,
        "committee_sealed": True,
    }
    front.give("disputes/reach-agreement", dispute, actor=MEDIATOR, agreement=agreement)
    front.give(
        "disputes/amend-agreement",
        dispute,
        actor=MEDIATOR,
        agreement=agreement | {"content": "让出两米"},
        reason="重新丈量",
    )
    front.give(
        "disputes/check-performance",
        dispute,
        actor=COMMISSIONER,
        performance="partly",
        note="还差半米",
    )
    joint: Said = {"court": "区法院", "applied_by": (ours, theirs)}
    front.give("disputes/apply-confirmation", dispute, actor=MEDIATOR, **joint)
    front.give(
        "disputes/deny-confirmation",
        dispute,
        actor=MEDIATOR,
        court_number="民特1号",
        reason="内容不明",
    )
    front.give(
        "disputes/amend-agreement",
        dispute,
        actor=MEDIATOR,
        agreement=agreement,
        reason="写清楚",
    )
    front.give("disputes/apply-confirmation", dispute, actor=MEDIATOR, **joint)
    front.give("disputes/confirm", dispute, actor=MEDIATOR, court_number="民特2号")


def _mediated(front: Front, dispute: UUID, ours: UUID, theirs: UUID) -> None:
    front.give("disputes/ask-consent", dispute, actor=MEDIATOR)
    for party in (ours, theirs):
        front.give("disputes/give-consent", dispute, actor=MEDIATOR, party=party)
    front.give(
        "disputes/accept",
        dispute,
        actor=MEDIATOR,
        committee="村调委会",
        mediators=(MEDIATOR.id,),
        related=False,
    )
    front.give("disputes/assign-mediator", dispute, actor=MEDIATOR, mediator=uuid4(), related=False)
    front.give(
        "disputes/hold-session",
        dispute,
        actor=MEDIATOR,
        place="村委会",
        present="双方到场",
        in_public=False,
        summary="调解经过",
    )
    front.give("disputes/extend-mediation", dispute, actor=MEDIATOR, months=1, both_agree=True)


def documents(front: Front, resident: UUID) -> None:
    """Attach a photo and take it back."""
    document = front.open(
        "documents",
        actor=COMMISSIONER,
        case=an_appeal(front, resident),
        kind="photo",
        digest="sha256:00",
        size_bytes=1,
        media_type="image/jpeg",
        dated_on=TODAY,
        person=resident,
        title="屋顶照片",
    )
    front.give("documents/withdraw", document, actor=COMMISSIONER, reason="拍错了")


def verbs(front: Front) -> None:
    """In every kind of record, void an entry and take that back, and correct its business date."""
    first_of: dict[str, UUID] = {}
    for entry in front.log.read(after=0, limit=2_000):
        first_of.setdefault(RESOURCE_OF[KINDS[front.topics(entry.stream)[0]]], entry.stream)
    del first_of["months"]  # restated, and never corrected or voided
    for resource, stream in first_of.items():
        version = 2 if resource == "system" else 1
        front.give(
            f"{resource}/correct",
            stream,
            version=version,
            field="occurred_on",
            new="2022-03-02",
            reason="日期写错",
        )
        void = front.give(f"{resource}/void", stream, version=version, reason="录错")
        front.give(f"{resource}/revert-void", stream, version=void.version, reason="没有录错")
