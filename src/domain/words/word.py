"""A closed list of codes, each with the word that screens and sheets print."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A closed list of codes, each with its word on the screens in `.chinese`."""

    chinese: str

    def __new__(cls, code: str, chinese: str) -> Self:
        """Make the member whose value is `code`."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.chinese = chinese
        return member

    @classmethod
    def of(cls, code: str) -> Self:
        """Give the member with this code. Raises ValueError."""
        for member in cls:
            if member.value == code:
                return member
        raise ValueError(code)
