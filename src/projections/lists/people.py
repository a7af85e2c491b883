"""Who is this id? The sealed name of everybody the log knows, and what they are to us.

Names stay sealed: pages open them at display time, and show `<已删除>` when the key is gone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from domain.appointment import CommissionerNominated
from domain.association import AssociationProposed, MemberAppointed
from domain.resident import ResidentRegistered, ResidentSuspected
from projections.running.model import ReadModel
from projections.running.tables import Table

if TYPE_CHECKING:
    from domain.history import Event, Recorded, Sealed
    from projections.running.batch import Batch
    from projections.running.tables import Store

PEOPLE: Final = Table(
    "people",
    (
        ("person", "uuid not null"),
        ("relation", 'text collate "C" not null'),
        ("place", 'text collate "C" not null'),
        ("kid", "uuid not null"),
        ("alg", 'text collate "C" not null'),
        ("box", 'text collate "C" not null'),
        ("code", 'text collate "C" not null'),
    ),
    key_columns=2,
)
PLACES: Final = Table(
    "places",
    (
        ("association", "uuid not null"),
        ("code", 'text collate "C" not null'),
        ("town", 'text collate "C" not null'),
        ("name", 'text collate "C" not null'),
    ),
    indexes=("(code)",),
    key_columns=1,
)

RESIDENT: Final = "resident"
MEMBER: Final = "member"
COMMISSIONER: Final = "commissioner"


class PeopleModel(ReadModel):
    """The sealed names of residents, members and commissioners, and the names of associations."""

    name = "people"
    version = 1
    tables: ClassVar[tuple[Table, ...]] = (PEOPLE, PLACES)

    def forget(self) -> None:
        """Nothing is remembered."""

    def project(self, batch: Batch, store: Store) -> None:
        """Take a batch over."""
        for recorded in batch.events:
            match recorded.event:
                case ResidentSuspected(name=name) | ResidentRegistered(name=name):
                    _name(store, recorded, recorded.stream, RESIDENT, name)
                case MemberAppointed(person=person, name=name) if name is not None:
                    _name(store, recorded, person, MEMBER, name)
                case CommissionerNominated(person=person, name=name) if name is not None:
                    _name(store, recorded, person, COMMISSIONER, name)
                case AssociationProposed(name=name, code=code, town=town):
                    values = (code, town, name)
                    store.put(PLACES, (recorded.stream,), values, recorded.position)
                case _:
                    pass


def _name(
    store: Store, recorded: Recorded[Event], person: object, relation: str, name: Sealed
) -> None:
    organisation = recorded.envelope.organisation
    place = f"{recorded.event.sealed_for}/name"
    code = organisation.code if organisation else ""
    values = (place, name.kid, name.alg, name.box, code)
    store.put(PEOPLE, (person, relation), values, recorded.position)
