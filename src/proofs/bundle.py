"""Writes a proof bundle, file by file, as a stream: no more of it is in memory than a page.

The same question at the same position under the same checkpoint gives the same bytes.
"""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from io import RawIOBase
from typing import TYPE_CHECKING, Final

from domain.history import Corrected, Rejected, Voided, VoidReverted
from domain.system import LogOpened
from eventstore.ledger.leaf import leaf_line
from projections.figures.facts import MERGING_TOPICS
from projections.figures.queries import FactsReader
from projections.measures import topics_of
from proofs.parts import (
    FORMAT,
    as_json,
    encoded,
    inclusion_json,
    keys_text,
    state_line,
    verifier_files,
)
from proofs.readme import instant_text, readme
from proofs.rows import EveryRow, RowsOfStreams
from proofs.standing import StandingFacts, survivors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Literal
    from uuid import UUID

    from domain.history import Event
    from eventstore.ledger.ledger import Ledger
    from eventstore.ledger.storage import Published
    from eventstore.stored_form import Row
    from projections.figures.figure import Figure
    from proofs.rows import Rows

    Kind = Literal["complete", "selective"]

CHUNK_BYTES: Final = 1 << 16

_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
_READABLE: Final = 0o644 << 16
_BIG: Final = frozenset({"facts.ndjson", "leaves.ndjson", "states.ndjson", "inclusion.json"})


class FigureIncomplete(Rejected):
    """该指标有待处理的记录, 暂不能出具证明。 | An event of this figure is parked; it cannot be proven."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be proven: a figure, how, and the moment of knowledge as it was asked."""

    figure: Figure
    kind: Kind = "complete"
    known_at: str | None = None


