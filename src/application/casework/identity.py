"""The ID number of a resident: opened for a rule, claimed for one file, found again by its token.

With it the birth date, which is read from the number unless it was told apart from it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from application.opening import latest_text
from domain.history import standing
from domain.identity import IdentityNumber
from domain.resident import Resident

if TYPE_CHECKING:
    from uuid import UUID

    from application.work import Work

IDENTITY: Final = "identity"
PHONE: Final = "phone"
NAME: Final = "name"
BIRTH_DATE: Final = "birth_date"
ADDRESS: Final = "address"
CERTIFICATE: Final = "certificate"

FINDABLE: Final = (PHONE, NAME, BIRTH_DATE, ADDRESS)
"""What a person is found by, each by its blind token, to see that two files may be one person's."""

NUMBER_BEARERS: Final = ("resident.registered", "resident.suspected")
PHONE_BEARERS: Final = (*NUMBER_BEARERS, "resident.contact_changed")


def identity_number_of(work: Work, resident: UUID) -> IdentityNumber | None:
    """Open the ID number on a resident's file, if there is one."""
    text = latest_text(work, Resident, resident, NUMBER_BEARERS, "identity_number")
    return None if text is None else IdentityNumber.parse(text, on=work.desk.today)


def birth_date_of(work: Work, resident: UUID) -> date | None:
    """Open the birth date on a resident's file, or read it from the ID number."""
    text = latest_text(work, Resident, resident, NUMBER_BEARERS, "birth_date")
    if text is not None:
        return date.fromisoformat(text)
    number = identity_number_of(work, resident)
    return None if number is None else number.birth_date


def is_younger_than(years: int, born: date, on: date) -> bool:
    """Tell whether somebody born on `born` has not completed so many years 周岁 on `on`."""
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return age < years


def take_identity(
    work: Work, stream: UUID, values: dict[str, Any], *, before: IdentityNumber | None = None
) -> None:
    """Check the ID number, fill in what it says, claim it, and make the person findable by it.

    `before` is the number the file holds already.
    """
    typed = values.get("identity_number")
    if typed is not None:
        number = IdentityNumber.parse(typed, on=work.desk.today)
        values["identity_number"] = number.text
        values["birth_date"] = values.get("birth_date") or number.birth_date.isoformat()
        values["sex"] = values.get("sex") or str(number.sex)
        claim_identity(work, stream, number, before=before)
    make_findable(work, stream, values)


def make_findable(work: Work, stream: UUID, values: dict[str, Any]) -> None:
    """Make a person findable by whatever was said of them."""
    for kind in FINDABLE:
        if values.get(kind):
            work.findable(kind, values[kind], stream)


def claim_identity(
    work: Work, stream: UUID, number: IdentityNumber, *, before: IdentityNumber | None
) -> None:
    """Let a file hold `number`, in place of the one it held `before`."""
    token = work.findable(IDENTITY, number.text, stream)
    if before == number:
        return
    if before is not None:
        work.release(work.desk.office.vault.token(IDENTITY, before.text), stream)
    work.reserve(token, stream)


def settle_identity(work: Work, stream: UUID) -> None:
    """Let a file hold the number that stands in it now, and no other; a void file holds none."""
    held = set(work.desk.office.log.held_by(stream))
    is_void = work.load(Resident, stream).is_void
    number = None if is_void else identity_number_of(work, stream)
    stands = set() if number is None else {work.desk.office.vault.token(IDENTITY, number.text)}
    for key in sorted(held - stands):
        work.release(key, stream)
    for key in sorted(stands - held):
        work.reserve(key, stream)


def newest_bearer(work: Work, resident: UUID) -> int | None:
    """Give the version of the entry whose ID number stands."""
    versions = [
        each.version
        for each in standing(work.history_of(resident))
        if each.event.topic in NUMBER_BEARERS and getattr(each.event, "identity_number", None)
    ]
    return versions[-1] if versions else None
