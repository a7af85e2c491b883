"""A picture is written anew: upright, without place, time, camera or anything else beside it."""

from __future__ import annotations

import io
import threading
import warnings
from typing import Final

from PIL import Image, ImageOps

from api.documents.refusals import PictureDamaged, PictureTooLarge

PIXELS_MAX: Final = 40_000_000
JPEG_QUALITY: Final = 90
AT_ONCE_MAX: Final = 2

_MODES: Final = ("RGB", "L")
_SLOTS: Final = threading.BoundedSemaphore(AT_ONCE_MAX)


def written_anew(content: bytes, media_type: str) -> bytes:
    """Give the picture turned upright and alone. Raises `PictureTooLarge` or `PictureDamaged`.

    How large it is is read from its head, before a pixel of it is unpacked.
    """
    kind = media_type.removeprefix("image/").upper()
    with _SLOTS:
        try:
            return _rewritten(content, kind)
        except Image.DecompressionBombError as error:
            raise PictureTooLarge from error
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            raise PictureDamaged from error


def _rewritten(content: bytes, kind: str) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        opened = Image.open(io.BytesIO(content), formats=[kind])
        if opened.width * opened.height > PIXELS_MAX:
            raise PictureTooLarge
        opened.load()
        upright = ImageOps.exif_transpose(opened)
        modes = (*_MODES, "RGBA", "LA") if kind == "PNG" else _MODES
        if upright.mode not in modes:
            upright = upright.convert("RGBA" if kind == "PNG" else "RGB")
        # A new picture of the same pixels: whatever else the old one carried stays behind.
        alone = Image.new(upright.mode, upright.size)
        alone.paste(upright)
        written = io.BytesIO()
        alone.save(written, kind, quality=JPEG_QUALITY, optimize=kind == "PNG")
        return written.getvalue()
