"""Personal data as the domain sees it: closed.

Names, numbers, addresses, free text, category and grade enter the domain already sealed under the
person's own key (`domain.md` 8.4). The domain carries them and never looks inside.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Sealed:
    """One ciphertext: which key closed it, by which algorithm, and the box itself.

    `kid` names the key, and through the key the person; `alg` is AES-256-GCM or SM4-GCM; `box` is
    base64 of nonce, ciphertext and tag of the padded text, authenticated with the person and the
    place it was sealed for (topic and field), so that it cannot be moved.
    """

    kid: UUID
    alg: str
    box: str
