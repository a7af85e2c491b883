"""Which papers does a case or an organisation have?

Their titles stay sealed in the log; a document that was withdrawn or voided is shown as such.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from domain.catalogue import KINDS
from domain.document import Document, DocumentAttached
from domain.history import fold, standing
from projections.running.model import ReadModel
from projections.running.tables import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.history import Event, Recorded
    from projections.running.batch import Batch
    from projections.running.tables import Store

DOCUMENTS: Final = Table(
    "documents",
    (
        ("id", "uuid not null"),
        ("belongs_to", "uuid not null"),
        ("attached_position", "bigint not null"),
        ("kind", 'text collate "C" not null'),
        ("media_type", 'text collate "C" not null'),
        ("size_bytes", "bigint not null"),
        ("dated_on", "date not null"),
        ("is_attached", "boolean not null"),
    ),
    indexes=("(belongs_to, attached_position)",),
    key_columns=1,
)

_TOPICS: Final = frozenset(topic for topic, kind in KINDS.items() if kind is Document) | {
    "document.withdrawn",
    "document.corrected",
    "document.voided",
    "document.void_reverted",
}


class DocumentsModel(ReadModel):
    """The papers of each case."""

    name = "documents"
    version = 1
    tables: ClassVar[tuple[Table, ...]] = (DOCUMENTS,)

    def forget(self) -> None:
        """Nothing is remembered."""

    def project(self, batch: Batch, store: Store) -> None:
        """Take a batch over."""
        for recorded in batch.events:
            if recorded.event.topic not in _TOPICS:
                continue
            if recorded.version == 1:
                history: Sequence[Recorded[Event]] = [recorded]
            else:
                history = batch.feed.history(recorded.stream, through=recorded.position)
            _put(store, recorded, history)


def _put(store: Store, recorded: Recorded[Event], history: Sequence[Recorded[Event]]) -> None:
    """Write the row as it stands; a void document keeps what it was attached as."""
    stands = (each.event for each in (*standing(history), history[0]))
    attached = next(each for each in stands if isinstance(each, DocumentAttached))
    is_attached = fold(Document, recorded.stream, history).is_attached
    values = (
        attached.case,
        history[0].position,
        str(attached.kind),
        attached.media_type,
        attached.size_bytes,
        attached.dated_on,
        is_attached,
    )
    store.put(DOCUMENTS, (recorded.stream,), values, recorded.position)
