"""What each fact of an event is called on the screens.

A label holds for every event that has a field of that name, unless the event's topic has its own.
"""

from __future__ import annotations

from typing import Final

from api.pages.words.auditing_zh import SAMPLE_LABELS
from api.pages.words.facts_of_cases_zh import OF_CASES
from api.pages.words.facts_of_people_zh import OF_PEOPLE
from api.pages.words.imports_zh import IMPORT_LABELS

LABELS: Final = OF_PEOPLE | OF_CASES | IMPORT_LABELS | SAMPLE_LABELS

OF_TOPIC: Final = {
    "resident.suspected": {"name": "姓名"},
    "resident.registered": {"name": "姓名", "category": "残疾类别", "grade": "残疾等级"},
    "resident.guardian_set": {"name": "姓名"},
    "resident.carer_set": {"name": "姓名"},
    "resident.moved_out": {"place": "迁往"},
    "resident.moved_in": {"place": "迁自"},
    "resident.identity_verified": {"document": "证件种类"},
    "association.member_appointed": {"name": "姓名"},
    "appointment.nominated": {"name": "姓名"},
    "appeal.registered": {"name": "名称或姓名", "category": "诉求类别"},
    "appeal.triaged": {"category": "诉求类别"},
    "appeal.review_requested": {"grounds": "申请理由"},
    "appeal.recheck_requested": {"grounds": "申请理由"},
    "appeal.review_issued": {"finding": "复查结论"},
    "appeal.recheck_issued": {"finding": "复核结论"},
    "appeal.not_accepted": {"notice": "告知内容"},
    "appeal.published": {"category": "诉求类别"},
    "appeal.case_transferred": {"to_association": "接收残协"},
    "assessment.performed": {"category": "残疾类别", "grade": "残疾等级", "place": "评定地点"},
    "assessment.result_corrected": {"category": "残疾类别", "grade": "残疾等级"},
    "assessment.screened": {"place": "评定地点", "ground": "上门事由"},
    "campaign.round_started": {"number": "轮次", "title": "名称"},
    "dispute.registered": {"name": "姓名", "risk": "激化风险", "kind": "纠纷类型"},
    "dispute.escalated": {"to": "报告对象"},
    "report_month.submitted": {"area": "上报地区", "groups": "分组数字", "missing": "未上报的下级"},
    "report_month.restated": {"groups": "分组数字", "changes": "变化"},
    "audit_sample.drawn": {"area": "地区", "items": "样本", "number": "序号"},
    "audit_sample.result_recorded": {"finding": "结果"},
    "roster.institution_designated": {"name": "机构名称"},
    "visit.risk_flagged": {"kind": "风险种类", "note": "情况"},
}


def label_of(topic: str, field: str) -> str:
    """Give the word for a field of an event; the last part of a path."""
    name = field.rpartition(".")[2]
    return OF_TOPIC.get(topic, {}).get(name) or LABELS.get(name, name)
