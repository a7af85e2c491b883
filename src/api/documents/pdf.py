"""A PDF is looked into for what acts by itself: scripts, launched programs, files inside it.

This finds what is written plainly, with escaped letters, or in compressed object streams. It is no
virus scanner: files are given back as attachments only, and nothing of them is shown here.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Final

from api.documents.refusals import PdfDamaged, PdfIsLocked, PdfRunsPrograms

if TYPE_CHECKING:
    from collections.abc import Iterator

MAGIC: Final = b"%PDF-"
OBJECTS_BYTES_MAX: Final = 64 * 1024 * 1024

_END: Final = b"%%EOF"
_TAIL_BYTES: Final = 2_048
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTS: Final = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|ImportData|SubmitForm)(?![A-Za-z0-9])"
)
_LOCKED: Final = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
_STREAM: Final = re.compile(rb"/ObjStm(?![A-Za-z0-9]).{0,600}?stream\r?\n", re.DOTALL)


def check(content: bytes) -> None:
    """Refuse a PDF that is damaged, locked, or acts by itself."""
    if _END not in content[-_TAIL_BYTES:]:
        raise PdfDamaged
    for part in (content, *_object_streams(content)):
        plain = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), part)
        if _ACTS.search(plain):
            raise PdfRunsPrograms
        if _LOCKED.search(plain):
            raise PdfIsLocked


def _object_streams(content: bytes) -> Iterator[bytes]:
    """Give the objects that are kept compressed, unpacked; never more than we can hold."""
    left = OBJECTS_BYTES_MAX
    for found in _STREAM.finditer(content):
        unpacking = zlib.decompressobj()
        try:
            objects = unpacking.decompress(content[found.end() :], left)
        except zlib.error as error:
            raise PdfDamaged from error
        left -= len(objects)
        if left <= 0:
            raise PdfDamaged
        yield objects
