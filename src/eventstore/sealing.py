"""One text under one key: padding, algorithms, and the box that a `Sealed` carries."""

from __future__ import annotations

import base64
import os
from typing import TYPE_CHECKING, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.history import Sealed

if TYPE_CHECKING:
    from uuid import UUID

AES_256_GCM: Final = "AES-256-GCM"
SM4_GCM: Final = "SM4-GCM"
KEY_BYTES: Final = {AES_256_GCM: 32, SM4_GCM: 16}

_ALGORITHM_OF: Final = {length: algorithm for algorithm, length in KEY_BYTES.items()}
_NONCE_BYTES: Final = 12
_TAG_BYTES: Final = 16
_LENGTH_BYTES: Final = 4
_STEPS_BYTES: Final = (32, 64, 128, 256)


class SealBroken(Exception):
    """密文与其归属不符, 可能被移动或改动。 | A seal does not fit its place: moved or altered."""


def close(text: str, *, kid: UUID, secret: bytes, bound_to: bytes) -> Sealed:
    """Close a text; the key's length tells the algorithm, so a key stays with its own."""
    algorithm = _ALGORITHM_OF[len(secret)]
    nonce = os.urandom(_NONCE_BYTES)
    box = nonce + _encrypt(algorithm, secret, nonce, padded(text.encode()), bound_to)
    return Sealed(kid, algorithm, base64.b64encode(box).decode())


def opened(sealed: Sealed, *, secret: bytes, bound_to: bytes) -> str:
    """Give the text back. Raises `SealBroken`."""
    try:
        if _ALGORITHM_OF[len(secret)] != sealed.alg:
            raise SealBroken
        box = base64.b64decode(sealed.box, validate=True)
        content = _decrypt(sealed.alg, secret, box, bound_to)
        length = int.from_bytes(content[:_LENGTH_BYTES], "big")
        return content[_LENGTH_BYTES : _LENGTH_BYTES + length].decode()
    except (InvalidTag, ValueError) as error:
        raise SealBroken from error


def close_bytes(content: bytes, *, secret: bytes, bound_to: bytes) -> bytes:
    """Close bytes as they are; their length shows."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + _encrypt(_ALGORITHM_OF[len(secret)], secret, nonce, content, bound_to)


def opened_bytes(box: bytes, *, secret: bytes, bound_to: bytes) -> bytes:
    """Give the bytes back. Raises `SealBroken`."""
    try:
        return _decrypt(_ALGORITHM_OF[len(secret)], secret, box, bound_to)
    except (InvalidTag, ValueError) as error:
        raise SealBroken from error


def padded(content: bytes) -> bytes:
    """Pad to 32, 64, 128, 256, then multiples of 256 bytes, so that a length says nothing."""
    content = len(content).to_bytes(_LENGTH_BYTES, "big") + content
    for size_bytes in _STEPS_BYTES:
        if len(content) <= size_bytes:
            return content.ljust(size_bytes, b"\0")
    size_bytes = -(-len(content) // _STEPS_BYTES[-1]) * _STEPS_BYTES[-1]
    return content.ljust(size_bytes, b"\0")


def _encrypt(algorithm: str, secret: bytes, nonce: bytes, content: bytes, bound_to: bytes) -> bytes:
    if algorithm == AES_256_GCM:
        return AESGCM(secret).encrypt(nonce, content, bound_to)
    encryptor = Cipher(algorithms.SM4(secret), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(bound_to)
    return encryptor.update(content) + encryptor.finalize() + encryptor.tag


def _decrypt(algorithm: str, secret: bytes, box: bytes, bound_to: bytes) -> bytes:
    nonce, closed = box[:_NONCE_BYTES], box[_NONCE_BYTES:]
    if algorithm == AES_256_GCM:
        return AESGCM(secret).decrypt(nonce, closed, bound_to)
    tag = closed[-_TAG_BYTES:]
    decryptor = Cipher(algorithms.SM4(secret), modes.GCM(nonce, tag)).decryptor()
    decryptor.authenticate_additional_data(bound_to)
    return decryptor.update(closed[:-_TAG_BYTES]) + decryptor.finalize()
