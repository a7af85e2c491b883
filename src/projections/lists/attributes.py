"""What is sealed of a person that figures are broken down by: birth date, sex, category, grade?

Nothing is opened here. Who may see it opens it at query time, and groups (`domain.md` 11.4). What a
certificate says is newer than what the file says; a person found not to meet the standard has
neither category nor grade.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from domain.history import Corrected, Voided, VoidReverted, standing
from domain.resident import (
    CardPrinted,
    CertificateCancelled,
    ResidentRegistered,
    ResidentSuspected,
)
from domain.words import CertificateCancelReason
from projections.running.model import ReadModel
from projections.running.tables import Table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from domain.history import Event, Sealed
    from projections.running.batch import Batch
    from projections.running.tables import Store

ATTRIBUTES: Final = Table(
    "attributes",
    (
        ("person", "uuid not null"),
        ("attribute", 'text collate "C" not null'),
        ("place", 'text collate "C" not null'),
        ("kid", "uuid not null"),
        ("alg", 'text collate "C" not null'),
        ("box", 'text collate "C" not null'),
    ),
    key_columns=2,
)

BIRTH_DATE: Final = "birth_date"
SEX: Final = "sex"
CATEGORY: Final = "category"
GRADE: Final = "grade"
EVERY: Final = (BIRTH_DATE, SEX, CATEGORY, GRADE)

Kept = tuple[str, "Sealed"]
"""A sealed text with the place it was sealed for."""

_TAKEN_AWAY: Final = frozenset({CertificateCancelReason.NOT_MEETING, CertificateCancelReason.FRAUD})
_VERBS: Final = (Corrected, Voided, VoidReverted)


class AttributesModel(ReadModel):
    """The sealed attributes of residents."""

    name = "attributes"
    version = 1
    tables: ClassVar[tuple[Table, ...]] = (ATTRIBUTES,)

    def forget(self) -> None:
        """Nothing is remembered."""

    def project(self, batch: Batch, store: Store) -> None:
        """Take a batch over; what a correction or void touches is read again as it stands."""
        for recorded in batch.events:
            event = recorded.event
            if isinstance(event, _VERBS) and event.topic.startswith("resident."):
                history = batch.feed.history(recorded.stream, through=recorded.position)
                said: dict[str, Kept | None] = dict.fromkeys(EVERY)
                for each in standing(history):
                    said |= _said(each.event)
            else:
                said = dict(_said(event))
            _keep(store, recorded.stream, said, recorded.position)


def _keep(store: Store, person: UUID, said: Mapping[str, Kept | None], position: int) -> None:
    for attribute, kept in said.items():
        if kept is None:
            store.end(ATTRIBUTES, (person, attribute), position)
        else:
            place, sealed = kept
            values = (place, sealed.kid, sealed.alg, sealed.box)
            store.put(ATTRIBUTES, (person, attribute), values, position)


def _said(event: Event) -> Mapping[str, Kept | None]:
    """Give what an event says, None for what holds no longer."""
    match event:
        case ResidentSuspected():
            found = {BIRTH_DATE: event.birth_date, SEX: event.sex}
        case ResidentRegistered():
            found = {
                BIRTH_DATE: event.birth_date,
                SEX: event.sex,
                CATEGORY: event.category,
                GRADE: event.grade,
            }
        case CardPrinted(card=card):
            return {
                CATEGORY: (f"{event.topic}/card.{CATEGORY}", card.category),
                GRADE: (f"{event.topic}/card.{GRADE}", card.grade),
            }
        case CertificateCancelled(reason=reason) if reason in _TAKEN_AWAY:
            return {CATEGORY: None, GRADE: None}
        case _:
            return {}
    return {name: (f"{event.topic}/{name}", kept) for name, kept in found.items() if kept}
