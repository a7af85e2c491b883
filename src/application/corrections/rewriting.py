"""How one field of one entry is written anew: the whole entry as it should have been.

Every text is closed again: in the whole entry for the place it had, and in the correction itself,
as what stood before and what stands now, for the reader.
"""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from application.casework.certificates import certificate_number_of
from application.casework.identity import (
    NUMBER_BEARERS,
    PHONE,
    PHONE_BEARERS,
    claim_identity,
    identity_number_of,
    newest_bearer,
)
from application.casework.places import organisation_of
from application.command.closing import owner_of
from application.command.fields import find, holds_text, read, replaced, written
from application.command.signatures import without_none
from application.refusals import (
    FieldNotCorrectable,
    FutureDate,
    NothingCorrected,
    ResultNeedsTwoPersons,
    ValueNotUnderstood,
)
from application.work import place
from domain.assessment import (
    AssessmentPerformed,
    AssessmentResultCorrected,
    CityReassessed,
    ProvinceConcluded,
)
from domain.association import Association
from domain.calendar import Deadline
from domain.history import Sealed
from domain.identity import IdentityNumber
from domain.words import Sex
from eventstore.vault import ERASED

if TYPE_CHECKING:
    from application.work import Work
    from domain.history import Aggregate, Event, Recorded

OCCURRED_ON: Final = "occurred_on"
ASSOCIATION: Final = "association"

# Whose record it is, what it points to, and what has a command of its own.
_FIXED: Final = frozenset(
    {"resident", "person", "guardian", "carer", "party", "id", "into", "to", "code", "town"}
)


# Findings typed wrong are put right by two persons (`domain.md` 10.2), by the command `correct-result`.
_RESULTS: Final = (
    AssessmentPerformed,
    CityReassessed,
    ProvinceConcluded,
    AssessmentResultCorrected,
)
_OF_A_RESULT: Final = frozenset({"findings", "category", "grade"})


