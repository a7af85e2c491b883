"""An event: something that happened, past tense, frozen, with a topic that is for ever."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, dataclass_transform


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Event:
    """Base of all events. A subclass lists its facts as fields and names its topic:

        class AppealReplied(Event, topic="appeal.replied"):
            outcome: Outcome
            reply: Sealed

    Every subclass becomes a frozen, keyword-only dataclass. An event that changes its shape gets a
    new topic; the old class stays and defines `upcast()`, which returns its successor. A text opens
    only at the place it was sealed for, so the successor names the old topic as `sealed_for`.
    """

    topic: ClassVar[str]
    sealed_for: ClassVar[str]

    def __init_subclass__(cls, *, topic: str | None = None, sealed_for: str | None = None) -> None:
        """Freeze the class and give it its topic; a family (no topic) is never recorded itself."""
        super().__init_subclass__()
        if topic is not None:
            cls.topic = topic
            cls.sealed_for = sealed_for or topic
        dataclass(frozen=True, kw_only=True)(cls)

    def upcast(self) -> Event:
        """Give the newest form of this event; itself, unless its class was superseded."""
        return self
