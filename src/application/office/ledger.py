"""The ledger as those see it who may not know the event store: what they ask, and what is refused."""

from __future__ import annotations

from eventstore.ledger.checkpoint import CheckpointMalformed
from eventstore.ledger.ledger import Ledger, NothingPublished
from eventstore.ledger.notes import NoteMalformed, NoteRefused, SignatureMissing, SignatureWrong
from eventstore.ledger.storage import ListedKey, Loss, Published
from eventstore.ledger.tiles import decode_path
from eventstore.ledger.tree import NoSuchProof

__all__ = [
    "CheckpointMalformed",
    "Ledger",
    "ListedKey",
    "Loss",
    "NoSuchProof",
    "NoteMalformed",
    "NoteRefused",
    "NothingPublished",
    "Published",
    "SignatureMissing",
    "SignatureWrong",
    "decode_path",
]
