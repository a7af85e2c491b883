"""A witness: a third party who keeps the last checkpoint it saw, and cosigns only what continues it.

It needs no database and nothing of the service but its address and its public key. A log that
forked or shrank is refused, and both checkpoints are kept: signed by the log, they convict it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from dataclasses import dataclass
from http.client import HTTPException
from typing import TYPE_CHECKING, Any, Final
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from domain.history import Rejected
from eventstore.ledger.checkpoint import Checkpoint
from eventstore.ledger.instance import KeyFile, replace
from eventstore.ledger.notes import KeyKind, Note, NoteRefused, SigningKey
from eventstore.ledger.tree import ProofWrong, check_consistency

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from eventstore.ledger.notes import VerifierKey

ANSWER_WITHIN_SECONDS: Final = 30
ANSWER_BYTES_MAX: Final = 1_000_000

_NOT_A_NAME: Final = re.compile(r"[^\w.-]")


class LogUnreachable(Rejected):
    """无法读取账本服务, 稍后再试。 | The log's service cannot be read; trying again later."""


class CosignatureNotTaken(LogUnreachable):
    """检查点已核对并保存, 但服务未接受联署: 请对方把见证人公钥写入 LIANXIN_LEDGER_WITNESSES。
    | The checkpoint was checked and kept, but the service did not take the cosignature: have it
    put the witness's key into LIANXIN_LEDGER_WITNESSES.
    """


class WitnessKeyUnfit(Rejected):
    """见证人的私钥文件应有一个见证密钥; 新建时请用 --name 给出名称。
    | A witness's key file holds one witness key; to make one, give its name with --name.
    """


class AddressUnfit(Rejected):
    """账本服务的地址须以 http:// 或 https:// 开头。 | The log's address begins with http:// or https://."""


class CheckpointUnsigned(Rejected):
    """检查点没有账本的有效签名, 不予联署, 证据已保存。
    | The checkpoint is not signed by the log; it is not cosigned, and kept as evidence.
    """


class LogForked(Rejected):
    """账本分叉: 新检查点不是由所见过的延续而来, 证据已保存。
    | The log forked: its checkpoint does not continue the one seen before. The evidence is kept.
    """


class LogShrank(Rejected):
    """账本变短: 新检查点比所见过的短, 证据已保存。
    | The log shrank: its checkpoint is shorter than the one seen before. The evidence is kept.
    """


class EpochNotAccepted(Rejected):
    """账本开启了新纪元, 说明曾丢失或更换内容; 核实后以 --accept-epoch 接受, 证据已保存。
    | The log began a new epoch, so it had lost or changed something; accept it with --accept-epoch
    once that was looked into. The evidence is kept.
    """


