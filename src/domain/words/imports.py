"""What may be imported from sheets (`domain.md` 12.2)."""

from __future__ import annotations

from domain.words.word import Word


class ImportKind(Word):
    """The kinds of sheet."""

    RESIDENTS = "residents", "残疾人名册"
    CERTIFICATES = "certificates", "残疾人证"
    MEMBERS = "members", "残协委员"
    AREAS = "areas", "自然村(小区)"
    APPEALS = "appeals", "在办诉求"
