"""A read model: one question, its tables, and how it folds a batch."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from projections.running.batch import Batch
    from projections.running.tables import Store, Table


class ReadModel(ABC):
    """Base of all read models.

    A model folds a batch in memory and writes once. It reads events and its own tables, nothing
    else; it mints no ids, reads no clock, opens no seal, sends nothing. What it remembers between
    batches is only a saving: `forget` drops it, and the next batch is folded the same.
    """

    name: ClassVar[str]
    version: ClassVar[int]
    tables: ClassVar[tuple[Table, ...]]

    @abstractmethod
    def project(self, batch: Batch, store: Store) -> None:
        """Take `batch` over into the tables."""

    @abstractmethod
    def forget(self) -> None:
        """Drop everything remembered, after a rollback or a loss of the election."""
