"""A district in which everything happens once: every command there is, given in an order that holds.

The texts say who they are about, so that a test can look whose key they were closed under.
"""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from domain.audit_sample import AuditSampleDrawn
from domain.report_month import ReportedFigure
from support.casework import (
    OTHER_TOWN,
    OTHER_VILLAGE,
    PAPER,
    START,
    a_paper,
    an_active_association,
    an_appeal,
    an_appeal_closed,
    an_appeal_in_progress,
    an_association,
    triage,
)
from support.histories import id_of
from support.office import (
    CHAIR,
    COMMISSIONER,
    FINANCE,
    LEADER,
    LOG_ITSELF,
    OFFICER,
    READ,
    TODAY,
    TOWN_OFFICER,
)

if TYPE_CHECKING:
    from uuid import UUID

    from support.office import Front, Said


def organisations(front: Front) -> UUID:
    """Let associations, a commissioner and an institution come and go; give one at work."""
    association = an_active_association(front)
    _plate_and_pledge(front, association)
    _members_and_areas(front, association)
    _commissioner(front, association)
    other = an_association(front, code=OTHER_VILLAGE, town=OTHER_TOWN)
    _end_of(front, other, into=association)
    return association


def _plate_and_pledge(front: Front, association: UUID) -> None:
    front.give(
        "associations/approve-plate", association, document_number=PAPER, approved_by="组织部"
    )
    photo = a_paper(front, association, kind="photo")
    front.give("associations/hang-plate", association, place="村部门口", photo=photo)
    front.give("associations/remove-plate", association, reason="翻修")
    front.give(
        "associations/record-population", association, count=3100, as_of=START, source="公安"
    )
    front.give("associations/publish-pledge", association, actor=CHAIR, text="有求必应")
    front.give(
        "associations/register-brand",
        association,
        title="一村一品",
        slogan="心连心",
        description="…",
    )
    front.give("associations/retire-brand", association, reason="更换")
    front.give("associations/start-term", association, number=1, planned_last_day=date(2027, 3, 1))
    front.give("associations/end-term", association)
    front.give("associations/suspend", association, reason="整顿", document_number=PAPER)
    front.give("associations/resume", association, document_number=PAPER)


def _members_and_areas(front: Front, association: UUID) -> None:
    member = id_of("member")
    front.give(
        "associations/appoint-member",
        association,
        person=member,
        post="member",
        start_on=START,
        document_number=PAPER,
        name="委员某",
        disabled_or_relative="本人",
    )
    front.give(
        "associations/correct-term",
        association,
        person=member,
        former_start_on=START,
        start_on=date(2022, 3, 5),
        document_number=PAPER,
    )
    front.give(
        "associations/end-member", association, person=member, last_day=TODAY, reason="resigned"
    )
    area = uuid4()
    front.give("associations/assign-area", association, area=area, name="二组")
    front.give("associations/remove-area", association, area=area, reason="划错")


def _commissioner(front: Front, association: UUID) -> None:
    person = id_of("a commissioner who leaves")
    appointment = front.open(
        "appointments",
        actor=TOWN_OFFICER,
        person=person,
        association=association,
        is_adult=True,
        related_to_chair=True,
        relation="主席之侄",
        name="专委某",
    )
    for level in ("town", "district"):
        front.give("appointments/approve", appointment, level=level, document_number=PAPER)
    front.give("appointments/start", appointment, start_on=START, pledge_signed_on=START)
    front.give(
        "appointments/set-bank-account",
        appointment,
        actor=FINANCE,
        bank="示例银行",
        holder="专委某",
        account_number="6200000000000001234",
    )
    front.give(
        "appointments/override-rate",
        appointment,
        actor=FINANCE,
        fen_per_month=30_000,
        valid_from=date(2022, 4, 1),
        document_number=PAPER,
    )
    front.give(
        "appointments/start-leave",
        appointment,
        start_on=date(2022, 4, 1),
        expected_last_day=date(2022, 4, 8),
        is_paid=True,
        reason="专委住院",
    )
    front.give("appointments/end-leave", appointment, last_day=date(2022, 4, 6))
    front.give("appointments/record-training", appointment, title="政策", hours=8, result="passed")
    front.give(
        "appointments/assess-duty",
        appointment,
        first_day=START,
        last_day=date(2022, 5, 31),
        result="qualified",
        note="专委勤勉",
    )
    front.give("appointments/end", appointment, last_day=TODAY, reason="resigned", hand_over="none")
    front.give(
        "appointments/correct-period",
        appointment,
        start_on=START,
        last_day=date(2022, 6, 14),
        document_number=PAPER,
        approver=LEADER.id,
    )


