"""The keys that are never in the database: a wrapping key a month, and the pepper of blind tokens.

They are files of a directory of their own, mode 0600. A backup of the database without this
directory opens nothing.
"""

from __future__ import annotations

import hmac
import os
import re
import secrets
from typing import TYPE_CHECKING, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

if TYPE_CHECKING:
    from pathlib import Path

_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_MONTH: Final = re.compile(r"\d{4}-\d{2}")
_PEPPER: Final = "pepper"


class WrappingKeyMissing(Exception):
    """缺少包裹密钥文件, 个人信息无法打开。 | A wrapping key file is missing: nothing it wrapped opens."""


class KeyFileDamaged(Exception):
    """密钥文件已损坏。 | A key file is damaged."""


class Keyring:
    """Wraps and unwraps data keys, and makes blind tokens."""

    def __init__(self, directory: Path) -> None:
        """Keep the files in `directory`, which is made when missing."""
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._directory = directory
        self._wrapping: dict[str, AESGCM] = {}
        self._pepper = self._read_or_make(_PEPPER)

    @property
    def fingerprint(self) -> str:
        """Tell this keyring from another one, and nothing more."""
        return self.token("keyring", "fingerprint")

    def wrap(self, key: bytes, *, month: str, bound_to: bytes) -> bytes:
        """Close a data key under the month's wrapping key, bound to whose it is."""
        assert _MONTH.fullmatch(month)
        cipher = self._wrapping.get(month)
        if cipher is None:
            cipher = self._wrapping[month] = AESGCM(self._read_or_make(_wrapping(month)))
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + cipher.encrypt(nonce, key, bound_to)

    def unwrap(self, wrapped: bytes, *, month: str, bound_to: bytes) -> bytes:
        """Open a data key. Raises `WrappingKeyMissing`, also when the key is another one."""
        cipher = self._wrapping.get(month)
        if cipher is None:
            if not self._path(_wrapping(month)).exists():
                raise WrappingKeyMissing(month)
            cipher = self._wrapping[month] = AESGCM(self._read(_wrapping(month)))
        try:
            return cipher.decrypt(wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:], bound_to)
        except InvalidTag as error:
            raise WrappingKeyMissing(month) from error

    def destroy(self, month: str) -> None:
        """Destroy a month's wrapping key: what is still wrapped with it never opens again."""
        assert _MONTH.fullmatch(month)
        self._wrapping.pop(month, None)
        self._path(_wrapping(month)).unlink(missing_ok=True)
        self._make_names_durable()

    def token(self, kind: str, value: str) -> str:
        """Give the blind token of a value: equal values give equal tokens, and none leads back."""
        digest = hmac.digest(self._pepper, f"{kind}\0{value}".encode(), "sha256")
        return f"{kind}:{digest.hex()}"

    def _read_or_make(self, name: str) -> bytes:
        """Read a key file, or make it; of two processes that make it, one wins and both read it."""
        path = self._path(name)
        if not path.exists():
            draft = self._directory / f".{name}.{os.getpid()}.{secrets.token_hex(4)}"
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_hex(_KEY_BYTES))
                file.flush()
                os.fsync(file.fileno())
            try:
                os.link(draft, path)
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        # A key must not be lost with the power once something was closed with it, whoever made it.
        self._make_names_durable()
        return self._read(name)

    def _read(self, name: str) -> bytes:
        try:
            key = bytes.fromhex(self._path(name).read_text(encoding="ascii"))
        except ValueError as error:
            raise KeyFileDamaged(name) from error
        if len(key) != _KEY_BYTES:
            raise KeyFileDamaged(name)
        return key

    def _make_names_durable(self) -> None:
        descriptor = os.open(self._directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def _path(self, name: str) -> Path:
        return self._directory / f"{name}.key"


def _wrapping(month: str) -> str:
    return f"wrapping-{month}"
