"""How a rule says no.

A refusal is a class named for the state of the world; its docstring is the sentence people read,
Chinese first, then English, parted by `|`. It knows nothing of HTTP.
"""

from __future__ import annotations

import inspect


class Rejected(Exception):
    """不能这样办理。 | This cannot be done."""

    def __init__(self, **details: object) -> None:
        """Keep `details` that help to put it right: codes, dates, counts; never personal data."""
        super().__init__(type(self).__name__)
        self.details = details

    @property
    def rule(self) -> str:
        """The rule's name, as shown to people and kept in tests: the class name."""
        return type(self).__name__

    @property
    def chinese(self) -> str:
        """The sentence in Chinese."""
        return self._sentences()[0]

    @property
    def english(self) -> str:
        """The sentence in English."""
        return self._sentences()[-1]

    def __str__(self) -> str:
        """Give both sentences, Chinese first."""
        return f"{self.chinese} {self.english}"

    def _sentences(self) -> list[str]:
        text = " ".join((inspect.getdoc(type(self)) or "").split())
        return [sentence.strip() for sentence in text.split("|")]
