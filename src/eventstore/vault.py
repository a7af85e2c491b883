"""Sealing and opening: personal data under the person's own key (`domain.md` 8.4).

A key is written in the same transaction as the first event sealed with it, so no event is ever
without its key; until then it is known to that one command alone. Destroying a key leaves
`<已删除>` wherever it was used.
"""

from __future__ import annotations

import os
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, LiteralString

from eventstore import sealing
from eventstore.append import NewKey
from eventstore.ids import uuid7
from eventstore.sealing import AES_256_GCM, SealBroken

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from uuid import UUID

    from domain.history import Sealed
    from eventstore.keyring import Keyring
    from eventstore.log import Log

__all__ = ["ERASED", "DataKey", "KeyringOfAnotherLog", "SealBroken", "Sealer", "Vault"]

ERASED: Final = "<已删除>"
LOOK_EVERY_SECONDS: Final = 1.0
KEYS_REMEMBERED_MAX: Final = 50_000
KEYS_WRAPPED_AT_ONCE: Final = 1_000

_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)
_KEY: Final = "select kid, person, matter, wrapping, wrapped from {schema}.keys"


class KeyringOfAnotherLog(Exception):
    """密钥目录不属于本账本, 请恢复原密钥目录。 | The key directory is not the one of this log."""


@dataclass(frozen=True, slots=True)
class DataKey:
    """A person's key in the clear, in memory only."""

    kid: UUID
    person: UUID
    matter: UUID | None
    secret: bytes


