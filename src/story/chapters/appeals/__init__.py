"""诉求: what people ask for, and what is done about it."""

from story.chapters.appeals.telling import listen

__all__ = ["listen"]
