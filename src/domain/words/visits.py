"""Visits and campaigns 走访, 排查 (`domain.md` 10.5)."""

from __future__ import annotations

from domain.words.word import Word


class VisitMode(Word):
    """How a visit was made; home, face and video are in person, phone and proxy are not."""

    HOME = "home", "入户"
    FACE = "face", "见面"
    PHONE = "phone", "电话"
    VIDEO = "video", "视频"
    PROXY = "proxy", "家属代述"


class Met(Word):
    """Who was met."""

    YES = "yes", "见到本人"
    FAMILY = "family", "见到家属"
    NO = "no", "未见"


class NotMetReason(Word):
    """Why a resident was not met."""

    AWAY = "away", "外出"
    HOSPITAL = "hospital", "住院"
    MOVED = "moved", "人户分离"
    DIED = "died", "死亡"
    REFUSED = "refused", "拒访"
    WRONG_ADDRESS = "wrong_address", "地址不符"


class VisitPurpose(Word):
    """Why the visit was made; only surveys count as 排查 (`domain.md` 11.2, M04)."""

    SURVEY = "survey", "排查"
    PAIRING = "pairing", "结对走访"
    FOLLOW_UP = "follow_up", "回访"
    OTHER = "other", "其他"


class RiskKind(Word):
    """风险提示 (`domain.md` 10.5)."""

    SELF_HARM = "self_harm", "自伤"
    ABUSE = "abuse", "受虐"
    NO_CARER = "no_carer", "无人照料"
    MEDICATION = "medication", "断药"
    HOUSING = "housing", "危房"
    FIRE = "fire", "火气电隐患"


class Need(Word):
    """What a visit found to be needed; the words of the service catalogue and the appeals."""

    CERTIFICATE = "certificate", "办证评残"
    SUBSIDY = "subsidy", "补贴救助"
    REHABILITATION = "rehabilitation", "康复"
    DEVICE = "device", "辅助器具"
    MEDICAL = "medical", "医疗"
    EMPLOYMENT = "employment", "就业培训"
    CARE = "care", "托养照料"
    ACCESSIBILITY = "accessibility", "无障碍改造"
    CLEANING = "cleaning", "保洁代购"
    COUNSELLING = "counselling", "心理疏导"
    OTHER = "other", "其他"


class RemovalReason(Word):
    """Why a resident left a campaign's target list (`domain.md` 11.3)."""

    DIED = "died", "死亡"
    MOVED = "moved", "迁出"
    NOT_FOUND = "not_found", "查无此人"
    REFUSED = "refused", "拒绝"
    DUPLICATE = "duplicate", "重复"
    NOT_HARDSHIP = "not_hardship", "不再困难"


class AdditionReason(Word):
    """Why a resident came onto a campaign's target list."""

    LISTED = "listed", "首次列入"
    HARDSHIP = "hardship", "新增困难"
    MOVED_IN = "moved_in", "迁入"
    OVERLOOKED = "overlooked", "遗漏补入"
    RESTORED = "restored", "恢复列入"