class Vault:
    """Opens seals, and hands out a `Sealer` to each command. Safe for any number of threads.

    A key that another process destroyed is forgotten here within a second.
    """

    def __init__(
        self,
        log: Log,
        keyring: Keyring,
        *,
        today: Callable[[], date],
        algorithm: str = AES_256_GCM,
    ) -> None:
        """Keep keys in `log`'s database, wrapped by `keyring` under the month of `today`.

        `algorithm` is that of new keys; a key stays with the algorithm it was made for.
        """
        self._log = log
        self._keyring = keyring
        self._today = today
        self._key_bytes = sealing.KEY_BYTES[algorithm]
        self._mutex = threading.Lock()
        self._keys: OrderedDict[UUID, DataKey] = OrderedDict()
        self._current: dict[tuple[UUID, UUID | None], UUID] = {}
        self._bound = False
        self._look_at = 0.0
        self._destroyed_until = _LONG_AGO

    @property
    def keyring(self) -> Keyring:
        """What wraps the keys."""
        return self._keyring

    def sealer(self) -> Sealer:
        """Give the sealing of one command. Raises `KeyringOfAnotherLog`."""
        self._look()
        return Sealer(self)

    def open(self, sealed: Sealed, *, place: str) -> str:
        """Give the text, or `<已删除>` when its key is gone. Raises `SealBroken`."""
        key = self.key(sealed.kid)
        if key is None:
            return ERASED
        return sealing.opened(sealed, secret=key.secret, bound_to=_bound_to(key.person, place))

    def open_many(self, closed: Sequence[tuple[Sealed, str]]) -> list[str]:
        """Give the texts of many seals with their places, in order, as `open` does."""
        self._look()
        missing = {sealed.kid for sealed, _ in closed} - self._keys.keys()
        found = self._load_all(list(missing)) if missing else {}
        texts = []
        for sealed, place in closed:
            key = found.get(sealed.kid) or self._keys.get(sealed.kid)
            texts.append(
                ERASED
                if key is None
                else sealing.opened(
                    sealed, secret=key.secret, bound_to=_bound_to(key.person, place)
                )
            )
        return texts

    def key(self, kid: UUID) -> DataKey | None:
        """Give a key in the clear; None once it is destroyed."""
        self._look()
        return self._keys.get(kid) or self._load(_KEY + " where kid = %s", [kid])

    def person_of(self, sealed: Sealed) -> UUID | None:
        """Tell whose a seal is, also when its key is gone."""
        known = self._keys.get(sealed.kid)
        if known is not None:
            return known.person
        rows = self._log.select("select person from {schema}.keys where kid = %s", [sealed.kid])
        return rows[0][0] if rows else None

    def keys_of(self, person: UUID, matter: UUID) -> list[UUID]:
        """Name the live keys of one case of a person."""
        rows = self._log.select(
            "select kid from {schema}.keys where person = %s and matter = %s"
            " and wrapped is not null order by kid",
            [person, matter],
        )
        return [row[0] for row in rows]

    def token(self, kind: str, value: str) -> str:
        """Give the blind token of a value. Raises `KeyringOfAnotherLog`."""
        self._bind()
        return self._keyring.token(kind, value)

    def found(self, tokens: Sequence[str]) -> list[tuple[str, UUID]]:
        """Give each of these blind tokens with each person it was made for."""
        rows: list[tuple[str, UUID]] = self._log.select(
            "select token, person from {schema}.tokens where token = any(%s)"
            " order by person, token",
            [list(tokens)],
        )
        return rows

    def look_again(self) -> None:
        """See at once, and not within a second, which keys have been destroyed."""
        self._look_at = 0.0

    def wrap_again(self) -> int:
        """Wrap the live keys of earlier months under this month's key; give how many there were.

        Once this is done an earlier month's wrapping key may be destroyed, and with it whatever an
        old backup still holds of keys that have been destroyed since.
        """
        month = self._month()
        count = 0
        while rows := self._log.select(
            "select kid, person, wrapping, wrapped from {schema}.keys"
            " where wrapped is not null and wrapping < %s order by kid limit %s",
            [month, KEYS_WRAPPED_AT_ONCE],
        ):
            for former in {wrapping for _, _, wrapping, _ in rows}:
                count += self._wrap_again(former, month, [row for row in rows if row[2] == former])
        return count

    def _wrap_again(self, former: str, month: str, rows: Sequence[tuple[Any, ...]]) -> int:
        boxes = []
        for kid, person, _, wrapped in rows:
            owner = kid.bytes + person.bytes
            secret = self._keyring.unwrap(wrapped, month=former, bound_to=owner)
            boxes.append(self._keyring.wrap(secret, month=month, bound_to=owner))
        answer = self._log.select(
            "select {schema}.wrap_again(%s, %s, %s, %s)",
            [[row[0] for row in rows], former, month, boxes],
        )
        return int(answer[0][0])

    # --- for the sealer

    @property
    def destroyed_until(self) -> datetime:
        """Up to when destroyed keys have been forgotten here."""
        return self._destroyed_until

    def remember(self, keys: Sequence[DataKey], *, as_of: datetime) -> None:
        """Take over keys known to be durable, unless a key was destroyed since `as_of`."""
        with self._mutex:
            if as_of != self._destroyed_until:
                return
            for key in keys:
                self._keys[key.kid] = key
                self._current[key.person, key.matter] = key.kid
            while len(self._keys) > KEYS_REMEMBERED_MAX:
                _, forgotten = self._keys.popitem(last=False)
                self._current.pop((forgotten.person, forgotten.matter), None)

    def current_key(self, person: UUID, matter: UUID | None) -> DataKey | None:
        """Give the key now in use for a person's file, or for one case of theirs."""
        kid = self._current.get((person, matter))
        key = self._keys.get(kid) if kid is not None else None
        return key or self._load(
            _KEY + " where person = %s and matter is not distinct from %s"
            " and wrapped is not null order by made_at desc, kid desc limit 1",
            [person, matter],
        )

    def new_key(self, person: UUID, matter: UUID | None) -> tuple[DataKey, NewKey]:
        """Make a key, and its wrapped form to be written. Raises `KeyringOfAnotherLog`."""
        self._bind()
        kid = uuid7()
        secret = os.urandom(self._key_bytes)
        month = self._month()
        wrapped = self._keyring.wrap(secret, month=month, bound_to=kid.bytes + person.bytes)
        return DataKey(kid, person, matter, secret), NewKey(kid, person, matter, month, wrapped)

    def _load(self, query: LiteralString, parameters: list[object]) -> DataKey | None:
        as_of = self._destroyed_until
        rows = self._log.select(query, parameters)
        if not rows or rows[0][-1] is None:
            return None
        key = self._unwrapped(rows[0])
        self.remember([key], as_of=as_of)
        return key

    def _load_all(self, kids: list[UUID]) -> dict[UUID, DataKey]:
        """Read many keys at once, those that were not destroyed."""
        as_of = self._destroyed_until
        rows = self._log.select(_KEY + " where kid = any(%s) and wrapped is not null", [kids])
        keys = {row[0]: self._unwrapped(row) for row in rows}
        self.remember(list(keys.values()), as_of=as_of)
        return keys

    def _unwrapped(self, row: tuple[Any, ...]) -> DataKey:
        kid, person, matter, wrapping, wrapped = row
        owner = kid.bytes + person.bytes
        secret = self._keyring.unwrap(wrapped, month=wrapping, bound_to=owner)
        return DataKey(kid, person, matter, secret)

    def _look(self) -> None:
        """Forget keys that were destroyed, once a second."""
        now = time.monotonic()
        if now < self._look_at:
            return
        self._bind()
        self._look_at = now + LOOK_EVERY_SECONDS
        destroyed = self._log.select(
            "select kid, destroyed_at from {schema}.keys where destroyed_at > %s",
            [self._destroyed_until],
        )
        with self._mutex:
            for kid, destroyed_at in destroyed:
                self._destroyed_until = max(self._destroyed_until, destroyed_at)
                key = self._keys.pop(kid, None)
                if key is not None:
                    self._current.pop((key.person, key.matter), None)

    def _bind(self) -> None:
        """Make sure, once, that these are the keys of this log: with others nobody is found."""
        if self._bound:
            return
        fingerprint = self._keyring.fingerprint
        if self._log.select("select {schema}.bind_keyring(%s)", [fingerprint]) != [(fingerprint,)]:
            raise KeyringOfAnotherLog
        self._bound = True

    def _month(self) -> str:
        return f"{self._today():%Y-%m}"


