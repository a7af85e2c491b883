"""What a file is, is read from its content; what does not belong into it is taken out or refused."""

from __future__ import annotations

import struct
import zlib

import pytest

from api.documents import media
from api.documents.media import FILE_BYTES_MAX, checked
from api.documents.refusals import (
    FileIsNotWhatItSays,
    FileKindUnknown,
    FileMissing,
    FileTooLarge,
    PdfDamaged,
    PdfIsLocked,
    PdfRunsPrograms,
    PictureDamaged,
    PictureTooLarge,
)
from support.files import a_pdf, a_photo, a_png, hidden, without_exif


def test_a_photo_keeps_no_place_and_stands_upright() -> None:
    """`domain.md` 1.6 and 12.4: EXIF stripped, no GPS."""
    file = checked(a_photo(width=40, height=20), said="image/jpeg")

    picture = without_exif(file.content)
    assert file.media_type == "image/jpeg"
    assert picture.size == (20, 40)


def test_a_png_stays_one_with_what_shines_through() -> None:
    file = checked(a_png(), said="image/png")

    assert file.media_type == "image/png"
    assert without_exif(file.content).mode == "RGBA"


def test_what_hangs_behind_a_picture_is_cut_off() -> None:
    file = checked(a_photo() + b"PK\x03\x04 another file", said="image/jpeg")

    assert b"another file" not in file.content


@pytest.mark.parametrize("said", ["", "application/octet-stream", "application/pdf; x=1"])
def test_a_plain_pdf_is_taken_as_it_is(said: str) -> None:
    content = a_pdf(b"<< /JSON 1 /Jsonish 2 >>")
    assert checked(content, said=said).content == content


@pytest.mark.parametrize(
    ("content", "said"),
    [(a_pdf(), "image/jpeg"), (a_photo(), "image/png"), (a_png(), "application/pdf")],
)
def test_a_file_that_is_not_what_it_says_is_refused_in_two_languages(
    content: bytes, said: str
) -> None:
    with pytest.raises(FileIsNotWhatItSays) as refused:
        checked(content, said=said)
    assert "不符" in refused.value.chinese
    assert "not of the type" in refused.value.english


def test_a_program_an_empty_file_and_one_too_large_are_refused() -> None:
    with pytest.raises(FileKindUnknown):
        checked(b"MZ\x90\x00", said="image/jpeg")
    with pytest.raises(FileMissing):
        checked(b"", said="image/jpeg")
    with pytest.raises(FileTooLarge):
        checked(bytes(FILE_BYTES_MAX + 1), said="")


@pytest.mark.parametrize(
    "more",
    [
        b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>",
        b"<< /S /Java#53cript >>",
        b"<< /S /Launch /F (cmd.exe) >>",
        b"<< /Names << /EmbeddedFiles 5 0 R >> >>",
        hidden(b"5 0 << /S /JavaScript >>"),
        hidden(b"5 0 << /S /L#61unch >>"),
    ],
)
def test_a_pdf_that_acts_by_itself_is_refused(more: bytes) -> None:
    with pytest.raises(PdfRunsPrograms):
        checked(a_pdf(more), said="application/pdf")


def test_a_pdf_cut_short_or_locked_is_refused() -> None:
    with pytest.raises(PdfDamaged):
        checked(a_pdf()[:-7], said="application/pdf")
    with pytest.raises(PdfDamaged):
        checked(a_pdf(hidden(b"x").replace(b"stream\n", b"stream\n!", 1)), said="")
    with pytest.raises(PdfIsLocked):
        checked(a_pdf(b"<< /Encrypt 9 0 R >>"), said="application/pdf")


def test_objects_that_unpack_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.documents.pdf.OBJECTS_BYTES_MAX", 10_000)
    with pytest.raises(PdfDamaged):
        checked(a_pdf(hidden(bytes(20_000))), said="application/pdf")


def test_a_picture_cut_short_is_refused() -> None:
    photo = a_photo(width=400, height=400)
    with pytest.raises(PictureDamaged):
        checked(photo[: len(photo) // 2], said="image/jpeg")
    with pytest.raises(PictureDamaged):
        checked(b"\x89PNG\r\n\x1a\n", said="image/png")


def test_a_small_file_with_a_huge_picture_is_refused_from_its_head() -> None:
    size = struct.pack(">II", 60_000, 60_000)
    head = b"IHDR" + size + b"\x08\x02\x00\x00\x00"
    chunk = struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    bomb = b"\x89PNG\r\n\x1a\n" + chunk + b"\x00\x00\x00\x00IDAT\x00\x00\x00\x00"
    with pytest.raises(PictureTooLarge):
        checked(bomb, said="image/png")


def test_a_picture_over_the_limit_of_pixels_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.documents.pictures.PIXELS_MAX", 100)
    with pytest.raises(PictureTooLarge):
        checked(a_photo(), said="image/jpeg")


def test_every_kind_that_may_be_attached_is_found() -> None:
    from domain.document import MEDIA_TYPES

    assert set(media._MAGIC.values()) == set(MEDIA_TYPES)
