"""What must not be forgotten: which dangers are open, and which certificates run out when?

Where a resident or a visit is kept is in the list of cases; here is only what it does not hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from domain.catalogue import KINDS
from domain.history import Corrected, Voided, VoidReverted, fold
from domain.resident import Resident
from domain.resident.certificate_events import (
    CardPrinted,
    CertificateCancelled,
    CertificateExpired,
    CertificateMovedOut,
    CertificateReversed,
)
from domain.visit import RiskFlagged, RiskResolved, Visit
from projections.running.model import ReadModel
from projections.running.tables import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.history import Event, Recorded
    from projections.running.batch import Batch
    from projections.running.tables import Store

RISKS: Final = Table(
    "risks",
    (
        ("risk", "uuid not null"),
        ("visit", "uuid not null"),
        ("resident", "uuid not null"),
        ("kind", 'text collate "C" not null'),
        ("due_on", "date not null"),
    ),
    key_columns=1,
)
CERTIFICATES: Final = Table(
    "certificates",
    (("resident", "uuid not null"), ("valid_to", "date not null")),
    indexes=("(valid_to)",),
    key_columns=1,
)

_OVER: Final = (
    CertificateCancelled,
    CertificateExpired,
    CertificateMovedOut,
    CertificateReversed,
)
_VERBS: Final = (Corrected, Voided, VoidReverted)


class WatchedModel(ReadModel):
    """Open risks, and certificates in force."""

    name = "watched"
    version = 1
    tables: ClassVar[tuple[Table, ...]] = (RISKS, CERTIFICATES)

    def forget(self) -> None:
        """Nothing is remembered."""

    def project(self, batch: Batch, store: Store) -> None:
        """Take a batch over."""
        for recorded in batch.events:
            position, event = recorded.position, recorded.event
            match event:
                case RiskFlagged():
                    _open(store, event, recorded)
                case RiskResolved(risk=risk):
                    store.end(RISKS, (risk,), position)
                case CardPrinted(card=card):
                    store.put(CERTIFICATES, (recorded.stream,), (card.valid_to,), position)
                case _ if isinstance(event, _OVER):
                    store.end(CERTIFICATES, (recorded.stream,), position)
                case _ if isinstance(event, _VERBS):
                    _again(store, recorded, batch.feed.history(recorded.stream, through=position))
                case _:
                    pass


def _open(store: Store, flagged: RiskFlagged, recorded: Recorded[Event]) -> None:
    values = (recorded.stream, flagged.resident, str(flagged.kind), flagged.follow_up.due_on)
    store.put(RISKS, (flagged.risk,), values, recorded.position)


def _again(store: Store, recorded: Recorded[Event], history: Sequence[Recorded[Event]]) -> None:
    """Write what a correction or a void leaves standing."""
    kind = KINDS.get(history[0].event.topic)
    if kind is Visit:
        visit = fold(Visit, recorded.stream, history)
        for each in history:
            if isinstance(each.event, RiskFlagged):
                store.end(RISKS, (each.event.risk,), recorded.position)
        for flagged in visit.open_risks:
            _open(store, flagged, recorded)
    elif kind is Resident:
        resident = fold(Resident, recorded.stream, history)
        valid_to = resident.certificate.valid_to if resident.certificate.is_held else None
        if valid_to is None or resident.is_void:
            store.end(CERTIFICATES, (recorded.stream,), recorded.position)
        else:
            store.put(CERTIFICATES, (recorded.stream,), (valid_to,), recorded.position)