class Sealer:
    """The sealing of one command: what it closes, and the keys that must be written with it."""

    def __init__(self, vault: Vault) -> None:
        """Seal with the keys of `vault`."""
        self._vault = vault
        self._as_of = vault.destroyed_until
        self._minted: set[UUID] = set()
        self._fresh: dict[tuple[UUID, UUID | None], tuple[DataKey, NewKey]] = {}

    @property
    def new_keys(self) -> list[NewKey]:
        """The keys to hand to the append."""
        return [new for _, new in self._fresh.values()]

    def minted(self, stream: UUID) -> None:
        """Say that `stream` was made by this command: no key of it needs to be looked for."""
        self._minted.add(stream)

    def seal(self, person: UUID, place: str, text: str, *, matter: UUID | None = None) -> Sealed:
        """Close `text` under the person's file key, or the key of one `matter` of theirs."""
        key = self._key(person, matter)
        bound_to = _bound_to(person, place)
        return sealing.close(text, kid=key.kid, secret=key.secret, bound_to=bound_to)

    def made_durable(self) -> None:
        """Say that the append was written: others may use the keys from now on."""
        if self._fresh:
            self._vault.remember([key for key, _ in self._fresh.values()], as_of=self._as_of)

    def _key(self, person: UUID, matter: UUID | None) -> DataKey:
        fresh = self._fresh.get((person, matter))
        if fresh is not None:
            return fresh[0]
        if person not in self._minted and matter not in self._minted:
            known = self._vault.current_key(person, matter)
            if known is not None:
                return known
        made = self._vault.new_key(person, matter)
        self._fresh[person, matter] = made
        return made[0]


def _bound_to(person: UUID, place: str) -> bytes:
    return person.bytes + place.encode()