def _end_of(front: Front, other: UUID, *, into: UUID) -> None:
    """Let the other association move, merge and dissolve."""
    front.give(
        "associations/change-code",
        other,
        code="320371006002",
        town=OTHER_TOWN,
        valid_from=TODAY,
        document_number=PAPER,
    )
    area = uuid4()
    front.give("associations/assign-area", other, area=area, name="一组")
    front.give("associations/approve", other, document_number=PAPER)
    front.give(
        "associations/appoint-member",
        other,
        person=id_of("another chair"),
        post="chair",
        start_on=START,
        document_number=PAPER,
    )
    front.give("associations/activate", other)
    merged = front.give("associations/merge", other, into=into, document_number=PAPER)
    front.give("associations/void", other, version=merged.version, reason="不合并了")
    front.give("associations/remove-area", other, area=area, reason="并入邻村")
    front.give("associations/dissolve", other, actor=LEADER, reason="撤村", document_number=PAPER)


def appeals(front: Front, association: UUID, resident: UUID) -> None:
    """Let appeals end in every way."""
    _longest_appeal(front, resident)
    _published(front, resident)
    _petition(front, resident)
    not_ours, elsewhere = an_appeal(front, resident), an_appeal(front, resident)
    triage(front, not_ours)
    front.give(
        "appeals/not-accept",
        not_ours,
        actor=TOWN_OFFICER,
        ground="in_court",
        notice="已告知法院途径",
    )
    triage(front, elsewhere)
    front.give(
        "appeals/redirect",
        elsewhere,
        actor=TOWN_OFFICER,
        destination="教育局",
        accompaniment_offered=True,
    )
    target, source = an_appeal(front, resident), an_appeal(front, resident)
    front.give("appeals/merge-into", source, actor=TOWN_OFFICER, target=target, same_matter=True)
    front.give("appeals/link", target, actor=COMMISSIONER, other=source, kind="appeal")
    front.give(
        "appeals/withdraw", target, actor=COMMISSIONER, wish="不办了", signed=True, read_back=False
    )
    anonymous = front.open(
        "appeals",
        actor=COMMISSIONER,
        appellant="other",
        channel="letter",
        summary="匿名信",
        reason="未署名",
        association=association,
    )
    front.give(
        "appeals/escalate-urgent", anonymous, actor=COMMISSIONER, ground="group", report="群体事件"
    )


def _published(front: Front, resident: UUID) -> None:
    """Let open appeals be published, taken down, and not published at all."""
    for path in ("withdraw-publication", "decline-publication"):
        appeal = an_appeal_closed(front, resident)
        if path == "withdraw-publication":
            summary: Said = {"public_summary": "更换了损坏的辅助器具", "author": CHAIR.id}
            front.give("appeals/publish", appeal, **summary)
        front.give(f"appeals/{path}", appeal, reason="本人不愿公开")


def moved(front: Front, association: UUID, resident: UUID, wrong: UUID) -> UUID:
    """Let an appeal go to another association and to the right person; give the appeal."""
    appeal = an_appeal(front, wrong, summary="记错人的诉求")
    other = an_active_association(front, code="320371005002", chair=id_of("chair elsewhere"))
    front.give("appeals/transfer", appeal, to_association=other, document_number=PAPER)
    front.give("appeals/change-subject", appeal, resident=resident, reason="同名记错")
    return appeal


def _petition(front: Front, resident: UUID) -> None:
    """Let an appeal become a petition, be replied to, reviewed and rechecked."""
    appeal = an_appeal_in_progress(front, resident, track="coordinated")
    front.give("appeals/convert-to-petition", appeal, actor=TOWN_OFFICER, person_informed=True)
    said: Said = {"outcome": "unsupported", "reply": "不符合条件", "means": "letter"}
    opinion: Said = {"opinion_number": "处理〔2022〕1号", "basis": "目录"}
    front.give("appeals/reply", appeal, actor=COMMISSIONER, **said, **opinion)
    front.give("appeals/confirm-delivery", appeal, actor=COMMISSIONER, received_on=TODAY)
    front.give("appeals/request-review", appeal, grounds="与事实不符")
    upheld: Said = {"finding": "upheld", "body": "市残联", "opinion": "维持原意见"}
    front.give(
        "appeals/issue-review",
        appeal,
        opinion_number="复查〔2022〕1号",
        received_on=TODAY,
        **upheld,
    )
    front.give("appeals/request-recheck", appeal, grounds="仍有异议")
    front.give("appeals/issue-recheck", appeal, opinion_number="复核〔2022〕1号", **upheld)


