"""Bundles of a test's log: written, read, changed as an attacker would, and given to a verifier."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from domain.history import Envelope
from domain.system import LogOpened
from domain.words import Channel, LogMode, Role
from projections.figures.figure import Question
from projections.figures.queries import FactsReader
from projections.figures.reader import FigureReader
from proofs.bundle import Asked, Proof
from support.figures import Book, reading_of
from support.histories import ACTOR, id_of
from support.ledgers import Kept, keep
from verifier import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from eventstore.ledger.hashing import HashName
    from proofs.bundle import Kind

OPENED = LogOpened(mode=LogMode.PRODUCTION)

Files = dict[str, bytes]

SCRIPT = Path(verify.__file__).with_name("verify.mjs")
needs_node = pytest.mark.skipif(
    shutil.which("node") is None, reason="no Node.js here; .ci/run installs it"
)

_ENDED = "\x1e"
_EACH = """
const { main } = await import(process.argv[2]);
for (const path of process.argv.slice(3)) {
  const code = await main([path]);
  process.stdout.write(`${code}\\x1e`);
}
"""


@dataclass(frozen=True)
class Verdict:
    """What a verifier answered, and what it said."""

    code: int
    said: str


@dataclass
class Prover:
    """A book with a ledger beside it."""

    book: Book
    kept: Kept
    folder: Path

    def open(self) -> None:
        """Open the log as a real one."""
        envelope = Envelope(
            occurred_on=date(2022, 1, 1),
            actor=ACTOR,
            role=Role.SYSTEM,
            area="",
            channel=Channel.SYSTEM,
        )
        log = self.book.log
        log.open_log(
            "production",
            stream=id_of("opening"),
            topic=OPENED.topic,
            state=log.form.encode(envelope, OPENED),
        )

    def bundle(
        self,
        question: Question,
        *,
        at: int | None = None,
        kind: Kind = "complete",
        known_at: str | None = None,
    ) -> bytes:
        """Give the bundle of a question."""
        with self.book.reader() as now, self.book.read_models.connection() as connection:
            reading = reading_of(now.reading.schema, at or now.reading.position)
            figure = FigureReader(connection, reading).figure(question)
            proof = Proof(
                Asked(figure, kind, known_at), FactsReader(connection, reading), self.kept.ledger
            )
            return b"".join(proof.stream())

    def path(self, content: bytes) -> Path:
        """Put a bundle into a file."""
        path = self.folder / f"{hashlib.sha256(content).hexdigest()[:12]}.zip"
        path.write_bytes(content)
        return path

    def checked_by_node(self, *bundles: bytes) -> list[Verdict]:
        """Give bundles to the verifier in JavaScript, all in one run."""
        paths = [str(self.path(content)) for content in bundles]
        run = subprocess.run(
            ["node", "--input-type=module", "--eval", _EACH, "each", str(SCRIPT), *paths],
            capture_output=True,
            text=True,
            check=True,
        )
        answers = run.stdout.split(_ENDED)[:-1]
        return [
            Verdict(int(code), f"{said}\n")
            for said, _, code in (answer.rpartition("\n") for answer in answers)
        ]

    def checked(self, content: bytes, *options: str) -> Verdict:
        """Give a bundle to the verifier in Python."""
        with redirect_stdout(io.StringIO()) as said:
            code = verify.main([str(self.path(content)), *options])
        return Verdict(code, said.getvalue())


def prover(book: Book, folder: Path, *, hash_name: HashName | None = None) -> Prover:
    """Keep a ledger beside a book, the log opened."""
    made = Prover(book, keep(book.log, folder / "ledger", hash_name=hash_name), folder)
    made.open()
    return made


def files_of(content: bytes) -> Files:
    """Unpack a bundle."""
    with zipfile.ZipFile(io.BytesIO(content)) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


def packed(files: Mapping[str, bytes], *, manifest: bool = True) -> bytes:
    """Pack files; unless told otherwise with a manifest that fits, as an attacker would."""
    kept = {name: content for name, content in files.items() if name != "manifest.json"}
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in kept.items()}
    told = json.dumps({"files": digests}).encode() if manifest else files["manifest.json"]
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in {**kept, "manifest.json": told}.items():
            bundle.writestr(name, content)
    return held.getvalue()


def changed(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Give a bundle with one file changed, its manifest made to fit."""
    files = files_of(content)
    files[name] = change(files[name])
    return packed(files)
