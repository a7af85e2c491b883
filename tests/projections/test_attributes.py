"""What is kept, closed, of the people whom figures are broken down by (`domain.md` 11.4)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from domain.history import Whole
from domain.resident import ResidentCorrected, ResidentVoided, ResidentVoidReverted
from domain.words import CertificateCancelReason
from projections.lists.attributes import EVERY, AttributesModel
from projections.lists.reader import ListReader
from support import residents
from support.figures import Book
from support.histories import sealed
from support.visits import A

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eventstore.log import Log
    from support.database import Database

FILED = replace(residents.REGISTERED, category=sealed("as filed"), grade=sealed("grade as filed"))


@pytest.fixture
def attributes(database: Database, log: Log) -> Iterator[Book]:
    """A log with the read model of attributes alone."""
    book = Book(log, database.service_url, kept=lambda: (AttributesModel(),))
    yield book
    book.close()


def kept(book: Book, *, at: int | None = None) -> dict[str, tuple[str, str]]:
    """Give what is kept of A: the box and the place it was closed for."""
    book.projector.catch_up()
    with book.read_models.connection() as connection:
        reader = ListReader(connection, book.read_models.reading(connection, position=at))
        found = {each: reader.attributes([A], each) for each in EVERY}
    return {each: (held[A][0].box, held[A][1]) for each, held in found.items() if held}


def test_what_the_file_says_is_kept_with_its_place(attributes: Book) -> None:
    attributes.record(A, FILED)

    assert set(kept(attributes)) == set(EVERY)
    assert kept(attributes)["category"] == (sealed("as filed").box, "resident.registered/category")


def test_a_certificate_is_newer_than_the_file(attributes: Book) -> None:
    filed = attributes.record(A, FILED)
    attributes.record(A, residents.ISSUED)

    assert kept(attributes)["category"] == (
        residents.CARD.category.box,
        "resident.certificate_issued/card.category",
    )
    assert kept(attributes, at=filed)["category"][0] == sealed("as filed").box


def test_who_does_not_meet_the_standard_has_neither(attributes: Book) -> None:
    not_meeting = replace(residents.CANCELLED, reason=CertificateCancelReason.NOT_MEETING)
    attributes.record(A, FILED, residents.ISSUED, not_meeting)

    assert set(kept(attributes)) == {"birth_date", "sex"}


def test_who_died_is_still_what_they_were(attributes: Book) -> None:
    died = replace(residents.CANCELLED, reason=CertificateCancelReason.DECEASED)
    attributes.record(A, FILED, residents.ISSUED, died)

    assert set(kept(attributes)) == set(EVERY)


def test_a_correction_and_a_void_are_followed(attributes: Book) -> None:
    attributes.record(A, FILED, residents.ISSUED)
    corrected = ResidentCorrected(
        version=1,
        field="grade",
        old=None,
        new=None,
        reason="录入有误",
        whole=Whole(replace(FILED, category=sealed("as corrected"))),
    )
    attributes.record(A, corrected)
    assert kept(attributes)["category"][0] == residents.CARD.category.box

    attributes.record(A, ResidentVoided(version=2, reason="误录"))
    assert kept(attributes)["category"][0] == sealed("as corrected").box

    attributes.record(A, ResidentVoidReverted(version=4, reason="误作废"))
    assert kept(attributes)["category"][0] == residents.CARD.category.box

    attributes.record(A, ResidentVoided(reason="重复建档"))
    assert kept(attributes) == {}
