"""Pairings 结对 (`domain.md` 10.4)."""

from __future__ import annotations

from domain.words.word import Word


class SuspensionReason(Word):
    """Why a pairing rests."""

    HOSPITAL = "hospital", "住院"
    AWAY = "away", "外出"
    CUSTODY = "custody", "服刑"
    EPIDEMIC = "epidemic", "疫情"


class PairingEndReason(Word):
    """Why a pairing ended."""

    DIED = "died", "去世"
    MOVED = "moved", "迁出"
    HELPER_LEFT = "helper_left", "结对人离任"
    ASKED = "asked", "本人要求"
    NOT_TARGET = "not_target", "不再属于对象"


class HelperKind(Word):
    """As what a helper belongs to the association (`domain.md` 10.4)."""

    MEMBER = "member", "委员"
    COMMISSIONER = "commissioner", "专委"
    PARTY_MEMBER = "party_member", "党员"


class ConsentBy(Word):
    """Who agreed."""

    RESIDENT = "resident", "本人"
    GUARDIAN = "guardian", "监护人"