class Rewriting:
    """Writes a correction of one entry. `stands` is the entry as it is understood today."""

    def __init__(
        self,
        work: Work,
        aggregate: Aggregate[Any],
        original: Recorded[Event],
        stands: Recorded[Event],
    ) -> None:
        """Rewrite for `aggregate`, within `work`."""
        self._work = work
        self._aggregate = aggregate
        self._original = original
        self._stands = stands
        self._event = stands.event

    def of(self, path: str, new: Any, *, reason: str) -> dict[str, Any]:  # noqa: ANN401
        """Give the arguments of `Aggregate.correct` for a plain new value at `path`."""
        if path == OCCURRED_ON:
            changes = self._day(read(new, date))
        elif path == ASSOCIATION:
            changes = self._association(read(new, UUID))
        else:
            changes = self._field(path, new)
        return self._kept() | {"field": path, "reason": reason} | changes

    def _kept(self) -> dict[str, Any]:
        """Give what stays as it is, with what earlier corrections made of the envelope."""
        before, now = self._original.envelope, self._stands.envelope
        return {
            "original": self._original,
            "whole": self._event,
            "occurred_on": now.occurred_on if now.occurred_on != before.occurred_on else None,
            "organisation": now.organisation if now.organisation != before.organisation else None,
        }

    def _day(self, new: date) -> dict[str, Any]:
        """Correct the business date; clocks that began on it begin on the right day."""
        old = self._stands.occurred_on
        if new > self._work.desk.today:
            raise FutureDate(occurred_on=new, today=self._work.desk.today)
        if new == old:
            raise NothingCorrected
        moved = {
            name: dataclasses.replace(deadline, start_on=new).recalculated(
                self._work.desk.rules.calendar
            )
            for name, deadline in _deadlines_of(self._event).items()
            if deadline.start_on == old
        }
        return {
            "whole": dataclasses.replace(self._event, **moved),  # type: ignore[type-var]
            "occurred_on": new,
            "old": written(old),
            "new": written(new),
        }

    def _association(self, new: UUID) -> dict[str, Any]:
        """Correct where the record is kept, and from now on keep it there."""
        if isinstance(self._aggregate, Association):
            raise FieldNotCorrectable
        before = self._stands.envelope.organisation
        old = None if before is None else before.association
        if new == old:
            raise NothingCorrected
        organisation = organisation_of(self._work, new)
        self._work.keep_at(self._aggregate.id, organisation)
        has_field = hasattr(self._event, ASSOCIATION)
        return {
            "whole": replaced(self._event, ASSOCIATION, new) if has_field else self._event,
            "organisation": organisation,
            "old": written(old),
            "new": written(new),
        }

    def _field(self, path: str, new: Any) -> dict[str, Any]:  # noqa: ANN401
        found = find(self._event, path)
        kind = without_none(found.kind)
        if path.rpartition(".")[2] in _FIXED or kind is Deadline:
            raise FieldNotCorrectable
        if isinstance(self._event, _RESULTS) and path in _OF_A_RESULT:
            raise ResultNeedsTwoPersons
        if kind is Sealed:
            return self._text(path, found.place, found.value, read(new, _text_like(found.kind)))
        if holds_text(kind):
            raise FieldNotCorrectable
        value = read(new, found.kind)
        if value == found.value:
            raise NothingCorrected
        return {
            "whole": replaced(self._event, path, value),
            "old": written(found.value),
            "new": written(value),
        }

    def _text(self, path: str, at: str, old: Sealed | None, typed: str | None) -> dict[str, Any]:
        """Correct a text; it is closed under the key of the person it was closed for."""
        vault = self._work.desk.office.vault
        before = None if old is None else vault.open(old, place=place(type(self._event), at))
        event, text = self._checked(at, typed)
        if text == before:
            raise NothingCorrected
        person = (None if old is None else vault.person_of(old)) or self._owner(path)
        matter = self._work.matter_of(type(self._aggregate), self._aggregate.id)

        def closed(kind: type[Event], field: str, said: str | None) -> Sealed | None:
            if said is None or said == ERASED:
                return None
            return self._work.seal(person, kind, field, said, matter=matter)

        correction = self._aggregate.corrected
        return {
            "whole": replaced(event, path, closed(type(event), at, text)),
            "old": closed(correction, "old", before),
            "new": closed(correction, "new", text),
        }

    def _checked(self, at: str, typed: str | None) -> tuple[Event, str | None]:
        """Hold a text to the rules it was typed under first; give the entry and the text."""
        event, text = self._event, typed
        if typed is None:
            return event, None
        match at:
            case "identity_number":
                text = self._identity_number(typed)
            case "card.number":
                number = certificate_number_of(self._work, self._aggregate.id, typed)
                event, text = replaced(event, "card.losses", number.losses), number.text
            case "birth_date":
                text = read(typed, date).isoformat()
            case "sex":
                text = str(read(typed, Sex))
            case "phone" if self._event.topic in PHONE_BEARERS:
                self._work.findable(PHONE, typed, self._aggregate.id)
            case _ if not typed.strip():
                raise ValueNotUnderstood
        return event, text

    def _identity_number(self, typed: str) -> str:
        """Check an ID number; where it is the resident's own, the file holds the right one now."""
        number = IdentityNumber.parse(typed, on=self._work.desk.today)
        stream = self._aggregate.id
        if (
            self._event.topic in NUMBER_BEARERS
            and newest_bearer(self._work, stream) == self._stands.version
        ):
            claim_identity(
                self._work, stream, number, before=identity_number_of(self._work, stream)
            )
        return number.text

    def _owner(self, path: str) -> UUID:
        """Tell whom a text at `path` is about: the nearest part of the entry that names somebody."""
        parents = path.split(".")[:-1]
        while parents:
            part = find(self._event, ".".join(parents)).value
            if dataclasses.is_dataclass(part):
                return owner_of(self._aggregate, _facts_of(part))
            parents.pop()
        return owner_of(self._aggregate, _facts_of(self._event))


def _facts_of(part: Any) -> dict[str, Any]:  # noqa: ANN401  (an event, or a part of one)
    return {each.name: getattr(part, each.name) for each in dataclasses.fields(part)}


def _deadlines_of(event: Event) -> dict[str, Deadline]:
    return {name: value for name, value in _facts_of(event).items() if isinstance(value, Deadline)}


def _text_like(kind: Any) -> Any:  # noqa: ANN401
    """Give the plain type of a text that may be sealed: optional where the text is."""
    return str if kind is Sealed else str | None
