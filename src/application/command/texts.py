"""Texts as people write them: composed, without control characters or hidden turns of direction."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

TEXT_LENGTH_MAX: Final = 4_000
NAME_LENGTH_MAX: Final = 300

_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


def clean(text: str) -> str:
    """Give the text in composed form. Raises ValueError for characters nobody writes."""
    if _FORBIDDEN.search(text):
        raise ValueError
    return unicodedata.normalize("NFC", text).strip()
