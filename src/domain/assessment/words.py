"""The words of a home assessment 上门评残 that nobody else uses (`domain.md` 1.6, 10.2, 10.3)."""

from __future__ import annotations

from domain.words import Word


class AssessmentStatus(Word):
    """Where a request stands; the words of `domain.md` 10.2, exactly.

    Two are never reached by this stream: IN_REVIEW (review has one step) and CERTIFIED, since
    issuing the certificate is the resident's event: the list shows 已制证 from there.
    """

    APPLIED = "applied", "已申请"
    SCREENED = "screened", "已核实"
    ACCEPTED = "accepted", "已受理"
    RETURNED = "returned", "退回补正"
    SCHEDULED = "scheduled", "已排期"
    ASSESSED = "assessed", "已评定"
    QUALIFIED = "qualified", "符合标准"
    NOT_QUALIFIED = "not_qualified", "不符合"
    IN_PUBLICITY = "in_publicity", "公示中"
    PUBLICITY_OBJECTED = "publicity_objected", "公示有异议"
    PUBLICITY_DONE = "publicity_done", "公示完毕"
    IN_REVIEW = "in_review", "审核中"
    APPROVED = "approved", "审核通过"
    REJECTED = "rejected", "审核不通过"
    CERTIFIED = "certified", "已制证"
    DELIVERED = "delivered", "已发证"
    RE_CITY = "re_city", "市级重评"
    RE_PROVINCE = "re_province", "省级终评"
    WITHDRAWN = "withdrawn", "已撤回"
    NOT_ACCEPTED = "not_accepted", "不予受理"
    DECEASED = "deceased", "已死亡"
    VOIDED = "voided", "作废"
    ARCHIVED = "archived", "已归档"


class Material(Word):
    """申请材料 that 残疾人证管理办法 art 9(1) asks for."""

    ID_CARD = "id_card", "身份证"
    HOUSEHOLD_BOOKLET = "household_booklet", "户口本"
    PHOTOS = "photos", "两寸白底彩照三张"
    GUARDIAN_PROOF = "guardian_proof", "监护人证明"
    APPLICATION_FORM = "application_form", "申请表"
    ASSESSMENT_FORM = "assessment_form", "评定表"
    MEDICAL_RECORDS = "medical_records", "病历资料"
    OTHER = "other", "其他"


class ScreeningWarning(Word):
    """What may make an assessment come too early (`domain.md` 1.1).

    The words name no disability category, so that an acknowledged warning may stay in clear.
    """

    UNDER_AGE = "under_age", "未到定残年龄"
    SHORT_COURSE = "short_course", "病程未满"
    SHORT_TREATMENT = "short_treatment", "治疗未满一年"
    UNSETTLED = "unsettled", "治疗未结束或病情未稳定"


class NotAcceptedGround(Word):
    """Why a request was not accepted 不予受理."""

    FALSE_INFORMATION = "false_information", "材料虚假"
    WITHIN_BAR = "within_bar", "注销未满一年"
    OTHER_PLACE = "other_place", "不属本地管辖"


class RescheduleReason(Word):
    """Why an appointment was put off 改期: before the day, or because of what a stop found."""

    NOT_AT_HOME = "not_at_home", "未遇"
    ILL = "ill", "生病"
    WEATHER = "weather", "天气"
    DOCTOR = "doctor", "医生原因"
    REFUSED = "refused", "拒绝"
    UNSUITABLE = "unsuitable", "不宜评定"
    RE_ASSESSMENT = "re_assessment", "异议后重评"


class SkipReason(Word):
    """Why there is no publicity 免公示."""

    MINOR = "minor", "未成年人"
    RENEWAL = "renewal", "换领不重评"
    REISSUE = "reissue", "遗失补发"
    MIGRATION = "migration", "迁移不重评"


class CertificateReceiver(Word):
    """Who took the certificate 领证人."""

    HOLDER = "holder", "本人"
    GUARDIAN = "guardian", "监护人"
    AGENT = "agent", "代领人"


class BatchStatus(Word):
    """Where a day's round stands; the words of `domain.md` 10.3, exactly."""

    PLANNED = "planned", "计划"
    CONFIRMED = "confirmed", "已确认"
    RUNNING = "running", "进行中"
    FINISHED = "finished", "已完成"
    CANCELLED = "cancelled", "取消"


class BatchCancelReason(Word):
    """Why a day's round was cancelled."""

    WEATHER = "weather", "天气"
    DOCTOR = "doctor", "医生原因"
    VEHICLE = "vehicle", "车辆原因"
    EPIDEMIC = "epidemic", "疫情"
    OTHER = "other", "其他"
