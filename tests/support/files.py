"""Files as people send them: pictures with a place in them, PDFs good and bad."""

from __future__ import annotations

import io
import zlib

from PIL import Image

ORIENTATION, GPS = 0x0112, 0x8825
TURNED_RIGHT = 6  # the camera was held so that the picture must be turned by a quarter


def a_photo(*, width: int = 40, height: int = 20, orientation: int = TURNED_RIGHT) -> bytes:
    """Make a JPEG that says where and how it was taken."""
    picture = Image.new("RGB", (width, height), (200, 30, 30))
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (34.0, 16.0, 1.0)
    exif[0x010F] = "SECRETCAMERA"
    written = io.BytesIO()
    picture.save(written, "JPEG", exif=exif, comment=b"written beside it")
    return written.getvalue()


def a_png() -> bytes:
    """Make a PNG."""
    written = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 90, 0, 128)).save(written, "PNG")
    return written.getvalue()


def a_pdf(more: bytes = b"") -> bytes:
    """Make what is enough of a PDF."""
    return b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" + more + b"\ntrailer\n%%EOF\n"


def hidden(objects: bytes) -> bytes:
    """Keep objects in a compressed stream, as newer PDFs do."""
    packed = zlib.compress(objects)
    head = b"7 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\nstream\n"
    return head + packed + b"\nendstream\nendobj"


def without_exif(content: bytes) -> Image.Image:
    """Open a picture that must have nothing beside its pixels."""
    picture = Image.open(io.BytesIO(content))
    assert not picture.getexif()
    assert b"SECRETCAMERA" not in content
    assert b"written beside it" not in content
    return picture
