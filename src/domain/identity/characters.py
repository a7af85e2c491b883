"""How people's typing becomes the characters of a number: spaces, width, case, unseen marks."""

import re
from typing import Final

# The full-width forms U+FF01 to U+FF5E are the ASCII characters, so many places further on.
_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}

# Copied from WeChat or Word, a number brings marks that nobody sees: zero width, direction, BOM.
_UNSEEN: Final = re.compile("[\\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")

_SPREADSHEET_NUMBER: Final = re.compile(r"[0-9](\.[0-9]*)?E\+?[0-9]{1,3}|[0-9]+\.0*")


def as_written(text: str) -> str:
    """Give the characters meant: no spaces or unseen marks, half width, upper case.

    Only what looks the same is made the same; any other character stays, to be refused.
    """
    return _UNSEEN.sub("", text).translate(_FULL_WIDTH).upper()


def is_spreadsheet_number(written: str) -> bool:
    """Tell whether a spreadsheet made a number of the text, as in 1.10105E+17 (`domain.md` 1.2)."""
    return _SPREADSHEET_NUMBER.fullmatch(written) is not None
