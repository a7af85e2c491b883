"""How a sample is drawn: so that nobody can prepare for it, and anybody can draw it again.

1. The seed is the SHA-256 of the text of a signed checkpoint, as 32 bytes.
2. The key of a thing counted is the line `measure|person|rest` in UTF-8, `person` being the id in
   small hexadecimal with hyphens, as in the drill-down of the figure.
3. The rank of a key is SHA-256(seed ‖ key). The sample is the keys with the smallest ranks, in
   their order. A larger sample of the same figure begins with the smaller one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from domain.audit_sample.events import SampledEntry


@dataclass(frozen=True, slots=True)
class Seed:
    """A checkpoint that was signed: how many rows, their root in base64, the text's SHA-256."""

    size: int
    root: str
    note_digest: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that a figure counts, with the entries behind it."""

    person: UUID
    rest: str
    area: str
    occurred_on: date
    entries: tuple[SampledEntry, ...]


def key_of(measure: str, candidate: Candidate) -> bytes:
    """Give the key of a thing counted."""
    return f"{measure}|{candidate.person}|{candidate.rest}".encode()


def keys_digest(measure: str, candidates: Iterable[Candidate]) -> str:
    """Give the SHA-256 over all keys, sorted, each followed by a line feed."""
    hashed = hashlib.sha256()
    for key in sorted(key_of(measure, each) for each in candidates):
        hashed.update(key + b"\n")
    return hashed.hexdigest()


def drawn(
    measure: str, candidates: Iterable[Candidate], *, seed: Seed, size: int
) -> list[Candidate]:
    """Draw `size` candidates, or all where there are fewer."""
    first = bytes.fromhex(seed.note_digest)
    ranked = sorted(
        (hashlib.sha256(first + key_of(measure, each)).digest(), number, each)
        for number, each in enumerate(candidates)
    )
    return [each for _, _, each in ranked[:size]]
