"""The grammar of history: events, how they are recorded, folded, corrected and refused."""

from domain.history.aggregate import Aggregate, OfAnyRecord, fold
from domain.history.corrections import (
    Corrected,
    Voided,
    VoidReverted,
    Whole,
    as_corrected,
    is_voided,
    standing,
    standing_corrections,
)
from domain.history.event import Event
from domain.history.recorded import Cause, Envelope, Organisation, Recorded
from domain.history.rejection import Rejected
from domain.history.sealed import Sealed

__all__ = [
    "Aggregate",
    "Cause",
    "Corrected",
    "Envelope",
    "Event",
    "OfAnyRecord",
    "Organisation",
    "Recorded",
    "Rejected",
    "Sealed",
    "VoidReverted",
    "Voided",
    "Whole",
    "as_corrected",
    "fold",
    "is_voided",
    "standing",
    "standing_corrections",
]
