"""Who acts, by which way, and what the log is for (`domain.md` 10.0)."""

from __future__ import annotations

from domain.words.word import Word


class Role(Word):
    """In which role somebody acts; the short names of `domain.md` 10.0."""

    COMMISSIONER = "COM", "专委"
    ASSOCIATION = "ASC", "残协主席/委员"
    TOWN = "TWN", "镇街专干"
    DISTRICT = "DST", "区残联业务员"
    LEADER = "LDR", "区残联领导"
    DOCTOR = "DOC", "评残医生"
    FINANCE = "FIN", "财务"
    MEDIATOR = "MED", "调解员"
    HOME = "HOM", "残疾人之家"
    RESIDENT = "RES", "本人/监护人"
    AUDITOR = "AUD", "审计"
    SYSTEM = "SYS", "系统"


class Channel(Word):
    """By which way an entry came in."""

    WEB = "web", "网页"
    WECHAT = "wechat", "微信"
    OFFLINE = "offline", "离线补传"
    IMPORT = "import", "导入"
    HOTLINE = "hotline", "热线"
    SYSTEM = "system", "系统"


class LogMode(Word):
    """What a log is for, said by its first event and never changed."""

    PRODUCTION = "production", "正式"
    DEMONSTRATION = "demonstration", "演示"
