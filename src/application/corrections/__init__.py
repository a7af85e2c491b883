"""Putting right what was written down wrong: correct, void, and take a void back (`domain.md` 10.0)."""

from application.corrections.commands import corrections_of

__all__ = ["corrections_of"]
