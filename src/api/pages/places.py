"""The places of the district by code and by association, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from api.pages.words.places_zh import DISTRICT, TOWNS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from projections.lists.reader import Place

DISTRICT_DIGITS: Final = 6
TOWN_DIGITS: Final = 9


class Places:
    """Names of associations, towns and the district; a code nobody named is shown as it is."""

    def __init__(self, associations: Iterable[Place]) -> None:
        """Know these associations."""
        self.associations = tuple(associations)
        self._by_code = {place.code: place.name for place in self.associations}
        self._by_id = {place.association: place for place in self.associations}

    def name(self, code: str) -> str:
        """Name a place of 6, 9 or 12 digits; no code is the whole district."""
        if len(code) <= DISTRICT_DIGITS:
            return DISTRICT
        if len(code) == TOWN_DIGITS:
            return TOWNS.get(code, code)
        return self._by_code.get(code, code)

    def full_name(self, code: str) -> str:
        """Name a place with its town."""
        if len(code) <= TOWN_DIGITS:
            return self.name(code)
        return f"{self.name(code[:TOWN_DIGITS])} {self.name(code)}"

    def of_association(self, association: UUID) -> Place | None:
        """Give an association's place."""
        return self._by_id.get(association)

    @property
    def towns(self) -> list[tuple[str, str]]:
        """The towns with an association: code and name, in order."""
        return [
            (code, self.name(code)) for code in sorted({each.town for each in self.associations})
        ]

    def within(self, area: str) -> list[Place]:
        """Give the associations of an area, in order of code."""
        return [place for place in self.associations if place.code.startswith(area)]
