"""The files that bundles of every kind have: keys, states, proofs of inclusion, the verifiers."""

from __future__ import annotations

import base64
import json
from importlib import resources
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eventstore.ledger.ledger import Ledger
    from eventstore.stored_form import Row

FORMAT: Final = "lianxin-proof/1"
VERIFIERS: Final = ("verify.py", "verify.mjs")


def keys_text(ledger: Ledger) -> bytes:
    """Give the public keys of the log and of its witnesses, one a line."""
    lines = ["# 账本的公钥: 从第几条、到第几条 | Keys of the log: from and until which size\n"]
    for each in ledger.listed_keys():
        until = "" if each.until_size is None else f" {each.until_size}"
        lines.append(f"{each.key} {each.from_size}{until}\n")
    lines.append("# 见证人的公钥 | Keys of witnesses\n")
    lines += [f"{key}\n" for key in ledger.witnesses]
    return "".join(lines).encode()


def inclusion_json(ledger: Ledger, rows: Iterable[Row], size: int) -> Iterator[bytes]:
    """Give for each row the proof that its leaf is in the tree of `size`."""
    comma = "{"
    for row in rows:
        steps = [encoded(step) for step in ledger.inclusion(row[0], size)]
        yield f'{comma}\n"{row[0]}":{json.dumps(steps)}'.encode()
        comma = ","
    yield b"\n}\n"


def state_line(row: Row) -> bytes:
    """Give a row's position and its stored bytes."""
    position, state = row[0], row[5]
    assert "\n" not in state, position
    return f"{position}\t{state}\n".encode()


def verifier_files() -> Iterator[tuple[str, Iterator[bytes]]]:
    """Give the verifiers by name."""
    for name in VERIFIERS:
        yield name, iter([resources.files("verifier").joinpath(name).read_bytes()])


def encoded(step: bytes) -> str:
    """Write a hash as base64."""
    return base64.b64encode(step).decode()


def as_json(told: object) -> bytes:
    """Write an object, a field a line."""
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
