"""Associations and commissioners 残协, 专委 (`domain.md` 5)."""

from __future__ import annotations

from domain.words.word import Word


class MemberPost(Word):
    """A member's post in the association."""

    CHAIR = "chair", "主席"
    VICE_CHAIR = "vice_chair", "副主席"
    MEMBER = "member", "委员"


class MemberEndReason(Word):
    """Why a member left the association."""

    TERM = "term", "届满"
    RESIGNED = "resigned", "辞任"
    TRANSFERRED = "transferred", "调离"
    DISMISSED = "dismissed", "免职"
    DIED = "died", "去世"
    MERGED = "merged", "残协合并"


class ApprovalLevel(Word):
    """Who approves a commissioner: the town first, then the district (`domain.md` 10.8)."""

    TOWN = "town", "镇(街道)"
    DISTRICT = "district", "区残联"


class TrainingResult(Word):
    """How a training ended."""

    PASSED = "passed", "合格"
    FAILED = "failed", "不合格"


class DutyResult(Word):
    """What an assessment of a commissioner's duty found 考核结果."""

    EXCELLENT = "excellent", "优秀"
    QUALIFIED = "qualified", "合格"
    BASIC = "basic", "基本合格"
    UNQUALIFIED = "unqualified", "不合格"


class CommissionerEndReason(Word):
    """Why a commissioner left the post."""

    RESIGNED = "resigned", "辞职"
    CONTRACT = "contract", "聘期届满"
    AGE = "age", "到龄"
    TRANSFERRED = "transferred", "调离"
    DISMISSED = "dismissed", "解聘"
    DIED = "died", "去世"
    MERGED = "merged", "残协合并"


class HandOver(Word):
    """What became of a leaving commissioner's pairings."""

    NONE = "none", "无需移交"
    ACCEPTED = "accepted", "接任者已接收"
    ESCALATED = "escalated", "已上报镇(街道)"