class Proof:
    """One bundle in the making."""

    def __init__(self, asked: Asked, facts: FactsReader, ledger: Ledger) -> None:
        """Prove what is asked by the facts of the same reading.

        Raises `FigureIncomplete`, `NothingPublished` until a checkpoint covers the position.
        """
        if not asked.figure.complete:
            raise FigureIncomplete
        assert facts.reading.position == asked.figure.position
        self._asked = asked
        self._figure = asked.figure
        self._ledger = ledger
        self._published: Published = ledger.published_from(asked.figure.position)
        self._facts = facts
        self._standing = StandingFacts(facts, ledger.log, asked.figure.question)
        self._in_full = topics_in_full(asked.figure.measure.id, ledger.log.form.topics)

    @property
    def file_name(self) -> str:
        """What the bundle is called."""
        question = self._figure.question
        area = question.area or "all"
        return (
            f"proof-{question.measure}-{question.first}-{question.last}-{area}"
            f"-{self._figure.position}-{self._asked.kind}.zip"
        )

    def stream(self) -> Iterator[bytes]:
        """Give the bundle's bytes."""
        return streamed(self.files())

    def files(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Give each file by name with its pieces, in the order of the bundle."""
        facts = 0
        streams: set[UUID] = set()
        for fact in self._standing:
            facts += 1
            if self._asked.kind == "selective":
                streams.add(fact.source)
                if fact.subject != fact.person:
                    streams.add(fact.subject)
        rows = self._rows(streams)
        yield "README.txt", iter([self._readme().encode()])
        yield "figure.json", iter([self._figure_text(facts)])
        yield "facts.ndjson", (fact.line + b"\n" for fact in self._standing)
        yield "leaves.ndjson", (leaf_line(row, self._ledger.opened.hashing) + b"\n" for row in rows)
        yield "states.ndjson", (state_line(row) for row in rows if self._is_in_full(row))
        if self._asked.kind == "selective":
            yield (
                "inclusion.json",
                inclusion_json(self._ledger, rows, self._published.checkpoint.size),
            )
        else:
            yield "consistency.json", iter([self._consistency()])
        yield "checkpoint.txt", iter([str(self._published.note).encode()])
        yield "keys.txt", iter([keys_text(self._ledger)])
        yield from verifier_files()

    def _readme(self) -> str:
        keys = [each.key for each in self._ledger.listed_keys()]
        return readme(self._figure, self._asked.kind, self._published.checkpoint, keys)

    def _rows(self, streams: set[UUID]) -> Rows:
        position = self._figure.position
        if self._asked.kind == "complete":
            return EveryRow(self._ledger.log, position)
        into = survivors(self._facts, self._figure.measure, self._figure.question)
        for person in list(streams):
            streams |= _chain(person, into)
        return RowsOfStreams(self._ledger.log, streams, position)

    def _is_in_full(self, row: Row) -> bool:
        return row[4] in self._in_full or row[0] == 1

    def _figure_text(self, facts: int) -> bytes:
        figure, measure = self._figure, self._figure.measure
        checkpoint = self._published.checkpoint
        issued_at = instant_text(checkpoint.recorded_at)
        told = {
            "format": FORMAT,
            "kind": self._asked.kind,
            "origin": checkpoint.origin,
            "mode": self._ledger.log.mode() or "",
            "measure": {
                "id": measure.id,
                "version": measure.version,
                "chinese": measure.chinese,
                "english": measure.english,
                "rule": measure.rule_english,
                "rule_chinese": measure.rule,
                "unit": str(measure.unit),
                "kind": measure.kind.value,
            },
            "first": figure.question.first.isoformat(),
            "last": figure.question.last.isoformat(),
            "area": figure.question.area,
            "known_at": self._asked.known_at,
            "position": figure.position,
            "value": figure.value,
            "of": figure.of,
            "percent": None if figure.percent is None else f"{figure.percent:.1f}",
            "facts": facts,
            "issued_at": issued_at,
        }
        return as_json(told)

    def _consistency(self) -> bytes:
        former, size = self._figure.position, self._published.checkpoint.size
        proof = self._ledger.consistency(former, size)
        return as_json({"from": former, "to": size, "proof": [encoded(step) for step in proof]})


def topics_in_full(measure: str, catalogue: Mapping[str, type[Event]]) -> frozenset[str]:
    """Give the topics without which a measure cannot be counted again.

    What it reads, whatever corrects or voids records of these kinds, and what merges people.
    """
    reads = topics_of(measure)
    prefixes = {topic.partition(".")[0] for topic in reads}
    verbs = {
        topic
        for topic, event in catalogue.items()
        if issubclass(event, (Corrected, Voided, VoidReverted))
        and topic.partition(".")[0] in prefixes
    }
    return reads | verbs | MERGING_TOPICS | {LogOpened.topic}


def streamed(files: Iterable[tuple[str, Iterator[bytes]]]) -> Iterator[bytes]:
    """Give a zip of files, the last of them a manifest with the SHA-256 of the others."""
    sink = _Sink()
    digests: dict[str, str] = {}
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as bundle:
        for name, pieces in files:
            hashed = hashlib.sha256()
            with bundle.open(_named(name), "w", force_zip64=name in _BIG) as file:
                for piece in pieces:
                    hashed.update(piece)
                    file.write(piece)
                    if sink.held >= CHUNK_BYTES:
                        yield sink.taken()
            digests[name] = hashed.hexdigest()
        with bundle.open(_named("manifest.json"), "w") as file:
            file.write(manifest_of(digests))
    yield sink.taken()


def manifest_of(digests: Mapping[str, str]) -> bytes:
    """Give the manifest; the SHA-256 of these bytes is the bundle's digest."""
    return as_json({"files": dict(sorted(digests.items()))})


def bundle_digest(files: Iterable[tuple[str, Iterator[bytes]]]) -> str:
    """Give the digest of a bundle without writing it."""
    digests = {}
    for name, pieces in files:
        hashed = hashlib.sha256()
        for piece in pieces:
            hashed.update(piece)
        digests[name] = hashed.hexdigest()
    return hashlib.sha256(manifest_of(digests)).hexdigest()


class _Sink(RawIOBase):
    """Where the zip is written to, and taken away from piece by piece."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []
        self.held = 0

    def writable(self) -> bool:
        return True

    def write(self, piece: object) -> int:
        content = bytes(memoryview(piece))  # type: ignore[arg-type]
        self._pieces.append(content)
        self.held += len(content)
        return len(content)

    def taken(self) -> bytes:
        content = b"".join(self._pieces)
        self._pieces.clear()
        self.held = 0
        return content


def _named(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _LONG_AGO)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3
    info.external_attr = _READABLE
    return info


def _chain(person: UUID, into: Mapping[UUID, UUID]) -> set[UUID]:
    """Give the files through which one points to the file that goes on."""
    found: set[UUID] = set()
    while person in into and person not in found:
        found.add(person)
        person = into[person]
    return found
