"""How commands get into the log: many threads, one flush, an answer for each."""

from eventstore.writing.writer import GroupWriter

__all__ = ["GroupWriter"]
