"""What may the public read of closed appeals: which results are published, and in which town?

Kept as published, by town, month and category; which of them may show their town is asked when it
is read, since that depends on how many there are (`domain.md` 3.7).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from domain.appeal import (
    AppealCorrected,
    AppealPublished,
    AppealReopened,
    AppealVoided,
    AppealVoidReverted,
    PublicationWithdrawn,
)
from domain.history import standing
from projections.running.model import ReadModel
from projections.running.tables import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.history import Event, Recorded
    from projections.running.batch import Batch
    from projections.running.tables import Store

PUBLISHED: Final = Table(
    "published",
    (
        ("id", "uuid not null"),
        ("published_position", "bigint not null"),
        ("town", 'text collate "C" not null'),
        ("month", 'text collate "C" not null'),
        ("category", 'text collate "C" not null'),
        ("outcome", 'text collate "C" not null'),
        ("days", "int not null"),
        ("satisfaction", 'text collate "C" not null'),
        ("summary", 'text collate "C" not null'),
    ),
    indexes=("(published_position, from_position, to_position)",),
    key_columns=1,
)

_ENDS: Final = (PublicationWithdrawn, AppealReopened)
_VERBS: Final = (AppealCorrected, AppealVoided, AppealVoidReverted)


class PublishedModel(ReadModel):
    """The public items."""

    name = "published"
    version = 1
    tables: ClassVar[tuple[Table, ...]] = (PUBLISHED,)

    def forget(self) -> None:
        """Nothing is remembered."""

    def project(self, batch: Batch, store: Store) -> None:
        """Take a batch over. What was put right is read again from the stream as it stands."""
        for recorded in batch.events:
            if isinstance(recorded.event, AppealPublished):
                _put(store, recorded, recorded.position)
            elif isinstance(recorded.event, _ENDS):
                store.end(PUBLISHED, (recorded.stream,), recorded.position)
            elif isinstance(recorded.event, _VERBS):
                history = batch.feed.history(recorded.stream, through=recorded.position)
                item = _item(list(standing(history)))
                if item is None:
                    store.end(PUBLISHED, (recorded.stream,), recorded.position)
                else:
                    _put(store, item, recorded.position)


def _item(history: Sequence[Recorded[Event]]) -> Recorded[Event] | None:
    """Give the publication that stands: the last one, unless it was ended since."""
    for recorded in reversed(history):
        if isinstance(recorded.event, _ENDS):
            return None
        if isinstance(recorded.event, AppealPublished):
            return recorded
    return None


def _put(store: Store, item: Recorded[Event], position: int) -> None:
    event = item.event
    assert isinstance(event, AppealPublished)
    organisation = item.envelope.organisation
    values = (
        item.position,
        organisation.town if organisation else "",
        event.month,
        str(event.category),
        str(event.outcome),
        event.days,
        str(event.satisfaction),
        event.public_summary,
    )
    store.put(PUBLISHED, (item.stream,), values, position)
