"""The same district as in `every_command`: its assessments, pairings, visits, disputes and papers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from application.catalogue import RESOURCES
from domain.catalogue import KINDS
from support.casework import (
    PHYSICAL,
    START,
    a_commissioner,
    a_pairing,
    a_request,
    a_resident,
    a_roster,
    an_accepted_request,
    an_appeal,
    confirm,
    screen,
)
from support.histories import id_of
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

DOCTOR = id_of("doctor")
GRADING = {"findings": ({"category": 4, "grade": 2},), "category": 4, "grade": 2}
RESOURCE_OF = {kind: resource for resource, kind in RESOURCES.items()}
EARLIER = date(2022, 6, 1)


def assessments(front: Front, association: UUID) -> None:
    """Let requests go the whole way, at home and in the institution, and end in every way."""
    adult = a_resident(front, association, number=identity_number(sequence=41))
    child = a_resident(front, association, number=identity_number(date(2010, 5, 1), sequence=43))
    institution = a_roster(front)
    _guardian(front, child)
    _objected_twice(front, adult, institution)
    _certified(front, child, institution)
    _early_ends(front, adult)
    _round(front, adult, institution)
    front.give("institutions/delist-doctor", institution, doctor=DOCTOR, last_day=TODAY)
    front.give("institutions/end-designation", institution, last_day=TODAY)
    front.give(
        "institutions/designate",
        institution,
        name="区人民医院",
        categories=(4, 5),
        valid_from=date(2023, 1, 1),
    )


def _guardian(front: Front, child: UUID) -> None:
    front.give(
        "residents/set-guardian",
        child,
        guardian=id_of("a mother"),
        name="母亲某",
        relation="母亲",
        basis="statutory",
        from_on=START,
        evidence=uuid4(),
    )


def _objected_twice(front: Front, adult: UUID, institution: UUID) -> None:
    """Somebody objects to the notice, then the person to the conclusion."""
    request = an_accepted_request(front, adult)
    _schedule(front, request, institution, on=EARLIER)
    front.give(
        "assessments/reschedule",
        request,
        reason="ill",
        appointment=_appointment(institution),
        categories=PHYSICAL,
    )
    _perform(front, request, institution)
    _publicise(front, request)
    front.give("assessments/receive-objection", request, objector="邻居", objection="不像残疾")
    front.give("assessments/resolve-objection", request, finding="已核查", reassess=True)
    _schedule(front, request, institution, on=EARLIER, again=True)
    _perform(front, request, institution)
    front.give("assessments/notify-conclusion", request, form="paper")
    front.give("assessments/object-to-conclusion", request, objection="应为一级")
    front.give(
        "assessments/record-city-result",
        request,
        place="institution",
        conclusion="not_qualified",
        grading=None,
        document=uuid4(),
    )
    front.give("assessments/notify-conclusion", request, form="paper", on=EARLIER)
    front.give("assessments/rate", request, satisfaction="basic", comment="等得久")
    front.now = front.now.replace(month=7)
    front.give("assessments/archive", request, files_complete=True)
    front.now = front.now.replace(month=6)


def _certified(front: Front, child: UUID, institution: UUID) -> None:
    """A minor's request: no publicity, approved, printed and delivered."""
    request = an_accepted_request(front, child)
    _schedule(front, request, institution)
    _perform(front, request, institution)
    front.give("assessments/notify-conclusion", request, form="paper")
    front.give("assessments/skip-publicity", request, reason="minor")
    front.give("assessments/review", request, approved=True, reason="齐全")
    front.give(
        "residents/issue-certificate",
        child,
        card={
            "number": identity_number(date(2010, 5, 1), sequence=43) + "42",
            "category": "4",
            "grade": "2",
            "findings": "肢体二级",
            "issuing_organisation": "320371",
            "valid_from": TODAY,
            "valid_to": date(2032, 6, 15),
            "generation": 3,
        },
        source={"origin": "case", "as_of": TODAY},
        assessment={"request": request, "at_home": False},
    )
    front.give("assessments/deliver", request, receiver="guardian", at_home=True)


def _early_ends(front: Front, adult: UUID) -> None:
    request = a_request(front, adult)
    front.give(
        "assessments/return-for-completion", request, missing=("photos",), explanation="缺照片"
    )
    front.give("assessments/resubmit", request, actor=COMMISSIONER, materials=("photos",))
    screen(front, request)
    front.give("assessments/not-accept", request, ground="other_place", explanation="归外区")
    request = a_request(front, adult)
    front.give("assessments/withdraw", request, form="paper", reason="不想办了")
    request = a_request(front, adult)
    _start_publicity_to_its_end(front, adult)
    died = front.give(
        "residents/record-death", adult, died_on=TODAY, evidence="household_cancelled"
    )
    front.give("assessments/record-death", request)
    front.give("residents/void", adult, version=died.version, reason="同名误录")


def _start_publicity_to_its_end(front: Front, adult: UUID) -> None:
    request = an_accepted_request(front, adult)
    institution = a_roster(front)
    _schedule(front, request, institution, on=EARLIER)
    _perform(front, request, institution)
    _publicise(front, request)
    front.give("assessments/end-publicity", request, actor=TOWN_OFFICER)


def _publicise(front: Front, request: UUID) -> None:
    front.give(
        "assessments/start-publicity",
        request,
        actor=TOWN_OFFICER,
        on=EARLIER,
        place="村务公开栏",
        text_checked=True,
    )


def _schedule(
    front: Front, request: UUID, institution: UUID, *, on: date = TODAY, again: bool = False
) -> None:
    said: Said = {"appointment": _appointment(institution), "categories": PHYSICAL}
    if again:
        front.give("assessments/reschedule", request, on=on, reason="re_assessment", **said)
    else:
        front.give("assessments/schedule", request, on=on, **said)


def _appointment(institution: UUID) -> Said:
    return {"place": "institution", "institution": institution, "planned_on": date(2022, 6, 20)}


def _perform(front: Front, request: UUID, institution: UUID) -> None:
    front.give(
        "assessments/perform",
        request,
        on=EARLIER,
        place="institution",
        institution=institution,
        doctors=(DOCTOR,),
        conclusion="qualified",
        referred_to_treatment=False,
        grading=GRADING,
    )


def _round(front: Front, resident: UUID, institution: UUID) -> None:
    """A day's round with one stop; another is cancelled."""
    request = an_accepted_request(front, resident, place="home")
    plan: Said = {"planned_on": date(2022, 6, 20), "institution": institution, "doctors": (DOCTOR,)}
    batch = front.open("batches", **plan, vehicle="苏C·示例", equipment=("blood_pressure",))
    front.give("batches/add-stop", batch, request=request, commissioner=COMMISSIONER.id)
    front.give("batches/remove-stop", batch, request=request)
    front.give("batches/add-stop", batch, request=request, commissioner=COMMISSIONER.id)
    front.give("batches/reorder-stops", batch, requests=(request,))
    front.give("batches/confirm", batch, categories=({"request": request, "categories": PHYSICAL},))
    front.give("batches/start", batch)
    front.give("batches/visit-stop", batch, request=request, outcome="not_at_home")
    front.give("batches/finish", batch, distance_km=42, duration_hours=6)
    front.give("batches/cancel", front.open("batches", **plan), reason="weather")


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
        residents=(seen | {"heard": "腿疼", "changes": "瘦了"},),
        next_step="联系医生",
        risks=({"kind": "housing", "resident": resident, "note": "屋顶漏雨"},),
        appeals=({"resident": resident, "summary": "想修屋顶", "read_back": True},),
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
