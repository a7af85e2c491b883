"""A file is named by what it is and where it belongs (`domain.md` 10.13a)."""

from __future__ import annotations

from datetime import date

import pytest

from domain.document import (
    Document,
    DocumentAlreadyAttached,
    DocumentAttached,
    DocumentIsEmpty,
    DocumentKind,
    DocumentNotAttached,
    DocumentWithdrawn,
    MediaTypeNotAllowed,
)
from support.histories import given, id_of

DIGEST = "sha256:" + "5e" * 32
ATTACHED = DocumentAttached(
    case=id_of("request"),
    kind=DocumentKind.SIGNED_FORM,
    digest=DIGEST,
    size_bytes=218_403,
    media_type="image/jpeg",
    dated_on=date(2022, 4, 28),
    person=id_of("resident"),
)


def attach(
    document: Document, *, size_bytes: int = 218_403, media_type: str = "image/jpeg"
) -> DocumentAttached:
    return document.attach(
        case=id_of("request"),
        kind=DocumentKind.SIGNED_FORM,
        digest=DIGEST,
        size_bytes=size_bytes,
        media_type=media_type,
        dated_on=date(2022, 4, 28),
        person=id_of("resident"),
    )


def test_a_file_is_attached_to_a_case() -> None:
    assert attach(given(Document)) == ATTACHED

    document = given(Document, ATTACHED)
    assert (document.case, document.is_attached) == (id_of("request"), True)


def test_a_file_is_attached_once() -> None:
    with pytest.raises(DocumentAlreadyAttached):
        attach(given(Document, ATTACHED))


def test_an_empty_file_is_no_paper() -> None:
    with pytest.raises(DocumentIsEmpty):
        attach(given(Document), size_bytes=0)
    assert attach(given(Document), size_bytes=1).size_bytes == 1


def test_only_pdf_jpeg_and_png_are_taken() -> None:
    with pytest.raises(MediaTypeNotAllowed) as refusal:
        attach(given(Document), media_type="text/html")

    assert refusal.value.details == {"media_type": "text/html"}
    attach(given(Document), media_type="application/pdf")


def test_a_withdrawn_file_serves_no_guard() -> None:
    event = given(Document, ATTACHED).withdraw(replaced_by=id_of("better scan"))

    assert event == DocumentWithdrawn(replaced_by=id_of("better scan"), reason=None)
    assert not given(Document, ATTACHED, event).is_attached


def test_only_an_attached_file_is_withdrawn() -> None:
    withdrawn = DocumentWithdrawn()

    with pytest.raises(DocumentNotAttached):
        given(Document).withdraw()
    with pytest.raises(DocumentNotAttached):
        given(Document, ATTACHED, withdrawn).withdraw()
