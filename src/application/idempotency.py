"""A command's own id: the same id again gets the first answer, with other content it is refused."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from eventstore.append import CommandId

if TYPE_CHECKING:
    from uuid import UUID

    from application.actor import Actor


def command_id(actor: Actor, key: UUID, *, route: str, content: str) -> CommandId:
    """Name a command by the client's `key`, in the scope of the actor, bound to what it says."""
    said = f"{actor.id}\n{actor.role}\n{actor.area}\n{route}\n{content}"
    return CommandId(actor.id, key, hashlib.sha256(said.encode()).hexdigest())
