"""Signed notes as C2SP has them: a text, and under it one line for each who signed it.

Two kinds of Ed25519 keys sign: that of a log signs the text as it is, that of a witness
(cosignature/v1) signs the text together with the time it saw it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from domain.history import Rejected

if TYPE_CHECKING:
    from collections.abc import Iterable

SIGNATURES_MAX: Final = 100
NOTE_BYTES_MAX: Final = 1_000_000

_KEY_ID_BYTES: Final = 4
_KEY_BYTES: Final = 32
_SIGNATURE_BYTES: Final = 64
_TIME: Final = struct.Struct(">Q")

_NAME: Final = re.compile(r"[^\s+]+")
_KEY_TEXT: Final = re.compile(r"(?P<name>[^\s+]+)\+(?P<id>[0-9a-f]{8})\+(?P<key>\S+)")
_SIGNATURE_LINE: Final = re.compile(r"— (?P<name>[^\s+]+) (?P<content>\S+)")
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f]")
_PRIVATE: Final = "PRIVATE+KEY+"


class NoteRefused(Rejected):
    """签名文书有误。 | The signed note is not as it should be."""


class KeyMalformed(NoteRefused):
    """密钥的写法有误。 | The key is not written as a key is."""


class NoteMalformed(NoteRefused):
    """签名文书的写法有误。 | The note is not written as a signed note is."""


class SignatureMissing(NoteRefused):
    """文书上没有所信任密钥的签名。 | No key that is trusted has signed the note."""


class SignatureWrong(NoteRefused):
    """文书上的签名与内容不符。 | A signature on the note does not fit what it says."""


class KeyKind(IntEnum):
    """What a key signs; the number stands before the key and within its id."""

    LOG = 0x01
    WITNESS = 0x04


@dataclass(frozen=True, slots=True)
class Signature:
    """One line under a note: who says to have signed, by which key, and the signature."""

    name: str
    key_id: bytes
    content: bytes

    @property
    def line(self) -> str:
        """The line, with its end."""
        return f"— {self.name} {base64.b64encode(self.key_id + self.content).decode()}\n"

    @classmethod
    def parse(cls, line: str) -> Self:
        """Read a line without its end. Raises `NoteMalformed`."""
        match = _SIGNATURE_LINE.fullmatch(line)
        content = None if match is None else _decoded(match["content"])
        if match is None or content is None or len(content) <= _KEY_ID_BYTES:
            raise NoteMalformed
        return cls(match["name"], content[:_KEY_ID_BYTES], content[_KEY_ID_BYTES:])


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with the name of its owner, as it is told to others."""

    name: str
    kind: KeyKind
    public: bytes

    @property
    def id(self) -> bytes:
        """The key's id: four bytes, to find a signature by, and no proof of anything."""
        return hashlib.sha256(
            self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        ).digest()[:_KEY_ID_BYTES]

    def __str__(self) -> str:
        """Give the key as text ("vkey")."""
        return f"{self.name}+{self.id.hex()}+{_encoded(bytes([self.kind]) + self.public)}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a key as text. Raises `KeyMalformed`."""
        name, kind, public, key_id = _key_parts(text)
        key = cls(name, kind, public)
        if key.id.hex() != key_id:
            raise KeyMalformed
        return key

    def made(self, signature: Signature) -> bool:
        """Tell whether a signature says to be of this key."""
        return signature.name == self.name and signature.key_id == self.id

    def check(self, signature: Signature, text: str) -> int | None:
        """Hold a signature against a text; give the second a witness saw it. Raises `SignatureWrong`."""
        seen_at = None
        content, signed = signature.content, text.encode()
        if self.kind is KeyKind.WITNESS:
            if len(content) != _TIME.size + _SIGNATURE_BYTES:
                raise SignatureWrong
            (seen_at,) = _TIME.unpack_from(content)
            content, signed = content[_TIME.size :], _cosigned(seen_at, text)
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(content, signed)
        except (InvalidSignature, ValueError) as error:
            raise SignatureWrong from error
        return seen_at


@dataclass(frozen=True, slots=True, repr=False)
class SigningKey:
    """A private key with the name of its owner. Its text is a secret; `verifier` is for everybody."""

    name: str
    kind: KeyKind
    private: bytes

    @classmethod
    def make(cls, name: str, kind: KeyKind) -> Self:
        """Make a new key. Raises `KeyMalformed` for a name with a space or a plus in it."""
        if not _NAME.fullmatch(name):
            raise KeyMalformed
        return cls(name, kind, Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def verifier(self) -> VerifierKey:
        """The public key."""
        public = Ed25519PrivateKey.from_private_bytes(self.private).public_key()
        return VerifierKey(self.name, self.kind, public.public_bytes_raw())

    @property
    def secret_text(self) -> str:
        """The private key as a key file holds it."""
        secret = _encoded(bytes([self.kind]) + self.private)
        return f"{_PRIVATE}{self.name}+{self.verifier.id.hex()}+{secret}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a private key. Raises `KeyMalformed`, which does not repeat it."""
        name, kind, private, key_id = _key_parts(text.removeprefix(_PRIVATE))
        key = cls(name, kind, private)
        if not text.startswith(_PRIVATE) or key.verifier.id.hex() != key_id:
            raise KeyMalformed
        return key

    def sign(self, text: str, *, seen_at: int = 0) -> Signature:
        """Sign a text; as a witness, as of a second since 1970."""
        key = Ed25519PrivateKey.from_private_bytes(self.private)
        if self.kind is KeyKind.LOG:
            content = key.sign(text.encode())
        else:
            content = _TIME.pack(seen_at) + key.sign(_cosigned(seen_at, text))
        return Signature(self.name, self.verifier.id, content)


@dataclass(frozen=True, slots=True)
class Note:
    """A text, ending with its line, and the signatures under it."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        """Give the note as it is published."""
        return self.text + "\n" + "".join(each.line for each in self.signatures)

    @classmethod
    def parse(cls, whole: str) -> Self:
        """Read a note. Raises `NoteMalformed`."""
        text, found, signed = whole.rpartition("\n\n")
        lines = signed.split("\n")
        if (
            not found
            or not text
            or lines.pop() != ""
            or not 0 < len(lines) <= SIGNATURES_MAX
            or len(whole.encode(errors="replace")) > NOTE_BYTES_MAX
            or _CONTROL.search(whole)
        ):
            raise NoteMalformed
        return cls(text + "\n", tuple(Signature.parse(line) for line in lines))

    def signed_by(self, keys: Iterable[VerifierKey]) -> list[VerifierKey]:
        """Give which of some keys have signed.

        Raises `SignatureWrong` when a signature in the name of one of them is none of it, and
        `SignatureMissing` when none has signed.
        """
        found = []
        for key in keys:
            for signature in filter(key.made, self.signatures):
                key.check(signature, self.text)
                found.append(key)
        if not found:
            raise SignatureMissing
        return found


def _cosigned(seen_at: int, text: str) -> bytes:
    return f"cosignature/v1\ntime {seen_at}\n{text}".encode()


def _key_parts(text: str) -> tuple[str, KeyKind, bytes, str]:
    match = _KEY_TEXT.fullmatch(text)
    key = None if match is None else _decoded(match["key"])
    if match is None or key is None or len(key) != 1 + _KEY_BYTES:
        raise KeyMalformed
    try:
        kind = KeyKind(key[0])
    except ValueError as error:
        raise KeyMalformed from error
    return match["name"], kind, key[1:], match["id"]


def _encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _decoded(text: str) -> bytes | None:
    """Read base64 in the one way it is written."""
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return content if _encoded(content) == text else None
