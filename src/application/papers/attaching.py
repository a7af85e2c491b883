"""Attaching: the bytes are kept first, then the event that names them; never the other way round.

Killed in between, or refused, nothing names the bytes: they are swept after a day.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from application import permissions
from application.casework.documents import ATTACH, person_concerned
from application.refusals import CaseUnknown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from application.actor import Actor
    from application.desk import Desk, Receipt
    from application.office import Office


@dataclass(frozen=True, slots=True)
class Paper:
    """A file to attach: its bytes as they are to be kept, and the media type found in them."""

    content: bytes
    media_type: str

    @property
    def facts(self) -> dict[str, Any]:
        """What the event says of the bytes."""
        return {
            "digest": f"sha256:{hashlib.sha256(self.content).hexdigest()}",
            "size_bytes": len(self.content),
            "media_type": self.media_type,
        }


def attach(
    desk_for: Callable[[Mapping[str, Any]], Desk],
    office: Office,
    actor: Actor,
    said: Mapping[str, Any],
    paper: Paper,
) -> Receipt:
    """Attach a file with its bytes; `desk_for` gives the desk for the command's whole content.

    Sent a second time with the same key and content, it gets the first answer.
    """
    _demand(office, actor, said["case"])
    values = dict(said) | paper.facts
    desk = desk_for(values)
    document = desk.new_id()
    person = person_concerned(office, values) or document
    office.files.keep(document, paper.content, person=person)
    receipt = ATTACH.give(desk, document, values)
    office.files.sweep()
    return receipt


def _demand(office: Office, actor: Actor, case: UUID) -> None:
    """Refuse who may not attach here, before anything is kept."""
    permissions.demand_role(actor, ATTACH.roles)
    history = office.log.history(case)
    if not history:
        raise CaseUnknown
    permissions.demand_area(actor, history[-1].envelope.organisation)
