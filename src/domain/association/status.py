"""Where an association and its nameplate stand, in the words of `domain.md` 10.7."""

from __future__ import annotations

from domain.words import Word


class AssociationStatus(Word):
    """Where an association stands."""

    PROPOSED = "proposed", "拟建"
    APPROVED = "approved", "已批复"
    ACTIVE = "active", "运行"
    SUSPENDED = "suspended", "暂停"
    MERGED = "merged", "已合并"
    DISSOLVED = "dissolved", "已撤销"


class PlateStatus(Word):
    """Where its nameplate stands."""

    NONE = "none", "未挂牌"
    APPROVED = "approved", "准入"
    HUNG = "hung", "已挂牌"
    REMOVED = "removed", "已摘牌"
