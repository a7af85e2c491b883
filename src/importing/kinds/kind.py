"""One kind of sheet: its columns, and how a row becomes the fields of a command that exists."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from application import permissions
from application.catalogue import command
from domain.history import Rejected
from domain.words import Role
from importing.refusals import AssociationNotFound, CellMissing

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date
    from uuid import UUID

    from application.actor import Actor
    from application.command import Command
    from domain.words import ImportKind
    from importing.columns import Column
    from importing.finding import Finder, Place
    from importing.reading import Cells

IMPORTERS: Final = frozenset({Role.TOWN, Role.DISTRICT, Role.SYSTEM})
"""Who may import at all: a commissioner writes down what he has seen, one by one."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is said once for the whole file: the version of the notice that everybody was given."""

    notice_version: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One row as a command: the stream it is about, what is said, and when it happened.

    `stream` None makes a new record. `key` is equal in two rows that say the same; `claim` is the
    reservation by which the log knows that it was said before.
    """

    values: dict[str, Any] = field(repr=False)
    stream: UUID | None = None
    occurred_on: date | None = None
    key: str | None = field(default=None, repr=False)
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of sheet. `read` gives a row as a line, or None when the row is at fault.

    `duplicates` names the rules that say: this is on record already; of the columns `one_of`, one
    must be there.
    """

    word: ImportKind
    resource: str
    verb: str
    columns: tuple[Column, ...]
    read: Callable[[Cells, Finder, Said], Line | None]
    duplicates: frozenset[str]
    one_of: tuple[str, ...] = ()

    @property
    def command(self) -> Command:
        """The command each row gives."""
        return command(self.resource, self.verb)

    @property
    def roles(self) -> frozenset[Role]:
        """Who may import this."""
        return self.command.roles & IMPORTERS

    def missing(self, found: Collection[str]) -> tuple[str, ...]:
        """Name the columns that must be there and are not among those found."""
        missing = [
            each.chinese for each in self.columns if each.required and each.field not in found
        ]
        if self.one_of and not any(field in found for field in self.one_of):
            missing += [each.chinese for each in self.columns if each.field == self.one_of[0]]
        return tuple(missing)

    def demand(self, actor: Actor) -> None:
        """Refuse who may not import this."""
        permissions.demand_role(actor, self.roles)


def association_of(cells: Cells, finder: Finder) -> Place | None:
    """Find the association of a row, by its code if it is given, else by its name."""
    before = len(cells.faults)
    name, code = cells.line("association"), cells.line("code")
    said = code or name
    if said is None:
        if len(cells.faults) == before:
            cells.at_fault("association", CellMissing())
        return None
    try:
        return finder.association(said)
    except AssociationNotFound as refusal:
        cells.at_fault("code" if code else "association", refusal)
    except Rejected as refusal:
        cells.at_fault("association", refusal)
    return None
