"""The words of what changed between two moments, and those of a record's state."""

from __future__ import annotations

from typing import Final

from api.pages.words.labels_zh import label_of

CHANGE_WORDS: Final = {
    "changes_title": "两个时点的差异",
    "changes_compare": "与某日所知比较",
    "changes_then": "与这一日所知比较",
    "changes_then_hint": "填日期: 与当日结束时所知相比",
    "changes_now": "到",
    "changes_now_hint": "不填为现在所知",
    "changes_submit": "比较",
    "changes_between": "账本第 {then} 条时所知, 与第 {now} 条时所知相比。",
    "changes_none": "两个时点之间没有变化。",
    "changes_not_recorded": "那时还没有录入这件事。",
    "changes_field": "项目",
    "changes_before": "当时",
    "changes_after": "之后",
    "changes_entries": "其间录入的内容",
    "changes_value": "当时 {then}, 之后 {now}, 相差 {difference}。",
    "changes_rate": "比率的明细是分子的变化; 分母当时 {then}, 之后 {now}。",
    "changes_moves": "是哪些记录带来的",
    "changes_change": "增减",
    "changes_made_by": "由哪一条录入",
    "changes_who": "何人何时",
    "changes_reason": "理由",
    "changes_items": "{count} 项",
}

OF_STATE: Final = {
    "agreed": "已达成协议",
    "answered": "已回应的需求",
    "areas": "自然村(小区)",
    "attempts": "约定上门次数",
    "calmed": "已平息",
    "carer_from_on": "照护起始日期",
    "certificate": "残疾人证",
    "city_has_reassessed": "市级已重新评定",
    "code": "所在地",
    "confirmation_applied": "已申请司法确认",
    "confirmed_others": "已确认不是同一人",
    "consented": "已同意调解的当事人",
    "consents": "同意事项",
    "entered": "建档状态",
    "failed_on": "回访未接通的日期",
    "fixed_round": "名单已定的轮次",
    "forms": "评残表",
    "guardianships": "监护人",
    "has_brand": "有品牌",
    "has_identity_number": "有身份证号",
    "identity_verified": "身份已核验",
    "is_final": "已最终评定",
    "is_orphaned": "无人结对",
    "is_public": "已公开",
    "is_rated": "已评级",
    "is_restricted": "已限制处理",
    "is_shredded": "已删除个人信息",
    "leave_start_on": "请假起始日期",
    "linked": "关联事项",
    "merged_into": "并入的档案",
    "missed": "已超期的期限",
    "months_missed": "未走访的月份",
    "moved_out_on": "迁出日期",
    "notice_given": "已告知",
    "plate": "挂牌",
    "population": "残疾人数",
    "promised": "承诺时限的类别",
    "publicity_until": "公示截止",
    "registered_on": "登记日期",
    "reminded": "已提醒的期限",
    "replied_on": "答复日期",
    "resolved": "已处置的风险",
    "returned_from": "退回前的状态",
    "risks": "风险",
    "sampled": "抽中的各项",
    "seats": "任职",
    "state": "证件状态",
    "status": "状态",
    "stops": "上门安排",
    "subsidy_triggers": "补贴线索",
    "suspected_duplicates": "疑似重复档案",
    "targets": "排查对象",
    "term": "届次",
    "term_is_running": "任期内",
    "town_has_approved": "镇街已同意",
}
"""What each part of a record's state is called; what is not here is called as in its entries."""


def label_of_state(field: str) -> str:
    """Give the word for a part of a record's state."""
    return OF_STATE.get(field) or label_of("", field)
