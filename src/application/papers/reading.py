"""Reading a file again: who may, and what is left of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from application import permissions
from application.permissions import (
    ASC,
    COM,
    DOC,
    DST,
    FIN,
    LDR,
    MED,
    TWN,
)
from application.refusals import CaseUnknown, FileErased, FileNotKept, FileWithdrawn
from domain.assessment import AssessmentRequest
from domain.dispute import Dispute
from domain.document import Document, DocumentAttached, DocumentKind
from domain.history import fold, standing
from domain.words import Role
from eventstore import files

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from application.actor import Actor
    from application.office import Office
    from domain.history import Aggregate, Event, Organisation, Recorded

_OFFICES: Final = permissions.of(COM, ASC, TWN, DST, LDR, Role.AUDITOR)

# Health details are for the line of assessment, bank accounts for the payroll (`domain.md` 8.3).
_BY_KIND: Final = {
    DocumentKind.MEDICAL_REPORT: permissions.of(DST, DOC, Role.AUDITOR),
    DocumentKind.BANK_PAPER: permissions.of(FIN, DST, LDR, Role.AUDITOR),
}
# Whoever works in one line of business only reads the papers of that line.
_ALSO_FOR: Final[dict[type[Aggregate[Any]], Role]] = {AssessmentRequest: DOC, Dispute: MED}


@dataclass(frozen=True, slots=True)
class Content:
    """A file opened for reading: what it is, how long, and its bytes, chunk by chunk."""

    media_type: str
    size_bytes: int
    chunks: Iterator[bytes]


def content_of(office: Office, actor: Actor, document: UUID) -> Content:
    """Open a document's file. Raises a refusal, or `LogUnavailable`.

    The first chunk is opened here: whoever may not read, or nothing to read, is known at once.
    """
    history = office.log.history(document)
    if not history or office.kind_of(history[0].event) is not Document:
        raise CaseUnknown
    first = next(each.event for each in history if isinstance(each.event, DocumentAttached))
    _demand(office, actor, first, history[-1].envelope.organisation)
    if not fold(Document, document, history).is_attached:
        raise FileWithdrawn
    attached = _standing(history)
    chunks = office.files.content_of(document)
    try:
        begun = next(chunks)
    except files.FileUnknown as error:
        raise FileNotKept from error
    except files.FileErased as error:
        raise FileErased from error
    return Content(attached.media_type, attached.size_bytes, _from(begun, chunks))


def _from(begun: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield begun
    yield from rest


def _standing(history: Sequence[Recorded[Event]]) -> DocumentAttached:
    return next(
        each.event for each in standing(history) if isinstance(each.event, DocumentAttached)
    )


def _demand(
    office: Office, actor: Actor, attached: DocumentAttached, organisation: Organisation | None
) -> None:
    """Refuse who may not read: by role and kind of paper, by area, and by whose it is."""
    case = office.log.history(attached.case)
    kind = office.kind_of(case[0].event) if case else None
    own_line = {_ALSO_FOR[kind]} if kind in _ALSO_FOR else set()
    if actor.role is Role.RESIDENT:
        permissions.demand_own(actor, attached.person, ())
        return
    permissions.demand_role(actor, _BY_KIND.get(attached.kind, _OFFICES | own_line))
    permissions.demand_area(actor, organisation)
