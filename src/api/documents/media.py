"""What a file is, read from its content; what it is called or said to be only has to agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from api.documents import pdf, pictures
from api.documents.refusals import (
    FileIsNotWhatItSays,
    FileKindUnknown,
    FileMissing,
    FileTooLarge,
)

FILE_BYTES_MAX: Final = 20 * 1024 * 1024

_MAGIC: Final = {
    pdf.MAGIC: "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
_SAYS_NOTHING: Final = ("", "application/octet-stream")
_ALSO_CALLED: Final = {"image/jpg": "image/jpeg", "image/pjpeg": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Checked:
    """A file as it may be kept: looked into, and without what does not belong to it."""

    content: bytes
    media_type: str


def checked(content: bytes, *, said: str) -> Checked:
    """Look into a file that is `said` to be of a media type. Raises `FileRefused`."""
    if not content:
        raise FileMissing
    if len(content) > FILE_BYTES_MAX:
        raise FileTooLarge
    media_type = _media_type_of(content)
    declared = said.partition(";")[0].strip().lower()
    declared = _ALSO_CALLED.get(declared, declared)
    if declared not in (*_SAYS_NOTHING, media_type):
        raise FileIsNotWhatItSays(media_type=media_type)
    if media_type.startswith("image/"):
        content = pictures.written_anew(content, media_type)
    else:
        pdf.check(content)
    return Checked(content, media_type)


def _media_type_of(content: bytes) -> str:
    for magic, media_type in _MAGIC.items():
        if content.startswith(magic):
            return media_type
    raise FileKindUnknown
