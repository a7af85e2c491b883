"""What the tests of proofs share: a log with read models and a ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.figures import Book
from support.proving import Prover, prover

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from eventstore.log import Log
    from support.database import Database


@pytest.fixture
def proving(log: Log, database: Database, tmp_path: Path) -> Iterator[Prover]:
    """A log that was opened, whose figures can be proven."""
    book = Book(log, database.service_url)
    yield prover(book, tmp_path)
    book.close()
