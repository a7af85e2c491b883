"""Residents and their files 残疾人档案 (`domain.md` 1.7, 10.12)."""

from __future__ import annotations

from domain.words.word import Word


class GuardianBasis(Word):
    """依据 of a guardianship (`domain.md` 1.7)."""

    STATUTORY = "statutory", "法定"
    APPOINTED = "appointed", "指定"
    AGREED = "agreed", "协议"
    COURT = "court", "法院"
    COMMITTEE = "committee", "村居"
    CIVIL_AFFAIRS = "civil_affairs", "民政"
    TEMPORARY = "temporary", "临时"


class NoticeForm(Word):
    """How a notice was given or consent taken."""

    PAPER = "paper", "纸质"
    SCREEN = "screen", "屏幕"
    VOICE = "voice", "口头"


class DeathEvidence(Word):
    """What proves a death (`domain.md` 10.12)."""

    CERTIFICATE = "death_certificate", "死亡证明"
    HOUSEHOLD = "household_cancelled", "户籍注销"
    VILLAGE = "village_statement", "村居证明"
    COMPARISON = "data_comparison", "数据比对"


class ResidentStatus(Word):
    """What a resident's file is; held apart from the state of the certificate (`domain.md` App. A).

    持证 is said of a certificate in being, also while it is frozen or past its date.
    """

    SUSPECTED = "suspected", "疑似"
    REGISTERED = "registered", "在册"
    CERTIFIED = "certified", "持证"
    INACTIVE = "inactive", "迁出/死亡"
    MERGED = "merged", "已合并"
    RESTRICTED = "restricted", "限制处理"
    SHREDDED = "shredded", "已销毁"


class IdentityDocument(Word):
    """By which document an identity was verified."""

    IDENTITY_CARD = "identity_card", "居民身份证"
    TEMPORARY_CARD = "temporary_card", "临时居民身份证"
    HOUSEHOLD_BOOKLET = "household_booklet", "户口簿"
    RESIDENCE_PERMIT = "residence_permit", "港澳台居民居住证"
    FOREIGN_PERMIT = "foreign_permit", "外国人永久居留身份证"
    PASSPORT = "passport", "护照"


class ToldBy(Word):
    """Who told us something about a resident."""

    SELF = "self", "本人"
    GUARDIAN = "guardian", "监护人"
    CARER = "carer", "主要照料人"
    FAMILY = "family", "家属"
    COMMISSIONER = "commissioner", "专委走访"
    AUTHORITY = "authority", "有关部门"


class ConsentPurpose(Word):
    """What consent is asked for, each purpose by itself (`domain.md` 8.1: arts 14-16, 23, 25, 29)."""

    SENSITIVE = "sensitive", "处理敏感个人信息"
    PROVISION = "provision", "向其他单位提供"
    PUBLICATION = "publication", "公开"
    PHOTOGRAPH = "photograph", "拍照留存"


class DuplicateGround(Word):
    """In what two files agree; the ID number alone, or two of the others (`domain.md` 10.12)."""

    IDENTITY_NUMBER = "identity_number", "身份证号"
    NAME = "name", "姓名"
    BIRTH_DATE = "birth_date", "出生日期"
    CERTIFICATE = "certificate", "残疾人证号"
    PHONE = "phone", "电话"
    ADDRESS = "address", "住址"


class RestrictionGround(Word):
    """Why personal data may only be stored (`domain.md` 8.4; PIPL art 47)."""

    RETENTION = "retention", "申请删除而保存期限未满"
    TECHNICAL = "technical", "删除在技术上难以实现"


class SubsidyTrigger(Word):
    """What the two subsidies 两项补贴 have to do with something that happened (`domain.md` 2.4)."""

    MAY_APPLY = "may_apply", "提醒申请两项补贴"
    MUST_STOP = "must_stop", "应停发"
    RE_CHECK = "re_check", "应复核"


class Sex(Word):
    """性别, as the identity number tells it (`domain.md` 1.2)."""

    MALE = "male", "男"
    FEMALE = "female", "女"
