"""Who acts: one signed-in person, in one role, for one area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.words import Channel, Role

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """A person at work: `area` is the division code the role reaches down from (6, 9 or 12 digits).

    One person may hold several roles; each command and each reading is done in exactly one.
    """

    id: UUID
    role: Role
    area: str
    channel: Channel = Channel.WEB
