"""What a recount marks: something that counts in the period of its day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from domain.history import Event, Recorded


@dataclass(frozen=True)
class Mark:
    """Something that counts in the period of its day."""

    measure: str
    subject: UUID
    rest: str
    code: str
    day: date


def code_of(entry: Recorded[Event]) -> str:
    """Give the division code an entry is kept at."""
    return entry.envelope.organisation.code if entry.envelope.organisation else ""
