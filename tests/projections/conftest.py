"""What the tests of figures share: a log with its read models."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.figures import Book

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eventstore.log import Log
    from support.database import Database


@pytest.fixture
def book(log: Log, database: Database) -> Iterator[Book]:
    """An empty log whose figures can be asked."""
    book = Book(log, database.service_url)
    yield book
    book.close()