def _longest_appeal(front: Front, resident: UUID) -> None:
    appeal = an_appeal_in_progress(front, resident, track="coordinated")
    front.give("appeals/note-progress", appeal, actor=COMMISSIONER, note="已上门")
    front.give("appeals/change-track", appeal, actor=TOWN_OFFICER, track="open", reason="有代表性")
    front.give(
        "appeals/hold-coordination",
        appeal,
        actor=TOWN_OFFICER,
        attendees="民政、残联",
        decisions="共同出资",
        minutes="纪要全文",
    )
    front.give("appeals/request-material", appeal, actor=COMMISSIONER, items="发票")
    front.give("appeals/receive-material", appeal, actor=COMMISSIONER)
    front.give("appeals/extend", appeal, actor=LEADER, days=5, reason="缺货", person_told=True)
    said: Said = {"outcome": "resolved", "reply": "已送到", "means": "in_person", "basis": "目录"}
    front.give("appeals/reply", appeal, actor=COMMISSIONER, **said)
    front.give("appeals/withdraw-reply", appeal, actor=TOWN_OFFICER, reason="发错")
    front.give("appeals/reply", appeal, actor=COMMISSIONER, **said)
    front.give("appeals/confirm-delivery", appeal, actor=COMMISSIONER, received_on=TODAY)
    front.give(
        "appeals/revisit",
        appeal,
        actor=TOWN_OFFICER,
        reached=True,
        satisfaction="satisfied",
        remark="很好用",
    )
    front.give("appeals/close", appeal, actor=TOWN_OFFICER, reason="已办妥")
    front.give(
        "appeals/reopen", appeal, actor=TOWN_OFFICER, ground="not_carried_out", explanation="又坏了"
    )
    front.give(
        "appeals/assign",
        appeal,
        actor=TOWN_OFFICER,
        lead="示例村残协",
        handler=COMMISSIONER.id,
        related=False,
    )
    front.give(
        "appeals/return-assignment",
        appeal,
        actor=COMMISSIONER,
        reason="不归本村",
        confirmed_by=TOWN_OFFICER.id,
    )


def months(front: Front) -> None:
    """Report a month of the district, lock it, and restate it."""
    said: Said = {"area": "320371", "month": date(2022, 5, 1)}
    report = front.open("months", actor=OFFICER, **said)
    front.give("months/lock", report, actor=OFFICER)
    figures = (ReportedFigure("M04", 1, 2), *READ.figures[1:])
    front.lookups.read_figures = dataclasses.replace(READ, figures=figures)
    front.give("months/restate", report, actor=LEADER, reason="作废一次走访")


def samples(front: Front) -> None:
    """Draw a sample, write down what was found, and close it."""
    said: Said = {"measure": "M04", "first": date(2022, 5, 1), "last": date(2022, 5, 31), "size": 1}
    sample = front.open("samples", actor=OFFICER, **said)
    drawn = front.last(sample).event
    assert isinstance(drawn, AuditSampleDrawn)
    found: Said = {
        "item": 1,
        "person": drawn.items[0].person,
        "finding": "confirmed",
        "note": "家属说来过",
    }
    front.give("samples/record-result", sample, actor=OFFICER, **found)
    front.give("samples/close", sample, actor=OFFICER)


def system(front: Front) -> None:
    """Import the divisions into the log's own record, a year's notice, other promises, two sheets."""
    front.give("system/import-areas", LOG_ITSELF, count=1, source="统计局", digest="sha256:00")
    front.give(
        "system/load-calendar-year",
        LOG_ITSELF,
        year=2023,
        document_number="国办发明电〔2022〕16号",
        days=({"day": date(2023, 1, 2), "kind": "day_off"},),
        calendar_version="2022-12-08",
    )
    promised = {"close": {"kind": "WD", "n": 5}, "extension": {"kind": "WD", "n": 3}}
    front.give(
        "system/change-sla-table",
        LOG_ITSELF,
        sla_version="2022-09-01",
        valid_from=date(2022, 9, 1),
        rows=tuple(promised | {"track": track} for track in ("prompt", "coordinated", "open")),
        reason="区里的新承诺",
    )
    counts: Said = {"rows": 3, "accepted": 1, "rejected": 1, "duplicates": 1}
    front.give("system/accept-import", LOG_ITSELF, kind="residents", digest="ab" * 32, **counts)
    front.give("system/reject-import", LOG_ITSELF, digest="cd" * 32, reason="缺少告知")
