"""Appeals 诉求 (`domain.md` 3, 10.1)."""

from __future__ import annotations

from domain.words.word import Word


class Track(Word):
    """The three promises of an ordinary appeal (`domain.md` 3.4)."""

    PROMPT = "prompt", "及时办"
    COORDINATED = "coordinated", "协调办"
    OPEN = "open", "公开办"


class Regime(Word):
    """Whose rules an appeal follows (`domain.md` 3.1)."""

    ORDINARY = "ordinary", "日常诉求"
    PETITION = "petition", "信访事项"
    HOTLINE = "hotline", "12345 工单"
    HOTLINE_DISABLED = "hotline_dp", "12385 工单"


class AppealChannel(Word):
    """How the appeal reached us."""

    VISIT = "visit", "走访发现"
    PHONE = "phone", "来电"
    WALK_IN = "walk_in", "来访"
    HOTLINE = "12345", "12345 热线"
    HOTLINE_DISABLED = "12385", "12385 热线"
    LETTER = "letter", "来信"
    ONLINE = "online", "网上"


class AppealCategory(Word):
    """诉求类别 (`domain.md` 3.4)."""

    CERTIFICATE = "certificate", "办证评残"
    SUBSIDY = "subsidy", "补贴救助"
    REHABILITATION = "rehabilitation", "康复"
    DEVICE = "device", "辅助器具"
    MEDICAL = "medical", "医疗"
    EMPLOYMENT = "employment", "就业"
    TRAINING = "training", "培训"
    EDUCATION = "education", "教育"
    CARE = "care", "托养照料"
    ACCESSIBILITY = "accessibility", "无障碍改造"
    HOUSING = "housing", "住房"
    LEGAL = "legal", "法律维权"
    FAMILY = "family", "矛盾纠纷"
    STAFF = "staff", "投诉工作人员"
    EMERGENCY = "emergency", "急难救助"
    CULTURE = "culture", "文体活动"
    PSYCHOLOGY = "psychology", "心理"
    OTHER = "other", "其他"


class Urgency(Word):
    """How soon somebody must look."""

    NORMAL = "normal", "一般"
    URGENT = "urgent", "紧急"


class Appellant(Word):
    """Who asks: a resident on file, an institution in difficulty, or somebody else."""

    RESIDENT = "resident", "残疾人"
    INSTITUTION = "institution", "机构"
    OTHER = "other", "其他"


class Outcome(Word):
    """What an appeal came to."""

    RESOLVED = "resolved", "已解决"
    PARTLY = "partly", "部分解决"
    EXPLAINED = "explained", "解释说明"
    UNSUPPORTED = "unsupported", "不予支持"
    REFERRED = "referred", "已转介"


class Satisfaction(Word):
    """What the person said at the revisit."""

    VERY = "very", "非常满意"
    SATISFIED = "satisfied", "满意"
    BASIC = "basic", "基本满意"
    UNSATISFIED = "unsatisfied", "不满意"
    UNRATED = "unrated", "未评价"
    UNREACHED = "unreached", "未接通"


class SatisfactionBand(Word):
    """What the public is told of it (`domain.md` 3.7)."""

    CONTENT = "content", "满意"
    DISCONTENT = "discontent", "不满意"
    UNKNOWN = "unknown", "未评价"


class Identifying(Word):
    """What a public summary may not hold (`domain.md` 3.7), in the order it is looked for."""

    IDENTITY_NUMBER = "identity_number", "身份证号"
    CERTIFICATE_NUMBER = "certificate_number", "残疾人证号"
    PHONE = "phone", "电话号码"
    NAME = "name", "当事人姓名"
    ADDRESS = "address", "住址"
    VILLAGE = "village", "村(社区)名称"


class UrgentGround(Word):
    """Why an appeal is reported at once (`domain.md` 10.1)."""

    LIFE = "life", "危及生命"
    SAFETY = "safety", "安全风险"
    GROUP = "group", "群体性"


class NotAcceptedGround(Word):
    """Why an appeal is not accepted (`domain.md` 10.1)."""

    IN_COURT = "in_court", "已进入诉讼或仲裁"
    CONCLUDED = "concluded", "复核终结且事实理由相同"
    ACCEPTED_ABOVE = "accepted_above", "上级已受理"
    OUTSIDE = "outside", "不属于本系统事项"


class ReviewFinding(Word):
    """What a review or a recheck came to (信访工作条例 arts 35, 36)."""

    UPHELD = "upheld", "维持"
    CHANGED = "changed", "变更"
    RETURNED = "returned", "退回重办"


class ReplyMeans(Word):
    """How a reply reaches the person."""

    IN_PERSON = "in_person", "当面"
    PHONE = "phone", "电话"
    LETTER = "letter", "书面送达"
    MESSAGE = "message", "短信微信"
    HOTLINE = "hotline", "热线平台"


class ReopenGround(Word):
    """重办事由 (`domain.md` 3.6)."""

    UNSATISFIED = "unsatisfied", "回访不满意"
    NOT_CARRIED_OUT = "not_carried_out", "承诺未落实"
    NEW_FACTS = "new_facts", "有新情况"
    QUALITY_CHECK = "quality_check", "抽查不合格"


class LinkedKind(Word):
    """What kind of case an appeal is linked to."""

    APPEAL = "appeal", "诉求"
    DISPUTE = "dispute", "矛盾纠纷"
    ASSESSMENT = "assessment", "评残申请"
    SERVICE = "service", "服务单"
