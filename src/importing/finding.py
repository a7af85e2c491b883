"""What rows name and the log knows: associations by code or name, residents by identity number."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING, Final, Protocol
from uuid import UUID, uuid5

from application.casework.identity import IDENTITY
from application.refusals import OutOfYourArea
from domain.words import Role
from importing.refusals import AssociationAmbiguous, AssociationNotFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from application.actor import Actor
    from application.office import Office
    from domain.identity import IdentityNumber

CODE_DIGITS: Final = 12
DISTRICT_DIGITS: Final = 6

_IMPORTED: Final = UUID("0190b1f0-0000-7000-8000-00000000001b")
_ENDING: Final = re.compile(
    r"(残疾人协会|残协|村民委员会|居民委员会|社区居委会|村委会|居委会|村居委会|社区|村)$"
)
_HELD: Final = "select key, holder from {schema}.reservations where key = any(%s)"


class Place(Protocol):
    """An association, as lists know it."""

    @property
    def association(self) -> UUID:
        """Its id."""

    @property
    def code(self) -> str:
        """Its division code."""

    @property
    def name(self) -> str:
        """Its name."""


class Finder:
    """Finds for one actor. An association outside the actor's area is refused by name."""

    def __init__(self, office: Office, actor: Actor, places: Iterable[Place]) -> None:
        """Know the `places` of the district."""
        self.office = office
        self.actor = actor
        self._by_code: dict[str, Place] = {}
        self._by_name: dict[str, list[Place]] = {}
        for place in places:
            self._by_code[place.code] = place
            self._by_name.setdefault(_plain(place.name), []).append(place)

    @property
    def district(self) -> str:
        """The district's own code, of six digits."""
        return next(iter(self._by_code), self.actor.area)[:DISTRICT_DIGITS]

    def association(self, said: str) -> Place:
        """Give an association by its code or name. Raises a `Rejected`."""
        found = self._named(said)
        mine = [place for place in found if self._is_mine(place)]
        if len(mine) == 1:
            return mine[0]
        if mine:
            raise AssociationAmbiguous
        if found:
            raise OutOfYourArea(area=self.actor.area)
        raise AssociationNotFound

    def resident(self, number: IdentityNumber) -> UUID | None:
        """Give the file that holds an identity number."""
        return self.office.log.holder(self.token_of(number))

    def token_of(self, number: IdentityNumber) -> str:
        """Give the blind token of an identity number, which its file holds."""
        return self.office.vault.token(IDENTITY, number.text)

    def holders(self, keys: Sequence[str]) -> dict[str, UUID]:
        """Give who holds each of several reservations."""
        return dict(self.office.log.select(_HELD, [list(keys)])) if keys else {}

    def blind_id(self, *what: object) -> UUID:
        """Give the id of what has no other name than personal data, which cannot be guessed from it."""
        token = self.office.vault.token("import", "\n".join(str(each) for each in what))
        return UUID(bytes=hashlib.sha256(token.encode()).digest()[:16], version=4)

    def _named(self, said: str) -> list[Place]:
        if len(said) == CODE_DIGITS and said.isdigit():
            place = self._by_code.get(said)
            return [] if place is None else [place]
        return self._by_name.get(_plain(said), [])

    def _is_mine(self, place: Place) -> bool:
        return self.actor.role is Role.SYSTEM or place.code.startswith(self.actor.area)


def clear_id(*what: object) -> UUID:
    """Give the id of something public by its name: the same name, the same id."""
    return uuid5(_IMPORTED, "\n".join(str(each) for each in what))


def _plain(name: str) -> str:
    """Give a name without what is written or left out at will at its end."""
    plain = re.sub(r"[\s()（）]", "", unicodedata.normalize("NFKC", name))
    while (shorter := _ENDING.sub("", plain)) and shorter != plain:
        plain = shorter
    return plain
