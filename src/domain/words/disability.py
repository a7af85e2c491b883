"""Categories, grades and the certificate (`domain.md` 1)."""

from __future__ import annotations

from enum import IntEnum

from domain.words.word import Word


class DisabilityCategory(IntEnum):
    """残疾类别代码, GB/T 26341-2010 (`domain.md` 1.1)."""

    VISUAL = 1
    HEARING = 2
    SPEECH = 3
    PHYSICAL = 4
    INTELLECTUAL = 5
    MENTAL = 6
    MULTIPLE = 7

    @property
    def chinese(self) -> str:
        """The word on the screens."""
        return ["视力", "听力", "言语", "肢体", "智力", "精神", "多重"][self - 1] + "残疾"


class DisabilityGrade(IntEnum):
    """残疾等级代码: 1 is the most severe; severe 重度 means 1 and 2 (`domain.md` 1.1)."""

    FIRST = 1
    SECOND = 2
    THIRD = 3
    FOURTH = 4

    @property
    def chinese(self) -> str:
        """The word on the screens."""
        return "一二三四"[self - 1] + "级"


class CertificateOrigin(Word):
    """Where a mirrored certificate's data came from (`domain.md` 1.8)."""

    NATIONAL_IMPORT = "national_import", "国家库导入"
    DISTRICT_ENTRY = "district_entry", "区级录入"
    CASE = "case", "本系统办理"


class CertificateState(Word):
    """残疾人证状态."""

    NONE = "none", "无证"
    VALID = "valid", "有效"
    FROZEN = "frozen", "冻结"
    EXPIRED = "expired", "过期"
    CANCELLED = "cancelled", "注销"
    MOVED_OUT = "moved_out", "已迁出"


class CertificateNumberForm(Word):
    """Whether a certificate number is the ID number and two digits, or not (`domain.md` 1.3)."""

    STANDARD = "standard", "标准"
    OTHER = "other", "其他"


class FreezeReason(Word):
    """Why a certificate is frozen (`domain.md` 1.8)."""

    MOVE_OVERDUE = "move_overdue", "迁移逾期"
    DATA_CHECK = "data_check", "数据核查"
    OTHER = "other", "其他"


class CertificateCancelReason(Word):
    """Why a certificate is cancelled (`domain.md` 1.8)."""

    DECEASED = "deceased", "死亡"
    NOT_MEETING = "not_meeting", "不符合标准"
    MOVED = "moved", "迁移逾期"
    VOLUNTARY = "voluntary", "本人申请"
    FRAUD = "fraud", "弄虚作假"
