"""The kinds of sheet that can be imported, one file each. The list is explicit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from importing.kinds import appeals, areas, certificates, members, residents

if TYPE_CHECKING:
    from domain.words import ImportKind
    from importing.kinds.kind import Kind

KINDS: Final[tuple[Kind, ...]] = (
    residents.RESIDENTS,
    certificates.CERTIFICATES,
    members.MEMBERS,
    areas.AREAS,
    appeals.APPEALS,
)

_BY_WORD: Final = {kind.word: kind for kind in KINDS}


def kind_of(word: ImportKind) -> Kind:
    """Give the kind of a word."""
    return _BY_WORD[word]
