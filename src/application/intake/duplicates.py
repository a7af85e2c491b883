"""Is somebody on file already? Files that agree in the ID number, or in two other things.

They are found by blind tokens (`domain.md` 10.12, 8.4), so nothing is opened and nobody's words
leave the file. Two files confirmed to be two people are not named to each other again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from application import permissions
from application.casework import identity
from application.permissions import COM, DST, TWN
from domain.history import fold
from domain.identity import IdentityNumber
from domain.resident import Resident
from domain.resident.keeping import GROUNDS_MIN
from domain.words import DuplicateGround, ResidentStatus

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from application.actor import Actor
    from application.office import Office

_WHO: Final = permissions.of(COM, TWN, DST)

_TOKEN_OF: Final = {
    DuplicateGround.IDENTITY_NUMBER: identity.IDENTITY,
    DuplicateGround.NAME: identity.NAME,
    DuplicateGround.BIRTH_DATE: identity.BIRTH_DATE,
    DuplicateGround.CERTIFICATE: identity.CERTIFICATE,
    DuplicateGround.PHONE: identity.PHONE,
    DuplicateGround.ADDRESS: identity.ADDRESS,
}
_OUT_OF_USE: Final = (
    None,
    ResidentStatus.MERGED,
    ResidentStatus.RESTRICTED,
    ResidentStatus.SHREDDED,
)
CANDIDATES_MAX: Final = 20


@dataclass(frozen=True, slots=True)
class Likely:
    """A file that may be the same person's: why, how it stands, and where it is kept."""

    resident: UUID
    grounds: tuple[DuplicateGround, ...]
    status: ResidentStatus
    code: str


def likely_duplicates(
    office: Office,
    actor: Actor,
    said: Mapping[DuplicateGround, str],
    *,
    resident: UUID | None = None,
) -> list[Likely]:
    """Give the files that agree with what was said, those that agree in most first.

    `resident` is the file it was said of, if there is one already. Raises `NotYours`, or
    `IdentityNumberRefused` for an ID number that cannot be one.
    """
    permissions.demand_role(actor, _WHO)
    own = None if resident is None else _file(office, resident)
    confirmed = () if own is None else own[0].confirmed_others
    likely = []
    for person, grounds in _found(office, said).items():
        if person == resident or person in confirmed or not _is_enough(grounds):
            continue
        file = _file(office, person)
        if file is None or file[0].status in _OUT_OF_USE or file[0].is_void:
            continue
        if resident in file[0].confirmed_others:
            continue
        found = tuple(each for each in DuplicateGround if each in grounds)
        assert file[0].status is not None
        likely.append(Likely(person, found, file[0].status, file[1]))
    likely.sort(key=lambda each: (each.grounds[0] is not _NUMBER, -len(each.grounds)))
    return likely[:CANDIDATES_MAX]


_NUMBER: Final = DuplicateGround.IDENTITY_NUMBER


def _found(office: Office, said: Mapping[DuplicateGround, str]) -> dict[UUID, set[DuplicateGround]]:
    """Find who agrees in what; an ID number says the birth date too."""
    values = dict(said)
    if _NUMBER in values:
        number = IdentityNumber.parse(values[_NUMBER], on=office.today())
        values[_NUMBER] = number.text
        values.setdefault(DuplicateGround.BIRTH_DATE, number.birth_date.isoformat())
    tokens = {
        office.vault.token(_TOKEN_OF[ground], value): ground for ground, value in values.items()
    }
    found: dict[UUID, set[DuplicateGround]] = {}
    for token, person in office.vault.found(list(tokens)):
        found.setdefault(person, set()).add(tokens[token])
    return found


def _is_enough(grounds: set[DuplicateGround]) -> bool:
    return _NUMBER in grounds or len(grounds) >= GROUNDS_MIN


def _file(office: Office, person: UUID) -> tuple[Resident, str] | None:
    """Give somebody's file and the code of where it is kept; None for who has none."""
    history = office.log.history(person)
    if not history or office.kind_of(history[0].event) is not Resident:
        return None
    organisation = history[-1].envelope.organisation
    return fold(Resident, person, history), organisation.code if organisation else ""
