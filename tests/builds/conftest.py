"""A handful of visits, folded."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from projections.catalogue import all_models
from support.counted import seen, visit
from support.figures import Book
from support.histories import id_of
from support.visits import A, B, X

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bootstrap import House


@pytest.fixture
def book(house: House) -> Iterator[Book]:
    """Three visits in April, one event each at positions 2, 3 and 4, and folded."""
    book = Book(house.log, house.service_url, kept=all_models)
    for number, resident in enumerate((A, B, A)):
        book.record(
            id_of(f"visit {number}"), visit(seen(resident), by=X), on=date(2022, 4, 5 + number)
        )
    house.projector.catch_up()
    yield book
    book.close()
