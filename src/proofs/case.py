"""Writes the evidence of one record: its events in full, and that each is in the signed log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eventstore.ledger.leaf import leaf_line
from proofs.bundle import streamed
from proofs.parts import FORMAT, as_json, inclusion_json, keys_text, state_line, verifier_files
from proofs.readme import case_readme, instant_text
from proofs.rows import RowsOfStreams

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from domain.history import Event, Recorded
    from eventstore.ledger.ledger import Ledger
    from eventstore.ledger.storage import Published

KIND: Final = "case"


class CaseProof:
    """One record's evidence in the making."""

    def __init__(
        self, history: Sequence[Recorded[Event]], ledger: Ledger, *, known_at: str | None
    ) -> None:
        """Prove a whole history, as read until its last entry.

        Raises `NothingPublished` until a checkpoint covers that.
        """
        self._history = history
        self._last = history[-1].position
        self._ledger = ledger
        self._known_at = known_at
        self._published: Published = ledger.published_from(self._last)

    @property
    def file_name(self) -> str:
        """What the bundle is called."""
        return f"case-{self._history[0].stream}-{self._last}.zip"

    def stream(self) -> Iterator[bytes]:
        """Give the bundle's bytes."""
        return streamed(self.files())

    def files(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Give each file by name with its pieces, in the order of the bundle."""
        case, ledger = self._history[0].stream, self._ledger
        rows = RowsOfStreams(ledger.log, [case], self._last)
        keys = [each.key for each in ledger.listed_keys()]
        checkpoint = self._published.checkpoint
        yield "README.txt", iter([case_readme(self._history, checkpoint, keys).encode()])
        yield "case.json", iter([self._case_text()])
        yield "leaves.ndjson", (leaf_line(row, ledger.opened.hashing) + b"\n" for row in rows)
        yield "states.ndjson", (state_line(row) for row in rows if row[2] == case or row[0] == 1)
        yield "inclusion.json", inclusion_json(ledger, rows, checkpoint.size)
        yield "checkpoint.txt", iter([str(self._published.note).encode()])
        yield "keys.txt", iter([keys_text(ledger)])
        yield from verifier_files()

    def _case_text(self) -> bytes:
        checkpoint = self._published.checkpoint
        return as_json(
            {
                "format": FORMAT,
                "kind": KIND,
                "origin": checkpoint.origin,
                "mode": self._ledger.log.mode() or "",
                "case": str(self._history[0].stream),
                "entries": len(self._history),
                "position": self._last,
                "known_at": self._known_at,
                "issued_at": instant_text(checkpoint.recorded_at),
            }
        )
