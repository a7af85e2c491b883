"""Assessments 评残 (`domain.md` 1.6, 10.2, 10.3)."""

from __future__ import annotations

from domain.words.word import Word


class AssessmentKind(Word):
    """业务申请类型."""

    FIRST = "first", "初次"
    RENEWAL = "renewal", "换领"
    GRADE_CHANGE = "grade_change", "等级变更"
    REISSUE = "reissue", "补发"
    MIGRATION = "migration", "迁移"


class AssessmentPlace(Word):
    """Where the doctors see the person."""

    INSTITUTION = "institution", "到院"
    HOME = "home", "上门"


class HomeGround(Word):
    """上门事由 (`domain.md` 1.6)."""

    BED_BOUND = "bed_bound", "长期卧床"
    MENTAL = "mental", "精神"
    INTELLECTUAL = "intellectual", "智力"
    SEVERE_LIMB = "severe_limb", "重度肢体"
    OTHER = "other", "其他"


class Conclusion(Word):
    """What the institution concluded."""

    QUALIFIED = "qualified", "符合标准"
    NOT_QUALIFIED = "not_qualified", "不符合标准"
    NEEDS_HOSPITAL = "needs_hospital", "需住院检查"
    TOO_EARLY = "too_early", "未到定残时间"


class StopOutcome(Word):
    """What happened at one stop of a home batch (`domain.md` 1.6)."""

    ASSESSED = "assessed", "已评定"
    NOT_AT_HOME = "not_at_home", "未遇"
    REFUSED = "refused", "拒绝"
    UNSUITABLE = "unsuitable", "不宜评定"
    HOSPITAL = "hospital", "转院检查"
    DIED = "died", "死亡"