def witness_key(path: Path, *, name: str | None) -> SigningKey:
    """Read a witness's key from its file, or make it under `name`. Raises `WitnessKeyUnfit`."""
    file = KeyFile(path)
    keys = file.read()
    if not keys and name is not None:
        keys = file.make(name, KeyKind.WITNESS)
    if len(keys) != 1 or keys[0].kind is not KeyKind.WITNESS:
        raise WitnessKeyUnfit
    return keys[0]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look showed, and whether it was cosigned now."""

    checkpoint: Checkpoint
    cosigned: bool


class Witness:
    """Looks at one log, and remembers in a folder what it saw."""

    def __init__(
        self,
        address: str,
        log_keys: Sequence[VerifierKey],
        key: SigningKey,
        folder: Path,
        *,
        accepted_epoch: int | None = None,
    ) -> None:
        """Watch the log whose service is at `address`. Raises `AddressUnfit`."""
        if urlsplit(address).scheme not in {"http", "https"}:
            raise AddressUnfit
        self._address = address.rstrip("/") + "/api/v1/ledger"
        self._log_keys = tuple(log_keys)
        self._key = key
        self._folder = folder
        self._accepted_epoch = accepted_epoch

    def look(self, *, now: int) -> Seen:
        """Look once, as of a second since 1970: check, keep, cosign.

        Raises `LogUnreachable`, and `CheckpointUnsigned`, `LogForked`, `LogShrank` or
        `EpochNotAccepted` with the evidence kept.
        """
        text = self._get("/checkpoint").decode(errors="replace")
        checkpoint = self._believed(text)
        kept_text = self._kept(checkpoint.origin)
        if kept_text is None:
            self._keep(checkpoint.origin, text)
        else:
            kept = Checkpoint.parse(Note.parse(kept_text).text)
            self._demand_continuation(kept, checkpoint, (kept_text, text))
            if kept == checkpoint and self._was_cosigned(checkpoint):
                return Seen(checkpoint, cosigned=False)
            self._keep(checkpoint.origin, text)
        self._cosign(checkpoint, now)
        return Seen(checkpoint, cosigned=True)

    def _believed(self, text: str) -> Checkpoint:
        """Read a checkpoint that the log has signed, in its own name."""
        try:
            note = Note.parse(text)
            keys = note.signed_by(self._log_keys)
            checkpoint = Checkpoint.parse(note.text)
        except NoteRefused as error:
            raise CheckpointUnsigned(evidence=self._evidence(text)) from error
        if checkpoint.origin not in {key.name for key in keys}:
            raise CheckpointUnsigned(evidence=self._evidence(text))
        return checkpoint

    def _demand_continuation(
        self, kept: Checkpoint, new: Checkpoint, texts: tuple[str, str]
    ) -> None:
        if new.epoch != kept.epoch:
            if new.epoch > kept.epoch and new.epoch == self._accepted_epoch:
                self._evidence(*texts)
                return
            raise EpochNotAccepted(epoch=new.epoch, evidence=self._evidence(*texts))
        if new.size < kept.size:
            raise LogShrank(size=new.size, size_before=kept.size, evidence=self._evidence(*texts))
        said = b""
        if new.size > kept.size > 0:
            said = self._get(f"/consistency?from={kept.size}&to={new.size}")
        try:
            _check(kept, new, said)
        except (ProofWrong, ValueError, KeyError, TypeError) as error:
            evidence = self._evidence(*texts, said.decode(errors="replace"))
            raise LogForked(size=new.size, evidence=evidence) from error

    def _cosign(self, checkpoint: Checkpoint, now: int) -> None:
        line = self._key.sign(checkpoint.text, seen_at=now).line
        body = json.dumps({"size": checkpoint.size, "line": line.rstrip("\n")}).encode()
        request = Request(  # noqa: S310  (the scheme was looked at)
            self._address + "/cosignatures", body, {"Content-Type": "application/json"}
        )
        try:
            self._ask(request)
        except LogUnreachable as error:
            if "status" in error.details:
                raise CosignatureNotTaken(**error.details) from error
            raise
        replace(self._path(checkpoint.origin, "cosigned"), checkpoint.text)

    def _was_cosigned(self, checkpoint: Checkpoint) -> bool:
        path = self._path(checkpoint.origin, "cosigned")
        return path.exists() and path.read_text(encoding="utf-8") == checkpoint.text

    def _kept(self, origin: str) -> str | None:
        path = self._path(origin, "checkpoint")
        return path.read_text(encoding="utf-8") if path.exists() else None

    def _keep(self, origin: str, text: str) -> None:
        replace(self._path(origin, "checkpoint"), text)

    def _path(self, origin: str, what: str) -> Path:
        return self._folder / f"{_NOT_A_NAME.sub('_', origin)}.{what}"

    def _evidence(self, *texts: str) -> str:
        """Keep what was said, under the digest of it; give the file's name."""
        whole = "\n".join(texts)
        digest = hashlib.sha256(whole.encode()).hexdigest()
        path = self._folder / "evidence" / f"{digest[:16]}.txt"
        replace(path, whole)
        return os.fspath(path)

    def _get(self, path: str) -> bytes:
        return self._ask(Request(self._address + path))  # noqa: S310  (the scheme was looked at)

    def _ask(self, request: Request) -> bytes:
        try:
            with urlopen(request, timeout=ANSWER_WITHIN_SECONDS) as answer:  # noqa: S310  (the same)
                content: Any = answer.read(ANSWER_BYTES_MAX + 1)
        except HTTPError as error:
            raise LogUnreachable(status=error.code) from error
        except (OSError, HTTPException) as error:
            raise LogUnreachable from error
        if len(content) > ANSWER_BYTES_MAX:
            raise LogUnreachable
        return bytes(content)


def _check(kept: Checkpoint, new: Checkpoint, said: bytes) -> None:
    """Hold one checkpoint against a later one by the proof the log gave, if it took one."""
    steps = json.loads(said)["proof"] if said else []
    check_consistency(
        [base64.b64decode(step, validate=True) for step in steps],
        former=kept.size,
        former_root=kept.root,
        size=new.size,
        expected=new.root,
        hashing=kept.hashing,
    )
