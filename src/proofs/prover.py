"""Proves figures and records for whoever asks: each reading has a connection of its own, lent for as long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from projections.figures.queries import FactsReader
from projections.figures.reader import FigureReader
from proofs.bundle import Asked, Proof
from proofs.case import CaseProof

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from domain.history import Event, Recorded
    from eventstore.ledger.ledger import Ledger
    from projections.figures.figure import Question, Reading
    from projections.running.builds import ReadModels
    from proofs.bundle import Kind


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle about to be written: what it is called, and its bytes as they come."""

    file_name: str
    stream: Iterator[bytes]


class Prover:
    """Writes bundles of one district."""

    def __init__(self, read_models: ReadModels, ledger: Ledger) -> None:
        """Prove what `read_models` say by what `ledger` published of the log."""
        self._read_models = read_models
        self._ledger = ledger

    def prove(
        self, question: Question, *, kind: Kind, known_at: str | None, position: int | None
    ) -> Bundle:
        """Prove a figure as of a position, or as known now.

        Raises `FigureIncomplete`, `NothingPublished` until a checkpoint covers the position, and
        `NothingToRead`.
        """
        with self._read_models.connection() as connection:
            reading = self._read_models.reading(connection, position=position)
            figure = FigureReader(connection, reading).figure(question)
            asked = Asked(figure, kind, known_at)
            name = Proof(asked, FactsReader(connection, reading), self._ledger).file_name
        return Bundle(name, self._stream(asked, reading))

    def prove_case(
        self, history: Sequence[Recorded[Event]], *, known_at: str | None = None
    ) -> Bundle:
        """Prove a record's whole history. Raises `NothingPublished` until a checkpoint covers it."""
        proof = CaseProof(history, self._ledger, known_at=known_at)
        return Bundle(proof.file_name, proof.stream())

    def _stream(self, asked: Asked, reading: Reading) -> Iterator[bytes]:
        with self._read_models.connection() as connection:
            yield from Proof(asked, FactsReader(connection, reading), self._ledger).stream()
