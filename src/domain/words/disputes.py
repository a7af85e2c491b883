"""Disputes 矛盾纠纷 (`domain.md` 4)."""

from __future__ import annotations

from domain.words.word import Word


class DisputeKind(Word):
    """纠纷类型 (`domain.md` 4.3)."""

    NEIGHBOUR = "neighbour", "邻里"
    FAMILY = "family", "婚姻家庭"
    SUPPORT = "support", "赡养扶养"
    INHERITANCE = "inheritance", "继承"
    LAND = "land", "宅基地/土地"
    LABOUR = "labour", "劳动"
    DAMAGES = "damages", "损害赔偿"
    PROPERTY_SERVICE = "property_service", "物业"
    OTHER = "other", "其他"


class DisputeSource(Word):
    """How a dispute came to be known."""

    VISIT = "visit", "走访发现"
    APPEAL = "appeal", "诉求转入"
    HOTLINE = "hotline", "热线"
    APPLICATION = "application", "当事人申请"
    REFERRAL = "referral", "移送"


class EscalationRisk(Word):
    """激化风险."""

    LOW = "low", "低"
    MEDIUM = "medium", "中"
    HIGH = "high", "高"


class AgreementForm(Word):
    """How an agreement was made."""

    WRITTEN = "written", "书面"
    ORAL = "oral", "口头"


class Performance(Word):
    """How far an agreement was kept."""

    PERFORMED = "performed", "已履行"
    PARTLY = "partly", "部分履行"
    BREACHED = "breached", "未履行"


class PartyRole(Word):
    """On which side of a dispute a party stands."""

    APPLICANT = "applicant", "申请人"
    RESPONDENT = "respondent", "被申请人"


class EscalationGround(Word):
    """Why a dispute is reported and not mediated (`domain.md` 4.1 art 25, 4.2)."""

    RISK = "risk", "可能激化"
    CRIME = "crime", "涉嫌违法犯罪"
    VIOLENCE = "violence", "暴力侵害"


class ReportedTo(Word):
    """Whom a dispute was reported to."""

    POLICE = "police", "公安"
    CIVIL_AFFAIRS = "civil_affairs", "民政"
    OTHER = "other", "其他部门"
