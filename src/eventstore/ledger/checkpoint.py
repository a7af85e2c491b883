"""What a checkpoint says: whose log, how long, its root, and when its last row was recorded."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Final, Self

from eventstore.ledger.hashing import DIGEST_BYTES, HASH_NAMES, HASHINGS, Hashing, HashName
from eventstore.ledger.notes import NoteRefused

_NUMBER: Final = re.compile(r"0|[1-9]\d{0,18}")
_HEADINGS: Final = 3


class CheckpointMalformed(NoteRefused):
    """检查点的写法有误。 | The checkpoint is not written as a checkpoint is."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The state of a log: the root over its first `size` rows.

    `recorded_at` is that of the last row, in microseconds since 1970; 0 of an empty log. An epoch
    is a life of the log: a new one begins where the log was cut short.
    """

    origin: str
    size: int
    root: bytes
    recorded_at: int
    hash_name: HashName = "sha256"
    epoch: int = 1

    @property
    def hashing(self) -> Hashing:
        """The hash the tree is made with."""
        return HASHINGS[self.hash_name]

    @property
    def text(self) -> str:
        """The text to be signed."""
        lines = [
            self.origin,
            str(self.size),
            base64.b64encode(self.root).decode(),
            f"recorded_at {self.recorded_at}",
        ]
        if self.hash_name != "sha256":
            lines.append(f"hash {self.hash_name}")
        if self.epoch > 1:
            lines.append(f"epoch {self.epoch}")
        return "".join(f"{line}\n" for line in lines)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a text that was signed, written in exactly one way. Raises `CheckpointMalformed`."""
        lines = text.split("\n")
        if len(lines) <= _HEADINGS:
            raise CheckpointMalformed
        said = dict(line.split(" ", 1) for line in lines[_HEADINGS:-1] if " " in line)
        hash_name = next((name for name in HASH_NAMES if name == said.get("hash", "sha256")), None)
        try:
            root = base64.b64decode(lines[2], validate=True)
        except (binascii.Error, ValueError) as error:
            raise CheckpointMalformed from error
        if hash_name is None or len(root) != DIGEST_BYTES:
            raise CheckpointMalformed
        checkpoint = cls(
            origin=lines[0],
            size=_number(lines[1]),
            root=root,
            recorded_at=_number(said.get("recorded_at")),
            hash_name=hash_name,
            epoch=_number(said.get("epoch", "1")),
        )
        if not checkpoint.origin or checkpoint.text != text:
            raise CheckpointMalformed
        return checkpoint


def _number(text: str | None) -> int:
    if text is None or not _NUMBER.fullmatch(text):
        raise CheckpointMalformed
    return int(text)
